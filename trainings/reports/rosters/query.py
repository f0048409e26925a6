"""Who serves in a region: one list, grouped by district or by role."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from trainings.reports.listing import Listing, Section
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import SEX_LETTERS, region_title
from trainings.reports.places import Places, places_of
from trainings.reports.roster import Person, people_serving
from welfare import words
from welfare.sheets import Column

COLUMNS = (
    Column("Nama", "name", 30),
    Column("NIK", "nik", 19, "digits"),
    Column("L/P", "sex", 5),
    Column("Umur", "age", 6, "integer"),
    Column("Pend.", "education", 8),
    Column("Unsur", "role", 11),
    Column("Kecamatan", "district", 16),
    Column("Desa/kelurahan", "village", 18),
    Column("Nomor SK", "decree", 22),
    Column("Berakhir", "ends", 13, "date"),
)
Grouping = Callable[[Person, Places, date], tuple]


def by_district(parameters: Parameters) -> Listing:
    """Grouped by district, in each by role and village. 6 statements."""
    return _listing(
        parameters, "Daftar PSKS per kecamatan", "district", Column("Kecamatan", "group", 18), _district
    )


def by_role(parameters: Parameters) -> Listing:
    """Grouped by role, in each by district and village. 6 statements."""
    return _listing(parameters, "Daftar PSKS per unsur", "role", Column("Unsur", "group", 14), _role)


def _district(person: Person, places: Places, on: date) -> tuple:
    region = person.region
    area = region.district_id or region.pk
    return places.codes.get(area, region.code), places.district(region) or places.name(region)


def _role(person: Person, places: Places, on: date) -> tuple:
    return person.role.position, person.role.code, person.role.name


def _listing(
    parameters: Parameters, title: str, left_out: str, group_column: Column, grouping: Grouping
) -> Listing:
    """The list; the column `left_out` says nothing besides the group's title."""
    places = places_of(parameters)
    serving = people_serving(
        parameters.region, places.on, places.names, is_masked=parameters.is_masked, everywhere=True
    )
    people = [person for area in serving.values() for person in area]
    section = Section(
        title="",
        columns=[column for column in COLUMNS if column.key != left_out],
        groups=list(_groups(people, places, grouping)),
        group_column=group_column,
        note=counted(people),
        counted="orang",
    )
    return listed(places, parameters, title, section, people=len({person.worker for person in people}))


def listed(places: Places, parameters: Parameters, title: str, section: Section, *, people: int) -> Listing:
    """One list of a region as a report, signed by the office."""
    return Listing(
        head=places.head,
        title=title,
        lines=[region_title(parameters.region), f"Keadaan per {words.long_date(places.on)}"],
        sections=[section],
        people=people,
        on=places.on,
        signers=[places.head.signer(place=places.head.office.town, on=places.on)],
        is_landscape=True,
    )


def _groups(people: list[Person], places: Places, grouping: Grouping) -> Iterator[tuple[str, list[dict]]]:
    def key(person: Person) -> tuple:
        return grouping(person, places, places.on)

    ordered = sorted(people, key=lambda person: (key(person), places.code(person.region)))
    for group, members in groupby(ordered, key=key):
        rows = [person_row(person, places) for person in members]
        yield group[-1], rows


def person_row(person: Person, places: Places) -> dict:
    """One post as a row of the columns above."""
    return {
        "name": person.name,
        "nik": person.nik,
        "sex": SEX_LETTERS[person.sex],
        "age": person.age,
        "education": person.education,
        "role": person.role.short_name,
        "district": places.district(person.region),
        "village": person.village,
        "decree": person.decree,
        "ends": person.ends,
    }


def counted(people: list[Person]) -> str:
    """`11 orang: 6 laki-laki, 5 perempuan; 12 penugasan.`: people counted once, posts beside them."""
    once = {person.worker: person for person in people}.values()
    men, women = (sum(person.sex == sex for person in once) for sex in ("male", "female"))
    told = (
        f"{words.counted(len(once), 'orang')}: {words.number(men)} laki-laki, {words.number(women)} perempuan"
    )
    return f"{told}; {words.number(len(people))} penugasan."
