"""How high a row of a workbook must be for the words in it.

A row without a height of its own is made fit by Excel when it opens the file, but not by every program that
prints it: LibreOffice lets the second line of a cell run into the row below. So rows of several lines say it.
"""

import textwrap
from collections.abc import Iterable

LINE = 15  # points a line takes, in Excel's usual letters
BOLD = 1.1  # bold letters are so much wider


def height_of(cells: Iterable[tuple[str, float]], *, size: float = 1) -> float | None:
    """The height in points for these texts and the widths of their cells, in signs; None for a single line.

    Letters are `size` times as large as usual.
    """
    lines = max((_lines(text, width / size) for text, width in cells), default=1)
    return lines * LINE * size if lines > 1 else None


def _lines(text: str, width: float) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(textwrap.wrap(line, max(1, int(width)))) or 1 for line in text.split("\n"))
