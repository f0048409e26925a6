"""`python -m tests.trust kills`: kill -9 while an import is being saved, again and again.

Each round saves a roster in the task worker, a process of its own, and kills it at a random moment. Then
everything has been written or nothing; no lock and no connection stays; the sweep gives the task back, and
the next worker finishes it. The control saves bit by bit, each statement for good: there the check must fail.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from registry import tasks
from registry.access import OPERATOR
from registry.actions.offices import ensure_office
from registry.imports import batches
from registry.models import ImportBatch, Region, User
from tests.benchmarks.database import forget_people
from tests.benchmarks.importing import write_workbook
from tests.benchmarks.people import make_people
from tests.factories import make_user
from welfare.tasks import give_back_abandoned

REGENCY = "35.13"
PEOPLE = 3000
CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds until something counts as stuck
MARGIN = 1.15  # of the time a save takes: some kills come too late
SNAPSHOT = """
    SELECT (SELECT count(*) FROM registry_worker),
        (SELECT coalesce(sum(hashtext(concat_ws('|', name, nik, education, phone))), 0) FROM registry_worker),
        (SELECT count(*) FROM registry_appointment),
        (SELECT count(*) FROM registry_decree),
        (SELECT count(*) FROM registry_appointmentdecree),
        (SELECT count(*) FROM registry_workerhistory),
        (SELECT count(*) FROM registry_appointmenthistory),
        (SELECT count(*) FROM registry_importrow WHERE applied_at IS NOT NULL)
"""
# Of this database alone: other tests work beside this one, on the same server.
OTHERS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
LOCKS = """
    SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted
        AND l.pid <> pg_backend_pid()
"""
WORK = """
import django; django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {database!r}
{control}
from welfare.tasks import run_tasks
run_tasks()
"""
# The statements of a save, each of which is made for good before the next.
CONTROL = """
import os, signal
from django.db import connection
from registry.imports import roster_sql
from registry.imports.roster import RosterKind

def write(kind, batch, *, by):
    parameters = roster_sql.parameters_of(batch)
    with connection.cursor() as cursor:
        for statement in roster_sql.STATEMENTS:
            cursor.execute(statement.replace("ON COMMIT DROP", ""), parameters)
            connection.connection.commit()
            if statement == roster_sql.INSERT_PEOPLE:
                os.kill(os.getpid(), signal.SIGKILL)

RosterKind.write = write
"""

Snapshot = tuple[int, ...]


@dataclass(slots=True)
class Outcome:
    """What the kills did: how many came before the commit and after it, and what was wrong."""

    before: int = 0
    after: int = 0
    faults: list[str] = field(default_factory=list)


class Round:
    """One import, staged and given to the task worker."""

    def __init__(self, workbook: Path, user: User):
        self.user = user
        DBTaskResult.objects.all().delete()
        self.batch = batches.stage(workbook, kind="roster", scope=user.scope, by=user)
        self.started = snapshot()
        ImportBatch.objects.filter(pk=self.batch.pk).update(state=ImportBatch.State.APPLYING)
        tasks.save_import.enqueue(self.batch.pk, user.pk)

    @property
    def status(self) -> str:
        return DBTaskResult.objects.get().status

    def work(self, *, control: bool = False) -> subprocess.Popen:
        """A worker that has taken the task."""
        script = WORK.format(database=connection.settings_dict["NAME"], control=CONTROL if control else "")
        process = subprocess.Popen([sys.executable, "-c", script], cwd=CHECKOUT, env=os.environ)
        if not happens(lambda: process.poll() is not None or self.status != TaskResultStatus.READY):
            end(process)
            raise TimeoutError("the worker takes no task")
        return process

    def finish(self) -> bool:
        """Let a worker end the work; whether it did."""
        process = self.work()
        done = happens(lambda: self.status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED))
        end(process)
        self.batch.refresh_from_db()
        return done and (self.status, self.batch.state) == (TaskResultStatus.SUCCESSFUL, "applied")


def run(count: int, seed: int) -> bool:
    """So many kills and one of the control; whether the engine passed and the control did not."""
    region = Region.objects.current().get(code=REGENCY)
    user = make_user(OPERATOR, region, office=ensure_office(region, by=None))
    with tempfile.TemporaryDirectory() as name:
        workbook = write_workbook(Path(name) / "roster.xlsx", make_people(PEOPLE, within=region))
        outcome = kill_often(workbook, user, count, random.Random(seed))
        caught = control_is_caught(workbook, user)
    lines = [
        f"{count} kills of a save of {PEOPLE} people: {outcome.before} before the commit, "
        f"{outcome.after} after it, {len(outcome.faults)} faults",
        *outcome.faults,
        f"control without a transaction: {'half written, and noticed' if caught else 'NOT NOTICED'}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return caught and not outcome.faults


def kill_often(workbook: Path, user: User, count: int, chance: random.Random) -> Outcome:
    """Measure one undisturbed save, then kill so many."""
    whole, seconds = undisturbed(workbook, user)
    outcome = Outcome()
    for number in range(1, count + 1):
        forget_people()
        moment = chance.uniform(0, MARGIN * seconds)
        for fault in kill_once(Round(workbook, user), moment, whole, outcome):
            outcome.faults.append(f"kill {number} after {moment:.2f} s: {fault}")
    forget_people()
    return outcome


def undisturbed(workbook: Path, user: User) -> tuple[Snapshot, float]:
    """What a whole save leaves behind, and how long it takes."""
    forget_people()
    staged = Round(workbook, user)
    process = staged.work()
    started = time.monotonic()
    done = happens(lambda: staged.status == TaskResultStatus.SUCCESSFUL, pause=0.01)
    seconds = time.monotonic() - started
    end(process)
    if not done:
        raise TimeoutError("the save does not end")
    return snapshot(), seconds


def kill_once(staged: Round, moment: float, whole: Snapshot, outcome: Outcome) -> list[str]:
    """Kill a save `moment` seconds after it began, and say what is wrong then."""
    there_before = processes(OTHERS)  # of a browser's tests, which end when they like
    process = staged.work()
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if not happens(lambda: processes(OTHERS) <= there_before):
        return ["a connection of the killed worker stays"]
    found = snapshot()
    if found not in (staged.started, whole):
        return [f"half written: {found}, neither {staged.started} nor {whole}"]
    faults = ["a lock stays"] if processes(LOCKS) else []
    if found == whole:
        outcome.after += 1
    else:
        outcome.before += 1
    give_back_abandoned()
    if staged.status != TaskResultStatus.SUCCESSFUL and not staged.finish():
        faults.append(f"the second worker does not end it: {staged.status}, {staged.batch.state}")
    if snapshot() != whole:
        faults.append("after the second worker it is not what one save makes")
    return faults


def control_is_caught(workbook: Path, user: User) -> bool:
    """Does the check see what a save without a transaction leaves, killed when the people are written?"""
    forget_people()
    staged = Round(workbook, user)
    there_before = processes(OTHERS)
    process = staged.work(control=True)
    process.wait(PATIENCE)
    happens(lambda: processes(OTHERS) <= there_before)
    found = snapshot()
    forget_people()
    return found != staged.started and found[-1] == 0 and found[0] > 0


def snapshot() -> Snapshot:
    """How much is written, in figures that ids do not change."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        return tuple(cursor.fetchone())


def processes(query: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {process for (process,) in cursor}


def happens(test: Callable[[], bool], *, pause: float = 0.05) -> bool:
    """Wait for it; False when it takes longer than anybody's patience."""
    deadline = time.monotonic() + PATIENCE
    while not test():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()
