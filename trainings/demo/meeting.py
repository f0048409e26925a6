"""The demo's running event: a meeting on the day the demo is made, for a first look at the check-in desk."""

from datetime import date, time

from registry.models import Office, Role, User
from trainings.actions import desks, events, participants
from trainings.models import Event, Quota, Session


def save_meeting(office: Office, *, today: date, officer: User) -> Event:
    """Write the meeting with its invitations, and give its check-in to `officer`; nobody has come yet."""
    event = events.create(
        event=Event(
            title="Rapat Koordinasi Kasi Kesra dan TKSK",
            kinds=[Event.Kind.RAKOR],
            office=office,
            region=office.region,
            opened_by="Kepala Dinas Sosial",
        ),
        sessions=[Session(date=today, starts_at=time(8), ends_at=time(12), venue="Aula Dinas Sosial")],
        quotas=[Quota(role=Role.objects.get(code=code), number=1) for code in ("KASI_KESRA", "TKSK")],
        by=None,
    )
    participants.expand_quota(event=event, by=None)
    desks.give(event=event, officers=[officer], by=None)
    return event
