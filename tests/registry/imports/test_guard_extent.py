"""Filled cells far away from a table would make the parsers allocate the space between: they are refused."""

import pytest

from registry.imports.reading import guard
from tests.registry.imports import files
from tests.registry.imports.test_guard import refusal, saved_xls, sheet_of


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "GS1", "A150001", "B1000000"])
def test_a_filled_cell_far_away_is_refused(tmp_path, cell):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1"), files.number_cell(cell)))

    assert refusal(path) == "sparse"


@pytest.mark.parametrize("cell", ["GR150000", "A150000", "GR1"])
def test_a_filled_cell_at_the_limit_is_accepted(tmp_path, cell):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1"), files.number_cell(cell)))

    assert guard.inspect(path) == "xlsx"


def test_a_filled_cell_of_a_prefixed_dialect_is_seen(tmp_path):
    cell = '<x:c t="n" r="XFD1"><x:v>1</x:v></x:c>'
    sheet = f"<x:worksheet><x:sheetData><x:row>{cell}</x:row></x:sheetData></x:worksheet>"

    assert refusal(files.xlsx_of(tmp_path / "a.xlsx", sheet)) == "sparse"


def test_a_filled_cell_across_two_chunks_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("registry.imports.reading.archive.CHUNK", 64)
    padding = "<!-- " + "x" * 700 + " -->"
    path = files.xlsx_of(
        tmp_path / "a.xlsx", sheet_of(files.number_cell("A1"), padding, files.number_cell("XFD7"))
    )

    assert refusal(path) == "sparse"


@pytest.mark.parametrize(
    "row",
    [
        files.ods_row(files.ods_cell("x"), times=1_048_576),
        files.ods_row("<table:table-cell><text:p>x</text:p></table:table-cell>", times=1_048_576),
        files.ods_row(files.ods_cell("x", times=16_384)),
        files.ods_row(files.ods_cell(times=16_000), files.ods_cell("x")),
    ],
)
def test_repeated_ods_cells_are_refused(tmp_path, row):
    assert refusal(files.ods_of(tmp_path / "a.ods", row)) == "sparse"


def test_an_xls_cell_far_to_the_right_is_refused(tmp_path):
    path = tmp_path / "a.xls"
    saved_xls(path, lambda sheet: sheet.write(0, 255, "x"))

    assert refusal(path) == "sparse"
