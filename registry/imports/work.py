"""Who is at work on an import: a lock that ends with its process, so that nothing stays stuck."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django_tasks_db.models import DBTaskResult

from registry.models import ImportBatch

LOCK_SPACE = 0x50494C42  # "PILB": advisory locks of tasks, one an import
State = ImportBatch.State


@contextmanager
def at_work(batch_id: int) -> Iterator[None]:
    """Hold the import's lock; the database lets go of it when this process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, batch_id])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, batch_id])


def is_at_work(batch: ImportBatch) -> bool:
    """Does a living process hold the lock, or does a task wait for its turn?"""
    waiting = DBTaskResult.objects.filter(status="READY", args_kwargs__args__0=batch.pk)
    if waiting.filter(task_path__startswith="registry.tasks.").exists():
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (
                SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE l.locktype = 'advisory' AND d.datname = current_database()
                    AND l.classid = %s AND l.objid = %s AND l.granted)""",
            [LOCK_SPACE, batch.pk],
        )
        return cursor.fetchone()[0]


def resume(batch: ImportBatch) -> None:
    """Bring back an import whose task died: what was not written is as it was before."""
    from registry.tasks import read_import

    if batch.state == State.APPLYING:
        ImportBatch.objects.filter(pk=batch.pk, state=State.APPLYING).update(state=resting_state(batch))
    elif batch.state == State.READING:
        read_import.enqueue(batch.pk)


def resting_state(batch: ImportBatch) -> str:
    """The state of an import that nobody works on."""
    return State.APPLIED if batch.applied_at else State.REVIEW
