"""Lists whose first line is a person already: what stands in a column is all that tells what it is.

Only what cannot be mistaken is proposed: identity numbers, L and P, phones, running numbers, and the names
where one column alone can hold them. Everything else is left to a person, who sees the columns with their
cells.
"""

import hashlib
import re
from collections.abc import Callable
from itertools import islice, pairwise

from django.utils.translation import gettext as _

from registry.imports.reading import lines
from registry.imports.reading.columns import Meaning, is_role_name, words_of
from registry.imports.reading.headers import Column, Header, column_letter
from registry.imports.reading.people import Hints
from registry.imports.reading.post_headings import is_like_a_name
from registry.imports.reading.reader import Grid
from registry.imports.reading.vocabulary import SEX_WORDS
from registry.imports.rows import CellValue

SAMPLED_ROWS = 60
FEWEST_PEOPLE, FEWEST_CELLS = 3, 3  # people of a list, cells of a person
MOST = 0.7  # of the cells of a column
LEAST_DIFFERENT = 0.7  # of the names
SEPARATORS = re.compile(r"[\s.'’`-]+")
NIK = re.compile(r"\d{16}")
PHONE = re.compile(r"(?:\+?62|0)?8\d{8,11}")
PERSONAL = frozenset(("nik", "sex", "phone"))  # without one of these it may be a list of anything
UNKNOWN = Meaning(suggestion="note")

Row = tuple[int, list[CellValue]]


def find_list(grid: Grid, hints: Hints) -> Header | None:
    """A header without a line of its own over the people of a sheet, None where it is no list of people."""
    wide = ((number, cells) for number, cells in grid.rows if sum(map(is_filled, cells)) >= FEWEST_CELLS)
    rows = list(islice(wide, SAMPLED_ROWS))
    if len(rows) < FEWEST_PEOPLE:
        return None
    values = {index: values_of(rows, index) for index in range(max(len(cells) for _number, cells in rows))}
    meanings = {index: told_by(cells) for index, cells in values.items() if cells}
    names = [index for index in meanings if not meanings[index].field and are_names(values[index], hints)]
    if not names or not PERSONAL & {meaning.field for meaning in meanings.values()}:
        return None
    meanings |= dict.fromkeys(names[1:], Meaning(suggestion="name")) | {names[0]: Meaning("name")}
    first = first_person(rows, meanings)
    columns = [Column(index, 1, (label_of(index),), meaning) for index, meaning in meanings.items()]
    return Header(first, first - 1, columns, fingerprint=fingerprint_of(rows))


def first_person(rows: list[Row], meanings: dict[int, Meaning]) -> int:
    """The row of the first person: a line that is no title, nor a heading nobody understands."""
    tests = [
        (index, TESTS[meaning.field]) for index, meaning in meanings.items() if meaning.field in PERSONAL
    ]
    return next(
        number
        for number, cells in rows
        if any(index < len(cells) and is_filled(cells[index]) and test(cells[index]) for index, test in tests)
    )


def label_of(index: int) -> str:
    """What a column is called that has no heading."""
    return _("Column %(letter)s") % {"letter": column_letter(index)}


def fingerprint_of(rows: list[Row]) -> str:
    """What tells this list from others: they may have other things in the same columns."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def dispute_names(mapping: dict[str, str], unsure: dict[str, str], conflicts: dict[str, list[str]]) -> None:
    """Where several columns may hold the names, none of them is sure."""
    rivals = [letter for letter, name in unsure.items() if name == "name"]
    if rivals:
        conflicts["name"] = [*(letter for letter, name in mapping.items() if name == "name"), *rivals]
        for letter in rivals:
            del unsure[letter]


def is_filled(value: CellValue) -> bool:
    return value is not None and value != ""


def values_of(rows: list[Row], index: int) -> list[CellValue]:
    return [cells[index] for _number, cells in rows if index < len(cells) and is_filled(cells[index])]


def told_by(values: list[CellValue]) -> Meaning:
    """What the cells of a column cannot but be; otherwise nothing is known of it."""
    for field, test in TESTS.items():
        if sum(map(test, values)) >= MOST * len(values):
            if field == "sex" and len({str(value).strip().lower()[:1] for value in values}) < 2:
                continue  # "P" all the way down may be a mark
            if field == "number" and not rises(values):
                continue
            return Meaning(field)
    return UNKNOWN


def is_nik(value: CellValue) -> bool:
    return isinstance(value, str) and NIK.fullmatch(SEPARATORS.sub("", value)) is not None


def is_sex(value: CellValue) -> bool:
    return isinstance(value, str) and words_of(value) in SEX_WORDS


def is_phone(value: CellValue) -> bool:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return PHONE.fullmatch(SEPARATORS.sub("", text)) is not None


TESTS: dict[str, Callable[[CellValue], bool]] = {
    "nik": is_nik,
    "sex": is_sex,
    "phone": is_phone,
    "number": lines.is_number,
}


def rises(values: list[CellValue]) -> bool:
    numbers = [lines.number_of(value) for value in values if lines.is_number(value)]
    return all(before < after for before, after in pairwise(numbers))


def are_names(values: list[CellValue], hints: Hints) -> bool:
    """Whether a column may hold the names of people: different words, neither roles nor regions."""
    names = [value for value in values if is_like_a_name(value)]
    if len(names) < MOST * len(values) or len(set(names)) < LEAST_DIFFERENT * len(names):
        return False
    others = sum(
        is_role_name(name) or hints.is_role(name) or hints.region_level(name) is not None for name in names
    )
    return others < (1 - MOST) * len(names)
