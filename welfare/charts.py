"""Small charts as inline SVG, without scripts or style attributes; the numbers always stand beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A tile's shade by its share, lowest first: below 50 %, 50-59, 60-74, 75-89, 90 and more.
SHADE_STEPS = (0.50, 0.60, 0.75, 0.90)


@dataclass(frozen=True)
class Part:
    """One piece of a stacked bar: how many, in which tone (primary, success, accent, danger, muted ...)."""

    count: int
    tone: str


@dataclass(frozen=True)
class Tile:
    """One region of a tile grid: `value` of `total`, leading to `url` where there is one."""

    label: str
    value: int
    total: int
    url: str = ""

    @property
    def shade(self) -> int:
        """0 (least) to 4 (most)."""
        share = self.value / self.total if self.total else 0
        return sum(share >= step for step in SHADE_STEPS)


def width_of(value: float, total: float) -> str:
    """`value` as a part of `total` in hundredths of the bar, never beyond its ends."""
    share = max(0.0, min(1.0, value / total)) if total else 0.0
    return f"{share * 100:.2f}".rstrip("0").rstrip(".")


def bar(value: float, total: float, tone: str = "primary") -> SafeString:
    """A bar filled to `value` of `total`; hidden from screen readers, which read the numbers beside it."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="fill-{}" width="{}" height="8"/></svg>',
        tone,
        width_of(value, total),
    )


def upright(value: float, most: float) -> SafeString:
    """A column as high as `value` is of `most`; screen readers read the number below it instead."""
    height = width_of(value, most)
    return format_html(
        '<svg class="upright" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="fill-primary" y="{}" width="10" height="{}"/></svg>',
        f"{100 - float(height):.2f}".rstrip("0").rstrip("."),
        height,
    )


def stacked(parts: Iterable[Part]) -> SafeString:
    """A bar of several pieces in the order given; empty ones are left out."""
    parts = [part for part in parts if part.count > 0]
    total = sum(part.count for part in parts)
    starts = [sum(part.count for part in parts[:index]) for index in range(len(parts))]
    pieces = format_html_join(
        "",
        '<rect class="fill-{}" x="{}" width="{}" height="8"/>',
        (
            (part.tone, width_of(start, total), width_of(part.count, total))
            for part, start in zip(parts, starts, strict=True)
        ),
    )
    return format_html(
        '<svg class="bar bar-stacked" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>",
        pieces,
    )
