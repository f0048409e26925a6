"""Ten thousand people edited together, beside saving one after the other.

The peer saves each person as his page does, in a transaction of his own with who and why; beside it stands
what a loop in one transaction takes.
"""

import statistics
from functools import partial

from django.db import transaction

from registry.actions.people import edit_many
from registry.models import User, Worker
from tests.benchmarks.measuring import seconds, statements
from tests.benchmarks.report import Case, Check, Report
from welfare.history import acting

PEER = "save() one by one"
PEOPLE = 10_000
FASTER = 50
RUNS = 5  # a checkpoint of the database may hit one of them


def run(report: Report, by: User) -> None:
    """Measure the bulk edit; all write the same field, with its history."""
    keys = list(Worker.objects.order_by("pk").values_list("pk", flat=True)[:PEOPLE])
    people = Worker.objects.filter(pk__among=keys)
    people.update(office=by.office)  # the ministry edits whom it registered
    edit(people, "warm", by)
    sent = statements(lambda: edit(people, "D1", by))
    ours = statistics.median(seconds(partial(edit, people, f"S{run}", by)) for run in range(RUNS))
    one_by_one = seconds(lambda: save_one_by_one(people, "D2", by))
    in_one = seconds(lambda: save_in_one_transaction(people, "D3", by))
    report.results.append(
        Case(f"bulk edit of {len(keys)} people", ours, PEER, one_by_one, sent, tuned_s=in_one)
    )
    report.checks.append(Check("bulk edit: share of the peer's time", ours / one_by_one, 1 / FASTER))


def edit(people, education: str, by: User) -> None:
    """As the page does."""
    with acting(by=by, reason="benchmark"):
        edit_many(people=people, values={"education": education}, by=by)


def save_one_by_one(people, education: str, by: User) -> None:
    """As somebody does who edits one person after the other."""
    for worker in people.iterator():
        with acting(by=by, reason="benchmark"), transaction.atomic():
            worker.education = education
            worker.save()


def save_in_one_transaction(people, education: str, by: User) -> None:
    """As a loop over the people does."""
    with acting(by=by, reason="benchmark"), transaction.atomic():
        for worker in people.iterator():
            worker.education = education
            worker.save()
