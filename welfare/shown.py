"""How values are written on screens, in the user's language (papers have their own rules)."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Model
from django.forms import ChoiceField, Field, ModelChoiceField
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

NOTHING = "–"


def day(value: datetime.date | None) -> str:
    """`9 Des 2019`; a dash for no date."""
    if not value:
        return NOTHING
    if isinstance(value, datetime.datetime):  # one moment lies in different days, by the zone it is told in
        value = value.date()
    return written(value, translation.get_language())


@lru_cache(maxsize=4096)
def written(value: datetime.date, _language: str) -> str:
    """A day in the current language; a list writes the same few days a hundred times."""
    return formats.date_format(value, "j M Y")


def days(first: datetime.date | None, last: datetime.date | None) -> str:
    """`9–10 Des 2019`, `30 Nov – 2 Des 2019`, `9 Des 2019 –` while it is open; both days included."""
    if not first or first == last:
        return day(last)
    if not last:
        return f"{day(first)} –"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{formats.date_format(first, 'j M')} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def clock(value: datetime.datetime | datetime.time | None) -> str:
    """`08.41` in Indonesian, `08:41` in English, on the current zone's clock."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%H.%M" if translation.get_language() == "id" else "%H:%M")


def moment(value: datetime.datetime | None) -> str:
    """`9 Des 2019 13.05` on the current zone's clock."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} {clock(local)}"


def number(value: float | None, places: int = 0) -> str:
    """`1.204` in Indonesian, `1,204` in English; a dash for nothing."""
    if value is None:
        return NOTHING
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def percent(part: float, whole: float) -> str:
    """`97,7%` of `whole`, without decimals when exact; a dash when there is no whole."""
    if not whole:
        return NOTHING
    share = round(part / whole * 100, 1)
    return number(share, 0 if share == int(share) else 1) + "%"


def initials(name: str) -> str:
    """The first letters of the first and the last word: `RW` for Rina Wulandari."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def choice(field: Field | None, value: object) -> str:
    """A form field's cleaned value as a reader would say it: the label of a choice, a date, yes or no."""
    if value is None or value == "":
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return moment(value)
    if isinstance(value, datetime.date):
        return day(value)
    if isinstance(value, slice):  # what the filters for ranges clean to
        return f"{choice(field, value.start)} – {choice(field, value.stop)}"
    if isinstance(value, Model):
        return field.label_from_instance(value).strip() if isinstance(field, ModelChoiceField) else str(value)
    if not isinstance(value, str) and isinstance(value, Iterable):
        return ", ".join(choice(field, item) for item in value) or _("empty")
    return label_of(field, value)


def label_of(field: Field | None, value: object) -> str:
    """The label a ChoiceField gives `value`; the value itself for other fields."""
    if isinstance(field, ChoiceField):
        for key, label in flat(field.choices):
            if str(key) == str(value):
                return str(label)
    return str(value)


def flat(choices: Iterable) -> Iterable[tuple[object, object]]:
    """Choices without their groups."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield key, label
