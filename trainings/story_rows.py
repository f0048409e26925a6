"""The few rows of one save in words: whose attendance was corrected, and from what to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.models import Region, Role, Worker
from trainings.models import Group, Session
from welfare import shown
from welfare.history import with_former

FEW = 5  # rows of a table that one save added, changed or removed and that are told one by one
REFERRED = (Worker, Role, Region, Group, Session)
UNTOLD = {
    *("id", "event", "session", "participant", "post", "group_ptr"),
    *("recorded_at", "recorded_by", "frozen_at", "origin", "nonce"),
}


def told(name: str, rows: QuerySet[Model], contexts: Iterable[object]) -> Iterator[tuple]:
    """(context, time, line) of each row of the table `name` that one of `contexts` wrote.

    `rows` is the history of that table; at most 8 statements, however many rows.
    """
    touched = set(rows.filter(pgh_context__in=contexts).values_list("pgh_obj_id", flat=True))
    found = list(rows.filter(pgh_obj_id__in=touched).order_by("pgh_id")) if touched else []
    words = _Words(name, found)
    for before, row in with_former(found):
        if row.pgh_context_id in contexts and (line := words.line(before, row)):
            yield row.pgh_context_id, row.pgh_created_at, line


class _Words:
    """Turns the history rows of one table into sentences; fetches once what they refer to."""

    def __init__(self, name: str, rows: list[Model]):
        self.table = capfirst(apps.get_model("trainings", name)._meta.verbose_name)
        keys = {getattr(row, "participant_id", None) for row in rows} - {None}
        past = apps.get_model("trainings", "ParticipantHistory").objects.filter(pgh_obj_id__in=keys)
        self.people = {row.pgh_obj_id: row for row in past.order_by("pgh_id")} if keys else {}
        self.referred = self.fetch([*rows, *self.people.values()])

    def fetch(self, rows: list[Model]) -> dict[type[Model], dict[int, Model]]:
        """What the rows refer to, by model and id."""
        keys = defaultdict(set)
        for row in rows:
            for field in row._meta.concrete_fields:
                if field.related_model in REFERRED:
                    keys[field.related_model].add(getattr(row, field.attname))
        return {model: model.objects.in_bulk(found - {None}) for model, found in keys.items()}

    def line(self, before: Model | None, row: Model) -> str:
        """What was done to the row; "" when only the bookkeeping changed."""
        said = {"table": self.table, "what": self.what(row)}
        if row.pgh_label == "insert":
            return _("%(table)s added: %(what)s") % said
        if row.pgh_label == "delete":
            return _("%(table)s removed: %(what)s") % said
        said["changes"] = "; ".join(self.differences(before, row)) if before else ""
        if before and not said["changes"]:
            return ""
        return _("%(table)s changed: %(what)s, %(changes)s") % said

    def what(self, row: Model) -> str:
        """The row by what people know it by."""
        if hasattr(row, "participant_id"):
            person = self.people.get(row.participant_id)
            session = self.refer(Session, row.session_id)
            parts = [self.name(person), session, self.text(row, row._meta.get_field("status"))]
            return ", ".join(map(str, parts if row.pgh_label != "update" else parts[:2]))
        if hasattr(row, "worker_id"):
            return self.name(row)
        if hasattr(row, "role_id"):
            return str(self.refer(Role, row.role_id))
        naming = ("label", "name", "topic", "whom")
        return next((str(getattr(row, one)) for one in naming if getattr(row, one, "")), "")

    def name(self, participant: Model | None) -> str:
        """Who takes part: the roster's name while the participation follows it."""
        if participant is None:
            return shown.NOTHING
        return participant.name or str(self.refer(Worker, participant.worker_id))

    def refer(self, model: type[Model], key: int | None) -> object:
        """The row of `key`, or that it is kept no more."""
        if key is None:
            return shown.NOTHING
        return self.referred.get(model, {}).get(key) or _("(kept no more)")

    def differences(self, before: Model, row: Model) -> Iterator[str]:
        """`Status: Hadir → Sakit` of each field that differs."""
        for field in row._meta.concrete_fields:
            hidden = field.name.startswith("pgh_") or field.name in UNTOLD
            if not hidden and getattr(before, field.attname) != getattr(row, field.attname):
                label, old, new = (
                    capfirst(field.verbose_name),
                    self.text(before, field),
                    self.text(row, field),
                )
                yield f"{label}: {old} → {new}"

    def text(self, row: Model, field) -> str:
        """A value as a reader would say it."""
        value = getattr(row, field.attname)
        if field.is_relation:
            known = self.refer(field.related_model, value)
            return getattr(known, "label", "") or str(known)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value)) or shown.NOTHING
        return str(shown.choice(None, value) or shown.NOTHING)
