"""The process that reads one file and dies: `python -m registry.imports.reading.child FILE [ROWS]`.

It answers on stdout in lines of JSON and may be killed at any moment; nothing but the answer leaves it.
Its imports are few, because every upload pays for its start.
"""

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from registry.imports.reading import csvtext, guard
from registry.imports.reading.biff import Layout
from registry.imports.reading.layouts import layouts
from registry.imports.refusals import MAX_COLUMNS, MAX_ROWS, SheetRefused
from registry.imports.rows import LONGEST_TEXT, encode_cell, without_nuls

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 40
ROWS_A_LINE = 2_000
MERGED_ROWS = 4 * MAX_ROWS
# What Word and web pages leave between letters: soft hyphens, joiners without width, marks of direction.
INVISIBLE = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)


def limit_resources() -> None:
    """Let the system stop this process before a bomb hurts the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def trimmed(cells: list) -> list:
    """The cells with None for empty ones, without the empty ones at the end."""
    found = [shown(value) if isinstance(value, str) else value for value in cells]
    while found and found[-1] is None:
        found.pop()
    return found


def shown(text: str) -> str | None:
    """A text without what nobody sees in it, cut where it is too long; None when nothing is left."""
    if not text.isascii():
        text = text.translate(INVISIBLE)
    return text[: LONGEST_TEXT + 1] if text and not text.isspace() else None


def filled_rows(rows: Iterable[tuple[int, list]]) -> Iterator[tuple[int, list]]:
    """The rows in which something stands, within the limits. Raises SheetRefused beyond them."""
    count = 0
    for number, cells in rows:
        cells = trimmed(cells)
        if not cells:
            continue
        count += 1
        if count > MAX_ROWS:
            raise SheetRefused("rows", limit=MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise SheetRefused("columns", limit=MAX_COLUMNS)
        yield number, cells


def sheet_rows(sheet, layout: Layout) -> Iterator[tuple[int, list]]:
    """(row as the program shows it, cells from column A), with error cells written back in."""
    offset = [""] * (sheet.start[1] if sheet.start else 0)
    errors: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in layout.errors.items():
        errors.setdefault(row, []).append((column, text))
    number = 0
    for number, found in enumerate(sheet.iter_rows(), 1):
        cells = offset + found
        for column, text in errors.pop(number, ()):
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
        yield number, cells
    for row in sorted(row for row in errors if number < row <= MAX_ROWS):
        cells = [""] * (max(column for column, _ in errors[row]) + 1)
        for column, text in errors[row]:
            cells[column] = text
        yield row, cells


def send(document: dict) -> None:
    line = json.dumps(document, default=encode_cell, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(without_nuls(line).encode("utf-8", "replace") + b"\n")


def send_sheet(
    name: str, rows: Iterable[tuple[int, list]], merges: list, layout: Layout, hidden: bool, most: int | None
) -> None:
    """A head line, then lines of rows, then what is known of the rows that were sent."""
    send({"sheet": name, "hidden": hidden})
    batch, numbers = [], set()
    for number, cells in islice(filled_rows(rows), most):
        numbers.add(number)
        batch.append((number, cells))
        if len(batch) == ROWS_A_LINE:
            send({"rows": batch})
            batch = []
    last = max(numbers, default=0)
    send(
        {
            "rows": batch,
            "merges": sound_merges(merges, last),
            "hidden_rows": sorted(layout.hidden_rows & numbers),
            "hidden_columns": sorted(layout.hidden_columns),
        }
    )


def sound_merges(merges: list, last: int) -> list[tuple[int, int, int, int]]:
    """(top, left, bottom, right), rows from 1, cut at the last filled row.

    Merges cannot overlap in a sound file; one that piles them up is not followed beyond MERGED_ROWS.
    """
    found, rows = [], 0
    for (top, left), (bottom, right) in merges:
        if top >= last:
            continue
        bottom = min(bottom, last - 1)
        rows += bottom - top
        if rows <= MERGED_ROWS:
            found.append((top + 1, left, bottom + 1, right))
    return found


def read_workbook(path: Path, kind: str, most: int | None) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    known = layouts(path, kind)
    with CalamineWorkbook.from_path(str(path)) as workbook:
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(index)
            layout = known[index] if index < len(known) else Layout()
            merges = layout.merges if kind == "ods" else sheet.merged_cell_ranges or []
            hidden = about.visible is not SheetVisibleEnum.Visible
            send_sheet(about.name, sheet_rows(sheet, layout), merges, layout, hidden, most)


def read_file(path: Path, most: int | None) -> None:
    """Send every sheet, of each the first `most` filled rows if that is said."""
    kind = guard.inspect(path)
    if kind == "csv":
        send_sheet("", csvtext.read_rows(csvtext.decode(path.read_bytes())), [], Layout(), False, most)
    else:
        read_workbook(path, kind, most)
    send({"end": True})


def main() -> None:
    limit_resources()
    try:
        read_file(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else None)
    except SheetRefused as refused:
        send({"refused": refused.code, "details": refused.details})
    except MemoryError:
        send({"refused": "memory", "details": {}})
    except BaseException:  # a panic of the parser is no Exception
        send({"refused": "unreadable", "details": {}})
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
