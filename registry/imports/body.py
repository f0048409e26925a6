"""Reads the lines under a header: which are people, and what the others say of them."""

import re
from collections.abc import Iterable

from registry.imports import lines
from registry.imports.attendance import clean_marks, read_mark
from registry.imports.columns import classify
from registry.imports.context import Context
from registry.imports.headers import Column
from registry.imports.mapping import Table
from registry.imports.marks import read_legend
from registry.imports.people import Hints, Line, is_person
from registry.imports.reader import Grid
from registry.imports.rows import CellValue, RawRow

# A ditto mark under these repeats nothing: no two people share them.
OWN_FIELDS = {
    "number",
    "name",
    "nik",
    "member_number",
    "nip",
    "phone",
    "email",
    "row_id",
    "birth_date",
    "birth",
}
PERSONAL_FIELDS = (OWN_FIELDS - {"number"}) | {"sex", "birth_place", "address", "education", "represented_by"}
NUMBER_BEFORE_NAME = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=\D)")
LEGEND_BESIDE = 60  # rows in which a legend to the right of the table is looked for


class Body:
    """Walks down a sheet, keeping what earlier lines say of later ones."""

    def __init__(self, grid: Grid, hints: Hints):
        self.grid, self.hints = grid, hints
        self.context = Context()
        self.legend: dict[str, str] = {}
        self.tables: list[Table] = []
        self.people: list[list[RawRow]] = []
        self.above: dict[int, CellValue] = {}
        self.closed = False  # signatures or notes have begun
        self.ended = False  # another table, of no people, has begun
        self.last_row = 0  # the last person, section or header
        self.fill = merged_values(grid)
        self.continued = {
            (row, left) for top, left, bottom, _ in grid.merges for row in range(top + 1, bottom + 1)
        }

    def read_titles(self, rows: Iterable[tuple[int, list[CellValue]]]) -> None:
        """Take what the lines above the first header say."""
        for _, cells in rows:
            text = joined(cells)
            self.legend |= read_legend([text])
            self.context.read_title(lines.title_context(text))

    def start_tables(self, tables: list[Table]) -> None:
        self.finish()
        self.tables = tables
        self.people = [[] for _ in tables]
        self.above = {}

    def finish(self) -> None:
        """Settle what can only be said with all rows of the tables known."""
        for table, people in zip(self.tables, self.people, strict=True):
            clean_marks(people, table.sessions)
            if table.number is None:
                strip_numbers(people)

    def read_rows(
        self, header_bottom: int, rows: list[tuple[int, list[CellValue]]], into: list[RawRow]
    ) -> None:
        """Append the people among these lines, which follow a header or its repetition."""
        self.closed = self.ended = False
        self.last_row = header_bottom
        start = len(into)
        for place, (row, cells) in enumerate(rows):
            if not self.ended and self.read_people(row, cells, into):
                self.closed, self.last_row = False, row
                if place < LEGEND_BESIDE:
                    self.read_beside(cells)
            elif self.read_other(cells):
                self.last_row = row
        self.drop_prefilled(into, start)

    def read_people(self, row: int, cells: list[CellValue], into: list[RawRow]) -> bool:
        """Append the people of one row, one for each table that has one there."""
        found = False
        for table, people in zip(self.tables, self.people, strict=True):
            if (row, table.fields["name"][0].index) in self.continued:
                continue  # the second line of a person whose name is merged over both
            line = self.line_of(table, row, cells)
            if is_person(line, self.closed, self.hints):
                raw = self.person(table, line, row)
                people.append(raw)
                into.append(raw)
                found = True
        return found

    def line_of(self, table: Table, row: int, cells: list[CellValue]) -> Line:
        own = {}
        for name, columns in table.fields.items():
            value = first_filled(cells, columns)
            if value is not None:
                own[name] = value
        for column in table.options:
            if first_filled(cells, [column]) is not None:
                own[column.meaning.field] = column.meaning.option
        number = first_filled(cells, [table.number]) if table.number else None
        marks = {session: read_mark(cells, sources) for session, sources in table.sessions.items()}
        follows = row == self.last_row + 1
        return Line(number, own.pop("name", None), own, marks, cells, follows, table.number is not None)

    def person(self, table: Table, line: Line, row: int) -> RawRow:
        values = dict(line.own)
        if line.has_name:
            values["name"] = line.name
        if line.number is not None:
            values["number"] = line.number
        for name, columns in table.fields.items():
            if name in OWN_FIELDS:
                continue
            index = columns[0].index
            if name not in values and (row, index) in self.fill:
                values[name] = self.fill[row, index]
            elif lines.is_ditto(values.get(name)) and self.above.get(index) is not None:
                values[name] = self.above[index]
            self.above[index] = values.get(name)
        context = table.context | self.context.all()
        hint = context.pop("role_hint", None)
        if hint and self.hints.titles_name_roles:
            context.setdefault("role", hint)
        return RawRow(self.grid.name, row, values, context, line.marks, row in self.grid.hidden_rows)

    def read_beside(self, cells: list[CellValue]) -> None:
        """A legend may stand to the right of the table, in the rows of its first people."""
        for value in cells[self.right_edge() :]:
            if isinstance(value, str):
                self.legend |= read_legend([value])

    def right_edge(self) -> int:
        columns = [c for table in self.tables for found in table.fields.values() for c in found]
        columns += [c for table in self.tables for found in table.sessions.values() for c in found]
        return max(column.index + column.width for column in columns)

    def read_other(self, cells: list[CellValue]) -> bool:
        """A line about nobody: a note, a total, a signature, or a section. True for a section."""
        texts = [cell for cell in cells if isinstance(cell, str)]
        text = joined(cells)
        legend = read_legend([text])
        self.legend |= legend
        if legend or any(map(lines.is_remark, texts)):
            self.closed = self.closed or bool(legend) or not lines.is_page(text)
        elif is_other_header(texts):
            self.ended = True
        elif any(map(lines.is_total, texts)):
            return False
        elif any(map(lines.is_sign_off, texts)):
            self.closed = True
        else:
            return self.enter_section(text, texts)
        return False

    def enter_section(self, text: str, texts: list[str]) -> bool:
        found = lines.section_context(text)
        plain = lines.strip_number(text)
        if not found and len(texts) <= 2:
            if level := self.hints.region_level(plain):
                found = {level: plain}
            elif self.hints.is_role(plain):
                found = {"role": plain}
        if found:
            self.context.enter(found)
            self.closed = False
        return bool(found)

    def drop_prefilled(self, into: list[RawRow], start: int) -> None:
        """Take back the last rows where only a template filled them: numbers and a kecamatan, but nobody."""
        first = len(into)
        while first > start and is_prefilled(into[first - 1]):
            first -= 1
        if len(into) - first < 2:  # a single one may be somebody whose name was forgotten
            return
        dropped = {id(row) for row in into[first:]}
        del into[first:]
        self.people = [[row for row in people if id(row) not in dropped] for people in self.people]


