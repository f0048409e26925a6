"""The accountability packet: everything of an event in one file, and where in it each part begins."""

import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from psycopg2.extras import DateRange

from registry.models import Role, Worker
from tests.factories import make_event, make_user
from tests.papers.reading import bookmarks, pages, solid
from tests.trainings.people import attend, invite_many
from trainings.actions.printing import print_report
from trainings.models import Attachment, Event, PrintedSheet, Printout, Speaker
from trainings.reports.packet.defaults import basis
from trainings.reports.packet.report import REPORT
from trainings.reports.parameters import Parameters
from trainings.reports.sign_in.report import REPORT as SIGN_IN
from welfare.errors import RuleError
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


@pytest.fixture
def small(office, regions):
    """An event of three people from two districts, with a speaker: a packet that is quickly printed."""
    event = make_event(office, letter_number="400/1/2019")
    invite_many(event, office, {"TKSK": 1, "PSM": 1}, [regions["35.13.18"]])
    invite_many(event, office, {"TKSK": 1}, [regions["35.13.19"]])
    Speaker.objects.create(event=event, name="Umi")
    attend(event, session=1)
    return event


def test_packet_holds_every_part_under_a_bookmark(scanned):
    assert bookmarks(printed(scanned)) == [
        "Sampul dan daftar isi",
        "Laporan kegiatan",
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
        "LAPORANKEGIATAN": "Laporankegiatan",
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


def test_contents_tell_the_page_each_chapter_begins_on(small):
    texts = pages(printed(small))

    contents = solid(texts[1]).replace(".", "")
    titles = {"I": "PENDAHULUAN", "II": "PELAKSANAAN", "III": "HASIL", "IV": "EVALUASI", "V": "PENUTUP"}
    chapters = [f"BAB{number}{title}" for number, title in titles.items()]
    begins = [
        next(number for number, text in enumerate(texts[2:], start=3) if chapter in solid(text))
        for chapter in chapters
    ]
    listed = "".join(f"{chapter}{page}" for chapter, page in zip(chapters, begins, strict=True))
    assert f"1Laporankegiatan3{listed}2Undangan" in contents


@pytest.fixture
def pictured(small, settings, tmp_path):
    """The small event with a photograph."""
    settings.MEDIA_ROOT = tmp_path
    attach(small, picture(), "jpg", Attachment.Kind.PHOTO, "Pembukaan")
    return small


def test_supervisor_gets_no_scans(pictured, supervisor):
    assert bookmarks(printed(pictured, reader=supervisor))[-1] == "Berita acara"


def test_missing_files_are_left_out(pictured):
    for attachment in Attachment.objects.all():
        attachment.file.storage.delete(attachment.file.name)

    assert bookmarks(printed(pictured))[-1] == "Berita acara"


def test_preview_changes_nothing(small):
    list(REPORT.papers(REPORT.query(Parameters(event=small))))

    assert small.participants.filter(frozen_at__isnull=False).count() == 0
    assert (PrintedSheet.objects.count(), Printout.objects.count()) == (0, 0)


def test_sheets_in_a_packet_are_printed_sheets(small, administrator):
    printed(small, reader=administrator)
    together = kept_sheets()

    ask = Parameters(event=small, reader=administrator)
    print_report(report=SIGN_IN, parameters=ask, file_format="pdf", by=administrator)

    assert small.participants.filter(frozen_at=None).count() == 0
    assert len(together) == 6  # two districts and the speaker, on two days
    assert kept_sheets() == together


def kept_sheets():
    return list(PrintedSheet.objects.order_by("pk").values_list("session", "region", "participants"))


def test_person_renamed_after_the_packet_stays_as_printed(small):
    before = pages(printed(small))

    Worker.objects.update(name="Nama Baru")

    assert pages(printed(small)) == before


def test_other_office_gets_no_packet(small, other_office):
    neighbour = make_user("administrator", other_office.region, office=other_office)

    with pytest.raises(RuleError, match="Only the organising office changes this event"):
        printed(small, reader=neighbour)


def test_same_packet_gives_the_same_bytes(small):
    first, second = printed(small), printed(small)

    assert hash(first) == hash(second)  # of the bytes themselves a difference takes minutes to be told


def test_chapters_say_what_follows_from_the_event(small):
    text = report_in(printed(small))

    assert [text.count(f"BAB {number}") for number in ("I P", "II P", "III H", "IV E", "V P")] == [1] * 5
    told = (
        "Tenaga Kesejahteraan Sosial Kecamatan dan Pekerja Sosial Masyarakat merupakan mitra pemerintah",
        "Peraturan Menteri Sosial Nomor 10 Tahun 2019 tentang Pekerja Sosial Masyarakat",
        "Surat undangan nomor 400/1/2019",
        "3 (tiga) orang, terdiri atas 2 TKSK dan 1 PSM dari 2 kecamatan.",
        "1 TKSK 2 2 – 2 PSM 1 1 –",
        "Kehadiran hari I : 3 dari 3 orang (100,0%)",
        "Tidak ada kendala yang dicatat.",
        "dan dihadiri oleh 3 (tiga) orang peserta.",
    )
    assert [said for said in told if said not in text] == []


def report_in(pdf):
    """The text of the activity report: what stands between the contents and the invitation."""
    texts = [" ".join(page.split()) for page in pages(pdf)]
    end = next(number for number, text in enumerate(texts) if "Lampiran : 1" in text)
    return " ".join(texts[2:end])


def test_rules_later_than_the_event_are_not_named():
    event = Event(dates=DateRange(date(2018, 5, 1), date(2018, 5, 2)))

    assert basis(event, [Role(code="PSM"), Role(code="TKSK")]) == [
        "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial",
        "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial",
        "Peraturan Menteri Sosial Nomor 28 Tahun 2018 tentang Tenaga Kesejahteraan Sosial Kecamatan",
        "Dokumen Pelaksanaan Anggaran Tahun Anggaran 2018",
    ]


TYPED = {
    "report_background": "Alasan pertama.\nAlasan kedua.",
    "report_obstacles": "Listrik padam",
    "report_suggestions": "Diadakan lagi\nTempat lebih luas",
    "invitation_number": "400/7/2019",
    "minutes_number": "094/8/2019",
    "minutes_date": "2019-12-11",
}


def test_what_is_typed_stands_in_its_own_part(small):
    pdf = printed(small, options=TYPED)

    report = report_in(pdf)
    texts = [" ".join(page.split()) for page in pages(pdf)]
    letter = next(text for text in texts if "Lampiran : 1" in text)
    minutes = next(text for text in texts if "BERITA ACARA" in text)
    assert "Alasan pertama. Alasan kedua." in report
    assert "EVALUASI 1. Listrik padam" in report
    assert "B. Saran 1. Diadakan lagi 2. Tempat lebih luas" in report
    assert "Nomor : 400/7/2019" in letter
    assert "Nomor: 094/8/2019" in minutes
    assert "Pada hari ini Rabu tanggal sebelas bulan Desember" in minutes


def test_what_was_typed_is_kept_and_offered_again(small, administrator, login):
    client = login(administrator)
    typed = {"event": small.slug} | {f"with_{name}": text for name, text in TYPED.items()}

    page = client.post("/laporan/packet/", typed)
    kept_by_page = Printout.objects.count()
    file = client.post("/laporan/packet/pdf/", typed)
    later = client.get("/laporan/packet/", {"event": small.slug})

    assert (page.status_code, file.status_code, kept_by_page) == (200, 200, 0)
    assert "Listrik padam" in page.content.decode()
    kept = Printout.objects.get()
    assert (kept.event, kept.made_by, kept.people) == (small, administrator, 3)
    form = later.context["form"]
    assert {name: form[f"with_{name}"].value() for name in TYPED} == TYPED


def test_long_texts_are_not_asked_by_address(office, administrator, login):
    html = login(administrator).get("/laporan/packet/").content.decode()

    assert html.count('<form method="post" action="/laporan/packet/"') == 1


def test_page_tells_what_it_will_hold(pictured, administrator, login):
    administrator.language = "en"
    administrator.save()

    response = login(administrator).get("/laporan/packet/", {"event": pictured.slug})

    html = response.content.decode()
    assert [html.count(words) for words in ("6 sign-in sheets", "<li>Pembukaan</li>")] == [1, 1]
    assert response.context["pages"] == len(pages(printed(pictured, reader=administrator)))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 rusak", b"GIF89a", b"%PDF-1.7\n%%EOF"])
def test_what_cannot_be_read_is_no_pdf(content):
    assert is_readable(content) is False


def test_statements_do_not_grow(scanned, django_assert_num_queries):
    with django_assert_num_queries(25):
        REPORT.query(Parameters(event=scanned))


def test_readable_scan_can_be_joined():
    scan = blank_pdf(2)

    assert is_readable(scan) is True
    assert len(pages(join_pdfs([("", "Satu", scan), ("", "Dua", scan)]))) == 4
