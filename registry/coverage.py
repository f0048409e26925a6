"""Seats: how many posts of each role an area should have, and who fills them on a day.

A seat belongs to one region of the level its role serves at: a PSM to a village, a TKSK to a district. Two
PSM of one village fill one seat and the second is one too many there, whatever is vacant next door. Who only
acts covers a seat and does not fill it: it stays vacant until somebody is appointed, and is told as covered.
Quotas warn and are reported; they never block.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from registry.models import Appointment, Region, Role, RoleQuota

PSM = "PSM"  # the role every village should have: "villages without PSM" is what offices ask first
LEVELS = (Region.Level.PROVINCE, Region.Level.REGENCY, Region.Level.DISTRICT, Region.Level.VILLAGE)

Ids = tuple[int | None, ...]  # of a region and those above it, by LEVELS; None below its own level
Pool = tuple[int, int]  # (role, region): seats that are counted together


@dataclass
class Seats:
    """The seats of one role in one area; without a quota everybody who is appointed fills one."""

    role: Role
    quota: int | None = None
    people: int = 0  # who serve here
    filled: int = 0  # seats somebody is appointed to
    covered: int = 0  # vacant seats in which somebody acts
    excess: int = 0  # people beyond the seats of their place
    places: int = 0  # regions of the role's level
    served: int = 0  # those of them where somebody serves

    @property
    def vacant(self) -> int:
        """Seats nobody is appointed to, covered or not."""
        return 0 if self.quota is None else self.quota - self.filled

    @property
    def uncovered(self) -> int:
        """Vacant seats in which nobody acts either."""
        return self.vacant - self.covered if self.quota is not None else 0

    @property
    def unserved(self) -> int:
        """Regions of the role's level where nobody serves."""
        return self.places - self.served

    @property
    def unplaced(self) -> int:
        """People who hold no seat and are not too many either: a PSM whose village is not known."""
        return self.people - self.filled - self.covered - self.excess


def seats_by_area(within: Region, *, on: date, level: str) -> dict[int, list[Seats]]:
    """The seats in each region of `level` inside `within` on the day `on`, by the region's id.

    Roles stand in the order of papers; those that serve above `level` and those with neither quota nor people
    are left out. An exception for a whole regency (14 TKSK for 11 districts) counts in the sums of regencies
    and above; the districts keep the usual quota. 5 statements, whatever the size.
    """
    depth = LEVELS.index(level)
    roles = {role.pk: role for role in Role.objects.all() if LEVELS.index(role.level) >= depth}
    rows = RoleQuota.objects.filter(**within.scope_lookup("region__"))
    exceptions = {
        (role, region): quota for role, region, quota in rows.values_list("role", "region", "quota")
    }
    count = _Count(depth, roles, exceptions)
    for ids in _places(within, on):
        count.add_place(ids)
    serving = Appointment.objects.serving(on=on).within(within).order_by()
    acting = {(role, ids): people for role, ids, people in _holders(serving.filter(is_acting=True))}
    for role, ids, people in _holders(serving):
        count.add_people(role, ids, people, acting=acting.get((role, ids), 0))
    return count.result()


class _Count:
    """Adds up places and people; see `seats_by_area`."""

    def __init__(self, depth: int, roles: dict[int, Role], exceptions: dict[Pool, int]):
        self.depth, self.roles, self.exceptions = depth, roles, exceptions
        self.seats: dict[tuple[int, int], Seats] = {}
        self.area_of: dict[Pool, int] = {}
        self.held: Counter[Pool] = Counter()
        self.acting: Counter[Pool] = Counter()
        self.places: set[Pool] = set()
        self.served: set[Pool] = set()
        self.roles_at = defaultdict(list)
        for role in roles.values():
            self.roles_at[LEVELS.index(role.level)].append(role.pk)

    def add_place(self, ids: Ids) -> None:
        """A region that exists: it has seats of the roles that serve at its level."""
        own = max(depth for depth, region in enumerate(ids) if region)
        for role in self.roles_at[own]:
            self.of(role, ids).places += 1
            self.places.add((role, ids[own]))
            pool = self.pool(role, ids)
            if pool not in self.area_of:
                self.area_of[pool] = ids[self.depth]
                self.add_quota(pool)

    def add_quota(self, pool: Pool) -> None:
        role, _region = pool
        quota = self.exceptions.get(pool, self.roles[role].quota)
        if quota is not None:
            seats = self.seats[self.area_of[pool], role]
            seats.quota = quota + (seats.quota or 0)

    def add_people(self, role: int, ids: Ids, people: int, *, acting: int) -> None:
        """So many serve as `role` in the region of `ids`, of whom so many only act."""
        if role not in self.roles or not ids[self.depth]:
            return
        seats = self.of(role, ids)
        seats.people += people
        place = (role, ids[LEVELS.index(seats.role.level)])
        if place in self.places and place not in self.served:
            self.served.add(place)
            seats.served += 1
        pool = self.pool(role, ids)
        self.held[pool] += people - acting
        self.acting[pool] += acting

    def pool(self, role: int, ids: Ids) -> Pool:
        """Whose quota a region's people count against: an exception's above it, else its own."""
        own = LEVELS.index(self.roles[role].level)
        above = [region for region in ids[self.depth : own] if (role, region) in self.exceptions]
        return role, above[0] if above else ids[own]

    def of(self, role: int, ids: Ids) -> Seats:
        return self.seats.setdefault((ids[self.depth], role), Seats(self.roles[role]))

    def result(self) -> dict[int, list[Seats]]:
        for pool, area in self.area_of.items():
            role, _region = pool
            seats, held, acting = self.seats[area, role], self.held[pool], self.acting[pool]
            quota = self.exceptions.get(pool, seats.role.quota)
            taken = held if quota is None else min(held, quota)
            covered = acting if quota is None else min(acting, quota - taken)
            seats.filled += taken
            seats.covered += covered
            seats.excess += held - taken + acting - covered
        by_area = defaultdict(list)
        for (area, _role), seats in self.seats.items():
            if seats.quota is not None or seats.people:
                by_area[area].append(seats)
        for rows in by_area.values():
            rows.sort(key=lambda seats: (seats.role.position, seats.role.code))
        return dict(by_area)


def _places(within: Region, on: date) -> Iterator[Ids]:
    """The regions that exist on the day `on`, each with those above it."""
    regions = Region.objects.within(within).valid(on).exclude(level=Region.Level.NATION).order_by()
    for pk, level, *above in regions.values_list("pk", "level", "province", "regency", "district"):
        yield (*above, pk if level == Region.Level.VILLAGE else None)


def _holders(posts: QuerySet[Appointment]) -> Iterator[tuple[int, Ids, int]]:
    """How many hold `posts`, by role and region."""
    above = ("region__province", "region__regency", "region__district")
    rows = posts.values_list("role", "region__level", "region", *above)
    for role, level, region, *ids, people in rows.annotate(people=Count("worker", distinct=True)):
        yield role, (*ids, region if level == Region.Level.VILLAGE else None), people
