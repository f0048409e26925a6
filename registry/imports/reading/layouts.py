"""What calamine leaves out of xlsx and ods: hidden rows and columns, error cells, and the merges of ods.

Found by searching the XML text, never by an XML parser; the guard has already refused entities.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from registry.imports.reading.archive import member_windows, read_member
from registry.imports.reading.biff import Layout
from registry.imports.reading.biff import layouts as xls_layouts
from registry.imports.reading.ole import OleFile
from registry.imports.refusals import MAX_COLUMNS, MAX_ROWS, SheetRefused

MAX_CELLS = 6_000_000  # of an ods sheet after its repeats; more would not fit the child's memory
PREFIX = r"(?:\w+:)?"
SHEET_TAG = re.compile(f"<{PREFIX}sheet\\b[^>]*>")
RELATION_TAG = re.compile(f"<{PREFIX}Relationship\\b[^>]*>")
ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
HIDDEN_MARKS = (b'hidden="1"', b'hidden="true"', b"hidden='")
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])[^>]*\sr=[\"'](\d+)[\"']")
HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])[^>]*>")
ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\st=[\"']e[\"'])[^>]*\sr=[\"']([A-Z]+)(\d+)[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v[^>]*>([^<]*)<",
    re.DOTALL,
)
ODS_TAG = re.compile(
    rb"<(table:table-row|table:table-column|table:table-cell|table:covered-table-cell|table:table)(?=[\s/>])([^>]*?)(/?)>"
    rb"|<(office:annotation)\b|</(office:annotation)>"
)
ODS_NUMBER = re.compile(rb"table:number-(columns|rows)-(repeated|spanned)=\"(\d+)\"")
ODS_HIDDEN = re.compile(rb"table:visibility=\"(?:collapse|filter)\"")
ODS_ERROR = re.compile(rb"calcext:value-type=\"error\"|office:string-value=\"\"")
ODS_ERROR_TEXT = re.compile(rb"\s*<text:p[^>]*>(#[A-Z/0!?]+|Err:\d+)<")


class OdsLayout(Layout):
    """The layout of an ods sheet, with its merges as ((top, left), (bottom, right)) from 0."""

    def __init__(self):
        super().__init__()
        self.merges: list[tuple[tuple[int, int], tuple[int, int]]] = []


def layouts(path: Path, kind: str) -> list[Layout]:
    """One layout per sheet in the order of the tabs; none for csv. Raises SheetRefused for ods bombs."""
    if kind == "xls":
        return xls_layouts(OleFile(path.read_bytes()).stream("Workbook"))
    if kind == "ods":
        return ods_layouts(read_member(path, "content.xml"))
    return [xlsx_layout(member_windows(path, name)) for name in xlsx_sheet_parts(path)]


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag by their local names."""
    return {name.rpartition(":")[2].lower(): value for name, value in ATTRIBUTE.findall(tag)}


def xlsx_sheet_parts(path: Path) -> list[str]:
    """The parts that hold the sheets, in the order of the tabs."""
    workbook = read_member(path, "xl/workbook.xml").decode("utf-8", "replace")
    relations = read_member(path, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in RELATION_TAG.findall(relations):
        relation = attributes(tag)
        target = unquote(relation.get("target", ""))
        targets[relation.get("id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return [targets.get(attributes(tag).get("id"), "") for tag in SHEET_TAG.findall(workbook)]


def column_index(letters: bytes) -> int:
    """0 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def xlsx_layout(windows: Iterator[bytes]) -> Layout:
    layout = Layout()
    for window in windows:
        if any(mark in window for mark in HIDDEN_MARKS):
            layout.hidden_rows.update(int(row) for row in HIDDEN_ROW.findall(window))
            for tag in HIDDEN_COLUMNS.findall(window):
                note_hidden_columns(layout, attributes(tag.decode("utf-8", "replace")))
        if b't="e"' in window or b"t='e'" in window:
            for letters, row, text in ERROR_CELL.findall(window):
                layout.errors[int(row), column_index(letters)] = text.decode("utf-8", "replace")
    return layout


def note_hidden_columns(layout: Layout, column: dict[str, str]) -> None:
    """Note the columns, from 1, that one tag hides: min="3" max="4"."""
    first, last = column.get("min", ""), column.get("max", "")
    if first.isdecimal() and last.isdecimal():
        layout.hide_columns(int(first) - 1, int(last) - 1)


def ods_layouts(xml: bytes) -> list[Layout]:
    """Walk the rows and cells of every table, counting repeats; refuse before the parser unrolls a bomb."""
    walk = OdsWalk(xml)
    for tag in ODS_TAG.finditer(xml):
        walk.step(tag)
    return walk.sheets


class OdsWalk:
    """Where the walk through an ods document stands: the row and column of the next cell, from 0."""

    def __init__(self, xml: bytes):
        self.xml = xml
        self.sheets: list[OdsLayout] = []
        self.next_row = self.row = self.column = 0
        self.next_column = 0  # of those described before the rows
        self.repeats = 1
        self.in_note = False
        self.cells = 0

    def step(self, tag: re.Match) -> None:
        name, rest, closed = tag[1], tag[2] or b"", bool(tag[3])
        if name is None:
            self.in_note = tag[4] is not None
        elif self.in_note:
            return
        elif name == b"table:table":
            self.sheets.append(OdsLayout())
            self.next_row = self.next_column = 0
        elif not self.sheets:
            return
        elif name == b"table:table-row":
            self.start_row(rest)
        elif name == b"table:table-column":
            self.read_column(rest)
        else:
            self.read_cell(rest, closed, tag.end())

    def start_row(self, rest: bytes) -> None:
        numbers = ods_numbers(rest)
        self.repeats = numbers.get(b"rows-repeated", 1)
        self.row, self.column = self.next_row, 0
        self.next_row += self.repeats
        if ODS_HIDDEN.search(rest) and self.repeats <= MAX_ROWS:
            self.sheets[-1].hidden_rows.update(range(self.row + 1, self.next_row + 1))

    def read_column(self, rest: bytes) -> None:
        first = self.next_column
        self.next_column += ods_numbers(rest).get(b"columns-repeated", 1)
        if ODS_HIDDEN.search(rest):
            self.sheets[-1].hide_columns(first, self.next_column - 1)

    def read_cell(self, rest: bytes, closed: bool, end: int) -> None:
        numbers = ods_numbers(rest) if b"table:number-" in rest else {}
        width = numbers.get(b"columns-repeated", 1)
        if not closed or b"office:value-type" in rest:
            if self.next_row > MAX_ROWS or self.column + width > MAX_COLUMNS:
                raise SheetRefused("sparse", cell=f"R{self.next_row}C{self.column + width}")
            self.cells += width * self.repeats
            if self.cells > MAX_CELLS:
                raise SheetRefused("memory")
            self.note_cell(rest, numbers, end)
        self.column += width

    def note_cell(self, rest: bytes, numbers: dict[bytes, int], end: int) -> None:
        layout = self.sheets[-1]
        tall, wide = numbers.get(b"rows-spanned", 1), numbers.get(b"columns-spanned", 1)
        if tall * wide > 1:
            layout.merges.append(((self.row, self.column), (self.row + tall - 1, self.column + wide - 1)))
        if ODS_ERROR.search(rest) and (error := ODS_ERROR_TEXT.match(self.xml, end)):
            for row in range(self.row, self.next_row):
                layout.errors[row + 1, self.column] = error[1].decode()


def ods_numbers(rest: bytes) -> dict[bytes, int]:
    return {axis + b"-" + what: int(number) for axis, what, number in ODS_NUMBER.findall(rest)}
