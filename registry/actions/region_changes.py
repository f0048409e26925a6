"""What a decree did that no list of codes tells: regions that were merged into another, or split."""

from collections.abc import Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.actions import appointments
from registry.models import Appointment, Region, RegionChange, User, Worker
from registry.regions.heirs import followed
from welfare import journal, shown
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting
from welfare.journal import Entry, Journal

Kind = RegionChange.Kind


def record_change(
    *, region: Region, kind: str, other: Region, decree: str, on: date, by: User
) -> tuple[RegionChange, int]:
    """Write down that `region` was merged into `other`, or `other` split off it, by a decree of the day `on`.

    A region that was merged ends on that day, and with it its seats; who serves there is transferred, and the
    old post stays as his history. Of a split nobody is moved by itself, for no list says who goes. Returns
    the change, and how many were moved. RuleError for regions of different levels or outside the scope of
    `by`, for a change told before, and for a day before the region began or still to come.
    """
    with explained(), acting(by=by, reason=decree):
        _check(region, kind, other, by)
        if on > timezone.localdate():
            raise RuleError(_("This holds from %(on)s. Record it on that day.") % {"on": shown.day(on)})
        written = Journal()
        moved = _merge(region, other, on, by, written) if kind == Kind.MERGED else 0
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
            journal=written.as_json(),
        )
        return change, moved


def may_undo(change: RegionChange, by: User) -> bool:
    """Can it be undone, and does all it touched lie in the scope of `by`, who may record such changes?"""
    places = (change.before, change.after)
    is_theirs = change.can_be_undone and all(by.scope.contains(place) for place in places)
    return is_theirs and by.has_perm("registry.add_regionchange")


def undo_change(*, change: RegionChange, by: User) -> None:
    """Take back a merger or split that was recorded by mistake: region, seats and posts are as they were.

    The record stays and says by whom it was undone. RuleError, and nothing is written, for a change that came
    with a list, lies outside the scope of `by` or was undone already, and when somebody's post was changed
    since, with his name.
    """
    with explained(), acting(by=by, reason=gettext_noop("recorded change of a region undone")):
        change = RegionChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
        if not change.can_be_undone:
            raise RuleError(_("Only what was recorded by hand can be undone, and only once."))
        _check_scope([change.before, change.after], by)
        entries = followed(journal.read(change.journal))
        _refuse_moved_on([entry for entry in entries if entry.model == Appointment._meta.label])
        journal.take_back(entries)
        change.undone_by, change.undone_at = by, timezone.now()
        change.save(update_fields=["undone_by", "undone_at"])


def _refuse_moved_on(posts: list[Entry]) -> None:
    """RuleError that names whose posts do not stand as the merger left them."""
    keys = [entry.pk for entry in posts if not journal.stands(entry)]
    if not keys:
        return
    gone = [int(entry.new["worker_id"]) for entry in posts if entry.pk in keys and entry.old is None]
    people = Worker.objects.filter(Q(appointments__in=keys) | Q(pk__in=gone)).distinct()
    raise RuleError(
        _("Changed since: %(people)s. Take that back first, in the history of each person.")
        % {"people": ", ".join(people.values_list("name", flat=True))}
    )


def _check(region: Region, kind: str, other: Region, by: User) -> None:
    _check_scope([region, other], by)
    if region == other or region.level != other.level:
        raise RuleError(_("Choose another region of the same level."))
    if kind not in (Kind.MERGED, Kind.SPLIT):
        raise RuleError(_("Say whether it was merged or split."))
    if kind == Kind.MERGED and Region.objects.current().filter(parent=region).exists():
        raise RuleError(
            _("%(region)s still has regions below it. Load the list of codes first.") % {"region": region}
        )
    if RegionChange.objects.in_force().filter(before=region, after=other, kind=kind).exists():
        raise RuleError(_("This change is recorded already."))


def _check_scope(regions: Iterable[Region], by: User) -> None:
    for one in regions:
        if not by.scope.contains(one):
            raise RuleError(_("%(region)s lies outside your region.") % {"region": one})


def _merge(region: Region, other: Region, on: date, by: User, written: Journal) -> int:
    """End the region and transfer who serves there; how many."""
    _end(region, on, written)
    posts = appointments.locked(Appointment.objects.filter(region=region, end_reason=""))
    moved = appointments.transfer(appointments=posts, region=other, first_day=on, by=by)
    written.note(changed=posts, added=moved)
    return len(moved)


def _end(region: Region, on: date, written: Journal) -> None:
    """The region exists until the day before `on`; where a list ended it before, that day holds."""
    standing = Region.objects.select_for_update().get(pk=region.pk)
    if standing.validity.lower and on <= standing.validity.lower:
        raise RuleError(_("%(region)s did not exist before that day.") % {"region": region})
    if standing.validity.upper_inf:
        written.change(Region.objects.filter(pk=region.pk), validity=DateRange(standing.validity.lower, on))
