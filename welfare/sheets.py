"""Writes tables as XLSX and CSV: declare the columns once, hand over the rows.

A text is never a formula in either. The XLSX is set up for printing (paper, repeated head, widths);
the CSV is the one an Indonesian Excel opens by a double click (semicolons, UTF-8 with its mark).
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Literal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from welfare import dropdowns
from welfare.dropdowns import Dropdowns
from welfare.escaping import escape, without_controls
from welfare.rowheights import BOLD, height_of

Kind = Literal["text", "digits", "integer", "decimal", "percent", "money", "date"]
Value = str | int | float | Decimal | datetime.date | None

# `[$-421]` asks for Indonesian month names whatever language the program has. "@" marks a cell as
# text, so that a NIK or a phone number typed there keeps its noughts and its last digits.
NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@",
    "digits": "@",
    "integer": "#,##0",
    "decimal": "#,##0.0",
    "percent": "0.0%",
    "money": '"Rp"#,##0',
    "date": "[$-421]d mmm yyyy;@",
}
NUMBERS = ("integer", "decimal", "percent", "money")

# Excel knows no F4 (215 x 330 mm). Its number 14, Folio (8.5 x 13 in = 215.9 x 330.2 mm), is that
# sheet within a millimetre, and printer drivers here list it as F4.
PAPERS = {"f4": 14, "a4": 9}

SIGNED = 30  # points, the height of a row that is signed
TITLE = 1.4  # a title's letters are so many times larger and wider
LONGEST_TEXT = 32_767  # signs, in one cell of a workbook
FIRST_EXCEL_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, the key of its value in a row, its width in signs and what it holds.

    "digits" are texts of digits (NIK, NIP, phone). Neighbours of one `group` share a head above. `choices`
    are offered as a list where somebody fills the sheet in.
    """

    title: str
    key: str
    width: float = 14
    kind: Kind = "text"
    group: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: columns, rows as mappings from key to value, and what stands around them.

    `titles` stand above and `notes` below the table; `total` is one more row, in bold. A percent is
    a share (0.909). `empty` lines follow the rows to be filled in, and the first `fixed` columns stay in
    sight. `signed` rows leave room for a signature. CSV holds the columns and rows only, so that it can be
    read in again.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Value]]
    titles: Sequence[str] = ()
    total: Mapping[str, Value] | None = None
    notes: Sequence[str] = ()
    footer: str = ""
    paper: Literal["f4", "a4"] = "f4"
    landscape: bool = False
    empty: int = 0
    fixed: int = 0
    signed: bool = False

    @property
    def grouped(self) -> bool:
        """Whether the head has two rows."""
        return any(column.group for column in self.columns)


def xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook of these tables, one sheet each."""
    target = io.BytesIO()
    # Two-row heads are merged downwards, which a workbook written row by row cannot do; those are
    # reports and small. Everything else is written row by row and needs little memory.
    options = {"in_memory": True} if any(table.grouped for table in tables) else {"constant_memory": True}
    options |= {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        formats, lists = _Formats(workbook), Dropdowns()
        names = {dropdowns.SHEET.lower()}
        for table in tables:
            name = sheet_name(table.name, names)
            names.add(name.lower())
            _write_table(workbook.add_worksheet(name), table, formats, lists)
        lists.write(workbook)
    return target.getvalue()


def csv_file(table: Table) -> bytes:
    """The table's columns and rows as CSV; a grouped head becomes one: `Diundang Jml.`."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(escape(f"{column.group} {column.title}".strip()) for column in table.columns)
    for row in table.rows:
        writer.writerow(escape(csv_value(column, row.get(column.key))) for column in table.columns)
    return target.getvalue().encode("utf-8-sig")


def csv_value(column: Column, value: Value) -> str:
    """The value as text: decimals with a comma, shares as `90,9%`, days as `2019-12-09`."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return without_controls(value)
    if column.kind == "percent":
        return f"{value * 100:.1f}%".replace(".", ",")
    return str(value).replace(".", ",")


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts and that no other sheet has; `taken` holds names in lower case."""
    base = FORBIDDEN_IN_NAMES.sub(" ", without_controls(name)).strip(" '") or "Lembar"
    number, proposed = 1, base[:31].strip(" '")
    while proposed.lower() in taken:
        number += 1
        proposed = f"{base[: 28 - len(str(number))].strip()} ({number})"
    return proposed


class _Formats:
    """The looks of the cells of one workbook, made once each."""

    def __init__(self, workbook: xlsxwriter.Workbook):
        border = {"border": 1, "valign": "vcenter"}
        wrapped = {"align": "center", "valign": "vcenter", "text_wrap": True}
        self.title = workbook.add_format(wrapped | {"bold": True, "font_size": 14})
        self.subtitle = workbook.add_format(wrapped)
        self.note = workbook.add_format({"font_size": 9, "font_color": "#5E5E5E"})
        centred = {"align": "center", "bold": True, "text_wrap": True, "bg_color": "#E8E8E8"}
        self.head = workbook.add_format(border | centred)
        self.cells = {kind: workbook.add_format(border | _look(kind)) for kind in NUMBER_FORMATS}
        sums = border | {"bold": True, "bg_color": "#F0F0F0"}
        self.totals = {kind: workbook.add_format(sums | _look(kind)) for kind in NUMBER_FORMATS}
        self.columns = {
            kind: workbook.add_format({"num_format": look}) for kind, look in NUMBER_FORMATS.items()
        }


