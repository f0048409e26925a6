"""Places in long words: nothing of the text changes, no sign is torn apart, and pictures stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.breaking import PLACE, breakable, signs_of

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f466"
THUMB = "\U0001f44d\U0001f3fd"
FLAG = "\U0001f1ee\U0001f1e9"


@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_without_the_places_everything_is_as_it_was(value):
    def plain(one):
        if isinstance(one, str):
            return one.replace(PLACE, "")
        if isinstance(one, dict):
            return {key: plain(item) for key, item in one.items()}
        return [plain(item) for item in one] if isinstance(one, list) else one

    assert plain(breakable(value)) == plain(value)


@pytest.mark.parametrize(
    ("text", "longest", "broken"),
    [
        ("a" * 20, 20, "a" * 20),
        ("a" * 21, 20, PLACE.join("a" * 21)),
        ("Siti Aminah Wahyuningsih Lestari", 20, "Siti Aminah Wahyuningsih Lestari"),
        ("x " + "b" * 21, 20, "x " + PLACE.join("b" * 21)),
        (FAMILY * 5, 20, FAMILY * 5),
    ],
)
def test_only_words_of_too_many_signs_are_given_places(text, longest, broken):
    assert breakable(text, longest) == broken


@pytest.mark.parametrize("sign", ["e\u0301", "क\u093f", FAMILY, THUMB, FLAG], ids=range(5))
def test_sign_is_not_torn_apart(sign):
    assert signs_of(sign * 3) == [sign] * 3


def test_addresses_stay_whole_longer_and_pictures_always():
    data = {"letterhead": {"web": "w" * 60}, "number": "n" * 61, "svg": "s" * 99, "rows": ("r" * 21,)}

    assert breakable(data) == data | {"number": PLACE.join("n" * 61), "rows": [PLACE.join("r" * 21)]}
