"""A whole kabupaten for reports: 24 districts, 330 villages, the demo's roster and its bimtek."""

from datetime import date

import pytest

from registry.models import Region, Worker
from registry.models import Role as AnyRole
from registry.regions import codes
from registry.regions.lists import read_list
from tests import factories
from tests.trainings.people import attend
from trainings.demo.event import save_event
from trainings.demo.roster import make_members, save_roster
from trainings.models import Participant
from trainings.reports.parameters import event_of

A_DISTRICTS_SHARE = 11  # 1 Kasi Kesra + 1 TKSK + 9 PSM


@pytest.fixture
def kabupaten(db) -> dict[str, Region]:
    """The regions of Kabupaten and Kota Probolinggo as the decree of 2025 has them, by code."""
    lines = ["ID nation nation Indonesia"]
    for code, name in sorted(read_list().names.items()):
        if code == "35" or code.startswith(("35.13", "35.74")):
            lines.append(f"{code} {codes.level(code)} {codes.kind(code)} {name}")
    return factories.make_regions("\n".join(lines))


@pytest.fixture
def dinas(kabupaten):
    """Its office."""
    return factories.make_office(kabupaten["35.13"])


@pytest.fixture
def bimtek(dinas, kabupaten):
    """The bimtek of 9 and 10 December 2019: 264 invited, all of whom came on both days."""
    members = make_members(kabupaten["35.13"])
    save_roster(dinas, members, today=date(2019, 12, 16))
    event = save_event(dinas)
    workers = {worker.nik: worker for worker in Worker.objects.all()}
    roles = {role.code: role for role in AnyRole.objects.all()}
    share = {}
    for member in members:
        share.setdefault(member.district.code, []).append(member)
    Participant.objects.bulk_create(
        Participant(
            event=event,
            worker=workers[member.person.nik],
            role=roles[member.role],
            region=member.duty_region,
        )
        for members_of_district in share.values()
        for member in members_of_district[:A_DISTRICTS_SHARE]
    )
    attend(event, session=1)
    attend(event, session=2)
    return event_of(event.slug)


@pytest.fixture
def administrator_of_dinas(dinas):
    """Somebody who works for the organising office."""
    return factories.make_user("administrator", dinas.region, office=dinas)
