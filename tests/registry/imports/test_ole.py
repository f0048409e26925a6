"""Compound files (old Excel) that are broken on purpose."""

import struct

import pytest

from tests.registry.imports import files
from tests.registry.imports.test_guard import refusal


@pytest.mark.parametrize("at", [48, 60, 76])  # the first sectors of directory, small streams and table
def test_compound_files_with_wild_sector_numbers_are_refused(tmp_path, at):
    path = files.ole_of(tmp_path / "a.xls", {"Workbook": b"\x09\x08"})
    data = bytearray(path.read_bytes())
    data[at : at + 4] = struct.pack("<I", 12_345)
    path.write_bytes(data)

    assert refusal(path) == "damaged"


def test_a_compound_file_that_runs_in_a_circle_is_refused(tmp_path):
    path = files.ole_of(tmp_path / "a.xls", {"Workbook": b""})
    data = path.read_bytes()
    fat_at = len(data) - 512
    path.write_bytes(data[:fat_at] + struct.pack("<I", 0) + data[fat_at + 4 :])

    assert refusal(path) == "damaged"
