"""Titles that stand in columns of their own ("Gelar Depan | Nama | Gelar Belakang") joined with the name.

Where a title belongs is told by the title itself, whatever its column says: Drs. and Hj. stand before a name,
S.Sos and M.Si behind it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from registry.imports.meaning.texts import LONGEST_NAME, is_vacant, text_of
from registry.imports.rows import CellValue
from registry.names import COURTESIES, DEGREES, TITLES, plain, titles_around

BEFORE = TITLES - COURTESIES  # what is written before a name and belongs to it
FIELDS = ("title_before", "title_after", "titles")
CELLS = frozenset(FIELDS)
PARTS = re.compile(r"\s*[,;/&]\s*|\s+dan\s+")
LETTERS = re.compile(r"[a-z]+")
LONGEST_DEGREE = 4  # words: "S. Tr. Keb. Ners"
# A degree nobody listed: "S.Tr.Tra", "M.Kesos", "Sp.PD".
LIKE_A_DEGREE = re.compile(r"(?:s|m|a|b|d|sp|ph|ll)(?:\.[a-z]{1,6})+\.?")
NO_TITLE = re.compile(r"(?:tidak|tdk|tanpa|belum|blm|non)\b.*", re.IGNORECASE)

Sorted = tuple[tuple[str, ...], tuple[str, ...], str]  # before the name, behind it, what is no title


def joined(name: str, cells: Mapping[str, CellValue]) -> tuple[str, str]:
    """(the name with the titles of its row that do not stand in it already, what is no title or "").

    A name that would become too long stays as it is.
    """
    before, behind, unknown = [], [], []
    for field in FIELDS:
        if text := text_of(cells.get(field)):
            found = sort_titles(text)
            before += found[0]
            behind += found[1]
            unknown += filter(None, [found[2]])
    if not (before or behind):
        return name, " ".join(unknown)
    standing = titles_around(name)
    before, behind = _missing(before, standing[0]), _missing(behind, standing[1])
    whole = ", ".join([" ".join([*before, name.rstrip(" ,")]), *behind])
    return (whole if len(whole) <= LONGEST_NAME else name), " ".join(unknown)


@lru_cache(10_000)
def sort_titles(text: str) -> Sorted:
    """The titles of a cell, each on the side of the name where it is written."""
    before, behind, unknown = [], [], []
    if is_vacant(text) or NO_TITLE.fullmatch(text):
        return (), (), ""
    for part in PARTS.split(text):
        words = part.split()
        while words:
            size = _degree_words(words)
            if size:
                behind.append(" ".join(words[:size]))
            elif _is_before(words[0]):
                before.append(words[0])
            elif text_of(words[0]) and not _is_courtesy(words[0]):
                unknown.append(words[0])
            words = words[size or 1 :]
    return tuple(before), tuple(behind), " ".join(unknown)


def _degree_words(words: list[str]) -> int:
    """How many words make up the degree at the beginning: 2 of "S. Sos M.Si"; 0 where none stands there."""
    for size in range(min(LONGEST_DEGREE, len(words)), 0, -1):
        if _squash("".join(words[:size])) in DEGREES:
            return size
    return 1 if LIKE_A_DEGREE.fullmatch(plain(words[0])) else 0


def _is_before(word: str) -> bool:
    """Is it written before a name? "Dr.H." is two such titles in one word."""
    parts = LETTERS.findall(plain(word))
    return bool(parts) and ("".join(parts) in BEFORE or all(part in BEFORE for part in parts))


def _is_courtesy(word: str) -> bool:
    return _squash(word) in COURTESIES


def _squash(text: str) -> str:
    return "".join(LETTERS.findall(plain(text)))


def _missing(titles: list[str], standing: list[str]) -> list[str]:
    """The titles that are not among the words that stand around the name, each once."""
    there = {
        "".join(standing[start:end])
        for start in range(len(standing))
        for end in range(start + 1, min(start + LONGEST_DEGREE, len(standing)) + 1)
    }
    missing: dict[str, str] = {}
    for title in titles:
        missing.setdefault(_squash(title), title)
    return [title for squashed, title in missing.items() if squashed not in there]
