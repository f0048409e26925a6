"""A killed worker's task runs again once; a task that kills every worker fails."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django_tasks import task
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from welfare.tasks import Presence, give_back_abandoned

CHECKOUT = Path(__file__).parents[2]


@task()
def sleep_or_finish(seconds):
    """A long task."""
    time.sleep(seconds)
    return "done"


@pytest.fixture
def alive():
    """A function that makes a worker's presence, which ends with the test."""
    made = []

    def make(worker_id):
        made.append(Presence(worker_id))
        made[-1].assure()
        return made[-1]

    yield make
    for presence in made:
        presence.end()


def claimed(*worker_ids) -> DBTaskResult:
    """A task that the last of these workers runs."""
    stored = DBTaskResult.objects.get(id=sleep_or_finish.enqueue(0).id)
    for worker_id in worker_ids:
        stored.claim(worker_id)
    return stored


@pytest.mark.django_db
def test_task_of_a_living_worker_is_left_alone(alive):
    stored = claimed("living")
    alive("living")

    assert give_back_abandoned() == 0

    stored.refresh_from_db()
    assert stored.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_task_of_a_killed_worker_is_given_back(alive):
    stored = claimed("killed")
    alive("killed").end()
    alive("living")

    assert give_back_abandoned() == 1

    stored.refresh_from_db()
    assert stored.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_task_that_killed_two_workers_fails():
    stored = claimed("killed", "killed too")

    assert give_back_abandoned() == 1

    stored.refresh_from_db()
    assert stored.status == TaskResultStatus.FAILED
    assert stored.exception_class_path == "welfare.tasks.WorkerKilledError"
    assert stored.finished_at is not None


@pytest.mark.django_db
def test_tasks_that_wait_or_ended_are_left_alone():
    waiting, ended = claimed(), claimed("gone")
    ended.set_successful("done")

    assert give_back_abandoned() == 0

    assert [each.status for each in (waiting, ended)] == [
        TaskResultStatus.READY,
        TaskResultStatus.SUCCESSFUL,
    ]


@pytest.mark.django_db
def test_presence_survives_a_lost_connection(alive):
    stored = claimed("living")
    presence = alive("living")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [presence.connection.connection.info.backend_pid])

    presence.assure()

    assert give_back_abandoned() == 0
    stored.refresh_from_db()
    assert stored.status == TaskResultStatus.RUNNING


@pytest.mark.django_db(transaction=True)
def test_killed_worker_is_followed_by_another_that_finishes():
    """The whole way with real processes: kill -9 in the middle of a task."""
    result = sleep_or_finish.enqueue(3600)
    first = start_worker()
    wait_for(result, TaskResultStatus.RUNNING)

    first.send_signal(signal.SIGKILL)
    first.wait()
    wait_until(lambda: give_back_abandoned() == 1)
    DBTaskResult.objects.update(args_kwargs={"args": [0], "kwargs": {}})  # the second time it is quick
    second = start_worker()
    wait_for(result, TaskResultStatus.SUCCESSFUL)
    second.terminate()

    assert second.wait(timeout=30) == 0
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def start_worker() -> subprocess.Popen:
    """A worker process on the database of this test."""
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r}\n"
        "from welfare.tasks import run_tasks\n"
        "run_tasks()\n"
    )
    return subprocess.Popen([sys.executable, "-c", script], cwd=CHECKOUT, env=os.environ)


def wait_for(result, status) -> None:
    wait_until(lambda: DBTaskResult.objects.get(id=result.id).status == status)


def wait_until(happened) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)
