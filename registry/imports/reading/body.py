"""Reads the lines under a header: which are people, and what the others say of them."""

import copy
import re
from collections.abc import Iterable

from registry.imports.meaning.marks import read_legend
from registry.imports.meaning.texts import NOTHING
from registry.imports.reading import lines
from registry.imports.reading.attendance import clean_marks, read_mark
from registry.imports.reading.context import Context
from registry.imports.reading.headers import Column
from registry.imports.reading.mapping import Table
from registry.imports.reading.people import Hints, Line, is_heading, is_person
from registry.imports.reading.reader import Grid
from registry.imports.reading.whole_names import title_context, whole_names
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
    "birth_day",
    "birth_month",
    "birth_year",
}
PERSONAL_FIELDS = (OWN_FIELDS - {"number"}) | {"sex", "birth_place", "address", "education", "represented_by"}
NUMBER_BEFORE_NAME = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=\D)")
LEGEND_BESIDE = 60  # rows in which a legend to the right of the table is looked for

Row = tuple[int, list[CellValue]]


class Merges:
    """The merged ranges of a sheet, as far as they reach over several rows."""

    def __init__(self, grid: Grid):
        self.values: dict[tuple[int, int], CellValue] = {}
        self.continued: set[tuple[int, int]] = set()
        tall = {(top, left): bottom for top, left, bottom, _ in grid.merges if bottom > top}
        for (top, left), bottom in tall.items():
            self.continued.update((row, left) for row in range(top + 1, bottom + 1))
        for row, cells in grid.rows if tall else ():
            for column, value in enumerate(cells):
                if value is not None and (row, column) in tall:
                    below = range(row + 1, tall[row, column] + 1)
                    self.values.update(((lower, column), value) for lower in below)


