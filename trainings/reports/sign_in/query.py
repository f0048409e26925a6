"""Sign-in sheets: who signs on which sheet, one sheet for each session and district."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.models import Region
from trainings.models import Event, Participant, Session
from trainings.models.participant import ParticipantQuerySet
from trainings.queries import batches, in_areas
from trainings.reports.heads import Head, head_of
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import session_names

PARTICIPANT, COMMITTEE, SPEAKER = "participant", "committee", "speaker"
STAFF = {
    Participant.Capacity.COMMITTEE: COMMITTEE,
    Participant.Capacity.SPEAKER: SPEAKER,
    Participant.Capacity.MODERATOR: SPEAKER,
}
NAMES = {COMMITTEE: "Panitia", SPEAKER: "Narasumber"}


@dataclass(frozen=True)
class Line:
    """One person on a sheet; `place` is the village, the institution, or empty.

    `participant` is None for a speaker who is on the agenda only.
    """

    participant: int | None
    name: str
    sex: str
    role: str
    place: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of one session and one region: the `number`th of so many of that session.

    Committee and speakers sign sheets of their own, which belong to no region.
    """

    session: Session
    session_name: str
    region: Region | None
    name: str
    number: int
    of: int
    lines: list[Line]
    kind: str = PARTICIPANT

    @property
    def is_of_a_district(self) -> bool:
        """Can it be asked for alone? Those above a district sign on a sheet of their regency."""
        return self.region is not None and self.region.level == Region.Level.DISTRICT

    @property
    def place(self) -> str:
        """Where it is signed: the city or the district of the venue; empty where no region is known."""
        venue = self.session.venue_region
        if venue is None:
            return ""
        if venue.regency and venue.regency.kind == Region.Kind.CITY:
            return venue.regency.name.removeprefix("Kota ")
        return (venue.district or venue).name


@dataclass(frozen=True)
class SignIn:
    """All sheets asked for, session by session."""

    head: Head
    event: Event
    sheets: list[Sheet]

    @property
    def on(self) -> date:
        """The day they are for: the first one."""
        return self.event.first_day

    @property
    def people(self) -> int:
        """How many people stand on them, each once."""
        return len({line.participant or line.name for sheet in self.sheets for line in sheet.lines})


def query(parameters: Parameters) -> SignIn:
    """The sheets of `parameters.event`, those of one district or regency when a region is given.

    Other offices than the organiser see their own people only. 5 statements, whatever the size; 7 for the
    whole event, to whose sheets those of committee and speakers belong.
    """
    event, region = parameters.event, parameters.region
    listed = in_areas(on_sheets(parameters.reader, event), Region.Level.DISTRICT).as_shown()
    people = list(
        listed.select_related("role", "region").order_by("role__position", "region__code", "shown_name", "pk")
    )
    places = {person.area for person in people} | {person.region_id for person in people}
    regions = Region.objects.filter(pk__in=places).named_on(event.first_day).in_bulk()
    sessions = list(event.sessions.select_related("venue_region__district", "venue_region__regency"))
    sheets = list(_sheets(event, sessions, people, regions))
    if region:
        sheets = [sheet for sheet in sheets if region.contains(sheet.region)]
    else:
        sheets += staff_sheets(event, sessions, parameters.reader)
    return SignIn(head_of(event.office), event, sheets)


def on_sheets(reader, event: Event, region: Region | None = None) -> ParticipantQuerySet:
    """Those who sign as participants and whom the reader may see; if given, from `region` only."""
    people = Participant.objects.visible_to(reader) if reader else Participant.objects.all()
    people = people.filter(event=event, capacity=Participant.Capacity.PARTICIPANT)
    return people.filter(**region.scope_lookup("region__")) if region else people


def _sheets(
    event: Event, sessions: list[Session], people: list[Participant], regions: dict[int, Region]
) -> Iterator[Sheet]:
    names, groups = session_names(sessions), batches(event)
    for session in sessions:
        lines = defaultdict(list)
        for person in people:
            attends = groups.get(person.group_id)
            if not attends or session.pk in attends:
                lines[person.area].append(_line(person, regions))
        areas = sorted(lines, key=lambda area: regions[area].code)
        for number, area in enumerate(areas, start=1):
            yield Sheet(
                session=session,
                session_name=names[session.pk],
                region=regions[area],
                name=regions[area].name_on_day,
                number=number,
                of=len(areas),
                lines=lines[area],
            )


def _line(person: Participant, regions: dict[int, Region]) -> Line:
    region = regions[person.region_id]
    village = region.name_on_day if region.level == Region.Level.VILLAGE else ""
    role = person.role.short_name if person.role else ""
    return Line(person.pk, person.shown_name, person.shown_sex, role, village or person.institution)


def staff(reader, event: Event) -> ParticipantQuerySet:
    """Those who sign as committee or speakers and whom the reader may see."""
    people = Participant.objects.visible_to(reader) if reader else Participant.objects.all()
    return people.filter(event=event, capacity__in=STAFF)


def staff_sheets(event: Event, sessions: list[Session], reader) -> Iterator[Sheet]:
    """A sheet of the committee and one of the speakers for each session; 2 statements."""
    people = staff(reader, event).as_shown().select_related("role", "region").order_by("shown_name", "pk")
    lines = defaultdict(list)
    for person in people:
        role = person.role.short_name if person.role else ""
        place = person.institution or person.region.label
        line = Line(person.pk, person.shown_name, person.shown_sex, role, place)
        lines[STAFF[person.capacity]].append(line)
    for speaker in event.speakers.all():
        lines[SPEAKER].append(Line(None, speaker.name, "", speaker.position, speaker.institution))
    names = session_names(sessions)
    for session in sessions:
        for kind in (COMMITTEE, SPEAKER):
            if lines[kind]:
                yield Sheet(session, names[session.pk], None, NAMES[kind], 1, 1, lines[kind], kind)
