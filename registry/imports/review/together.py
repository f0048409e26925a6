"""Many cells put right at once, each as is suggested for it."""

from django.db import transaction
from django.utils.translation import gettext as _

from registry.imports import batches
from registry.imports.review import decisions
from registry.imports.review.faults import suggested, suggesting_regions, written
from registry.imports.review.said import write_said
from registry.models import ImportBatch
from welfare.errors import RuleError


@transaction.atomic
def take_suggestions(
    batch: ImportBatch,
    *,
    field: str,
    code: str,
    message: str,
    again: decisions.Again = batches.restage_rows,
) -> int:
    """Read the one suggestion in place of each wrong cell of a kind; how many. Others stay as they are.

    RuleError when no such cell has exactly one suggestion.
    """
    batch = decisions.open_batch(batch)
    regions = suggesting_regions(batch, {field})
    rows = decisions.with_issue(decisions.waiting(batch), field, code, message)
    mended = []
    for row in rows.select_for_update(of=("self",)):
        found = suggested(row, field, written(row, field), regions)
        if len(found) == 1:
            row.corrections |= {decisions.cell_of(row, field): found[0][0]}
            mended.append(row)
    if not mended:
        raise RuleError(_("These cells have been put right already."))
    write_said(mended, "corrections")
    again(batch, [row.position for row in mended])
    return len(mended)
