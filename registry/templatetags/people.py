"""Personal values in templates: masked, or worked out so that they tell less."""

from datetime import date

from django import template
from django.utils import timezone

from registry import access, nik, phones, privacy

register = template.Library()
HELPERS = 2  # names told to who is refused

register.filter("masked_nik", nik.mask)
register.filter("masked_phone", phones.mask)
register.filter(privacy.masked)


@register.filter
def age(birth_date: date | None, on: date | None = None) -> int | None:
    """Full years on the day `on` (today), None without a birth date."""
    if birth_date is None:
        return None
    on = on or timezone.localdate()
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


@register.simple_tag
def who_can_help(user) -> str:
    """The names of whom to ask when something is not for this account; empty when nobody is known."""
    if not user.is_authenticated:
        return ""
    return " / ".join(map(str, access.administrators_of(user.office)[:HELPERS]))
