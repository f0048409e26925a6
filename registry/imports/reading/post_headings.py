"""Names below the post instead of "Nama": "TKSK", "PSM 1 | PSM 2", "Ketua | Sekretaris | Bendahara"."""

import re
from itertools import islice

from registry.imports.meaning.marks import is_mark_word
from registry.imports.meaning.texts import NOTHING, is_vacant
from registry.imports.reading.columns import is_role_name, words_of
from registry.imports.reading.lines import is_total
from registry.imports.reading.reader import Grid
from registry.imports.rows import CellValue

POSITION = re.compile(r"(?:wakil )?(?:ketua|sekretaris|bendahara)(?: umum)?(?: (?:\d|i{1,3}))?")
COUNT = re.compile(r" (?:\d{1,2}|i{1,3}|iv|v)$")
SHORTEST_NAME = 3
SAMPLED_ROWS = 60
LEAST_NAMES = 0.7  # of what stands below such a heading
LEAST_DIFFERENT = 0.7  # of the names; "Aktif" stands there again and again


def names_a_post(text: str) -> bool:
    """Whether a heading is a role, perhaps counted, or a position within a body, and nothing else."""
    words = words_of(text)
    return is_position(text) or is_role_name(COUNT.sub("", words))


def is_position(text: str) -> bool:
    """Whether a heading is a position within a body: "Wakil Ketua I"."""
    return POSITION.fullmatch(words_of(text)) is not None


def holds_names(grid: Grid, bottom: int, index: int) -> bool:
    """Whether what stands in a column below a header are the names of different people."""
    below = (cells for number, cells in grid.rows if number > bottom)
    values = [cells[index] for cells in islice(below, SAMPLED_ROWS) if index < len(cells)]
    filled = [value for value in values if value is not None and not is_nobody(value)]
    names = [value for value in filled if is_like_a_name(value)]
    are_names = bool(names) and len(names) >= LEAST_NAMES * len(filled)
    return are_names and len(set(names)) >= LEAST_DIFFERENT * len(names)


def is_nobody(value: CellValue) -> bool:
    """A dash, or the words for a vacant post."""
    return value in NOTHING or (isinstance(value, str) and is_vacant(value))


def is_like_a_name(value: CellValue) -> bool:
    """Letters and blanks that are neither a mark nor a role nor a sum."""
    if not isinstance(value, str) or len(value.strip()) < SHORTEST_NAME:
        return False
    letters = sum(map(str.isalpha, value))
    told = is_mark_word(value) or is_role_name(value) or is_total(value)
    return letters >= 0.6 * len(value.strip()) and not told
