"""From raw rows to settled ones: clean, match, obey what a person decided, compare with the registry."""

from collections.abc import Callable

from registry.imports import kinds, known
from registry.imports.cells import clean_rows
from registry.imports.kinds import StagedRow
from registry.imports.matching import decide
from registry.imports.regions import RegionIndex
from registry.imports.roles import RoleIndex
from registry.imports.rows import Decision, RawRow
from registry.models import ImportBatch

Progress = Callable[[str], None]


def understand(
    batch: ImportBatch,
    raws: list[RawRow],
    *,
    regions: RegionIndex,
    roles: RoleIndex,
    decisions: dict[int, dict] | None = None,
    progress: Progress = lambda step: None,
) -> list[StagedRow]:
    """The rows of a batch in order, cleaned, matched and settled by its kind.

    `decisions` maps a row's position to what a person decided; that stands above what matching found.
    """
    kind = kinds.get(batch.kind)
    day = kind.day(batch)
    legends = {sheet["name"]: sheet["legend"] for sheet in batch.sheets}
    clean = clean_rows(raws, regions=regions, roles=roles, on=day, legends=legends)
    progress("cleaned")
    niks = {row.values["nik"] for row in clean if row.values.get("nik")}
    roster = known.load_roster(batch.scope, on=day, niks=niks)
    decided = decisions or {}
    rows = [
        StagedRow(row, _obeying(decision, decided.get(position)), decided.get(position, {}))
        for position, (row, decision) in enumerate(
            zip(clean, decide(clean, roster, kind=batch.kind), strict=True)
        )
    ]
    progress("matched")
    kind.settle(batch, rows)
    return rows


def _obeying(decision: Decision, decided: dict | None) -> Decision:
    """The decision with a person's choice in place of the engine's; errors of cells stay errors."""
    if not decided or decision.action == "error":
        return decision
    if worker_id := decided.get("worker"):
        return Decision("match", worker_id, decision.candidates, "decided", decision.issues)
    if decided.get("create"):
        return Decision("create", None, decision.candidates, "decided", decision.issues)
    return decision
