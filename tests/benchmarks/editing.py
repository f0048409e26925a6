"""Ten thousand people edited together, beside saving one after the other."""

from django.db import transaction

from registry.actions.people import edit_many
from registry.models import User, Worker
from tests.benchmarks.measuring import seconds, statements
from tests.benchmarks.report import Case, Check, Report
from welfare.history import acting

PEER = "save() one by one"
PEOPLE = 10_000
FASTER = 50


def run(report: Report, by: User) -> None:
    """Measure the bulk edit; both sides write the same field, in one transaction and with its history."""
    keys = list(Worker.objects.order_by("pk").values_list("pk", flat=True)[:PEOPLE])
    people = Worker.objects.filter(pk__in=keys)
    people.update(office=by.office)  # the ministry edits whom it registered
    edit(people, "warm", by)
    sent = statements(lambda: edit(people, "S1", by))
    ours = seconds(lambda: edit(people, "S2", by))
    peer = seconds(lambda: save_each(people, "S3", by))
    report.results.append(Case(f"bulk edit of {len(keys)} people", ours, PEER, peer, sent))
    report.checks.append(Check("bulk edit: share of the peer's time", ours / peer, 1 / FASTER))


def edit(people, education: str, by: User) -> None:
    """As the page does."""
    with acting(by=by, reason="benchmark"):
        edit_many(people=people, values={"education": education}, by=by)


def save_each(people, education: str, by: User) -> None:
    """As a loop over the people does."""
    with acting(by=by, reason="benchmark"), transaction.atomic():
        for worker in people.iterator():
            worker.education = education
            worker.save()