def _look(kind: Kind) -> dict:
    # A number keeps its distance from the text that begins in the next cell.
    side = {"align": "right", "indent": 1} if kind in NUMBERS else {"align": "left"}
    wrap = {"text_wrap": True} if kind == "text" else {}
    return {"num_format": NUMBER_FORMATS[kind]} | side | wrap


def _write_table(sheet: Worksheet, table: Table, formats: _Formats, lists: Dropdowns) -> None:
    last = len(table.columns) - 1
    for column, declared in enumerate(table.columns):
        sheet.set_column(column, column, declared.width, formats.columns[declared.kind])
    line = _write_titles(sheet, table, last, formats)
    head = line
    line = _write_head(sheet, table, line, formats)
    sheet.freeze_panes(line, table.fixed)
    sheet.repeat_rows(head, line - 1)
    first = line
    for row in chain(table.rows, repeat({}, table.empty)):
        _write_row(sheet, line, table.columns, row, formats.cells, SIGNED if table.signed else 0)
        line += 1
    for number, column in enumerate(table.columns):
        if column.choices and line > first:
            lists.add(sheet, number, column.choices, first=first, last=line - 1)
    if table.total is not None:
        _write_row(sheet, line, table.columns, table.total, formats.totals)
        line += 1
    # Digits that are text are meant so: no green corners.
    sheet.ignore_errors({"number_stored_as_text": _area(first, line, last)})
    for number, note in enumerate(table.notes, 1):
        sheet.write_string(line + number, 0, _cell_text(note), formats.note)
    _set_up_page(sheet, table)


def _area(first: int, after: int, last_column: int) -> str:
    return xlsxwriter.utility.xl_range(first, 0, max(first, after - 1), last_column)


def _write_titles(sheet: Worksheet, table: Table, last: int, formats: _Formats) -> int:
    width = sum(column.width for column in table.columns)
    for line, title in enumerate(table.titles):
        look, size = (formats.subtitle, 1) if line else (formats.title, TITLE)
        sheet.set_row(line, height_of([(title, width)], size=size))
        if last:
            sheet.merge_range(line, 0, line, last, "", look)
        sheet.write_string(line, 0, _cell_text(title), look)
    return len(table.titles) + 1 if table.titles else 0


def _write_head(sheet: Worksheet, table: Table, line: int, formats: _Formats) -> int:
    """Write the head at `line` and return the line after it."""
    titles = [(column.title, column.width / BOLD) for column in table.columns]
    if not table.grouped:
        sheet.set_row(line, height_of(titles))
        for number, column in enumerate(table.columns):
            sheet.write_string(line, number, _cell_text(column.title), formats.head)
        return line + 1
    sheet.set_row(line + 1, height_of(titles))
    for number, column in enumerate(table.columns):
        if column.group:
            sheet.write_string(line + 1, number, _cell_text(column.title), formats.head)
        else:
            sheet.merge_range(line, number, line + 1, number, _cell_text(column.title), formats.head)
    for first, last, group in _groups(table.columns):
        if first == last:
            sheet.write_string(line, first, _cell_text(group), formats.head)
        else:
            sheet.merge_range(line, first, line, last, _cell_text(group), formats.head)
    return line + 2


def _groups(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """First and last column of each run of neighbours with one group."""
    runs: list[tuple[int, int, str]] = []
    for number, column in enumerate(columns):
        if column.group and runs and runs[-1][1:] == (number - 1, column.group):
            runs[-1] = (runs[-1][0], number, column.group)
        elif column.group:
            runs.append((number, number, column.group))
    return runs


def _write_row(
    sheet: Worksheet,
    line: int,
    columns: Sequence[Column],
    row: Mapping[str, Value],
    looks: dict,
    least: float = 0,
) -> None:
    wrapped = [(str(row.get(one.key) or ""), one.width) for one in columns if one.kind == "text"]
    if height := max(height_of(wrapped) or 0, least):
        sheet.set_row(line, height)
    for number, column in enumerate(columns):
        value, look = row.get(column.key), looks[column.kind]
        if value is None or value == "":
            sheet.write_blank(line, number, None, look)
        elif isinstance(value, datetime.date):
            _write_day(sheet, line, number, value, look)
        elif isinstance(value, str) or column.kind in ("text", "digits"):
            sheet.write_string(line, number, _cell_text(str(value)), look)
        else:
            sheet.write_number(line, number, value, look)


def _write_day(sheet: Worksheet, line: int, number: int, day: datetime.date, look) -> None:
    if day < FIRST_EXCEL_DAY:
        sheet.write_string(line, number, day.isoformat(), look)
    else:
        sheet.write_datetime(line, number, day, look)


def _cell_text(text: str) -> str:
    return without_controls(text)[:LONGEST_TEXT]


def _set_up_page(sheet: Worksheet, table: Table) -> None:
    sheet.set_paper(PAPERS[table.paper])
    if table.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    # "&" begins a command in a foot line.
    words = without_controls(table.footer).replace("&", "&&")[:150]
    sheet.set_footer(f"&L&8{words}&R&8Halaman &P dari &N")
