"""The check-in desk: who comes is recorded once, whatever is sent again and however many desks there are."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import Appointment, User, Worker
from registry.models.worker import NAME_LENGTH
from registry.names import legible
from trainings.actions.rules import hold_open
from trainings.checkin_sql import CHECK_IN
from trainings.models import Attendance, Participant, Session
from welfare.constraints import explained
from welfare.errors import RuleError

STATUS, DESK = Attendance.Status, Attendance.Method.DESK
UNDO = timedelta(minutes=2)
LONGEST_WAIT = timedelta(days=1)  # of a desk without network, before it sends what it recorded
NOW = timedelta()


class Result(StrEnum):
    """What a check-in came to: recorded, recorded before, or recorded as something else than present."""

    PRESENT = "present"
    AGAIN = "again"
    OTHER = "other"


@dataclass(frozen=True)
class Arrival:
    """How a check-in ended, and the attendance that stands now."""

    result: Result
    attendance: Attendance


def check_in(
    *,
    session: Session,
    participant: Participant,
    nonce: UUID,
    by: User,
    waited: timedelta = NOW,
    instead_of: str = "",
) -> Arrival:
    """Record that `participant` came to `session`; the same `nonce` again is the same check-in.

    Who was only expected becomes present. Who is recorded otherwise (excused, say) stays so, unless
    `instead_of` names that status: the officer saw it and decided. `waited` is how long ago he came.
    RuleError when the event is closed, or the participant belongs to another.
    """
    row = Attendance(
        participant=participant,
        session=session,
        status=STATUS.PRESENT,
        recorded_by=by,
        method=DESK,
        nonce=nonce,
    )
    if _insert(row, _bounded(waited)):
        return Arrival(Result.PRESENT, row)
    return _recorded(row, {STATUS.EXPECTED, instead_of} - {"", STATUS.PRESENT}, _bounded(waited))


def _insert(row: Attendance, waited: timedelta) -> bool:
    """Insert `row` if nothing stands there and its nonce is new; one statement decides."""
    with connection.cursor() as cursor:
        cursor.execute(
            CHECK_IN,
            {
                "participant": row.participant_id,
                "session": row.session_id,
                "by": row.recorded_by_id,
                "nonce": str(row.nonce),
                "waited": waited,
            },
        )
        found = cursor.fetchone()
    if found:
        (row.recorded_at,) = found
    return found is not None


@explained()
def _recorded(row: Attendance, replaced: set[str], waited: timedelta) -> Arrival:
    """How it ends for `row`, which was not inserted: told as it stands, or written over one of `replaced`."""
    _require_open_for(row)
    stored = Attendance.objects.select_for_update(of=("self",)).select_related("recorded_by")
    known = stored.filter(participant=row.participant, session=row.session).first()
    if known is None:
        raise RuleError(_("This was used for another check-in already. Try once more."))
    if known.nonce == row.nonce and known.status == STATUS.PRESENT:
        return Arrival(Result.PRESENT, known)
    if known.status in replaced:
        known.status, known.represented_by, known.recorded_at = STATUS.PRESENT, "", timezone.now() - waited
        known.recorded_by, known.method, known.nonce = row.recorded_by, DESK, row.nonce
        known.save()
        return Arrival(Result.PRESENT, known)
    return Arrival(Result.AGAIN if known.status == STATUS.PRESENT else Result.OTHER, known)


def _require_open_for(row: Attendance) -> None:
    """RuleError when the event is closed, or person and session are of two events."""
    if row.participant.event_id != row.session.event_id:
        raise RuleError(_("Not invited to this event."))
    hold_open(row.session.event)


@explained()
def undo(*, session: Session, nonce: UUID, by: User, waited: timedelta = NOW) -> bool:
    """Take back one's own check-in `nonce` within two minutes; what stood before it stands again.

    False when there is nothing to take back, as when it was taken back before. RuleError after two minutes,
    and when the event is closed. `waited` is how long ago the officer asked for it.
    """
    hold_open(session.event)
    mine = Attendance.objects.filter(session=session, recorded_by=by, method=DESK)
    found = mine.select_for_update().filter(nonce=nonce)
    row = found.first()
    if row is None:
        return False
    if not found.filter(recorded_at__gte=Now() - UNDO - _bounded(waited)).exists():
        raise RuleError(_("It can be undone for two minutes only. Correct it in the attendance list."))
    before = row.history.filter(Q(nonce=None) | ~Q(nonce=nonce)).order_by("-pgh_id").first()
    if before is None:
        row.delete()
        _forget_walk_in(row.participant)
    else:
        for name in ("status", "represented_by", "recorded_at", "recorded_by_id", "method", "nonce"):
            setattr(row, name, getattr(before, name))
        row.save()
    return True


def _forget_walk_in(participant: Participant) -> None:
    """Who came uninvited and was taken back is on no list."""
    has_more = participant.attendance.exists() or participant.certificates.exists()
    if participant.origin == Participant.Origin.WALK_IN and not has_more:
        participant.delete()


@explained()
def walk_in(
    *,
    session: Session,
    nonce: UUID,
    by: User,
    name: str = "",
    worker: Worker | None = None,
    waited: timedelta = NOW,
) -> Arrival:
    """Add somebody who came without invitation, by name or from the roster, and check him in.

    The same `nonce` again adds nobody. Somebody of the roster who takes part already is only checked in.
    RuleError without a name, and when the event is closed.
    """
    event = session.event
    hold_open(event, alone=True)  # two who add the same person come one after the other
    done = Attendance.objects.select_related("participant").filter(session=session, nonce=nonce).first()
    if done is not None:
        return Arrival(Result.PRESENT, done)
    participant = event.participants.filter(worker=worker).first() if worker else None
    if participant is None:
        participant = _uninvited(session, name, worker)
    return check_in(session=session, participant=participant, nonce=nonce, by=by, waited=waited)


def _uninvited(session: Session, name: str, worker: Worker | None) -> Participant:
    """A new participant without an invitation; somebody of the roster in the post he holds on the day."""
    event = session.event
    if worker is None:
        name = legible(name)[:NAME_LENGTH].strip()
        if not name:
            raise RuleError(_("Give the name."))
        person = {"name": name, "region_id": event.region_id}
    else:
        posts = Appointment.objects.filter(worker=worker).serving(on=session.date)
        post = posts.order_by("role__position", "pk").first()
        place = post.region_id if post else worker.home_region_id or event.region_id
        person = {"worker": worker, "post": post, "role": post and post.role, "region_id": place}
    return Participant.objects.create(event=event, origin=Participant.Origin.WALK_IN, **person)


def _bounded(waited: timedelta) -> timedelta:
    """A desk's clock may be wrong: never in the future, and at most a day ago."""
    return min(max(waited, NOW), LONGEST_WAIT)
