"""The history of an event in words: one entry a save, with who, when, why and what."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pghistory.models import Context

from registry.models import User
from trainings.models import Attendance, Event
from trainings.story_rows import FEW, told
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
AT_DESK = Attendance.Method.DESK
COUNTED = {"at": Max("pgh_created_at"), "many": Count("pgh_id")}
UNTOLD = {"id", "revision", "slug"}


@dataclass
class Entry:
    """One save: `lines` say what it did."""

    at: datetime
    who: str = ""
    reason: str = ""
    batch: int | None = None
    lines: list[str] = field(default_factory=list)


def story_of(event: Event) -> list[Entry]:
    """Every save that touched the event or what belongs to it, newest first.

    A thousand check-ins are no thousand entries: those of one officer at one session are one.
    """
    entries: dict[object, Entry] = {}
    for context, at, line in [*_own(event), *_desks(event), *_certificates(event), *_counted(event)]:
        entry = entries.setdefault(context, Entry(at))
        entry.at = max(entry.at, at)
        entry.lines.append(line)
    contexts = Context.objects.in_bulk([key for key in entries if key])
    people = User.objects.in_bulk({context.metadata.get("user") for context in contexts.values()} - {None})
    for key, context in contexts.items():
        entry, said = entries[key], context.metadata
        entry.who = str(people.get(said.get("user")) or spoken(said.get("username", "")))
        entry.reason, entry.batch = spoken(said.get("reason", "")), said.get("batch")
    return sorted([*entries.values(), *_arrivals(event)], key=lambda entry: entry.at, reverse=True)


def _arrivals(event: Event) -> Iterator[Entry]:
    """What each officer recorded at the desk of each session."""
    found = defaultdict(dict)
    rows = _history_of("Attendance").filter(session__event=event, method=AT_DESK).order_by()
    for row in rows.values("session", "recorded_by", "pgh_label").annotate(**COUNTED):
        found[row["session"], row["recorded_by"]][row["pgh_label"]] = row
    sessions = {session.pk: session for session in event.sessions.all()}
    officers = User.objects.in_bulk({officer for _session, officer in found})
    for (session, officer), acts in found.items():
        told = {"session": sessions[session], "acts": _acts(acts)}
        line = _("Check-in, %(session)s: %(acts)s") % told
        yield Entry(_last(acts), who=str(officers.get(officer, "")), lines=[line])


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


def _desks(event: Event) -> Iterator[tuple]:
    """(context, time, line) of each time the check-in was given to somebody or taken from him."""
    texts = {"insert": _("Check-in given to %(names)s"), "delete": _("Check-in taken from %(names)s")}
    rows = _history_of("DeskDuty").filter(event=event).select_related("user").order_by("pgh_id")
    found = defaultdict(list)
    for row in rows:
        found[row.pgh_context_id, row.pgh_label].append(row)
    for (context, act), changed in found.items():
        names = ", ".join(str(row.user) for row in changed)
        yield context, changed[-1].pgh_created_at, texts[act] % {"names": names}


def _certificates(event: Event) -> Iterator[tuple]:
    """(context, time, line) of the certificates issued, with their numbers, and of each one revoked."""
    rows = _history_of("Certificate").filter(Q(participant__event=event) | Q(speaker__event=event)).order_by()
    issued = rows.filter(pgh_label="insert").values("pgh_context").annotate(at=Max("pgh_created_at"))
    for row in issued.annotate(many=Count("pgh_id"), first=Min("sequence"), last=Max("sequence")):
        text = ngettext(
            "%(count)s certificate issued: number %(first)s.",
            "%(count)s certificates issued: numbers %(first)s to %(last)s.",
            row["many"],
        )
        told = {"count": shown.number(row["many"]), "first": row["first"], "last": row["last"]}
        yield row["pgh_context"], row["at"], text % told
    for row in rows.filter(pgh_label="update").exclude(revoked_at=None):
        text = _("Certificate %(number)s revoked") % {"number": row.number}
        yield row.pgh_context_id, row.pgh_created_at, text


def _history_of(name: str) -> QuerySet:
    """The history of a table of the trainings."""
    return apps.get_model("trainings", f"{name}History").objects.all()


def _counted(event: Event) -> Iterator[tuple]:
    """(context, time, line) of the other tables: a few rows one by one, of more how many there were."""
    for name, path in TABLES.items():
        table = capfirst(apps.get_model("trainings", name)._meta.verbose_name_plural)
        rows = _history_of(name).filter(**{path: event}).order_by()
        if name == "Attendance":
            rows = rows.exclude(method=AT_DESK)
        found = defaultdict(dict)
        for row in rows.values("pgh_context", "pgh_label").annotate(**COUNTED):
            found[row["pgh_context"]][row["pgh_label"]] = row
        few = {context for context, acts in found.items() if context and _many(acts) <= FEW}
        yield from told(name, _history_of(name).filter(**{path: event}), few)
        for context, acts in found.items():
            if context not in few:
                yield context, _last(acts), _("%(table)s: %(acts)s") % {"table": table, "acts": _acts(acts)}


def _many(acts: dict[str, dict]) -> int:
    """How many rows one save wrote."""
    return sum(row["many"] for row in acts.values())


def _last(acts: dict[str, dict]) -> datetime:
    """The last moment of what was added, changed and removed."""
    return max(row["at"] for row in acts.values())


def _acts(acts: dict[str, dict]) -> str:
    """`9 added, 1 removed`."""
    return ", ".join(_act(label, row["many"]) for label, row in sorted(acts.items(), reverse=True))


def _act(label: str, many: int) -> str:
    texts = {
        "insert": ngettext("%(count)s added", "%(count)s added", many),
        "update": ngettext("%(count)s changed", "%(count)s changed", many),
        "delete": ngettext("%(count)s removed", "%(count)s removed", many),
    }
    return texts[label] % {"count": shown.number(many)}
