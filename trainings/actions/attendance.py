"""Recording who was there: many cells at once, safely repeated, never over what somebody else wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import User
from trainings.actions.rules import require_open
from trainings.models import Attendance, Event, Participant, Session
from welfare.constraints import explained
from welfare.errors import RuleError

UNSEEN = "unseen"  # the writer does not know what stood there before: write anyway


@dataclass(frozen=True)
class Mark:
    """What to record in one cell: a status of `Attendance.Status`, or "" for "not recorded".

    `seen` is the status the writer was shown ("" for none). A cell that changed since is left as it is.
    """

    participant_id: int
    session_id: int
    status: str
    seen: str = UNSEEN
    represented_by: str = ""

    @property
    def key(self) -> tuple[int, int]:
        """The cell."""
        return self.participant_id, self.session_id

    @property
    def substitute(self) -> str:
        """Who came instead; only somebody who was represented has one."""
        return self.represented_by if self.status == Attendance.Status.REPRESENTED else ""


@dataclass(frozen=True)
class Recorded:
    """How many cells were written or cleared, and those left alone because somebody was faster."""

    written: int
    cleared: int
    overtaken: tuple[Mark, ...]

    @property
    def changed(self) -> int:
        """Cells that now say something else."""
        return self.written + self.cleared


def record(
    *, participant: Participant, session: Session, status: str, method: str, by: User | None
) -> Recorded:
    """Record one cell; the same again changes nothing."""
    mark = Mark(participant.pk, session.pk, status)
    return record_many(event=session.event, marks=[mark], method=method, by=by)


@explained()
def record_many(*, event: Event, marks: Sequence[Mark], method: str, by: User | None) -> Recorded:
    """Record any number of cells in a fixed number of statements; the same again changes nothing.

    RuleError when the event is closed, or a cell does not belong to it.
    """
    require_open(event, by)
    _require_cells_of(event, marks)
    stored = _stored(marks)
    changed, overtaken = [], []
    for mark in sorted(marks, key=attrgetter("key")):
        row = stored.get(mark.key)
        before = row.status if row else ""
        if _says(row, mark):
            continue
        if mark.seen not in (UNSEEN, before):
            overtaken.append(mark)
        else:
            changed.append(mark)
    cleared = [stored[mark.key].pk for mark in changed if not mark.status]
    written = [mark for mark in changed if mark.status]
    if cleared:
        Attendance.objects.filter(pk__in=cleared).delete()
    blank = {mark.key for mark in written if mark.seen != UNSEEN and mark.key not in stored}
    late = _fill([_row(mark, method, by) for mark in written if mark.key in blank])
    _write([_row(mark, method, by) for mark in written if mark.key not in blank])
    overtaken += [mark for mark in written if mark.key in late]
    return Recorded(len(written) - len(late), len(cleared), tuple(overtaken))


def _fill(rows: Sequence[Attendance]) -> set[tuple[int, int]]:
    """Write into blank cells; which of them (participant, session) somebody else filled at that moment.

    A row that is not there yet cannot be locked: whose it is in the end is seen afterwards.
    """
    if not rows:
        return set()
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    there = Attendance.objects.filter(
        participant__in={row.participant_id for row in rows}, session__in={row.session_id for row in rows}
    )
    found = {
        (person, session): (at, by, method)
        for person, session, at, by, method in there.values_list(
            "participant_id", "session_id", "recorded_at", "recorded_by_id", "method"
        )
    }
    ours = {
        (row.participant_id, row.session_id): (row.recorded_at, row.recorded_by_id, row.method)
        for row in rows
    }
    return {key for key, written in ours.items() if found.get(key) != written}


def _write(rows: Sequence[Attendance]) -> None:
    """Write over what stands in the cells, which is locked or does not matter."""
    if rows:
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["participant", "session"],
            update_fields=["status", "represented_by", "recorded_at", "recorded_by", "method"],
        )


def _require_cells_of(event: Event, marks: Sequence[Mark]) -> None:
    """RuleError unless every participant and session belongs to the event, and every status exists."""
    people, sessions = {mark.participant_id for mark in marks}, {mark.session_id for mark in marks}
    if event.participants.filter(pk__in=people).count() != len(people):
        raise RuleError(_("Somebody on this page no longer takes part. Open the page again."))
    if event.sessions.filter(pk__in=sessions).count() != len(sessions):
        raise RuleError(_("A session on this page no longer exists. Open the page again."))
    if not {mark.status for mark in marks} <= {"", *Attendance.Status.values}:
        raise RuleError(_("This is no kind of attendance."))


def _stored(marks: Sequence[Mark]) -> dict[tuple[int, int], Attendance]:
    """What stands in the cells of `marks`, locked until the transaction ends."""
    rows = (
        Attendance.objects.select_for_update()
        .filter(
            participant__in={mark.participant_id for mark in marks},
            session__in={mark.session_id for mark in marks},
        )
        .order_by("participant_id", "session_id")  # two writers of one sheet must not wait for each other
    )
    return {(row.participant_id, row.session_id): row for row in rows}


def _says(row: Attendance | None, mark: Mark) -> bool:
    """Does the cell already say what the mark wants?"""
    if row is None:
        return not mark.status
    return (row.status, row.represented_by) == (mark.status, mark.substitute)


def _row(mark: Mark, method: str, by: User | None) -> Attendance:
    return Attendance(
        participant_id=mark.participant_id,
        session_id=mark.session_id,
        status=mark.status,
        represented_by=mark.substitute,
        recorded_at=timezone.now(),
        recorded_by=by,
        method=method,
    )
