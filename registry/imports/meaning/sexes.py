"""Male or female, from the many ways a column says it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from registry.imports.rows import CellValue

MALE, FEMALE = "male", "female"

WORDS = {
    **dict.fromkeys(
        (
            "l",
            "lk",
            "lki",
            "laki",
            "lakilaki",
            "laki2",
            "lelaki",
            "lakl",
            "pria",
            "male",
            "m",
            "man",
            "1",
            "cowok",
        ),
        MALE,
    ),
    **dict.fromkeys(
        (
            "p",
            "pr",
            "prp",
            "pe",
            "perempuan",
            "perempuan2",
            "w",
            "wn",
            "wnt",
            "wanita",
            "female",
            "f",
            "woman",
            "2",
        ),
        FEMALE,
    ),
    **dict.fromkeys(("putra", "bapak", "bpk"), MALE),
    **dict.fromkeys(("putri", "ibu"), FEMALE),
}
PRIA = frozenset(("p", "pr"))  # short for Pria where the column also says W
WANITA = frozenset(("w", "wn", "wnt"))
LAKI = frozenset(("l", "lk"))
NOT_WORD = re.compile(r"[^a-z0-9]")


@lru_cache(5000)
def fold(text: str) -> str:
    """L, (L), "Laki - laki" -> l, l, lakilaki."""
    return NOT_WORD.sub("", text.lower())


def p_means_male(values: Iterable[CellValue]) -> bool:
    """Does P stand for Pria in this column: is W there beside it, and no L?"""
    seen = {fold(value) for value in values if isinstance(value, str)}
    return bool(seen & PRIA and seen & WANITA and not seen & LAKI)


def read(value: CellValue, p_male: bool = False) -> tuple[str | None, bool]:
    """male, female or None, and whether the cell could be read (an empty one can)."""
    if value is None:
        return None, True
    if isinstance(value, float | int) and not isinstance(value, bool):
        value = f"{value:g}"
    if not isinstance(value, str):
        return None, False
    word = fold(value)
    if not word:
        return None, True
    if p_male and word in PRIA:
        return MALE, True
    found = WORDS.get(word)
    return found, found is not None
