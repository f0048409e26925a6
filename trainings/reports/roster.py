"""Who serves in the districts of a region on a day, as reports tell it: masked, with decree and training."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from registry.models import Appointment, AppointmentDecree, Region, Role
from registry.models.appointment import AppointmentQuerySet
from registry.nik import mask
from registry.templatetags.people import age
from trainings.queries import trainings_between


@dataclass(frozen=True)
class Person:
    """Somebody in a post; the NIK is masked unless asked for, `ends` is the last day of his decree's term."""

    worker: int
    name: str
    nik: str
    sex: str
    age: int | None
    education: str
    role: Role
    place: str  # the name of the region he serves in, as of the day
    region: Region
    decree: str
    ends: date | None
    is_trained: bool  # attended something in the last 12 months, here or elsewhere
    is_acting: bool  # holds the post for the time being only
    starts: date | None  # the first day of service; None where it is unknown
    left: date | None = None  # the last day of service; None while it is open
    left_for: str = ""  # one of Appointment.EndReason

    @property
    def is_volunteer(self) -> bool:
        """Counts as PSKS: people, but not the officials who only hold an office."""
        return self.role.is_person and not self.role.is_civil_servant

    @property
    def village(self) -> str:
        """The village he serves in; "" for a post of the whole district."""
        return self.place if self.region.level == Region.Level.VILLAGE else ""


def people_serving(
    within: Region,
    on: date,
    names: dict[int, str],
    *,
    is_masked: bool = True,
    everywhere: bool = False,
) -> dict[int | None, list[Person]]:
    """The people in each district of `within` on the day `on`, as told by `people_in`.

    `everywhere`: those of a whole regency too, who stand under None. Keys are districts' ids. 3 statements.
    """
    posts = Appointment.objects.serving(on=on).within(within)
    if not everywhere:
        posts = posts.filter(region__district__isnull=False)
    people = defaultdict(list)
    for person in people_in(posts, on, names, is_masked=is_masked):
        people[person.region.district_id].append(person)
    return people


def people_in(
    posts: AppointmentQuerySet, on: date, names: dict[int, str], *, is_masked: bool = True
) -> Iterator[Person]:
    """Who holds each of `posts`, as of the day `on`: by role, then place, then name. 3 statements.

    `names` are the regions' names on that day by id.
    """
    trained = _trained(posts, on)
    decrees = _decrees(posts, on)
    rows = posts.select_related("worker", "role", "region")
    for post in rows.order_by("role__position", "role__code", "region__code", "worker__name_key", "pk"):
        person = _person(post, on, names, trained, decrees[post.pk])
        yield person if is_masked else replace(person, nik=post.worker.nik or "")


class _Decree(NamedTuple):
    pk: int
    number: str
    date: date | None
    term: DateRange | None


def _decrees(posts: AppointmentQuerySet, on: date) -> dict[int, list[_Decree]]:
    """The decrees of each post, by its id, that are known on the day `on`.

    Bare values: prefetched objects took half of all the time a regency's people take.
    """
    papers = AppointmentDecree.objects.filter(appointment__in=posts.order_by().values("pk"))
    values = ("appointment", "decree", "decree__number", "decree__date", "decree__term")
    decrees = defaultdict(list)
    for post, *columns in papers.values_list(*values):
        decree = _Decree(*columns)
        if not decree.date or decree.date <= on:
            decrees[post].append(decree)
    return decrees


def _person(
    post: Appointment, on: date, names: dict[int, str], trained: set[int], decrees: list[_Decree]
) -> Person:
    worker = post.worker
    decree, ends = _longest(decrees)
    return Person(
        worker=worker.pk,
        name=worker.name,
        nik=mask(worker.nik),
        sex=worker.sex,
        age=age(worker.birth_date, on),
        education=worker.education,
        role=post.role,
        place=names.get(post.region_id, post.region.name),
        region=post.region,
        decree=decree,
        ends=ends,
        is_trained=worker.pk in trained,
        is_acting=post.is_acting,
        starts=post.service.lower,
        left=post.last_day,
        left_for=post.end_reason,
    )


def _longest(decrees: list[_Decree]) -> tuple[str, date | None]:
    """The number of the decree that holds longest, and its last day.

    A decree without an end holds longest; one without a term says nothing of an end.
    """
    if not decrees:
        return "", None
    termed = [decree for decree in decrees if decree.term]
    if not termed:
        return max(decrees, key=lambda decree: (decree.date or date.min, decree.pk)).number, None
    longest = max(termed, key=lambda decree: (decree.term.upper or date.max, decree.pk))
    return longest.number, longest.term.upper and longest.term.upper - timedelta(days=1)


def _trained(posts: AppointmentQuerySet, on: date) -> set[int]:
    """The holders of `posts`, by id, who were trained, here or elsewhere, in the 12 months up to `on`."""
    holders = posts.order_by().values("worker")
    ours, elsewhere = trainings_between(months_before(on, 12), on)
    ours = ours.filter(participant__worker__in=holders).values_list("participant__worker")
    elsewhere = elsewhere.filter(worker__in=holders).values_list("worker")
    return {worker for (worker,) in ours.union(elsewhere)}


def months_before(on: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where it has no such day.

    Of 12 months it is the last day that is no longer within the last year.
    """
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    year, month = max(year, 1), month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))
