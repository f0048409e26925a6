"""The engine's public face: stage a file, stage it again after a person's help, apply it.

Staging and applying are one transaction each. Both take a constant number of SQL statements.
"""

import hashlib
from collections import Counter
from pathlib import Path

from django.core.files import File
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.offices import ensure_office
from registry.imports import kinds, known, staging
from registry.imports.reader import Workbook, read
from registry.imports.refusals import SheetRefused
from registry.imports.regions import RegionIndex
from registry.imports.roles import RoleIndex
from registry.imports.rows import RawRow
from registry.imports.tables import parse
from registry.imports.understanding import Progress, understand
from registry.models import ImportBatch, ImportRow, Region, User
from welfare.errors import RuleError
from welfare.history import acting

SHOWN_OF_A_SHEET = (
    *("name", "header_row", "mapping", "ignored", "unsure", "conflicts", "headers", "session_labels"),
    *("legend", "hidden", "signature"),
)
LOCK_SPACE = 0x50494C41  # "PILA": advisory locks of this engine, one a region


def stage(
    path: Path,
    *,
    kind: str,
    scope: Region,
    by: User | None,
    target: str = "",
    mode: str = ImportBatch.Mode.BOTH,
    registers: bool = False,
    file_name: str = "",
    keep_file: bool = False,
    progress: Progress = lambda step: None,
) -> ImportBatch:
    """Read the file at `path`, understand every row and leave them in the staging table for review.

    `scope` bounds regions and people; `target` is what the kind needs to know besides (an event's slug);
    `registers` lets an attendance sheet make new people. Raises SheetRefused (nothing is kept then) and
    RuleError when the mode or target is not allowed.
    """
    sheet_kind = kinds.get(kind)
    require_permission(sheet_kind, mode, by)
    workbook = read(path)
    progress("read")
    with transaction.atomic():
        batch = ImportBatch(
            kind=kind,
            target=target,
            scope=scope,
            office=ensure_office(scope, by=by) if by is None or by.office is None else by.office,
            mode=mode,
            registers=registers,
            state=ImportBatch.State.REVIEW,
            file_name=Path(file_name or path.name).name,
            file_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
            created_by=by,
            created_at=timezone.now(),
        )
        if keep_file:
            batch.file.save(f"{batch.file_hash}.{path.suffix.lstrip('.')}", File(path.open("rb")), save=False)
        regions, roles = known.load_regions(scope), known.load_roles()
        raws = _parse(workbook, batch, regions, roles)
        batch.save()
        _understand_and_write(batch, raws, regions=regions, roles=roles, progress=progress)
    progress("staged")
    return batch


def require_permission(kind: kinds.SheetKind, mode: str, by: User | None) -> None:
    """Raise RuleError unless the user may do what the mode does; the command line may do everything."""
    wanted = ("add", "update") if mode == ImportBatch.Mode.BOTH else (mode,)
    if by is not None and not all(by.has_perm(kind.permissions[part]) for part in wanted):
        raise RuleError(_("You may not import in this mode. Choose another, or ask an administrator."))


def _parse(workbook: Workbook, batch: ImportBatch, regions: RegionIndex, roles: RoleIndex) -> list[RawRow]:
    """The people's rows of a workbook; what its sheets are goes into `batch.sheets`."""
    sheets = parse(
        workbook,
        days=kinds.get(batch.kind).sessions(batch),
        region_level=regions.level_of,
        is_role=roles.is_role,
    )
    sheets = [sheet for sheet in sheets if not sheet.combined] or sheets
    if not sheets:
        raise SheetRefused("no_table")
    batch.sheets = [{name: getattr(sheet, name) for name in SHOWN_OF_A_SHEET} for sheet in sheets]
    return [row for sheet in sheets for row in sheet.rows]


