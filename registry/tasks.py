"""Work that takes longer than a page: reading and saving large imports.

No exception leaves a task: its text may hold what stood in a cell, and the queue keeps it. The user finds a
sentence on the page of the import, the log the places in the code.
"""

import logging
import traceback
from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from registry.imports import batches, uploads
from registry.imports.reading.reader import read
from registry.imports.refusals import SheetRefused
from registry.models import ImportBatch, User
from welfare.errors import RuleError
from welfare.history import acting

logger = logging.getLogger(__name__)
State = ImportBatch.State


@task()
def read_import(batch_id: int) -> None:
    """Stage the kept file of a batch."""
    batch = ImportBatch.objects.select_related("scope", "office", "created_by__office").get(pk=batch_id)
    if batch.state != State.READING:
        return

    def stage() -> None:
        with uploads.kept_file(batch) as path, acting(by=batch.created_by, reason="import"):
            batches.fill(batch, read(path), progress=lambda step: tell(batch, step))

    if problem := tried(stage, batch, batch.created_by):
        batches.forget_file(batch)
        ImportBatch.objects.filter(pk=batch_id).update(state=State.REFUSED, problem=problem)


@task()
def save_import(batch_id: int, user_id: int) -> None:
    """Apply a batch."""
    batch = ImportBatch.objects.get(pk=batch_id)
    user = User.objects.get(pk=user_id)
    if batch.state != State.APPLYING:
        return
    if problem := tried(lambda: batches.apply(batch, by=user), batch, user):
        batch.refresh_from_db()
        batch.state, batch.problem = resting_state(batch), problem
        batch.save(update_fields=["state", "problem"])


def is_at_work(batch: ImportBatch) -> bool:
    """Does a task for this import run or wait? One whose worker was killed runs again (`welfare.tasks`)."""
    tasks = DBTaskResult.objects.filter(
        task_path__startswith="registry.tasks.", args_kwargs__args__0=batch.pk
    )
    return tasks.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)).exists()


def resume(batch: ImportBatch) -> None:
    """Take up an import whose task was given up: what was not written is as it was before."""
    if batch.state == State.APPLYING:
        ImportBatch.objects.filter(pk=batch.pk, state=State.APPLYING).update(state=resting_state(batch))
    elif batch.state == State.READING:
        read_import.enqueue(batch.pk)


def resting_state(batch: ImportBatch) -> str:
    """The state of an import that nobody works on."""
    return State.APPLIED if batch.applied_at else State.REVIEW


def tell(batch: ImportBatch, step: str) -> None:
    """Let the page that waits know the step reached."""
    ImportBatch.objects.filter(pk=batch.pk, state=State.READING).update(counts={"step": step})


def tried(act: Callable[[], object], batch: ImportBatch, user: User | None) -> str:
    """Do it in the user's language; why it could not be done, or "" """
    with translation.override(user.language if user else None):
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
