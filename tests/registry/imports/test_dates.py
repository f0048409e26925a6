import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.imports.meaning import dates

ON = datetime.date(2024, 6, 12)
MAY_12 = datetime.date(1980, 5, 12)


@pytest.mark.parametrize(
    "written",
    [
        "12 Mei 1980",
        "12 Mei 1980 (45 th)",
        "12 MEI 1980",
        "12Mei1980",
        "12-Mei-80",
        "12-05-1980",
        "12/5/1980",
        "12.05.1980",
        "12 - 05 - 1980",
        "12/5/80",
        "1980-05-12",
        "1980-05-12 00:00:00",
        "1980/5/12",
        "12051980",
        "19800512",
        12051980.0,
        29353,
        29353.0,
        "29353",
        "29353,0",
        "12-O5-198O",
        "'12-05-1980",
        "Senin, 12 Mei 1980",
        "tgl 12 Mei 1980",
        "12 V 1980",
        "May 12, 1980",
        "12 May 1980",
        datetime.date(1980, 5, 12),
        datetime.datetime(1980, 5, 12, 0, 0),
    ],
)
def test_birth_date_reads_every_form_day_first(written):
    assert dates.birth_date(written, None, ON) == (MAY_12, None)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("3 Pebruari 1990", 2),
        ("3 Peb 1990", 2),
        ("3 Mrt 1990", 3),
        ("3 Agt 1990", 8),
        ("3 Agust. 1990", 8),
        ("3 Sept 1990", 9),
        ("3 Septmber 1990", 9),
        ("3 Oktober 1990", 10),
        ("3 Okt 1990", 10),
        ("3 Nopember 1990", 11),
        ("3 Nop 1990", 11),
        ("3 Des 1990", 12),
        ("3 December 1990", 12),
    ],
)
def test_birth_date_reads_old_new_and_short_names_of_months(written, month):
    assert dates.birth_date(written, None, ON) == (datetime.date(1990, month, 3), None)


@pytest.mark.parametrize(
    "written",
    [
        "31 Februari 1985",
        "31-04-1985",
        "00-00-0000",
        "3 Des 2030",
        "1 Jan 1850",
        "12 Foo 1980",
        "0",
        True,
        float("nan"),
        "tidak tahu",
    ],
)
def test_birth_date_refuses_what_is_no_possible_day_of_birth(written):
    assert dates.birth_date(written, None, ON) == (None, "birth_date_invalid")


@pytest.mark.parametrize("written", [None, "", "-", " ", "..."])
def test_birth_date_takes_an_empty_cell_as_nothing_said(written):
    assert dates.birth_date(written, None, ON) == (None, None)


@pytest.mark.parametrize(
    ("written", "nik", "expected"),
    [
        ("08-12-2000", "7501181208000001", (datetime.date(2000, 8, 12), "birth_date_swapped")),
        (datetime.date(2000, 12, 8), "7501181208000001", (datetime.date(2000, 8, 12), "birth_date_swapped")),
        ("12-08-2000", "7501181208000001", (datetime.date(2000, 8, 12), None)),
        ("25-02-1968", "3513142202690009", (datetime.date(1968, 2, 25), "nik_birth_mismatch")),
        ("22-02-1969", "3513140013690009", (datetime.date(1969, 2, 22), "nik_birth_mismatch")),
        ("31 Februari 1985", "3514216507880007", (None, "birth_date_invalid")),
        ("12/25/1980", None, (datetime.date(1980, 12, 25), "birth_date_swapped")),
    ],
)
def test_birth_date_takes_the_nik_as_witness_and_never_as_judge(written, nik, expected):
    assert dates.birth_date(written, nik, ON) == expected


@pytest.mark.parametrize(
    ("written", "year"),
    [("5-5-80", 1980), ("5-5-07", 2007), ("5-5-08", 2008), ("5-5-24", 1924), ("5-5-25", 1925)],
)
def test_birth_date_puts_two_digit_years_in_the_century_of_a_grown_person(written, year):
    assert dates.birth_date(written, None, ON) == (datetime.date(year, 5, 5), None)


