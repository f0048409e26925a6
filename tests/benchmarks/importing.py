"""The import: this engine, stock django-import-export, and a bare COPY, on the same workbook.

The peer is a ModelResource for each model, as its documentation shows it, with every option left at its
default (no bulk, a diff of each row) but for one transaction around it all. It reads the workbook with its
own XLSX format and does what its admin does, first with the people and then with their posts: a dry run whose
result is shown, then the import. Beside it stands what importing the people takes alone, once and without a
preview. Ours stages every row for review, matches it, and writes the person with his post and decree. The
tables are the same for both, with their history and their indexes. Every import is of people nobody has seen
before.
"""

import io
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import python_calamine
import xlsxwriter
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from import_export import fields, resources, widgets
from import_export.formats.base_formats import XLSX

from registry.actions.offices import ensure_office
from registry.imports import batches
from registry.models import Appointment, Office, Region, Role, Worker
from tests.benchmarks.database import forget_people, tidy
from tests.benchmarks.measuring import Cost, cost, seconds, statements
from tests.benchmarks.people import Person, make_people
from tests.benchmarks.report import Case, Check, Floor, Report
from tests.benchmarks.rosterrows import save_people

REGENCY, PROVINCE = "35.13", "35"
PAGE = 995  # rows of a regency's sheet, which must take the time of a page
PAGE_RUNS = 5
COUNTED = (264, PAGE, 10_000)
HEADERS = (
    *("No", "Nama", "NIK", "L/P", "Tempat Lahir", "Tanggal Lahir", "No HP", "Pendidikan", "Unsur"),
    *("Kode Wilayah", "Kabupaten/Kota", "Kecamatan", "Desa", "Nomor SK", "Tanggal SK"),
)
DAY = "%d-%m-%Y"
SEXES = {"L": "male", "P": "female"}
PEER = "django-import-export"
Measured = TypeVar("Measured")
MOST_MB, MOST_TIMES_RAW = 600, 4
TIMES_FASTER = (20, 40)  # new rows, updated rows; of a hundred thousand


@dataclass(frozen=True)
class PeerTimes:
    """Seconds of all it does, and of importing the people once without looking first."""

    whole: float
    people: float


def run(report: Report, rows: int) -> None:
    """Measure a regency's sheet and a province's, new and changed; count the statements of three sizes."""
    with tempfile.TemporaryDirectory() as name:
        measure_regency(report, Path(name))
        measure_province(report, Path(name), rows)


def measure_regency(report: Report, folder: Path) -> None:
    """The sheets of one regency."""
    regency = Region.objects.current().get(code=REGENCY)
    office = ensure_office(regency, by=None)
    people = make_people(max(COUNTED) + PAGE_RUNS * PAGE, within=regency)
    pages = [people[start : start + PAGE] for start in range(max(COUNTED), len(people), PAGE)]
    case = measure_page(
        [write_workbook(folder / f"page{n}.xlsx", page) for n, page in enumerate(pages)], office
    )
    counts = [
        count_statements(write_workbook(folder / f"{size}.xlsx", people[:size]), regency) for size in COUNTED
    ]
    case.statements = counts[COUNTED.index(PAGE)]
    report.results.append(case)
    sizes = ", ".join(map(str, COUNTED))
    spread = max(counts) - min(counts)
    report.checks.append(Check(f"spread of the number of statements for {sizes} rows", spread, 0))


def measure_province(report: Report, folder: Path, rows: int) -> None:
    """The large sheet into an empty registry, and again with something changed in every row."""
    province = Region.objects.current().get(code=PROVINCE)
    office = ensure_office(province, by=None)
    people = make_people(rows, within=province)
    new = write_workbook(folder / "new.xlsx", people)
    changed = write_workbook(folder / "changed.xlsx", [replace(person, school="S2") for person in people])
    del people  # whose memory would be counted as the engine's
    cases = measure_large(new, changed, province, office, rows)
    for case, times in zip(cases, TIMES_FASTER, strict=True):
        report.results.append(case)
        report.checks.append(Check(f"{case.case}: MB at the highest", case.peak_mb, MOST_MB))
        report.checks.append(Floor(f"{case.case}: times faster", round(case.ratio, 1), times))
    first = report.results[-2]
    times = round(first.ours_s / first.raw_s, 2)
    report.checks.append(
        Check(f"{first.case}: times as long as calamine and COPY alone", times, MOST_TIMES_RAW)
    )


def write_workbook(path: Path, people: list[Person]) -> Path:
    """A roster as an office keeps it."""
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
    sheet = workbook.add_worksheet("PSM")
    sheet.write_row(0, 0, HEADERS)
    for number, person in enumerate(people, start=1):
        sheet.write_row(number, 0, (number, *cells(person)))
    workbook.close()
    return path


def cells(person: Person) -> tuple[str, ...]:
    """One row but for its number."""
    return (
        *(person.name, person.nik, "P" if person.sex == "female" else "L", person.birth_place),
        *(f"{person.birth_date:{DAY}}", person.phone, person.school, "PSM"),
        *(person.region.code, person.regency.name, person.district.name, person.region.name),
        *(f"188.45/{person.district.code}/2019", "02-01-2019"),
    )


def measure_page(pages: list[Path], office: Office) -> Case:
    """The medians of importing some small sheets, each into an empty registry."""
    ours, peer, alone, raw = [], [], [], []
    for path in pages:
        forget_people()
        ours.append(seconds(lambda path=path: import_ours(path, office.region)))
        forget_people()
        times = import_peer(path, office)
        peer.append(times.whole)
        alone.append(times.people)
        forget_people()
        raw.append(seconds(lambda path=path: import_raw(path, office)))
    ours_s, peer_s, alone_s, raw_s = map(statistics.median, (ours, peer, alone, raw))
    return Case(f"{PAGE} new rows", ours_s, PEER, peer_s, statements=0, raw_s=raw_s, tuned_s=alone_s)


