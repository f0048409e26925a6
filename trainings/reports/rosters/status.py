"""Everybody with a post in a region by its status: candidates, serving, term over, ended."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from registry.models import Appointment, Region, User, Worker
from registry.nik import mask
from registry.templatetags.people import age
from trainings.reports.listing import Listing, Section
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import SEX_LETTERS
from trainings.reports.places import Places, places_of
from trainings.reports.report import Option
from trainings.reports.roster import Person, months_before, people_in
from trainings.reports.rosters.query import COLUMNS, counted, listed, person_row
from welfare import words
from welfare.sheets import Column

MONTHS = 12
STATUS = Column("Status", "group", 26)
COLUMNS_OF_STATUS = (
    *(column for column in COLUMNS if column.key != "education"),
    Column("Keterangan", "remark", 24),
)
SERVING, OVER, WITHOUT = "Bertugas, SK berlaku", "Bertugas, masa SK lewat", "Bertugas, masa SK tidak tercatat"
COMING, BARE, ENDED = "Calon, belum mulai bertugas", "Calon, tercatat tanpa penugasan", "Berakhir"
EndReason = Appointment.EndReason


def options(parameters: Parameters) -> list[Option]:
    """How far back those who left are told."""
    return [Option("months", _("With those who left in so many months"), "number", str(MONTHS))]


def by_status(parameters: Parameters) -> Listing:
    """All posts of the region by what they are on the day asked about, then those without a post.

    7 statements. Who left more than so many months ago is left out, and what was entered by mistake.
    """
    places = places_of(parameters)
    months = parameters.number("months", MONTHS)
    posts = posts_since(months_before(places.on, months), parameters.region)
    people = list(people_in(posts, places.on, places.names, is_masked=parameters.is_masked))
    bare = list(without_post(parameters.region, parameters.reader))
    groups: dict[str, list[dict]] = {
        title: []
        for title in (SERVING, OVER, WITHOUT, COMING, BARE, f"{ENDED} dalam {months} bulan terakhir")
    }
    *_first, ended = groups
    with translation.override("id"):
        for person in people:
            title = status_of(person, places.on)
            row = person_row(person, places) | {"remark": remark(person, title)}
            groups[ended if title == ENDED else title].append(row)
    groups[BARE] = [_bare_row(worker, places, is_masked=parameters.is_masked) for worker in bare]
    section = Section(
        title="",
        columns=COLUMNS_OF_STATUS,
        groups=[(title, rows) for title, rows in groups.items() if rows],
        group_column=STATUS,
        note=counted([person for person in people if is_serving(person, places.on)]),
        counted="orang",
    )
    named = {person.worker for person in people} | {worker.pk for worker in bare}
    return listed(places, parameters, "Daftar PSKS per status", section, people=len(named))


def posts_since(day: date, region: Region):
    """The posts in a region that ended after `day`, or not at all."""
    posts = Appointment.objects.within(region).exclude(end_reason=EndReason.MISTAKE)
    return posts.not_ended(on=day)


def without_post(region: Region, reader: User | None) -> Iterator[Worker]:
    """People of the region who never had a post: by their home, or else the office that registered them."""
    workers = Worker.objects.visible_to(reader) if reader else Worker.objects.all()
    living_there = Q(**region.scope_lookup("home_region__"))
    known_there = Q(home_region=None, **region.scope_lookup("office__region__"))
    workers = workers.filter(living_there | known_there, appointments=None)
    return workers.select_related("home_region").order_by("name_key", "pk").iterator()


def is_serving(person: Person, on: date) -> bool:
    """Does the service hold the day?"""
    return (person.starts is None or person.starts <= on) and (person.left is None or person.left >= on)


def status_of(person: Person, on: date) -> str:
    """The title under which a post stands on the day."""
    if person.left and person.left < on:
        return ENDED
    if person.starts and person.starts > on:
        return COMING
    if person.ends is None:
        return WITHOUT
    return SERVING if person.ends >= on else OVER


def remark(person: Person, title: str) -> str:
    """When a candidate begins; when and why somebody left."""
    if title == COMING:
        return f"mulai {words.short_date(person.starts)}"
    if person.left:
        reason = str(EndReason(person.left_for).label) if person.left_for else ""
        return ", ".join(filter(None, [f"s.d. {words.short_date(person.left)}", reason.lower()]))
    return ""


def _bare_row(worker: Worker, places: Places, *, is_masked: bool) -> dict:
    home = worker.home_region
    return {
        "name": worker.name,
        "nik": mask(worker.nik) if is_masked else worker.nik or "",
        "sex": SEX_LETTERS[worker.sex],
        "age": age(worker.birth_date, places.on),
        "district": places.district(home) if home else "",
        "village": places.name(home) if home and home.level == Region.Level.VILLAGE else "",
        "remark": "",
    }
