"""The sample spreadsheets that come with their truth: exactly the lines about people are found."""

import json
import os
from pathlib import Path

import pytest

from registry.imports.reader import read
from registry.imports.tables import parse

SAMPLES = Path(os.environ.get("PILAR_SAMPLES", Path(__file__).parents[3] / "../shared/samples"))
CASES = sorted(path.parent for path in SAMPLES.glob("*/truth.json"))

pytestmark = pytest.mark.skipif(not CASES, reason="the sample spreadsheets are not here")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_exactly_the_people_of_the_sample_are_found(case):
    truth = json.loads((case / "truth.json").read_text())

    sheets = parse(read(next(case.glob("input.*"))))

    found = [(row.sheet, row.row) for sheet in sheets for row in sheet.rows]
    assert sorted(found) == sorted((row["sheet"], row["row"]) for row in truth["rows"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sessions_of_the_sample_are_found(case):
    truth = json.loads((case / "truth.json").read_text())
    expected = {session for row in truth["rows"] for session in row.get("attendance") or {}}

    sheets = parse(read(next(case.glob("input.*"))))

    assert {str(session) for sheet in sheets for row in sheet.rows for session in row.marks} == expected
