"""The roster as a file: what it holds, for whom, and that it comes back unchanged."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from registry import phones
from registry.actions.exports import export_people
from registry.imports import batches
from registry.imports.reading.columns import classify
from registry.models import AccessLog, Appointment, Decree, RegionName, Worker
from registry.resources import RosterResource
from tests.factories import appoint, make_office, make_user, make_worker
from welfare.errors import RuleError

NIK, PHONE = "3513194105800077", "+628123457731"


@pytest.fixture
def worker(office, regions):
    """Somebody of whom everything is known, with a text that a program could run."""
    worker = make_worker(
        office,
        "Siti Aminah, S.Sos.",
        nik=NIK,
        phone=PHONE,
        member_number="0351.19.007",
        birth_place="Kraksaan",
        birth_date=date(1980, 5, 1),
        email="siti@contoh.id",
        address="Jalan Mawar 7 RT 1 RW 2",
        home_region=regions["35.13.18.2002"],
        education="S1",
        institution="=IPSM Dringu",
    )
    post = appoint(worker, "PSM", regions["35.13.19.2003"])
    decree = Decree.objects.create(office=office, number="188.45/17/2018", date=date(2018, 1, 2))
    post.papers.create(decree=decree)
    return worker


@pytest.fixture
def roster(worker, office, regions):
    """People in every shape: a year only, no post, a district's post, two posts, next to nothing known."""
    appoint(make_worker(office, "Slamet Riyadi"), "TKSK", regions["35.13.18"], start_precision="year")
    make_worker(office, "Bambang Sutejo")
    several = make_worker(office, "Wiji Lestari")
    appoint(several, "PSM", regions["35.13.19.2004"])
    appoint(several, "TAGANA", regions["35.13"])
    appoint(make_worker(office, "Kurnia", nik=None, sex=""), "KASI_KESRA", regions["35.13.19"])
    return Worker.objects.order_by("name_key", "pk")


def table(file) -> list[dict]:
    """The rows of a workbook by their headings."""
    head, *rows = load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("field", RosterResource().fields.values(), ids=lambda field: field.column_name)
def test_heading_means_to_the_importer_what_the_column_holds(field):
    meaning = classify((field.column_name,))

    name = f"home_{meaning.field}" if meaning.place_kind == "home" else meaning.field
    assert name == field.meaning


@pytest.mark.parametrize("user", ["operator", "supervisor"])
@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_export_comes_back_unchanged(user, file_format, roster, office, request, tmp_path):
    """Full or masked: a masked value means "as it was"."""
    file = export_people(people=roster, file_format=file_format, by=request.getfixturevalue(user))
    path = tmp_path / file.name
    path.write_bytes(file.content)

    batch = batches.stage(path, kind="roster", scope=office.region, by=None)

    assert [
        (row.values["name"], row.action, row.reason, row.issues) for row in batch.rows.order_by("position")
    ] == [(worker.name, "same", "row_id", []) for worker in roster]


def test_export_of_a_past_day_comes_back_unchanged(operator, office, regions, tmp_path):
    """What somebody was is no news: nobody is appointed again to what he left."""
    left = make_worker(office, "Junaidi", nik=None)
    appoint(left, "PSM", regions["35.13.19.2003"], start=date(2018, 1, 2), end=date(2021, 1, 1))
    promoted = make_worker(office, "Moh. Toha", nik=None)
    appoint(promoted, "PSM", regions["35.13.19.2004"], start=date(2013, 3, 1), end=date(2020, 1, 1))
    appoint(promoted, "TKSK", regions["35.13.19"], start=date(2020, 1, 1))
    only_year = make_worker(office, "Siti", nik=None)
    since = {"start": date(2018, 1, 1), "start_precision": "year"}
    appoint(only_year, "KASI_KESRA", regions["35.13.19"], end=date(2020, 1, 1), **since)
    file = export_people(
        people=Worker.objects.order_by("pk"), file_format="csv", by=operator, on=date(2019, 12, 9)
    )
    path = tmp_path / file.name
    path.write_bytes(file.content)

    batch = batches.stage(path, kind="roster", scope=office.region, by=None)

    assert file.name == "psks_2019-12-09.csv"
    assert [
        (row.values["name"], row.values["role"], row.action, row.reason)
        for row in batch.rows.order_by("position")
    ] == [
        ("Junaidi", "PSM", "same", "ended_post"),
        ("Moh. Toha", "PSM", "same", "ended_post"),
        ("Siti", "KASI_KESRA", "same", "ended_post"),
    ]


