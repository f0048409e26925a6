"""Fifty editors of one record: exactly one saves, and the control shows how edits are lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from registry.forms.people import WorkerForm
from registry.models import Worker
from tests.factories import make_worker
from tests.registry.persons import sent
from welfare.forms import ConflictError

EDITORS = 50


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["as the pages do", "checking first"])
def test_of_fifty_editors_exactly_one_saves(way, regions, office):
    """The control shows that the test can fail: looking at the revision and then saving loses edits."""
    worker = make_worker(office, "Moh. Toha")
    together = Barrier(EDITORS)
    save = {"as the pages do": save_at_revision, "checking first": check_then_save}[way]

    with ThreadPoolExecutor(EDITORS) as pool:
        saved = sum(pool.map(lambda number: edit(worker.pk, number, save, together), range(EDITORS)))

    assert (saved == 1) is (way == "as the pages do")


def edit(pk: int, number: int, save, together: Barrier) -> bool:
    """Edit the record read at revision 1; True when the editor believes that he saved."""
    try:
        worker = Worker.objects.get(pk=pk)
        form = WorkerForm(sent(worker, education=str(number)), instance=worker)
        assert form.is_valid()
        return save(form, together)
    finally:
        connection.close()


def save_at_revision(form, together: Barrier) -> bool:
    together.wait(timeout=60)
    try:
        form.save()
    except ConflictError:
        return False
    return True


def check_then_save(form, together: Barrier) -> bool:
    is_unchanged = Worker.objects.get(pk=form.instance.pk).revision == form.cleaned_data["revision"]
    together.wait(timeout=60)
    if is_unchanged:
        form.instance.save()
    return is_unchanged
