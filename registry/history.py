"""A person's history in words: what changed, from what to what, by whom, in which import.

The history tables keep every row as it stood after each change; what changed is the difference between two
of them. Personal values are masked unless the reader may see them; NIK and phone always.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry import access, nik, phones, plugs
from registry.models import Decree, Office, Region, Role, User, Worker
from registry.privacy import PERSONAL, masked
from registry.records import (
    AppointmentDecreeHistory,
    AppointmentHistory,
    AppraisalHistory,
    Records,
    WorkerHistory,
    pairs,
    records_of,
)
from registry.regions.heirs import heirs
from welfare import shown
from welfare.history import spoken

PERSONAL_FIELDS = frozenset(PERSONAL["registry.Worker"].split())
UNTOLD = {"id", "revision", "name_key", "created_at", "phone_written", "worker", "appointment"}
ALWAYS_MASKED = {"nik": nik.mask, "phone": phones.mask}
# Why people are merged and taken apart: what touches two records is not taken back from the history of one.
MERGED, TAKEN_APART = gettext_noop("two records of one person merged"), gettext_noop("merge taken apart")
OF_TWO_RECORDS = {MERGED, TAKEN_APART}


@dataclass(frozen=True)
class Line:
    """One field of one row: `Duty region: Dringu → Gending`. No old text: it was set for the first time."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Act:
    """What was done to one record, and which of its fields changed."""

    what: str
    lines: list[Line]


@dataclass
class Change:
    """Everything one person did in one act; `key` names it, None when it cannot be taken back alone."""

    at: datetime
    who: str
    reason: str = ""
    batch: int | None = None
    key: UUID | None = None
    acts: list[Act] = field(default_factory=list)


def changes_of(worker: Worker, *, user: User) -> list[Change]:
    """Every change of the person, the posts and their decrees, the latest first.

    Of records merged into this one too, and of trainings elsewhere. The number of statements does not depend
    on how much happened.
    """
    records, sees_personal = records_of(worker), access.sees_personal_of(user, worker)
    trainings = plugs.trainings_told(records.people, sees_personal)
    words = Words(records, worker, [row for row, _line in trainings], sees_personal=sees_personal)
    changes: dict[object, Change] = {}
    for before, after in pairs(records.rows):
        if not records.concern(before, after):
            continue
        change = changes.setdefault(after.pgh_context_id or after.pgh_created_at, words.heading(after))
        if act := words.act(before, after):
            change.acts.append(act)
        if isinstance(after, WorkerHistory) and after.pgh_label != "update":
            change.key = None  # a person comes and goes by other ways
    for row, line in trainings:
        alone = replace(words.heading(row), key=None)  # taken back where they are kept
        changes.setdefault(row.pgh_context_id or row.pgh_created_at, alone).acts.append(Act(line, []))
    return sorted((one for one in changes.values() if one.acts), key=lambda one: one.at, reverse=True)


def chosen(
    changes: list[Change], *, who: str = "", since: date | None = None, until: date | None = None
) -> list[Change]:
    """Those by `who` (as the change tells it; empty: anybody) from `since` to `until`, both days included."""
    return [
        change
        for change in changes
        if (not who or change.who == who)
        and (since is None or timezone.localdate(change.at) >= since)
        and (until is None or timezone.localdate(change.at) <= until)
    ]


