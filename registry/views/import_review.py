"""The review of an import: one small act each, as a fragment for htmx or as a page without it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import DatabaseError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from registry import tasks
from registry.imports import batches, uploads
from registry.imports.review import blanks, decisions, together
from registry.imports.review.faults import one_cell
from registry.imports.review.page import BLANK, SAVED, ReviewPage
from registry.models import ImportBatch, ImportRow, Worker
from registry.views.import_progress import progress_page
from registry.views.imports import get_batch, way_to
from welfare.digits import is_key, is_number
from welfare.errors import RuleError
from welfare.escaping import without_controls
from welfare.shown import number

MAY_IMPORT = permission_required("registry.add_importbatch", raise_exception=True)
MOST_FOUND = 8
FRAGMENTS = {name: f"imports/_{name}.html" for name in ("needs", "cells", "rows", "absent")}
State = ImportBatch.State


@require_GET
@MAY_IMPORT
def import_page(request, pk):
    """One import: being read, under review, saved, undone or refused, always at the same address."""
    batch = get_batch(request, pk)
    if batch.state in (State.READING, State.APPLYING):
        return progress_page(request, batch)
    if request.htmx.target == "progress":
        return HttpResponse(headers={"HX-Refresh": "true"})
    template = FRAGMENTS.get(request.htmx.target, "imports/import.html")
    response = page(request, batch, request.GET, template=template)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def page(request, batch, query, *, template="imports/import.html", found=None, status=200, **more):
    """The page of an import, or a part of it."""
    shown = ReviewPage(batch, request.user, query, found=found)
    context = {"batch": batch, "page": shown, "title": batch.file_name, "trail": way_to(batch)}
    return render(request, template, context | more, status=status)


@require_POST
@MAY_IMPORT
def import_row(request, pk, position):
    """Decide one row: who is meant, a new person, left out, or taken back; or search for somebody else."""
    batch = get_batch(request, pk)
    act = request.POST.get("act", "")
    if act == "search":
        words = sent(request, "q")
        found = search(batch, request.user, words)
        query = QueryDict(f"open={position}")
        template = "imports/_needs.html" if request.htmx else "imports/import.html"
        return page(request, batch, query, template=template, found=found, searched=words)
    try:
        row = decide(batch, position, act, request)
    except RuleError as error:
        return refused(request, batch, str(error))
    if row.reason == "duplicate_in_file" and act == "choose":
        messages.warning(request, _("Another row of this file has this person already."))
    return decided(request, batch, f"open={position}")


def decide(batch, position, act, request) -> ImportRow:
    """Do what the button said."""
    if act == "choose":
        worker = request.POST.get("worker", "")
        wanted = int(worker) if is_key(worker) else 0
        post = request.POST.get("post", "")
        return decisions.choose(batch, position, worker=wanted, post=post, by=request.user)
    if act == "cell":
        return decisions.correct(batch, position, field=sent(request, "field"), text=sent_text(request))
    acts = {"create": decisions.register, "skip": decisions.skip, "reopen": decisions.reopen}
    if act not in acts:
        raise RuleError(_("There is no such decision."))
    return acts[act](batch, position)


def search(batch, user, text) -> list[int]:
    """People of the import's area by words of the name, or by a whole number."""
    people = decisions.people_of(batch, user)
    if is_number(text):
        return [worker.pk for worker in people.numbered(text)[:MOST_FOUND]]
    named = people.named(text) if text.strip() else Worker.objects.none()
    if not named.exists() and text.strip():
        named = people.named_like(text).order_by("-likeness")
    return list(named.values_list("pk", flat=True)[:MOST_FOUND])


@require_POST
@MAY_IMPORT
def import_cell(request, pk, position):
    """Put one cell right."""
    batch = get_batch(request, pk)
    field, text = sent(request, "field"), sent_text(request)
    try:
        row = decisions.correct(batch, position, field=field, text=text)
    except RuleError as error:
        return refused(request, batch, str(error))
    if not request.htmx:
        return redirect(f"{reverse('import', args=[pk])}?group={request.POST.get('group', '')}#cells")
    shown = ReviewPage(get_batch(request, pk), request.user, QueryDict())
    context = {
        "batch": batch,
        "page": shown,
        "row": row,
        "cell": one_cell(batch, row, field, shown.sees_personal),
    }
    return render(request, "imports/_corrected.html", context)


