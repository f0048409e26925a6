"""Reads the lines under a header: which are people, and what the others say of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registry.imports import lines
from registry.imports.attendance import clean_marks, read_mark
from registry.imports.headers import Column
from registry.imports.mapping import Table
from registry.imports.marks import read_legend
from registry.imports.reader import Grid
from registry.imports.rows import CellValue, RawRow

# A ditto mark under these repeats nothing: no two people share them.
OWN_FIELDS = {"name", "nik", "member_number", "nip", "phone", "email", "row_id", "birth_date", "birth"}
PERSONAL_FIELDS = OWN_FIELDS | {"sex", "birth_place", "address", "education", "represented_by"}
SECTION_ORDER = ("regency", "district", "village", "role")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows: the level of a region by its text, and whether a text names a role."""

    region_level: Callable[[str], str | None]
    is_role: Callable[[str], bool]


class Context:
    """What the lines above a row say of it. An outer section that changes ends the inner ones."""

    def __init__(self):
        self.titles: dict[str, str] = {}
        self.sections: dict[str, str] = {}
        self.order: list[str] = []

    def enter(self, found: dict[str, str]) -> None:
        """Begin a section: {"district": ...}, {"role": ...} or both."""
        for kind in (kind for kind in SECTION_ORDER if kind in found):
            if kind in self.order:
                for inner in self.order[self.order.index(kind) + 1 :]:
                    self.sections.pop(inner, None)
            else:
                self.order.append(kind)
            self.sections[kind] = found[kind]

    def all(self) -> dict[str, str]:
        return self.titles | self.sections


@dataclass(slots=True)
class Line:
    """One row of the sheet as one table sees it."""

    number: CellValue
    name: CellValue
    own: dict[str, CellValue]
    marks: dict[int, CellValue]

    @property
    def is_numbered(self) -> bool:
        return lines.is_number(self.number) or lines.is_error(self.number)

    @property
    def has_name(self) -> bool:
        """Whether there is a text with letters that is more than an enumeration ("II.")."""
        if not isinstance(self.name, str) or lines.LONE_ENUMERATOR.match(self.name.strip()):
            return False
        return any(letter.isalpha() for letter in self.name)

    @property
    def others(self) -> int:
        """How many things besides the name stand in the line."""
        return len(self.own) + sum(mark is not None for mark in self.marks.values())


