"""Dates as Indonesian offices write them, and the NIK as the witness for an exchanged day and month.

Day before month always; a year of two digits becomes the year that makes a person 17 to 100 years old.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry import nik as niks
from registry.imports.meaning.texts import text_of
from registry.imports.rows import CellValue

EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers
SERIALS = range(2101, 73051)  # 1905-10-01 to 2099-12-31; 1900 to 2100 typed alone is a year
FIRST_YEAR, LAST_YEAR = 1900, 2100
OLDEST = 110

INVALID, SWAPPED, MISMATCH = "birth_date_invalid", "birth_date_swapped", "nik_birth_mismatch"
YEAR_ONLY, YEAR_DIFFERS = "birth_year_only", "birth_year_differs"

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan djanuari",
            "februari february pebruari pebruary feb febr peb pebr",
            "maret march mar mrt mart",
            "april apr",
            "mei may mey",
            "juni june jun juny djuni",
            "juli july jul djuli",
            "agustus august agt ags agu agus agust agst aug",
            "september sept sep septembar",
            "oktober october okt oct oktobr",
            "november nopember nov nop nofember",
            "desember december des dec dese dsember",
        ),
        start=1,
    )
    for name in names.split()
}
ROMAN = dict(zip("i ii iii iv v vi vii viii ix x xi xii".split(), range(1, 13), strict=True))
LONG_MONTHS = [name for name in MONTHS if len(name) >= 5]

ISO = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:[t\s]+\d{1,2}[:.]\d{2}.*)?")
NUMERIC = re.compile(
    r"(\d{1,2})\s*[-–/.,\\ ]\s*(\d{1,2})\s*[-–/.,\\ ]\s*'?(\d{4}|\d{2})(?:\s+\d{1,2}[:.]\d{2}.*)?"
)
WORDS = re.compile(r"(\d{1,2})\W*([a-z]+)\W*(\d{4}|\d{2})")
MONTH_FIRST = re.compile(r"([a-z]+)\W*(\d{1,2})\W+(\d{4})")
WEEKDAY = re.compile(
    r"^\W*(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|tgl|tanggal|lahir|tahun|thn|th)\W+"
)
# "1980", "± 1980", "00-00-1980", "1980-00-00", "Mei 1980", "05/1980": no day of birth, but no fault either.
YEAR_ALONE = re.compile(
    r"\W{0,5}(?:(?:sekitar|kira\W?kira)\W{0,5})?"
    r"(?:(?:(?:0{1,2}|x{1,2}|\?{1,2})\W{1,3}){0,2}(\d{4})|(\d{4})(?:\W{1,3}(?:0{1,2}|x{1,2})){1,2}"
    r"|(?:([a-z]+)|0?[1-9]|1[0-2])\W{1,3}(\d{4}))\W{0,5}"
)
DAY_MONTH_YEAR = ("birth_day", "birth_month", "birth_year")  # each in a column of its own
PARTS_OF_DAY = frozenset(DAY_MONTH_YEAR)
BLANKS = frozenset(("", "-", "--", "---", "–", "—", ".", "..", "...", "?", "x"))
AGE_BEHIND = re.compile(r"\b\d{1,3}\s*(?:th|thn|tahun)\.?\s*\)?$")
O_FOR_ZERO = re.compile(r"(?<=\d)[oO](?![^\W\d])|(?<![^\W_])[oO](?=\d)")

DIGIT, LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
DATE_THEN_PLACE = re.compile(
    r"^(\d[\d\W]*(?:[a-z]+\W*)?\d{4})\s*(?:,|;|di\b|/|-|\s)\s*([^\W\d_][^\d]*)$", re.IGNORECASE
)
LAST_WORD = re.compile(r"(?:(.*?)[\s,;:/–-]+)?([^\s,;:/–-]*)", re.DOTALL)
EVERY_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
PLACE_EDGES = f"{EVERY_SPACE},;:/.-–('’"


def is_blank(value: object) -> bool:
    """Does the cell say nothing: empty, or one of the dashes people type?"""
    return value is None or (isinstance(value, str) and value.strip() in BLANKS)


@lru_cache(100_000)
def split_birth(text: str) -> tuple[str | None, str | None]:
    """Place and date of one cell: "Probolinggo, 12 Mei 1980", with a comma, a slash, a blank or nothing."""
    text = text.strip()
    turned = DATE_THEN_PLACE.match(text)
    if turned and turned[2].strip(PLACE_EDGES).lower() not in MONTHS:
        return turned[2].strip(PLACE_EDGES), turned[1].strip()
    digit = DIGIT.search(text)
    place = text[: digit.start() if digit else None].strip(PLACE_EDGES)
    if not digit or (place and not LETTER.search(place)):
        return text.strip(PLACE_EDGES) or None, None
    day = text[digit.start() :].strip()
    head, last = LAST_WORD.fullmatch(place).groups()
    if WEEKDAY.match(f"{last.lower()} "):
        place = (head or "").strip(PLACE_EDGES)
    elif last.lower().strip(".,") in MONTHS and not re.match(r"\d{1,2}\W*[a-zA-Z]", day):
        place, day = (head or "").strip(PLACE_EDGES), f"{last} {day}"
    return place or None, day


def birth_cells(cells: dict[str, CellValue]) -> tuple[str | None, CellValue]:
    """Place and date of birth from one cell or two, in whichever of them they stand."""
    place, day, both = cells.get("birth_place"), cells.get("birth_date"), cells.get("birth")
    if isinstance(both, str):
        first, second = split_birth(both)
        place, day = place or first, second if is_blank(day) else day
    elif both is not None and is_blank(day):
        day = both
    if isinstance(place, str) and is_blank(day) and any(sign.isdecimal() for sign in place):
        place, day = split_birth(place)
    elif isinstance(place, date) and is_blank(day):
        place, day = None, place
    if is_blank(day) and not PARTS_OF_DAY.isdisjoint(cells):
        day = " ".join(filter(None, [text_of(cells.get(part)) for part in DAY_MONTH_YEAR]))
    return text_of(place), day


def read(value: object, on: date) -> date | None:
    """Any date of a cell (a decree, a start of service), day first, or None. May lie after `on`."""
    found = _readings(value, on, birth=False)
    return found[0] if found else None


def birth_date(value: object, nik: str | None, on: date) -> tuple[date | None, str | None]:
    """The birth date of a cell and the code of what is odd about it, or None.

    `nik` (clean, or None) is the witness: when it proves that day and month were exchanged its day is taken;
    when it says another day the typed one stays, with a warning. A cell that holds no possible day between
    110 years ago and `on` (31 Februari) gives None and "birth_date_invalid". A year alone gives None as well:
    neither 1 January nor the day of the NIK was written; whether the NIK tells the same year is said.
    """
    if is_blank(value):
        return None, None
    found, exchanged = _possible_births(value, on)
    if not found:
        return None, _fault_of_no_day(value, nik, on)
    typed = found[0]
    if not nik:
        return typed, exchanged
    proved = niks.birth_date_of(nik, on)
    if proved and _same_day(proved, typed):
        return typed, exchanged
    if proved and any(_same_day(proved, day) for day in found[1:]):
        return proved, SWAPPED
    return typed, MISMATCH


def _fault_of_no_day(value: object, nik: str | None, on: date) -> str:
    year = year_alone(value, on)
    if year is None:
        return INVALID
    proved = niks.birth_date_of(nik, on) if nik else None
    return YEAR_DIFFERS if proved and proved.year % 100 != year % 100 else YEAR_ONLY


def year_alone(value: object, on: date) -> int | None:
    """The year of birth in a cell that tells no day; a column of dates makes a day of 1905 of it."""
    if isinstance(value, date):
        first = value.date() if isinstance(value, datetime) else value
        value = (first - EPOCH).days
    text = WEEKDAY.sub("", O_FOR_ZERO.sub("0", text_of(value) or "").lower())
    found = YEAR_ALONE.fullmatch(without_age(text))
    if not found or (found[3] and not month_number(found[3])):
        return None
    year = int(found[1] or found[2] or found[4])
    return year if on.year - OLDEST <= year <= on.year else None


@lru_cache(100_000, typed=True)
def _possible_births(value: object, on: date) -> tuple[list[date], str | None]:
    """The birth dates a cell may mean, and SWAPPED when the first can only be read month first."""
    found = [day for day in _readings(value, on, birth=True) if day <= on and on.year - day.year <= OLDEST]
    return found, SWAPPED if found and _only_month_first(value, found[0]) else None


def _same_day(proved: date, typed: date) -> bool:
    """The NIK knows the year by two digits only."""
    return (proved.day, proved.month, proved.year % 100) == (typed.day, typed.month, typed.year % 100)


def _only_month_first(value: object, typed: date) -> bool:
    """12/25/1980 cannot be read day first: it was taken with day and month exchanged."""
    if not isinstance(value, str):
        return False
    found = NUMERIC.fullmatch(value.strip())
    return bool(found) and int(found[1]) != typed.day


def _readings(value: object, on: date, *, birth: bool) -> list[date]:
    """The days a cell may mean: as written, then with day and month exchanged. Empty when it means none."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _both(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return _serial(value)
    return list(_read_text(value, on, birth)) if isinstance(value, str) else []


