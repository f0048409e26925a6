"""Taking one change of a person back, from what the history says stood before.

A change is what one act wrote of this person: of the record, the posts and their decrees. It is taken back
as a whole, and only as long as nothing later stands on it (`welfare.journal`).
"""

from itertools import groupby
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.history import OF_TWO_RECORDS
from registry.models import Appointment, Region, User, Worker
from registry.records import WorkerHistory, pairs, records_of
from registry.regions.heirs import followed
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting
from welfare.journal import Entry, encoded, take_back


def revert(*, worker: Worker, change: UUID, by: User) -> None:
    """Put back what stood before the change with the context `change`.

    RuleError, and nothing is written, when later changes stand on it, when it touched a post outside the
    scope of `by`, or when it registered, merged or removed the person: that is not taken back from here.
    """
    with explained(), acting(by=by, reason=gettext_noop("change taken back")):
        Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
        entries = [entry for entry in followed(entries_of(worker, change)) if entry.old != entry.new]
        if not entries:
            raise RuleError(_("Of this person that change wrote nothing that can be taken back."))
        check_scope(entries, by)
        take_back(entries)


def entries_of(worker: Worker, change: UUID) -> list[Entry]:
    """What the change wrote of this person, in the order it was written."""
    records = records_of(worker)
    rows = [after for before, after in pairs(records.rows) if records.concern(before, after)]
    rows.sort(key=lambda row: (type(row).__name__, row.pgh_obj_id, row.pgh_id))
    found = []
    for _record, events in groupby(rows, key=lambda row: (type(row), row.pgh_obj_id)):
        events = list(events)
        written = [row for row in events if row.pgh_context_id == change]
        if written:
            before = next((row for row in reversed(events) if row.pgh_id < written[0].pgh_id), None)
            found.append((written[0].pgh_created_at, entry_of(before, written)))
    return [entry for _at, entry in sorted(found, key=lambda pair: pair[0]) if entry is not None]


def entry_of(before: Model | None, written: list[Model]) -> Entry | None:
    """One record as it stood before and after; None when it came and went within the change."""
    first, last = written[0], written[-1]
    if first.pgh_context.metadata.get("reason") in OF_TWO_RECORDS:
        raise RuleError(_("Registering, merging or removing a person is not taken back from here."))
    is_new, is_gone = first.pgh_label == "insert", last.pgh_label == "delete"
    if isinstance(last, WorkerHistory) and (is_new or is_gone):
        raise RuleError(_("Registering, merging or removing a person is not taken back from here."))
    if before is None and not is_new:
        raise RuleError(_("What stood before this change was never recorded."))
    if is_new and is_gone:
        return None
    old, new = (None if is_new else stored(before)), (None if is_gone else stored(last))
    if old and new:
        differ = [name for name in new if old[name] != new[name]]
        old, new = ({name: values[name] for name in differ} for values in (old, new))
    return Entry(last.pgh_tracked_model._meta.label, last.pgh_obj_id, old, new)


def stored(row: Model) -> dict[str, object]:
    """The values of the record in a row of its history."""
    return {
        field.attname: encoded(row, field.attname) for field in row.pgh_tracked_model._meta.concrete_fields
    }


def check_scope(entries: list[Entry], by: User) -> None:
    """RuleError when one of the posts is, or would be again, outside the scope of `by`."""
    posts = [entry for entry in entries if entry.model == Appointment._meta.label]
    kept = [values for entry in posts for values in (entry.old, entry.new) if values]
    keys = {int(values["region_id"]) for values in kept if "region_id" in values}
    standing = Appointment.objects.filter(pk__in=[entry.pk for entry in posts])
    keys.update(standing.values_list("region_id", flat=True))
    for region in Region.objects.filter(pk__in=keys):
        if not by.scope.contains(region):
            raise RuleError(_("%(region)s lies outside your region.") % {"region": region})
