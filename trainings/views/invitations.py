"""The ways to bring people onto the list of an event: by name, by quota, by region, as guests."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from registry import names
from registry.models import Appointment, Worker
from trainings.actions import participants
from trainings.clashes import clashes
from trainings.forms.participants import GuestForm, RegionForm
from trainings.models import Event, Participant
from trainings.seats import seats_of
from trainings.views.pages import EventChange
from trainings.views.participants import numbers
from welfare import shown
from welfare.digits import is_number
from welfare.errors import RuleError
from welfare.search import words_of
from welfare.sending import DoneOnce
from welfare.views import ActView

FOUND_AT_MOST = 50


class ParticipantAdd(EventChange, TemplateView):
    """Find people of the roster by name and add those ticked."""

    template_name = "events/participant_add.html"
    permission_required = "trainings.add_participant"

    @property
    def title(self):
        return _("Add people")

    def found(self, text: str) -> list[Worker]:
        """People in sight whose name holds every word; those who take part already are marked."""
        people = Worker.objects.visible_to(self.request.user).named(text)
        known = set(self.event.participants.values_list("worker_id", flat=True))
        rows = list(people.order_by("name_key", "pk")[:FOUND_AT_MOST])
        posts = {
            post.worker_id: post
            for post in Appointment.objects.filter(worker__in=rows)
            .serving(on=self.event.first_day)
            .select_related("role", "region__district", "region__regency")
            .order_by("-role__position", "-pk")
        }
        for row in rows:
            row.post, row.takes_part = posts.get(row.pk), row.pk in known
        return rows

    def get_context_data(self, **kwargs):
        text = words_of(self.request.GET)
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


class EventInvite(EventChange, TemplateView):
    """The seats of the quota: who fills them, which are vacant, where the office must choose.

    With `?suggested=` those trained longest ago are ticked, as many as there are seats.
    """

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
            "is_suggested": "suggested" in self.request.GET,
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
            untrained_since=form.cleaned_data["untrained_since"],
            by=self.request.user,
        )
        warn(self.request, self.event)

    @property
    def saved(self):
        """How many came."""
        return added(self.new)

    def get_success_url(self):
        return reverse("event_participants", args=[self.event.slug])


class GuestAdd(DoneOnce, EventChange, ActView):
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


def added(many: int) -> str:
    """What is said when `many` people are new on the list."""
    if not many:
        return str(_("Everybody you chose is on the list already."))
    text = ngettext("%(count)s participant added.", "%(count)s participants added.", many)
    return text % {"count": shown.number(many)}


def warn(request, event: Event) -> None:
    """Say whether somebody is invited to two events on one day."""
    if many := len(clashes(event, request.user)):
        text = ngettext(
            "%(count)s person is invited to another event on the same day; the list says to which.",
            "%(count)s people are invited to another event on the same day; the list says to which.",
            many,
        )
        messages.warning(request, text % {"count": shown.number(many)})


def add(request, event: Event, act) -> HttpResponseRedirect:
    """Do `act`, which returns how many are new, say so and lead to the list."""
    try:
        messages.success(request, added(act()))
        warn(request, event)
    except RuleError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("event_participants", args=[event.slug]))
