"""Seats nobody fills, one by one, and who could cover for one meanwhile."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from registry.coverage import seats_by_area
from registry.models import Appointment, Region, Role, User


@dataclass(frozen=True)
class Vacancy:
    """Seats of one role in one region that nobody is appointed to; in `covered` of them somebody acts."""

    role: Role
    region: Region
    seats: int
    covered: int


def vacancies(region: Region, *, on: date) -> list[Vacancy] | None:
    """The vacant seats inside `region`, by role and place; None for a province or the nation.

    Exceptions for a whole regency count there, not here.
    """
    if region.is_wide:
        return None
    found = []
    levels = list(Region.Level)
    for role_level in levels[levels.index(region.level) :]:
        for key, rows in seats_by_area(region, on=on, level=role_level).items():
            found += [(key, seats) for seats in rows if seats.vacant and seats.role.level == role_level]
    places = Region.objects.with_path().in_bulk({key for key, _seats in found})
    made = [Vacancy(one.role, places[key], one.vacant, one.covered) for key, one in found]
    return sorted(made, key=lambda one: (one.role.position, one.region.code))


def beyond_seats(role: Role, region: Region, *, on: date) -> int:
    """How many serve as `role` in `region` beyond its seats; 0 above or below the level of the role."""
    if region.level != role.level:
        return 0
    seats = seats_by_area(region, on=on, level=region.level).get(region.pk, [])
    return sum(one.excess for one in seats if one.role == role)


def who_can_cover(role: Role, region: Region, *, on: date, user: User) -> QuerySet[Appointment]:
    """Posts of the same role nearby: in the district of a vacant village, in the regency of a district."""
    around = region.district if region.level == Region.Level.VILLAGE else region.regency
    posts = Appointment.objects.visible_to(user).serving(on=on).filter(role=role, is_acting=False)
    return posts.within(around or region).exclude(region=region).select_related("worker", "region", "role")
