"""Indonesian text for papers and sheets: dates, numbers, amounts and names of numbers.

Papers are Indonesian whatever language the reader's screen has, so nothing here asks for the
active language. Every function is pure; dates are `datetime.date`, never text.
"""

import datetime
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

DASH = "–"  # what a paper prints for "none"
NO_BREAK_SPACE = "\u00a0"

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

# The three zones of Indonesia (Keppres 41/1987) under the names the time zone database gives them.
ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}

ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
LARGEST_IN_WORDS = 10**15 - 1

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)

NIP = re.compile(r"(\d{8})(\d{6})(\d)(\d{3})")


def long_date(day: datetime.date) -> str:
    """`9 Desember 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def full_date(day: datetime.date) -> str:
    """`Senin, 9 Desember 2019`."""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def short_date(day: datetime.date) -> str:
    """`9 Des 2019`, for tables."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def numeric_date(day: datetime.date) -> str:
    """`9-12-2019`, for narrow headings."""
    return f"{day.day}-{day.month}-{day.year}"


def long_range(first: datetime.date, last: datetime.date) -> str:
    """`9 s.d. 10 Desember 2019`, saying month and year again only where they differ.

    Raises ValueError when `last` is before `first`.
    """
    if last < first:
        raise ValueError("a range of days must not end before it begins")
    if first == last:
        return long_date(first)
    if first.year != last.year:
        start = long_date(first)
    elif first.month != last.month:
        start = f"{first.day} {MONTHS[first.month - 1]}"
    else:
        start = str(first.day)
    return f"{start} s.d. {long_date(last)}"


def full_range(first: datetime.date, last: datetime.date) -> str:
    """`Senin s.d. Selasa, 9 s.d. 10 Desember 2019`; one day as in `full_date`."""
    if first == last:
        return full_date(first)
    return f"{WEEKDAYS[first.weekday()]} s.d. {WEEKDAYS[last.weekday()]}, {long_range(first, last)}"


def zone_name(time_zone: str) -> str:
    """`WIB`, `WITA` or `WIT` for a zone of the time zone database; ValueError for one abroad."""
    try:
        return ZONES[time_zone]
    except KeyError:
        raise ValueError(f"{time_zone} is not a time zone of Indonesia") from None


def clock(time: datetime.time, time_zone: str) -> str:
    """`08.00 WIB`."""
    return f"{time:%H.%M} {zone_name(time_zone)}"


def hours(start: datetime.time, end: datetime.time | None, time_zone: str) -> str:
    """`08.00 s.d. 15.30 WIB`, or `08.00 WIB s.d. selesai` when the end is open."""
    if end is None:
        return f"{clock(start, time_zone)} s.d. selesai"
    return f"{start:%H.%M} s.d. {clock(end, time_zone)}"


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """`1.234,5`: thousands by point, decimals by comma.

    Without `decimals` the value keeps the decimals it has; with it, it is rounded half up.
    """
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)  # never "-0"
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def count(value: int) -> str:
    """A number in a table: `1.234`, and a dash for nought."""
    return number(value) if value else DASH


def percent(part: int, whole: int) -> str:
    """`90,9%`; a dash where there is no whole to compare with."""
    if not whole:
        return DASH
    return f"{number(Decimal(part) * 100 / Decimal(whole), 1)}%"


def money(amount: int | Decimal) -> str:
    """`Rp1.000.000,00`, a loss as `-Rp1.000,00`; no space after Rp (EYD V)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{number(abs(amount), 2)}"


def in_words(value: int) -> str:
    """The number in words (terbilang): `dua ratus enam puluh empat`.

    Raises ValueError beyond 999 triliun.
    """
    if abs(value) > LARGEST_IN_WORDS:
        raise ValueError("too large a number to write in words")
    if value < 0:
        return f"minus {in_words(-value)}"
    if value < len(ONES):
        return ONES[value]
    if value < 20:
        return f"{ONES[value - 10]} belas"
    size, name = next(scale for scale in SCALES if value >= scale[0])
    many, rest = divmod(value, size)
    # seratus and seribu, but satu juta
    head = f"se{name}" if many == 1 and size <= 1000 else f"{in_words(many)} {name}"
    return f"{head} {in_words(rest)}" if rest else head


def counted(value: int, noun: str) -> str:
    """`264 (dua ratus enam puluh empat) orang`."""
    return f"{number(value)} ({in_words(value)}) {noun}"


def money_in_words(rupiah: int) -> str:
    """`satu juta rupiah`."""
    return f"{in_words(rupiah)} rupiah"


def roman(value: int) -> str:
    """`IV`, as days and months of letters are numbered; ValueError outside 1 to 3999."""
    if not 1 <= value <= 3999:
        raise ValueError("Roman numerals run from 1 to 3999")
    letters = []
    for size, sign in ROMAN:
        many, value = divmod(value, size)
        letters.append(sign * many)
    return "".join(letters)


def nip(digits: str) -> str:
    """A civil servant's number grouped 8-6-1-3 (`19670412 199303 1 004`), never broken at a line's end.

    What is not 18 digits is given back as written.
    """
    match = NIP.fullmatch(re.sub(r"[\s.]", "", digits))
    return NO_BREAK_SPACE.join(match.groups()) if match else digits


def listed(words: Sequence[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