@pytest.mark.parametrize("days", [0, 30])
def test_service_whose_last_day_is_to_come_comes_back_unchanged(days, operator, office, regions, tmp_path):
    """It is held until then: nobody is appointed again to what he is about to leave."""
    until = timezone.localdate() + timedelta(days=days + 1)
    appoint(make_worker(office, nik=None), "PSM", regions["35.13.19.2003"], end=until)
    path = tmp_path / "psks.csv"
    path.write_bytes(export_people(people=Worker.objects.all(), file_format="csv", by=operator).content)

    batch = batches.stage(path, kind="roster", scope=office.region, by=None)

    assert [(row.action, row.changes) for row in batch.rows.all()] == [("same", {})]


def test_decree_of_a_sheet_names_a_service_whose_last_day_is_to_come(operator, office, regions, tmp_path):
    post = appoint(
        make_worker(office, nik=None),
        "PSM",
        regions["35.13.19.2003"],
        end=timezone.localdate() + timedelta(days=1),
    )
    file = export_people(people=Worker.objects.all(), file_format="xlsx", by=operator)
    book = load_workbook(io.BytesIO(file.content))
    [heading] = [cell for cell in book.active[1] if cell.value == "No. SK"]
    book.active.cell(2, heading.column, "188.45/1/2026")
    book.save(tmp_path / "psks.xlsx")

    batch = batches.stage(tmp_path / "psks.xlsx", kind="roster", scope=office.region, by=None)
    batches.apply(batch, by=operator)

    assert [
        (one.pk, [decree.number for decree in one.decrees.all()]) for one in Appointment.objects.all()
    ] == [(post.pk, ["188.45/1/2026"])]


@pytest.mark.parametrize(("also", "action"), [("", "update"), ("TKSK", "choose")])
def test_row_that_tells_another_start_is_a_new_appointment(also, action, office, regions, operator, tmp_path):
    worker = make_worker(office, "Junaidi", nik=None)
    appoint(worker, "PSM", regions["35.13.19.2003"], start=date(2018, 1, 2), end=date(2021, 1, 1))
    if also:
        appoint(worker, also, regions["35.13.19"])
    how = {"people": Worker.objects.all(), "file_format": "csv", "by": operator, "on": date(2019, 12, 9)}
    path = tmp_path / "psks.csv"
    path.write_bytes(export_people(**how).content.replace(b"2018-01-02", b"2024-01-02"))

    batch = batches.stage(path, kind="roster", scope=office.region, by=None)

    assert [row.action for row in batch.rows.all()] == [action]


def test_export_tells_the_post_that_the_list_shows(office, regions, operator, login):
    worker = make_worker(office, "Moh. Toha")
    appoint(worker, "PSM", regions["35.13.19.2004"], start=date(2013, 3, 1), end=date(2020, 1, 1))
    appoint(worker, "TKSK", regions["35.13.19"], start=date(2020, 1, 1))
    appoint(worker, "TAGANA", regions["35.13"], start=date(2021, 1, 1))

    def exported(query):
        file = login(operator).post(f"/psks/ekspor/?{query}", {"format": "csv"})
        (row,) = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
        return row["Unsur"], row["Desa/Kelurahan Tugas"], row["TMT"]

    assert exported("role=TKSK") == ("TKSK", "", "2020-01-01")
    assert exported("on=2019-12-09") == ("PSM", "Desa Kedungdalem", "2013-03-01")
    assert exported("") == ("Tagana", "", "2021-01-01")


