"""Invited people for the tests of events, any number of them, and the addresses of pages."""

from datetime import date

from django.urls import reverse

from registry.models import Office, Region, Role, Worker
from tests.factories import appoint, make_worker
from trainings.models import Attendance, Event, Participant


def serve(office: Office, role: str, region: Region, *names: str, start=date(2018, 1, 1)) -> list[Worker]:
    """People who serve as `role` in `region` since `start`."""
    workers = [make_worker(office, name) for name in names]
    for worker in workers:
        appoint(worker, role, region, start=start)
    return workers


def invite_many(event: Event, office: Office, counts: dict[str, int], regions: list[Region]) -> None:
    """`counts` people of each role (by code) in each of `regions`, as participants of `event`."""
    roles = {role.code: role for role in Role.objects.filter(code__in=counts)}
    wanted = [
        (role, region) for region in regions for role, number in counts.items() for _one in range(number)
    ]
    workers = Worker.objects.bulk_create(
        Worker(name=f"Orang {number:04}", office=office, sex="male" if number % 3 else "female")
        for number in range(len(wanted))
    )
    Participant.objects.bulk_create(
        Participant(event=event, worker=worker, role=roles[role], region=region)
        for worker, (role, region) in zip(workers, wanted, strict=True)
    )


def attend(event: Event, *, session: int, status: str = "present", participants=None, at=None) -> None:
    """Record `participants` (default: all) at the event's session number `session`, from 1."""
    rows = event.participants.all() if participants is None else participants
    day = event.sessions.all()[session - 1]
    Attendance.objects.bulk_create(
        Attendance(
            participant=row, session=day, status=status, method="grid", recorded_at=at or "2019-12-09T10:00Z"
        )
        for row in rows
    )


def address(name: str, event: Event, *arguments) -> str:
    """The address of a page of the event."""
    return reverse(name, args=[event.slug, *arguments])
