"""`manage.py print_report`: the file it writes, and what it refuses."""

import io
import stat
import threading
import zipfile
from dataclasses import replace

import pypdf
import pytest
from django.core.management import CommandError, call_command

from registry.models import AccessLog
from tests.factories import make_office
from tests.papers.reading import bookmarks, pages
from tests.trainings.reports.making import serve, sheet_rows
from trainings.actions import printing
from trainings.reports.catalogue import REPORTS
from trainings.reports.district.report import REPORT as DISTRICT

pytestmark = pytest.mark.usefixtures("english")


def print_report(slug, path, *, file_format="pdf", **options):
    asked = {"paper": "", "options_given": []} | options
    call_command("print_report", slug, file_format=file_format, output=path, **asked)
    return path.read_bytes()


def test_pdf_is_written_for_its_owner_only(office, regions, tmp_path):
    path = tmp_path / "laporan.pdf"

    content = print_report("district", path, region="35.13.19", on="2019-12-16")

    assert content.startswith(b"%PDF")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["laporan.pdf"]


def test_a_whole_regency_is_joined_with_a_bookmark_for_each_district(office, regions, tmp_path):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")

    content = print_report("district", tmp_path / "laporan.pdf", region="35.13", on="2019-12-16")

    assert bookmarks(content) == ["Gending", "Dringu"]
    assert [("LAPORAN KECAMATAN DRINGU" in page, "Moh. Toha" in page) for page in pages(content)] == [
        (False, False),
        (True, True),
    ]


def test_a_province_is_joined_regency_by_regency(office, other_office, regions, tmp_path):
    make_office(regions["35"])
    serve(other_office, "TKSK", regions["35.14.14"], "Moh. Toha")

    content = print_report("district", tmp_path / "laporan.pdf", region="35", on="2019-12-16")

    outline = pypdf.PdfReader(io.BytesIO(content)).outline
    assert outline[0].title == "Kabupaten Probolinggo"
    assert [item.title for item in outline[1]] == ["Gending", "Dringu"]
    assert outline[2].title == "Kabupaten Pasuruan"
    assert [item.title for item in outline[3]] == ["Bangil"]
    (log,) = AccessLog.objects.all()
    assert (log.what, log.people) == ("laporan-kecamatan_provinsi-jawa-timur_2019-12-16", 1)


def test_next_regency_is_asked_for_while_the_papers_of_this_one_are_printed(
    office, other_office, regions, tmp_path, monkeypatch
):
    make_office(regions["35"])
    asked, seen = threading.Event(), []
    read, pdf_of = DISTRICT.query, printing._pdf_of

    def query(parameters):
        if parameters.region == regions["35.14"]:
            asked.set()
        return read(parameters)

    def print_slowly(paper):
        seen.append(asked.wait(timeout=10))
        return pdf_of(paper)

    monkeypatch.setitem(REPORTS, "district", replace(DISTRICT, query=query))
    monkeypatch.setattr(printing, "_pdf_of", print_slowly)
    print_report("district", tmp_path / "laporan.pdf", region="35", on="2019-12-16")

    assert seen == [True] * 3


def test_papers_are_written_down_only_as_they_are_printed(
    office, other_office, regions, tmp_path, monkeypatch
):
    make_office(regions["35"])
    ahead, waiting = [], []

    def papers(report):
        for paper in DISTRICT.papers(report):
            waiting.append(paper)
            ahead.append(len(waiting))
            yield paper

    def join(parts):
        return [waiting.pop() for _part in parts] and b"%PDF"

    monkeypatch.setitem(REPORTS, "district", replace(DISTRICT, papers=papers))
    monkeypatch.setattr(printing, "AHEAD", 1)
    monkeypatch.setattr(printing, "join_pdfs", join)
    print_report("district", tmp_path / "laporan.pdf", region="35", on="2019-12-16")

    assert ahead == [1, 1, 1]


