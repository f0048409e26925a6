"""What stands in an attendance column: present, absent, excused, sick, represented, or nothing.

A filled mark is presence. A blank says something only when a legend on the sheet says what.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from registry.imports.rows import CellValue, RawRow

PRESENT, ABSENT, EXCUSED, SICK, REPRESENTED = "present", "absent", "excused", "sick", "represented"
BLANK = ""

Legend = Mapping[str, str]  # a mark as `fold` gives it, BLANK for an empty cell -> what it means

LETTERS = {"h": PRESENT, "i": EXCUSED, "s": SICK, "a": ABSENT, "w": REPRESENTED}
TICKS = frozenset("√✓✔☑🗸vy/●•■")
CROSSES = frozenset("x×✗✘✕✖☒")
SURE_CROSSES = CROSSES - {"x"}
NOTHING = frozenset(("", "-", "--", "–", "—", ".", "..", "...", "…", "_", "0.", "?", "☐", "□"))

# Tried in this order: "hadir diwakili" is represented, "tidak hadir (sakit)" is sick.
WORDS = (
    (REPRESENTED, r"\b(?:di|me)?wakil\w*|^a\s?[./]\s?n\b|\batas nama\b|\bdigantikan\b|\bpengganti\b"),
    (SICK, r"\bsakit\b|\bskt\b|\bsick\b|\bopname\b|\brawat inap\b"),
    (
        EXCUSED,
        r"\bi[zj]i?n\b|\bcuti\b|\bdinas luar\b|^dl$|\btugas\b|\bdispensasi\b|\bberhalangan\b|\bexcused\b",
    ),
    (
        ABSENT,
        r"\btidak\b|\btdk\b|\btak\b|\balp?[hf]?a\b|\balpa\b|\babsen\w*|\btanpa\b|^tk$|^th$|^t$|\bbelum\b",
    ),
    (ABSENT, r"\bmangkir\b|\bbolos\b|\bno\b"),
    (PRESENT, r"\bhadir\w*|\bhdr\b|\bpresent\b|\bada\b|\bya\b|\byes\b|\bttd\b|\bparaf\b|\bdatang\b|\bikut\b"),
)
WORDS = tuple((state, re.compile(pattern)) for state, pattern in WORDS)

NUMBERED = re.compile(r"^\d{1,4}\s*[.)…_]+\s*")
DIGITS = re.compile(r"^\d{1,4}(?:[.,]0)?$")
STATE = r"((?:tidak |tdk |tanpa |dinas )?[a-z.]+(?: luar)?)"
MEANS = r"(?:=|:|\bberarti\b|\bartinya\b|\badalah\b|\bdianggap\b)"
MARK = r"(kosong|blank|strip|silang|centang|cek(?:list|lis)?|[a-z\d]{1,2}|[^\w\s,;=:|()\[\]./\"'])"
LEGEND_PAIR = re.compile(rf"(?<!\w)(?<!\b[a-z]/){MARK}\W{{0,2}}?\s*{MEANS}\s*{STATE}")
LEGEND_BRACKETS = re.compile(rf"\({MARK}\)\s*{STATE}")
LEGEND_LABEL = re.compile(r"^\W*(?:ket|keterangan|catatan|nb|legenda)\W+")
LEGEND_BLANK = re.compile(
    r"(?:kosong|tidak (?:di)?(?:isi|ttd|tanda ?tangan(?:i)?|paraf|bertanda tangan))\W*"
    r"(?:=|:|\bberarti\b|\bartinya\b|\badalah\b|\bdianggap\b)?\W*((?:tidak |tdk |tanpa )?[a-z]+)"
)
LEGEND_WORDS = {"kosong": (BLANK,), "blank": (BLANK,), "strip": ("-",), "silang": tuple(CROSSES)}
LEGEND_TICKS = ("centang", "cek", "ceklis", "ceklist")


def fold(mark: str) -> str:
    """A mark as legends and rules see it: lower case, one blank between words, no edges."""
    if not mark.isascii():
        mark = unicodedata.normalize("NFC", mark).replace("\xa0", " ").replace("\ufe0f", "")
    return " ".join(mark.lower().split())


def is_mark_word(text: str) -> bool:
    """Does a text say by itself whether somebody came: "H", "√", "Izin"?"""
    folded = fold(text)
    return folded in LETTERS or folded in TICKS or (len(folded) < 30 and bool(state_of_words(folded)))


def read_legend(lines: Iterable[str]) -> dict[str, str]:
    """What the legend lines of a sheet say: "H = hadir, A = alpa", "kolom kosong = tidak hadir".

    Lines that explain nothing are passed over, so every line outside the table may be handed in.
    """
    legend: dict[str, str] = {}
    for line in (LEGEND_LABEL.sub("", fold(line)) for line in lines):
        for mark, words in LEGEND_PAIR.findall(line) + LEGEND_BRACKETS.findall(line):
            if state := state_of_words(words):
                for sign in LEGEND_WORDS.get(mark, TICKS if mark in LEGEND_TICKS else (mark,)):
                    legend[sign] = state
        for words in LEGEND_BLANK.findall(line):
            if state := state_of_words(words):
                legend[BLANK] = state
    return legend


@lru_cache(5000)
def state_of_words(text: str) -> str | None:
    """What folded words or a single letter say by themselves, or None."""
    if text in LETTERS:
        return LETTERS[text]
    return next((state for state, pattern in WORDS if pattern.search(text)), None)


class Columns:
    """The attendance columns of one sheet: some marks mean something only beside the others."""

    def __init__(self, rows: Iterable[RawRow], legend: Legend) -> None:
        self.legend = legend
        self.texts: dict[int, set[str]] = {}
        self.numbers: dict[int, set[float]] = {}
        for row in rows:
            for session, mark in row.marks.items():
                if isinstance(mark, str):
                    self._note_text(session, fold(mark))
                elif isinstance(mark, int | float) and not isinstance(mark, bool):
                    self.numbers.setdefault(session, set()).add(mark)

    def _note_text(self, session: int, text: str) -> None:
        if DIGITS.match(text):
            self.numbers.setdefault(session, set()).add(float(text.replace(",", ".")))
        elif len(self.texts.setdefault(session, set())) < 500:
            self.texts[session].add(text)

    def attendance(self, row: RawRow) -> dict[str, str]:
        """The answer for one row: session (as text) -> state; sessions that say nothing are left out."""
        found = {}
        for session, mark in row.marks.items():
            state = self._state(session, mark, row)
            if state is None and _is_blank(mark):
                state = self.legend.get(BLANK)
            if state:
                found[str(session)] = state
        return found

    def _state(self, session: int, mark: CellValue, row: RawRow) -> str | None:
        if isinstance(mark, datetime.date | datetime.time) or mark is True:
            return PRESENT
        if isinstance(mark, bool) or mark is None:
            return None
        if isinstance(mark, int | float):
            return self._number(session, mark, row)
        text = fold(mark)
        if text.startswith("#") or (text in NOTHING and text not in self.legend):
            return None
        if text in self.legend:
            return self.legend[text]
        if DIGITS.match(text):
            return self._number(session, float(text.replace(",", ".")), row)
        return self._text(session, NUMBERED.sub("", text))

    def _text(self, session: int, text: str) -> str | None:
        """A mark in signs or words; zig-zag numbers printed for the signature are already cut off."""
        if text in NOTHING:
            return None
        if text in SURE_CROSSES or text.strip("x") == "":
            crossed = text in SURE_CROSSES or self._has_ticks(session)
            return ABSENT if crossed else PRESENT
        if text in LETTERS and self._holds_initials(session):
            return PRESENT
        if said := state_of_words(text):
            return said
        if len(text) == 1 and text.isalpha() and text not in TICKS and "h" in self.texts.get(session, ()):
            return None
        return PRESENT

    def _holds_initials(self, session: int) -> bool:
        """Do people sign here with their initials? Then an A is somebody's and does not mean absent."""
        texts = self.texts.get(session, set())
        return "h" not in texts and any(
            text not in NOTHING | TICKS | CROSSES and NUMBERED.sub("", text) and not state_of_words(text)
            for text in texts
        )

    def _has_ticks(self, session: int) -> bool:
        """Does the column hold anything else that says present? Then an x says the contrary."""
        return any(
            text and (text[0] in TICKS or state_of_words(text) == PRESENT)
            for text in self.texts.get(session, ())
        )

    def _number(self, session: int, number: float, row: RawRow) -> str | None:
        """1 is present and 0 absent in a column of these; running numbers are places for a signature.

        A fraction of a day is the time somebody came; so are all numbers of a column that holds 8.15.
        """
        if said := self.legend.get(f"{number:g}"):
            return said
        if 0 < number < 1:
            return PRESENT
        numbers = self.numbers.get(session, set())
        if any(other % 1 for other in numbers):
            return PRESENT if number else ABSENT
        if not numbers <= {0, 1} or (number == row.cells.get("number") and len(numbers) == 1 and number != 1):
            return None
        return PRESENT if number else ABSENT


def _is_blank(mark: CellValue) -> bool:
    """Is there nothing but an empty cell, a dash or the printed number of the row?"""
    if mark is None or mark is False:
        return True
    if isinstance(mark, str):
        text = fold(mark)
        return NUMBERED.sub("", text) in NOTHING or bool(DIGITS.match(text))
    return isinstance(mark, int | float)