class Body:
    """Walks down a sheet, keeping what earlier lines say of later ones."""

    def __init__(self, grid: Grid, hints: Hints):
        self.grid, self.hints = grid, hints
        self.context = Context()
        self.legend: dict[str, str] = {}
        self.tables: list[Table] = []
        self.people: list[list[tuple[RawRow, int | None]]] = []
        self.above: dict[int, CellValue] = {}
        self.closed = False  # below the last person: signatures, notes
        self.last_row = 0
        self.fill = merged_values(grid)
        self.inside_name = {
            (row, left) for top, left, bottom, _ in grid.merges for row in range(top + 1, bottom + 1)
        }

    def read_titles(self, rows: Iterable[tuple[int, list[CellValue]]]) -> None:
        """Take what the lines above the first header say."""
        for _, cells in rows:
            text = joined(cells)
            self.legend |= read_legend([text])
            found = lines.title_context(text)
            self.context.titles |= {
                key: value for key, value in found.items() if key not in self.context.titles
            }

    def start_tables(self, tables: list[Table]) -> None:
        self.finish()
        self.tables = tables
        self.people = [[] for _ in tables]
        self.above = {}

    def finish(self) -> None:
        """Settle what can only be said with all rows of the tables known."""
        for table, people in zip(self.tables, self.people, strict=True):
            clean_marks([row for row, _ in people], [number for _, number in people], table.sessions)

    def read_rows(self, rows: Iterable[tuple[int, list[CellValue]]], into: list[RawRow]) -> None:
        """Append the people among these lines, which follow a header or its repetition."""
        self.closed = False
        start = len(into)
        for row, cells in rows:
            if not self.read_row(row, cells, into):
                self.read_other(cells)
            self.last_row = row
        self.drop_empty_tail(into, start)

    def read_row(self, row: int, cells: list[CellValue], into: list[RawRow]) -> bool:
        found = False
        for table, people in zip(self.tables, self.people, strict=True):
            line = self.line_of(table, row, cells)
            if not self.is_person(table, line, row, cells):
                continue
            raw = self.person(table, line, row)
            people.append((raw, lines.number_of(line.number) if lines.is_number(line.number) else None))
            into.append(raw)
            found = True
        if found:
            self.closed = False
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
        return Line(number, own.pop("name", None), own, marks)

    def is_person(self, table: Table, line: Line, row: int, cells: list[CellValue]) -> bool:
        name_column = table.fields["name"][0].index
        if (row, name_column) in self.inside_name:
            return False  # the second line of a person whose name is merged over both
        if line.has_name:
            return self.is_named_person(table, line, row, cells)
        if isinstance(line.number, str) and not line.is_numbered:
            return False
        texts = [cell for cell in cells if isinstance(cell, str)]
        if line.name is not None or any(map(lines.is_total, texts)) or lines.is_column_numbers(filled(cells)):
            return False
        if self.closed:
            return False
        told = len(line.own) + any(mark is not None for mark in line.marks.values())
        return (
            told >= 2 if line.is_numbered else told >= 3 and bool(line.own.keys() & {"nik", "member_number"})
        )

    def is_named_person(self, table: Table, line: Line, row: int, cells: list[CellValue]) -> bool:
        name = line.name.strip()
        if lines.is_template_row([cell for cell in cells if isinstance(cell, str)]):
            return False
        if lines.is_total(name) or lines.is_remark(name):
            return False
        if not line.others and self.says_section(name):
            return False
        if line.is_numbered:
            return line.others > 0 or not self.closed
        if self.closed or (table.number and isinstance(line.number, str)):
            return False
        if any(lines.is_sign_off(cell) for cell in cells if isinstance(cell, str)) and line.others < 3:
            return False
        if table.number is None:
            return line.others > 0 or not is_merged_text(self.grid, row)
        return line.others >= (3 if row - self.last_row > 1 else 1)

    def says_section(self, text: str) -> bool:
        plain = lines.strip_number(text)
        return (
            bool(lines.section_context(text))
            or bool(self.hints.region_level(plain))
            or self.hints.is_role(plain)
        )

    def person(self, table: Table, line: Line, row: int) -> RawRow:
        values = dict(line.own)
        if line.has_name:
            values["name"] = line.name
        if line.number is not None:
            values["number"] = line.number
        for name, columns in table.fields.items():
            index = columns[0].index
            if name in OWN_FIELDS:
                continue
            if name not in values and (row, index) in self.fill:
                values[name] = self.fill[row, index]
            elif lines.is_ditto(values.get(name)) and self.above.get(index) is not None:
                values[name] = self.above[index]
            self.above[index] = values.get(name)
        context = table.context | self.context.all()
        return RawRow(self.grid.name, row, values, context, line.marks, row in self.grid.hidden_rows)

    def read_other(self, cells: list[CellValue]) -> None:
        """A line about nobody: a section, a total, a note, or the beginning of the signatures."""
        texts = [cell for cell in cells if isinstance(cell, str)]
        text = joined(cells)
        legend = read_legend([text])
        self.legend |= legend
        if legend or any(lines.is_remark(cell) for cell in texts):
            self.closed = self.closed or bool(legend) or not lines.PAGE.search(text)
            return
        if any(lines.is_total(cell) for cell in texts):
            return
        if any(lines.is_sign_off(cell) for cell in texts):
            self.closed = True
            return
        self.enter_section(text, texts)

    def enter_section(self, text: str, texts: list[str]) -> None:
        found = lines.section_context(text)
        plain = lines.strip_number(text)
        if not found and len(texts) <= 2 and (level := self.hints.region_level(plain)):
            found = {level: plain}
        elif not found and len(texts) <= 2 and self.hints.is_role(plain):
            found = {"role": plain}
        if found:
            self.context.enter(found)
            self.closed = False

    def drop_empty_tail(self, into: list[RawRow], start: int) -> None:
        """Take back rows at the end that only a template filled: numbers and a kecamatan, but nobody."""
        while (
            len(into) > start and is_prefilled(into[-1]) and len(into) - start > 1 and is_prefilled(into[-2])
        ):
            self.take_back(into)
            if (
                len(into) > start
                and is_prefilled(into[-1])
                and (len(into) - 1 == start or not is_prefilled(into[-2]))
            ):
                self.take_back(into)

    def take_back(self, into: list[RawRow]) -> None:
        row = into.pop()
        for people in self.people:
            if people and people[-1][0] is row:
                people.pop()


def is_prefilled(row: RawRow) -> bool:
    marked = any(mark is not None for mark in row.marks.values())
    return not marked and not row.cells.keys() & PERSONAL_FIELDS


def first_filled(cells: list[CellValue], columns: Iterable[Column]) -> CellValue:
    for column in columns:
        for value in cells[column.index : column.index + column.width]:
            if value is not None:
                return value
    return None


def filled(cells: list[CellValue]) -> list[CellValue]:
    return [value for value in cells if value is not None]


def joined(cells: list[CellValue]) -> str:
    return " ".join(str(value).strip() for value in cells if isinstance(value, str))


def merged_values(grid: Grid) -> dict[tuple[int, int], CellValue]:
    """The value of each cell below the first in a range merged over several rows."""
    tall = {(top, left): bottom for top, left, bottom, _ in grid.merges if bottom > top}
    values = {}
    for row, cells in grid.rows if tall else ():
        for column, value in enumerate(cells):
            if value is not None and (row, column) in tall:
                values.update(((below, column), value) for below in range(row + 1, tall[row, column] + 1))
    return values


def is_merged_text(grid: Grid, row: int) -> bool:
    return any(top == row and right > left for top, left, _, right in grid.merges)
