"""Fifty editors of one record, twenty times: exactly one saves; the control shows how edits are lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from registry.forms.people import WorkerForm
from registry.models import Worker
from tests.factories import make_worker
from tests.registry.persons import sent
from welfare.forms import ConflictError

pytestmark = pytest.mark.usefixtures("crowd")

EDITORS, ROUNDS = 50, 20


def edit_at_once(pk: int, way) -> list[list[int]]:
    """Who believes that he saved, round by round; in each all read the record before anybody saves."""
    together = Barrier(EDITORS)

    def editor(number: int) -> list[bool]:
        try:
            return [edit(pk, f"{turn}/{number}", way, together) for turn in range(ROUNDS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as pool:
        saved = list(pool.map(editor, range(EDITORS)))
    return [[number for number in range(EDITORS) if saved[number][turn]] for turn in range(ROUNDS)]


def edit(pk: int, education: str, way, together: Barrier) -> bool:
    """One editor's turn; nobody begins the next before all have had theirs."""
    worker = Worker.objects.get(pk=pk)
    form = WorkerForm(sent(worker, education=education), instance=worker)
    assert form.is_valid()
    saved = way(form, together)
    together.wait(timeout=60)
    return saved


def save_at_revision(form, together: Barrier) -> bool:
    """As the pages do."""
    together.wait(timeout=60)
    try:
        form.save()
    except ConflictError:
        return False
    return True


def check_then_save(form, together: Barrier) -> bool:
    """Looks at the revision, and saves when it is the one that was read."""
    is_unchanged = Worker.objects.get(pk=form.instance.pk).revision == form.cleaned_data["revision"]
    together.wait(timeout=60)
    if is_unchanged:
        form.instance.save()
    return is_unchanged


def kept(worker: Worker) -> list[str]:
    """What was ever stored, in order."""
    updates = worker.history.filter(pgh_label="update").order_by("pgh_id")
    return list(updates.values_list("education", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_editors_exactly_one_saves_each_round_and_no_edit_is_lost(regions, office):
    worker = make_worker(office, "Moh. Toha")

    winners = edit_at_once(worker.pk, save_at_revision)

    assert [len(round_) for round_ in winners] == [1] * ROUNDS
    assert kept(worker) == [f"{turn}/{winner}" for turn, [winner] in enumerate(winners)]


@pytest.mark.django_db(transaction=True)
def test_looking_before_saving_loses_edits(regions, office):
    """The control: the test above would fail if saving did not ask for the revision itself."""
    worker = make_worker(office, "Moh. Toha")

    believers = edit_at_once(worker.pk, check_then_save)

    assert max(len(round_) for round_ in believers) > 1
