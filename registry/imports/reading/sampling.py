"""What stands in the first rows of a table, as far as it helps to understand its columns."""

from collections.abc import Callable, Iterable
from itertools import compress, islice

from registry.imports.reading.headers import Column, Header
from registry.imports.reading.lines import is_number
from registry.imports.rows import CellValue

SAMPLED_ROWS = 400
NUMBERED_SHARE = 0.3  # of the named lines; where fewer have a number, its column is not kept


class Sample:
    """What stands in the columns of a table's first rows that look like people.

    `region_level` tells for a text which level of the scope's regions it names.
    """

    def __init__(
        self,
        header: Header,
        rows: Iterable[tuple[int, list[CellValue]]],
        region_level: Callable[[str], str | None] = lambda text: None,
    ):
        self.region_level = region_level
        names = [column for column in header.columns if column.meaning.field == "name"]
        numbers = [column for column in header.columns if column.meaning.field == "number"]
        named = (cells for _, cells in rows if any(isinstance(value, str) for value in inside(cells, names)))
        self.rows = list(islice(named, SAMPLED_ROWS))
        numbered = [any(map(is_number, inside(cells, numbers))) for cells in self.rows]
        last = max((place for place, is_one in enumerate(numbered, 1) if is_one), default=0)
        # Signatures have no numbers, but they stand below the last person.
        self.is_numbered = last > 0 and sum(numbered) >= NUMBERED_SHARE * last
        if self.is_numbered:
            self.rows = list(compress(self.rows, numbered))

    def values(self, index: int) -> list[CellValue]:
        return [cells[index] for cells in self.rows if index < len(cells) and cells[index] is not None]

    def go_together(self, first: int, second: int) -> bool:
        """Whether most rows that fill one of two columns fill the other too."""
        pairs = [
            (
                first < len(cells) and cells[first] is not None,
                second < len(cells) and cells[second] is not None,
            )
            for cells in self.rows
        ]
        return sum(map(all, pairs)) > 0.5 * sum(map(any, pairs))

    def meet(self, first: int, second: int) -> bool:
        """Whether a row fills both columns."""
        return any(
            len(cells) > max(first, second) and cells[first] is not None and cells[second] is not None
            for cells in self.rows
        )

    def share(self, column: Column, test: Callable[[str], object]) -> float:
        """The share of filled cells of a column that pass a test; 0 for an empty column."""
        values = self.values(column.index)
        return sum(bool(test(str(value))) for value in values) / len(values) if values else 0.0

    def is_empty(self, column: Column) -> bool:
        return not any(self.values(index) for index in range(column.index, column.index + column.width))

    def differ(self, first: Column, second: Column) -> bool:
        """Whether two columns are ever both filled with different things."""
        pairs = (
            (cells[first.index], cells[second.index])
            for cells in self.rows
            if max(first.index, second.index) < len(cells)
        )
        return any(a is not None and b is not None and str(a).strip() != str(b).strip() for a, b in pairs)


def inside(cells: list[CellValue], columns: Iterable[Column]) -> list[CellValue]:
    return [value for column in columns for value in cells[column.index : column.index + column.width + 1]]
