"""What a decree did that no list of codes tells: regions that were merged into another, or split."""

from datetime import date

from django.utils.translation import gettext as _

from registry.actions import appointments
from registry.models import Appointment, Region, RegionChange, User
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting

Kind = RegionChange.Kind


def record_change(
    *, region: Region, kind: str, other: Region, decree: str, on: date, by: User
) -> tuple[RegionChange, int]:
    """Write down that `region` was merged into `other`, or `other` split off it, by a decree of the day `on`.

    A region that was merged ends on that day, and with it its seats; who serves there is transferred, and the
    old post stays as his history. Of a split nobody is moved by itself, for no list says who goes. Returns
    the change, and how many were moved. RuleError for regions of different levels or outside the scope of
    `by`, for a change told before, and for a day before the region began.
    """
    with explained(), acting(by=by, reason=decree):
        _check(region, kind, other, by)
        change = RegionChange.objects.create(
            before=region,
            after=other,
            kind=kind,
            decree=decree,
            on=on,
            old_code=region.code,
            new_code=other.code,
            old_name=region.name,
            new_name=other.name,
        )
        if kind != Kind.MERGED:
            return change, 0
        _end(region, on)
        return change, _move_people(region, other, on, by)


def _check(region: Region, kind: str, other: Region, by: User) -> None:
    for one in (region, other):
        if not by.scope.contains(one):
            raise RuleError(_("%(region)s lies outside your region.") % {"region": one})
    if region == other or region.level != other.level:
        raise RuleError(_("Choose another region of the same level."))
    if kind not in (Kind.MERGED, Kind.SPLIT):
        raise RuleError(_("Say whether it was merged or split."))
    if kind == Kind.MERGED and Region.objects.current().filter(parent=region).exists():
        raise RuleError(
            _("%(region)s still has regions below it. Load the list of codes first.") % {"region": region}
        )
    if RegionChange.objects.filter(before=region, after=other, kind=kind).exists():
        raise RuleError(_("This change is recorded already."))


def _end(region: Region, on: date) -> None:
    """The region exists until the day before `on`; where a list ended it before, that day holds."""
    standing = Region.objects.select_for_update().get(pk=region.pk)
    if standing.validity.lower and on <= standing.validity.lower:
        raise RuleError(_("%(region)s did not exist before that day.") % {"region": region})
    if standing.validity.upper_inf:
        Region.objects.filter(pk=region.pk).update(validity=(standing.validity.lower, on))


def _move_people(region: Region, other: Region, on: date, by: User) -> int:
    posts = Appointment.objects.filter(region=region, end_reason="")
    return len(appointments.transfer(appointments=posts, region=other, first_day=on, by=by))
