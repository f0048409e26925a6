"""The report of a district (kecamatan): who serves there, which seats are vacant, who was trained."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from registry.coverage import PSM, Seats, seats_by_area
from registry.models import Appointment, Region
from trainings.models import Event, Participant, Session
from trainings.queries import Headcount, headcounts
from trainings.reports.heads import Head, head_of, office_for
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import session_names
from trainings.reports.report import Size
from trainings.reports.roster import Person, people_serving

TERM_DAYS = 90  # how long before its end a term is called up


@dataclass(frozen=True)
class Village:
    """A village and how many PSM it has."""

    code: str
    kind: str
    name: str
    psm: int


@dataclass(frozen=True)
class Turnout:
    """How many of the district were due and came to one session; not `recorded`: nothing is known yet."""

    event: str
    session: Session
    session_name: str  # "hari II"; "" for the only session
    due: int
    present: int
    represented: int
    recorded: bool


@dataclass(frozen=True)
class District:
    """Everything the report of one district says."""

    region: Region
    name: str
    villages: list[Village]
    seats: list[Seats]
    people: list[Person]
    turnout: list[Turnout]

    @property
    def volunteers(self) -> set[int]:
        """The PSKS by worker id: a person of two posts counts once."""
        return {person.worker for person in self.people if person.is_volunteer}

    @property
    def trained(self) -> set[int]:
        """Those of them who attended something in the last 12 months."""
        return {person.worker for person in self.people if person.is_volunteer and person.is_trained}

    @property
    def untrained(self) -> list[Person]:
        """Those who did not, each once."""
        missing = self.volunteers - self.trained
        return list({person.worker: person for person in self.people if person.worker in missing}.values())

    @property
    def unserved(self) -> list[Village]:
        """Villages without PSM."""
        return [village for village in self.villages if not village.psm]

    def ending(self, on: date) -> list[Person]:
        """Whose term ends within 90 days of the day `on`, or is over; the first to end first."""
        last = on + timedelta(days=TERM_DAYS)
        due = [person for person in self.people if person.ends and person.ends <= last]
        return sorted(due, key=lambda person: person.ends)


@dataclass(frozen=True)
class DistrictReport:
    """The report of one district, or those of all districts of a regency, as of the day `on`."""

    head: Head
    region: Region
    since: date
    on: date
    districts: list[District]

    @property
    def people(self) -> int:
        """How many people stand on it."""
        return len({person.worker for district in self.districts for person in district.people})


def query(parameters: Parameters) -> DistrictReport:
    """Answer for the district, or for each district of the regency, `parameters.region`.

    At most 19 statements, whatever the number of districts and people.
    """
    region = parameters.region
    office = office_for(region, parameters.reader)
    on = parameters.on or timezone.localdate(timezone=office.zone)
    since = parameters.since or date(on.year, 1, 1)
    existing = Region.objects.within(region).valid(on).named_on(on).order_by("code")
    districts = list(existing.filter(level=Region.Level.DISTRICT).select_related("regency"))
    villages = list(existing.filter(level=Region.Level.VILLAGE))
    names = {place.pk: place.name_on_day for place in (*districts, *villages)}
    people = people_serving(region, on, names, is_masked=parameters.is_masked)
    parts = {
        "villages": _villages(villages, people),
        "seats": seats_by_area(region, on=on, level=Region.Level.DISTRICT),
        "people": people,
        "turnout": _turnout(region, since, on),
    }
    return DistrictReport(
        head=head_of(office),
        region=region,
        since=since,
        on=on,
        districts=[
            District(
                region=district,
                name=district.name_on_day,
                **{part: by_district.get(district.pk, []) for part, by_district in parts.items()},
            )
            for district in districts
        ],
    )


def split(parameters: Parameters) -> list[Parameters]:
    """A province regency by regency: the people of one at a time are as many as a server holds easily."""
    region = parameters.region
    if region.level != Region.Level.PROVINCE:
        return [parameters]
    on = parameters.on or timezone.localdate()
    regencies = Region.objects.within(region).valid(on).filter(level=Region.Level.REGENCY)
    return [replace(parameters, region=regency) for regency in regencies.order_by("code")]


def size(parameters: Parameters) -> Size:
    """How many people serve in how many districts; 2 statements."""
    region, on = parameters.region, parameters.on or timezone.localdate()
    posts = Appointment.objects.serving(on=on).within(region).filter(region__district__isnull=False)
    districts = Region.objects.within(region).valid(on).filter(level=Region.Level.DISTRICT)
    return Size(posts.aggregate(people=Count("worker", distinct=True))["people"], districts.count())


def _villages(villages: list[Region], people: dict[int, list[Person]]) -> dict[int, list[Village]]:
    """The villages of each district."""
    psm = Counter(
        person.region.pk for serving in people.values() for person in serving if person.role.code == PSM
    )
    by_district = defaultdict(list)
    for village in villages:
        row = Village(village.code, village.kind, village.name_on_day, psm[village.pk])
        by_district[village.district_id].append(row)
    return by_district


def _turnout(region: Region, since: date, on: date) -> dict[int, list[Turnout]]:
    """By district: the sessions from `since` to `on` that somebody from there was to attend. 7 statements."""
    mine = Participant.objects.filter(**region.scope_lookup("region__"))
    events = list(
        Event.objects.in_period(since, on)
        .exclude(status=Event.Status.CANCELLED)
        .filter(Exists(mine.filter(event=OuterRef("pk"))))
        .order_by("dates", "pk")
    )
    counts = headcounts(events, mine, level=Region.Level.DISTRICT)
    by_district = defaultdict(list)
    for event in events:
        for area, turnout in _of_event(event, counts[event.pk]):
            if since <= turnout.session.date <= on:
                by_district[area].append(turnout)
    return by_district


def _of_event(event: Event, count: Headcount) -> Iterator[tuple[int, Turnout]]:
    """(district id, turnout) for each district and session where somebody was due."""
    names = session_names(count.sessions)
    for area, tally in count.by_area:
        for session in count.sessions:
            if due := tally.due[session.pk]:
                recorded = tally.unrecorded(session) < due
                yield (
                    area.pk,
                    Turnout(
                        event=event.title,
                        session=session,
                        session_name=names[session.pk],
                        due=due,
                        present=tally.present(session),
                        represented=tally.represented(session),
                        recorded=recorded,
                    ),
                )
