"""Whose decree's term is over or ends soon: the list by which new decrees are prepared."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from trainings.reports.listing import Listing, Section
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import region_title
from trainings.reports.places import Places, places_of
from trainings.reports.report import Option
from trainings.reports.roster import Person, people_serving
from welfare import words
from welfare.sheets import Column

DAYS = 90
COLUMNS = (
    Column("Nama", "name", 30),
    Column("Unsur", "role", 12),
    Column("Kecamatan", "district", 18),
    Column("Desa/kelurahan", "village", 20),
    Column("Nomor SK", "decree", 24),
    Column("Berakhir", "ends", 13, "date"),
    Column("Sisa hari", "left", 8),
)


def options(parameters: Parameters) -> list[Option]:
    """How far ahead to look."""
    return [Option("days", _("Days ahead"), "number", str(DAYS))]


def query(parameters: Parameters) -> Listing:
    """The terms that are over, and those that end within so many days of the day. 6 statements."""
    places = places_of(parameters)
    ahead = parameters.number("days", DAYS)
    serving = people_serving(parameters.region, places.on, places.names, everywhere=True)
    ending = sorted(
        (person for area in serving.values() for person in area if person.ends),
        key=lambda person: (person.ends, places.code(person.region), person.name),
    )
    over = [person for person in ending if person.ends < places.on]
    soon = [person for person in ending if places.on <= person.ends <= places.on + timedelta(days=ahead)]
    named = {person.worker for person in (*over, *soon)}
    return Listing(
        head=places.head,
        title="Daftar masa tugas berakhir",
        lines=[region_title(parameters.region), f"Keadaan per {words.long_date(places.on)}"],
        sections=[
            Section("A. Masa SK sudah lewat", COLUMNS, _by_day(over, places), counted="orang"),
            Section(
                f"B. Masa SK berakhir dalam {ahead} hari",
                COLUMNS,
                _by_day(soon, places),
                note=f"Sampai dengan {words.long_date(places.on + timedelta(days=ahead))}: "
                f"{words.counted(len(soon), 'SK')} diperpanjang atau diakhiri.",
                counted="orang",
            ),
        ],
        people=len(named),
        on=places.on,
        signers=[places.head.signer(place=places.head.office.town, on=places.on)],
        is_landscape=True,
    )


def _by_day(people: list[Person], places: Places) -> list[tuple[str, list[dict]]]:
    """One group a day of end, the first to end first."""
    days: dict[date, list[Person]] = {}
    for person in people:
        days.setdefault(person.ends, []).append(person)
    return [(words.long_date(ends), list(_rows(members, places))) for ends, members in days.items()]


def _rows(people: list[Person], places: Places) -> Iterator[dict]:
    for person in people:
        left = (person.ends - places.on).days
        yield {
            "name": person.name,
            "role": person.role.short_name,
            "district": places.district(person.region),
            "village": person.village,
            "decree": person.decree,
            "ends": person.ends,
            "left": words.number(left) if left >= 0 else f"lewat {words.number(-left)}",
        }