class TableReader:
    """Walks down one table, keeping what earlier lines say of later ones."""

    def __init__(self, grid: Grid, table: Table, context: Context, merges: Merges, hints: Hints):
        self.grid, self.table, self.context = grid, table, context
        self.merges, self.hints = merges, hints
        self.own = [(name, places_of(columns)) for name, columns in table.fields.items()]
        self.shared = [
            (name, columns[0].index) for name, columns in table.fields.items() if name not in OWN_FIELDS
        ]
        self.people: list[RawRow] = []
        self.above: dict[int, CellValue] = {}
        self.page = 0  # the first person of this page
        self.closed = False  # signatures or notes have begun
        self.ended = False  # another table, of no people, has begun
        self.last_row = 0  # the last person, section or header

    def start_page(self, header_bottom: int) -> None:
        """Go on under the header, or under its repetition on the next page."""
        self.closed = self.ended = False
        self.last_row = header_bottom
        self.page = len(self.people)

    def read_person(self, row: int, cells: list[CellValue], seen: list[CellValue]) -> RawRow | None:
        """The person of this row, if there is one. `seen` are the cells on this table's side."""
        if self.ended or (row, self.table.fields["name"][0].index) in self.merges.continued:
            return None  # of the two lines of a person whose name is merged over both, the first counts
        line = self.line_of(row, cells, seen)
        is_told = line.has_name or line.marked or line.own.keys() - self.table.shared
        if not is_told or not is_person(line, self.closed, self.hints):
            return None
        self.closed, self.last_row = False, row
        person = self.person(line, row)
        self.people.append(person)
        return person

    def line_of(self, row: int, cells: list[CellValue], seen: list[CellValue]) -> Line:
        table, own, width = self.table, {}, len(cells)
        for name, places in self.own:
            for index in places:
                if index < width and (value := cells[index]) is not None:
                    own.setdefault(name, value)
                    if value not in NOTHING:  # "-" under "HP 1" leaves room for what stands under "HP 2"
                        own[name] = value
                        break
        for column in table.options:
            if first_filled(cells, [column]) is not None:
                own[column.meaning.field] = column.meaning.option
        number = first_filled(cells, [table.number]) if table.number else None
        marks = {session: read_mark(cells, sources) for session, sources in table.sessions.items()}
        follows = row == self.last_row + 1
        return Line(number, own.pop("name", None), own, marks, seen, follows, table.number is not None)

    def person(self, line: Line, row: int) -> RawRow:
        values = dict(line.own)
        if line.has_name:
            values["name"] = line.name
        if line.number is not None:
            values["number"] = line.number
        for name, index in self.shared:
            if name not in values and (row, index) in self.merges.values:
                values[name] = self.merges.values[row, index]
            elif self.is_ditto(values.get(name), name) and self.above.get(index) is not None:
                values[name] = self.above[index]
            self.above[index] = values.get(name)
        context = self.table.context | self.context.all()
        hint = context.pop("role_hint", None)
        if hint and self.hints.titles_name_roles:
            context.setdefault("role", hint)
        return RawRow(self.grid.name, row, values, context, line.marks, row in self.grid.hidden_rows)

    def is_ditto(self, value: CellValue, name: str) -> bool:
        """Whether a cell repeats the one above; Sama is also the name of a village."""
        return lines.is_ditto(value) and not (value.isalpha() and self.hints.region_level(value) == name)

    def read_other(self, row: int, seen: list[CellValue], explains: bool) -> None:
        """A line about nobody: a legend, a note, a total, a signature, or a section."""
        texts = [cell for cell in seen if isinstance(cell, str)]
        if explains or any(map(lines.is_remark, texts)):
            self.closed = self.closed or explains or not lines.is_page(joined(seen))
        elif is_other_header(texts):
            self.ended = len(self.people) > self.page  # right under the header it is more of it
        elif any(map(lines.is_total, texts)):
            return
        elif any(map(lines.is_sign_off, texts)):
            self.closed = True
        elif found := self.section_of(joined(seen), texts, self.is_numbered(seen)):
            if self.closed and not lines.may_begin_anew(joined(seen), found):
                return
            self.context.enter(found)
            self.closed, self.last_row = False, row

    def is_numbered(self, cells: list[CellValue]) -> bool:
        return bool(self.table.number) and lines.is_number(first_filled(cells, [self.table.number]))

    def section_of(self, text: str, texts: list[str], numbered: bool) -> dict[str, str]:
        """What a line says of those below. A village beside a number is that of a person nobody named."""
        found = whole_names(lines.section_context(text), self.hints.region_level)
        plain = lines.strip_number(text)
        whole = self.hints.region_level(text)
        is_cut = whole and self.hints.region_level(found.get(whole, "")) != whole
        if is_cut and not numbered:  # Kecamatan IV Nagari is neither fourth nor a nagari
            return {whole: text}
        if not found.keys() - {"regency"} and len(texts) <= 2:  # Kota Baru may be a kecamatan
            if level := self.hints.region_level(plain):
                return found if numbered else {level: plain}
            if self.hints.is_role(plain):
                return {"role": plain}
        return found

    def take_back_prefilled(self) -> list[RawRow]:
        """The last rows of the page that only a template filled: numbers and a kecamatan, but nobody."""
        first = len(self.people)
        while first > self.page and is_prefilled(self.people[first - 1]):
            first -= 1
        if len(self.people) - first < 2:  # a single one may be somebody whose name was forgotten
            return []
        dropped = self.people[first:]
        del self.people[first:]
        return dropped

    def finish(self) -> None:
        """Settle what can only be said with all rows of the table known."""
        clean_marks(self.people, self.table.sessions)
        if self.table.number is None:
            strip_numbers(self.people)


