"""What a person decides about staged rows: who is meant, what a cell should say, what is left out.

Every decision is kept with the row; then the waiting rows are understood again, as one decision changes what
the others may mean. Nothing is written to the registry here.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.forms.fields import find
from registry.imports import batches, kinds
from registry.imports.meaning.cells import FIELDS
from registry.imports.review.said import write_said
from registry.imports.rows import LONGEST_TEXT
from registry.models import ImportBatch, ImportRow, Region, RegionName, User, Worker
from welfare.constraints import explained
from welfare.errors import RuleError

REGION_LEVELS = {
    "village": Region.Level.VILLAGE,
    "home_village": Region.Level.VILLAGE,
    "district": Region.Level.DISTRICT,
    "home_district": Region.Level.DISTRICT,
    "regency": Region.Level.REGENCY,
}
POSTS = ("transfer", "second", "leave")
OPEN_STATES = (ImportBatch.State.REVIEW, ImportBatch.State.APPLIED)
Again = Callable[[ImportBatch, list[int]], object]  # understands the import again after a touch of these rows


@transaction.atomic
def choose(batch: ImportBatch, position: int, *, worker: int, post: str = "", by: User) -> ImportRow:
    """The row is about this person of the batch's scope; `post` says what a differing post means.

    RuleError for somebody outside the scope, or a row that is saved or gone.
    """
    row = open_row(batch, position)
    if not people_of(batch, by).filter(pk=worker).exists():
        raise RuleError(_("This person is not in the area of this import."))
    if post and post not in POSTS:
        raise RuleError(_("Say whether it is a transfer, a second post or an old sheet."))
    return _decide(batch, row, {"worker": worker} | ({"post": post} if post else {}))


@transaction.atomic
def register(batch: ImportBatch, position: int) -> ImportRow:
    """The row is about somebody who is not in the registry: a new person, or a guest."""
    row = open_row(batch, position)
    if batch.mode == ImportBatch.Mode.UPDATE:
        raise RuleError(_("This import only updates; nobody is added."))
    return _decide(batch, row, {"create": True})


@transaction.atomic
def skip(batch: ImportBatch, position: int) -> ImportRow:
    """Leave the row out: nothing of it is written."""
    return _decide(batch, open_row(batch, position), {"skip": True})


@transaction.atomic
def reopen(batch: ImportBatch, position: int) -> ImportRow:
    """Take a decision back."""
    return _decide(batch, open_row(batch, position), {})


@transaction.atomic
def correct(batch: ImportBatch, position: int, *, field: str, text: str) -> ImportRow:
    """Read `text` in place of what stands in a cell; an empty text empties it."""
    row = open_row(batch, position)
    row.corrections |= {cell_of(row, field): corrected_text(batch, row, field, text)}
    row.save(update_fields=["corrections"])
    batches.restage_rows(batch, [position])
    return batch.rows.get(position=position)


@transaction.atomic
def correct_alike(
    batch: ImportBatch, *, field: str, code: str, message: str, text: str, again: Again = batches.restage_rows
) -> int:
    """Read `text` in place of the same wrong cell in every waiting row; how many rows there were."""
    open_batch(batch)
    rows = list(with_issue(waiting(batch), field, code, message).select_for_update(of=("self",)))
    if not rows:
        raise RuleError(_("These cells have been put right already."))
    meant: dict[str | None, str] = {}  # what the text means where a row lies
    for row in rows:
        district = row.values.get("district")
        if district not in meant:
            meant[district] = corrected_text(batch, row, field, text)
        row.corrections |= {cell_of(row, field): meant[district]}
    write_said(rows, "corrections")
    again(batch, [row.position for row in rows])
    return len(rows)


def remember_spelling(batch: ImportBatch, *, field: str, wrong: str, text: str, by: User) -> None:
    """Let sheets that write a region like this be understood from now on. RuleError without the right."""
    if not by.has_perm("registry.add_regionname"):
        raise RuleError(_("Only an administrator can teach a spelling."))
    regions = _regions(batch, field, text)
    if len(regions) != 1:
        raise RuleError(_("Choose one region, so that its spelling can be kept."))
    with explained():
        RegionName.objects.create(
            region=regions[0], name=wrong, kind=RegionName.Kind.ALIAS, validity=(None, None)
        )


@transaction.atomic
def accept_suggestions(batch: ImportBatch, *, again: Again = batches.restage_rows) -> int:
    """Give every row with one clear suggestion to the person suggested; how many rows there were."""
    open_batch(batch)
    rows = clear_suggestions(batch)
    for row in rows:
        row.decision = {"worker": row.candidates[0]}
    write_said(rows, "decision")
    again(batch, [row.position for row in rows])
    return len(rows)


def clear_suggestions(batch: ImportBatch) -> list[ImportRow]:
    """Rows that ask although name and district fit one person only, whom no other row may mean."""
    asking = waiting(batch).filter(action="choose", reason="name_district", candidates__len=1)
    rows = list(asking.order_by("position"))
    if not rows:
        return []
    wanted = [row.candidates[0] for row in rows]
    others = waiting(batch).exclude(pk__in=[row.pk for row in rows])
    named = set(others.filter(worker__in=wanted).values_list("worker", flat=True))
    for found in others.filter(candidates__overlap=wanted).values_list("candidates", flat=True):
        named.update(found)
    return [row for row in rows if wanted.count(row.candidates[0]) == 1 and row.candidates[0] not in named]


@transaction.atomic
def discard(batch: ImportBatch) -> None:
    """Forget what still waits; an import of which nothing was saved goes altogether."""
    batch = batches.locked(batch)
    file = batch.file
    if batch.applied_at:
        waiting(batch).delete()
        batches.count(batch)
    else:
        batch.delete()
    if file:
        transaction.on_commit(lambda: file.storage.delete(file.name))


def waiting(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows that are not saved."""
    return batch.rows.filter(applied_at=None)


