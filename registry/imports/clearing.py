"""Emptying what is recorded: a blank cell never does, only a cell that says so.

The word stands in the sheet itself, or a person puts it into blank cells during the review.
"""

from dataclasses import replace

from registry.imports.rows import RawRow

CLEAR = "(kosongkan)"
_WORDS = ("kosongkan", "dikosongkan")
SPELLINGS = frozenset(
    form.format(spelt)
    for word in _WORDS
    for spelt in (word, word.upper(), word.capitalize())
    for form in ("{}", "({})", "[{}]")
)


def cleared(raw: RawRow) -> set[str]:
    """The cells that say that what is recorded is to be emptied."""
    if SPELLINGS.isdisjoint(raw.cells.values()):  # nearly every row, and quickly
        return set()
    return {cell for cell, value in raw.cells.items() if value in SPELLINGS}


def without_clearing(raw: RawRow) -> RawRow:
    """The row as it is read: those cells are blank."""
    if told := cleared(raw):
        return replace(raw, cells=raw.cells | dict.fromkeys(told))
    return raw
