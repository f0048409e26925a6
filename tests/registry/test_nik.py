import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import nik

ON = datetime.date(2024, 6, 12)


@pytest.mark.parametrize(
    "written",
    [
        "3513016812900009",
        "'3513016812900009",
        " 3513016812900009\xa0",
        "35.13.01.681290.0009",
        "351301-681290-0009",
        "3513 0168 1290 0009",
        "35130168129OOOO9",
        "35I30l68129OOOO9",
        "3513016812900009 (KTP lama)",
        "3513016812900009,0",
        "3513016812900009.0",
        "NIK. 3513016812900009",
        "３５１３０１６８１２９００００９",
    ],
)
def test_clean_finds_the_sixteen_digits(written):
    assert nik.clean(written) == ("3513016812900009", None)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (1571021009840000.0, "nik_precision"),
        (1571021009840006, "nik_precision"),
        ("3,51402E+15", "nik_precision"),
        ("3.51402e+15", "nik_precision"),
        (0, "nik_placeholder"),
        ("0", "nik_placeholder"),
        ("-", "nik_placeholder"),
        ("0000000000000000", "nik_placeholder"),
        ("9999999999999999", "nik_placeholder"),
        ("1234567890123456", "nik_placeholder"),
        ("3513010000000000", "nik_placeholder"),
        ("belum ada", "nik_placeholder"),
        ("proses", "nik_placeholder"),
        ("35740442098900011", "nik_length"),
        ("750104430800005", "nik_length"),
        ("351301681290000A", "nik_length"),
        (351301, "nik_length"),
        (float("nan"), "nik_length"),
    ],
)
def test_clean_refuses_what_is_no_nik_and_says_why(written, code):
    assert nik.clean(written) == (None, code)


@pytest.mark.parametrize("written", [None, "", "   ", "'", "3513********0001", "3513xxxxxxxx0001", True])
def test_clean_takes_an_empty_or_masked_cell_as_nothing_said(written):
    assert nik.clean(written) == (None, None)


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("3513016812900009", datetime.date(1990, 12, 28)),
        ("7501181208000001", datetime.date(2000, 8, 12)),
        ("3513011202140001", datetime.date(2014, 2, 12)),  # a child rather than somebody of 110
        ("3513013102800001", None),
        ("3513010013800001", None),
        ("35130168129000", None),
    ],
)
def test_birth_date_of_reads_the_digits_in_the_likely_century(digits, born):
    assert nik.birth_date_of(digits, ON) == born


@pytest.mark.parametrize(
    ("digits", "sex"),
    [
        ("3513012812900009", "male"),
        ("3513016812900009", "female"),
        ("3513013512900009", None),
        ("3513017212900009", None),
    ],
)
def test_sex_of_tells_women_by_the_forty(digits, sex):
    assert nik.sex_of(digits) == sex


@pytest.mark.parametrize(
    ("digits", "masked"), [("3513016812900009", "3513********0009"), (None, ""), ("123", "***")]
)
def test_mask_keeps_the_ends_of_a_whole_nik_only(digits, masked):
    assert nik.mask(digits) == masked


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.none(), st.booleans()))
def test_clean_never_fails_and_is_idempotent(value):
    digits, code = nik.clean(value)

    assert (digits is None) or (len(digits) == 16 and digits.isdecimal() and code is None)
    assert nik.clean(digits)[0] == digits


@given(st.from_regex(r"[1-9]\d{15}", fullmatch=True))
def test_mask_hides_the_eight_digits_that_tell_the_person(digits):
    masked = nik.mask(digits)

    assert (masked[4:12], len(masked)) == ("*" * 8, 16)
    assert nik.clean(masked) == (None, None)
