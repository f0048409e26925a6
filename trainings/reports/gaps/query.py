"""Coverage gaps: posts vacant and in excess, villages without PSM, districts absent, the untrained."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.coverage import PSM, seats_by_area
from registry.models import Region
from trainings.models import Attendance, Participant
from trainings.reports.gaps.training import last_attended
from trainings.reports.listing import Listing, Section
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import AREA_WORDS, region_title
from trainings.reports.places import Places, places_of
from trainings.reports.report import Option
from trainings.reports.roster import Person, months_before, people_serving
from welfare import words
from welfare.sheets import Column

MONTHS = 12
DISTRICT = Column("Kecamatan", "group", 20)
SEATS = (
    Column("Kecamatan", "district", 24),
    Column("Unsur", "role", 20),
    Column("Kuota", "quota", 9, "integer"),
    Column("Terisi", "filled", 9, "integer"),
    Column("Kosong", "vacant", 9, "integer"),
    Column("Dijabat sementara", "covered", 12, "integer"),
    Column("Lebih", "excess", 9, "integer"),
)
VILLAGES = (
    Column("Kecamatan", "district", 24),
    Column("Desa/kelurahan", "village", 24),
    Column("Kode", "code", 16, "digits"),
)
DISTRICTS = (Column("Kecamatan", "district", 24), Column("Keterangan", "remark", 40))
UNTRAINED = (
    Column("Nama", "name", 30),
    Column("Unsur", "role", 12),
    Column("Kecamatan", "district", 20),
    Column("Wilayah tugas", "area", 24),
    Column("Terakhir dilatih", "last", 16, "date"),
)


def options(parameters: Parameters) -> list[Option]:
    """After how many months somebody counts as untrained."""
    return [Option("months", _("Not trained for so many months"), "number", str(MONTHS))]


def query(parameters: Parameters) -> Listing:
    """What is missing in the region on the day asked about. 13 statements, 16 with an event."""
    places = places_of(parameters)
    serving = people_serving(parameters.region, places.on, places.names)
    people = [person for area in serving.values() for person in area]
    untrained = _untrained(parameters, people, places)
    sections = [*_seats(parameters, places), _villages(parameters, people, places)]
    if parameters.event:
        sections.append(_districts(parameters, places))
    sections.append(untrained)
    lettered = [_lettered(letter, section) for letter, section in zip("ABCDE", sections, strict=False)]
    return Listing(
        head=places.head,
        title="Kekurangan dan kelebihan",
        lines=[region_title(parameters.region), f"Keadaan per {words.long_date(places.on)}"],
        sections=lettered,
        people=sum(len(rows) for _title, rows in untrained.groups),
        on=places.on,
        signers=[places.head.signer(place=places.head.office.town, on=places.on)],
    )


def _lettered(letter: str, section: Section) -> Section:
    return replace(section, title=f"{letter}. {section.title}")


def _seats(parameters: Parameters, places: Places) -> Iterator[Section]:
    """Vacant posts, and people beyond the quota; PSM by village are a list of their own."""
    by_area = seats_by_area(parameters.region, on=places.on, level=Region.Level.DISTRICT)
    rows = [
        {
            "district": places.names[area],
            "role": seats.role.short_name,
            "quota": seats.quota,
            "filled": seats.filled,
            "vacant": seats.vacant,
            "covered": seats.covered,
            "excess": seats.excess,
        }
        for area, every in sorted(by_area.items(), key=lambda item: places.codes[item[0]])
        for seats in every
    ]
    vacant, excess = ([row for row in rows if row[key]] for key in ("vacant", "excess"))
    yield _seats_section("Tempat kosong", vacant, "vacant", "tempat")
    yield _seats_section("Melebihi kuota", excess, "excess", "orang")


def _seats_section(title: str, rows: list[dict], key: str, what: str) -> Section:
    """The rows, and below them `Jumlah 116 (seratus enam belas) tempat.`"""
    note = f"Jumlah {words.counted(sum(row[key] for row in rows), what)}." if rows else ""
    return Section(title, SEATS, [("", rows)] if rows else [], note=note)


def _villages(parameters: Parameters, people: list[Person], places: Places) -> Section:
    """Villages without PSM, by district."""
    served = {person.region.pk for person in people if person.role.code == PSM}
    villages = Region.objects.within(parameters.region).valid(places.on).filter(level=Region.Level.VILLAGE)
    every = list(villages.order_by("code"))
    rows = [
        {"district": places.district(village), "village": places.name(village), "code": village.code}
        for village in every
        if village.pk not in served
    ]
    note = f"{words.number(len(rows))} dari {words.number(len(every))} desa/kelurahan tanpa PSM."
    return Section("Desa/kelurahan tanpa PSM", VILLAGES, [("", rows)] if rows else [], note=note)


def _districts(parameters: Parameters, places: Places) -> Section:
    """Districts nobody came from to the event: not invited, or invited and absent."""
    event, reader = parameters.event, parameters.reader
    listed = Participant.objects.visible_to(reader) if reader else Participant.objects.all()
    listed = listed.filter(event=event, capacity=Participant.Capacity.PARTICIPANT)
    invited = set(listed.values_list("region__district", flat=True))
    present = listed.filter(attendance__status=Attendance.Status.PRESENT)
    came = set(present.values_list("region__district", flat=True))
    districts = Region.objects.within(parameters.region).valid(places.on).filter(level=Region.Level.DISTRICT)
    rows = [
        {
            "district": places.name(district),
            "remark": "diundang, tidak ada yang hadir" if district.pk in invited else "tidak diundang",
        }
        for district in districts.order_by("code")
        if district.pk not in came
    ]
    title = f"Kecamatan tanpa wakil pada {event.title}"
    return Section(title, DISTRICTS, [("", rows)] if rows else [])


def _untrained(parameters: Parameters, people: list[Person], places: Places) -> Section:
    """PSKS who attended nothing for so many months, or never; by district."""
    months = parameters.number("months", MONTHS)
    since = months_before(places.on, months)
    volunteers = {person.worker: person for person in people if person.is_volunteer}
    last = last_attended(volunteers, until=places.on)
    rows = [
        _untrained_row(person, last.get(worker), places)
        for worker, person in volunteers.items()
        if last.get(worker, date.min) <= since
    ]
    never = sum(row["last"] is None for row in rows)
    note = (
        f"{words.counted(len(rows), 'orang')} dari {words.number(len(volunteers))} PSKS, "
        f"{words.number(never)} di antaranya belum pernah."
    )
    title = f"Belum dilatih dalam {words.number(months)} bulan terakhir"
    return Section(title, UNTRAINED, [("", rows)] if rows else [], note=note)


def _untrained_row(person: Person, last: date | None, places: Places) -> dict:
    return {
        "name": person.name,
        "role": person.role.short_name,
        "district": places.district(person.region),
        "area": f"{AREA_WORDS.get(person.region.kind, '')} {person.place}".strip(),
        "last": last,
    }
