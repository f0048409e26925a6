"""Undo an import: what it made goes, what it changed is as it was; what somebody edited since stays."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.imports import batches, kinds, undo_sql
from registry.imports.understanding import Progress, silent
from registry.imports.undo_sql import Trace
from registry.models import ImportBatch, User
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting

State = ImportBatch.State


def undo(batch: ImportBatch, *, by: User | None, progress: Progress = silent) -> ImportBatch:
    """Undo everything the batch saved, in one transaction, except for people edited since.

    A person counts as edited when any row the import wrote of him was changed afterwards, or when something
    made later refers to what the import made. Those rows stay saved; the others wait no longer either. The
    history keeps both. Raises RuleError when nothing is saved or the user lacks the right.
    """
    if by is not None and not by.has_perm("registry.undo_importbatch"):
        raise RuleError(_("You may not undo an import. Ask an administrator."))
    kind = kinds.get(batch.kind)
    with explained(), acting(by=by, reason=gettext_noop("import undone"), undone_batch=batch.pk):
        batches.lock_regencies(batch.scope)
        batch = batches.locked(batch)
        if batch.state not in (State.APPLIED, State.APPLYING) or not batch.applied_at:
            raise RuleError(_("Nothing of this import is saved."))
        kind.day(batch)  # refuses what may not be changed any more
        _write(kind.traces, batch, progress)
        batch.state = State.UNDONE
        batch.undone_by, batch.undone_at = by, timezone.now()
        batch.save()
    return batch


def kept_names(batch: ImportBatch, limit: int = 50) -> list[str]:
    """Who of an undone import was edited since, by name as the sheet has it."""
    kept = batch.rows.filter(applied_at__isnull=False).order_by("position")
    return [values["name"] for values in kept.values_list("values", flat=True)[:limit]]


def _write(traces: tuple[Trace, ...], batch: ImportBatch, progress: Progress) -> None:
    parameters = {"contexts": _contexts(batch), "batch": batch.pk}
    with connection.cursor() as cursor:
        cursor.execute(undo_sql.TABLES)
        for one in traces:
            cursor.execute(undo_sql.trace(one), parameters)
        for one in traces:
            cursor.execute(undo_sql.keep_edited(one), parameters)
            for statement in undo_sql.keep_used(one):
                cursor.execute(statement)
        progress("compared")
        cursor.execute(undo_sql.FORGET_ROWS, parameters)
        for one in traces:
            for statement in undo_sql.delete_new(one):
                cursor.execute(statement)
        for one in traces:
            cursor.execute(undo_sql.restore(one))


def _contexts(batch: ImportBatch) -> list[str]:
    """The contexts of the history under which the import was saved, one for each time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text FROM pghistory_context WHERE metadata @> jsonb_build_object('batch', %s)",
            [batch.pk],
        )
        return [context for (context,) in cursor.fetchall()]
