"""Numbers of papers: what a pattern may say and what it is filled in with."""

import re
from datetime import date

import pytest

from registry.numbering import DEFAULT_PATTERN, PATTERN, number_of


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (DEFAULT_PATTERN, "400.9.12.3/0117/Dinsos/2019"),
        ("{seq}/{year}", "117/2019"),
        ("{seq:06}-{month}-{year}", "000117-XII-2019"),
    ],
)
def test_number_is_the_pattern_filled_in(pattern, number):
    assert re.search(PATTERN, pattern)
    assert number_of(pattern, sequence=117, office="Dinsos", on=date(2019, 12, 10)) == number


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "117", "{seq}", "{year}", "{seq}/{year}/{name}", "{seq:4}/{year}", "{seq:040}/{year}"),
        *("{seq}/{year", "{seq.__class__}/{seq}/{year}", "{{seq}}/{year}"),
    ],
)
def test_pattern_needs_a_running_number_and_a_year_and_knows_no_more(pattern):
    assert not re.search(PATTERN, pattern)