def measure_large(new: Path, changed: Path, scope: Region, office: Office, rows: int) -> list[Case]:
    """Each side imports the new sheet into an empty registry, and then the changed one."""
    ours = in_order(lambda path: cost(lambda: import_ours(path, scope)), new, changed, rows)
    forget_people()
    raw = seconds(lambda: import_raw(new, office))
    peer = in_order(lambda path: import_peer(path, office), new, changed, rows)
    return [
        case_of(f"{rows} new rows", ours[0], peer[0], raw),
        case_of(f"{rows} updated rows", ours[1], peer[1]),
    ]


def case_of(name: str, ours: Cost, peer: PeerTimes, raw: float | None = None) -> Case:
    """One thing done by both, side by side."""
    return Case(name, ours.seconds, PEER, peer.whole, ours.statements, ours.peak_mb, raw, peer.people)


def in_order(
    measure: Callable[[Path], Measured], new: Path, changed: Path, rows: int
) -> tuple[Measured, Measured]:
    """What importing the new sheet into an empty registry costs, and then the changed one."""
    forget_people()
    first = measure(new)
    tidy()
    second = measure(changed)
    assert Worker.objects.filter(education="S2").count() == rows
    return first, second


def count_statements(path: Path, scope: Region) -> int:
    """The statements of one import into an empty registry."""
    forget_people()
    return statements(lambda: import_ours(path, scope))


def import_ours(path: Path, scope: Region) -> None:
    """Read, stage and apply, as `import_sheet --apply` does."""
    batch = batches.stage(path, kind="roster", scope=scope, by=None)
    batch = batches.apply(batch, by=None)
    waiting = batch.counts["read"] - sum(batch.counts[action] for action in ("create", "update", "match"))
    assert waiting == 0, batch.counts


class SexWidget(widgets.CharWidget):
    """L or P, as sheets say it."""

    def clean(self, value, row=None, **kwargs):
        return SEXES[value]


class WorkerResource(resources.ModelResource):
    """What its documentation shows: a field for each column, a foreign key found by its code."""

    name = fields.Field("name", "Nama")
    nik = fields.Field("nik", "NIK")
    sex = fields.Field("sex", "L/P", widget=SexWidget())
    birth_place = fields.Field("birth_place", "Tempat Lahir")
    birth_date = fields.Field("birth_date", "Tanggal Lahir", widget=widgets.DateWidget(DAY))
    phone = fields.Field("phone", "No HP")
    education = fields.Field("education", "Pendidikan")
    home_region = fields.Field("home_region", "Kode Wilayah", widgets.ForeignKeyWidget(Region, "code"))

    class Meta:
        model = Worker
        fields = (*("name", "nik", "sex", "birth_place", "birth_date", "phone", "education", "home_region"),)
        import_id_fields = ("nik",)

    def before_save_instance(self, instance, row, **kwargs):
        instance.office = kwargs["office"]


class ServiceWidget(widgets.DateWidget):
    """The first day of a service that goes on."""

    def clean(self, value, row=None, **kwargs):
        return DateRange(super().clean(value, row, **kwargs), None)


class AppointmentResource(resources.ModelResource):
    """The post a row names, of a person imported before."""

    worker = fields.Field("worker", "NIK", widgets.ForeignKeyWidget(Worker, "nik"))
    role = fields.Field("role", "Unsur", widgets.ForeignKeyWidget(Role, "code"))
    region = fields.Field("region", "Kode Wilayah", widgets.ForeignKeyWidget(Region, "code"))
    service = fields.Field("service", "Tanggal SK", ServiceWidget(DAY))

    class Meta:
        model = Appointment
        fields = (*("worker", "role", "region", "service"),)
        import_id_fields = ("worker", "role", "region")


def import_peer(path: Path, office: Office) -> PeerTimes:
    """Preview and import the people of a sheet, then their posts."""
    steps = [
        seconds(lambda resource=resource, dry=dry: import_by_peer(resource, path, office, dry_run=dry))
        for resource in (WorkerResource, AppointmentResource)
        for dry in (True, False)
    ]
    return PeerTimes(sum(steps), steps[1])


def import_by_peer(
    resource: type[resources.ModelResource], path: Path, office: Office, *, dry_run: bool
) -> None:
    """Read with openpyxl and import, in one transaction; a dry run is rolled back."""
    dataset = XLSX().create_dataset(path.read_bytes())
    result = resource().import_data(
        dataset, dry_run=dry_run, use_transactions=True, raise_errors=True, office=office
    )
    assert result.totals["new"] + result.totals["update"] == len(dataset)


def import_raw(path: Path, office: Office) -> None:
    """What reading and writing alone cost: calamine and COPY of the same tables, nothing checked."""
    rows = python_calamine.load_workbook(io.BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()
    villages = Region.objects.within(office.region).current().select_related("district", "regency")
    regions = {village.code: village for village in villages.filter(level=Region.Level.VILLAGE)}
    sheet = (dict(zip(HEADERS, row, strict=True)) for row in rows[1:])
    save_people(office, [person_of(row, regions) for row in sheet], earlier_posts=False)
    connection.commit()


def person_of(row: dict[str, str], regions: dict[str, Region]) -> Person:
    """Whom a row tells of."""
    return Person(
        name=row["Nama"],
        nik=row["NIK"],
        sex=SEXES[row["L/P"]],
        birth_place=row["Tempat Lahir"],
        birth_date=datetime.strptime(row["Tanggal Lahir"], DAY).date(),
        phone=row["No HP"],
        school=row["Pendidikan"],
        region=regions[row["Kode Wilayah"]],
    )
