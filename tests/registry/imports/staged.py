"""Roster sheets for the tests of staging, reviewing and saving: small, invented, in Kabupaten Probolinggo."""

from pathlib import Path

from registry.imports import batches
from registry.models import ImportBatch, ImportRow, Region
from tests.registry.imports.files import save_rows

HEAD = ["No", "Nama", "NIK", "Tanggal Lahir", "HP", "Unsur", "Desa", "Kecamatan"]
# name, NIK, birth date, phone, role, village, district
SITI = ("Siti Aminah", "3513194405800001", "4/5/1980", "081234500001", "PSM", "Kalirejo", "Dringu")
BUDI = ("Budi Santoso", "3513191203790002", "12/3/1979", "081234500002", "PSM", "Ngepoh", "Dringu")
NURUL = ("Nurul Huda", "3513180101850003", "1/1/1985", "081234500003", "PSM", "Pesisir", "Gending")


def sheet(path: Path, *people: tuple, head: list[str] = HEAD) -> Path:
    """An xlsx of these people under one header."""
    rows = [head, *([number, *person] for number, person in enumerate(people, start=1))]
    return save_rows(path, rows)


def person(known: tuple, **changes: str) -> tuple:
    """A person with another value under some headings: `person(SITI, HP="0812...")`."""
    return tuple(changes.get(heading, value) for heading, value in zip(HEAD[1:], known, strict=True))


def stage(folder: Path, *people: tuple, scope: Region, by=None, **how) -> ImportBatch:
    """A staged roster of these people."""
    path = sheet(folder / "roster.xlsx", *people)
    return batches.stage(path, kind="roster", scope=scope, by=by, **how)


def actions(batch: ImportBatch) -> list[str]:
    """What each row is, in order."""
    return list(batch.rows.order_by("position").values_list("action", flat=True))


def row(batch: ImportBatch, position: int = 0) -> ImportRow:
    """One row as it now stands."""
    return batch.rows.get(position=position)