@pytest.mark.parametrize(
    ("cell", "place", "day"),
    [
        ("Probolinggo, 12 Mei 1980", "Probolinggo", "12 Mei 1980"),
        ("Probolinggo,12-05-1980", "Probolinggo", "12-05-1980"),
        ("Probolinggo 12-05-1980", "Probolinggo", "12-05-1980"),
        ("Probolinggo/12-05-1980", "Probolinggo", "12-05-1980"),
        ("Probolinggo / 1 Oktober 1972", "Probolinggo", "1 Oktober 1972"),
        ("Probolinggo tgl 12 Mei 1980", "Probolinggo", "12 Mei 1980"),
        ("Probolinggo, Senin 12 Mei 1980", "Probolinggo", "12 Mei 1980"),
        ("Kab. Probolinggo, 12-05-1980", "Kab. Probolinggo", "12-05-1980"),
        ("Prob, Jawa Timur, 1-2-1980", "Prob, Jawa Timur", "1-2-1980"),
        ("12-05-1980, Probolinggo", "Probolinggo", "12-05-1980"),
        ("12 Mei 1980 di Probolinggo", "Probolinggo", "12 Mei 1980"),
        ("Probolinggo, Mei 12 1980", "Probolinggo", "Mei 12 1980"),
        ("Probolinggo,Mei 1980", "Probolinggo", "Mei 1980"),
        ("Probolinggo/Mei 1980", "Probolinggo", "Mei 1980"),
        ("12 Mei 1980", None, "12 Mei 1980"),
        ("Probolinggo", "Probolinggo", None),
        ("Probolinggo, -", "Probolinggo", None),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_split_birth_parts_place_and_date(cell, place, day):
    assert dates.split_birth(cell) == (place, day)


def test_read_takes_a_decree_of_next_year():
    assert dates.read("31-12-2025", ON) == datetime.date(2025, 12, 31)


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.none(), st.dates(), st.datetimes()))
def test_birth_date_never_fails_and_lies_in_the_past(value):
    found, code = dates.birth_date(value, None, ON)

    assert found is None or found <= ON
    assert code in (None, "birth_date_invalid", "birth_date_swapped", "birth_year_only")


@example(":\x1f:")
@given(st.text(max_size=60))
def test_split_birth_takes_any_text(text):
    place, day = dates.split_birth(text)

    assert place is None or place.strip() == place != ""
    assert day is None or any(sign.isdecimal() for sign in day)


@pytest.mark.parametrize("pumped", ["x", "- ", ", ", "a. ", " ", "'’", "(\t"])
@pytest.mark.parametrize("end", ["", "!", "1", "\x00"])
def test_endless_text_is_read_in_one_go(pumped, end):
    """Read backwards and forwards for every sign, this would not end within the life of the test run."""
    text = f"desa {pumped * 500_000}{end}"

    _place, day = dates.split_birth(text)

    assert day == (end if end == "1" else None)
    assert dates.birth_date(text, None, ON) == (None, "birth_date_invalid")
    assert dates.birth_date(f"?{text[5:]}", None, ON)[0] is None


@given(
    st.dates(datetime.date(1925, 1, 1), datetime.date(2006, 1, 1)),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d%m%Y"]),
    st.sampled_from(["Probolinggo, {}", "Probolinggo {}", "Probolinggo / {}", "{}"]),
)
def test_a_written_date_comes_back_from_the_cell_it_stands_in(day, form, cell):
    _place, text = dates.split_birth(cell.format(day.strftime(form)))

    assert dates.birth_date(text, None, ON) == (day, None)


@pytest.mark.parametrize(
    "written",
    [
        *("1980", 1980, 1980.0, "Th. 1980", "tahun 1980", "± 1980", "198O", "1980 (44 th)", "'1980"),
        *("00-00-1980", "0/0/1980", "xx-xx-1980", "1980-00-00", "Mei 1980", "Pebruari 1980", "05/1980"),
        datetime.datetime(1905, 6, 2),  # a column formatted as dates makes this of a typed 1980
    ],
)
@pytest.mark.parametrize(
    ("nik", "code"),
    [
        (None, "birth_year_only"),
        ("3514216507800007", "birth_year_only"),
        ("3514216507880007", "birth_year_differs"),
    ],
)
def test_a_year_of_birth_alone_is_no_day_and_no_fault(written, nik, code):
    assert dates.birth_date(written, nik, ON) == (None, code)


@pytest.mark.parametrize("written", ["1850", "2099", "13/1980", "Foo 1980", "80", "0000", "198"])
def test_what_is_no_year_of_birth_stays_a_fault(written):
    assert dates.birth_date(written, None, ON) == (None, "birth_date_invalid")


def test_the_year_behind_a_place_leaves_the_place():
    assert dates.split_birth("Probolinggo, tahun 1980") == ("Probolinggo", "1980")


@pytest.mark.parametrize(
    ("parts", "born"),
    [
        ((12, 5, 1980.0), (datetime.date(1980, 5, 12), None)),
        (("12", "Mei", "1980"), (datetime.date(1980, 5, 12), None)),
        ((None, "-", 1980), (None, "birth_year_only")),
        ((31, 2, 1980), (None, "birth_date_invalid")),
        ((None, None, None), (None, None)),
    ],
)
def test_day_month_and_year_in_columns_of_their_own_are_one_date(parts, born):
    cells = dict(zip(dates.DAY_MONTH_YEAR, parts, strict=True))

    assert dates.birth_date(dates.birth_cells(cells)[1], None, ON) == born
