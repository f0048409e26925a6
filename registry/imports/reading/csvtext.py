"""Text files of a table: their encoding, their delimiter, and the line each row begins on."""

import csv
import io
import re
from collections.abc import Iterator

DELIMITERS = ";,\t|"
SNIFFED_LINES = 50
NAMES = re.compile(r"\b(?:nama|n a m a|nm|name|peserta)\b(?!.*:)", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of a csv file: UTF-16 or UTF-8 by its mark, else UTF-8, else cp1252 as Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def sniff_delimiter(text: str) -> str:
    """The delimiter that parts the line of headings into the most cells, then the lines of people."""
    lines = [line for line in text.splitlines()[:SNIFFED_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: fit(lines, delimiter))


def fit(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many cells a heading of names has beside it, and how many the lines of the commonest width have.

    Commas in every address have a width in common too, but the headings above them do not share it.
    """
    try:
        rows = [next(csv.reader([line], delimiter=delimiter)) for line in lines]
    except csv.Error:
        rows = [line.split(delimiter) for line in lines]
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return 0, 0
    commonest = max(set(widths), key=lambda width: (widths.count(width), width))
    headings = max((len(list(filter(None, row))) for row in rows if any(map(NAMES.search, row))), default=0)
    return headings if headings > 1 else 0, widths.count(commonest) * (commonest - 1)


def read_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) for each row; a row with line breaks inside quotes is known by its first line.

    A first line `sep=;`, which Excel understands, names the delimiter. A quotation mark that is never
    closed would swallow the rest of the file; then quotation marks are taken as ordinary characters.
    """
    lines = text.splitlines(keepends=True)
    first = lines[0].strip().lower() if lines else ""
    skip = 1 if first.startswith("sep=") and len(first) == 5 else 0
    delimiter = first[4] if skip else sniff_delimiter(text)
    body = io.StringIO("".join(lines[skip:]), newline="")
    quoting = csv.QUOTE_MINIMAL if quotes_are_closed(body.getvalue(), delimiter) else csv.QUOTE_NONE
    reader = csv.reader(body, delimiter=delimiter, quoting=quoting)
    line = 1 + skip
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1 + skip


def quotes_are_closed(text: str, delimiter: str) -> bool:
    """Whether no quoted cell is longer than a spreadsheet cell can be (32,767 characters)."""
    if '"' not in text:
        return True
    try:
        longest = max(
            (
                len(cell)
                for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
                for cell in row
            ),
            default=0,
        )
    except csv.Error:
        return False
    return longest <= 32_767
