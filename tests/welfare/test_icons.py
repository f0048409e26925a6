"""Icons are inlined from the wheel."""

import pytest

from welfare.icons import icon


def test_icon_keeps_its_view_box_and_is_hidden_from_readers():
    markup = icon("house")

    assert markup.startswith('<svg class="icon" viewBox="0 0 576 512" aria-hidden="true"><path d="')
    assert markup.endswith("</svg>")


def test_icon_carries_no_style_and_no_comment():
    assert "style" not in icon("house")
    assert "<!--" not in icon("house")


@pytest.mark.parametrize("name", ["no-such-icon", "", "../solid/house", "house.svg"])
def test_unknown_icon_is_refused(name):
    with pytest.raises(LookupError):
        icon(name)
