import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import phones


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("0812.3456.7890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("0062 812 3456 7890", "+6281234567890"),
        ("+62(0)812-3456-7890", "+6281234567890"),
        ("WA 081234567890", "+6281234567890"),
        ("O812 3456 789O", "+6281234567890"),
        ("'081234567890", "+6281234567890"),
        ("081234567890.0", "+6281234567890"),
        (81234567890.0, "+6281234567890"),
        (81234567890, "+6281234567890"),
        ("081234567890 / 085712345678", "+6281234567890"),
        ("081234567890;085712345678", "+6281234567890"),
        ("081234567890\n085712345678", "+6281234567890"),
        ("081234567890 085712345678", "+6281234567890"),
        ("081234567890 atau 085712345678", "+6281234567890"),
        ("08123 / 081234567890", "+6281234567890"),
        ("0335-421234", "+62335421234"),
        ("0335/421234", "+62335421234"),
        ("(0335) 421234", "+62335421234"),
        ("021-5551234", "+62215551234"),
        (5923003123, "+625923003123"),
        ("+60123456789", "+60123456789"),
    ],
)
def test_clean_gives_the_first_number_in_e164(written, number):
    assert phones.clean(written) == (number, None)


@pytest.mark.parametrize(
    "written",
    ["08123", "0812-345", "085", "0812345678901234", "8,12E+10", "abc", 12, -5.0, float("nan"), float("inf")],
)
def test_clean_refuses_what_is_no_whole_number(written):
    assert phones.clean(written) == (None, "phone_invalid")


@pytest.mark.parametrize(
    "written", [None, "", "-", "0", 0, "tidak ada", "+6281******890", "0812xxxx890", False]
)
def test_clean_takes_an_empty_or_masked_cell_as_nothing_said(written):
    assert phones.clean(written) == (None, None)


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.none()))
def test_clean_never_fails_and_is_idempotent(value):
    number, _code = phones.clean(value)

    assert number is None or phones.clean(number) == (number, None)


@given(st.from_regex(r"\+628[1-9]\d{7,10}", fullmatch=True))
def test_mask_hides_the_middle_and_comes_back_as_nothing(number):
    masked = phones.mask(number)

    assert (len(masked), masked[:5], masked[-3:]) == (len(number), number[:5], number[-3:])
    assert set(masked[5:-3]) == {"*"}
    assert phones.clean(masked) == (None, None)