def without_age(text: str) -> str:
    """A date without the age behind it: "12-5-1980 (44 th)"."""
    found = AGE_BEHIND.search(text)
    return text[: found.start()].rstrip(f"{EVERY_SPACE},;/(") if found else text


def _serial(value: float) -> list[date]:
    if value == value and 0 < value < 1e8 and int(value) in SERIALS:
        day = EPOCH + timedelta(days=int(value))
        return _both(day.year, day.month, day.day)
    digits = str(int(value)) if value == value and 0 < value < 1e8 else ""
    return _compact(digits.zfill(8)) if len(digits) in (7, 8) else []


@lru_cache(100_000)
def _read_text(text: str, on: date, birth: bool) -> tuple[date, ...]:
    text = O_FOR_ZERO.sub("0", text.strip().strip("'’‘`\"").strip()).lower()
    text = without_age(WEEKDAY.sub("", WEEKDAY.sub("", text)).rstrip(" .,;"))
    if found := ISO.fullmatch(text):
        return tuple(_both(*map(int, found.groups())))
    if found := NUMERIC.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), _year(found[3], on, birth)
        return tuple(_both(year, month, day))
    if found := WORDS.fullmatch(text):
        return tuple(_both(_year(found[3], on, birth), month_number(found[2]), int(found[1]), words=True))
    if found := MONTH_FIRST.fullmatch(text):
        return tuple(_both(int(found[3]), month_number(found[1]), int(found[2]), words=True))
    if text.isascii() and text.isdecimal():
        return tuple(_compact(text) if len(text) == 8 else _serial(int(text)) if len(text) == 5 else ())
    if re.fullmatch(r"\d{5}[.,]0+", text):
        return tuple(_serial(int(text[:5])))
    return ()


