"""Draws a made-up sheet: titles, headings, people, and everything offices put between them."""

import random
from dataclasses import dataclass, field
from itertools import takewhile

from registry.imports.rows import CellValue
from tests.trust import writing
from tests.trust.filling import Line, fill
from tests.trust.lines_around import foot, subtotals, titles
from tests.trust.people import Person
from tests.trust.places import Scope
from tests.trust.plans import Plan


@dataclass(slots=True)
class Tab:
    """One sheet: its rows from 1, merged ranges (rows from 1, columns from 0) and hidden rows."""

    name: str
    rows: list[list[CellValue]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


class Drawing:
    """Draws the people of one tab and keeps the truth of each line."""

    def __init__(self, chance: random.Random, plan: Plan, scope: Scope, tab: Tab, lines: list[Line]):
        self.chance, self.plan, self.scope = chance, plan, scope
        self.tab, self.lines = tab, lines
        self.starts: list[int] = []
        at = plan.left
        for column in plan.columns:
            self.starts.append(at)
            at += column.width
        self.width = at
        self.header_rows: list[list[CellValue]] = []
        self.has_subtotals = chance.random() < 0.4
        self.starts_anew = chance.random() < 0.4

    def add(self, *cells: CellValue) -> int:
        """A row as it is, from column A; the number it gets."""
        self.tab.rows.append([None] * self.plan.left * bool(cells) + list(cells))
        return len(self.tab.rows)

    def spread(self, values: list[CellValue]) -> list[CellValue]:
        cells: list[CellValue] = [None] * self.width
        for start, value in zip(self.starts, values, strict=True):
            cells[start] = value
        return cells

    def draw(self, people: list[Person]) -> None:
        """The whole tab."""
        if self.plan.format != "csv" or self.plan.needs_titles or self.chance.random() < 0.5:
            self.draw_titles(people)
        self.draw_header()
        if self.chance.random() < 0.15:
            self.draw_column_numbers()
        self.draw_people(people)
        if "repeats" in self.plan.habits:
            self.draw_repeats(people)
        if "empty rows" in self.plan.habits:
            self.draw_empty_rows(people)
        if self.chance.random() < 0.7:
            self.draw_foot(len(people))

    def draw_titles(self, people: list[Person]) -> None:
        """The lines above the table, some merged over all of it."""
        chance, plan = self.chance, self.plan
        for title in titles(chance, plan, self.scope, people[0].district):
            row = self.add(*title)
            if plan.merged and len(title) == 1 and chance.random() < 0.5:
                self.merge_over_all(row)
            if chance.random() < 0.1:
                self.add()
        for _ in range(chance.randint(0, 12 if chance.random() < 0.1 else 2)):
            self.add()

    def merge_over_all(self, row: int) -> None:
        if self.width - self.plan.left > 1:
            self.tab.merges.append((row, self.plan.left, row, self.width - 1))

    def draw_header(self) -> None:
        """One to three rows; merged or with blanks where a merge would be."""
        columns = self.plan.columns
        deep = max(len(column.labels) for column in columns)
        top = len(self.tab.rows) + 1
        grid = [self.spread([None] * len(columns)) for _ in range(deep)]
        for place, column in enumerate(columns):
            start, labels = self.starts[place], column.labels
            if len(labels) == deep and deep > 1 and place and columns[place - 1].labels[:-1] == labels[:-1]:
                grid[-1][start] = labels[-1]
            else:
                for level, label in enumerate(labels):
                    grid[level][start] = label
        self.header_rows = grid
        self.tab.rows += [list(row) for row in grid]
        if self.plan.merged:
            self.merge_header(top, deep)

    def merge_header(self, top: int, deep: int) -> None:
        columns = self.plan.columns
        for place, column in enumerate(columns):
            start, end = self.starts[place], self.starts[place] + column.width - 1
            if len(column.labels) == 1:
                if deep > 1 or column.width > 1:
                    self.tab.merges.append((top, start, top + deep - 1, end))
                continue
            if column.width > 1:
                self.tab.merges.append((top + deep - 1, start, top + deep - 1, end))
            above = column.labels[:-1]
            if not place or columns[place - 1].labels[:-1] != above:  # others may stand between two of a kind
                beside = takewhile(
                    lambda at, above=above: columns[at].labels[:-1] == above, range(place, len(columns))
                )
                last = list(beside)[-1]
                right = self.starts[last] + columns[last].width - 1
                if right > start:
                    self.tab.merges.append((top, start, top, right))

    def draw_column_numbers(self) -> None:
        form = self.chance.choice(("{}", "({})", None))
        numbers = range(1, len(self.plan.columns) + 1)
        self.tab.rows.append(self.spread([form.format(n) if form else float(n) for n in numbers]))

    def draw_people(self, people: list[Person]) -> None:
        """The people in groups (by section) with what stands between them."""
        section, number, on_page, above = None, 0, 0, None
        page = self.chance.choice((0, 0, 0, 8, 15))
        for person in people:
            own = self.section_of(person)
            if own != section:
                self.draw_section(own, number if section else None)
                section, above = own, None
                number = 0 if self.starts_anew else number
            elif page and on_page >= page:
                self.draw_page_break()
                on_page, above = 0, None
            elif self.chance.random() < 0.02:
                self.add()
                above = None
            number, on_page = number + 1, on_page + 1
            self.draw_person(person, number, above)
            above = person
        if self.plan.carrier == "merged":
            self.merge_districts()

    def draw_person(self, person: Person, number: int, above: Person | None) -> None:
        line = fill(self.chance, self.plan, self.scope, person, number, above)
        self.tab.rows.append(self.spread(line.cells))
        line.sheet, line.row = self.tab.name, len(self.tab.rows)
        if self.plan.format == "xlsx" and self.chance.random() < 0.01:
            self.tab.hidden.add(line.row)
        self.lines.append(line)
        self.merge_person(line.row)

    def draw_repeats(self, people: list[Person]) -> None:
        """The first people once more, in the section of the last ones."""
        for person in people[:2]:
            if self.section_of(person) == self.section_of(people[-1]):
                self.draw_person(person, len(people) + 1, None)
                self.lines[-1].repeats = True

    def draw_empty_rows(self, people: list[Person]) -> None:
        """Rows for those who are still to come: numbers, and where it is printed the kecamatan."""
        fields = [column.field for column in self.plan.columns]
        if "number" in fields:
            for number in range(len(people) + 3, len(people) + 3 + self.chance.randint(2, 8)):
                district = self.scope.names[people[-1].district] if self.starts_anew else None
                values = {"number": float(number), "district": district}
                self.tab.rows.append(self.spread([values.get(field) for field in fields]))

    def section_of(self, person: Person) -> tuple[str, ...] | None:
        if self.plan.carrier == "section":
            return ("district", person.district)
        if self.plan.role_by == "section":
            return ("role", person.role)
        return None

    def draw_section(self, section: tuple[str, str] | None, ended: int | None) -> None:
        """A line that names a kecamatan or a role; before it the sum of the section that ended."""
        chance = self.chance
        if ended is not None:
            if self.has_subtotals:
                self.add(*chance.choice(subtotals(ended)))
            if chance.random() < 0.3:
                self.add()
        if section is None:
            return
        kind, what = section
        if kind == "district":
            style = chance.choice(("KECAMATAN", "kec.", "kecamatan", "KEC.", "upper"))
            text = writing.district(self.scope, what, style)
        else:
            text = what.replace("_", " ")
        text = chance.choice(("", "", "A. ", "I. ", "II. ")) + text
        row = self.add(*chance.choice(((text,), (text,), (None, text))))
        if self.plan.merged and self.tab.rows[-1][self.plan.left] and chance.random() < 0.5:
            self.merge_over_all(row)

    def draw_page_break(self) -> None:
        if self.chance.random() < 0.5:
            self.add(f"Halaman {self.chance.randint(1, 3)} dari 5")
        if self.chance.random() < 0.3:
            self.add()
        top = len(self.tab.rows) + 1
        self.tab.rows += [list(row) for row in self.header_rows]
        if self.plan.merged:
            self.merge_header(top, len(self.header_rows))

    def merge_person(self, row: int) -> None:
        for start, column in zip(self.starts, self.plan.columns, strict=True):
            if column.width > 1 and self.plan.merged:
                self.tab.merges.append((row, start, row, start + column.width - 1))

    def merge_districts(self) -> None:
        """Merge the kecamatan of people who follow each other; only the first cell keeps its text."""
        place = next(p for p, column in enumerate(self.plan.columns) if column.field == "district")
        at, width = self.starts[place], self.plan.columns[place].width
        groups: list[list[Line]] = []
        for line in (line for line in self.lines if line.sheet == self.tab.name):
            before = groups[-1][-1] if groups else None
            joined = before and before.row + 1 == line.row and before.person.district == line.person.district
            groups[-1].append(line) if joined else groups.append([line])
        for first, *others in groups:
            if others:
                self.tab.merges = [
                    m for m in self.tab.merges if not (m[1] == at and first.row <= m[0] <= others[-1].row)
                ]
                self.tab.merges.append((first.row, at, others[-1].row, at + width - 1))
                for line in others:
                    self.tab.rows[line.row - 1][at] = None

    def draw_foot(self, count: int) -> None:
        """Totals, notes and signatures."""
        for line in foot(self.chance, self.scope, count, self.width - self.plan.left):
            self.add(*line)