@transaction.atomic
def restage(batch: ImportBatch, *, progress: Progress = lambda step: None) -> ImportBatch:
    """Understand the waiting rows again, with what people corrected and decided since; same batch."""
    batch = _locked(batch)
    rows = list(batch.rows.filter(applied_at=None).order_by("position"))
    batch.rows.filter(applied_at=None).delete()
    _understand_and_write(
        batch,
        [staging.raw_from_json(row) for row in rows],
        rows,
        regions=known.load_regions(batch.scope),
        roles=known.load_roles(),
        progress=progress,
    )
    return batch


def _understand_and_write(
    batch: ImportBatch,
    raws: list[RawRow],
    before: list[ImportRow] = (),
    *,
    regions: RegionIndex,
    roles: RoleIndex,
    progress: Progress,
) -> None:
    batch.basis = _basis(batch)
    decisions = {position: row.decision for position, row in enumerate(before) if row.decision}
    corrections = {position: row.corrections for position, row in enumerate(before) if row.corrections}
    settled = understand(batch, raws, regions=regions, roles=roles, decisions=decisions, progress=progress)
    staging.write_rows(batch, settled, corrections)
    count(batch)


def count(batch: ImportBatch) -> None:
    """Count the rows by action into `batch.counts` and save the batch."""
    totals = Counter(batch.rows.values_list("action", flat=True))
    batch.counts = {"read": totals.total()} | {action: totals[action] for action in ImportRow.Action.values}
    batch.save()


def apply(batch: ImportBatch, *, by: User | None) -> ImportBatch:
    """Write every decided row in one transaction; rows in error or asking stay and write nothing.

    Takes one lock a regency and looks again: when the registry moved since the preview, the rows are
    matched anew, and those that now mean something else go back to review. Raises RuleError when the batch
    is not waiting for review or the user lacks the right.
    """
    kind = kinds.get(batch.kind)
    require_permission(kind, batch.mode, by)
    with transaction.atomic(), acting(by=by, reason="import", batch=batch.pk):
        _lock_regencies(batch.scope)
        batch = _locked(batch)
        if batch.state != ImportBatch.State.REVIEW:
            raise RuleError(_("This import is not waiting to be saved."))
        if batch.basis != _basis(batch):
            _send_back_what_moved(batch)
        kind.write(batch, by=by)
        batch.rows.filter(applied_at=None, action__in=kinds.SETTLED).update(applied_at=timezone.now())
        batch.state = ImportBatch.State.APPLIED
        batch.applied_by, batch.applied_at = by, timezone.now()
        count(batch)
    return batch


def _locked(batch: ImportBatch) -> ImportBatch:
    return (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("scope", "office").get(pk=batch.pk)
    )


def _lock_regencies(scope: Region) -> None:
    """One advisory lock a regency, always in the same order; a part of a regency locks all of it."""
    regencies = (
        [scope.regency_id]
        if scope.regency_id
        else Region.objects.within(scope).filter(level=Region.Level.REGENCY).values_list("id", flat=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int[]) AS id ORDER BY id",
            [LOCK_SPACE, list(regencies)],
        )


def _basis(batch: ImportBatch) -> dict[str, int]:
    """How long each history is: append-only, so an equal count means that nothing was changed."""
    tables = kinds.get(batch.kind).tables
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def _send_back_what_moved(batch: ImportBatch) -> None:
    """Match again; a row that now means another person, or none, asks instead of being written."""
    meant = {row.position: (row.action, row.worker_id) for row in batch.rows.filter(applied_at=None)}
    restage(batch)
    moved = [
        row
        for row in batch.rows.filter(applied_at=None)
        if row.action in kinds.SETTLED and (row.action, row.worker_id) != meant[row.position]
    ]
    for row in moved:
        row.candidates = [worker for worker in (row.worker_id, meant[row.position][1]) if worker]
        row.action, row.reason, row.worker_id = ImportRow.Action.CHOOSE, "moved", None
    ImportRow.objects.bulk_update(moved, ["action", "reason", "worker", "candidates"])
