"""Which day of the event a list of attendance is about, where a line above it or its sheet's name says so."""

import datetime
import re
from collections.abc import Iterable, Sequence

from registry.imports.reading.attendance import place_among
from registry.imports.reading.heading_cells import label_text
from registry.imports.reading.lines import is_sign_off
from registry.imports.reading.sessions import ORDINALS, WEEKDAYS, fold, read_heading, take_date
from registry.imports.rows import CellValue

WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
COUNTED_DAY = re.compile(
    rf"\b(?:hari|sesi|pertemuan|day) (?:ke ?)?(\d{{1,2}}|{WORDS})\b(?! (?:dan|sd|s d|sampai|\d|{WORDS})\b)"
)
SEVERAL_DAYS = re.compile(
    r"\d\s*(?:s\W{0,2}d\b\.?|sampai|hingga|dan|&)\s*(?:[a-z]+,?\s*)?\d"  # 9 s.d. 10-12-2019
    r"|\d\s*[,–-]\s*(?:[a-z]+,?\s*)?\d{1,2}\s+[a-z]{3}"  # 9 - 10 Desember
)


def day_of_lines(rows: Iterable[tuple[int, list[CellValue]]], days: Sequence[datetime.date]) -> int | None:
    """The one day of the event, from 1, that lines name: "Tanggal : Selasa, 10 Desember 2019", "HARI KE-2".

    None where none is named, or several are. The day on which somebody signed is not the day of the event.
    """
    if len(days) < 2:
        return None
    texts = (" ".join(filter(None, map(label_text, cells))) for _, cells in rows)
    named = {day_of_line(text, days) for text in texts if not is_signed(text)}
    found = named - {None}
    return found.pop() if len(found) == 1 else None


def day_of_sheet(name: str, days: Sequence[datetime.date]) -> int | None:
    """The day that the name of a sheet is and nothing else: "Hari 2", "10 Des"."""
    label = read_heading(name)
    if label is None or label.kind != "day":
        return None
    return place_among(label.when, days) if label.when else counted(label.number, days)


def day_of_line(text: str, days: Sequence[datetime.date]) -> int | None:
    """The one day that a line names by its date or its number."""
    folded = text.casefold()
    if SEVERAL_DAYS.search(folded):
        return None
    when, rest = take_date(folded)
    if when:
        return None if take_date(rest)[0] else place_among(when, days)
    found = COUNTED_DAY.search(fold(text))
    return counted(ORDINALS.get(found[1]) or int(found[1]), days) if found else None


def counted(number: int, days: Sequence[datetime.date]) -> int | None:
    """A number that is one of a day."""
    return number if 1 <= number <= len(days) else None


def is_signed(text: str) -> bool:
    """Whether a line belongs to a signature: "Kraksaan, 10 Desember 2019"; "Selasa, ..." is a day."""
    words = fold(text).split()
    return bool(words) and words[0] not in WEEKDAYS and is_sign_off(text)