def test_export_of_a_past_day_calls_regions_as_they_were_called(office, regions, operator):
    appoint(make_worker(office), "PSM", regions["35.13.19.2003"], start=date(2018, 1, 2))
    RegionName.objects.create(
        region=regions["35.13.19"],
        name="Dringo",
        kind=RegionName.Kind.OFFICIAL,
        validity=(None, date(2022, 2, 9)),
    )
    how = {"people": Worker.objects.all(), "file_format": "xlsx", "by": operator}

    then, now = (table(export_people(**how, on=day))[0] for day in (date(2022, 2, 8), date(2022, 2, 9)))

    assert (then["Kecamatan Tugas"], now["Kecamatan Tugas"]) == ("Kec. Dringo", "Kec. Dringu")


def test_export_shows_numbers_to_those_who_may_see_them(worker, operator):
    (row,) = table(export_people(people=Worker.objects.all(), file_format="xlsx", by=operator))

    assert (row["NIK"], row["No. HP"], row["Tanggal Lahir"].date()) == (NIK, PHONE, date(1980, 5, 1))


def test_export_masks_numbers_for_a_supervisor(worker, supervisor):
    (row,) = table(export_people(people=Worker.objects.all(), file_format="xlsx", by=supervisor))

    assert row["NIK"] == "3513********0077"
    assert row["No. HP"] == phones.mask(PHONE) != PHONE
    assert [row[name] for name in ("Tanggal Lahir", "Alamat", "Email", "NIAT/NIA")] == [None] * 4


def test_province_exports_what_regencies_keep_masked(worker, regions):
    province = make_office(regions["35"], town="Surabaya")
    make_worker(province, "Pegawai Provinsi", nik="3513194105800099")
    user = make_user("operator", regions["35"], office=province)

    rows = table(export_people(people=Worker.objects.order_by("name_key"), file_format="xlsx", by=user))

    assert [row["NIK"] for row in rows] == ["3513194105800099", "3513********0077"]


def test_text_of_an_export_is_never_a_formula(worker, operator):
    workbook, text = (
        export_people(people=Worker.objects.all(), file_format=ending, by=operator).content
        for ending in ("xlsx", "csv")
    )

    cell = load_workbook(io.BytesIO(workbook)).active["O2"]
    assert (cell.value, cell.data_type) == ("=IPSM Dringu", "s")
    line = text.decode("utf-8-sig").splitlines()[1].split(";")
    assert (line[2], line[14]) == (f"'{NIK}", "'=IPSM Dringu")


def test_export_is_written_down(roster, operator):
    file = export_people(people=roster, file_format="csv", by=operator)

    log = AccessLog.objects.get()
    assert (log.user, log.act, log.people, log.what) == (operator, "export", 5, file.name)
    assert {"nik", "phone", "birth_date", "address"} <= set(log.fields)


@pytest.mark.parametrize(("group", "file_format"), [("desk", "xlsx"), ("operator", "pdf"), ("operator", "")])
def test_export_without_right_or_format_is_refused(group, file_format, roster, office):
    user = make_user(group, office.region, office=office)

    with pytest.raises(RuleError):
        export_people(people=roster, file_format=file_format, by=user)
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_export_costs_the_same_for_any_number(people, office, regions, operator, django_assert_num_queries):
    for _one in range(people):
        appoint(make_worker(office, home_region=regions["35.13.18"]), "PSM", regions["35.13.19.2003"])
    operator.has_perm("registry.export_worker")

    # People, posts, papers, roles, two times three regions, the log, and the transaction around them.
    with django_assert_num_queries(13):
        export_people(people=Worker.objects.all(), file_format="csv", by=operator)


def test_list_exports_what_it_shows_and_no_more(roster, operator, login, stranger, regions, other_office):
    appoint(make_worker(other_office, "Orang Pasuruan"), "PSM", regions["35.14.14.1001"])

    response = login(operator).post("/psks/ekspor/?role=TKSK", {"format": "csv"})

    lines = response.content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines] == ["Nama", "Slamet Riyadi"]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="psks_')


def test_list_offers_the_export_to_those_who_may(worker, operator, login):
    page = login(operator).get("/psks/?q=siti").content.decode()

    assert 'action="/psks/ekspor/?q=siti"' in page
