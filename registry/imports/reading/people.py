"""Decides whether a line of a table is about a person."""

from collections.abc import Callable
from dataclasses import dataclass

from registry.imports.meaning.texts import NOTHING, is_vacant, place_behind
from registry.imports.reading import lines
from registry.imports.reading.columns import classify, words_of
from registry.imports.reading.vocabulary import FIELD_PHRASES, SEX_WORDS
from registry.imports.rows import CellValue


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows: the level of a region by its text, and whether a text names a role.

    `titles_name_roles` says that all people of a list have the role in its title.
    """

    region_level: Callable[[str], str | None]
    is_role: Callable[[str], bool]
    titles_name_roles: bool = False


HEADINGS = frozenset(phrase for phrases in FIELD_PHRASES.values() for phrase in phrases)
# Of these one at least stands in the line of a person without a name; a recap has none of them.
PERSONAL = frozenset(("nik", "member_number", "phone", "birth", "birth_date"))
NAMELESS = frozenset(("role", "sex"))  # both together stand in no line but that of a person
TELLING = frozenset(("role", "sex", "phone", "birth", "birth_date"))


@dataclass(slots=True)
class Line:
    """One row of a sheet as one of its tables sees it.

    `own` are the filled fields but for number and name, `cells` everything in the row, also outside the
    table. `follows` says that the line above was a person, a section or a header: nothing lies between.
    """

    number: CellValue
    name: CellValue
    own: dict[str, CellValue]
    marks: dict[int, CellValue]
    cells: list[CellValue]
    follows: bool
    in_numbered_table: bool

    @property
    def is_numbered(self) -> bool:
        return lines.is_number(self.number) or lines.is_error(self.number)

    @property
    def has_name(self) -> bool:
        """Whether there is a text with letters that is more than an enumeration ("II.")."""
        if not isinstance(self.name, str) or lines.LONE_ENUMERATOR.match(self.name.strip()):
            return False
        return any(map(str.isalpha, self.name))

    @property
    def marked(self) -> bool:
        return any(mark is not None for mark in self.marks.values())

    @property
    def others(self) -> int:
        """How many things besides the name stand in the line."""
        return len(self.own) + self.marked

    @property
    def texts(self) -> list[str]:
        return [cell for cell in self.cells if isinstance(cell, str)]

    @property
    def has_personal(self) -> bool:
        """Whether something stands here that only a person has; a dash is none of it."""
        return any(self.own[name] not in NOTHING for name in self.own.keys() & PERSONAL)

    def has_sign_off(self) -> bool:
        """Whether words of a signature stand here; a birth "Malang, 2 Des 1981" only looks like some."""
        born = self.own.get("birth")
        return any(lines.is_sign_off(text) for text in self.texts if text is not born)

    def counts_only(self) -> bool:
        """Whether nothing but numbers stands beside the name, as in a section row with its count."""
        return not self.marked and all(isinstance(value, int | float) for value in self.own.values())


def is_person(line: Line, closed: bool, hints: Hints) -> bool:
    """Whether a line is about somebody. `closed` says that signatures or notes have begun above it."""
    if lines.is_template_row(line.texts) or is_headings(line.cells) or heads_a_recap(line):
        return False
    if isinstance(line.number, str) and lines.is_example(line.number):
        return False
    if line.has_name:
        return is_named_person(line, closed, hints)
    if closed or line.name is not None or any(map(lines.is_total, line.texts)):
        return False
    if line.is_numbered:
        return line.others >= 2
    if line.number is not None:
        return False
    if line.others >= 3 and line.own.keys() & PERSONAL:
        return True
    if line.in_numbered_table or line.others < 3:
        return False
    return line.own.keys() >= NAMELESS or (line.others >= 4 and bool(line.own.keys() & TELLING))


def heads_a_recap(line: Line) -> bool:
    """The header of a table below the list: "Jabatan | L | P | Jumlah"."""
    named = isinstance(line.name, str) and line.name.strip().lower() in HEADINGS
    return named and all(map(is_heading, line.texts))


def is_headings(cells: list[CellValue]) -> bool:
    return lines.is_column_numbers([value for value in cells if value is not None])


def is_heading(text: str) -> bool:
    """Whether a text is a heading of a column, or of one that counts men or women."""
    return classify((text,)).field not in ("", "attendance") or words_of(text) in SEX_WORDS


def is_named_person(line: Line, closed: bool, hints: Hints) -> bool:
    name = line.name.strip()
    if lines.is_total(name) or lines.is_remark(name) or lines.is_placeholder(name):
        return False
    if is_vacant(name) and not line.has_personal:
        return False
    if line.counts_only() and says_section(name, line.is_numbered, hints):
        return False
    if line.is_numbered:
        return line.others > 0 or not closed
    if closed:
        return False
    if isinstance(line.number, str) and is_line_start(line.number):
        return False
    if line.others < 3 and line.has_sign_off():
        return False
    if line.number is not None:  # another way of counting: "a", "1-2", "PSM 01"
        return line.others >= 2
    if line.in_numbered_table:
        return line.others >= (1 if line.follows else 3)
    return line.others > 0 or line.follows


def is_line_start(text: str) -> bool:
    return lines.is_total(text) or lines.is_remark(text) or lines.is_sign_off(text)


def says_section(text: str, numbered: bool, hints: Hints) -> bool:
    """Whether a text names a region or a role.

    A numbered line needs the region's word before it: Marisa is a kecamatan and a name.
    """
    plain = lines.strip_number(text)
    found = lines.section_context(text)
    if numbered and place_behind(text) and "role" not in found:
        return False  # "Siti (Ds. Kalirejo)"
    if found or hints.is_role(plain):
        return True
    return not numbered and hints.region_level(plain) is not None
