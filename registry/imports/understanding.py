"""From raw rows to settled ones: clean, match, obey what a person decided, compare with the registry."""

from collections.abc import Callable, Sequence

from registry.imports import kinds, known
from registry.imports.kinds import StagedRow
from registry.imports.meaning.cells import clean_rows
from registry.imports.meaning.matching import decide
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.roles import RoleIndex
from registry.imports.obeying import obey
from registry.models import ImportBatch

Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Progress that nobody watches."""


def understand(
    batch: ImportBatch,
    rows: Sequence[StagedRow],
    *,
    regions: RegionIndex,
    roles: RoleIndex,
    progress: Progress = silent,
) -> None:
    """Clean and match the rows of a batch and settle them by its kind, in place.

    Rows saved earlier are matched with the others, so that nobody is given to two rows, and left unsettled.
    """
    kind = kinds.get(batch.kind)
    day = kind.day(batch)
    legends = {sheet["name"]: sheet["legend"] for sheet in batch.sheets}
    clean = clean_rows([row.corrected for row in rows], regions=regions, roles=roles, on=day, legends=legends)
    progress("cleaned")
    niks = {row.values["nik"] for row in clean if row.values["nik"]}
    roster = known.load_roster(batch.scope, on=day, niks=niks)
    for row, cleaned, decision in zip(rows, clean, decide(clean, roster, kind=batch.kind), strict=True):
        row.clean, row.decision = cleaned, decision
    obey(rows, roster)
    del roster  # which a long roster needs the memory of
    progress("matched")
    kind.settle(batch, [row for row in rows if not row.is_applied])
