"""Who stands at the check-in desks of an event."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry.access import DESK
from registry.models import User
from trainings.actions.rules import require_open
from trainings.models import Event
from welfare.constraints import explained
from welfare.errors import RuleError


def officers_for(event: Event) -> QuerySet[User]:
    """The accounts that may be given this event: desk officers within the organising office's region."""
    within = event.office.region.scope_lookup("scope__")
    return User.objects.filter(groups__name=DESK, is_active=True, **within).order_by("first_name", "username")


@explained()
def give(*, event: Event, officers: Iterable[User], by: User) -> None:
    """Give the event's check-in to exactly these officers; RuleError for anybody else's account."""
    require_open(event, by, alone=True)
    chosen = list(officers)
    if officers_for(event).filter(pk__in=[one.pk for one in chosen]).count() != len(chosen):
        raise RuleError(_("Only desk officers of this office can be given the check-in."))
    event.desks.set(chosen)