@require_POST
@MAY_IMPORT
def import_cells(request, pk):
    """Put a kind of wrong cell right in all rows, alike or each as suggested; learn a spelling if asked."""
    batch = get_batch(request, pk)
    wanted = {name: sent(request, name) for name in ("field", "code", "message")}
    text = sent_text(request)
    try:
        if request.POST.get("remember"):
            decisions.remember_spelling(
                batch, field=wanted["field"], wrong=sent(request, "wrong"), text=text, by=request.user
            )
        if request.POST.get("act") == "suggested":
            count = together.take_suggestions(batch, **wanted, again=tasks.understand_again)
        else:
            count = decisions.correct_alike(batch, **wanted, text=text, again=tasks.understand_again)
    except RuleError as error:
        return refused(request, batch, str(error))
    said = ngettext("%(n)s cell was put right.", "%(n)s cells were put right.", count)
    messages.success(request, said % {"n": number(count)})
    return decided(request, batch, "", target="cells")


@require_POST
@MAY_IMPORT
def import_blanks(request, pk):
    """Let the blank cells of a column empty what is recorded, or take that back."""
    batch = get_batch(request, pk)
    act = blanks.keep if request.POST.get("act") == "keep" else blanks.clear
    try:
        count = act(batch, sent(request, "field"), again=tasks.understand_again)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        said = ngettext("%(n)s row was compared anew.", "%(n)s rows were compared anew.", count)
        messages.success(request, said % {"n": number(count)})
    return redirect(f"{reverse('import', args=[pk])}?show={BLANK}")


def sent_text(request) -> str:
    """What was typed; a box for regions sends it under another name."""
    return sent(request, "text" if "text" in request.POST else "region")


def sent(request, name) -> str:
    """A value of the form without control signs, which the database does not keep."""
    return without_controls(request.POST.get(name, ""))


@require_POST
@MAY_IMPORT
def import_accept(request, pk):
    """Accept all clear suggestions together."""
    batch = get_batch(request, pk)
    try:
        count = decisions.accept_suggestions(batch, again=tasks.understand_again)
    except RuleError as error:
        return refused(request, batch, str(error))
    said = ngettext("%(n)s suggestion was accepted.", "%(n)s suggestions were accepted.", count)
    messages.success(request, said % {"n": number(count)})
    return decided(request, batch, "")


@require_POST
@MAY_IMPORT
def import_restage(request, pk):
    """Look at the waiting rows again, with what the registry says now; or take up what a dead task left."""
    batch = get_batch(request, pk)
    if batch.state in (State.READING, State.APPLYING):
        if not tasks.is_at_work(batch):
            tasks.resume(batch)
    elif batch.state in decisions.OPEN_STATES and uploads.is_long(batch):
        tasks.hand_over(batch, tasks.compare_import, state=State.READING)
    elif batch.state in decisions.OPEN_STATES:
        try:
            batches.restage(batch)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The rows were compared with the registry as it is now."))
    return redirect("import", pk)


@require_POST
@MAY_IMPORT
def import_apply(request, pk):
    """Save the decided rows; those of a long import by a task."""
    batch = get_batch(request, pk)
    if uploads.is_long(batch) and batch.state in decisions.OPEN_STATES:
        tasks.hand_over(batch, tasks.save_import, request.user.pk, state=State.APPLYING)
        return redirect("import", pk)
    before = ReviewPage(batch, request.user, QueryDict()).saved
    try:
        batch = batches.apply(batch, by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
    except DatabaseError:
        messages.error(request, _("The database refused this import, and nothing was saved. Try again."))
    else:
        after = ReviewPage(batch, request.user, QueryDict())
        said = _("%(what)s saved.") % {"what": after.kind.counted(after.saved - before)}
        messages.success(request, said)
        if not after.asking_count and not after.error_count:
            return redirect(f"{reverse('import', args=[pk])}?show={SAVED}")
    return redirect("import", pk)


def decided(request, batch, query, *, target="needs"):
    """After a decision: the parts of the page that changed, or the page."""
    if not request.htmx:
        return redirect(f"{reverse('import', args=[batch.pk])}?{query}#{target}")
    batch = get_batch(request, batch.pk)
    if batch.state == State.READING:  # a task looks at all rows again
        return HttpResponse(headers={"HX-Refresh": "true"})
    return page(request, batch, QueryDict(query), template="imports/_decided.html", target=target)


def refused(request, batch, message):
    """A refusal beside what was asked, or on the page."""
    if request.htmx:
        return render(request, "imports/_refused.html", {"message": message}, status=409)
    messages.error(request, message)
    return redirect("import", batch.pk)
