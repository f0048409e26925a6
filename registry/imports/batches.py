"""The engine's public face: stage a file, stage it again after a person's help, apply it.

Staging and applying write in one transaction each, in a constant number of SQL statements.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from django.core.files import File
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.offices import ensure_office
from registry.imports import kinds, known, staging
from registry.imports.garbage import uncollected
from registry.imports.kinds import StagedRow
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.roles import RoleIndex
from registry.imports.obeying import hold_back
from registry.imports.partial import PARTIAL, restage_around
from registry.imports.reading.reader import Workbook, read
from registry.imports.reading.tables import ParsedSheet, parse
from registry.imports.refusals import SheetRefused
from registry.imports.rows import RawRow
from registry.imports.understanding import Progress, silent, understand
from registry.models import ColumnMapping, ImportBatch, ImportRow, Region, User
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting

SHOWN_OF_A_SHEET = (
    *("name", "header_row", "mapping", "ignored", "unsure", "conflicts", "headers", "session_labels"),
    *("legend", "hidden", "hidden_rows", "hidden_columns", "signature"),
)
LONG = 500  # rows: what is understood again at every decision without a wait
LOCK_SPACE = 0x50494C41  # "PILA": advisory locks of this engine, one a region
State = ImportBatch.State


def begin(
    path: Path,
    *,
    kind: str,
    scope: Region,
    by: User | None,
    target: str = "",
    mode: str = ImportBatch.Mode.BOTH,
    registers: bool = False,
    file_name: str = "",
) -> ImportBatch:
    """An unsaved batch for the file at `path`. RuleError when the mode or the target is not allowed."""
    sheet_kind = kinds.get(kind)
    require_permission(sheet_kind, mode, by)
    if registers and by is not None and not by.has_perm("registry.add_worker"):
        raise RuleError(_("You may not register people. Record those who are unknown as guests."))
    batch = ImportBatch(
        kind=kind,
        target=target,
        scope=scope,
        office=by.office if by else None,
        mode=mode,
        registers=registers,
        state=State.READING,
        file_name=Path(file_name or path.name).name,
        file_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
        created_by=by,
        created_at=timezone.now(),
    )
    sheet_kind.day(batch)
    return batch


def stage(
    path: Path,
    *,
    workbook: Workbook | None = None,
    keep_file: bool = False,
    progress: Progress = silent,
    **how,
) -> ImportBatch:
    """Read the file at `path`, understand every row and leave them in the staging table for review.

    `how` is what `begin` takes: `scope` bounds regions and people; `target` is what the kind needs to know
    besides (an event's slug); `registers` lets an attendance sheet make new people. Raises SheetRefused
    (nothing is kept then) and RuleError when the mode or target is not allowed. `workbook` is the file if it
    has been read already.
    """
    batch = begin(path, **how)
    fill(batch, workbook or read(path), progress=progress)
    if keep_file:
        attach(batch, path)
    return batch


def attach(batch: ImportBatch, path: Path) -> None:
    """Keep the file with the batch, so that its columns can be read in another way."""
    with path.open("rb") as content:
        batch.file.save(f"{batch.file_hash}{path.suffix}", File(content), save=False)
    batch.save(update_fields=["file"])


@uncollected()
def fill(batch: ImportBatch, workbook: Workbook, *, progress: Progress = silent) -> None:
    """Put the people of a workbook into the staging table, in place of the rows there. None may be saved yet.

    What people decided and typed stays with the rows that are still there. The workbook is emptied on the
    way: its cells take as much memory as the rows made of them. Raises SheetRefused.
    """
    progress("read")
    batch.basis = _basis(batch)
    regions, roles = known.load_regions(batch.scope), known.load_roles()
    sheets = parse_sheets(workbook, batch, regions, roles)
    workbook.sheets.clear()
    batch.sheets = [{name: getattr(sheet, name) for name in SHOWN_OF_A_SHEET} for sheet in sheets]
    rows = _with_earlier_help(batch, [row for sheet in sheets for row in sheet.rows])
    understand(batch, rows, regions=regions, roles=roles, progress=progress)
    with transaction.atomic():
        if batch.office_id is None:
            batch.office = ensure_office(batch.scope, by=batch.created_by)
        batch.state = State.REVIEW
        batch.save()
        batch.rows.all().delete()
        staging.write_rows(batch, rows)
        count(batch)
    progress("staged")


def require_permission(kind: kinds.SheetKind, mode: str, by: User | None) -> None:
    """Raise RuleError unless the user may do what the mode does; the command line may do everything."""
    wanted = ("add", "update") if mode == ImportBatch.Mode.BOTH else (mode,)
    if by is not None and not all(by.has_perm(kind.permissions[part]) for part in wanted):
        raise RuleError(_("You may not import in this mode. Choose another, or ask an administrator."))


def parse_sheets(
    workbook: Workbook, batch: ImportBatch, regions: RegionIndex, roles: RoleIndex
) -> list[ParsedSheet]:
    """The sheets of people, their columns as the office mapped the same headers before."""
    mappings = ColumnMapping.objects.filter(office=batch.office_id, kind=batch.kind)
    sheets = parse(
        workbook,
        dict(mappings.values_list("signature", "mapping")),
        days=kinds.get(batch.kind).sessions(batch),
        region_level=regions.level_of,
        is_role=roles.is_role,
        titles_name_roles=kinds.get(batch.kind).titles_name_roles,
    )
    sheets = [sheet for sheet in sheets if not sheet.combined] or sheets
    if not sheets:
        raise SheetRefused("no_table")
    return sheets


def _with_earlier_help(batch: ImportBatch, raws: Sequence[RawRow]) -> list[StagedRow]:
    """The rows of a file just read, with what people decided and typed when it was read before."""
    helped = batch.rows.exclude(decision={}, corrections={}) if batch.pk else ()
    help_of = {(row.sheet, row.row): row for row in helped}
    rows = []
    for position, raw in enumerate(raws):
        row = help_of.pop((raw.sheet, raw.row), None)
        found = {"decided": row.decision, "corrections": row.corrections} if row else {}
        rows.append(StagedRow(raw, position, **found))
    return rows


@uncollected()
@transaction.atomic
def restage(batch: ImportBatch, *, hold: bool = False, progress: Progress = silent) -> ImportBatch:
    """Understand the waiting rows again, with what people corrected and decided since; same batch.

    With `hold` a row that would now be written otherwise than the review showed goes back to review.
    """
    batch = locked(batch)
    batch.basis = _basis(batch)
    rows = staging.read_rows(batch)
    understand(
        batch,
        rows,
        regions=known.load_regions(batch.scope),
        roles=known.load_roles(),
        progress=progress,
    )
    waiting = [row for row in rows if not row.is_applied]
    if hold:
        hold_back(waiting)
    batch.rows.filter(applied_at=None).delete()
    staging.write_rows(batch, waiting)
    count(batch)
    return batch


@transaction.atomic
def restage_rows(batch: ImportBatch, positions: Collection[int]) -> ImportBatch:
    """Understand the import again after somebody touched the rows at `positions`; all of it unless long."""
    batch = locked(batch)
    if batch.counts.get("read", 0) <= LONG or len(positions) > LONG:
        return restage(batch)
    restage_around(batch, positions)
    count(batch)
    return batch


def count(batch: ImportBatch) -> None:
    """Count the rows by action into `batch.counts`, and those with a cell to put right; save the batch."""
    from registry.imports.review.decisions import bad_cells

    rows = batch.rows.order_by().values_list("action").annotate(number=Count("pk"))
    totals = Counter(dict(rows))
    batch.counts = {"read": totals.total()} | {action: totals[action] for action in ImportRow.Action.values}
    batch.counts["bad_cells"] = bad_cells(batch).count()
    batch.save()


def apply(batch: ImportBatch, *, by: User | None, progress: Progress = silent) -> ImportBatch:
    """Write every decided row in one transaction; rows in error or asking stay and write nothing.

    Takes one lock a regency and looks again: when the registry moved since the preview, the rows are
    matched anew, and those that now mean something else go back to review. What stays can be decided and
    applied later; nothing is written twice. Raises RuleError when nothing waits to be saved, the user lacks
    the right, or a rule of the database is broken.
    """
    kind = kinds.get(batch.kind)
    require_permission(kind, batch.mode, by)
    with explained(), acting(by=by, reason="import", batch=batch.pk):
        lock_regencies(batch.scope)
        batch = locked(batch)
        if batch.state not in (State.REVIEW, State.APPLYING, State.APPLIED):
            raise RuleError(_("This import is not waiting to be saved."))
        if is_stale(batch) or batch.basis.get(PARTIAL):
            batch = restage(batch, hold=True)
        progress("compared")
        ready = batch.rows.filter(applied_at=None, action__in=kinds.SETTLED)
        if batch.applied_at and not ready.exists():
            raise RuleError(_("Everything that is decided has been saved."))
        kind.write(batch, by=by)
        ready.update(applied_at=timezone.now())
        progress("written")
        batch.state, batch.problem = State.APPLIED, ""
        batch.applied_by, batch.applied_at = by, timezone.now()
        count(batch)
        if batch.rows.filter(applied_at=None).exclude(action="same").exists():
            batch = restage(batch, hold=True)
        transaction.on_commit(lambda: forget_file(batch))
    return batch


def forget_file(batch: ImportBatch) -> None:
    """Remove the kept file; the staged rows stay."""
    if batch.file:
        batch.file.delete(save=False)
        ImportBatch.objects.filter(pk=batch.pk).update(file="")


def locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it now is; nobody else changes it until the transaction ends."""
    return (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("scope", "office").get(pk=batch.pk)
    )


def lock_regencies(scope: Region) -> None:
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


def is_stale(batch: ImportBatch) -> bool:
    """Has the registry changed since the rows were matched?"""
    return batch.basis | {PARTIAL: True} != _basis(batch) | {PARTIAL: True}


def _basis(batch: ImportBatch) -> dict[str, int]:
    """How long each history is, and that of the regions: they only grow, so equal counts mean no change."""
    tables = kinds.get(batch.kind).tables
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))
