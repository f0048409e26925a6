"""Text files of a table: their encoding, their delimiter, and the line each row begins on."""

import csv
import io
from collections.abc import Iterator

DELIMITERS = ";,\t|"
SNIFFED_LINES = 50


def decode(data: bytes) -> str:
    """The text of a csv file: UTF-16 or UTF-8 by its mark, else UTF-8, else cp1252 as Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def sniff_delimiter(text: str) -> str:
    """The delimiter that parts the most cells in those of the first lines that have the commonest width."""
    lines = [line for line in text.splitlines()[:SNIFFED_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: fit(lines, delimiter))


def fit(lines: list[str], delimiter: str) -> tuple[bool, int]:
    """Whether a line of headings (it has no digits) is among those of the commonest width, and their cells.

    Commas in every address have a width in common too, but the headings above them do not share it.
    """
    try:
        widths = [len(next(csv.reader([line], delimiter=delimiter))) for line in lines]
    except csv.Error:
        widths = [line.count(delimiter) + 1 for line in lines]
    wide = [width for width in widths if width > 1]
    if not wide:
        return False, 0
    commonest = max(set(wide), key=lambda width: (wide.count(width), width))
    headed = any(
        width == commonest and not any(map(str.isdigit, line))
        for line, width in zip(lines, widths, strict=True)
    )
    return headed, wide.count(commonest) * (commonest - 1)


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
