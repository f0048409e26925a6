"""Who could be expected in a file and is not in it: asked only where the file speaks of, and never acted on.

A list of the PSM of one district says nothing of its TKSK, or of the next district. So people are looked for
in the roles and districts that its rows name, and nowhere else.
"""

from dataclasses import dataclass

from django.db.models import F, Func, Q, QuerySet

from registry.models import Appointment, ImportBatch, Worker

UNSETTLED = Q(action__in=("choose", "error")) | Q(reason="skipped")


@dataclass(frozen=True)
class Absence:
    """Who is not in a file, by name; `posts` are those of their posts that the file should have told of."""

    people: QuerySet[Worker]
    posts: QuerySet[Appointment] | None = None


@dataclass(frozen=True)
class Extent:
    """What a file speaks of: codes of roles and of districts; `is_wide` when rows name no district."""

    roles: frozenset[str]
    districts: frozenset[str]
    is_wide: bool


def extent_of(batch: ImportBatch) -> Extent:
    """The roles and districts of the batch's rows."""
    named = batch.rows.order_by().values_list("values__role", "values__district").distinct()
    pairs = set(named)
    return Extent(
        frozenset(role for role, _district in pairs if role),
        frozenset(district for _role, district in pairs if district),
        any(role and not district for role, district in pairs),
    )


def absent_posts(batch: ImportBatch, *, on) -> QuerySet[Appointment]:
    """The posts held on the day `on` where the file speaks of, by people whom no row is about.

    Whom a row that is not settled may be about is left out: that row has to be decided first.
    """
    extent = extent_of(batch)
    places = Q(region__district__code__in=extent.districts)
    if extent.is_wide:
        places |= Q(region__district=None)
    posts = Appointment.objects.within(batch.scope).serving(on=on)
    return without_mentioned(posts.filter(places, role__code__in=extent.roles), batch)


def without_mentioned(rows: QuerySet, batch: ImportBatch) -> QuerySet:
    """Those of some rows of people (`worker_id`) whom no row of the batch is or may be about."""
    named = batch.rows.order_by().filter(worker__isnull=False).values("worker")
    asking = batch.rows.order_by().filter(UNSETTLED, worker=None)
    maybe = asking.annotate(person=Func(F("candidates"), function="unnest")).values("person")
    return rows.exclude(worker__in=named).exclude(worker__in=maybe)


def people_by_name(rows: QuerySet) -> QuerySet[Worker]:
    """The people of some rows (`worker_id`), each once."""
    return Worker.objects.filter(pk__in=rows.order_by().values("worker")).order_by("name_key", "pk")
