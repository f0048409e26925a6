"""Who takes part: the list, its file, and taking people off it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.generic import View

from registry import names
from trainings.actions import participants
from trainings.actions.exports import export_attendance
from trainings.filters import ParticipantFilter
from trainings.models import Event, Participant
from trainings.queries import batches
from trainings.views.pages import EventChange, EventPage
from welfare import shown
from welfare.digits import is_key
from welfare.errors import RuleError
from welfare.files import download
from welfare.lists import Column, ListView


class ParticipantList(EventPage, ListView):
    """The participants of an event, with their attendance."""

    model = Participant
    permission_required = "trainings.view_participant"
    template_name = "events/participants.html"
    row_template = "events/_participant.html"
    tab = "participants"
    search_fields = ("shown_name", "institution", "region__name")
    search_label = _("Name, institution or village")
    filterset_class = ParticipantFilter

    def filter_arguments(self):
        return super().filter_arguments() | {"event": self.event, "clashing": lambda: self.clashes}

    @property
    def columns(self):
        """Ticks first, for those who may take people off the list."""
        return (
            *([Column("tick", _("Tick"), css="tick")] if self.may_remove else []),
            Column("name", _("Name"), ("shown_name",)),
            Column("role", pgettext_lazy("event", "Role"), ("role__position", "region__code")),
            Column("region", _("Region"), ("region__code", "role__position")),
            Column("attendance", _("Attendance")),
        )

    @property
    def bulk_template(self):
        """Ticks appear for those who may take people off the list."""
        return "events/_participants_bulk.html" if self.may_remove else ""

    @property
    def may_remove(self):
        """May people be taken off the list now?"""
        user = self.request.user
        is_open = self.event.status == Event.Status.PLANNED
        return is_open and self.may_change and user.has_perm("trainings.delete_participant")

    def scoped(self):
        return self.participants.as_shown()

    def search(self, queryset, text):
        for word in text.split():
            key = names.name_key(word)
            hit = Q(*[Q(**{f"{field}__icontains": word}) for field in self.search_fields], _connector=Q.OR)
            queryset = queryset.filter(hit | Q(worker__name_key__contains=key) if key else hit)
        return queryset

    def ordering_fields(self):
        column, _backwards = self.sorted_by()
        return super().ordering_fields() if column else ["region__code", "role__position", "shown_name", "pk"]

    def decorate(self, queryset):
        rows = list(
            queryset.as_shown()
            .select_related("role", "region__district", "region__regency", "worker", "group")
            .prefetch_related("attendance")
        )
        sessions, due = list(self.event.sessions.all()), batches(self.event)
        for row in rows:
            known = {record.session_id: record for record in row.attendance.all()}
            attends = due.get(row.group_id) or {session.pk for session in sessions}
            row.clashes = self.clashes.get(row.pk, ())
            row.records = [(session, known.get(session.pk)) for session in sessions if session.pk in attends]
        return rows

    def counted(self, count):
        return ngettext("%(count)s participant", "%(count)s participants", count) % {
            "count": shown.number(count)
        }

    def empty(self):
        actions = [
            (_("Invite by quota"), reverse("event_quotas", args=[self.event.slug]), "list-check"),
            (_("Add people"), reverse("event_participant_add", args=[self.event.slug]), "user-plus"),
        ]
        return {
            "sign": "users",
            "heading": _("Nobody is invited yet"),
            "text": _("Say how many of each role a district sends, or add people by name."),
            "actions": actions if self.may_change else [],
        }

    def get_context_data(self, **kwargs):
        may_export = self.request.user.has_perm("registry.export_worker")
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "may_remove": self.may_remove,
            "groups": self.event.groups.all() if self.may_remove else [],
            "export_url": reverse("event_export", args=[self.event.slug]) if may_export else "",
        }


class ParticipantExport(EventPage, View):
    """Everybody this user sees on the list, with the attendance, as a file that can be read in again."""

    http_method_names = ["post", "options"]
    permission_required = ("trainings.view_participant", "registry.export_worker")

    def post(self, request, *args, **kwargs):
        try:
            file = export_attendance(
                event=self.event,
                participants=self.participants,
                file_format=request.POST.get("format", ""),
                by=request.user,
            )
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("event_participants", args=[self.event.slug]))
        return download(file)


class ParticipantRemove(EventChange, View):
    """Take the ticked participants off the list."""

    permission_required = "trainings.delete_participant"

    def post(self, request, *args, **kwargs):
        try:
            gone = participants.remove(
                event=self.event, participants=numbers(request, "participant"), by=request.user
            )
        except RuleError as error:
            messages.error(request, str(error))
        else:
            text = ngettext("%(count)s participant removed.", "%(count)s participants removed.", gone)
            messages.success(request, text % {"count": shown.number(gone)})
        return HttpResponseRedirect(reverse("event_participants", args=[self.event.slug]))


def numbers(request, name: str) -> list[int]:
    """The ticked ids; anything else that was sent is left out."""
    return [int(text) for text in request.POST.getlist(name) if is_key(text)]
