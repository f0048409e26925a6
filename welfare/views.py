"""Views that translate HTTP and nothing else: add, edit, record and act pages on common templates."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, FormView, UpdateView

from welfare.errors import RuleError
from welfare.forms import ConflictError, agreements, choose, differences
from welfare.history import last_change, version_of
from welfare.sending import DoneOnce

Trail = Iterable[tuple[str, str]]
OPENED_AT = "opened"  # what the conflict page remembers: the revision the user began with
DIGITS_OF_INTEGER = 10
CHOOSE_ALL = "choose-all"  # the button above one of two versions: take the whole of it


class PageMixin(PermissionRequiredMixin):
    """A page with a title and the way that led to it."""

    title = ""

    def trail(self) -> Trail:
        """[(label, address), ...]: the pages above this one."""
        return []

    def get_context_data(self, **kwargs):
        return {"title": self.title, "trail": self.trail()} | super().get_context_data(**kwargs)


class FormPageMixin(PageMixin):
    """A page with one form; `save_label` says what the button does, `saved` what was done."""

    template_name = "generic/form.html"
    save_label = _("Save")
    saved = _("Saved.")

    def cancel_url(self) -> str:
        """Where "Cancel" leads: the last page of the trail."""
        return [address for _label, address in self.trail() if address][-1]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"save_label": self.save_label, "cancel_url": self.cancel_url()}

    def form_valid(self, form):
        try:
            self.save(form)
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.saved)
        return HttpResponseRedirect(self.get_success_url())

    def save(self, form) -> None:
        """Write what the form says; a RuleError becomes the form's error."""
        self.object = form.save()

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class AddView(DoneOnce, FormPageMixin, CreateView):
    """Add one row; the same form sent twice adds it once."""


class ActView(FormPageMixin, FormView):
    """A form that leads to an action of its own."""


class RecordView(PageMixin, DetailView):
    """One row with all that belongs to it."""

    template_name = "generic/record.html"

    def get_queryset(self):
        return self.model._default_manager.visible_to(self.request.user)


class EditView(FormPageMixin, UpdateView):
    """Edit one row; when somebody else saved it meanwhile, show both versions and let the user choose."""

    conflict_template = "generic/conflict.html"

    def get_queryset(self):
        return self.model._default_manager.visible_to(self.request.user)

    def form_arguments(self) -> dict:
        """What else the form is made with."""
        return {}

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs() | self.form_arguments()
        if "data" in kwargs and CHOOSE_ALL not in kwargs["data"]:
            unsent = {key: value for key, value in kwargs.items() if key not in ("data", "files")}
            kwargs["data"] = choose(kwargs["data"], self.get_form_class()(**unsent))
        return kwargs

    def form_valid(self, form):
        if CHOOSE_ALL in self.request.POST:
            return self.show_both(ConflictError(form, self.get_object()))
        try:
            return super().form_valid(form)
        except ConflictError as conflict:
            return self.show_both(conflict)

    def opened_at(self) -> int:
        """The revision the form was first opened at; 0 when what was sent tells none."""
        text = self.request.POST.get(OPENED_AT) or self.request.POST.get("revision", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS_OF_INTEGER else 0

    def show_both(self, conflict: ConflictError):
        """Both versions side by side, and what stood there when the user opened the form.

        His own is chosen where he changed something, or all of the version he asked for.
        """
        opened = self.opened_at()
        context = self.get_context_data(form=conflict.mine) | {
            "title": _("This was changed while you were editing"),
            "differences": differences(conflict, version_of(conflict.theirs, opened)),
            "same": agreements(conflict),
            "choice": self.request.POST.get(CHOOSE_ALL, ""),
            "revision": conflict.theirs.revision,
            "opened": opened,
            "saved": last_change(conflict.theirs),
        }
        return render(self.request, self.conflict_template, context, status=409)
