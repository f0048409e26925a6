"""Rows for tests: small, invented, and as a real office has them."""

from datetime import date, time
from itertools import count

from django.contrib.auth.models import Group
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from registry.models import NATION_CODE, Appointment, Office, Official, Region, Role, User, Worker
from trainings.models import Event, Participant, Session

_number = count(1)

PLACES = """
ID nation nation Indonesia
35 province province Jawa Timur
35.13 regency regency Kabupaten Probolinggo
35.13.18 district district Gending
35.13.18.2001 village desa Pesisir
35.13.18.2002 village desa Sebaung
35.13.19 district district Dringu
35.13.19.2003 village desa Kalirejo
35.13.19.2004 village desa Kedungdalem
35.13.19.2005 village desa Ngepoh
35.14 regency regency Kabupaten Pasuruan
35.14.14 district district Bangil
35.14.14.1001 village kelurahan Kauman
36 province province Banten
36.71 regency city Kota Tangerang
36.71.01 district district Tangerang
36.71.01.1001 village kelurahan Sukarasa
""".strip()


def make_regions(places: str = PLACES) -> dict[str, Region]:
    """The regions of `places` (code, level, kind, name a line), by code; parents come before children."""
    made: dict[str, Region] = {}
    for line in places.splitlines():
        code, level, kind, name = line.split(" ", 3)
        parent = made.get(code.rpartition(".")[0] or NATION_CODE) if code != NATION_CODE else None
        region = Region(
            id=_next_region_id(),
            code=code,
            level=level,
            kind=kind,
            name=name,
            parent=parent,
            validity=(None, None),
        )
        for above in ("province", "regency", "district"):
            setattr(region, above, region if level == above else getattr(parent, above, None))
        made[code] = region
    Region.objects.bulk_create(made.values())
    return made


def _next_region_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('registry_region', 'id'))")
        return cursor.fetchone()[0]


def make_office(region: Region, **fields) -> Office:
    """The office of `region`, with the lines a letterhead needs and a head who signs."""
    values = {
        "name": "DINAS SOSIAL",
        "government": f"PEMERINTAH {region.name.upper()}",
        "address": "Jalan Contoh Raya Nomor 1",
        "town": "Kraksaan",
        "archive_code": "426.104",
    }
    office = Office.objects.create(region=region, **values | fields)
    Official.objects.create(
        office=office,
        name="ENDAH RATNANINGTYAS, S.Sos., M.M.",
        title="KEPALA DINAS SOSIAL",
        rank="Pembina",
        nip="197211081998032005",
        capacity="head",
        service=(date(2015, 1, 1), None),
    )
    return office


def make_user(group: str | None, scope: Region, *, office: Office | None = None, **fields) -> User:
    """An account of a group (None for none) in a scope."""
    number = next(_number)
    user = User.objects.create_user(
        username=f"{group or 'nobody'}-{number}",
        password="sandi-rahasia-1",
        scope=scope,
        office=office,
        **fields,
    )
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_worker(office: Office, name: str = "", **fields) -> Worker:
    """A person registered by `office`; the NIK is made up unless given."""
    number = next(_number)
    values = {"nik": f"351319411280{number:04}", "sex": "female"}  # none that a test writes out
    return Worker.objects.create(office=office, name=name or f"Orang Contoh {number}", **values | fields)


def appoint(worker: Worker, role: str, region: Region, *, start=date(2018, 1, 1), end=None, **fields):
    """An appointment from `start` until the day before `end` (None: still serving)."""
    return Appointment.objects.create(
        worker=worker,
        role=Role.objects.get(code=role),
        region=region,
        service=(start, end),
        end_reason="term" if end else "",
        **fields,
    )


def make_event(office: Office, *, days=(date(2019, 12, 9), date(2019, 12, 10)), **fields) -> Event:
    """An event with one session a day, each with its own venue."""
    number = next(_number)
    values = {
        "slug": f"bimtek-{number}",
        "title": "Bimbingan Teknis PSKS",
        "kinds": ["bimtek"],
        "region": office.region,
        "dates": DateRange(days[0], date.fromordinal(days[-1].toordinal() + 1)),
    }
    event = Event.objects.create(office=office, **values | fields)
    for position, day in enumerate(days, start=1):
        Session.objects.create(
            event=event, label=f"Hari {position}", date=day, starts_at=time(8), venue=f"Gedung {position}"
        )
    return event


def invite(event: Event, worker: Worker, role: str, region: Region, **fields) -> Participant:
    """A worker as participant of an event."""
    return Participant.objects.create(
        event=event, worker=worker, role=Role.objects.get(code=role), region=region, **fields
    )
