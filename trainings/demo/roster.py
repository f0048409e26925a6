"""The demo's roster: one Kasi Kesra, one TKSK and nine or more PSM in each of the 24 districts."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from django.db import transaction

from registry.models import Appointment, AppointmentDecree, Decree, Office, Region, Role, Worker
from trainings.demo.people import People, Person

PSM_A_DISTRICT = 9
DISTRICTS_WITH_A_TENTH_PSM = 12
OLD = 3  # where the decrees of 2019 begin among a role's
WHICH_DECREE = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2)  # most run on, some end soon, a few have run out


@dataclass(frozen=True)
class Member:
    """Somebody on the demo's roster and the post he holds."""

    person: Person
    role: str
    district: Region
    village: Region | None

    @property
    def duty_region(self) -> Region:
        """The village of a PSM, the district of the others."""
        return self.village or self.district


def make_members(regency: Region) -> list[Member]:
    """Everybody of the demo's roster by district; the first eleven of each district go to the bimtek."""
    people = People()
    members = []
    districts = Region.objects.within(regency).filter(level=Region.Level.DISTRICT).current().order_by("code")
    for number, district in enumerate(districts):
        villages = cycle(district.children.current().order_by("code"))
        count = PSM_A_DISTRICT + (number < DISTRICTS_WITH_A_TENTH_PSM)
        new = people.new
        members += [
            Member(
                new(district.code, oldest=1966, youngest=1980, degree=", S.AP."), "KASI_KESRA", district, None
            ),
            Member(new(district.code, degree=", S.Sos."), "TKSK", district, None),
            *(Member(new(district.code), "PSM", district, village) for village in islice(villages, count)),
        ]
    return members


@transaction.atomic
def save_roster(office: Office, members: list[Member], *, today: date) -> None:
    """Write the members with their appointments and decrees; some terms end around `today`."""
    roles = {role.code: role for role in Role.objects.all()}
    decrees = _save_decrees(office, today)
    workers = Worker.objects.bulk_create(_worker(office, member) for member in members)
    appointments = Appointment.objects.bulk_create(
        Appointment(
            worker=worker,
            role=roles[member.role],
            region=member.duty_region,
            service=(_start(member, number), None),
        )
        for number, (worker, member) in enumerate(zip(workers, members, strict=True))
    )
    AppointmentDecree.objects.bulk_create(
        AppointmentDecree(appointment=appointment, decree=decree)
        for number, (appointment, member) in enumerate(zip(appointments, members, strict=True))
        if member.role in decrees
        for decree in (
            decrees[member.role][WHICH_DECREE[number % 10]],
            decrees[member.role][OLD + number % 2],
        )
    )


def _worker(office: Office, member: Member) -> Worker:
    person = member.person
    return Worker(
        office=office,
        name=person.name,
        nik=person.nik,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        phone=person.phone,
        phone_written=person.phone.replace("+62", "0"),
        education=person.education,
        home_region=member.duty_region,
        institution="Kecamatan " + member.district.name if member.role == "KASI_KESRA" else "",
    )


def _start(member: Member, number: int) -> date:
    years = {"KASI_KESRA": (2017, 2018), "TKSK": (2012, 2015, 2018), "PSM": (2014, 2016, 2018, 2019)}
    return date(years[member.role][number % len(years[member.role])], 1 + number % 3, 2)


def _save_decrees(office: Office, today: date) -> dict[str, list[Decree]]:
    """Five of each role: one that runs on, one that ends soon, one that has run out, two of 2019."""
    last_year = date(today.year - 1, 1, 1)
    terms = (
        (last_year, date(today.year + 1, 12, 31)),
        (last_year, today + timedelta(days=60)),
        (last_year, today - timedelta(days=20)),
        (date(2018, 3, 1), date(2020, 2, 28)),
        (date(2019, 1, 1), date(2021, 12, 31)),
    )
    signers = {"TKSK": "Direktur Pemberdayaan Sosial Masyarakat", "PSM": "Kepala Dinas Sosial"}
    return {
        role: Decree.objects.bulk_create(
            Decree(
                office=office,
                number=f"188.45/{100 * position + number}/{office.archive_code}/{first.year}",
                date=first,
                signer_position=signer,
                term=(first, last + timedelta(days=1)),
            )
            for number, (first, last) in enumerate(terms, start=1)
        )
        for position, (role, signer) in enumerate(signers.items(), start=1)
    }
