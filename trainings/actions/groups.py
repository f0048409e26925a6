"""Groups: the same session for different districts on different days."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from registry.models import User
from trainings.actions.rules import require_open
from trainings.models import Event, Group, Participant
from trainings.queries import with_area
from welfare.constraints import explained
from welfare.errors import RuleError


@explained()
def assign_areas(*, event: Event, areas: Mapping[int, Group | None], by: User | None) -> int:
    """Put the participants of each area (by region id) into a group, or into none; returns how many."""
    _require_groups(event, areas.values(), by)
    people = with_area(event.participants.all(), event).filter(capacity=Participant.Capacity.PARTICIPANT)
    changed = 0
    for group in set(areas.values()):
        chosen = [area for area, wanted in areas.items() if wanted == group]
        changed += people.filter(area__in=chosen).update(group=group)
    return changed


@explained()
def assign(*, event: Event, participants: Iterable[int], group: Group | None, by: User | None) -> int:
    """Put participants (by id) into a group, or into none; returns how many."""
    _require_groups(event, [group], by)
    return event.participants.filter(pk__in=participants).update(group=group)


def _require_groups(event: Event, groups: Iterable[Group | None], by: User | None) -> None:
    require_open(event, by)
    if any(group and group.event_id != event.pk for group in groups):
        raise RuleError(_("This group belongs to another event."))
