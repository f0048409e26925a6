"""Which role (*unsur*, *jabatan*) a cell names, and the place behind it: "PSM Kel. Jati Kec. Mayangan"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import fuzz, process

from registry.imports.meaning import places

# What offices call the three roles that every regency has. "kasi" stands for all ways to write Kepala Seksi.
SYNONYMS = {
    "TKSK": "tksk; tenaga kesejahteraan sosial kecamatan; tenaga kesos kecamatan; petugas tksk",
    "PSM": "psm; pekerja sosial masyarakat; relawan psm",
    "KASI_KESRA": (
        "kasi kesra; kasi kesos; kasi kesejahteraan; kasi kesejahteraan sosial; kasi kesejahteraan rakyat; "
        "kasi pmks; kasi sosial; kasikesra; kasikesos; kasi kesejahteraan masyarakat; kasi kessos; "
        "kasi kesra dan pm; kasi pm dan kesra; kasi kesra pm; kasi pembangunan dan kesejahteraan; "
        "kasi pelayanan kesejahteraan; kasi pemberdayaan masyarakat dan kesejahteraan sosial; "
        "kasi pemberdayaan masyarakat dan kesra; kasi pemberdayaan dan kesejahteraan"
    ),
}
HEADS = (
    ("kepala", "seksi"),
    ("ka", "seksi"),
    ("ka", "si"),
    ("kepala", "sie"),
    ("kep", "seksi"),
    ("ka", "sie"),
    ("kasie",),
    ("kassi",),
)
HEAD = "kasi"
SHORT = {
    "pek": "pekerja",
    "sos": "sosial",
    "masy": "masyarakat",
    "kesej": "kesejahteraan",
    "kec": "kecamatan",
}
# Somebody beside the post is not in it.
NOT_IN_POST = frozenset(
    (
        "staf",
        "staff",
        "mantan",
        "eks",
        "ex",
        "bekas",
        "non",
        "bukan",
        "istri",
        "isteri",
        "suami",
        "anak",
        "pelaksana",
    )
)
# What people are within a body ("Wakil Ketua I"): it names no role, and leaves the one of the list.
POSITIONS = frozenset(
    "ketua wakil sekretaris bendahara anggota pengurus koordinator korda korcam kordes i ii iii 1 2".split()
)
WORDS = re.compile(r"[A-Za-z]+|\d+")
LEAST_LIKENESS, SHORTEST_FUZZY = 92, 12

RoleTuple = tuple[str, str, Iterable[str]]  # code, level it serves at, names and other spellings


class RoleReading(NamedTuple):
    """The code of the role or None, and what of the text is not the role: a place, or nothing."""

    code: str | None
    rest: str


class RoleIndex:
    """The roles of the registry by all their names.

    A text names a role when the words of exactly one role stand in it: "Staf Kasi Kesra" and "PSM/TKSK" name
    none.
    """

    def __init__(self, roles: Iterable[RoleTuple]) -> None:
        self._levels: dict[str, str] = {}
        self._codes: dict[tuple[str, ...], str] = {}
        for code, level, names in roles:
            self._levels[code] = level
            for name in (*SYNONYMS.get(code, "").split(";"), *names):
                if words := _words(name):
                    self._codes.setdefault(words, code)
        self._longest = max(map(len, self._codes), default=0)
        self._joined = {"".join(words): code for words, code in self._codes.items()}
        self.read = lru_cache(50_000)(self._read)

    def level(self, code: str | None) -> str | None:
        """The level of region a role serves at: district, village ..., None when unknown."""
        return self._levels.get(code) if code else None

    def is_role(self, text: str) -> bool:
        """A hint for finding section rows: does the text name a role?"""
        return self.read(text).code is not None

    def _read(self, text: str) -> RoleReading:
        if text.strip() in self._levels:  # the code itself, as our own exports write it
            return RoleReading(text.strip(), "")
        spans = _spans(text)
        found, last = self._scan([word for word, _start, _end in spans])
        if NOT_IN_POST.intersection(_before_place(spans)):
            return RoleReading(None, "")
        if not found:
            return RoleReading(self._fuzzy(text), "")
        if len(found) > 1:
            return RoleReading(None, "")
        return RoleReading(found.pop(), text[spans[last][2] :].strip(" \t\n\xa0-–:,;./)("))

    def _scan(self, words: list[str]) -> tuple[set[str], int]:
        """The codes whose words stand in the text, longest names first, and the last word of the last one."""
        found, last, position = set(), -1, 0
        while position < len(words):
            for size in range(min(self._longest, len(words) - position), 0, -1):
                code = self._codes.get(tuple(words[position : position + size]))
                if code:
                    found.add(code)
                    last = position + size - 1
                    position += size
                    break
            else:
                position += 1
        return found, last

    def _fuzzy(self, text: str) -> str | None:
        """A long name with a slip ("Pekerja Sosial Masyarkat"); short ones are too alike to guess."""
        parts = places.split(text)
        joined = "".join(_words(parts.bare))
        if len(joined) < SHORTEST_FUZZY:
            return None
        long = [name for name in self._joined if len(name) >= SHORTEST_FUZZY]
        found = process.extractOne(joined, long, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
        return self._joined[found[0]] if found else None


def is_position(text: str) -> bool:
    """Does a text say what somebody is within a body, and nothing of a role?"""
    words = [found[0].lower() for found in WORDS.finditer(text)]
    return bool(words) and POSITIONS.issuperset(words)


def _before_place(spans: list[tuple[str, int, int]]) -> list[str]:
    """The words up to the first that announces a place: a village may be called Mantan."""
    return list(takewhile(lambda word: word not in places.SAFE, (word for word, _start, _end in spans)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word, _start, _end in _spans(text))


def _spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their places; P S M is one word, Kepala Seksi is "kasi"."""
    raw = [(found[0].lower(), found.start(), found.end()) for found in WORDS.finditer(text)]
    spans: list[tuple[str, int, int]] = []
    position = 0
    while position < len(raw):
        size = _spaced_out(raw, position)
        if size > 1:
            word = "".join(word for word, _start, _end in raw[position : position + size])
        else:
            head = next(
                (h for h in HEADS if tuple(w for w, _s, _e in raw[position : position + len(h)]) == h), None
            )
            size, word = (len(head), HEAD) if head else (1, SHORT.get(raw[position][0], raw[position][0]))
        spans.append((word, raw[position][1], raw[position + size - 1][2]))
        position += size
    return spans


def _spaced_out(raw: list[tuple[str, int, int]], position: int) -> int:
    """How many single letters follow each other from here."""
    size = 0
    while (
        position + size < len(raw) and len(raw[position + size][0]) == 1 and raw[position + size][0].isalpha()
    ):
        size += 1
    return size
