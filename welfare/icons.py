"""Icons as inlined SVG: one small file each from the Font Awesome wheel, never its font or scripts."""

import re
from functools import cache
from importlib import resources

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SOLID = resources.files("fontawesome") / "static" / "fontawesome" / "svgs" / "solid"
SHAPE = re.compile(r'<svg[^>]* viewBox="([^"]+)"[^>]*>(?:<!--.*?-->)?(.+)</svg>', re.DOTALL)


@cache
def icon(name: str) -> SafeString:
    """The icon `name` (a file name of the solid set) as markup, hidden from screen readers.

    A word always stands beside an icon, so it says nothing itself. Raises LookupError for an unknown name.
    """
    file = SOLID / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.is_file():
        raise LookupError(f"There is no icon called {name!r}.")
    view_box, shape = SHAPE.search(file.read_text()).groups()
    return format_html(
        '<svg class="icon" viewBox="{}" aria-hidden="true">{}</svg>',
        view_box,
        mark_safe(shape),  # noqa: S308 - from the wheel
    )
