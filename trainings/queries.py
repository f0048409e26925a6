"""Counting an event: who was invited and who came, by role, by area and by session.

Everything is summed from one small cube, so that the tables of a page can never contradict each other. Only
those in the capacity of a participant are counted; speakers and committee have lists of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from registry.models import Region, Role
from trainings.models import Attendance, Event, Group, Participant, Session
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

    `due` and `statuses` are keyed by session id (and status); EXPECTED counts as not recorded.
    """

    listed: int = 0
    invited: int = 0
    came: int = 0  # people, counted once, present at one session at least
    came_always: int = 0  # people present at every session they were due at
    due: Counter = field(default_factory=Counter)
    statuses: Counter = field(default_factory=Counter)

    def __iadd__(self, other: "Tally") -> "Tally":
        self.listed += other.listed
        self.invited += other.invited
        self.came += other.came
        self.came_always += other.came_always
        self.due.update(other.due)
        self.statuses.update(other.statuses)
        return self

    def present(self, session: Session) -> int:
        """How many were there."""
        return self.statuses[session.pk, STATUS.PRESENT]

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
    sessions = list(event.sessions.all())
    batches = _batches(event)
    counted = with_area(participants, event).filter(capacity=Participant.Capacity.PARTICIPANT).order_by()
    cells: dict[tuple[int | None, int], Tally] = defaultdict(Tally)
    for row in _people(counted, len(sessions)):
        tally = cells[row["role"], row["area"]]
        attends = batches.get(row["group"]) or {session.pk for session in sessions}
        tally += Tally(row["listed"], row["invited"], row["came"], row["came_always"])
        tally.due.update(dict.fromkeys(attends, row["listed"]))
    for role, area, session, status, many in _statuses(counted):
        cells[role, area].statuses[session, status] += many
    roles = Role.objects.in_bulk({role for role, _area in cells if role})
    return Headcount(
        sessions,
        dict(cells),
        {None: None} | roles,
        Region.objects.in_bulk({area for _role, area in cells}),
    )


def with_area(participants: ParticipantQuerySet, event: Event) -> ParticipantQuerySet:
    """Adds `area`: the id of the region whose sheet a participant signs.

    People whose region lies above that level (a TKSK without a district) have their own region as area.
    """
    level = AREA_LEVELS[event.region.level]
    return participants.filter(event=event).annotate(area=Coalesce(F(f"region__{level}"), F("region")))


def _people(counted: ParticipantQuerySet, sessions: int) -> Iterable[dict]:
    """People by role, area and group: listed, invited, came once at least, came whenever they were due."""
    attended = (
        Attendance.objects.filter(participant=OuterRef("pk"), status=STATUS.PRESENT)
        .order_by()
        .values("participant")
        .annotate(many=Count("pk"))
        .values("many")
    )
    of_group = (
        Group.sessions.through.objects.filter(group=OuterRef("group"))
        .order_by()
        .values("group")
        .annotate(many=Count("pk"))
        .values("many")
    )
    return (
        counted.annotate(attended=Subquery(attended), expected=Coalesce(Subquery(of_group), sessions))
        .values("role", "area", "group")
        .annotate(
            listed=Count("pk"),
            invited=Count("pk", filter=~Q(origin=Participant.Origin.WALK_IN)),
            came=Count("pk", filter=Q(attended__gt=0)),
            came_always=Count("pk", filter=Q(attended__gt=0, attended__gte=F("expected"))),
        )
    )


def _statuses(counted: ParticipantQuerySet) -> Iterable[tuple]:
    """How many of each role, area, session and status."""
    return (
        counted.filter(attendance__isnull=False)
        .values_list("role", "area", "attendance__session", "attendance__status")
        .annotate(many=Count("attendance"))
    )


def _batches(event: Event) -> dict[int, set[int]]:
    """The sessions of each group of the event; a group without any attends all."""
    batches = defaultdict(set)
    links = Group.sessions.through.objects.filter(group__event=event)
    for group, session in links.values_list("group", "session"):
        batches[group].add(session)
    return batches


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
