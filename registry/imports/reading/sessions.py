"""Attendance columns: which headers they have, and which day each of them is."""

import datetime
import re
from dataclasses import dataclass

from registry.imports.reading.vocabulary import PRESENCE_PHRASES, SIGNATURE_PHRASES, STATUS_WORDS

MONTHS = {
    "jan": 1, "januari": 1, "peb": 2, "pebruari": 2, "feb": 2, "februari": 2, "mar": 3, "mrt": 3, "maret": 3,
    "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "jul": 7, "juli": 7, "agt": 8,
    "ags": 8, "agu": 8, "agust": 8, "agustus": 8, "sep": 9,
    "sept": 9, "september": 9, "okt": 10, "oktober": 10,
    "oct": 10, "nov": 11, "nop": 11, "november": 11, "nopember": 11, "des": 12, "desember": 12, "dec": 12,
}  # fmt: skip
ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "satu": 1, "pertama": 1, "dua": 2, "kedua": 2, "tiga": 3, "ketiga": 3, "empat": 4, "keempat": 4,
    "lima": 5, "kelima": 5, "enam": 6, "keenam": 6,
}  # fmt: skip
WEEKDAYS = {"senin", "selasa", "rabu", "kamis", "jumat", "jum", "sabtu", "minggu", "ahad"}
PARTS = {"pagi", "siang", "sore", "malam", "datang", "pulang", "masuk"}
DAY_WORDS = {"hari", "hr", "sesi", "pertemuan", "day", "tanggal", "tgl", "ke", "hk"}
PLAIN_WORDS = DAY_WORDS | WEEKDAYS | PARTS | {"at", "dan"}

TEXT_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[-/. ]?\s*([a-z]{3,9})(?![a-z])[-/. ]*((?:19|20)?\d{2})?(?!\d)")
DIGIT_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*((?:19|20)?\d{2}))?(?!\d)")
ISO_DATE = re.compile(r"((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})(?:[ t]00:00:00)?")
SHORT_DAY = re.compile(r"^h\W{0,2}(\d{1,2})$")
BRACKETS = re.compile(r"\([^)]*\)")
WORD_AND_DIGIT = re.compile(r"\b(ttd|paraf|hari|sesi|tgl|absen|hadir)(\d)")  # "TTD2"


@dataclass(frozen=True, slots=True)
class SessionLabel:
    """An attendance column's heading.

    `kind` is "signature", "presence" or "day" (only a day is named). `number` is the day or session it
    names, `when` its (year or 0, month, day). `status` is the word a tick in it stands for ("Izin").
    `part` tells two columns of one day apart ("pagi").
    """

    kind: str
    number: int = 0
    when: tuple[int, int, int] | None = None
    status: str = ""
    part: str = ""


def fold(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("jum'at", "jumat")))


def squashed(phrases: tuple[str, ...]) -> dict[str, int]:
    return {fold(phrase).replace(" ", ""): len(phrase) for phrase in phrases}


SIGNATURES, PRESENCES = squashed(SIGNATURE_PHRASES), squashed(PRESENCE_PHRASES)


def read_session(labels: tuple[str, ...]) -> SessionLabel | None:
    """The attendance column under these headings (widest first), None when it is something else."""
    *parents, child = labels
    above = read_session(tuple(parents)) if parents else None
    own = read_heading(child)
    if above and not own:
        return read_under(above, child)
    if parents and not own and is_day_heading(parents):
        return read_heading(" ".join(labels))
    if parents and not own and (when := day_of_month(parents[-1], child)):
        return SessionLabel("day", when=when)
    if not above and own and parents and not is_day_heading(parents):
        return own
    if above and own:
        kinds = (above.kind, own.kind)
        kind = next((kind for kind in ("presence", "signature") if kind in kinds), "day")
        number, when = own.number or above.number, own.when or above.when
        return SessionLabel(kind, number, when, status_of(child), own.part or above.part)
    return own


