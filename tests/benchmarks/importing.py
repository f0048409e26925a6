"""The import: this engine, stock django-import-export, and a bare COPY, on the same workbook.

The peer reads the workbook with its own XLSX format and imports it once, without the preview that its admin
would do before. It writes the person only; ours stages every row for review, matches it, and writes the
person with his post. The history triggers are the same for both.
"""

import io
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import python_calamine
import xlsxwriter
from django.db import connection
from import_export import fields, resources, widgets
from import_export.formats.base_formats import XLSX

from registry.actions.offices import ensure_office
from registry.imports import batches
from registry.models import Office, Region, Worker
from registry.names import name_key
from tests.benchmarks.database import copy, forget_people, tidy
from tests.benchmarks.measuring import seconds, seconds_and_peak_mb, statements
from tests.benchmarks.people import Person, make_people
from tests.benchmarks.report import Case, Check, Report

REGENCY, PROVINCE = "35.13", "35"
PAGE = 995  # rows of a regency's sheet, which must take the time of a page
COUNTED = (264, 995, 10_000)
HEADERS = (
    *("No", "Nama", "NIK", "L/P", "Tempat Lahir", "Tanggal Lahir", "No HP", "Pendidikan", "Unsur"),
    *("Kode Wilayah", "Kabupaten/Kota", "Kecamatan", "Desa", "Nomor SK", "Tanggal SK"),
)
DAY = "%d-%m-%Y"
SEXES = {"L": "male", "P": "female"}
PEER = "django-import-export"
PAGE_RUNS = 5


def run(report: Report, rows: int) -> None:
    """Measure a regency's sheet and a province's, new and changed; count the statements of three sizes."""
    regency, province = (Region.objects.current().get(code=code) for code in (REGENCY, PROVINCE))
    office, province_office = ensure_office(regency, by=None), ensure_office(province, by=None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        local = make_people(max(COUNTED), within=regency)
        sheets = [write_workbook(folder / f"{size}.xlsx", local[:size]) for size in COUNTED]
        counts = [count_statements(sheet, regency) for sheet in sheets]
        page = COUNTED.index(PAGE)
        report.results.append(measure_page(sheets[page], regency, office, counts[page]))
        people = make_people(rows, within=province)
        new = write_workbook(folder / "new.xlsx", people)
        changed = write_workbook(folder / "changed.xlsx", [replace(person, school="S2") for person in people])
        report.results += measure_large(new, changed, province, province_office, rows)
    sizes = ", ".join(map(str, COUNTED))
    report.checks.append(
        Check(f"spread of the number of statements for {sizes} rows", max(counts) - min(counts), 0)
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


def measure_page(path: Path, scope: Region, office: Office, counted: int) -> Case:
    """The median of some imports of the small sheet, each into an empty registry."""
    ours, peer, raw = [], [], []
    for _run in range(PAGE_RUNS):
        for times, act in (
            (ours, lambda: import_ours(path, scope)),
            (peer, lambda: import_peer(path, office)),
            (raw, lambda: import_raw(path, office)),
        ):
            forget_people()
            times.append(seconds(act))
    return Case(
        case=f"{PAGE} new rows",
        ours_s=statistics.median(ours),
        peer=PEER,
        peer_s=statistics.median(peer),
        raw_s=statistics.median(raw),
        statements=counted,
    )


def measure_large(new: Path, changed: Path, scope: Region, office: Office, rows: int) -> list[Case]:
    """The large sheet into an empty registry, and again with something changed in every row."""
    ours_new, ours_changed = in_order(lambda path: import_ours(path, scope), new, changed, rows)
    forget_people()
    raw = seconds(lambda: import_raw(new, office))
    peer_new, peer_changed = in_order(lambda path: import_peer(path, office), new, changed, rows)
    forget_people()
    counted = statements(lambda: import_ours(new, scope)), statements(lambda: import_ours(changed, scope))
    return [
        Case(f"{rows} new rows", ours_new[0], PEER, peer_new[0], counted[0], ours_new[1], raw),
        Case(f"{rows} updated rows", ours_changed[0], PEER, peer_changed[0], counted[1], ours_changed[1]),
    ]


def in_order(
    act: Callable[[Path], None], new: Path, changed: Path, rows: int
) -> tuple[tuple[float, int], tuple[float, int]]:
    """Seconds and memory of importing the new sheet and then the changed one."""
    forget_people()
    first = seconds_and_peak_mb(lambda: act(new))
    tidy()
    second = seconds_and_peak_mb(lambda: act(changed))
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


def import_peer(path: Path, office: Office) -> None:
    """Read with openpyxl and import, in one transaction."""
    dataset = XLSX().create_dataset(path.read_bytes())
    result = WorkerResource().import_data(dataset, use_transactions=True, raise_errors=True, office=office)
    assert result.totals["new"] + result.totals["update"] == len(dataset)


def import_raw(path: Path, office: Office) -> None:
    """What reading and writing alone cost: calamine and COPY, nothing checked."""
    rows = python_calamine.load_workbook(io.BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()
    sheet = [dict(zip(HEADERS, row, strict=True)) for row in rows[1:]]
    copy(
        "registry_worker",
        "name, name_key, nik, sex, birth_place, birth_date, phone, education, member_number, nip, "
        "phone_written, email, address, institution, notes, revision, created_at, office_id",
        (
            "\t".join(
                (
                    *(row["Nama"], name_key(row["Nama"]), row["NIK"], SEXES[row["L/P"]]),
                    *(row["Tempat Lahir"], "-".join(reversed(row["Tanggal Lahir"].split("-"))), row["No HP"]),
                    *(row["Pendidikan"], "", "", "", "", "", "", "", "1", "now", f"{office.pk}\n"),
                )
            )
            for row in sheet
        ),
    )
    connection.commit()
