"""The whole engine on a sheet made in memory: read, understood, matched, against a few people and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.imports.meaning.cells import clean_rows
from registry.imports.meaning.matching import RosterIndex, decide
from registry.imports.meaning.regions import RegionIndex
from registry.imports.reading.reader import Grid, Workbook
from registry.imports.reading.tables import parse
from registry.imports.rows import CellValue, CleanRow, Decision, Known, Post
from tests.registry.imports.grids import grid_of
from tests.registry.imports.samples import ROLES

ON = date(2024, 6, 12)
DRINGU, GENDING, BANTARAN, BESUK = "35.13.19", "35.13.18", "35.13.04", "35.13.13"
KALIREJO, NGEPOH, KANDANG_JATI, DEME = (f"{DRINGU}.200{number}" for number in (3, 5, 6, 7))
PESISIR = f"{GENDING}.2001"
REGIONS = RegionIndex(
    (number, code, level, name, (), code.rpartition(".")[0])
    for number, (code, level, name) in enumerate(
        (
            ("35.13", "regency", "Kabupaten Probolinggo"),
            (DRINGU, "district", "Dringu"),
            (KALIREJO, "village", "Kalirejo"),
            (NGEPOH, "village", "Ngepoh"),
            (KANDANG_JATI, "village", "Kandang Jati"),
            (DEME, "village", "Deme Satu"),
            (GENDING, "district", "Gending"),
            (PESISIR, "village", "Pesisir"),
            (BANTARAN, "district", "Bantaran"),
            (f"{BANTARAN}.2008", "village", "Besuk"),
            (BESUK, "district", "Besuk"),
            (f"{BESUK}.2001", "village", "Ngepoh"),
        )
    )
)


@dataclass(slots=True)
class Found:
    """One person's line as the engine gives it."""

    row: CleanRow
    decision: Decision

    @property
    def codes(self) -> list[str]:
        return [issue.code for issue in self.row.issues + self.decision.issues]

    @property
    def place(self) -> tuple[str | None, str | None]:
        return self.row.values["district"], self.row.values["village"]

    def __getitem__(self, field: str) -> str | None:
        return self.row.values[field]


def run(rows: list[list[CellValue]], *known: Known, kind: str = "attendance", **shape) -> list[Found]:
    """The people of one sheet; `shape` is what `grid_of` takes (name, merges, hidden)."""
    return run_sheets([grid_of(rows, **shape)], *known, kind=kind)


def run_sheets(
    grids: list[Grid], *known: Known, kind: str = "attendance", days: Sequence[date] = ()
) -> list[Found]:
    """The people of a workbook; a sheet that repeats the others is left out, as staging does."""
    sheets = parse(
        Workbook(grids),
        days=days,
        region_level=REGIONS.level_of,
        is_role=ROLES.is_role,
        titles_name_roles=kind == "roster",
    )
    legends = {sheet.name: sheet.legend for sheet in sheets}
    raws = [row for sheet in sheets if not sheet.combined for row in sheet.rows]
    cleaned = clean_rows(raws, regions=REGIONS, roles=ROLES, on=ON, legends=legends)
    decisions = decide(cleaned, RosterIndex(known), kind=kind)
    return [Found(*pair) for pair in zip(cleaned, decisions, strict=True)]


def known(number: int, name: str, *, role: str = "PSM", village: str | None = KALIREJO, **facts) -> Known:
    """A person of the registry who serves in a village, or in the district given instead."""
    district = facts.pop("district", village and village[:8])
    return Known(id=number, name=name, posts=[Post(role, district, village, current=True)], **facts)