def day_of_month(parent: str, child: str) -> tuple[int, int, int] | None:
    """The day that a "9" under "DESEMBER 2019" is, as `SessionLabel.when`; None where it is none."""
    words = [word for word in fold(parent).split() if word not in (*DAY_WORDS, "bulan", "bln")]
    years = [int(word) for word in words[1:] if re.fullmatch(r"20\d\d", word)]
    if not words or words[0] not in MONTHS or len(words) > 1 + len(years) or not child.strip().isdecimal():
        return None
    return (years[0] if years else 0, MONTHS[words[0]], int(child)) if 1 <= int(child) <= 31 else None


def is_day_heading(labels: list[str]) -> bool:
    return all(set(fold(label).split()) <= DAY_WORDS for label in labels)


def read_under(above: SessionLabel, child: str) -> SessionLabel | None:
    """A child of an attendance heading that says nothing by itself: "1", "II", "L", "Izin"."""
    words = fold(child)
    if status := status_of(child):
        return SessionLabel("presence", above.number, above.when, status, above.part)
    if words in ORDINALS or words.isdigit():
        number = ORDINALS.get(words) or int(words)
        return SessionLabel(above.kind, number if number <= 31 else 0, above.when, "", above.part)
    if words in PARTS:
        return SessionLabel(above.kind, above.number, above.when, "", words)
    return None


def status_of(text: str) -> str:
    return STATUS_WORDS.get(fold(text), "")


def read_heading(text: str) -> SessionLabel | None:
    """One heading by itself: a signature or presence word, a day, a date, or several of them."""
    return read_plain(text) or (read_plain(without) if (without := BRACKETS.sub(" ", text)) != text else None)


def read_plain(text: str) -> SessionLabel | None:
    """`read_heading` for a text whose brackets matter or are gone: "Hadir (H/I/S/A)" has them for nothing."""
    folded = WORD_AND_DIGIT.sub(r"\1 \2", text.casefold().strip())
    when, rest = take_date(folded)
    words = fold(rest).split()
    number = 0
    if short := SHORT_DAY.match(folded):
        return SessionLabel("day", number=int(short[1]))
    day_named = any(word in DAY_WORDS for word in words)
    if words and (digits := re.fullmatch(r"(?:ke)?(\d{1,2})", words[-1])):
        number, words = int(digits[1]), words[:-1]
    elif words and words[-1] in ORDINALS and len(words) > 1:
        number, words = ORDINALS[words[-1]], words[:-1]
    part = next((word for word in words if word in PARTS), "")
    key = "".join(word for word in words if word not in PLAIN_WORDS)
    kind = "signature" if key in SIGNATURES else "presence" if key in PRESENCES else ""
    if key and not kind and "".join(words) in SIGNATURES | PRESENCES:
        kind = "signature" if "".join(words) in SIGNATURES else "presence"
    if not kind and words[-1:] == ["masuk"] and words[0] in ("tanggal", "tgl"):
        return None  # the day on which somebody entered service
    if kind:
        return SessionLabel(kind, number, when, "", part)
    if key:
        return None
    weekday = any(word in WEEKDAYS for word in words)
    if number and words and words[-1] in ("tanggal", "tgl"):
        number, when = 0, (0, 0, number)
    if when or (day_named and (number or part)) or (weekday and not number):
        return SessionLabel("day", number, when, "", part)
    return None


def take_date(text: str) -> tuple[tuple[int, int, int] | None, str]:
    """((year or 0, month, day), the text without it); None where the text has no date."""
    for pattern, order in ((ISO_DATE, "ymd"), (DIGIT_DATE, "dmy"), (TEXT_DATE, "dmy")):
        for found in pattern.finditer(text):
            parts = dict(zip(order, found.groups(), strict=True))
            month = MONTHS.get(parts["m"]) if parts["m"].isalpha() else int(parts["m"])
            day = int(parts["d"])
            if month and 1 <= month <= 12 and 1 <= day <= 31:
                year = int(parts["y"] or 0)
                when = (year + 2000 if 0 < year < 100 else year, month, day)
                return when, text[: found.start()] + " " + text[found.end() :]
    return None, text


def matches_day(when: tuple[int, int, int], day: datetime.date) -> bool:
    """Whether a heading's date is this day of the event; a heading often leaves out year and month."""
    year, month, number = when
    return number == day.day and month in (0, day.month) and year in (0, day.year)
