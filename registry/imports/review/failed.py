"""The rows that are left, as a workbook to be mended.

It has the columns of the file as they were read, the bad cells red, what is wrong in words, and a last column
by which each row finds its place again: uploading it continues the same import (`mended`).
"""

import io
import re
from collections.abc import Iterable

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from registry.imports import staging
from registry.imports.review import decisions
from registry.imports.review.faults import cell_text, is_personal, written
from registry.imports.review.wording import FIELD_LABELS, why
from registry.imports.rows import CellValue, encode_cell
from registry.models import ImportBatch, ImportRow, Worker
from welfare.escaping import without_controls
from welfare.sheets import sheet_name

ERRORS, REFERENCE = "KESALAHAN", "KODE BARIS (jangan diubah)"
MARK = "attendance:"  # the field of a session's column, before its number
CODE = re.compile(r"^IMPOR-(\d{1,15})-(\d{1,9})$")
WIDTH, WIDE = 18, 60
LOOKS = {
    "text": {},
    "bad": {"bg_color": "#F8D7DA", "font_color": "#842029"},
    "head": {"bold": True, "bg_color": "#E8E8E8", "text_wrap": True},
    "errors": {"text_wrap": True, "font_color": "#842029"},
}


def workbook_of(batch: ImportBatch, *, sees_personal: bool) -> bytes:
    """The rows left to look at, a sheet for each sheet of the file; Indonesian, as sheets are."""
    rows = list(decisions.left(batch).order_by("position"))
    by_sheet: dict[str, list[ImportRow]] = {}
    for row in rows:
        by_sheet.setdefault(row.sheet, []).append(row)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with translation.override("id"), xlsxwriter.Workbook(target, options) as workbook:
        people = names_of(rows)
        looks = {name: workbook.add_format({"num_format": "@"} | look) for name, look in LOOKS.items()}
        taken: set[str] = set()
        for name, members in by_sheet.items():
            title = sheet_name(name, taken)
            taken.add(title.lower())
            cells = table_of(batch, members, people, sees_personal)
            write_sheet(workbook.add_worksheet(title), cells, looks)
    return target.getvalue()


def table_of(batch: ImportBatch, rows: list[ImportRow], people: dict[int, str], sees_personal: bool):
    """The lines of one sheet as (text, look) cells: headings as in the file, cells, errors, reference."""
    columns = columns_of(batch, rows)
    yield [(heading, "head") for heading in (*columns.values(), ERRORS, REFERENCE)]
    for row in rows:
        wrong = {decisions.cell_of(row, field) for field in wrong_fields(row)}
        cells = [
            (shown_text(row, field, sees_personal), "bad" if field in wrong else "text") for field in columns
        ]
        errors = "\n".join(sentences(row, people))
        yield [*cells, (errors, "errors"), (f"IMPOR-{batch.pk}-{row.position}", "text")]


def write_sheet(sheet, lines: Iterable[list[tuple[str, str]]], looks: dict) -> None:
    """Write the lines; every cell is text, so that numbers keep their digits."""
    for line, cells in enumerate(lines):
        for number, (text, look) in enumerate(cells):
            if line == 0:
                sheet.set_column(number, number, WIDE if text == ERRORS else WIDTH, looks["text"])
            sheet.write_string(line, number, without_controls(text), looks[look])
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD200000"})


def columns_of(batch: ImportBatch, rows: Iterable[ImportRow]) -> dict[str, str]:
    """The fields of these rows' sheet with the heading each had in the file, in the file's order.

    A field that a title or the sheet's name told gets a column where it is wrong or was mended.
    """
    sheets = {row.sheet for row in rows}
    carried = {
        field for sheet in batch.sheets if sheet["name"] in sheets for field in sheet["mapping"].values()
    }
    carried |= {field for row in rows for field in (*row.raw["cells"], *row.corrections)}
    carried |= {
        decisions.cell_of(row, field)
        for row in rows
        for field in wrong_fields(row)
        if field not in row.raw["cells"]
    }
    return {field: heading for field, heading in headings_of(batch).items() if field in carried}


def headings_of(batch: ImportBatch) -> dict[str, str]:
    """The heading of every field: the file's own where it has one, in its order."""
    headings: dict[str, str] = {}
    for sheet in batch.sheets:
        for letter, field in sheet["mapping"].items():
            if heading := sheet["headers"].get(letter):
                headings.setdefault(field, heading)
    for field, label in FIELD_LABELS.items():
        label = str(label)
        headings.setdefault(field, f"{label} ({field})" if label in headings.values() else label)
    return headings


def wrong_fields(row: ImportRow) -> set[str]:
    """The fields that could not be read."""
    return {issue["field"] for issue in row.issues if issue["level"] == "error"}


def shown_text(row: ImportRow, field: str, sees_personal: bool) -> str:
    """A cell as it was read, a number masked from those without the right."""
    if field.startswith(MARK):
        return text_of_cell(staging.raw_from_json(row).marks.get(int(field.removeprefix(MARK))))
    text = written(row, field)
    return text if sees_personal or not is_personal(text) else f"{text[:4]}{'*' * 8}"


def names_of(rows: Iterable[ImportRow]) -> dict[int, str]:
    """The names of all first candidates."""
    ids = {row.candidates[0] for row in rows if row.candidates}
    return dict(Worker.objects.filter(pk__in=ids).values_list("pk", "name"))


def sentences(row: ImportRow, people: dict[int, str]) -> list[str]:
    """What is wrong with a row, in words."""
    said = [issue["message"] for issue in row.issues]
    if row.action == "choose":
        first = people.get(row.candidates[0], "") if row.candidates else ""
        sentence, detail = why(row.reason, row.values, person=first, post=_("another post"))
        said.insert(0, f"{sentence} {detail}".strip())
    return list(dict.fromkeys(said))


def text_of_cell(cell: CellValue) -> str:
    """A cell as text, also where a spreadsheet program made a date or number of it."""
    if cell is None:
        return ""
    return cell_text(cell if isinstance(cell, str | int | float) else encode_cell(cell))
