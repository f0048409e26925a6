"""Who takes part: the list, and the ways to bring people onto it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.generic import TemplateView, View

from registry import names
from registry.models import Appointment, Worker
from trainings.actions import participants
from trainings.actions.exports import export_attendance
from trainings.filters import ParticipantFilter
from trainings.forms.participants import GuestForm, RegionForm
from trainings.models import Event, Participant
from trainings.seats import seats_of
from trainings.views.pages import EventChange, EventPage
from welfare import shown
from welfare.errors import RuleError
from welfare.files import download
from welfare.lists import Column, ListView, is_number
from welfare.views import ActView

FOUND_AT_MOST = 50


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
        return super().filter_arguments() | {"event": self.event}

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
            .select_related("role", "region__district", "region__regency", "worker")
            .prefetch_related("attendance")
        )
        sessions = list(self.event.sessions.all())
        for row in rows:
            known = {record.session_id: record for record in row.attendance.all()}
            row.records = [(session, known.get(session.pk)) for session in sessions]
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


class ParticipantAdd(EventChange, TemplateView):
    """Find people of the roster by name and add those ticked."""

    template_name = "events/participant_add.html"
    permission_required = "trainings.add_participant"

    @property
    def title(self):
        return _("Add people")

    def found(self, text: str) -> list[Worker]:
        """People in sight whose name holds every word; those who take part already are marked."""
        people = Worker.objects.visible_to(self.request.user)
        for word in names.name_key(text).split():
            people = people.filter(name_key__contains=word)
        known = set(self.event.participants.values_list("worker_id", flat=True))
        rows = list(people.order_by("name_key", "pk")[:FOUND_AT_MOST])
        posts = {
            post.worker_id: post
            for post in Appointment.objects.filter(worker__in=rows)
            .serving(on=self.event.first_day)
            .select_related("role", "region__district", "region__regency")
            .order_by("-role__position")
        }
        for row in rows:
            row.post, row.takes_part = posts.get(row.pk), row.pk in known
        return rows

    def get_context_data(self, **kwargs):
        text = self.request.GET.get("q", "").strip()[:150]
        if is_number(text):
            messages.info(self.request, _("A number does not belong in an address. Search by name."))
            text = ""
        return super().get_context_data(**kwargs) | {
            "query": text,
            "found": self.found(text) if names.name_key(text) else [],
            "limit": FOUND_AT_MOST,
        }

    def post(self, request, *args, **kwargs):
        chosen = Worker.objects.visible_to(request.user).filter(pk__in=numbers(request, "worker"))
        return add(
            request,
            self.event,
            lambda: participants.add_workers(event=self.event, workers=chosen, by=request.user),
        )


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


class EventInvite(EventChange, TemplateView):
    """The seats of the quota: who fills them, which are vacant, where the office must choose."""

    template_name = "events/invite.html"
    permission_required = "trainings.add_participant"

    @property
    def title(self):
        return _("Invite by quota")

    @cached_property
    def seats(self):
        """Every seat as it stands."""
        return seats_of(self.event)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "seats": self.seats,
            "ready": sum(len(seat.candidates) for seat in self.seats if not seat.must_choose),
            "choose": [seat for seat in self.seats if seat.must_choose],
            "vacant": [seat for seat in self.seats if seat.short],
            "filled": sum(min(seat.filled, seat.number) for seat in self.seats),
            "asked": sum(seat.number for seat in self.seats),
        }

    def post(self, request, *args, **kwargs):
        event, user = self.event, request.user
        if "quota" in request.POST:
            return add(request, event, lambda: participants.expand_quota(event=event, by=user))
        posts = Appointment.objects.visible_to(user).filter(pk__in=numbers(request, "post"))
        return add(request, event, lambda: participants.invite_posts(event=event, posts=posts, by=user))


class RegionAdd(EventChange, ActView):
    """Invite whoever serves in a region."""

    permission_required = "trainings.add_participant"
    form_class = RegionForm
    save_label = _("Invite all of them")

    @property
    def title(self):
        return _("Add a whole region")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "event": self.event}

    def save(self, form):
        self.new = participants.add_serving(
            event=self.event,
            region=form.cleaned_data["region"],
            roles=form.cleaned_data["roles"],
            by=self.request.user,
        )

    @property
    def saved(self):
        """How many came."""
        return added(self.new)

    def get_success_url(self):
        return reverse("event_participants", args=[self.event.slug])


class GuestAdd(EventChange, ActView):
    """Add somebody who is not on the roster, or a partner body."""

    permission_required = "trainings.add_participant"
    form_class = GuestForm
    save_label = _("Add")
    saved = _("Added to the list.")

    @property
    def title(self):
        return _("Add a guest or a partner body")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "instance": Participant(event=self.event),
        }

    def save(self, form):
        participants.add_guest(participant=form.save(commit=False), by=self.request.user)

    def get_success_url(self):
        return reverse("event_participants", args=[self.event.slug])


def numbers(request, name: str) -> list[int]:
    """The ticked ids; anything else that was sent is left out."""
    return [int(text) for text in request.POST.getlist(name) if text.isdecimal()]


def added(many: int) -> str:
    """What is said when `many` people are new on the list."""
    if not many:
        return str(_("Everybody you chose is on the list already."))
    text = ngettext("%(count)s participant added.", "%(count)s participants added.", many)
    return text % {"count": shown.number(many)}


def add(request, event: Event, act) -> HttpResponseRedirect:
    """Do `act`, which returns how many are new, say so and lead to the list."""
    try:
        messages.success(request, added(act()))
    except RuleError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("event_participants", args=[event.slug]))
