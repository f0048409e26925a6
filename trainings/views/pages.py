"""What every page of one event shares: the event, the way to it, its tabs."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from trainings.clashes import clashes
from trainings.models import AgendaItem, Certificate, Event, Participant
from trainings.models.event import EventQuerySet
from trainings.states import state_of, today_of
from welfare.views import PageMixin

TABS = (
    ("summary", _("Summary"), "event"),
    ("participants", _("Participants"), "event_participants"),
    ("agenda", _("Schedule"), "event_agenda"),
    ("attendance", _("Attendance"), "event_attendance"),
    ("certificates", _("Certificates"), "event_certificates"),
    ("files", _("Files"), "event_attachments"),
    ("history", _("History"), "event_history"),
)
OF_ORGANISER = ("files", "history")  # other offices see their own people at the event, not its office's work


class OfEvent(PageMixin):
    """What belongs to the event named by `slug`, one of `events`; 404 by every method for any other."""

    def events(self) -> EventQuerySet:
        """Those whose pages these are for this user."""
        raise NotImplementedError

    @cached_property
    def event(self) -> Event:
        """The event, with its office and regions."""
        return get_object_or_404(
            self.events().select_related("office__region", "region"), slug=self.kwargs["slug"]
        )

    def has_permission(self):
        """The right itself, then the event."""
        return super().has_permission() and bool(self.event)

    @property
    def title(self) -> str:
        return self.event.title


class EventPage(OfEvent):
    """A page of an event in the user's scope."""

    permission_required = "trainings.view_event"
    tab = ""

    def events(self):
        return Event.objects.visible_to(self.request.user)

    @cached_property
    def participants(self):
        """The participants this user may see: all of an event of his own, else those of his scope."""
        return Participant.objects.visible_to(self.request.user).filter(event=self.event)

    @cached_property
    def clashes(self) -> dict[int, list[Event]]:
        """What else the participants are invited to on the same day."""
        return clashes(self.event, self.request.user)

    @property
    def certificates(self):
        """The certificates of the event this user may see."""
        return Certificate.objects.visible_to(self.request.user).of(self.event)

    @cached_property
    def may_change(self) -> bool:
        """May this user change the event, were it open?"""
        return self.request.user.has_perm("trainings.change_event") and self.is_organiser

    def trail(self):
        events = (_("Events"), reverse("events"))
        if self.tab == "summary":
            return [events]
        return [events, (self.event.title, self.event.get_absolute_url())]

    @cached_property
    def is_organiser(self) -> bool:
        """Does the organising office lie in the user's scope?"""
        return self.request.user.scope.contains(self.event.office.region)

    def tabs(self) -> list[tuple]:
        """[(label, address, count or none, is open)]; some are the organising office's alone."""
        counts = {
            "participants": self.participants.count(),
            "agenda": AgendaItem.objects.filter(session__event=self.event).count(),
            "certificates": self.certificates.valid().count(),
            "files": self.event.attachments.count(),
        }
        return [
            (label, reverse(name, args=[self.event.slug]), counts.get(tab), tab == self.tab)
            for tab, label, name in TABS
            if tab not in OF_ORGANISER or self.is_organiser
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "state": state_of(self.event, today_of(self.event)),
            "tabs": self.tabs() if self.tab else None,
            "may_change": self.may_change and self.event.status == Event.Status.PLANNED,
            "may_reopen": self.may_change and self.event.status != Event.Status.PLANNED,
        }


class EventChange(EventPage):
    """A page that changes the event: for the organising office (403 for others who may see it)."""

    permission_required = "trainings.change_event"

    def has_permission(self):
        """The right itself, then, for an event in sight, the office."""
        return super().has_permission() and self.may_change

    def get_success_url(self):
        """Back to the event."""
        return self.event.get_absolute_url()
