"""A long import understood again around the rows somebody touched, so that a decision takes no longer there.

Only the touched rows are matched anew; of the others those that one decision can concern are settled with
them: rows about the same person, with the same NIK, or making somebody of the same name. What this cannot
see (a column whose meaning a correction changes) is seen when saving, which matches the whole import again
because its basis is marked; a row that would then be written otherwise goes back to review.
"""

from collections.abc import Collection, Sequence

from django.db.models import Q

from registry.imports import kinds, known, staging
from registry.imports.clearing import without_clearing
from registry.imports.kinds import StagedRow
from registry.imports.meaning.cells import FIELDS, clean_rows
from registry.imports.meaning.duplicates import STRENGTH, WEAK, settle_duplicates
from registry.imports.meaning.matching import decide
from registry.imports.obeying import obey
from registry.imports.rows import CleanRow, Decision, Issue, RawRow
from registry.models import ImportBatch, ImportRow
from registry.nik import clean as clean_nik

PARTIAL = "partial"  # in a basis: some rows were settled without looking at all
RAISED_LATER = {  # issues of matching and settling, not of the cells
    *(
        "name_mismatch",
        "post_mismatch",
        "ambiguous_person",
        "duplicate_in_file",
        "nik_elsewhere",
        "nik_taken",
    ),
}


def restage_around(batch: ImportBatch, positions: Collection[int]) -> None:
    """Understand the waiting rows at `positions` again, and whom that concerns; the batch is locked."""
    touched = list(batch.rows.filter(position__in=positions, applied_at=None).order_by("position"))
    kind = kinds.get(batch.kind)
    clean = cleaned_rows(batch, touched)
    niks = {one.values["nik"] for one in clean} - {None}
    roster = known.load_roster(batch.scope, on=kind.day(batch), niks=niks)
    rows = [
        staged(row, one, decision)
        for row, one, decision in zip(touched, clean, decide(clean, roster, kind=batch.kind), strict=True)
    ]
    rows += [staged(row, stored(row), stored_decision(row)) for row in concerned(batch, rows)]
    rows.sort(key=lambda row: row.position)
    settle_among(rows, kind.code)
    obey(rows, roster)
    waiting = [row for row in rows if not row.is_applied]
    kind.settle(batch, waiting)
    batch.rows.filter(position__in=[row.position for row in waiting]).delete()
    staging.write_rows(batch, waiting)
    batch.basis = batch.basis | {PARTIAL: True}


def cleaned_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[CleanRow]:
    """The rows as their cells say: read with their sheet before, and what a correction changes read anew."""
    found = {row.position: stored(row) for row in rows}
    corrected = [row for row in rows if row.corrections]
    before = read_apart(batch, [without_clearing(staging.raw_from_json(row)) for row in corrected])
    after = read_apart(batch, [staging.staged_row(row).corrected for row in corrected])
    for row, old, new in zip(corrected, before, after, strict=True):
        take_over(found[row.position], old, new, row.corrections)
    for row in rows:
        clean = found[row.position]
        if any(one["code"] == "nik_taken" for one in row.issues) and "nik" not in row.corrections:
            clean.values["nik"], _fault = clean_nik(clean.raw.cells.get("nik"))
    return list(found.values())


def read_apart(batch: ImportBatch, raws: Sequence[RawRow]) -> list[CleanRow]:
    """Rows cleaned without the rest of their sheets."""
    if not raws:
        return []
    regions, roles = known.load_regions(batch.scope), known.load_roles()
    return clean_rows(raws, regions=regions, roles=roles, on=kinds.get(batch.kind).day(batch))


def take_over(clean: CleanRow, old: CleanRow, new: CleanRow, corrections: dict[str, str]) -> None:
    """Put into `clean` what differs between a row as it was and as it was corrected."""
    changed = {name for name in FIELDS if old.values[name] != new.values[name]} | set(corrections)
    clean.values |= {name: new.values[name] for name in changed if name in FIELDS}
    clean.issues = [one for one in clean.issues if one.field not in changed]
    clean.issues += [one for one in new.issues if one.field in changed]


def stored(row: ImportRow) -> CleanRow:
    """A row as it was understood, without what matching said of it."""
    return CleanRow(
        raw=staging.raw_from_json(row),
        values=dict.fromkeys(FIELDS) | row.values,
        attendance=row.attendance,
        issues=[Issue(**one) for one in row.issues if one["code"] not in RAISED_LATER],
    )


def stored_decision(row: ImportRow) -> Decision:
    """What matching decided of a row, as far as the staging table still tells."""
    issues = [Issue(**one) for one in row.issues if one["code"] in RAISED_LATER]
    if row.action in ("match", "update", "same") and row.worker_id:
        reason = row.reason if row.reason in STRENGTH else WEAK[0]
        return Decision("match", row.worker_id, row.candidates or [row.worker_id], reason, issues)
    return Decision(row.action, None, row.candidates, row.reason, issues)


def staged(row: ImportRow, clean: CleanRow, decision: Decision) -> StagedRow:
    """The row on its way back."""
    found = staging.staged_row(row)
    found.clean, found.decision = clean, decision
    return found


def concerned(batch: ImportBatch, rows: Sequence[StagedRow]) -> list[ImportRow]:
    """The other rows that the decisions about `rows` can concern."""
    people = {row.decision.worker_id for row in rows} | {row.decided.get("worker") for row in rows}
    people = (people | {row.shown[1] for row in rows if row.shown}) - {None}
    niks = {row.clean.values["nik"] for row in rows} - {None}
    names = {row.name_key for row in batch.rows.filter(position__in=[one.position for one in rows])} - {""}
    others = batch.rows.exclude(position__in=[row.position for row in rows])
    near = Q(worker__in=people) | Q(candidates__overlap=list(people)) | Q(values__nik__in=list(niks))
    return list(others.filter(near | Q(action="create", name_key__in=names)).order_by("position"))


def settle_among(rows: Sequence[StagedRow], kind: str) -> None:
    """Find who stands twice among these rows, but for those a person decided or that are saved."""
    free = [row for row in rows if not row.decided and not row.is_applied]
    decisions = [row.decision for row in free]
    settle_duplicates([row.clean for row in free], decisions, kind)
    for row, decision in zip(free, decisions, strict=True):
        row.decision = decision
