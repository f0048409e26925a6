"""A workbook of failed rows coming back: its mended cells continue the import it came from."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction
from django.utils import translation

from registry.imports import batches
from registry.imports.reading.archive import inflate, open_archive
from registry.imports.reading.reader import Grid, Workbook
from registry.imports.refusals import SheetRefused
from registry.imports.review import decisions
from registry.imports.review.failed import CODE, MARK, REFERENCE, headings_of, text_of_cell
from registry.imports.review.faults import written
from registry.imports.review.said import write_said
from registry.imports.rows import CellValue
from registry.imports.understanding import Progress, silent
from registry.models import ImportBatch, ImportRow, User
from welfare.escaping import without_controls

LOOKED_THROUGH = 30  # lines of a sheet: somebody may have put a title above
# Where the headings may stand: Excel keeps texts apart, others in the sheets, LibreOffice all in one.
PARTS = re.compile(r"xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml|content\.xml")
MOST_PARTS = 8
CODE_WITHIN = re.compile(r"\bIMPOR-(\d{1,15})-\d{1,9}\b")


def continued_by(path: Path, *, by: User) -> ImportBatch | None:
    """The open import that a file continues, told from its beginning without reading it all."""
    with path.open("rb") as file:
        try:
            parts = [entry for entry in open_archive(file) if PARTS.fullmatch(entry.filename)]
            starts = [next(inflate(file, part), b"").decode("utf-8", "ignore") for part in parts[:MOST_PARTS]]
        except SheetRefused:
            return None
    if not any(REFERENCE in start for start in starts):
        return None
    return next((import_of(found, by) for start in starts if (found := CODE_WITHIN.search(start))), None)


def returned(workbook: Workbook, *, by: User) -> ImportBatch | None:
    """The open import that this file continues, if it is one of these workbooks."""
    for grid in workbook.sheets:
        for _number, cells in grid.rows[:LOOKED_THROUGH]:
            if found := reference_in(cells):
                return import_of(found, by)
    return None


def import_of(reference: re.Match, by: User) -> ImportBatch | None:
    """The open import that a row refers to, if the user sees it."""
    seen = ImportBatch.objects.visible_to(by).filter(state__in=decisions.OPEN_STATES)
    return seen.filter(pk=int(reference[1])).first()


def reference_in(cells: Iterable[CellValue]) -> re.Match | None:
    """What a line says of the import and the row it came from; wherever it stands."""
    texts = (cell for cell in reversed(list(cells)) if isinstance(cell, str))
    return next(filter(None, map(CODE.match, texts)), None)


@transaction.atomic
def take_back(batch: ImportBatch, workbook: Workbook, *, progress: Progress = silent) -> int:
    """Read the mended cells into the waiting rows of the import; how many rows were changed."""
    rows = {row.position: row for row in decisions.waiting(batches.locked(batch)).select_for_update()}
    changed = {}
    for grid in workbook.sheets:
        for position, texts in mended_rows(batch, grid):
            row = rows.get(position)
            if row and (mended := mended_cells(batch, row, texts)):
                row.corrections |= mended
                changed[position] = row
    write_said(changed.values(), "corrections")
    batches.restage(batch, progress=progress)
    return len(changed)


def mended_rows(batch: ImportBatch, grid: Grid) -> Iterator[tuple[int, dict[str, str]]]:
    """(position, {field: text}) of each line below the headings that carries a reference."""
    with translation.override("id"):
        headings = headings_of(batch).items()
        fields = {heading: field for field, heading in headings if not field.startswith(MARK)}
    heads: list[str | None] = []
    for _number, cells in grid.rows:
        if REFERENCE in cells:
            heads = [fields.get(str(cell).strip()) for cell in cells]
        elif (found := reference_in(cells)) and int(found[1]) == batch.pk:
            texts = [text_of_cell(cell) for cell in cells]
            yield int(found[2]), {head: text for head, text in zip(heads, texts, strict=False) if head}


def mended_cells(batch: ImportBatch, row: ImportRow, texts: dict[str, str]) -> dict[str, str]:
    """The cells that differ from what was sent out; a masked one means "as it was"."""
    return {
        field: decisions.corrected_text(batch, row, field, text)
        for field, text in texts.items()
        if text.strip() != without_controls(written(row, field)).strip() and "***" not in text
    }
