"""Reads a spreadsheet in a process of its own, so that no file can harm the one that asks.

The parsers are native code: a hostile file can make them abort, take gigabytes or never end. The child
has limits on memory and time, sees no secrets of the environment, and answers in JSON (never pickle: a
child that was taken over must not be able to run code here).
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from registry.imports.refusals import SheetRefused
from registry.imports.rows import CellValue, decode_cell

WALL_SECONDS = 60
ROOT = Path(__file__).parents[3]  # where this package lies, however the server was started
MAX_ANSWER_BYTES = 512 * 1024 * 1024


@dataclass(slots=True)
class Grid:
    """The filled rows of one sheet.

    `rows` are (number as a spreadsheet program shows it, from 1; cells from column A, cut after the last
    filled one). `merges` are (top, left, bottom, right) with rows from 1 and columns from 0, all inclusive.
    `hidden_rows` and `hidden_columns` count likewise.
    """

    name: str
    rows: list[tuple[int, list[CellValue]]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False


@dataclass(slots=True)
class Workbook:
    """All sheets of a file in the order of the tabs; a csv file is one sheet without a name."""

    sheets: list[Grid] = field(default_factory=list)


def read(path: Path | str, *, seconds: float = WALL_SECONDS, most: int | None = None) -> Workbook:
    """Every sheet of a file, of each the first `most` filled rows if that is said.

    Raises SheetRefused, also when the parser crashes or takes too long.
    """
    path = Path(path).resolve()
    command = [sys.executable, "-S", "-P", "-m", "registry.imports.reading.child", str(path)]
    command += [str(most)] if most else []
    environment = {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
    child = subprocess.Popen(  # noqa: S603 - our own module; the path is one argument, never a shell line
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    late = threading.Event()
    timer = threading.Timer(seconds, lambda: (late.set(), child.kill()))
    timer.start()
    try:
        return gather(child.stdout)
    except BrokenAnswerError:
        child.kill()
        raise SheetRefused("slow" if late.is_set() else "unreadable") from None
    finally:
        timer.cancel()
        child.kill()
        child.stdout.close()
        child.wait()


class BrokenAnswerError(Exception):
    """The child's answer breaks off or is no answer."""


def no_value(constant: str) -> None:
    """What is no number (NaN, Infinity) is no value: no program writes it, no database keeps it."""


def gather(lines) -> Workbook:
    """The workbook from the child's lines. Raises what the child refused, or BrokenAnswerError."""
    workbook, size = Workbook(), 0
    for line in lines:
        size += len(line)
        if size > MAX_ANSWER_BYTES:
            raise SheetRefused("memory")
        try:
            answer = json.loads(line, object_hook=decode_cell, parse_constant=no_value)
        except ValueError:
            raise BrokenAnswerError from None
        if "refused" in answer:
            raise SheetRefused(answer["refused"], **answer["details"])
        if "end" in answer:
            return workbook
        if "sheet" in answer:
            workbook.sheets.append(Grid(answer["sheet"], hidden=answer["hidden"]))
            continue
        grid = workbook.sheets[-1]
        share = {}.setdefault  # a village that many rows name is kept once
        grid.rows.extend(
            (number, [share(cell, cell) if type(cell) is str else cell for cell in cells])
            for number, cells in answer["rows"]
        )
        grid.merges.extend(tuple(merge) for merge in answer.get("merges", ()))
        grid.hidden_rows.update(answer.get("hidden_rows", ()))
        grid.hidden_columns.update(answer.get("hidden_columns", ()))
    raise BrokenAnswerError
