"""How the desk tells the outcome of a check-in: a colour with its icon, words, the person and the moment."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from trainings.actions.checkin import UNDO, Arrival, Result
from trainings.checkin import line
from trainings.models import Attendance, Participant
from welfare import shown

ICONS = {
    "present": "check",
    "again": "clock-rotate-left",
    "other": "clock-rotate-left",
    "undone": "rotate-left",
    "unknown": "xmark",
    "refused": "xmark",
}


@dataclass
class Card:
    """One outcome. `kind` is present, again, other, unknown, refused or undone; all else may be empty.

    `status` is what stands recorded; `until` the clock time up to which `nonce` can be undone.
    """

    kind: str
    heading: str = ""
    name: str = ""
    line: str = ""
    participant: int | None = None
    status: str = ""
    nonce: str = ""
    until: str = ""

    @property
    def icon(self) -> str:
        """The icon that goes with the colour."""
        return ICONS[self.kind]

    def as_json(self) -> dict:
        """The same for the page's script."""
        return asdict(self)


def arrived(done: Arrival, participant: Participant) -> Card:
    """The card of a check-in that was made, or was made before."""
    row = done.attendance
    if done.result == Result.PRESENT:
        return _present(participant, row.recorded_at, row.nonce)
    return Card(
        str(done.result),
        _recorded(row, done.result),
        participant.shown_name,
        line(participant),
        participant=participant.pk,
        status=row.status,
    )


def _recorded(row: Attendance, result: Result) -> str:
    """What stands there, since when and by whom (nobody for a sheet that a command imported)."""
    when = {"time": shown.clock(row.recorded_at)}
    text = _("Already recorded %(time)s") % when
    if result == Result.OTHER:
        text = _("Recorded as %(status)s, %(time)s") % (when | {"status": row.get_status_display()})
    return (
        _("%(recorded)s by %(by)s") % {"recorded": text, "by": row.recorded_by} if row.recorded_by else text
    )


def last(row: Attendance) -> Card:
    """The card of a check-in made earlier at this desk."""
    participant = row.participant
    participant.shown_name = str(participant)
    return _present(participant, row.recorded_at, row.nonce)


def _present(participant: Participant, at: datetime, nonce: UUID | None) -> Card:
    heading = _("Present · %(time)s") % {"time": shown.clock(at)}
    can_undo = nonce is not None and timezone.now() < at + UNDO
    return Card(
        "present",
        heading,
        participant.shown_name,
        line(participant),
        participant=participant.pk,
        status=Attendance.Status.PRESENT,
        nonce=str(nonce or ""),
        until=shown.clock(at + UNDO) if can_undo else "",
    )


def unknown() -> Card:
    """The card of somebody who is not on the list."""
    return Card("unknown", _("Not invited"), line=_("This card or person is not on the list of this event."))


def refused(text: str, *, kind: str = "refused") -> Card:
    """A card that only says something."""
    return Card(kind, str(text))
