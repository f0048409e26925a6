"""kill -9 in the middle of a save: a short form of `python -m tests.trust kills`."""

import pytest

from registry.imports import batches
from registry.models import Region
from tests.benchmarks.importing import write_workbook
from tests.benchmarks.people import make_people
from tests.trust import kills

PEOPLE = 200
SOON = 0.05  # seconds after the worker took the task


@pytest.mark.django_db(transaction=True)
def test_killed_save_leaves_nothing_half_written_and_nothing_stuck(operator, tmp_path):
    region = Region.objects.get(code=kills.REGENCY)
    workbook = write_workbook(tmp_path / "roster.xlsx", make_people(PEOPLE, within=region))
    batches.apply(batches.stage(workbook, kind="roster", scope=region, by=operator), by=operator)
    whole, outcome = kills.snapshot(), kills.Outcome()
    kills.forget_people()

    faults = kills.kill_once(kills.Round(workbook, operator), SOON, whole, outcome)

    assert whole[0] == PEOPLE
    assert faults == []
    assert outcome.before + outcome.after == 1
    assert kills.control_is_caught(workbook, operator)
