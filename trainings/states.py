"""What an event's state is called on a day, for the pill beside its name."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trainings.models import Event


@dataclass(frozen=True)
class State:
    """A pill: its tone, word and icon."""

    tone: str
    label: Promise
    icon: str


CANCELLED = State("danger", _("Cancelled"), "ban")
CLOSED = State("muted", _("Closed"), "flag-checkered")
COMING = State("info", _("Coming up"), "calendar-day")
RUNNING = State("success", _("Under way"), "circle-play")
OVER = State("accent", _("To be closed"), "hand")


def state_of(event: Event, today: date) -> State:
    """The state on the day `today`; both the first and the last day belong to the event."""
    if event.status == Event.Status.CANCELLED:
        return CANCELLED
    if event.is_closed:
        return CLOSED
    if today < event.first_day:
        return COMING
    return RUNNING if today <= event.last_day else OVER


def today_of(event: Event) -> date:
    """Today where the organising office is."""
    return timezone.localdate(timezone=event.office.zone)
