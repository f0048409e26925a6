"""The grid in which signed sheets are typed in: one sheet an area, people down, sessions across.

Every cell is a select; the page says what stood in the cells when it was drawn, so that saving changes only
what the typist changed. Nothing recorded is not absent.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.models import Region
from registry.models.worker import NAME_LENGTH
from registry.names import legible
from trainings.actions.attendance import Mark
from trainings.models import Attendance, Event, Participant, Session
from trainings.models.participant import ParticipantQuerySet
from trainings.queries import Headcount, batches, with_area

STATUS = Attendance.Status
# The letters of the paper forms: Hadir, Izin, Sakit, Tanpa keterangan, diWakili.
KEYS = {
    STATUS.PRESENT: "H",
    STATUS.EXCUSED: "I",
    STATUS.SICK: "S",
    STATUS.ABSENT: "T",
    STATUS.REPRESENTED: "W",
}
OTHERS = "others"  # the sheet of speakers, committee and guests
ALL = "all"
CELL = re.compile(r"cell-(\d{1,18})-(\d{1,18})")
SELECTED = SafeString(" selected")


@dataclass(frozen=True)
class Sheet:
    """A sheet in the list at the left: `key` names it in the address (an area's code, or OTHERS)."""

    key: str
    name: str
    recorded: int
    due: int

    @property
    def is_done(self) -> bool:
        """Nothing is missing."""
        return self.recorded >= self.due


@dataclass(frozen=True)
class Cell:
    """One participant at one session; `status` is "" while nothing is recorded."""

    participant: Participant
    session: Session
    status: str = ""
    represented_by: str = ""
    record: Attendance | None = None  # with who, how and when; only where the page tells it

    @property
    def key(self) -> str:
        """Names the cell in the form."""
        return f"{self.participant.pk}-{self.session.pk}"

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUS(self.status).label if self.status else _("not recorded")

    @property
    def is_represented(self) -> bool:
        """Somebody else came: the page asks who."""
        return self.status == STATUS.REPRESENTED

    def select(self) -> SafeString:
        """The control: a plain select, so that it works everywhere; single keys are added by script."""
        return format_html(
            '<select class="mark" name="cell-{}" data-status="{}" aria-label="{}, {}">{}</select>',
            self.key,
            self.status,
            self.participant.shown_name,
            self.session,
            options(self.status, get_language()),
        )


@cache
def options(chosen: str, language: str) -> SafeString:
    """The options of a cell, the same for every cell that says the same."""
    choices = [("", _("not recorded")), *((status, status.label) for status in KEYS)]
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((status, SELECTED if status == chosen else "", label) for status, label in choices),
    )


def sheets(counts: Headcount, session: Session, others: ParticipantQuerySet) -> list[Sheet]:
    """The sheets of an event and how far `session` is typed in on each.

    `others` are speakers, committee and guests: they have a sheet of their own, if there are any.
    """
    found = []
    for area, tally in counts.by_area:
        due = tally.due[session.pk]
        found.append(Sheet(area.code, area.called, due - tally.unrecorded(session), due))
    recorded = Q(attendance__session=session) & ~Q(attendance__status=STATUS.EXPECTED)
    many = others.aggregate(due=Count("pk", distinct=True), recorded=Count("attendance", filter=recorded))
    if many["due"]:
        found.append(Sheet(OTHERS, _("Speakers, committee, guests"), many["recorded"], many["due"]))
    return found


def others(participants: ParticipantQuerySet) -> ParticipantQuerySet:
    """Speakers, committee and guests."""
    return participants.exclude(capacity=Participant.Capacity.PARTICIPANT)


def people_on(sheet: str, participants: ParticipantQuerySet, event: Event) -> ParticipantQuerySet:
    """Those on one sheet in the order of the printed one: by role, village and name. ALL: on any."""
    people = others(participants)
    if sheet != OTHERS:
        people = with_area(participants, event).filter(capacity=Participant.Capacity.PARTICIPANT)
    if sheet not in (ALL, OTHERS):
        people = people.filter(area__in=Region.objects.filter(code=sheet).values("pk"))
    return (
        people.as_shown()
        .prefetch_related("role", "region")  # few of each: cheaper than a join on a thousand rows
        .order_by("role__position", "region__code", "shown_name", "pk")
    )


Row = tuple[Participant, list[tuple[Session, Cell | None]]]


def rows(
    event: Event, people: ParticipantQuerySet, sessions: list[Session], *, with_records: bool = False
) -> list[Row]:
    """(participant, (session, cell) for each session, no cell where he is not due), in 5 statements.

    `with_records` adds to each cell who recorded it, how and when.
    """
    people = list(people)
    known = _known(people, with_records)
    due = batches(event)
    found = []
    for person in people:
        attends = due.get(person.group_id) or {session.pk for session in sessions}
        row = [
            (session, Cell(person, session, *known.get((person.pk, session.pk), ())))
            if session.pk in attends
            else (session, None)
            for session in sessions
        ]
        found.append((person, row))
    return found


def _known(people: list[Participant], with_records: bool) -> dict[tuple[int, int], tuple]:
    """What fills the cell of a participant and a session (ids): status, substitute and perhaps the record."""
    stored = Attendance.objects.filter(participant__in=people).exclude(status=STATUS.EXPECTED)
    if with_records:
        rows = stored.select_related("recorded_by")
        return {(row.participant_id, row.session_id): (row.status, row.represented_by, row) for row in rows}
    plain = stored.values_list("participant", "session", "status", "represented_by")
    return {(person, session): tuple(says) for person, session, *says in plain}


def cells(rows: Iterable[Row]) -> Iterator[Cell]:
    """Every cell of the sheet."""
    return (cell for _person, row in rows for _session, cell in row if cell)


def seen(rows: Iterable[Row]) -> str:
    """What stands in the cells, for the page to send back: `12-3=present 12-4=sick`."""
    return " ".join(f"{cell.key}={cell.status}" for cell in cells(rows) if cell.status)


def marks(data: QueryDict) -> list[Mark]:
    """What the typist changed: cells that differ from what the page showed, and new substitutes.

    `fill` names a session whose empty cells become present.
    """
    shown = dict(pair.partition("=")[::2] for pair in data.get("seen", "").split())
    filled = data.get("fill", "")
    found = []
    for name, status in data.items():
        match = CELL.fullmatch(name)
        if not match:
            continue
        key, (person, session) = name.removeprefix("cell-"), match.groups()
        before = shown.get(key, "")
        if not status and session == filled:
            status = STATUS.PRESENT
        substitute = legible(data.get(f"by-{key}", ""))[:NAME_LENGTH]
        if status != before or substitute != data.get(f"by-was-{key}", "").strip():
            found.append(Mark(int(person), int(session), status, before, substitute))
    return found
