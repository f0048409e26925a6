"""Long work: the worker that runs it, and what becomes of a task whose worker was killed.

A worker holds a lock of the database, on a connection of its own, for as long as it lives; the server drops
it however the worker ends. So whoever looks can tell an abandoned task from a long one.
"""

import contextlib
import hashlib
import json

from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks.signals import task_started
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, TaskResultStatus

LOCKS = 0x50494954  # "PIIT": the space of advisory locks that is ours
TABLE = DBTaskResult._meta.db_table
ATTEMPTS = 2  # a task that killed so many workers would kill the next one too


class WorkerKilledError(Exception):
    """The worker was killed each time it ran this task."""


class Presence:
    """Says that the worker `worker_id` lives."""

    def __init__(self, worker_id: str):
        self.worker_id = worker_id
        self.connection = connections.create_connection("default")

    def assure(self, **kwargs) -> None:
        """Hold the lock, again if the server was restarted meanwhile; receives `task_started`."""
        try:
            self._lock()
        except DatabaseError:
            self.connection.close()
            self._lock()

    def end(self) -> None:
        """Drop the lock."""
        self.connection.close()

    def _lock(self) -> None:
        with self.connection.cursor() as cursor:
            # Held once however often it is taken: only the connection's end drops it.
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, _lock_number(self.worker_id)])


def run_tasks() -> None:
    """Run tasks as they come, until this process is told to stop; the task in hand is finished first."""
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    presence = Presence(worker.worker_id)
    presence.assure()
    task_started.connect(presence.assure)
    worker.configure_signals()
    worker.run()


def tell_step(running: QuerySet[DBTaskResult], step: str) -> None:
    """Write on these tasks the step they have done, for others to see at once.

    It goes over a connection of its own: the work itself may be one transaction, which shows nothing before
    its end. The place of the result serves, which is empty until then. Work never fails for want of telling.
    """
    ids = list(running.values_list("pk", flat=True))
    if not ids:
        return
    aside = connections.create_connection("default")
    with contextlib.suppress(OperationalError), contextlib.closing(aside), aside.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET return_value = %s::jsonb WHERE id = ANY(%s::uuid[])",  # noqa: S608 - our own name
            [json.dumps({"step": step}), [str(pk) for pk in ids]],
        )


def step_of(running: DBTaskResult) -> str:
    """The step that a running task has done last; "" before the first."""
    return (running.return_value or {}).get("step", "")


@transaction.atomic
def give_back_abandoned() -> int:
    """Let the tasks of killed workers run again, or fail them at last; returns how many there were."""
    abandoned = [
        task
        for task in DBTaskResult.objects.running().select_for_update(skip_locked=True)
        if not _lives(task.worker_ids[-1])
    ]
    for task in abandoned:
        if len(task.worker_ids) < ATTEMPTS:
            task.status, task.return_value = TaskResultStatus.READY, None
            task.save(update_fields=["status", "return_value"])
        else:
            task.set_failed(WorkerKilledError(_("The worker was killed each time it ran this task.")))
    return len(abandoned)


def _lives(worker_id: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT pg_try_advisory_xact_lock_shared(%s, %s)", [LOCKS, _lock_number(worker_id)]
        )
        return cursor.fetchone()[0]


def _lock_number(worker_id: str) -> int:
    digest = hashlib.sha256(worker_id.encode()).digest()
    return int.from_bytes(digest[:4], signed=True)