@pytest.mark.parametrize(
    ("region", "names"),
    [
        ("35.13", ["laporan-kecamatan_gending.pdf", "laporan-kecamatan_dringu.pdf"]),
        (
            "35",
            [
                "kabupaten-probolinggo/laporan-kecamatan_gending.pdf",
                "kabupaten-probolinggo/laporan-kecamatan_dringu.pdf",
                "kabupaten-pasuruan/laporan-kecamatan_bangil.pdf",
            ],
        ),
    ],
)
def test_zip_holds_a_file_a_district(region, names, office, other_office, regions, tmp_path):
    content = print_report("district", tmp_path / "laporan.zip", file_format="zip", region=region)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == names
        assert {archive.read(name)[:4] for name in names} == {b"%PDF"}


def test_workbook_of_a_province_holds_every_regency(office, other_office, regions, tmp_path):
    make_office(regions["35"])
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")
    serve(other_office, "TKSK", regions["35.14.14"], "Siti Romlah")

    content = print_report("district", tmp_path / "a.xlsx", file_format="xlsx", region="35", on="2019-12-16")

    rows = sheet_rows(content, "Daftar PSKS", head="Kecamatan")
    assert [(row[0], row[2]) for row in rows] == [("Dringu", "Moh. Toha"), ("Bangil", "Siti Romlah")]


def test_what_was_printed_is_written_down(office, regions, tmp_path):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")

    print_report("district", tmp_path / "a.pdf", region="35.13.19", on="2019-12-16")
    print_report("district", tmp_path / "a.csv", region="35.13.19", on="2019-12-16", file_format="csv")

    rows = list(AccessLog.objects.order_by("pk").values_list("act", "what", "people", "user"))
    name = "laporan-kecamatan_kec-dringu_2019-12-16"
    assert rows == [("print", name, 1, None), ("export", name, 1, None)]


@pytest.mark.parametrize(
    ("slug", "options", "refusal"),
    [
        ("rahasia", {"region": "35.13.19"}, "There is no report called rahasia. There are: district"),
        ("district", {}, "Choose the region this report is about."),
        ("district", {"region": "99.99.99"}, "There is no region with the code 99.99.99."),
        (
            "district",
            {"region": "35.13.19.2003"},
            "This report is made for: district / regency or city",
        ),
        ("district", {"region": "35.13.19", "event": "tidak-ada"}, "There is no event called tidak-ada."),
        ("district", {"region": "35.13.19", "on": "16-12-2019"}, "Write the date as 2019-12-16."),
        ("district", {"region": "36.71.01"}, "No office is recorded for Kec. Tangerang yet"),
    ],
)
def test_refusal_says_why_and_leaves_the_file_alone(slug, options, refusal, office, tmp_path):
    path = tmp_path / "laporan.pdf"
    path.write_text("the one of yesterday")

    with pytest.raises(CommandError) as error:
        print_report(slug, path, **options)

    assert str(error.value).startswith(refusal)
    assert error.value.returncode == 2
    assert path.read_text() == "the one of yesterday"
    assert [file.name for file in tmp_path.iterdir()] == ["laporan.pdf"]
    assert AccessLog.objects.count() == 0


def test_folder_that_is_not_there_is_refused(office, regions, tmp_path):
    with pytest.raises(
        CommandError, match=r"^The file cannot be written: No such file or directory\.$"
    ) as error:
        print_report("district", tmp_path / "tidak-ada" / "laporan.pdf", region="35.13.19")

    assert error.value.returncode == 2


def test_folder_in_the_place_of_the_file_is_refused(office, regions, tmp_path):
    (tmp_path / "laporan.pdf").mkdir()

    with pytest.raises(CommandError, match=r"^The file cannot be written: ") as error:
        print_report("district", tmp_path / "laporan.pdf", region="35.13.19")

    assert error.value.returncode == 2
    assert [file.name for file in tmp_path.iterdir()] == ["laporan.pdf"]
