"""The largest event the ministry's press told of, 995 people: its grid and its certificates, by the clock."""

import statistics
from datetime import date
from itertools import cycle, islice

from django.test import Client
from django.urls import reverse

from registry.actions.offices import ensure_office
from registry.models import Region, Role, Worker
from tests.benchmarks.database import tidy
from tests.benchmarks.measuring import seconds
from tests.benchmarks.report import Check, Report
from tests.factories import make_event, make_user
from tests.trainings.people import attend
from trainings.actions import certificates
from trainings.models import Certificate, Event, Participant

CITY, PEOPLE = "36.71", 995  # Kota Tangerang, 22 May 2024
DAYS = (date(2024, 5, 22), date(2024, 5, 23))
RUNS = 5


def run(report: Report, rows: int) -> None:
    """The grid of everybody on both days, and a certificate for each in one PDF."""
    city = Region.objects.current().get(code=CITY)
    office = ensure_office(city, by=None)
    office.archive_code = "Dinsos"
    office.save()
    event = full_event(office, city)
    tidy()
    client = Client(SERVER_NAME="localhost")
    client.force_login(make_user("operator", city, office=office))
    grid = f"{reverse('event_attendance', args=[event.slug])}?district=all"
    if client.get(grid).status_code != 200:
        raise RuntimeError("the grid does not open")
    times = [seconds(lambda: client.get(grid)) for _run in range(RUNS)]
    report.checks.append(
        Check("seconds to open the grid of 995 x 2", round(statistics.median(times), 3), 0.5)
    )
    certificates.issue(event=event, on=DAYS[-1], by=None)
    numbers = list(Certificate.objects.order_by("sequence").values_list("sequence", flat=True))
    gaps = len(set(range(1, PEOPLE + 1)) ^ set(numbers))
    report.checks.append(Check("gaps in the numbers 1 to 995", gaps, 0))
    taken = seconds(lambda: print_all(event))
    report.checks.append(Check("seconds for 995 certificates in one PDF", round(taken, 1), 20))


def full_event(office, city: Region) -> Event:
    """995 people of the city's villages who came on both days."""
    event = make_event(office, days=DAYS)
    inside = Region.objects.within(city).current().filter(level=Region.Level.VILLAGE)
    villages = islice(cycle(inside.order_by("code")), PEOPLE)
    workers = Worker.objects.bulk_create(
        Worker(name=f"Orang Contoh {number:04}", office=office) for number in range(PEOPLE)
    )
    role = Role.objects.get(code="PSM")
    Participant.objects.bulk_create(
        Participant(event=event, worker=worker, role=role, region=village)
        for worker, village in zip(workers, villages, strict=True)
    )
    for session in (1, 2):
        attend(event, session=session)
    return Event.objects.select_related("office__region", "region").get(pk=event.pk)


def print_all(event: Event) -> None:
    """Every certificate of the event in one file."""
    rows = Certificate.objects.of(event).select_related("participant__role", "speaker").order_by("sequence")
    certificates.print_certificates(
        event=event, certificates=list(rows), address="https://dinsos.contoh.go.id/s/", by=None
    )
