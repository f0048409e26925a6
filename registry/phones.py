"""Indonesian phone numbers in E.164 (+6281234567890), from what people type into sheets.

National mobile numbers are 08 and 8 to 11 more digits; landlines are a 0, an area code of two or three digits
and 5 to 8 digits (0335 421234). Phones are shared in families and offices: a phone alone is no identity.
"""

import re
import unicodedata

COUNTRY = "62"
INVALID = "phone_invalid"

PLAIN_MOBILE = re.compile(r"(?:0|\+62)(8[1-9]\d{7,10})")
MOBILE = re.compile(r"8[1-9]\d{7,10}")
LANDLINE = re.compile(r"(?:21|22|24|31|61|[2-7]\d{2}|9\d{2})\d{5,8}")
FOREIGN = re.compile(r"\+(?!62)[1-9]\d{7,14}")
SEPARATORS = re.compile(r"[/;,|&\n\r]+|\s*(?:atau|dan)\s*|\s{2,}", re.IGNORECASE)
AREA_SLASH = re.compile(r"^\(?(0\d{2,3})\)?\s*/\s*(\d[\d .-]{4,10})$")
DECIMAL_TAIL = re.compile(r"[.,]0+$")
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.IGNORECASE)
NOT_DIGIT = re.compile(r"[^0-9]")
LETTERS = re.compile(r"[^\W\d_]+")
NOTHING = frozenset(
    ("", "0", "tidakada", "tdkada", "tidakpunya", "tdkpunya", "belumada", "belumpunya", "none", "na")
)
MASKED = re.compile(r"^\+?[\d ()-]*[*•●xX]{3,}[\d ()-]*$")


def clean(value: object) -> tuple[str | None, str | None]:
    """The first usable number of a cell in E.164 or None, and "phone_invalid" or None.

    A blank cell, words that mean "none" and a masked number coming back give nothing and are no fault.
    """
    if type(value) is str and (plain := PLAIN_MOBILE.fullmatch(value)):
        return f"+{COUNTRY}{plain[1]}", None
    if value is None or isinstance(value, bool):
        return None, None
    if isinstance(value, int | float):
        return _clean_number(value)
    return _clean_text(value) if isinstance(value, str) else (None, INVALID)


def _clean_number(value: float) -> tuple[str | None, str | None]:
    """A number typed as a number has lost its leading 0."""
    if value == 0:
        return None, None
    if not 0 < value < 1e15:  # not a number is neither
        return None, INVALID
    found = _e164(str(int(value)))
    return found, None if found else INVALID


def _clean_text(value: str) -> tuple[str | None, str | None]:
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    text = text.strip().strip("'’‘`\"").strip()
    folded = re.sub(r"[\W_]", "", text).lower()
    if folded in NOTHING or MASKED.match(text):
        return None, None
    if SCIENTIFIC.fullmatch(text):
        return None, INVALID
    if area := AREA_SLASH.match(text):
        text = area[1] + area[2]
    for part in (DECIMAL_TAIL.sub("", text), *SEPARATORS.split(text), *text.split()):
        if found := _e164(part):
            return found, None
    return None, INVALID


def _e164(text: str) -> str | None:
    """One number, with or without country code and leading 0, or None."""
    text = LETTERS.sub(lambda word: "0" * len(word[0]) if not word[0].strip("oO") else " ", text).strip()
    digits = NOT_DIGIT.sub("", text)
    if text.startswith("+") and FOREIGN.fullmatch(f"+{digits}"):
        return f"+{digits}"
    national = digits.removeprefix("00")
    if national.startswith(COUNTRY) and (len(national) < len(digits) or not digits.startswith("0")):
        national = national.removeprefix(COUNTRY)
    national = national.removeprefix("0")
    if MOBILE.fullmatch(national) or LANDLINE.fullmatch(national):
        return f"+{COUNTRY}{national}"
    return None


def mask(phone: str | None) -> str:
    """+6281*****890: enough to recognise one's own number; "" for none."""
    if not phone:
        return ""
    return f"{phone[:5]}{'*' * max(len(phone) - 8, 0)}{phone[-3:]}" if len(phone) > 8 else "*" * len(phone)
