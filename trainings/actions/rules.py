"""What every write to an event asks first."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

from registry.models import User
from trainings.models import Event
from welfare.constraints import explained
from welfare.errors import RuleError

SHARED = "SELECT status FROM trainings_event WHERE id = %s FOR SHARE"
ALONE = "SELECT status FROM trainings_event WHERE id = %s FOR NO KEY UPDATE"


def require_organiser(event: Event, by: User | None) -> None:
    """RuleError unless the organising office lies in the actor's scope."""
    if by is not None and not by.scope.contains(event.office.region):
        raise RuleError(_("Only the organising office changes this event."))


def require_open(event: Event, by: User | None, *, alone: bool = False) -> None:
    """Hold the event open until the transaction ends, or raise RuleError when it is closed or cancelled.

    Many may write what belongs to the event at once, but nobody can close it between this check and the
    write. Who is going to change the event's own row asks for it `alone`: two who share it could not.
    """
    require_organiser(event, by)
    hold_open(event, alone=alone)


def hold(event: Event, *, alone: bool = False) -> None:
    """Keep the event as it is until the transaction ends, open or closed."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE if alone else SHARED, [event.pk])
        (event.status,) = cursor.fetchone()


def hold_open(event: Event, *, alone: bool = False) -> None:
    """What `require_open` does once it is settled who may write."""
    hold(event, alone=alone)
    if event.status == Event.Status.CLOSED:
        raise RuleError(_("This event is closed. Reopen it first, giving the reason."))
    if event.status == Event.Status.CANCELLED:
        raise RuleError(_("This event was cancelled. Reopen it first, giving the reason."))


@contextmanager
def held_open(event: Event, by: User | None, *, alone: bool = False) -> Iterator[None]:
    """One transaction in which the event stays open (see `require_open`): for what a form saves by itself."""
    with explained():
        require_open(event, by, alone=alone)
        yield
