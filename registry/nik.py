"""The NIK, Indonesia's number of a person: PPKKCC DDMMYY SSSS.

Province, regency and district of first registration; day (plus 40 for women), month and two digits of the
year of birth; a serial number. It is permanent, has no check digit, and is not re-issued when birth data are
put right, so what it says of a birth date or a sex is a witness and never a reason to refuse.
"""

import re
import unicodedata
from datetime import date

LENGTH = 16
FEMALE_DAYS = 40
YOUNGEST, OLDEST = 17, 100  # the ages that decide the century of a year of two digits

PRECISION = "nik_precision"
PLACEHOLDER = "nik_placeholder"
WRONG_LENGTH = "nik_length"

SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.IGNORECASE)
DECIMAL_TAIL = re.compile(r"[.,]0{1,2}$")
LABEL = re.compile(r"^\W*(?:no\W*)?(?:nik|ktp|e-?ktp)\W*(?=\d|o)", re.IGNORECASE)
NOTE_BEHIND = re.compile(r"(?<=\d)\s*\([^\d()]*\)$")  # "(KTP lama)"
NOT_DIGIT = re.compile(r"\D")
LETTER = re.compile(r"[^\W\d_]")
ASCENDING = "1234567890" * 3
MASKS = "*•●xX"
LOOKALIKES = str.maketrans("OolI", "0011")  # letters typed, or read by a scanner, for digits


def clean(value: object) -> tuple[str | None, str | None]:
    """The 16 digits of a cell or None, and the code of what is wrong with it or None.

    A blank cell and a masked NIK coming back ("3513********0001") give nothing and are no fault. A cell that
    is a number has lost its sixteenth digit (a spreadsheet keeps fifteen), so it is never believed.
    """
    if type(value) is str and len(value) == LENGTH and value.isascii() and value.isdecimal():
        return (None, PLACEHOLDER) if is_placeholder(value) else (value, None)
    if value is None or isinstance(value, bool):
        return None, None
    if isinstance(value, int | float):
        return None, _number_fault(value)
    return _clean_text(value) if isinstance(value, str) else (None, WRONG_LENGTH)


def _number_fault(value: float) -> str:
    """Why a cell holding a number is no NIK: nothing typed yet, too few digits, or the lost last digit."""
    if value != value or value in (float("inf"), float("-inf")):
        return WRONG_LENGTH
    digits = str(abs(int(value)))
    if is_placeholder(digits) or value >= 9_999_999_999_999_999:
        return PLACEHOLDER
    return PRECISION if len(digits) == LENGTH else WRONG_LENGTH


def _clean_text(value: str) -> tuple[str | None, str | None]:
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    text = text.strip().strip("'’‘`\"").strip()
    if not text or is_masked(text):
        return None, None
    if SCIENTIFIC.fullmatch(text):
        return None, PRECISION
    if any("0" <= c <= "9" for c in text):
        text = NOTE_BEHIND.sub("", LABEL.sub("", text)).translate(LOOKALIKES)
    if LETTER.search(text):
        return None, WRONG_LENGTH if any("0" <= c <= "9" for c in text) else PLACEHOLDER
    whole = DECIMAL_TAIL.sub("", text)
    digits = NOT_DIGIT.sub("", whole)
    if len(digits) != LENGTH:
        digits = NOT_DIGIT.sub("", text)
    if not digits.isascii():
        return None, WRONG_LENGTH
    if is_placeholder(digits):
        return None, PLACEHOLDER
    return (digits, None) if len(digits) == LENGTH else (None, WRONG_LENGTH)


def is_placeholder(digits: str) -> bool:
    """Is this what people type when there is no number: nothing, 0, 999..., 123456..., a region and zeros?"""
    if digits == digits[:1] * len(digits):
        return True
    if digits.startswith(("123456", "0123456")):
        return digits.lstrip("0") in ASCENDING or digits.startswith("12345678")
    return len(digits) >= 12 and digits[6:].strip("0") == ""


def is_masked(text: str) -> bool:
    """Is this one of our own masks (or somebody else's) coming back from an export?"""
    body = text.replace(" ", "")
    hidden = sum(body.count(sign) for sign in MASKS)
    return hidden >= 4 and len(body) - hidden == sum(c.isdigit() for c in body) > 0


def mask(nik: str | None) -> str:
    """3513********0001: what people without the right to reveal may see; "" for none."""
    if not nik:
        return ""
    return f"{nik[:4]}{'*' * 8}{nik[-4:]}" if len(nik) == LENGTH else "*" * len(nik)


def birth_date_of(nik: str, on: date) -> date | None:
    """The birth date that the digits tell, or None when they tell no date.

    Of the two centuries the one that makes the person 17 to 100 years old on the day `on`; failing both, the
    later one that is not in the future.
    """
    if len(nik) != LENGTH or not nik.isdecimal():
        return None
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day -= FEMALE_DAYS if day > FEMALE_DAYS else 0
    known = []
    for century in (on.year // 100 * 100, on.year // 100 * 100 - 100):
        try:
            born = date(century + year, month, day)
        except ValueError:
            continue
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        if YOUNGEST <= age <= OLDEST:
            return born
        if born <= on:
            known.append(born)
    return known[0] if known else None


def sex_of(nik: str) -> str | None:
    """male or female as the day of birth tells it, or None."""
    if len(nik) != LENGTH or not nik.isdecimal():
        return None
    day = int(nik[6:8])
    if 1 <= day <= 31:
        return "male"
    return "female" if 1 <= day - FEMALE_DAYS <= 31 else None
