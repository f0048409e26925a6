"""Work that takes longer than a page: reading, comparing and saving large imports.

No exception leaves a task: its text may hold what stood in a cell, and the queue keeps it. The user finds a
sentence on the page of the import, the log the places in the code.
"""

import logging
import traceback
from collections.abc import Callable, Collection
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from registry.imports import batches, undo, uploads
from registry.imports.reading.reader import read
from registry.imports.refusals import SheetRefused
from registry.imports.review import mended
from registry.models import ImportBatch, User
from welfare.errors import RuleError
from welfare.history import acting
from welfare.tasks import step_of, tell_step

logger = logging.getLogger(__name__)
State = ImportBatch.State


@task()
def read_import(batch_id: int) -> None:
    """Stage the kept file of a batch; again, when its columns were chosen otherwise."""
    batch = ImportBatch.objects.select_related("scope", "office", "created_by__office").get(pk=batch_id)
    if batch.state != State.READING:
        return

    def stage() -> None:
        with uploads.kept_file(batch) as path, acting(by=batch.created_by, reason="import"):
            batches.fill(batch, read(path), progress=partial(tell, batch))

    problem = tried(stage, batch, batch.created_by)
    if problem and batch.rows.exists():
        rest(batch, problem)
    elif problem:
        batches.forget_file(batch)
        ImportBatch.objects.filter(pk=batch_id).update(state=State.REFUSED, problem=problem)


@task()
def take_back_import(batch_id: int) -> None:
    """Read the workbook of mended rows that came back for a batch; what it holds is the user's to look at."""
    batch = ImportBatch.objects.select_related("scope", "created_by").get(pk=batch_id)
    if batch.state != State.READING:
        return

    def take_back() -> None:
        with uploads.kept_mended(batch) as path:
            workbook = read(path)
            tell(batch, "read")
            mended.take_back(batch, workbook, progress=partial(tell, batch))

    problem = tried(take_back, batch, batch.created_by)
    uploads.forget_mended(batch)
    rest(batch, problem)


@task()
def compare_import(batch_id: int) -> None:
    """Look at the waiting rows of a batch again, with what the registry says now."""
    batch = ImportBatch.objects.select_related("created_by").get(pk=batch_id)
    if batch.state != State.READING:
        return
    tell(batch, "read")
    rest(batch, tried(lambda: batches.restage(batch, progress=partial(tell, batch)), batch, batch.created_by))


@task()
def save_import(batch_id: int, user_id: int) -> None:
    """Apply a batch."""
    work_through(batches.apply, batch_id, user_id)


@task()
def undo_import(batch_id: int, user_id: int) -> None:
    """Undo a batch, which stands as being saved meanwhile."""
    work_through(undo.undo, batch_id, user_id)


def work_through(act: Callable[..., object], batch_id: int, user_id: int) -> None:
    """Let `act` save or undo all of a batch on behalf of a user; what it refuses is told on its page."""
    batch = ImportBatch.objects.get(pk=batch_id)
    user = User.objects.get(pk=user_id)
    if batch.state != State.APPLYING:
        return
    if problem := tried(lambda: act(batch, by=user, progress=partial(tell, batch)), batch, user):
        rest(batch, problem)


def hand_over(batch: ImportBatch, work: Task, *details: int, state: str) -> bool:
    """Let a task work on a batch, which stands in `state` meanwhile; False when it has changed since."""
    with transaction.atomic():
        same = ImportBatch.objects.filter(pk=batch.pk, state=batch.state)
        if taken := same.update(state=state, problem=""):
            work.enqueue(batch.pk, *details)
    return bool(taken)


def understand_again(batch: ImportBatch, positions: Collection[int]) -> None:
    """Understand an import again after these rows were touched: a long one by a task, if they are many."""
    if len(positions) > batches.LONG and uploads.is_long(batch):
        hand_over(batch, compare_import, state=State.READING)
    else:
        batches.restage_rows(batch, positions)


def unfinished(batch: ImportBatch) -> QuerySet[DBTaskResult]:
    """The tasks of this import that run or wait; one whose worker was killed runs again (`welfare.tasks`)."""
    tasks = DBTaskResult.objects.filter(
        task_path__startswith="registry.tasks.", args_kwargs__args__0=batch.pk
    )
    return tasks.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))


def is_at_work(batch: ImportBatch) -> bool:
    """Does a task for this import run or wait?"""
    return unfinished(batch).exists()


def is_undoing(batch: ImportBatch) -> bool:
    """Is a task for this import undoing it?"""
    return unfinished(batch).filter(task_path=undo_import.module_path).exists()


def reached(batch: ImportBatch) -> str | None:
    """The last step that the task of this import has done, "" before the first; None while it waits."""
    running = unfinished(batch).filter(status=TaskResultStatus.RUNNING).first()
    return step_of(running) if running else None


def resume(batch: ImportBatch) -> None:
    """Take up an import whose task was given up: what was not written is as it was before."""
    if batch.state == State.READING and not batch.rows.exists():
        read_import.enqueue(batch.pk)
    else:
        uploads.forget_mended(batch)
        rest(batch, "")


def rest(batch: ImportBatch, problem: str) -> None:
    """Give an import back to its users, once nobody works on it any more, with what went wrong."""
    batch.refresh_from_db()
    if batch.state in (State.READING, State.APPLYING):
        batch.state = State.APPLIED if batch.applied_at else State.REVIEW
        batch.problem = problem
        batch.save(update_fields=["state", "problem"])


def tell(batch: ImportBatch, step: str) -> None:
    """Let the page that waits know the step done."""
    tell_step(unfinished(batch).filter(status=TaskResultStatus.RUNNING), step)


def tried(act: Callable[[], object], batch: ImportBatch, user: User | None) -> str:
    """Do it in the user's language and by his clock; why it could not be done, or "" """
    with translation.override(user.language if user else None), timezone.override(user and user.zone):
        try:
            act()
        except SheetRefused as refusal:
            return refusal.message
        except RuleError as error:
            return str(error)
        except Exception as error:
            places = "".join(traceback.format_tb(error.__traceback__))
            logger.error("Import %s failed (%s):\n%s", batch.pk, type(error).__name__, places)
            return _("Something went wrong, and nothing was saved. Try again, or tell the administrator.")
    return ""
