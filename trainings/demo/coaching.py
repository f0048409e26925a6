"""The demo's past year: three coachings of PSM, each for a third of the districts."""

from datetime import date, time, timedelta

from registry.models import Appointment, Office, Region
from trainings.actions import attendance, events, participants
from trainings.actions.attendance import Mark
from trainings.models import Attendance, Event, Session

DAYS_AGO = (250, 160, 40)
STAYED_AWAY = (9, 3, 2)  # of those invited to each, one in so many
REASONS = (Attendance.Status.EXCUSED, Attendance.Status.SICK, Attendance.Status.ABSENT)


def save_coachings(office: Office, *, today: date) -> list[Event]:
    """Write the three with who was invited and who came, and close them."""
    districts = Region.objects.within(office.region).current().filter(level=Region.Level.DISTRICT)
    areas = list(districts.order_by("code"))
    return [
        _save_coaching(
            office, number, _workday(today - timedelta(days=ago)), areas[number :: len(DAYS_AGO)], every
        )
        for number, (ago, every) in enumerate(zip(DAYS_AGO, STAYED_AWAY, strict=True))
    ]


def _workday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _save_coaching(office: Office, number: int, day: date, areas: list[Region], every: int) -> Event:
    event = events.create(
        event=Event(
            title=f"Pembinaan PSM Wilayah {'I' * (number + 1)}",
            kinds=[Event.Kind.PEMBINAAN],
            office=office,
            region=office.region,
            opened_by="Kepala Bidang Pemberdayaan Sosial",
        ),
        sessions=[Session(date=day, starts_at=time(8), ends_at=time(13), venue="Aula Dinas Sosial")],
        by=None,
    )
    posts = Appointment.objects.serving(on=day).filter(role__code="PSM", region__district__in=areas)
    participants.invite_posts(event=event, posts=posts.select_related("worker"), by=None)
    session = event.sessions.get()
    marks = [
        Mark(participant.pk, session.pk, _status(place, every))
        for place, participant in enumerate(event.participants.order_by("pk"), start=1)
    ]
    attendance.record_many(event=event, marks=marks, method=Attendance.Method.GRID, by=None)
    events.close(event=event, by=None)
    return event


def _status(place: int, every: int) -> str:
    return Attendance.Status.PRESENT if place % every else REASONS[place // every % len(REASONS)]
