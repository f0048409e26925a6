"""People invited to two events on one day. It is a warning: who comes where is theirs to settle."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from registry.models import User
from trainings.models import Event, Participant, Session
from trainings.queries import batches


def clashes(event: Event, user: User) -> dict[int, list[Event]]:
    """What else participants of `event` (by id) are invited to on a day they are due here; 4 statements.

    Only events the user sees, and none that was cancelled. 1 statement where nothing overlaps.
    """
    elsewhere = list(
        Participant.objects.filter(
            worker__in=event.participants.values("worker"),
            event__in=Event.objects.visible_to(user).exclude(status=Event.Status.CANCELLED),
            event__dates__overlap=event.dates,
        )
        .exclude(event=event)
        .select_related("event")
        .order_by("event__dates", "event")
    )
    if not elsewhere:
        return {}
    here = event.participants.filter(worker__in={other.worker_id for other in elsewhere})
    own = {participant.worker_id: participant for participant in here}
    days_of = _days({event.pk, *(other.event_id for other in elsewhere)})
    found = defaultdict(list)
    for other in elsewhere:
        participant = own[other.worker_id]
        if days_of(participant) & days_of(other):
            found[participant.pk].append(other.event)
    return dict(found)


def _days(events: Iterable[int]) -> Callable[[Participant], set[date]]:
    """A function that tells on which days a participant of one of the events is due."""
    sessions = defaultdict(dict)
    for event, session, day in Session.objects.filter(event__in=events).values_list("event", "pk", "date"):
        sessions[event][session] = day
    groups = batches(*events)

    def days_of(participant: Participant) -> set[date]:
        held = sessions[participant.event_id]
        return {held[session] for session in groups.get(participant.group_id) or held}

    return days_of
