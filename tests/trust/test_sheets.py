"""Made-up sheets, none like another: the engine finds who is in them and what they say.

A short form of `python -m tests.trust sheets`. Each sheet has a number and is the same at every run.
"""

import pytest

from tests.trust.cases import make_case
from tests.trust.drawing import Tab
from tests.trust.files import as_grids
from tests.trust.judging import judge
from tests.trust.sheets import judge_one


@pytest.mark.parametrize("first", range(1, 101, 25))
def test_made_up_sheet_is_understood(first):
    verdicts = {number: judge_one(number, None) for number in range(first, first + 25)}

    assert {number: verdict.faults for number, verdict in verdicts.items() if verdict.faults} == {}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_made_up_sheet_is_understood_from_its_file(kind, tmp_path):
    number = next(number for number in range(200, 300) if make_case(number).plan.format == kind)

    assert judge_one(number, tmp_path).faults == []


def test_judge_sees_a_row_missed_a_row_made_up_and_a_wrong_match():
    case = next(case for case in map(make_case, range(1, 100)) if len(case.known) > 9 and not case.foreign)
    first, second = [
        line for line, answers in zip(case.lines, case.acceptable, strict=True) if answers == {"match"}
    ][:2]
    first.person.known, second.person.known = second.person.known, first.person.known
    rows = case.tabs[0].rows
    rows.append([*rows[second.row - 1]])
    lost = case.lines[-1]
    rows[lost.row - 1] = []

    verdict = judge(case, as_grids([*case.tabs, Tab("Kosong")]))

    assert verdict.counts["row missed"] == 1
    assert verdict.counts["row made up"] == 1
    assert verdict.counts["wrong match"] >= 1