class Body:
    """Walks down a sheet with the reader of each of its tables."""

    def __init__(self, grid: Grid, hints: Hints):
        self.grid, self.hints = grid, hints
        self.merges = Merges(grid)
        self.titles: list[Row] = []
        self.legend: dict[str, str] = {}
        self.readers: list[TableReader] = []

    def read_titles(self, rows: list[Row]) -> None:
        """Take what the lines above the first header say."""
        self.titles = rows
        for _, cells in rows:
            self.legend |= read_legend([joined(cells)])

    def start_tables(self, tables: list[Table]) -> None:
        """Read with these tables from here on; what was said above still holds."""
        self.finish()
        before = [reader.context for reader in self.readers] or [Context()]
        contexts = [copy.deepcopy(before[min(place, len(before) - 1)]) for place in range(len(tables))]
        first = not self.readers
        self.readers = [
            TableReader(self.grid, table, context, self.merges, self.hints)
            for table, context in zip(tables, contexts, strict=True)
        ]
        for _, cells in self.titles if first else ():
            for reader, seen in zip(self.readers, self.sides(cells), strict=True):
                reader.context.read_title(title_context(joined(seen), self.hints.region_level))

    def sides(self, cells: list[CellValue]) -> list[list[CellValue]]:
        """What each table sees of a row: its own side, or everything where only one side is filled."""
        if len(self.readers) == 1:
            return [cells]
        own = [side_of(cells, reader.table) for reader in self.readers]
        filled = sum(any(value is not None for value in side) for side in own)
        return own if filled > 1 else [cells] * len(own)

    def read_rows(self, header_bottom: int, rows: list[Row], into: list[RawRow]) -> None:
        """Append the people among these lines, which follow a header or its repetition."""
        for reader in self.readers:
            reader.start_page(header_bottom)
        for place, (row, cells) in enumerate(rows):
            found = self.read_row(row, cells)
            into += found
            if found and place < LEGEND_BESIDE:
                self.read_beside(cells)
        dropped = {id(row) for reader in self.readers for row in reader.take_back_prefilled()}
        if dropped:
            into[:] = [row for row in into if id(row) not in dropped]

    def read_row(self, row: int, cells: list[CellValue]) -> list[RawRow]:
        """The people of a row, one for each table that has one; the other tables read what else it says."""
        seen_by = list(zip(self.readers, self.sides(cells), strict=True))
        people = [reader.read_person(row, cells, seen) for reader, seen in seen_by]
        found = [person for person in people if person is not None]
        if len(found) < len(people):
            explained = {} if found else read_legend([joined(cells)])
            self.legend |= explained
            for (reader, seen), person in zip(seen_by, people, strict=True):
                if person is None:
                    own = side_of(cells, reader.table) if found else seen
                    reader.read_other(row, own, bool(explained))
        return found

    def read_beside(self, cells: list[CellValue]) -> None:
        """A legend may stand to the right of the tables, in the rows of the first people."""
        edge = max(column.index + column.width for reader in self.readers for column in reader.table.columns)
        for value in cells[edge:]:
            if isinstance(value, str):
                self.legend |= read_legend([value])

    def finish(self) -> None:
        for reader in self.readers:
            reader.finish()


def side_of(cells: list[CellValue], table: Table) -> list[CellValue]:
    """The cells on a table's side of the sheet, in their places."""
    return [None] * table.left + cells[table.left : table.right]


def is_prefilled(row: RawRow) -> bool:
    marked = any(mark is not None for mark in row.marks.values())
    return not marked and not row.cells.keys() & PERSONAL_FIELDS


def is_other_header(texts: list[str]) -> bool:
    """The header of a table without names: a recap below the list."""
    return len(texts) >= 2 and not lines.is_total(texts[0]) and all(map(is_heading, texts))


def strip_numbers(people: list[RawRow]) -> None:
    """Take the running numbers out of the names where they share a column ("1. Budi")."""
    names = [row.cells.get("name") for row in people]
    numbered = [name for name in names if isinstance(name, str) and NUMBER_BEFORE_NAME.match(name)]
    if len(numbered) >= 0.6 * len(names):
        for row in people:
            if isinstance(name := row.cells.get("name"), str):
                row.cells["name"] = NUMBER_BEFORE_NAME.sub("", name)


def places_of(columns: Iterable[Column]) -> list[int]:
    """Where in a row the columns stand, the first one first."""
    return [index for column in columns for index in range(column.index, column.index + column.width)]


def first_filled(cells: list[CellValue], columns: Iterable[Column]) -> CellValue:
    return next((cells[at] for at in places_of(columns) if at < len(cells) and cells[at] is not None), None)


def joined(cells: list[CellValue]) -> str:
    return " ".join(value.strip() for value in cells if isinstance(value, str))
