"""Old Excel files (BIFF8 records), what the parser leaves out: passwords, what is hidden, error cells."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from registry.imports.reading.ole import OleError
from registry.imports.refusals import MAX_COLUMNS, SheetRefused

BOF, EOF_RECORD, SHEET_NAME, PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
FORMULA, ERROR_CELL, ROW, COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
VALUE_CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class Layout:
    """What calamine does not tell of a sheet. Rows count from 1, columns from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def hide_columns(self, first: int, last: int) -> None:
        """Note a run of hidden columns; one that is known is passed over, however often a file repeats it."""
        last = min(last, MAX_COLUMNS - 1)
        if not self.hidden_columns.issuperset((first, last)):
            self.hidden_columns.update(range(first, last + 1))


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, first byte, length) of each record, in order. Raises OleError when one leaves the stream."""
    at, size = 0, len(stream)
    while at + 4 <= size:
        kind, length = struct.unpack_from("<2H", stream, at)
        if at + 4 + length > size:
            raise OleError
        yield kind, at + 4, length
        at += 4 + length


def check(stream: bytes) -> None:
    """Refuse a workbook with a password, and cells further right than a table reaches."""
    for kind, at, length in records(stream):
        if kind == PASSWORD:
            raise SheetRefused("encrypted")
        if kind in VALUE_CELLS and length >= 4:
            row, column = struct.unpack_from("<2H", stream, at)
            if column >= MAX_COLUMNS:
                raise SheetRefused("sparse", cell=f"R{row + 1}C{column + 1}")


def layouts(stream: bytes) -> list[Layout]:
    """The layout of each sheet in the order of the tabs."""
    starts = [
        struct.unpack_from("<I", stream, at)[0] for kind, at, _ in records(stream) if kind == SHEET_NAME
    ]
    return [sheet_layout(stream[start:]) if start < len(stream) else Layout() for start in starts]


def sheet_layout(stream: bytes) -> Layout:
    layout, depth = Layout(), 0
    for kind, at, length in records(stream):
        if kind == BOF:
            depth += 1
        elif kind == EOF_RECORD:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:
            note_record(layout, stream, kind, at, length)
    return layout


def note_record(layout: Layout, stream: bytes, kind: int, at: int, length: int) -> None:
    if kind == ROW and length >= 16:
        row, flags = struct.unpack_from("<H10xH", stream, at)
        if flags & HIDDEN_ROW:
            layout.hidden_rows.add(row + 1)
    elif kind == COLUMNS and length >= 10:
        first, last, flags = struct.unpack_from("<2H4xH", stream, at)
        if flags & HIDDEN_COLUMN:
            layout.hide_columns(first, last)
    elif kind == ERROR_CELL and length >= 8:
        row, column, _, code, is_error = struct.unpack_from("<3H2B", stream, at)
        if is_error:
            layout.errors[row + 1, column] = ERRORS.get(code, "#VALUE!")
    elif kind == FORMULA and length >= 14:
        row, column, _, tag, code, mark = struct.unpack_from("<3HBxBx2xH", stream, at)
        if mark == 0xFFFF and tag == 2:
            layout.errors[row + 1, column] = ERRORS.get(code, "#VALUE!")