class Words:
    """Turns history rows into sentences; fetches once what they refer to."""

    def __init__(self, records: Records, worker: Worker, others: list[Model], *, sees_personal: bool):
        self.records, self.worker, self.sees_personal = records, worker, sees_personal
        rows = records.rows
        self.referred = {model: self.fetch(rows, model) for model in (Region, Role, Decree, Office)}
        users = {row.pgh_context.metadata.get("user") for row in [*rows, *others] if row.pgh_context}
        self.users = User.objects.in_bulk(users - {None})

    def fetch(self, rows: list[Model], model: type[Model]) -> dict[int, Model]:
        keys = {
            getattr(row, field.attname)
            for row in rows
            for field in row._meta.fields
            if field.is_relation and field.related_model is model
        }
        found = model.objects.in_bulk(keys - {None})
        if model is Region and (gone := keys - {None, *found}):
            became = heirs(gone)
            now = model.objects.in_bulk(became.values())
            found |= {key: now[heir] for key, heir in became.items()}
        return found

    def heading(self, row: Model) -> Change:
        """Who did it, when, why and in which import."""
        told = row.pgh_context.metadata if row.pgh_context else {}
        who = self.users.get(told.get("user")) or spoken(told.get("username", "")) or _("the system")
        reason, batch = told.get("reason", ""), told.get("batch")
        key = None if reason in OF_TWO_RECORDS else row.pgh_context_id
        return Change(row.pgh_created_at, str(who), spoken(reason), batch, key)

    def act(self, before: Model | None, after: Model) -> Act | None:
        """What was done to which record; None when only the bookkeeping changed."""
        lines = [] if isinstance(after, AppointmentDecreeHistory) else self.lines(before, after)
        label = self.label(before, after)
        if label == "update" and before and not lines:
            return None
        sentence = self.sentences(before, after)[label] % {"what": self.what(after)}
        return Act(sentence, lines if label == "update" else self.span(after))

    def label(self, before: Model | None, after: Model) -> str:
        """insert, update or delete; of what passed between two records, what it was for this one."""
        if after.pgh_label != "update" or isinstance(after, WorkerHistory):
            return after.pgh_label
        came = before is not None and not self.records.hold(before)
        went = not self.records.hold(after)
        if isinstance(after, AppointmentHistory):
            return "taken" if came else "given" if went else "update"
        return "insert" if came else "delete" if went else "update"

    def sentences(self, before: Model | None, after: Model) -> dict[str, str]:
        """What is said of a row that came, changed or went, by label; `what` is told in each."""
        if isinstance(after, AppointmentDecreeHistory):
            return {"insert": _("Decree %(what)s added"), "delete": _("Decree %(what)s taken away")}
        if isinstance(after, AppraisalHistory):
            return {
                "insert": _("Appraised: %(what)s"),
                "update": _("Appraisal changed: %(what)s"),
                "delete": _("Appraisal removed: %(what)s"),
            }
        if isinstance(after, AppointmentHistory):
            return {
                "insert": _("Appointed: %(what)s"),
                "update": _("Appointment changed: %(what)s"),
                "delete": _("Appointment removed: %(what)s"),
                "taken": _("Appointment came from another record: %(what)s"),
                "given": _("Appointment went to another record: %(what)s"),
            }
        if after.pgh_obj_id != self.worker.pk:
            return {
                "insert": _("Another record registered: %(what)s"),
                "update": _("Details of the other record changed: %(what)s"),
                "delete": _("The record of %(what)s became part of this one"),
            }
        return {
            "insert": _("A record of its own again") if before else _("Registered"),
            "update": _("Details changed"),
            "delete": _("Became part of another record"),
        }

    def what(self, row: Model) -> str:
        """What the row is about."""
        if isinstance(row, AppointmentDecreeHistory):
            return str(self.referred[Decree].get(row.decree_id) or _("that is kept no more"))
        if isinstance(row, AppraisalHistory):
            return f"{row.year}, {self.text(row, 'grade')}"
        if isinstance(row, AppointmentHistory):
            return ", ".join(filter(None, [self.text(row, "role"), self.text(row, "region")]))
        return row.name

    def span(self, row: Model) -> list[Line]:
        """Of a new appointment: its service."""
        return [Line(_("Service"), "", self.text(row, "service"))] if hasattr(row, "service") else []

    def lines(self, before: Model | None, after: Model) -> list[Line]:
        """The fields that differ between two states of one record."""
        if before is None:
            return []
        return [
            Line(label_of(field), self.text(before, field.name), self.text(after, field.name))
            for field in after._meta.fields
            if not field.name.startswith("pgh_")
            and field.name not in UNTOLD
            and self.referee(before, field) != self.referee(after, field)
        ]

    def referee(self, row: Model, field) -> object:
        """What to compare: a region that took the place of another is the same one."""
        value = getattr(row, field.attname)
        return self.referred.get(field.related_model, {}).get(value, value) if value else value

    def text(self, row: Model, name: str) -> str:
        """A value as a reader would say it; personal ones masked."""
        field = row._meta.get_field(name)
        value = getattr(row, field.attname)
        if value in (None, ""):
            return ""
        if name in ALWAYS_MASKED:
            return ALWAYS_MASKED[name](value)
        if name in PERSONAL.get(row.pgh_tracked_model._meta.label, "").split() and not self.sees_personal:
            return masked(str(value))
        if field.is_relation:
            known = self.referred[field.related_model].get(value)
            return getattr(known, "label", "") or str(known or _("(kept no more)"))
        if name == "service":
            return shown.days(value.lower, value.upper and value.upper - timedelta(days=1))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return shown.choice(None, value)


def label_of(field) -> str:
    """The field's name as a label."""
    return str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]
