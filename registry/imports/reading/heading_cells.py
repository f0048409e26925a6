"""Quick access to the cells and merges of a sheet while its headers are looked for."""

import datetime

from registry.imports.reading.reader import Grid
from registry.imports.rows import CellValue

MOST_HEADER_ROWS = 4


def label_text(value: CellValue) -> str:
    """A header cell as text; a date as ISO, a whole number without its decimals."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


class Sheet:
    """A grid with quick access to its cells and merges while headers are being looked for."""

    def __init__(self, grid: Grid):
        self.grid = grid
        self.cells = dict(grid.rows)
        self.merges_at: dict[int, list[tuple[int, int, int, int]]] = {}
        for merge in grid.merges:
            for row in range(merge[0], min(merge[2], merge[0] + MOST_HEADER_ROWS) + 1):
                self.merges_at.setdefault(row, []).append(merge)

    def text(self, row: int, column: int) -> str:
        cells = self.cells.get(row, ())
        return label_text(cells[column]) if 0 <= column < len(cells) else ""

    def filled(self, row: int) -> list[int]:
        """The columns of a row in which something stands."""
        return [column for column, value in enumerate(self.cells.get(row, ())) if value is not None]

    def merge(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged range around a cell, or the cell itself."""
        for merge in self.merges_at.get(row, ()):
            if merge[1] <= column <= merge[3] and merge[0] <= row <= merge[2]:
                return merge
        return (row, column, row, column)
