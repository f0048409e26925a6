"""Text of a cell as a person would copy it: trimmed, one blank between words, nothing typed for "nothing"."""

import datetime
import re

from registry.imports.rows import CellValue

FORMULA_ERROR = re.compile(
    r"#(?:N/?A|REF!?|VALUE!?|DIV/0!?|NAME\??|NUM!?|NULL!?|SPILL!?|CALC!?|GETTING_DATA)|Err:\d{3}"
)
NOTHING = frozenset(
    ("", "-", "--", "---", "–", "—", "_", ".", "..", "...", "?", "0", "#", "n/a", "na", "nihil", "null")
)
QUOTES = ("'", "’")
LONGEST_NAME = 150
LONGEST_NOTHING = max(map(len, NOTHING))
NO_NAME = NOTHING | {"kosong", "(kosong)", "lowong", "belum ada", "tidak ada", "vacant", "x"}
NUMBERED = re.compile(r"^\d{1,4}\s*[.)]\s*(?=[^\W\d_])")
NIP_BEHIND = re.compile(r"[\s,;(/-]*\bN\.?\s?I\.?\s?[PK]\b[\s.:]*(?:\d|-).*$", re.IGNORECASE)
ESCAPED = re.compile(r"^['’](?=[=+@\d\t-])")  # our own exports and spreadsheets guard text like this
NOT_DIGIT = re.compile(r"\D")


def is_formula_error(value: CellValue) -> bool:
    """Did the formula of this cell fail (#N/A, #REF!, Err:502)?"""
    return isinstance(value, str) and FORMULA_ERROR.fullmatch(value.strip()) is not None


def text_of(value: CellValue) -> str | None:
    """The text of a cell, or None when it says nothing. A whole number loses its decimals."""
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, str):
        value = _as_text(value)
    text = " ".join(value.split())
    if text[:1] in QUOTES:
        text = ESCAPED.sub("", text)
    if len(text) <= LONGEST_NOTHING and text.lower() in NOTHING:
        return None
    return value if text == value else text  # the same text is not kept twice


def _as_text(value: float | datetime.date | datetime.time) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def name_of(value: CellValue) -> str | None:
    """A name as displayed, titles and capitals kept; None where nobody is named (also a vacant post).

    A NIP written under the name in the same cell is not part of it.
    """
    if not isinstance(value, str):
        return None
    words = value.split()
    text = " ".join(words)
    if not "".join(words).isalpha():
        text = NUMBERED.sub("", NIP_BEHIND.sub("", text))
    if text.lower() in NO_NAME or len(text) > LONGEST_NAME or not any(map(str.isalpha, text)):
        return None
    return text


def whole_number(value: CellValue) -> str | None:
    """The digits of a long number typed with blanks or dots (a NIP), or None."""
    text = text_of(value)
    return (NOT_DIGIT.sub("", text) or None) if text else None
