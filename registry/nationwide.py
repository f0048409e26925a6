"""The seats of the whole nation by province, counted by the database.

`coverage.seats_by_area` walks through every region, which for 84,000 villages takes seconds; here PostgreSQL
sums them up and only provinces and roles come back. Both give the same numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from registry.coverage import Seats
from registry.models import Region, Role, RoleQuota

# A place is the region of the role's own level that a post lies in; people count against the highest
# exception above it, else against the usual quota of the place itself. Who acts covers a seat that is left.
HELD = """
    WITH post AS (
        SELECT role_id, region_id, count(DISTINCT worker_id) AS people,
               count(DISTINCT worker_id) FILTER (WHERE is_acting) AS acting
        FROM registry_appointment
        WHERE service @> %(on)s::date AND (NOT %(is_past)s OR end_reason <> 'mistake') GROUP BY 1, 2
    ), placed AS (
        SELECT post.*, r.province_id, r.regency_id, r.district_id, o.quota,
               CASE WHEN NOT r.validity @> %(on)s::date THEN NULL
                    WHEN o.level = 'province' THEN r.province_id WHEN o.level = 'regency' THEN r.regency_id
                    WHEN o.level = 'district' THEN r.district_id
                    WHEN r.level = 'village' THEN r.id END AS place
        FROM post JOIN registry_role o ON o.id = post.role_id JOIN registry_region r ON r.id = post.region_id
    ), pooled AS (
        SELECT placed.role_id, placed.province_id, COALESCE(q.region_id, place) AS pool,
               COALESCE(q.quota, placed.quota) AS quota, count(DISTINCT place) AS served,
               sum(people) AS people, sum(acting) AS acting
        FROM placed LEFT JOIN LATERAL (
            SELECT e.region_id, e.quota FROM registry_rolequota e
            WHERE e.role_id = placed.role_id
              AND e.region_id IN (placed.province_id, placed.regency_id, placed.district_id, placed.region_id)
            ORDER BY array_position(
                ARRAY[placed.province_id, placed.regency_id, placed.district_id], e.region_id)
            LIMIT 1) q ON true
        GROUP BY 1, 2, 3, 4
    ), seated AS (
        SELECT *, least(people - acting, quota) AS filled FROM pooled
    )
    SELECT role_id, province_id, sum(people)::int, sum(served)::int,
           COALESCE(sum(filled) FILTER (WHERE pool IS NOT NULL), 0)::int,
           COALESCE(sum(least(acting, quota - filled)) FILTER (WHERE pool IS NOT NULL), 0)::int,
           COALESCE(sum(people) FILTER (WHERE pool IS NOT NULL), 0)::int
    FROM seated WHERE province_id IS NOT NULL GROUP BY 1, 2
"""


def seats_by_province(*, on: date) -> dict[int, list[Seats]]:
    """The seats in each province on the day `on`, by its id, as `seats_by_area` tells them.

    4 statements, and one more for each pair of levels that exceptions join: 14 TKSK for a whole city.
    """
    roles = Role.objects.in_bulk()
    seats: dict[tuple[int, int], Seats] = {}

    def of(role: int, province: int) -> Seats:
        return seats.setdefault((province, role), Seats(roles[role]))

    for role, province, places, quota in _places(list(roles.values()), on):
        one = of(role, province)
        one.places, one.quota = places, quota
    for role, province, people, served, filled, covered, placed in _held(on):
        one = of(role, province)
        one.people, one.served, one.filled, one.covered = people, served, filled, covered
        one.excess = placed - filled - covered
    by_province = defaultdict(list)
    for (province, _role), one in seats.items():
        if one.quota is not None or one.people:
            by_province[province].append(one)
    for rows in by_province.values():
        rows.sort(key=lambda one: (one.role.position, one.role.code))
    return dict(by_province)


def _held(on: date) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"on": on, "is_past": on < timezone.localdate()})  # as `Appointment.serving`
        return cursor.fetchall()


def _places(roles: list[Role], on: date) -> Iterator[tuple[int, int, int, int | None]]:
    """(role, province, places of the role's level, their seats) of each role and province."""
    counts = Region.objects.valid(on).order_by().values_list("province", "level").annotate(Count("pk"))
    usual_less, special = _exceptions(on)
    for province, level, places in counts:
        for role in roles:
            if role.level == level and province:
                key = role.pk, province
                quota = special.get(key)
                if role.quota is not None:
                    quota = (places - usual_less[key]) * role.quota + (quota or 0)
                yield role.pk, province, places, quota


def _exceptions(on: date) -> tuple[Counter, dict[tuple[int, int], int]]:
    """By role and province: how many places exceptions cover, and the seats these have instead."""
    rows = list(_highest(list(RoleQuota.objects.select_related("region", "role"))))
    places = _covered(rows, on)
    covered, special = Counter(), {}
    for row in rows:
        key = row.role_id, row.region.province_id
        if places[row.pk]:
            covered[key] += places[row.pk]
            special[key] = special.get(key, 0) + row.quota
    return covered, special


def _highest(rows: list[RoleQuota]) -> Iterator[RoleQuota]:
    """The exceptions that no wider one of the same role covers."""
    known = {(row.role_id, row.region_id) for row in rows}
    for row in rows:
        region = row.region
        above = {region.province_id, region.regency_id, region.district_id} - {region.pk}
        if not any((row.role_id, one) in known for one in above):
            yield row


def _covered(rows: list[RoleQuota], on: date) -> Counter:
    """How many places of its role's level each exception covers, by its id."""
    by_levels = defaultdict(list)
    for row in rows:
        by_levels[row.role.level, row.region.level].append(row)
    found = Counter()
    for (level, wide), alike in by_levels.items():
        key = "pk" if wide == Region.Level.VILLAGE else wide
        places = Region.objects.valid(on).filter(
            level=level, **{f"{key}__in": {row.region_id for row in alike}}
        )
        counts = dict(places.order_by().values_list(key).annotate(Count("pk")))
        found.update({row.pk: counts.get(row.region_id, 0) for row in alike})
    return found
