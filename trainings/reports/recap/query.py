"""The recapitulation of an event: invited and present by role, session and district, people counted once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Count

from registry.coverage import PSM
from registry.models import Region, Role, User
from trainings.models import Event, HeadcountClaim, Participant, Quota, Session
from trainings.queries import STATUS, Headcount, Tally, headcounts
from trainings.reports.heads import Head, head_of
from trainings.reports.parameters import Parameters

Level = Region.Level


@dataclass(frozen=True)
class Row:
    """One district: a tally for each role (None: without one) and of all. `quota`: what it was to send."""

    region: Region
    name: str
    regency: str
    by_role: dict[Role | None, Tally]
    quota: dict[Role, int]
    villages: int

    @property
    def total(self) -> Tally:
        """Everybody from there, counted once."""
        return summed(self.by_role.values())


@dataclass(frozen=True)
class Recap:
    """The whole recapitulation; `represented` counts the villages whose PSM came or sent somebody."""

    head: Head
    event: Event
    on: date
    sessions: Sequence[Session]
    roles: list[Role | None]
    rows: list[Row]
    claims: list[HeadcountClaim]
    villages: int
    represented: int

    @cached_property
    def total(self) -> Tally:
        """Everybody, counted once."""
        return summed(row.total for row in self.rows)

    def of_role(self, role: Role | None, rows: Iterable[Row] | None = None) -> Tally:
        """Everybody of a role in all of the rows, or in some."""
        return summed(row.by_role.get(role, Tally()) for row in (self.rows if rows is None else rows))

    @property
    def is_recorded(self) -> bool:
        """Is anything known of who came?"""
        return any(self.recorded(session) for session in self.sessions)

    def recorded(self, session: Session) -> bool:
        """Is anything known of who came to this session?"""
        return self.total.unrecorded(session) < self.total.due[session.pk]

    @property
    def people(self) -> int:
        """The headline: everybody on the list, each once, however often he came."""
        return self.total.listed

    def by_regency(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each regency or city."""
        for regency, rows in groupby(self.rows, key=lambda row: row.regency):
            yield regency, list(rows)

    @property
    def is_wide(self) -> bool:
        """More than one regency takes part, so that they stand apart."""
        return len({row.regency for row in self.rows}) > 1


def summed(tallies: Iterable[Tally]) -> Tally:
    """One tally of many."""
    total = Tally()
    for tally in tallies:
        total += tally
    return total


def query(parameters: Parameters) -> Recap:
    """Answer for `parameters.event`; other offices than the organiser see their own people only.

    At most 13 statements, whatever the number of districts and people.
    """
    event, reader = parameters.event, parameters.reader
    on = parameters.on or event.last_day
    participants = Participant.objects.all() if reader is None else Participant.objects.visible_to(reader)
    count = headcounts([event], participants, level=Level.DISTRICT)[event.pk]
    around = _invited_region(event, reader)
    quotas = list(event.quotas.select_related("role"))
    villages = _villages(around, event)
    return Recap(
        head=head_of(event.office),
        event=event,
        on=on,
        sessions=count.sessions,
        roles=_roles(quotas, count),
        rows=list(_rows(event, count, _districts(around, event), quotas, villages)),
        claims=list(event.claims.all()),
        villages=sum(villages.values()),
        represented=_represented(event, participants),
    )


def _invited_region(event: Event, reader: User | None) -> Region | None:
    """The region all of whose districts stand on the paper, also those nobody came from.

    None: only those with participants do, for an event of the nation, or one elsewhere that own people visit.
    """
    region = event.region
    if reader and not reader.scope.contains(event.office.region):
        region = reader.scope if region.contains(reader.scope) else None
    return None if region is None or region.level == Level.NATION else region


def _districts(around: Region | None, event: Event) -> list[Region]:
    if around is None:
        return []
    regions = Region.objects.within(around).valid(event.first_day)
    return list(regions.filter(level=Level.DISTRICT))


def _villages(around: Region | None, event: Event) -> dict[int, int]:
    """How many villages each district of `around` had on the event's first day."""
    if around is None:
        return {}
    regions = Region.objects.within(around).valid(event.first_day).filter(level=Level.VILLAGE)
    return dict(regions.order_by().values_list("district").annotate(Count("pk")))


def _represented(event: Event, participants) -> int:
    """From how many villages a PSM came at least once, or sent somebody."""
    psm = participants.filter(event=event, role__code=PSM, capacity=Participant.Capacity.PARTICIPANT)
    filled = [STATUS.PRESENT, STATUS.REPRESENTED]
    came = psm.filter(region__level=Level.VILLAGE, attendance__status__in=filled)
    return came.order_by().values("region").distinct().count()


def _roles(quotas: list[Quota], count: Headcount) -> list[Role | None]:
    """The roles invited or present, in the order of papers; people without a role last."""
    roles = {quota.role for quota in quotas} | {role for role, _tally in count.by_role if role}
    without = [None] if any(role is None for role, _tally in count.by_role) else []
    return [*sorted(roles, key=lambda role: (role.position, role.code)), *without]


def _rows(
    event: Event,
    count: Headcount,
    districts: list[Region],
    quotas: list[Quota],
    villages: dict[int, int],
) -> Iterator[Row]:
    """A row for each district and for each other region somebody comes from, by code; 1 statement."""
    regions = {region.pk for region in districts} | set(count.areas)
    named = Region.objects.filter(pk__in=regions).named_on(event.first_day).select_related("regency")
    quota = {quota.role: quota.number for quota in quotas if quota.level == Level.DISTRICT}
    by_role: dict[int, dict] = {region: {} for region in regions}
    for (role, area), tally in count.cells.items():
        by_role[area][count.roles[role]] = tally
    invited = {region.pk for region in districts}
    for region in named.order_by("code"):
        yield Row(
            region=region,
            name=region.name_on_day if region.level == Level.DISTRICT else f"{region.label} (umum)",
            regency=region.regency.called if region.regency else region.label,
            by_role=by_role[region.pk],
            quota=quota if region.pk in invited else {},
            villages=villages.get(region.pk, 0),
        )