def with_issue(rows: QuerySet[ImportRow], field: str, code: str, message: str) -> QuerySet[ImportRow]:
    """Those with this very issue."""
    return rows.filter(issues__contains=[{"field": field, "code": code, "message": message}])


def people_of(batch: ImportBatch, by: User) -> QuerySet[Worker]:
    """Whom the rows of a batch can be about."""
    return Worker.objects.seen_from(batch.scope).filter(pk__in=Worker.objects.visible_to(by).values("pk"))


def open_batch(batch: ImportBatch) -> ImportBatch:
    """The batch as it now is, locked. RuleError while a task works on it, or once it is undone."""
    batch = batches.locked(batch)
    if batch.state in (ImportBatch.State.READING, ImportBatch.State.APPLYING):
        raise RuleError(_("This import is being worked on. Wait until that is done."))
    if batch.state not in OPEN_STATES:
        raise RuleError(_("This import is not waiting to be saved."))
    return batch


def open_row(batch: ImportBatch, position: int) -> ImportRow:
    """The waiting row at this position. RuleError for one that is saved or gone."""
    batch = batches.locked(batch)
    row = waiting(batch).filter(position=position).first()
    if row is None or batch.state not in OPEN_STATES:
        raise RuleError(_("This row is saved already. Reload the page to see how it stands."))
    return row


def _decide(batch: ImportBatch, row: ImportRow, decision: dict) -> ImportRow:
    row.decision = decision
    row.save(update_fields=["decision"])
    batches.restage_rows(batch, [row.position])
    return batch.rows.get(position=row.position)


def cell_of(row: ImportRow, field: str) -> str:
    """The cell a field is read from: a role may stand in the cell of the post. RuleError for no field.

    A cell of two fields ("birth") is its own.
    """
    cells = row.raw["cells"]
    if field not in cells and field not in FIELDS and field not in REGION_LEVELS:
        raise RuleError(_("There is no such column."))
    return "post" if field == "role" and "role" not in cells and "post" in cells else field


def corrected_text(batch: ImportBatch, row: ImportRow, field: str, text: str) -> str:
    """What to put into the cell: as typed, but a region by its code, so that it is found for certain.

    A district goes by its name where one alone bears it, so that the village of the row is still read.
    """
    text = text.strip()[:LONGEST_TEXT]
    if field not in REGION_LEVELS or not text:
        return text
    regions = _regions(batch, field, text, row.values.get("district"))
    if len(regions) != 1:
        return text
    region = regions[0]
    if region.level == Region.Level.DISTRICT:
        namesakes = Region.objects.within(batch.scope).current().filter(level=region.level, name=region.name)
        return region.name if namesakes.count() == 1 else region.code
    return region.code


def _regions(batch: ImportBatch, field: str, text: str, district: str | None = None) -> list[Region]:
    """The regions of the scope that `text` can mean for `field`; those of the row's district if there."""
    regions = Region.objects.within(batch.scope).filter(level=REGION_LEVELS[field])
    found = list(find(regions, text)[:50])
    near = [region for region in found if district and region.code.startswith(f"{district}.")]
    return near or found


def bad_cells(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Waiting rows with a cell that could not be read and still matters."""
    rows = waiting(batch).exclude(decision__has_key="skip").filter(issues__contains=[{"level": "error"}])
    if kinds.get(batch.kind).writes_people:
        return rows
    return rows.filter(Q(action__in=("choose", "error")) | Q(action="create", batch__registers=True))


def left(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows somebody has to look at: those that ask or are in error, and those with a bad cell."""
    return waiting(batch).filter(action__in=("error", "choose")) | bad_cells(batch)
