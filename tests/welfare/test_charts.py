"""Charts: lengths that mean what the numbers say."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from welfare.charts import Part, Tile, bar, stacked, upright, width_of


@pytest.mark.parametrize(
    ("value", "total", "width"),
    [
        (0, 24, "0"),
        (24, 24, "100"),
        (216, 330, "65.45"),
        (1, 3, "33.33"),
        (5, 0, "0"),
        (30, 24, "100"),
        (-1, 5, "0"),
    ],
)
def test_bar_is_as_long_as_the_share(value, total, width):
    assert width_of(value, total) == width
    assert re.findall(r'width="([^"]+)" height="8"', bar(value, total)) == [width]


def test_stacked_bar_lays_its_parts_end_to_end():
    markup = stacked([Part(5, "primary"), Part(0, "accent"), Part(3, "danger"), Part(2, "muted")])

    assert re.findall(r'fill-(\w+)" x="([^"]+)" width="([^"]+)"', markup) == [
        ("primary", "0", "50"),
        ("danger", "50", "30"),
        ("muted", "80", "20"),
    ]


def test_stacked_bar_of_nothing_is_empty():
    assert "<rect" not in stacked([Part(0, "primary")])


@pytest.mark.parametrize(
    ("value", "total", "shade"),
    [
        (0, 0, 0),
        (49, 100, 0),
        (50, 100, 1),
        (59, 100, 1),
        (60, 100, 2),
        (75, 100, 3),
        (89, 100, 3),
        (90, 100, 4),
        (9, 9, 4),
    ],
)
def test_tile_is_shaded_by_its_share(value, total, shade):
    assert Tile("Dringu", value, total).shade == shade


@pytest.mark.parametrize(
    ("value", "most", "box"), [(0, 528, ("100", "0")), (528, 528, ("0", "100")), (132, 528, ("75", "25"))]
)
def test_upright_stands_on_the_ground(value, most, box):
    assert re.findall(r'y="([^"]+)" width="10" height="([^"]+)"', upright(value, most)) == [box]


def test_charts_carry_no_style_attribute():
    assert "style" not in bar(1, 2) + upright(1, 2) + stacked([Part(1, "primary")])


def test_tile_reads_as_words_and_may_break_between_its_numbers():
    with translation.override("en"):
        html = render_to_string("includes/tiles.html", {"tiles": [Tile("Aceh", 19_500, 39_000, "/aceh/")]})

    (tile,) = re.findall(r'<a class="tile shade-1" href="/aceh/">(.*?)</a>', html)
    seen = re.sub(r'<span class="sr">.*?</span>', "", tile)
    read = re.sub(r'<span aria-hidden="true">.*?</span>', "", tile)
    assert re.sub("<wbr>", "|", seen).count("/|") == 1
    assert " ".join(re.sub("<[^>]+>", "", read).split()) == "Aceh 19,500 of 39,000"
