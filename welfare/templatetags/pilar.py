"""What every template may use without loading: icons, pills, choices, dates, numbers and charts."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from welfare import charts, choices, icons, shown

register = template.Library()

register.simple_tag(icons.icon)
register.simple_tag(charts.bar)
register.simple_tag(charts.stacked)
register.simple_tag(charts.upright)
register.simple_tag(choices.boxes)
register.simple_tag(choices.options)
register.simple_tag(shown.days)
register.simple_tag(shown.percent)
register.filter(shown.day)
register.filter(shown.clock)
register.filter(shown.moment)
register.filter(shown.number)
register.filter(shown.initials)

# The icon that goes with a tone unless the template names another one.
TONE_ICONS = {
    "success": "circle-check",
    "warning": "clock",
    "danger": "circle-xmark",
    "info": "circle-half-stroke",
    "accent": "hand",
    "muted": "flag-checkered",
}


@register.simple_tag
def pill(tone: str, label: str, icon: str = "") -> SafeString:
    """A state: colour, icon and word together. `tone` is one of TONE_ICONS."""
    return format_html(
        '<span class="pill pill-{}">{}{}</span>', tone, icons.icon(icon or TONE_ICONS[tone]), label
    )


@register.inclusion_tag("includes/tiles.html")
def tiles(items: Iterable[charts.Tile], legend: bool = True) -> dict:
    """A grid of regions shaded by share, each with its own number."""
    return {"tiles": items, "legend": legend}
