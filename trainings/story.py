"""The history of an event in words: one entry a save, with who, when, why and what."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Max
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pghistory.models import Context

from trainings.models import Event
from welfare import shown
from welfare.history import spoken

# The tables of an event and how their history leads to it; the event's own rows are told field by field.
TABLES = {
    "Session": "event",
    "Quota": "event",
    "HeadcountClaim": "event",
    "Speaker": "event",
    "Group": "event",
    "AgendaItem": "session__event",
    "Participant": "event",
    "Attendance": "session__event",
}
UNTOLD = {"id", "revision", "slug"}


@dataclass
class Entry:
    """One save: `lines` say what it did."""

    at: datetime
    by: str = ""
    reason: str = ""
    batch: int | None = None
    lines: list[str] = field(default_factory=list)


def story_of(event: Event) -> list[Entry]:
    """Every save that touched the event or what belongs to it, newest first, in 10 statements."""
    entries: dict[object, Entry] = {}
    for context, at, line in [*_own(event), *_counted(event)]:
        entry = entries.setdefault(context, Entry(at))
        entry.at = max(entry.at, at)
        entry.lines.append(line)
    for context in Context.objects.filter(pk__in=[key for key in entries if key]):
        entry, said = entries[context.pk], context.metadata
        entry.by, entry.reason = spoken(said.get("username", "")), spoken(said.get("reason", ""))
        entry.batch = said.get("batch")
    return sorted(entries.values(), key=lambda entry: entry.at, reverse=True)


def _own(event: Event) -> Iterator[tuple]:
    """(context, time, line) of each change of the event's own facts."""
    before = None
    for row in event.history.order_by("pgh_id").select_related("office", "region"):
        if before is None or row.pgh_label == "insert":
            yield row.pgh_context_id, row.pgh_created_at, _("The event was planned")
        else:
            for line in _differences(before, row):
                yield row.pgh_context_id, row.pgh_created_at, line
        before = row


def _differences(before, after) -> Iterator[str]:
    for model_field in Event._meta.concrete_fields:
        old, new = getattr(before, model_field.attname), getattr(after, model_field.attname)
        if model_field.name not in UNTOLD and old != new:
            yield _("%(field)s: %(old)s → %(new)s") % {
                "field": capfirst(model_field.verbose_name),
                "old": _said(before, model_field),
                "new": _said(after, model_field),
            }


def _said(row, model_field) -> str:
    """A value as a reader would say it."""
    value = getattr(row, model_field.name)
    if model_field.name == "dates":
        return shown.days(value.lower, Event(dates=value).last_day)
    if model_field.name == "kinds":
        return ", ".join(str(Event.Kind(kind).label) for kind in value) or shown.NOTHING
    if model_field.choices and value:
        return str(dict(model_field.flatchoices)[value])
    return str(value or shown.NOTHING)


def _counted(event: Event) -> Iterator[tuple]:
    """(context, time, line) of the other tables: how many rows were added, changed or removed."""
    for name, path in TABLES.items():
        model = apps.get_model("trainings", name)
        history = apps.get_model("trainings", f"{name}History")
        found = defaultdict(dict)
        for row in (
            history.objects.filter(**{path: event})
            .order_by()
            .values("pgh_context", "pgh_label")
            .annotate(at=Max("pgh_created_at"), many=Count("pgh_id"))
        ):
            found[row["pgh_context"]][row["pgh_label"]] = row
        for context, rows in found.items():
            parts = ", ".join(_acts(label, row["many"]) for label, row in sorted(rows.items(), reverse=True))
            yield (
                context,
                max(row["at"] for row in rows.values()),
                _("%(table)s: %(acts)s")
                % {"table": capfirst(model._meta.verbose_name_plural), "acts": parts},
            )


def _acts(label: str, many: int) -> str:
    texts = {
        "insert": ngettext("%(count)s added", "%(count)s added", many),
        "update": ngettext("%(count)s changed", "%(count)s changed", many),
        "delete": ngettext("%(count)s removed", "%(count)s removed", many),
    }
    return texts[label] % {"count": shown.number(many)}
