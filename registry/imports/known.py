"""What the registry knows, loaded once per import: regions, roles and people, in six statements."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from registry.imports.meaning.matching import RosterIndex
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.roles import RoleIndex
from registry.imports.rows import Known, Post
from registry.models import Appointment, Region, RegionName, Role, Worker

CHUNK = 10_000  # rows held at a time while they become an index


def load_regions(scope: Region) -> RegionIndex:
    """All regions inside the scope with every spelling; names outside it are fetched only when asked for."""
    spellings = defaultdict(list)
    for region_id, name in RegionName.objects.filter(**scope.scope_lookup("region__")).values_list(
        "region_id", "name"
    ):
        spellings[region_id].append(name)
    rows = Region.objects.within(scope).current().values_list("id", "code", "level", "name", "parent__code")
    return RegionIndex(
        ((key, code, level, name, spellings.get(key, ()), parent) for key, code, level, name, parent in rows),
        outside=_names_of_regencies_and_districts,
    )


def _names_of_regencies_and_districts() -> Iterable[str]:
    levels = (Region.Level.REGENCY, Region.Level.DISTRICT)
    return Region.objects.filter(level__in=levels).values_list("name", flat=True)


def load_roles() -> RoleIndex:
    """All roles with the spellings the office added."""
    rows = Role.objects.values_list("code", "level", "name", "short_name", "synonyms")
    return RoleIndex(
        (code, level, [name, short_name, *_split(synonyms)])
        for code, level, name, short_name, synonyms in rows
    )


def _split(synonyms: str) -> list[str]:
    return [part.strip() for part in synonyms.split(",") if part.strip()]


def load_roster(scope: Region, *, on: date, niks: Iterable[str]) -> RosterIndex:
    """Everybody seen from the scope with his posts as of `on`, and who else holds one of the `niks`.

    The latter are marked as out of scope: a row with such a NIK is refused without naming anybody.
    """
    seen = Worker.objects.seen_from(scope)
    fields = ("id", "name", "nik", "member_number", "phone", "birth_date", "sex")
    posts = _load_posts(seen, on)
    people = [_known(row, posts.get(row[0], [])) for row in seen.values_list(*fields).iterator(CHUNK)]
    found = {person.nik for person in people}
    others = Worker.objects.filter(nik__among=[nik for nik in niks if nik not in found]).values_list(*fields)
    people += [_known(row, [], in_scope=False) for row in others]
    return RosterIndex(people)


def _known(row: tuple, posts: list[Post], *, in_scope: bool = True) -> Known:
    worker_id, name, nik, member_number, phone, birth_date, sex = row
    return Known(
        id=worker_id,
        name=name,
        nik=nik,
        member_number=member_number or None,
        phone=phone or None,
        birth_date=birth_date.isoformat() if birth_date else None,
        sex=sex or None,
        posts=posts,
        in_scope=in_scope,
    )


def _load_posts(seen: QuerySet[Worker], on: date) -> dict[int, list[Post]]:
    """Posts by worker. A post counts as held unless it had ended by `on`: starts are often unknown."""
    posts: dict[int, list[Post]] = defaultdict(list)
    shared: dict[tuple, Post] = {}  # whoever serves in one village has the same post
    places = ("region__district__code", "region__code", "region__level")
    rows = Appointment.objects.filter(worker__in=seen).values_list(
        "worker_id", "role__code", *places, "service", "start_precision"
    )
    for worker_id, role, district, code, level, service, precision in rows.iterator(CHUNK):
        current = service.upper is None or service.upper > on
        start = None if current else _start(service.lower, precision)
        post = shared.get((role, code, current, start))
        if post is None:
            village = code if level == Region.Level.VILLAGE else None
            post = shared[role, code, current, start] = Post(role, district, village, current, start)
        posts[worker_id].append(post)
    return posts


def _start(first: date | None, precision: str) -> str | None:
    """The start of a service as a sheet tells it (see `registry.resources`)."""
    if first is None:
        return None
    return first.isoformat() if precision == Appointment.Precision.DAY else str(first.year)
