"""A region and the regions right below it, with what is counted in each: the tables of the region pages."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise

from django.db.models import Count

from registry.coverage import Seats, seats_by_area
from registry.models import Region, Role
from registry.nationwide import seats_by_province

LEVELS = Region.Level.values
BELOW = dict(pairwise(LEVELS))  # a level and the next one down


@dataclass
class Row:
    """A region below: its seats in the order of `Table.roles` (None: no such seat), its parts by level."""

    region: Region
    seats: list[Seats | None]
    parts: dict[str, int] = field(default_factory=dict)


@dataclass
class Table:
    """The regions below one region, and the roles that have seats in them."""

    level: str
    roles: list[Role]
    rows: list[Row]


def seats_below(region: Region, *, on: date) -> dict[int, list[Seats]]:
    """The seats in each region right below `region`, by its id."""
    level = BELOW.get(region.level)
    if level is None:
        return {}
    if region.level == Region.Level.NATION:
        return seats_by_province(on=on)
    return seats_by_area(region, on=on, level=level)


def seats_of(region: Region, below: dict[int, list[Seats]], *, on: date) -> list[Seats]:
    """The seats of the whole region, one row a role; above regencies the sums of those `below`."""
    if not region.is_wide:
        return seats_by_area(region, on=on, level=region.level).get(region.pk, [])
    sums: dict[int, Seats] = {}
    for seats in chain.from_iterable(below.values()):
        total = sums.setdefault(seats.role.pk, Seats(seats.role))
        for name in ("people", "filled", "covered", "excess", "places", "served"):
            setattr(total, name, getattr(total, name) + getattr(seats, name))
        if seats.quota is not None:
            total.quota = seats.quota + (total.quota or 0)
    return sorted(sums.values(), key=lambda seats: seats.role.position)


def table_below(region: Region, below: dict[int, list[Seats]], *, on: date) -> Table | None:
    """The regions right below `region` with their seats, each `named_on` the day `on`; None for a village."""
    level = BELOW.get(region.level)
    if level is None:
        return None
    seated = chain.from_iterable(below.values())
    roles = {one.role.pk: one.role for one in seated if one.quota is not None}
    ordered = sorted(roles.values(), key=lambda role: role.position)
    parts = parts_by_region(region, level, on=on)
    rows = []
    for child in Region.objects.valid(on).filter(parent=region).named_on(on).order_by("code"):
        by_role = {one.role.pk: one for one in below.get(child.pk, [])}
        rows.append(Row(child, [by_role.get(role.pk) for role in ordered], parts[child.pk]))
    return Table(level, ordered, rows)


def parts_by_region(region: Region, level: str, *, on: date) -> dict[int, dict[str, int]]:
    """How many regions of each level lie below each region of `level` inside `region` on the day `on`."""
    parts: dict[int, dict[str, int]] = defaultdict(dict)
    if level == Region.Level.VILLAGE:
        return parts
    below = LEVELS[LEVELS.index(level) + 1 :]
    rows = Region.objects.within(region).valid(on).filter(level__in=below).order_by()
    for child, part, many in rows.values_list(level, "level").annotate(many=Count("pk")):
        parts[child][part] = many
    return parts