def _compact(digits: str) -> list[date]:
    """12051980, or 19800512 when that is the only way to read it."""
    return _both(int(digits[4:]), int(digits[2:4]), int(digits[:2]), only=True) or _both(
        int(digits[:4]), int(digits[4:6]), int(digits[6:]), only=True
    )


def _both(year: int, month: int, day: int, *, words: bool = False, only: bool = False) -> list[date]:
    """The day, then the day with month and day exchanged where that is another possible day.

    A month in words cannot be exchanged while it was typed, but a sheet may have been formatted after the
    exchange; so it is offered to the witness only, and never taken where the day as written is impossible.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return []
    found = []
    for m, d in ((month, day), (day, month)):
        try:
            found.append(date(year, m, d))
        except ValueError:
            if words or only:
                break
        if only:
            break
    return list(dict.fromkeys(found))


def _year(digits: str, on: date, birth: bool) -> int:
    """A year of four digits as it is; one of two digits in the century that makes sense."""
    year = int(digits)
    if len(digits) == 4:
        return year
    century = on.year // 100 * 100
    if not birth:
        return century + year if century + year <= on.year + 20 else century - 100 + year
    age = on.year - (century + year)
    return century + year if age >= niks.YOUNGEST or age + 100 > niks.OLDEST else century - 100 + year


@lru_cache(1000)
def month_number(word: str) -> int:
    """1 to 12 for a month in Indonesian (old and new spelling), English, an abbreviation or Roman; else 0.

    A slip of one letter in a long name is read (Septmber); in a short one it could be another month.
    """
    if word in MONTHS:
        return MONTHS[word]
    if word in ROMAN:
        return ROMAN[word]
    near = {MONTHS[name] for name in LONG_MONTHS if len(word) >= 5 and OSA.distance(word, name) <= 1}
    return near.pop() if len(near) == 1 else 0
