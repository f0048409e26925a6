"""Who gets how much transport money: the days somebody was present times the rate of the role."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from registry.models import Region, Role
from trainings.models import Attendance, Event, Participant, Session
from trainings.queries import in_areas
from trainings.reports.heads import Head, head_of
from trainings.reports.parameters import Parameters
from trainings.reports.sign_in.query import on_sheets
from trainings.reports.transport.rates import WHOLE, Rate, rates_of, roles_of

KINDS = {"desa": "Desa", "kelurahan": "Kel."}  # before a village's name, where a column is narrow


@dataclass(frozen=True)
class Line:
    """One person; amounts are whole rupiah."""

    participant: int
    name: str
    role: Role
    place: str
    days: int
    amount: int
    tax: int

    @property
    def received(self) -> int:
        """What is paid out."""
        return self.amount - self.tax


@dataclass(frozen=True)
class Receipt:
    """One district's: everybody from there who was present."""

    region: Region
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Receipts:
    """All receipts asked for, with the rates behind them by role."""

    head: Head
    event: Event
    sessions: list[Session]
    rates: dict[Role, Rate]
    receipts: list[Receipt]

    @property
    def on(self) -> date:
        """The day they are signed: the event's last."""
        return self.event.last_day

    @property
    def people(self) -> int:
        """How many are paid."""
        return sum(len(receipt.lines) for receipt in self.receipts)


def total(lines: Iterable[Line]) -> tuple[int, int, int]:
    """Days, amount and tax of all lines."""
    days = amount = tax = 0
    for line in lines:
        days, amount, tax = days + line.days, amount + line.amount, tax + line.tax
    return days, amount, tax


def query(parameters: Parameters) -> Receipts:
    """The receipts of `parameters.event`, or those of one region; 5 statements.

    RuleError while no rate is typed. Two sessions of one day are one day.
    """
    event = parameters.event
    roles = roles_of(event)
    rates = rates_of(parameters, roles)
    present = Q(attendance__status=Attendance.Status.PRESENT)
    people = (
        in_areas(on_sheets(parameters.reader, event, parameters.region), Region.Level.DISTRICT)
        .as_shown()
        .filter(role__in=rates)
        .annotate(days=Count("attendance__session__date", filter=present, distinct=True))
        .filter(days__gt=0)
        .select_related("role", "region")
        .order_by("role__position", "region__code", "shown_name", "pk")
    )
    return Receipts(
        head=head_of(event.office),
        event=event,
        sessions=list(event.sessions.all()),
        rates={role: rates[role.pk] for role in roles if role.pk in rates},
        receipts=list(_receipts(event, list(people), rates)),
    )


def _receipts(event: Event, people: list[Participant], rates: dict[int, Rate]) -> Iterator[Receipt]:
    areas = {person.area for person in people} | {person.region_id for person in people}
    regions = Region.objects.filter(pk__in=areas).named_on(event.first_day).in_bulk()
    by_area: dict[int, list[Line]] = {}
    for person in people:
        by_area.setdefault(person.area, []).append(_line(person, rates[person.role_id], regions))
    for area in sorted(by_area, key=lambda area: regions[area].code):
        yield Receipt(regions[area], regions[area].name_on_day, by_area[area])


def _line(person: Participant, rate: Rate, regions: dict[int, Region]) -> Line:
    amount = person.days * rate.a_day
    region = regions[person.region_id]
    kind = KINDS.get(region.kind)
    place = f"{kind} {region.name_on_day}" if kind else region.label
    return Line(
        participant=person.pk,
        name=person.shown_name,
        role=person.role,
        place=place,
        days=person.days,
        amount=amount,
        tax=amount * rate.percent // WHOLE,
    )
