"""A staged import as one JSON document, for programs (`import_sheet --json`)."""

from collections.abc import Iterable, Iterator

from registry.imports.meaning.cells import FIELDS
from registry.models import ImportBatch, ImportRow, Worker

NOT_SHOWN = frozenset({"unsure", "conflicts", "legend"})


def describe(batch: ImportBatch) -> dict:
    """Everything about the batch and its rows; people are named with their NIK, so mind where it goes."""
    rows = list(batch.rows.order_by("position"))
    people = _people(rows)
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "applied": batch.state == ImportBatch.State.APPLIED,
        "sheets": [
            {key: value for key, value in sheet.items() if key not in NOT_SHOWN} for sheet in batch.sheets
        ],
        "counts": {name: batch.counts[name] for name in ("read", *ImportRow.Action.values)},
        "rows": list(_describe_rows(rows, people)),
    }


def _people(rows: Iterable[ImportRow]) -> dict[int, dict]:
    ids = {row.worker_id for row in rows} | {worker for row in rows for worker in row.candidates}
    return {person["id"]: person for person in Worker.objects.filter(pk__in=ids).values("id", "nik", "name")}


def _describe_rows(rows: Iterable[ImportRow], people: dict[int, dict]) -> Iterator[dict]:
    for row in rows:
        yield {
            "sheet": row.sheet,
            "row": row.row,
            "action": row.action,
            "reason": row.reason,
            "worker": people.get(row.worker_id),
            "candidates": [people[worker] for worker in row.candidates if worker in people],
            "values": dict.fromkeys(FIELDS) | row.values,
            "attendance": row.attendance,
            "issues": row.issues,
        }
