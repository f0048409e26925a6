"""A large import at work: which steps are done, at the address where its review will stand."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import tasks
from registry.imports.review.page import ReviewPage
from registry.models import ImportBatch
from registry.views.imports import way_to

Step = tuple[str, bool, bool]  # what is done, is it done, is it being done
# What stands beside a step while it is done, by the step that is done when it begins.
READING = {
    "": gettext_lazy("Read the file"),
    "read": gettext_lazy("Understand the cells"),
    "cleaned": gettext_lazy("Find the people"),
    "matched": gettext_lazy("Prepare the review"),
}
SAVING = {
    "": gettext_lazy("Compare once more"),
    "compared": gettext_lazy("Save %(what)s"),
    "written": gettext_lazy("Look at the rows that are left"),
}
UNDOING = {
    "": gettext_lazy("Look for what was edited since"),
    "compared": gettext_lazy("Put back what was before"),
}


def progress_page(request, batch: ImportBatch):
    """What has been done so far; asks again by itself, or by reloading."""
    reached, is_undoing = tasks.reached(batch), tasks.is_undoing(batch)
    what = ReviewPage(batch, request.user, request.GET).ready_text
    context = {
        "batch": batch,
        "title": batch.file_name,
        "trail": way_to(batch),
        "doing": _("Being undone") if is_undoing else batch.get_state_display(),
        "steps": named(UNDOING, reached) if is_undoing else steps_of(batch, reached, what),
        "is_waiting": reached is None,
        "is_stopped": not tasks.is_at_work(batch),
    }
    template = "imports/_progress.html" if request.htmx.target == "progress" else "imports/progress.html"
    return render(request, template, context)


def steps_of(batch: ImportBatch, reached: str | None, what: str) -> list[Step]:
    """The steps of reading, and when the batch is being saved those of saving; `what` is saved."""
    if batch.state == ImportBatch.State.READING:
        return named(READING, reached)
    return [(label, True, False) for label in READING.values()] + named(SAVING, reached, what=what)


def named(steps: dict[str, str], reached: str | None, **words: str) -> list[Step]:
    """The steps by name, those before the one at work as done."""
    now = list(steps).index(reached) if reached in steps else 0
    return [(label % words, place < now, place == now) for place, label in enumerate(steps.values())]
