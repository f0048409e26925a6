"""Printing: the same data the same bytes, nothing run, nothing read from outside, parts joined."""

import io
import re
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from tests.papers import builder
from tests.papers.reading import bookmarks, pages
from welfare import printing

TEMPLATES = sorted(printing.TEMPLATES.glob("*.typ"))


def test_same_data_gives_the_same_bytes():
    data = builder.district_report()

    first = printing.render_pdf("district", data)
    printing.render_pdf("district", builder.district_report(volunteers=3))

    assert printing.render_pdf("district", data) == first


def test_paper_carries_no_date_of_printing():
    pdf = printing.render_pdf("district", builder.district_report())

    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.creation_date is None


def test_unknown_paper_is_refused_by_name():
    with pytest.raises(printing.PaperError, match="no paper called “no_such_paper”"):
        printing.render_pdf("no_such_paper", {})


def test_data_without_a_key_is_refused_without_quoting_the_rest():
    data = builder.district_report(footer="3513190101800001")
    del data["title"]

    with pytest.raises(printing.PaperError) as caught:
        printing.render_pdf("district", data)

    assert 'does not contain key "title"' in str(caught.value)
    assert "3513190101800001" not in str(caught.value)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_never_run_or_quote_what_a_user_wrote(template):
    calls = re.findall(r"\b(eval|panic|plugin|read|assert)\s*\(", template.read_text())

    assert calls == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_fetch_nothing_from_the_network(template):
    assert "@preview" not in template.read_text()


def test_fonts_of_the_office_are_used_first(settings):
    families = printing._fonts("")[1]
    folder = next((path for path in Path("/usr/share/fonts").rglob("*.ttf")), None)
    if folder is None:
        pytest.skip("this machine has no font to take for the office's own")
    settings.FONTS = str(folder.parent)

    pdf = printing.render_pdf("district", builder.district_report())

    fonts = {font["/BaseFont"].partition("+")[2] for font in embedded_fonts(pdf)}
    assert families == ["Libertinus Serif"]
    assert not any(name.startswith("Libertinus") for name in fonts)


def embedded_fonts(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]


def test_folder_without_fonts_is_refused(settings, tmp_path):
    settings.FONTS = str(tmp_path)

    with pytest.raises(printing.PaperError, match="PILAR_FONTS names a folder without fonts"):
        printing.render_pdf("district", builder.district_report())


def test_join_puts_each_part_under_its_bookmark():
    parts = [
        (
            "",
            title,
            printing.render_pdf("district", builder.district_report(title=f"LAPORAN KECAMATAN {title}")),
        )
        for title in ("Dringu", "Pajarakan")
    ]

    joined = printing.join_pdfs(parts)

    assert bookmarks(joined) == ["Dringu", "Pajarakan"]
    assert [text for _, _, part in parts for text in pages(part)] == pages(joined)


def test_join_puts_the_parts_of_one_folder_together():
    part = printing.render_pdf("district", builder.district_report(0))
    parts = [("Kab. A", "Satu", part), ("Kab. A", "Dua", part), ("Kab. B", "Satu", part)]

    outline = pypdf.PdfReader(io.BytesIO(printing.join_pdfs(parts))).outline

    titles = [[item.title for item in entry] if isinstance(entry, list) else entry.title for entry in outline]
    assert titles == ["Kab. A", ["Satu", "Dua"], "Kab. B", ["Satu"]]


def test_join_reads_one_part_at_a_time():
    waiting = []

    def parts():
        for number in range(3):
            part = printing.render_pdf("district", builder.district_report(0))
            waiting.append(number)
            yield "", str(number), part
            waiting.remove(number)
            assert waiting == []

    assert len(pages(printing.join_pdfs(parts()))) == 3


def test_join_lets_go_of_a_part_that_is_joined():
    part = printing.render_pdf("district", builder.district_report(0))
    streams = []

    class Stream(io.BytesIO):
        def __init__(self, content=b""):
            super().__init__(content)
            streams.append(self)

    def parts():
        for number in range(3):
            assert all(stream.closed for stream in streams)
            yield "", str(number), part

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing.io, "BytesIO", Stream)
        printing.join_pdfs(parts())

    assert len(streams) == 4  # three that are read and one that is written


@pytest.mark.parametrize(
    ("kind", "beginning"), [("PNG", "data:image/png;base64,"), ("JPEG", "data:image/jpeg;base64,")]
)
def test_picture_becomes_text(kind, beginning):
    content = picture(kind)

    assert printing.image_data(content).startswith(beginning)


@pytest.mark.parametrize("content", [b"", b"<svg onload='x'/>", b"GIF89a"])
def test_picture_of_another_kind_is_refused(content):
    with pytest.raises(ValueError, match="must be PNG or JPEG"):
        printing.image_data(content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_logo_is_printed(kind):
    head = builder.letterhead(logo=printing.image_data(picture(kind)))

    pdf = printing.render_pdf("district", builder.district_report(letterhead=head))

    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images) == 1


def picture(kind):
    content = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(content, kind)
    return content.getvalue()
