"""Dates, numbers and amounts as an Indonesian office writes them."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare import words

D = datetime.date


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (words.long_date, "9 Desember 2019"),
        (words.full_date, "Senin, 9 Desember 2019"),
        (words.short_date, "9 Des 2019"),
        (words.numeric_date, "9-12-2019"),
    ],
)
def test_one_day_is_written(function, expected):
    assert function(D(2019, 12, 9)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (D(2019, 12, 9), D(2019, 12, 9), "Senin, 9 Desember 2019"),
        (D(2019, 12, 9), D(2019, 12, 10), "Senin s.d. Selasa, 9 s.d. 10 Desember 2019"),
        (D(2024, 2, 29), D(2024, 3, 1), "Kamis s.d. Jumat, 29 Februari s.d. 1 Maret 2024"),
        (D(2019, 12, 31), D(2020, 1, 1), "Selasa s.d. Rabu, 31 Desember 2019 s.d. 1 Januari 2020"),
    ],
)
def test_full_range_says_month_and_year_once(first, last, expected):
    assert words.full_range(first, last) == expected


def test_long_range_has_no_weekdays():
    assert words.long_range(D(2019, 1, 1), D(2019, 12, 16)) == "1 Januari s.d. 16 Desember 2019"


def test_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="must not end before"):
        words.long_range(D(2019, 12, 10), D(2019, 12, 9))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Jakarta", "WIB"), ("Asia/Pontianak", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
)
def test_zone_name_is_the_one_of_the_islands(zone, expected):
    assert words.zone_name(zone) == expected


def test_zone_abroad_is_refused():
    with pytest.raises(ValueError, match="Europe/Paris"):
        words.zone_name("Europe/Paris")


def test_hours_with_an_open_end():
    assert words.hours(datetime.time(8), None, "Asia/Makassar") == "08.00 WITA s.d. selesai"


def test_hours_with_an_end():
    assert words.hours(datetime.time(8, 5), datetime.time(15, 30), "Asia/Jakarta") == "08.05 s.d. 15.30 WIB"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1234, None, "1.234"),
        (1234.5, None, "1.234,5"),
        (Decimal("1234567.250"), None, "1.234.567,250"),
        (-1234, None, "-1.234"),
        (-0.04, 1, "0,0"),
        (0.05, 1, "0,1"),
        (1e21, None, "1.000.000.000.000.000.000.000"),
    ],
)
def test_number_uses_point_and_comma(value, decimals, expected):
    assert words.number(value, decimals) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "–"), (11, "11"), (1234, "1.234")])
def test_count_prints_a_dash_for_nought(value, expected):
    assert words.count(value) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (10, 11, "90,9%"),
        (0, 11, "0,0%"),
        (11, 11, "100,0%"),
        (14, 11, "127,3%"),
        (1, 16, "6,3%"),
        (0, 0, "–"),
    ],
)
def test_percent_has_one_decimal(part, whole, expected):
    assert words.percent(part, whole) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(1_000_000, "Rp1.000.000,00"), (Decimal("75000.5"), "Rp75.000,50"), (-1000, "-Rp1.000,00")],
)
def test_money_is_rupiah(amount, expected):
    assert words.money(amount) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (264, "dua ratus enam puluh empat"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_615_000, "satu juta enam ratus lima belas ribu"),
        (2_000_000_000, "dua miliar"),
        (1_000_000_000_000, "satu triliun"),
        (-7, "minus tujuh"),
    ],
)
def test_number_in_words(value, expected):
    assert words.in_words(value) == expected


def test_number_beyond_trillions_is_refused():
    with pytest.raises(ValueError, match="too large"):
        words.in_words(10**15)


VALUES = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7}
VALUES |= {"delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11}
SIZES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_words(text: str) -> int:
    """Reads a number in words, by the school's rules and not by ours."""
    total = hundreds = last = 0
    for word in text.replace("seratus", "satu ratus").replace("seribu", "satu ribu").split():
        if word in VALUES:
            last = VALUES[word]
        elif word == "belas":
            last += 10
        elif word == "puluh":
            hundreds, last = hundreds + last * 10, 0
        elif word == "ratus":
            hundreds, last = hundreds + last * 100, 0
        else:
            total, hundreds, last = total + (hundreds + last) * SIZES[word], 0, 0
    return total + hundreds + last


@given(st.integers(0, words.LARGEST_IN_WORDS))
def test_words_read_back_as_the_number(value):
    assert read_words(words.in_words(value)) == value


@given(st.integers(-(10**18), 10**18))
def test_number_reads_back(value):
    assert int(words.number(value).replace(".", "")) == value


@given(st.dates(D(1900, 1, 1), D(2100, 12, 31)), st.integers(1, 800))
def test_range_names_both_its_ends(first, days):
    last = first + datetime.timedelta(days=days)

    text = words.full_range(first, last)

    assert text.endswith(f" s.d. {words.long_date(last)}")
    assert text.startswith(
        f"{words.WEEKDAYS[first.weekday()]} s.d. {words.WEEKDAYS[last.weekday()]}, {first.day} "
    )


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "I"), (2, "II"), (4, "IV"), (14, "XIV"), (2019, "MMXIX")]
)
def test_roman_numerals(value, expected):
    assert words.roman(value) == expected


@pytest.mark.parametrize("value", [0, -1, 4000])
def test_roman_numeral_outside_its_range_is_refused(value):
    with pytest.raises(ValueError, match="1 to 3999"):
        words.roman(value)


@pytest.mark.parametrize(
    "written",
    ["196704121993031004", "19670412 199303 1 004", "19670412.199303.1.004", " 19670412 1993031004"],
)
def test_nip_is_grouped_and_never_broken(written):
    assert words.nip(written) == "19670412\u00a0199303\u00a01\u00a0004"


@pytest.mark.parametrize("written", ["", "-", "1967", "1967041219930310045"])
def test_nip_that_is_none_stays_as_written(written):
    assert words.nip(written) == written


@pytest.mark.parametrize(
    ("given_words", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")],
)
def test_words_are_listed(given_words, expected):
    assert words.listed(given_words) == expected
