"""Seats: what an invitation quota asks of each region, who fills it, and who could.

"1 Kasi Kesra + 1 TKSK + 9 PSM per district" makes a seat count for every role in every district. The post is
invited, not the person, so candidates are those who hold it on the event's first day.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Max, OuterRef, Subquery

from registry.models import Appointment, Region
from trainings.models import Attendance, Event, Quota

FINEST_FIRST = (Region.Level.VILLAGE, Region.Level.DISTRICT, Region.Level.REGENCY, Region.Level.PROVINCE)


@dataclass(frozen=True)
class Seat:
    """The seats of one role in one region. `candidates` hold the post and are not invited yet.

    They stand in the order in which to ask them: never trained first, then the longest ago.
    """

    quota: Quota
    region: Region
    filled: int
    candidates: tuple[Appointment, ...]

    @property
    def number(self) -> int:
        """How many the quota sends."""
        return self.quota.number

    @property
    def open(self) -> int:
        """Seats nobody has been invited to."""
        return max(self.number - self.filled, 0)

    @property
    def must_choose(self) -> bool:
        """More hold the post than may come: the office says who."""
        return len(self.candidates) > self.open > 0

    @property
    def short(self) -> int:
        """Seats nobody could fill: the post is vacant."""
        return max(self.open - len(self.candidates), 0)


def seats_of(event: Event) -> list[Seat]:
    """Every seat of the event's quota, by role and region; at most 8 statements, whatever the size.

    A person fills one seat. Where a role has quotas at two levels, the finer one comes first: three TKSK of a
    city's own beside one for each district.
    """
    quotas = sorted(
        event.quotas.select_related("role"),
        key=lambda quota: (quota.role.position, FINEST_FIRST.index(quota.level)),
    )
    regions = _regions(event, {quota.level for quota in quotas})
    posts = _posts(event, {quota.role_id for quota in quotas})
    invited = list(event.participants.select_related("region"))
    seats = []
    for quota in quotas:
        there, invited = _taken(invited, quota)
        able, posts = _taken(posts, quota)
        seats += [
            Seat(quota, region, len(there[region.pk]), tuple(able[region.pk]))
            for region in regions[quota.level]
        ]
    return [_without_spare(seat) for seat in seats]


def area_of(region: Region, level: str) -> int | None:
    """The id of the region of `level` that `region` lies in; None when it lies above that level."""
    if level == Region.Level.VILLAGE:
        return region.pk if region.level == level else None
    return getattr(region, f"{level}_id")


def _regions(event: Event, levels: Iterable[str]) -> dict[str, list[Region]]:
    """The regions of each level that exist on the first day in the event's region."""
    inside = Region.objects.within(event.region).valid(event.first_day)
    return {level: list(inside.filter(level=level).order_by("code")) for level in levels}


def _posts(event: Event, roles: set[int]) -> list[Appointment]:
    """Who holds a post of `roles` and is not invited yet, in the order in which to ask them."""
    return list(
        Appointment.objects.serving(on=event.first_day)
        .within(event.region)
        .filter(role__in=roles)
        .exclude(worker__participations__event=event)
        .select_related("worker", "region", "role")
        .annotate(last_trained=last_trained(before=event.first_day))
        .order_by(F("last_trained").asc(nulls_first=True), "worker__name_key", "id")
    )


def last_trained(*, before: date) -> Subquery:
    """The last day before `before` on which an appointment's worker attended any event."""
    return Subquery(
        Attendance.objects.filter(
            participant__worker=OuterRef("worker_id"), status="present", session__date__lt=before
        )
        .order_by()
        .values("participant__worker")
        .annotate(last=Max("session__date"))
        .values("last")
    )


def _taken(rows: list, quota: Quota) -> tuple[dict[int, list], list]:
    """Participants or posts that belong to the quota, by region, and the others."""
    mine, others = defaultdict(list), []
    for row in rows:
        area = area_of(row.region, quota.level) if row.role_id == quota.role_id else None
        if area is None:
            others.append(row)
        else:
            mine[area].append(row)
    return mine, others


def _without_spare(seat: Seat) -> Seat:
    """A full seat needs no candidates."""
    return seat if seat.open else replace(seat, candidates=())
