"""The engine against the truth of the sample sheets, beyond the marks they ask for."""

import pytest

from tests.registry.imports import samples

PERFECT = {
    "rows_missed": 0,
    "false_rows": 0,
    "wrong_match": 0,
    "accepted_rate": 1.0,
    "auto_rate": 1.0,
    "issue_recall": 1.0,
    "fields_wrong": {},
    "reasons": [],
}


@samples.needed()
@pytest.mark.parametrize("case", samples.CASES)
def test_sample_is_understood_without_a_fault(case):
    result = samples.score(case)

    assert {key: result[key] for key in PERFECT} == PERFECT
    assert result["attendance_right"] == result["attendance_total"]
