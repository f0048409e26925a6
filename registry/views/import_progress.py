"""A large import at work: which steps are done, at the address where its review will stand."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry import tasks
from registry.imports.review.page import ReviewPage
from registry.models import ImportBatch

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


def progress_page(request, batch: ImportBatch):
    """What has been done so far; asks again by itself, or by reloading."""
    reached = tasks.reached(batch)
    context = {
        "batch": batch,
        "title": batch.file_name,
        "trail": [(_("Import"), reverse("imports")), (_("Import %(number)s") % {"number": batch.pk}, "")],
        "steps": steps_of(batch, reached, ReviewPage(batch, request.user, request.GET).ready_text),
        "is_waiting": reached is None,
        "is_stopped": not tasks.is_at_work(batch),
    }
    template = "imports/_progress.html" if request.htmx.target == "progress" else "imports/progress.html"
    return render(request, template, context)


def steps_of(batch: ImportBatch, reached: str | None, what: str) -> list[tuple[str, bool, bool]]:
    """(what is done, is it done, is it being done) of each step from the file to the end; `what` is saved."""
    saving = batch.state == ImportBatch.State.APPLYING
    steps = list(READING.values())
    now = list(READING).index(reached) if reached in READING and not saving else 0
    if saving:
        now = len(steps) + (list(SAVING).index(reached) if reached in SAVING else 0)
        steps += SAVING.values()
    return [(label % {"what": what}, place < now, place == now) for place, label in enumerate(steps)]
