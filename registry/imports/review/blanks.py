"""Blank cells of people who have something recorded there: kept, unless a person says that it goes."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from registry.imports import batches, kinds
from registry.imports.clearing import CLEAR
from registry.imports.review import decisions
from registry.imports.review.said import write_said
from registry.imports.review.wording import field_label
from registry.imports.roster import CLEARABLE
from registry.models import ImportBatch, ImportRow, Worker
from welfare.errors import RuleError


@dataclass(frozen=True)
class Blank:
    """One column: in how many rows it is blank though something is recorded, and in how many that goes."""

    field: str
    label: str
    kept: int
    cleared: int


def blanks_of(batch: ImportBatch) -> list[Blank]:
    """The columns of the file that leave blank what is recorded, in one statement; none in other kinds."""
    columns = blank_columns(batch)
    rows = decisions.waiting(batch).order_by()
    counts = rows.aggregate(
        **{f"kept_{field}": Count("pk", filter=is_blank(batch, field)) for field in columns},
        **{f"cleared_{field}": Count("pk", filter=is_cleared(field)) for field in columns},
    )
    found = [
        Blank(field, field_label(field), counts[f"kept_{field}"], counts[f"cleared_{field}"])
        for field in columns
    ]
    return [blank for blank in found if blank.kept or blank.cleared]


def blank_columns(batch: ImportBatch) -> list[str]:
    """The columns that can be emptied, in the order of the file: none where the mode changes nobody."""
    if not kinds.get(batch.kind).writes_people or batch.mode == ImportBatch.Mode.ADD:
        return []
    named = (field for sheet in batch.sheets for field in sheet["mapping"].values())
    return [field for field in dict.fromkeys(named) if field in CLEARABLE]


def is_blank(batch: ImportBatch, field: str) -> Q:
    """Rows about a known person whose cell is blank, while something is recorded of him."""
    sheets = [sheet["name"] for sheet in batch.sheets if field in sheet["mapping"].values()]
    cell = Q(**{f"raw__cells__{field}": ""}) | Q(**{f"raw__cells__{field}": None})
    cell |= ~Q(raw__cells__has_key=field)
    known = Q(recorded(field), action__in=("same", "update"), sheet__in=sheets)
    return known & cell & ~Q(corrections__has_key=field)


def is_cleared(field: str) -> Q:
    """Rows in whose cell a person put the word that empties."""
    return Q(**{f"corrections__{field}": CLEAR})


def recorded(field: str) -> Q:
    """Is something recorded of the row's person?"""
    path = f"worker__{field}"
    known = Q(**{f"{path}__isnull": False})
    return known if Worker._meta.get_field(field).null else known & ~Q(**{path: ""})


@transaction.atomic
def clear(batch: ImportBatch, field: str, *, again: decisions.Again = batches.restage_rows) -> int:
    """Let the blank cells of a column empty what is recorded; how many. RuleError for another column."""
    rows = list(column_rows(batch, field).filter(is_blank(batch, field)))
    for row in rows:
        row.corrections[field] = CLEAR
    return _kept(batch, rows, again)


@transaction.atomic
def keep(batch: ImportBatch, field: str, *, again: decisions.Again = batches.restage_rows) -> int:
    """Take that back."""
    rows = list(column_rows(batch, field).filter(is_cleared(field)))
    for row in rows:
        del row.corrections[field]
    return _kept(batch, rows, again)


def column_rows(batch: ImportBatch, field: str) -> QuerySet[ImportRow]:
    """The waiting rows of an open import, locked. RuleError for a column that cannot be emptied."""
    batch = decisions.open_batch(batch)
    if field not in blank_columns(batch):
        raise RuleError(_("This column cannot be emptied."))
    return decisions.waiting(batch).select_for_update(of=("self",))


def _kept(batch: ImportBatch, rows: list[ImportRow], again: decisions.Again) -> int:
    write_said(rows, "corrections")
    again(batch, [row.position for row in rows])
    return len(rows)
