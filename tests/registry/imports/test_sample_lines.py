"""The sample sheets with their truth: exactly the lines about people are found, and their sessions."""

import json

import pytest

from registry.imports.reading.reader import read
from registry.imports.reading.tables import parse
from tests.registry.imports.samples import CASES, FOLDER, needed


def truth_of(case: str) -> list[dict]:
    return json.loads((FOLDER / case / "truth.json").read_text())["rows"]


def rows_of(case: str) -> list:
    return [row for sheet in parse(read(next((FOLDER / case).glob("input.*")))) for row in sheet.rows]


@needed()
@pytest.mark.parametrize("case", CASES)
def test_exactly_the_people_of_the_sample_are_found(case):
    found = [(row.sheet, row.row) for row in rows_of(case)]

    assert sorted(found) == sorted((row["sheet"], row["row"]) for row in truth_of(case))


@needed()
@pytest.mark.parametrize("case", CASES)
def test_the_sessions_of_the_sample_are_found(case):
    expected = {session for row in truth_of(case) for session in row.get("attendance") or {}}

    assert {str(session) for row in rows_of(case) for session in row.marks} == expected
