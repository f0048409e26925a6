"""Counting an event: who was invited and who came, by role, by area and by session.

Everything is summed from one small cube, so that the tables of a page can never contradict each other. Only
those in the capacity of a participant are counted; speakers and committee have lists of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from registry.models import Region, Role
from trainings.models import Attendance, Event, Group, OutsideTraining, Participant, Session
from trainings.models.participant import ParticipantQuerySet

STATUS = Attendance.Status
# An event of a regency is told by district, one of a province by regency: the sheets signed on the day.
AREA_LEVELS = {
    Region.Level.NATION: Region.Level.PROVINCE,
    Region.Level.PROVINCE: Region.Level.REGENCY,
    Region.Level.REGENCY: Region.Level.DISTRICT,
    Region.Level.DISTRICT: Region.Level.DISTRICT,
    Region.Level.VILLAGE: Region.Level.DISTRICT,
}


@dataclass
class Tally:
    """Numbers of people: of one role, one area, or all.

    `due` and `statuses` are keyed by session id (and status); EXPECTED counts as not recorded. `by_sex` is
    keyed by `Worker.Sex`, "" where it is not known.
    """

    listed: int = 0
    invited: int = 0
    came: int = 0  # people, counted once, present at one session at least
    came_always: int = 0  # people present at every session they were due at
    due: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)
    by_sex: Counter = field(default_factory=Counter)

    def __iadd__(self, other: "Tally") -> "Tally":
        self.listed += other.listed
        self.invited += other.invited
        self.came += other.came
        self.came_always += other.came_always
        self.due.update(other.due)
        self.statuses.update(other.statuses)
        self.by_sex.update(other.by_sex)
        return self

    def present(self, session: Session) -> int:
        """How many were there themselves."""
        return self.statuses[session.pk, STATUS.PRESENT]

    def represented(self, session: Session) -> int:
        """How many sent somebody: their post was there, they were not."""
        return self.statuses[session.pk, STATUS.REPRESENTED]

    def seated(self, session: Session) -> int:
        """How many of the seats were filled, by who holds the post or by somebody for him."""
        return self.present(session) + self.represented(session)

    def unrecorded(self, session: Session) -> int:
        """How many nothing is recorded of: not the same as absent."""
        known = sum(self.statuses[session.pk, status] for status in STATUS if status != STATUS.EXPECTED)
        return max(self.due[session.pk] - known, 0)

    @property
    def never_came(self) -> int:
        """People on the list who were present at no session."""
        return self.listed - self.came


@dataclass(frozen=True)
class Headcount:
    """The cube of one event: a tally for each role and area, and its sums."""

    sessions: list[Session]
    cells: dict[tuple[int | None, int], Tally]
    roles: dict[int | None, Role | None]
    areas: dict[int, Region]

    @cached_property
    def total(self) -> Tally:
        """Everybody, counted once."""
        return _sum(self.cells.values())

    @cached_property
    def by_role(self) -> list[tuple[Role | None, Tally]]:
        """One tally a role, in the order of papers; people without a role last (None)."""
        sums = _sum_by(self.cells, 0)
        order = sorted(sums, key=lambda key: (key is None, self.roles[key] and self.roles[key].position))
        return [(self.roles[key], sums[key]) for key in order]

    @cached_property
    def by_area(self) -> list[tuple[Region, Tally]]:
        """One tally an area, by code."""
        sums = _sum_by(self.cells, 1)
        return [(self.areas[key], sums[key]) for key in sorted(sums, key=lambda key: self.areas[key].code)]

    @cached_property
    def usual_area(self) -> list[tuple[Role | None, int]] | None:
        """[(role, how many)] when every area lists the same numbers of each role, else None."""
        shares = defaultdict(list)
        for (role, area), tally in self.cells.items():
            shares[area].append((role, tally.listed))
        if len({frozenset(share) for share in shares.values()}) != 1:
            return None
        share = dict(next(iter(shares.values())))
        return [(role, share[role.pk if role else None]) for role, _tally in self.by_role]


def headcount(event: Event, participants: ParticipantQuerySet) -> Headcount:
    """Count `participants` of `event` (those the reader may see), in 6 statements whatever the size."""
    return headcounts([event], participants, level=AREA_LEVELS[event.region.level])[event.pk]


def headcounts(
    events: Sequence[Event], participants: ParticipantQuerySet, *, level: str
) -> dict[int, Headcount]:
    """The count of each event by its id, areas being regions of `level`; 6 statements however many events."""
    sessions: dict[int, list[Session]] = {event.pk: [] for event in events}
    for session in Session.objects.filter(event__in=sessions):
        sessions[session.event_id].append(session)
    some_sessions = batches(*events)
    counted = in_areas(participants.filter(event__in=sessions), level)
    counted = counted.filter(capacity=Participant.Capacity.PARTICIPANT).order_by()
    cells: dict[int, dict[tuple, Tally]] = {event: defaultdict(Tally) for event in sessions}
    for row in _people(counted):
        attends = some_sessions.get(row["group"]) or {session.pk for session in sessions[row["event"]]}
        cells[row["event"]][row["role"], row["area"]] += _tally(row, attends)
    for event, role, area, session, status, many in _statuses(counted):
        cells[event][role, area].statuses[session, status] += many
    keys = {key for by_key in cells.values() for key in by_key}
    roles = {None: None} | Role.objects.in_bulk({role for role, _area in keys if role})
    areas = Region.objects.in_bulk({area for _role, area in keys})
    return {event: Headcount(sessions[event], dict(cells[event]), roles, areas) for event in sessions}


def with_area(participants: ParticipantQuerySet, event: Event) -> ParticipantQuerySet:
    """The participants of `event` with `area`: the id of the region whose sheet each one signs."""
    return in_areas(participants.filter(event=event), AREA_LEVELS[event.region.level])


def in_areas(participants: ParticipantQuerySet, level: str) -> ParticipantQuerySet:
    """Adds `area`: the id of the region of `level` a participant comes from.

    People whose region lies above that level (a TKSK without a district) have their own region as area.
    """
    return participants.annotate(area=Coalesce(F(f"region__{level}"), F("region")))


def with_turnout(participants: ParticipantQuerySet) -> ParticipantQuerySet:
    """Adds `attended` and `expected`: at how many sessions each was present, and was due.

    NULL where there are none. Who was represented was not present.
    """
    present = Attendance.objects.filter(participant=OuterRef("pk"), status=STATUS.PRESENT)
    of_group = Group.sessions.through.objects.filter(group=OuterRef("group"))
    of_event = Session.objects.filter(event=OuterRef("event"))
    return participants.annotate(
        attended=_count(present, "participant"),
        expected=Coalesce(_count(of_group, "group"), _count(of_event, "event")),
    )


def having_earned(participants: ParticipantQuerySet) -> ParticipantQuerySet:
    """Those present at the share of their sessions that their event asks for a certificate, once at least."""
    share = F("expected") * F("event__attendance_threshold")
    counted = with_turnout(participants).alias(hundredfold=F("attended") * 100)
    return counted.filter(attended__gt=0, hundredfold__gte=share)


def trainings_between(after: date, until: date) -> tuple[QuerySet[Attendance], QuerySet[OutsideTraining]]:
    """What somebody attended after the day `after`, up to `until`: our sessions, and trainings elsewhere."""
    return (
        Attendance.objects.filter(
            status=STATUS.PRESENT, session__date__gt=after, session__date__lte=until
        ).order_by(),
        OutsideTraining.objects.filter(date__gt=after, date__lte=until).order_by(),
    )


def _people(counted: ParticipantQuerySet) -> Iterable[dict]:
    """People by event, role, area, group and sex: listed, invited, came once at least, came whenever due."""
    return (
        with_turnout(counted.as_shown())
        .values("event", "role", "area", "group", "shown_sex")
        .annotate(
            listed=Count("pk"),
            invited=Count("pk", filter=~Q(origin=Participant.Origin.WALK_IN)),
            came=Count("pk", filter=Q(attended__gt=0)),
            came_always=Count("pk", filter=Q(attended__gt=0, attended__gte=F("expected"))),
        )
    )


def _count(rows: QuerySet, by: str) -> Subquery:
    """How many `rows` an outer row has, all of one `by`; NULL for none."""
    return Subquery(rows.order_by().values(by).annotate(many=Count("pk")).values("many"))


def _tally(row: dict, attends: set[int]) -> Tally:
    """One row of `_people`, whose people are due at the sessions `attends`."""
    return Tally(
        listed=row["listed"],
        invited=row["invited"],
        came=row["came"],
        came_always=row["came_always"],
        due=Counter(dict.fromkeys(attends, row["listed"])),
        by_sex=Counter({row["shown_sex"]: row["listed"]}),
    )


def _statuses(counted: ParticipantQuerySet) -> Iterable[tuple]:
    """How many of each event, role, area, session and status."""
    return (
        counted.filter(attendance__isnull=False)
        .values_list("event", "role", "area", "attendance__session", "attendance__status")
        .annotate(many=Count("attendance"))
    )


def batches(*events: Event | int) -> dict[int, set[int]]:
    """The sessions of each group of the events; a group without any attends all."""
    found = defaultdict(set)
    links = Group.sessions.through.objects.filter(group__event__in=events)
    for group, session in links.values_list("group", "session"):
        found[group].add(session)
    return found


def shares_of_groups(event: Event) -> dict[int, dict[int | None, int]]:
    """How many participants of each area (region id) are in each group (id, None for all sessions)."""
    people = with_area(event.participants.all(), event).filter(capacity=Participant.Capacity.PARTICIPANT)
    found = defaultdict(dict)
    for area, group, many in people.order_by().values_list("area", "group").annotate(Count("pk")):
        found[area][group] = many
    return dict(found)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total += tally
    return total


def _sum_by(cells: dict[tuple, Tally], part: int) -> dict[Hashable, Tally]:
    sums = defaultdict(Tally)
    for key, tally in cells.items():
        sums[key[part]] += tally
    return sums
