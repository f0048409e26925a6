"""The accountability packet: everything of an event in one file, and where in it each part begins."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tests.factories import make_user
from tests.papers.reading import bookmarks, pages, solid
from trainings.actions.printing import print_report
from trainings.models import Attachment
from trainings.reports.packet.report import REPORT
from trainings.reports.parameters import Parameters
from welfare.printing import is_readable, join_pdfs


def printed(event, **parameters):
    asked = Parameters(event=event, **parameters)
    return print_report(report=REPORT, parameters=asked, file_format="pdf", by=asked.reader).content


def attach(event, content, ending, kind, caption=""):
    file = ContentFile(content, name=f"lampiran.{ending}")
    return Attachment.objects.create(event=event, kind=kind, caption=caption, file=file)


def picture(side=40):
    content = io.BytesIO()
    Image.new("RGB", (side * 2, side), "grey").save(content, "JPEG")
    return content.getvalue()


def blank_pdf(many):
    """A scan of so many pages."""
    from pypdf import PdfWriter

    writer, content = PdfWriter(), io.BytesIO()
    for _page in range(many):
        writer.add_blank_page(595, 842)
    writer.write(content)
    return content.getvalue()


@pytest.fixture
def scanned(bimtek, settings, tmp_path):
    """The bimtek with a photograph, a scan of two pages, and a scan that cannot be read."""
    settings.MEDIA_ROOT = tmp_path
    attach(bimtek, picture(), "jpg", Attachment.Kind.PHOTO, "Pembukaan")
    attach(bimtek, blank_pdf(2), "pdf", Attachment.Kind.SIGNED_SHEET, "Dringu")
    attach(bimtek, b"%PDF-1.4 rusak", "pdf", Attachment.Kind.OTHER)
    return bimtek


def test_packet_holds_every_part_under_a_bookmark(scanned):
    assert bookmarks(printed(scanned)) == [
        "Sampul dan daftar isi",
        "Undangan",
        "Jadwal dan narasumber",
        "Daftar hadir",
        "Rekapitulasi",
        "Berita acara",
        "Dokumentasi",
        "Daftar hadir yang ditandatangani: Dringu",
    ]


def test_contents_tell_the_page_each_part_begins_on(scanned):
    texts = pages(printed(scanned))

    contents = solid(texts[1]).replace(".", "")
    first = {
        "DAFTARUNDANGAN": "Undangan",
        "JADWALDANNARASUMBER": "Jadwaldannarasumber",
        "REKAPITULASIPESERTA": "Rekapitulasi",
        "BERITAACARAPELAKSANAAN": "Beritaacara",
        "DOKUMENTASIKEGIATAN": "Dokumentasi",
    }
    for words, title in first.items():
        page = next(number for number, text in enumerate(texts, start=1) if words in solid(text))
        page -= words == "DAFTARUNDANGAN"  # the attachment is the letter's second page
        assert f"{title}{page}" in contents
    assert f"Dringu{len(texts) - 1}" in contents
    assert "264 (dua ratus enam puluh empat) orang" in " ".join(" ".join(texts).split())


def test_supervisor_gets_no_scans(scanned, dinas):
    supervisor = make_user("supervisor", dinas.region, office=dinas)

    titles = bookmarks(printed(scanned, reader=supervisor))

    assert titles[-1] == "Berita acara"


def test_missing_files_are_left_out(scanned):
    for attachment in Attachment.objects.all():
        attachment.file.storage.delete(attachment.file.name)

    assert bookmarks(printed(scanned))[-1] == "Berita acara"


def test_packet_changes_nothing(scanned):
    printed(scanned)

    assert scanned.participants.filter(frozen_at__isnull=False).count() == 0


def test_same_packet_gives_the_same_bytes(scanned):
    assert printed(scanned) == printed(scanned)


def test_page_tells_what_it_will_hold(scanned, administrator_of_dinas, login):
    administrator_of_dinas.language = "en"
    administrator_of_dinas.save()

    html = login(administrator_of_dinas).get("/laporan/packet/", {"event": scanned.slug}).content.decode()

    assert [
        html.count(words) for words in ("50 sign-in sheets", "<li>Pembukaan</li>", "<li>Dringu</li>")
    ] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 rusak", b"GIF89a", b"%PDF-1.7\n%%EOF"])
def test_what_cannot_be_read_is_no_pdf(content):
    assert is_readable(content) is False


def test_statements_do_not_grow(scanned, django_assert_num_queries):
    with django_assert_num_queries(24):
        REPORT.query(Parameters(event=scanned))


def test_readable_scan_can_be_joined():
    scan = blank_pdf(2)

    assert is_readable(scan) is True
    assert len(pages(join_pdfs([("", "Satu", scan), ("", "Dua", scan)]))) == 4
