"""Spreadsheets coming in: the list of imports with the upload, and what concerns one import as a whole."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from django.views.generic import View

from registry import tasks
from registry.actions.exports import send_back_rows
from registry.forms.imports import UploadForm
from registry.forms.regions import SheetsForm
from registry.imports import kinds, undo, uploads
from registry.imports.refusals import SheetRefused
from registry.imports.review import columns, decisions
from registry.imports.review.tally import LOOKS
from registry.models import ImportBatch
from welfare.charts import Part
from welfare.errors import RuleError
from welfare.files import download
from welfare.shown import number
from welfare.views import ActView

PER_PAGE = 20
State = ImportBatch.State
PILLS = {  # tone and icon of each state
    State.READING: ("info", "spinner"),
    State.REVIEW: ("accent", "hand"),
    State.APPLYING: ("info", "spinner"),
    State.APPLIED: ("success", "circle-check"),
    State.UNDONE: ("muted", "rotate-left"),
    State.REFUSED: ("danger", "circle-xmark"),
}


def get_batch(request, pk: int) -> ImportBatch:
    """The import, if it lies in the user's scope; 404 otherwise."""
    batches = ImportBatch.objects.visible_to(request.user)
    return get_object_or_404(batches.select_related("scope", "office", "created_by", "applied_by"), pk=pk)


def way_to(batch: ImportBatch, address: str = "") -> list[tuple[str, str]]:
    """The way to the page of an import; for a page below it with its `address`."""
    return [(_("Import"), reverse("imports")), (_("Import %(number)s") % {"number": batch.pk}, address)]


class ImportsView(ActView):
    """Bring a sheet in; below it the imports so far, those that wait first."""

    permission_required = "registry.add_importbatch"
    raise_exception = True
    form_class = UploadForm
    template_name = "imports/list.html"
    title = _("Import")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def cancel_url(self):
        return reverse("home")

    def form_valid(self, form):
        data = form.cleaned_data.copy()
        upload = data.pop("file")
        try:
            with uploads.received(upload) as path:
                name = uploads.plain_name(upload.name)
                batch, mended = uploads.take_in(path, by=self.request.user, file_name=name, **data)
        except SheetRefused as refusal:
            form.add_error("file", refusal.message)
        except RuleError as error:
            form.add_error(None, str(error))
        else:
            if mended is not None:
                said = ngettext("%(n)s row was mended.", "%(n)s rows were mended.", mended)
                messages.success(self.request, said % {"n": number(mended)})
                return redirect("import", batch.pk)
            return redirect("import_columns" if asks_for_columns(batch) else "import", batch.pk)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        batches = ImportBatch.objects.visible_to(self.request.user).select_related(
            "scope", "created_by", "applied_by"
        )
        waiting_first = batches.order_by("-waits", "-created_at", "-pk")
        page = Paginator(waiting_first, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "imports": [shown(one) for one in page],
            "sheets": sheets_for(self.request.user),
        }


def sheets_for(user) -> list[tuple[int, str]]:
    """The areas whose sheets this user may send out, as choices."""
    return SheetsForm(user=user).choices() if user.has_perm("registry.export_worker") else []


def asks_for_columns(batch: ImportBatch) -> bool:
    """Are there columns that only a person can tell?"""
    asked = any(sheet["conflicts"] or sheet["unsure"] for sheet in batch.sheets)
    return asked and batch.state == State.REVIEW


def shown(batch: ImportBatch) -> dict:
    """One line of the list: the import, its state, its counts as a bar."""
    kind = kinds.get(batch.kind)
    state, (tone, icon) = batch.get_state_display(), PILLS[batch.state]
    if batch.asks_nothing:
        state, tone, icon = _("Nothing to do"), "muted", "equals"
    is_open = batch.state in decisions.OPEN_STATES
    counts = {action: batch.counts.get(action, 0) for action in LOOKS}
    return {
        "batch": batch,
        "kind": kind.label,
        "target": kind.target_link(batch),
        "state": state,
        "tone": tone,
        "icon": icon,
        "bar": [Part(counts[action], tone) for action, (tone, _icon) in LOOKS.items()],
        "read": batch.counts.get("read"),
        "asking": counts["choose"] if is_open else 0,
        "errors": counts["error"] if is_open else 0,
        "is_open": is_open,
    }


