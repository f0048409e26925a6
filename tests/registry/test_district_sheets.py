"""Sheets sent out to the districts: what stands in them, for whom, and that they come back exactly."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from registry.actions.exports import send_out_sheets
from registry.district_sheets import COLUMNS, EMPTY_LINES
from registry.imports import batches
from registry.models import AccessLog, Worker
from registry.resources import RosterResource
from tests.factories import appoint, make_office, make_user, make_worker
from tests.registry.imports.staged import actions
from welfare.errors import RuleError

NIK, PHONE = "3513194105800077", "+628123457731"
HEAD = 4  # the line of the headings, below two titles and a blank
HEADINGS = [RosterResource().fields[name].column_name for name in COLUMNS]


@pytest.fixture
def siti(office, regions):
    worker = make_worker(
        office,
        "Siti Aminah, S.Sos.",
        nik=NIK,
        sex="female",
        phone=PHONE,
        birth_place="Kraksaan",
        birth_date=date(1980, 5, 1),
        address="Jalan Mawar 7",
    )
    appoint(worker, "PSM", regions["35.13.19.2003"])
    return worker


@pytest.fixture
def roster(siti, office, regions):
    """Three people of Dringu, one of whom serves in Gending too."""
    appoint(make_worker(office, "Slamet Riyadi"), "TKSK", regions["35.13.19"], start_precision="year")
    several = make_worker(office, "Wiji Lestari")
    appoint(several, "PSM", regions["35.13.19.2004"])
    appoint(several, "PSM", regions["35.13.18.2001"])
    return Worker.objects.order_by("pk")


@pytest.fixture
def came_back(office, tmp_path):
    """A function that uploads a workbook as a roster of the whole regency."""

    def upload(book, **how):
        path = tmp_path / "kembali.xlsx"
        path.write_bytes(book) if isinstance(book, bytes) else book.save(path)
        return batches.stage(path, kind="roster", scope=office.region, by=None, **how)

    return upload


def opened(file):
    return load_workbook(io.BytesIO(file.content))


def lines(sheet) -> list[dict]:
    """The lines that are filled in, by their headings."""
    head, *rows = sheet.iter_rows(min_row=HEAD, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if any(row)]


def cell(sheet, line: int, heading: str):
    """A cell of the line of people with that number, from 1."""
    return sheet.cell(HEAD + line, HEADINGS.index(heading) + 1)


# What stands in them


def test_sheet_holds_those_who_serve_in_its_district(roster, operator, regions):
    book = opened(send_out_sheets(region=regions["35.13.18"], by=operator))

    assert book.sheetnames == ["Kec. Gending", "Petunjuk", "Daftar pilihan"]
    (line,) = lines(book["Kec. Gending"])
    assert (line["Nama"], line["Unsur"], line["Desa/Kelurahan Tugas"]) == (
        "Wiji Lestari",
        "PSM",
        "Desa Pesisir",
    )


def test_people_stand_in_the_order_of_papers(roster, operator, regions):
    book = opened(send_out_sheets(region=regions["35.13.19"], by=operator))

    names = [line["Nama"] for line in lines(book["Kec. Dringu"])]
    assert names == ["Slamet Riyadi", "Siti Aminah, S.Sos.", "Wiji Lestari"]


def test_who_left_is_not_sent_out(siti, operator, regions):
    appoint(make_worker(siti.office, "Wahyu"), "PSM", regions["35.13.19.2004"], end=date(2019, 1, 1))

    book = opened(send_out_sheets(region=regions["35.13.19"], by=operator))

    assert [line["Nama"] for line in lines(book["Kec. Dringu"])] == [siti.name]


def test_lists_offer_sex_role_and_the_villages_of_the_district(siti, operator, regions):
    book = opened(send_out_sheets(region=regions["35.13.19"], by=operator))

    sheet, choices = book["Kec. Dringu"], list(book["Daftar pilihan"].iter_rows(values_only=True))
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        line = int(rule.formula1.rpartition("$")[2]) - 1
        offered[sheet.cell(HEAD, area.min_col).value] = [text for text in choices[line] if text]
        assert (area.min_row, area.max_row) == (HEAD + 1, HEAD + 1 + EMPTY_LINES)
    assert offered["L/P"] == ["L", "P"]
    assert offered["Desa/Kelurahan Tugas"] == ["Desa Kalirejo", "Desa Kedungdalem", "Desa Ngepoh"]
    assert {"PSM", "TKSK"} <= set(offered["Unsur"])
    assert book["Daftar pilihan"].sheet_state == "hidden"


@pytest.mark.parametrize("heading", ["ID Pilar", "NIK", "No. HP"])
@pytest.mark.parametrize("line", [1, 2], ids=["filled in", "empty"])
def test_numbers_are_text_also_where_somebody_types_them(heading, line, siti, operator, regions):
    sheet = opened(send_out_sheets(region=regions["35.13.19"], by=operator))["Kec. Dringu"]

    assert cell(sheet, line, heading).number_format == "@"


def test_zip_holds_a_sheet_for_each_district(roster, operator, regions):
    file = send_out_sheets(region=regions["35.13"], by=operator)

    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        names = archive.namelist()
        books = [load_workbook(archive.open(name)) for name in names]
    assert [name.split("_")[1] for name in names] == ["kec-gending", "kec-dringu"]
    assert [len(lines(book.worksheets[0])) for book in books] == [1, 3]
    assert file.name.startswith("lembar-psks_kab-probolinggo_")


@pytest.mark.parametrize("people", [1, 4])
def test_zip_costs_the_same_for_any_number(people, office, regions, operator, django_assert_num_queries):
    for number in range(people):
        appoint(make_worker(office), "PSM", regions[f"35.13.{18 + number % 2}"])
    operator.has_perm("registry.export_worker")

    # Regions, roles, people, posts, papers, their roles and three regions, the log, the transaction.
    with django_assert_num_queries(12):
        send_out_sheets(region=regions["35.13"], by=operator)


# For whom


def test_supervisor_sends_out_masked_numbers(siti, supervisor, regions):
    (line,) = lines(opened(send_out_sheets(region=regions["35.13.19"], by=supervisor))["Kec. Dringu"])

    assert (line["NIK"], line["Tanggal Lahir"], line["Alamat"]) == ("3513********0077", None, None)
    assert AccessLog.objects.get().fields == []


def test_sending_out_is_written_down(roster, operator, regions):
    file = send_out_sheets(region=regions["35.13"], by=operator)

    log = AccessLog.objects.get()
    assert (log.user, log.act, log.people, log.what) == (operator, "export", 4, file.name)


@pytest.mark.parametrize(
    ("group", "code"),
    [("desk", "35.13.19"), ("operator", "35.13.19.2003"), ("operator", "35"), ("operator", "35.14")],
    ids=["no right", "village", "province", "elsewhere"],
)
def test_sheets_without_right_or_for_another_region_are_refused(group, code, siti, office, regions):
    user = make_user(group, office.region, office=office)

    with pytest.raises(RuleError):
        send_out_sheets(region=regions[code], by=user)
    assert not AccessLog.objects.exists()


def test_pages_offer_the_sheets_of_the_area(siti, operator, login, regions):
    client = login(operator)

    sheets = client.get("/impor/").context["sheets"]
    page = client.get(f"/wilayah/{regions['35.13.19'].pk}/").content.decode()

    assert [key for key, _name in sheets] == [regions[code].pk for code in ("35.13", "35.13.18", "35.13.19")]
    assert 'action="/wilayah/lembar/"' in page
    response = client.post("/wilayah/lembar/", {"region": regions["35.13.19"].pk})
    assert response.headers["Content-Disposition"].startswith('attachment; filename="lembar-psks_kec-dringu_')


def test_province_is_offered_whole_regencies(regions, login):
    province = make_office(regions["35"], town="Surabaya")

    client = login(make_user("operator", regions["35"], office=province))

    offered = client.get("/impor/").context["sheets"]
    assert [key for key, _name in offered] == [regions["35.13"].pk, regions["35.14"].pk]


# Coming back


@pytest.mark.parametrize("user", ["operator", "supervisor"])
def test_sheet_comes_back_unchanged(user, roster, regions, came_back, request):
    """Full or masked: each row finds its person by the id, and nothing is written."""
    file = send_out_sheets(region=regions["35.13.19"], by=request.getfixturevalue(user))

    batch = came_back(file.content)

    rows = list(batch.rows.order_by("position"))
    assert {(row.action, row.reason) for row in rows} == {("same", "row_id")}
    assert sorted(row.worker_id for row in rows) == [worker.pk for worker in roster]
    assert [row.issues for row in rows] == [[]] * 3


@pytest.mark.parametrize("user", ["operator", "supervisor"])
def test_what_was_filled_in_is_all_that_changes(user, roster, siti, regions, came_back, request):
    book = opened(send_out_sheets(region=regions["35.13.19"], by=request.getfixturevalue(user)))
    cell(book["Kec. Dringu"], 2, "No. HP").value = "0812 3456 7890"
    cell(book["Kec. Dringu"], 2, "Pendidikan").value = "S1"

    batch = came_back(book)

    assert actions(batch) == ["same", "update", "same"]
    changes = batch.rows.get(action="update").changes
    assert changes == {"phone": [PHONE, "+6281234567890"], "education": [None, "S1"]}
    batches.apply(batch, by=None)
    siti.refresh_from_db()
    assert (siti.nik, siti.phone, siti.birth_date) == (NIK, "+6281234567890", date(1980, 5, 1))


def test_person_written_below_is_new_in_that_district(siti, operator, regions, came_back):
    book = opened(send_out_sheets(region=regions["35.13.19"], by=operator))
    for heading, text in {"Nama": "Joko Susilo", "L/P": "L", "Unsur": "PSM"}.items():
        cell(book["Kec. Dringu"], 3, heading).value = text
    cell(book["Kec. Dringu"], 3, "Desa/Kelurahan Tugas").value = "Desa Ngepoh"

    batch = batches.apply(came_back(book), by=None)

    assert actions(batch) == ["same", "create"]
    post = Worker.objects.get(name="Joko Susilo").appointments.get()
    assert (post.role.code, post.region) == ("PSM", regions["35.13.19.2005"])


def test_id_does_not_lead_to_another_person(siti, operator, regions, came_back):
    """Somebody wrote a successor over a name and left the id and the numbers."""
    book = opened(send_out_sheets(region=regions["35.13.19"], by=operator))
    cell(book["Kec. Dringu"], 1, "Nama").value = "Joko Susilo"

    batch = came_back(book)

    assert [(row.action, row.reason) for row in batch.rows.all()] == [("choose", "name_mismatch")]
