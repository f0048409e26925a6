"""The papers of an event: scans of signed sheets, photographs, minutes."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from trainings.actions import attachments
from trainings.forms.attachments import AttachmentForm
from trainings.models import Attachment, Event
from trainings.views.pages import EventChange, EventPage
from welfare import shown
from welfare.errors import RuleError
from welfare.sending import DoneOnce
from welfare.views import ActView


class AttachmentList(EventPage, TemplateView):
    """All of them by kind and session; they name everybody, so they are the organising office's alone."""

    permission_required = "trainings.view_attachment"
    template_name = "events/attachments.html"
    tab = "files"

    def has_permission(self):
        return super().has_permission() and self.is_organiser

    def get_context_data(self, **kwargs):
        user, is_open = self.request.user, self.event.status == Event.Status.PLANNED
        return super().get_context_data(**kwargs) | {
            "papers": papers_of(self.event),
            "may_add": self.may_change and user.has_perm("trainings.add_attachment"),
            "may_remove": self.may_change and is_open and user.has_perm("trainings.delete_attachment"),
        }


class AttachmentAdd(DoneOnce, EventChange, ActView):
    """Add scans or photographs."""

    permission_required = ("trainings.change_event", "trainings.add_attachment")
    template_name = "generic/form.html"
    form_class = AttachmentForm
    title = _("Add papers")

    def trail(self):
        return [*super().trail(), (_("Files"), reverse("event_attachments", args=[self.event.slug]))]

    def get_form_kwargs(self):
        like = Attachment(event=self.event, kind=Attachment.Kind.SIGNED_SHEET)
        return super().get_form_kwargs() | {"event": self.event, "instance": like}

    def get_initial(self):
        """The sheet whose grid led here."""
        return {name: self.request.GET.get(name) for name in ("session", "district")}

    def save(self, form):
        self.added = attachments.add(
            like=form.save(commit=False), files=form.cleaned_data["files"], by=self.request.user
        )

    @property
    def saved(self):
        """How many."""
        many = len(self.added)
        return ngettext("%(count)s paper added.", "%(count)s papers added.", many) % {
            "count": shown.number(many)
        }

    def get_success_url(self):
        return reverse("event_attachments", args=[self.event.slug])


class AttachmentRemove(EventChange, View):
    """Take one away."""

    permission_required = ("trainings.change_event", "trainings.delete_attachment")

    def post(self, request, *args, pk, **kwargs):
        attachment = get_object_or_404(self.event.attachments, pk=pk)
        try:
            attachments.remove(attachment=attachment, by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The paper is removed."))
        return HttpResponseRedirect(reverse("event_attachments", args=[self.event.slug]))


def papers_of(event: Event):
    """The papers of the event, those of one session together."""
    rows = event.attachments.select_related("session", "district", "added_by")
    return rows.order_by("kind", "session__date", "session__starts_at", "district__code", "added_at", "pk")
