"""Builds sheets in memory for the tests of the table finder."""

from registry.imports.reading.reader import Grid, Workbook
from registry.imports.reading.tables import ParsedSheet, parse
from registry.imports.rows import CellValue

HEADER = ["No", "Nama", "Kecamatan", "Desa"]
BUDI = [1, "Budi Santoso", "Dringu", "Kalirejo"]
SITI = [2, "Siti Aminah", "Gending", "Bulang"]
BOTH = [(2, "Budi Santoso"), (3, "Siti Aminah")]  # the (row, name) of the two right below the header


def grid_of(
    rows: list[list[CellValue]],
    *,
    name: str = "Sheet1",
    merges: tuple = (),
    hidden: tuple[int, ...] = (),
) -> Grid:
    """A sheet whose first list is row 1; an empty list is a blank row."""
    filled = [
        (number, list(cells)) for number, cells in enumerate(rows, 1) if any(c is not None for c in cells)
    ]
    return Grid(name, filled, list(merges), set(hidden))


def parse_rows(rows: list[list[CellValue]], **how) -> list[ParsedSheet]:
    """Parse one sheet; `merges`, `hidden` and `name` shape it, anything else goes to `parse`."""
    shape = {key: how.pop(key) for key in ("name", "merges", "hidden") if key in how}
    return parse(Workbook([grid_of(rows, **shape)]), **how)


def only_sheet(rows: list[list[CellValue]], **how) -> ParsedSheet:
    (sheet,) = parse_rows(rows, **how)
    return sheet


def people(rows: list[list[CellValue]], **how) -> list[tuple[int, str | None]]:
    """(row, name) of everyone found."""
    return [(row.row, row.cells.get("name")) for sheet in parse_rows(rows, **how) for row in sheet.rows]


def contexts(rows: list[list[CellValue]], **how) -> list[dict[str, str]]:
    """What the lines above say of everyone found."""
    return [row.context for sheet in parse_rows(rows, **how) for row in sheet.rows]


def cells(rows: list[list[CellValue]], field: str, **how) -> list[CellValue]:
    """One field of everyone found."""
    return [row.cells.get(field) for sheet in parse_rows(rows, **how) for row in sheet.rows]


def marks(rows: list[list[CellValue]], **how) -> list[dict[int, CellValue]]:
    """The marks of everyone found."""
    return [row.marks for sheet in parse_rows(rows, **how) for row in sheet.rows]