def is_prefilled(row: RawRow) -> bool:
    marked = any(mark is not None for mark in row.marks.values())
    return not marked and not row.cells.keys() & PERSONAL_FIELDS


def is_other_header(texts: list[str]) -> bool:
    """The header of a table without names: a recap below the list."""
    return len(texts) >= 2 and all(classify((text,)).field not in ("", "attendance") for text in texts)


def strip_numbers(people: list[RawRow]) -> None:
    """Take the running numbers out of the names where they share a column ("1. Budi")."""
    names = [row.cells.get("name") for row in people]
    numbered = [name for name in names if isinstance(name, str) and NUMBER_BEFORE_NAME.match(name)]
    if len(numbered) >= 0.6 * len(names):
        for row in people:
            if isinstance(name := row.cells.get("name"), str):
                row.cells["name"] = NUMBER_BEFORE_NAME.sub("", name)


def first_filled(cells: list[CellValue], columns: Iterable[Column]) -> CellValue:
    for column in columns:
        for value in cells[column.index : column.index + column.width]:
            if value is not None:
                return value
    return None


def joined(cells: list[CellValue]) -> str:
    return " ".join(value.strip() for value in cells if isinstance(value, str))


def merged_values(grid: Grid) -> dict[tuple[int, int], CellValue]:
    """The value of each cell below the first in a range merged over several rows."""
    tall = {(top, left): bottom for top, left, bottom, _ in grid.merges if bottom > top}
    values = {}
    for row, cells in grid.rows if tall else ():
        for column, value in enumerate(cells):
            if value is not None and (row, column) in tall:
                values.update(((below, column), value) for below in range(row + 1, tall[row, column] + 1))
    return values
