"""The staging table: one row for each line of a sheet, written by COPY and read back as plain rows."""

import json
from collections.abc import Iterable, Iterator

from django.db import connection

from registry.imports.kinds import StagedRow
from registry.imports.rows import CellValue, Issue, RawRow, decode_cell, encode_cell, without_nuls
from registry.models import ImportBatch, ImportRow
from registry.names import name_key

COLUMNS = (
    *("batch_id", "position", "sheet", "row", "is_hidden", "raw", "name_key", "values", "attendance"),
    *("issues", "action", "reason", "worker_id", "candidates", "changes", "corrections", "decision"),
)
CHUNK = 64 * 1024


def write_rows(batch: ImportBatch, rows: Iterable[StagedRow]) -> None:
    """COPY the rows into the staging table; of their values those that are known."""
    lines = (_line(batch.pk, row) for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY registry_importrow ({', '.join(COLUMNS)}) FROM STDIN",
            _Stream(lines),
            CHUNK,
        )


def _line(batch_id: int, row: StagedRow) -> str:
    raw, clean, decision = row.raw, row.clean, row.decision
    worker = row.worker_id
    values = {field: value for field, value in clean.values.items() if value is not None}
    columns = (
        str(batch_id),
        str(row.position),
        _escaped(raw.sheet),
        str(raw.row),
        "t" if raw.hidden else "f",
        _json(raw_to_json(raw)),
        _escaped(name_key(clean.values.get("name"))),
        _json(values),
        _json(clean.attendance),
        _json([_issue(issue) for issue in (*clean.issues, *decision.issues)]),
        row.action,
        decision.reason,
        str(worker) if worker else r"\N",
        "{" + ",".join(map(str, decision.candidates)) + "}",
        _json(row.changes),
        _json(row.corrections),
        _json(row.decided),
    )
    return "\t".join(columns) + "\n"


def _issue(issue: Issue) -> dict[str, str]:
    return {"field": issue.field, "code": issue.code, "level": issue.level, "message": issue.message}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=encode_cell).encode


def _json(value: dict | list) -> str:
    """JSON as COPY wants it: tabs and ends of lines are written with a backslash already."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    text = _encode(value)
    return without_nuls(text).replace("\\", "\\\\") if "\\" in text else text


def _escaped(text: str) -> str:
    """Text as COPY wants it. PostgreSQL keeps no NUL, neither in text nor in JSON."""
    if text.isprintable() and "\\" not in text:
        return text
    text = text.replace("\0", "").replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


class _Stream:
    """What COPY reads from: lines as they are made, never all at once."""

    def __init__(self, lines: Iterator[str]):
        self._lines = lines
        self._rest = ""

    def read(self, size: int = CHUNK) -> str:
        parts, length = [self._rest], len(self._rest)
        while length < size:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self._rest = text[size:]
        return text[:size]


def raw_to_json(raw: RawRow) -> dict:
    """What a raw row holds besides its place; `_json` writes its dates as `decode_cell` wants them."""
    return {"cells": raw.cells, "context": raw.context, "marks": raw.marks}


def read_rows(batch: ImportBatch) -> list[StagedRow]:
    """All rows of the batch in order as they were read, with what people decided and typed since."""
    return [staged_row(row) for row in batch.rows.order_by("position")]


def staged_row(row: ImportRow) -> StagedRow:
    """A row as it was read, with what people decided and typed since, to be understood again."""
    return StagedRow(
        raw_from_json(row),
        row.position,
        decided=row.decision,
        corrections=row.corrections,
        applied_worker=(row.worker_id or 0) if row.applied_at else None,
        shown=(row.action, row.worker_id, row.changes),
    )


def raw_from_json(row: ImportRow) -> RawRow:
    """The raw row as it was read; what a person typed since is kept apart (`StagedRow.corrected`)."""
    return RawRow(
        sheet=row.sheet,
        row=row.row,
        cells={field: _decoded(value) for field, value in row.raw["cells"].items()},
        context=row.raw.get("context", {}),
        marks={int(session): _decoded(value) for session, value in row.raw.get("marks", {}).items()},
        hidden=row.is_hidden,
    )


def _decoded(value: object) -> CellValue:
    return decode_cell(value) if isinstance(value, dict) else value