def chosen_columns(data: QueryDict) -> dict[tuple[str, str], str]:
    """What each column is to be, by signature and letter: `column/<signature>/<letter>` names its select."""
    found = {}
    for name, wanted in data.items():
        first, *place = name.split("/")
        if first == "column" and len(place) == 2:
            found[tuple(place)] = wanted
    return found


class ColumnsView(PermissionRequiredMixin, View):
    """Which column is what: look, change, read again."""

    permission_required = "registry.add_importbatch"
    raise_exception = True

    def get(self, request, pk):
        return self.page(get_batch(request, pk))

    def post(self, request, pk):
        batch = get_batch(request, pk)
        try:
            with transaction.atomic():
                columns.choose_columns(batch, chosen_columns(request.POST))
                if uploads.is_long(batch):
                    tasks.hand_over(batch, tasks.read_import, state=State.READING)
                    return redirect("import", pk)
                columns.read_again(batch)
        except SheetRefused as refusal:
            messages.error(request, refusal.message)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The file was read with these columns. They are remembered."))
        return redirect("import", pk)

    def page(self, batch):
        here = reverse("import", args=[batch.pk])
        context = {
            "batch": batch,
            "title": _("Columns"),
            "trail": way_to(batch, here),
            "sheets": columns.with_samples(batch),
            "choices": columns.choices_for(batch),
            "may_change": batch.state == State.REVIEW and bool(batch.file),
            "cancel_url": here,
        }
        return render(self.request, "imports/columns.html", context)


@require_GET
@permission_required("registry.add_importbatch", raise_exception=True)
def import_failed(request, pk):
    """The rows left, as a workbook that continues this import when it comes back."""
    file = send_back_rows(batch=get_batch(request, pk), by=request.user)
    if file is None:
        messages.info(request, _("No row is left to be mended."))
        return redirect("import", pk)
    return download(file)


class ConfirmView(PermissionRequiredMixin, View):
    """An act on an import that is asked about once before it is done."""

    raise_exception = True
    template_name = ""
    title = save_label = ""

    def get(self, request, pk):
        batch = get_batch(request, pk)
        here = reverse("import", args=[pk])
        saved = batch.rows.filter(applied_at__isnull=False).count()
        context = {
            "batch": batch,
            "title": self.title,
            "trail": way_to(batch, here),
            "what": kinds.get(batch.kind).counted(saved),
            "save_label": self.save_label,
            "danger": True,
            "cancel_url": here,
        }
        return render(request, self.template_name, context)


class UndoView(ConfirmView):
    """Undo a saved import."""

    permission_required = "registry.undo_importbatch"
    template_name = "imports/undo.html"
    title, save_label = _("Undo this import?"), _("Undo")

    def post(self, request, pk):
        batch = get_batch(request, pk)
        if batch.state == State.APPLIED and uploads.is_long(batch):
            tasks.hand_over(batch, tasks.undo_import, request.user.pk, state=State.APPLYING)
            return redirect("import", pk)
        try:
            batch = undo.undo(batch, by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
            return redirect("import", pk)
        if kept := undo.kept_names(batch):
            said = _("Undone, but for those edited since: %(names)s.") % {"names": ", ".join(kept)}
            messages.warning(request, said)
        else:
            messages.success(request, _("The import is undone. Everything is as it was before."))
        return redirect("import", pk)


class DiscardView(ConfirmView):
    """Forget what still waits of an import, or all of it when nothing was saved."""

    permission_required = "registry.add_importbatch"
    template_name = "imports/discard.html"
    title, save_label = _("Discard what is left?"), _("Discard")

    def post(self, request, pk):
        batch = get_batch(request, pk)
        if batch.state in (State.READING, State.APPLYING) and tasks.is_at_work(batch):
            messages.error(request, _("This import is being worked on. Wait until that is done."))
            return redirect("import", pk)
        decisions.discard(batch)
        messages.success(request, _("The rows that were left are discarded; nothing of them was written."))
        return redirect("import", pk) if batch.applied_at else redirect("imports")
