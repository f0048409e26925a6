"""The pictures of the home page and of a region's page: events by month, and who was trained where."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractMonth
from django.urls import reverse

from registry.models import Appointment, Region
from registry.models.appointment import AppointmentQuerySet
from registry.tree import BELOW
from trainings.models import Attendance, Event
from trainings.models.event import EventQuerySet
from trainings.models.participant import ParticipantQuerySet
from trainings.queries import trainings_between
from trainings.reports.roster import months_before
from welfare.charts import Tile

PRESENT = Attendance.Status.PRESENT
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Month:
    """One month of a year: events that began in it, and how often somebody was present."""

    first_day: date
    events: int
    present: int


def months_of(
    year: int, events: EventQuerySet, participants: ParticipantQuerySet | None = None
) -> list[Month]:
    """The twelve months of a year, of the events and participants given (none: all); 2 statements."""
    held = (
        events.exclude(status=Event.Status.CANCELLED)
        .filter(dates__startswith__year=year)
        .order_by()
        .values_list(ExtractMonth("dates__startswith"))
        .annotate(Count("pk"))
    )
    seen = Attendance.objects.all()
    if participants is not None:
        seen = seen.filter(participant__in=participants)
    attended = (
        seen.filter(status=PRESENT, session__date__year=year)
        .order_by()
        .values_list(ExtractMonth("session__date"))
        .annotate(Count("pk"))
    )
    events_in, present_in = dict(held), dict(attended)
    return [Month(date(year, one, 1), events_in.get(one, 0), present_in.get(one, 0)) for one in MONTHS]


def trained_tiles(region: Region, *, on: date) -> list[Tile]:
    """How many PSKS in each part of `region` were trained, here or elsewhere, in the 12 months up to `on`.

    3 statements. Each leads to the list of those who were not; a province, whose people are too many for one
    list, to its own page with the tiles of its regencies. None for a district, whose villages have one PSKS
    each.
    """
    level = BELOW.get(region.level)
    if level in {None, Region.Level.VILLAGE}:
        return []
    people = (
        Appointment.objects.serving(on=on)
        .within(region)
        .filter(role__is_person=True, role__is_civil_servant=False)
        .order_by()
    )
    ours, elsewhere = trainings_between(months_before(on, 12), on)
    was_here = Exists(ours.filter(participant__worker=OuterRef("worker")))
    was_elsewhere = Exists(elsewhere.filter(worker=OuterRef("worker")))
    everybody = _by_part(people, level)
    trained = _by_part(people.filter(was_here | was_elsewhere), level)
    parts = Region.objects.filter(pk__in=[part for part in everybody if part]).order_by("code")
    return [
        Tile(part.called, trained.get(part.pk, 0), everybody[part.pk], _untrained_in(part, on))
        for part in parts
    ]


def _by_part(people: AppointmentQuerySet, level: Region.Level) -> dict[int | None, int]:
    """How many people serve in each region of the level, by its id."""
    return dict(people.values_list(f"region__{level}").annotate(Count("worker", distinct=True)))


def _untrained_in(part: Region, on: date) -> str:
    if part.level == Region.Level.PROVINCE:
        return reverse("region", args=[part.pk])
    asked = urlencode({"region": part.code, "on": on.isoformat()})
    return f"{reverse('report', args=['coverage-gaps'])}?{asked}"
