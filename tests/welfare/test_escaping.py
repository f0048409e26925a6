"""Nothing in a CSV runs or is rounded, and everything comes back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from welfare.escaping import escape, unescape, without_controls


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "==1",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠A",
    ],
)
def test_formula_is_stopped(text):
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize("text", ["3513190101800001", "196704121993031004", "0000000000000000"])
def test_number_that_would_be_rounded_is_kept_as_text(text):
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Siti",
        "-5",
        "-5,5",
        "-1.234,5",
        "+6281234567890",
        "-90,9%",
        "081234567890",
        "35.13.19.2003",
        "'Aisyah",
        "–",
    ],
)
def test_plain_text_stays_as_it_is(text):
    assert escape(text) == text


@pytest.mark.parametrize("text", ["+62 812-3456-7890", "-", "+", "-5-5", "+62-812"])
def test_what_only_looks_like_a_number_is_stopped(text):
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize(("text", "expected"), [("'=1+1", "=1+1"), ("'Aisyah", "'Aisyah"), ("''=1", "'=1")])
def test_apostrophe_is_taken_away_only_where_it_was_put(text, expected):
    assert unescape(text) == expected


HARD_TEXT = st.text(st.sampled_from("'=+-@\t\n＝0123456789.,%a")) | st.text()


@given(HARD_TEXT)
@example("''''=1")
@example("'3513190101800001")
def test_text_comes_back_unchanged(text):
    assert unescape(escape(text)) == text


@given(HARD_TEXT)
def test_escaped_text_never_begins_a_formula(text):
    written = escape(text)

    assert not written.startswith(("=", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siti\x00\x07 Romlah\x1b", "Siti Romlah"),
        ("satu\r\ndua\rtiga\n\tempat", "satu\ndua\ntiga\n\tempat"),
        ("setengah \ud83d tanda", "setengah  tanda"),
        ("A\u0085B\ufffeC", "ABC"),
    ],
)
def test_signs_that_no_sheet_can_hold_are_removed(text, expected):
    assert without_controls(text) == expected
