"""The pictures of the home page and of a region's page: events by month, and who was trained where."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import ExtractMonth
from django.urls import reverse

from registry.models import Appointment, Region
from registry.tree import BELOW
from trainings.models import Attendance, Event
from trainings.models.event import EventQuerySet
from trainings.models.participant import ParticipantQuerySet
from trainings.reports.roster import a_year_before
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
    """How many of the PSKS in each part of `region` were trained in the 12 months up to `on`; 1 statement.

    Each leads to the list of those who were not. None for the nation, whose people are too many for a page,
    and for a district, whose villages have one PSKS each.
    """
    if region.level not in {Region.Level.PROVINCE, Region.Level.REGENCY}:
        return []
    part = f"region__{BELOW[region.level]}"
    recent = Attendance.objects.filter(
        status=PRESENT,
        session__date__gt=a_year_before(on),
        session__date__lte=on,
        participant__worker=OuterRef("worker"),
    )
    rows = (
        Appointment.objects.serving(on=on)
        .within(region)
        .filter(role__is_person=True, role__is_civil_servant=False, **{f"{part}__isnull": False})
        .values_list(f"{part}__code", f"{part}__name")
        .annotate(
            people=Count("worker", distinct=True),
            trained=Count("worker", distinct=True, filter=Exists(recent)),
        )
        .order_by(f"{part}__code")
    )
    address = reverse("report", args=["coverage-gaps"])
    return [
        Tile(name, trained, people, f"{address}?{urlencode({'region': code, 'on': on.isoformat()})}")
        for code, name, people, trained in rows
    ]
