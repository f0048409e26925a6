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
# What stands in place of a name where a post is vacant.
VACANT = re.compile(
    r"\W*(?:(?:jabatan |posisi |masih )?(?:kosong\b.{0,60}|lowong|vacant|vakum)|nihil|n/a|x+"
    r"|(?:masih )?dalam proses|proses (?:seleksi|rekrut\w*|pengangkatan|penggantian|pergantian)"
    r"|(?:belum|blm|tidak|tdk) (?:ada|(?:di)?(?:isi|tunjuk|angkat|bentuk)|terisi|terbentuk)\b.{0,30})"
    r"\W*",
    re.IGNORECASE,
)
SEVERAL_NAMES = re.compile(r"^\W*1\s*[.)]\s*[^\W\d_].*[^\d.,]\W*\b2\s*[.)]\s*[^\W\d_]", re.DOTALL)
NUMBERED = re.compile(r"^\d{1,4}\s*[.)]\s*(?=[^\W\d_])")
# A NIP (18 digits) or NIK (16) under the name, with its label or without.
LABEL = re.compile(r"\bN\.?\s?I\.?\s?([PK])\b", re.IGNORECASE)
NUMBER_BEHIND = re.compile(
    rf"[\s,;(/-]*(?:{LABEL.pattern}[\s.:]*(?:\d|-).*|(?<![\d*])(?:\d{{16}}|\d{{18}})\W*)$", re.IGNORECASE
)
NIK_LENGTH = 16
# "Siti *)", "Budi 1)": a note below the table explains it.
FOOTNOTE = re.compile(r"\s*(?:\*+\s*\)?|(?<=[^\W\d_])\s?\d\s?\))$")
# What somebody is, under a heading "Nama/Jabatan": "Siti (PSM)", "Budi / TKSK".
ROLES_BEHIND = ("psm", "tksk", "tagana", "kasi kesra")
ROLE_BEHIND = re.compile(rf"(.*[^\W\d_.])[\s,;(/–-]+({'|'.join(ROLES_BEHIND)})\)?", re.IGNORECASE)
# Where somebody lives or serves, written behind the name: "Siti (Ds. Kalirejo)", "Budi, Desa Ngepoh RT 01".
PLACE_WORD = r"(?:ds|desa|dsn|dusun|kel|kelurahan|kec|kecamatan|jl|jln|jalan)"
PLACE_BEHIND = re.compile(
    rf"((?!{PLACE_WORD}\b).*?[^\W\d_.])[\s,;(/–-]+((?:alamat\W+)?{PLACE_WORD}(?:\.\s?|\s)[^\W\d_]{{3}}.*?)\)?",
    re.IGNORECASE,
)
# Who came for whom: "Titik (diwakili Siti)", "Siti mewakili Titik", "a.n. Titik". Capitals are initials.
STAND_IN = re.compile(r"wakil|atas nama|a\.\s?n\.|a/n", re.IGNORECASE)
REPRESENTED = re.compile(
    r"^(.+?)[\s,;(/-]+di\s?wakil(?:i|kan)\b(?:\s+(?:oleh|kepada)\b)?[\s:]*(.*?)[\s)]*$", re.IGNORECASE
)
REPRESENTING = re.compile(
    r"^(?:(.+?)[\s,;(/-]+)?(?:[Mm]ewakili|[Aa]tas nama|a\.\s?n\.|a/n)[\s.:]+(.+?)[\s)]*$"
)
ESCAPED = re.compile(r"^['’](?=[=+@\d\t-])")  # our own exports and spreadsheets guard text like this
NOT_DIGIT = re.compile(r"\D")
YEAR_ONLY = re.compile(
    r"(?:(?:sejak|mulai|dari|tmt|tahun|thn|th)\W*)*((?:19|20)\d{2})\W*"
    r"(?:(?:s\W?d|sampai|hingga)?\W*(?:dengan\W*)?(?:sekarang|saat ini|kini|skrg))?\W*",
    re.IGNORECASE,
)


def is_vacant(name: str) -> bool:
    """Does this stand in place of a name where a post is vacant?"""
    return VACANT.fullmatch(name) is not None


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

    A NIP or NIK written under the name in the same cell is not part of it, nor a role, a place, or who came
    instead.
    """
    if not isinstance(value, str):
        return None
    words = value.split()
    text = " ".join(words)
    if text[-1:] in ("*", ")"):
        text = FOOTNOTE.sub("", text)
    if not "".join(words).isalpha():
        text = NUMBERED.sub("", NUMBER_BEHIND.sub("", text))
    if found := PLACE_BEHIND.fullmatch(text):
        text = found[1]
    text = _with_role(text)[0]
    text = stand_in(text)[0]
    if len(text) > LONGEST_NAME or not any(map(str.isalpha, text)) or is_vacant(text):
        return None
    return text


def has_several_names(value: CellValue) -> bool:
    """Does one cell list several people: "1. Siti 2. Budi"?"""
    return isinstance(value, str) and "2" in value and SEVERAL_NAMES.search(value) is not None


def stand_in(value: CellValue) -> tuple[str, str | None]:
    """(who is named, who came instead: "" when that is not said, None when nobody did)."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not STAND_IN.search(text):
        return text, None
    instead = None
    if found := REPRESENTED.match(text):
        text, instead = found.groups()
    if found := REPRESENTING.match(text):
        text, instead = found[2], instead or found[1] or ""
    return text, instead


def _with_role(text: str) -> tuple[str, str]:
    """(a name, the role written behind it or "")."""
    if not text.lower().rstrip(")").endswith(ROLES_BEHIND):
        return text, ""
    found = ROLE_BEHIND.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def role_behind(value: CellValue) -> str:
    """The role written behind a name in the same cell, "" when there is none."""
    return _with_role(" ".join(value.split()))[1] if isinstance(value, str) else ""


def place_behind(value: CellValue) -> str:
    """The place written behind a name in the same cell, "" when there is none."""
    found = PLACE_BEHIND.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    return found[2] if found else ""


def numbers_behind(value: CellValue) -> dict[str, str]:
    """The NIK or the NIP written under a name in the same cell, by field; nothing when there is none."""
    if not isinstance(value, str) or not any(map(str.isdigit, value)):
        return {}
    found = NUMBER_BEHIND.search(" ".join(value.split()))
    digits = NOT_DIGIT.sub("", found[0]) if found else ""
    if not digits:
        return {}
    label = LABEL.search(found[0])
    is_nik = label[1].upper() == "K" if label else len(digits) == NIK_LENGTH
    return {"nik" if is_nik else "nip": digits}


def whole_number(value: CellValue) -> str | None:
    """The digits of a long number typed with blanks or dots (a NIP), or None."""
    text = text_of(value)
    return (NOT_DIGIT.sub("", text) or None) if text else None


def year_of(value: CellValue) -> str | None:
    """A start of service of which only the year is known: 2015, "Th. 2015", "2015 s/d sekarang"."""
    found = YEAR_ONLY.fullmatch(text_of(value) or "")
    return found[1] if found else None
