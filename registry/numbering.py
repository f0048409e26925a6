"""Numbers of papers from a pattern kept with the office: `400.9.12.3/{seq:04}/{office}/{year}`.

The classification code stands in the pattern (Permendagri 83/2022: 400.9.12.3 is community social workers);
the running number, the office's own part and the year are filled in, `{month}` in Roman numerals.
"""

from datetime import date

from welfare import words

DEFAULT_PATTERN = "400.9.12.3/{seq:04}/{office}/{year}"
# Read by Python and by PostgreSQL alike. Numbers begin anew each year, so {seq} and {year} must be there.
PATTERN = r"^(?=.*\{seq[:}])(?=.*\{year\})([^{}]|\{(seq(:0[2-6])?|office|month|year)\})+$"


def number_of(pattern: str, *, sequence: int, office: str, on: date) -> str:
    """`400.9.12.3/0117/Dinsos/2019`: `pattern` filled in; `office` is the office's part of its letters."""
    return pattern.format(seq=sequence, office=office, month=words.roman(on.month), year=on.year)
