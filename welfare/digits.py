"""Numbers that people type: a NIK or a phone number belongs in no address."""

import re

SEPARATORS = re.compile(r"[\s.,'’()+-]")
LONG_NUMBER = re.compile(r"(?:\d[\s.'’-]?){9,}\d")


def is_number(text: str) -> bool:
    """Is `text` (part of) an identifier: only digits and separators, or ten digits in a row somewhere?"""
    bare = SEPARATORS.sub("", text)
    return bare.isdigit() or bool(LONG_NUMBER.search(text))


def is_key(text: str) -> bool:
    """Can `text` be the number of a row: digits, and so few that the database has such numbers?"""
    return text.isdecimal() and len(text) <= 18


def digits_of(text: str) -> str:
    """The digits of what somebody typed as a number, with spaces, dashes, dots or a plus sign."""
    return re.sub(r"\D", "", text)
