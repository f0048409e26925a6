"""The attendance sheet: who of the roster and besides came to which session of an event."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registry.imports.absent import Absence, extent_of, people_by_name, without_mentioned
from registry.imports.kinds import SheetKind, StagedRow
from registry.imports.roster_sql import parameters_of
from registry.imports.undo_sql import Trace
from registry.models import ImportBatch, User
from registry.names import name_key
from trainings import sheets_sql
from trainings.actions.rules import require_open
from trainings.models import Attendance, Event, Participant, Session
from welfare.errors import RuleError
from welfare.shown import days, number


class AttendanceKind(SheetKind):
    """An attendance list: makes participants and records attendance; never changes a person's own fields."""

    code = "attendance"
    label = gettext_lazy("Attendance")
    tables = (
        *("registry_workerhistory", "registry_appointmenthistory", "registry_regionchange"),
        *("trainings_participanthistory", "trainings_attendancehistory", "trainings_sessionhistory"),
    )
    permissions = {"add": "trainings.add_attendance", "update": "trainings.change_attendance"}
    traces = (
        Trace("trainings.Attendance", sheets_sql.ATTENDANCE_OWNER),
        Trace("trainings.Participant", "coalesce('w' || h.worker_id, 'g' || lower(h.name))"),
        Trace("registry.Worker", "'w' || h.pgh_obj_id"),
    )
    needs_target = True
    writes_people = False
    tile_texts = {
        "match": (gettext_lazy("Known"), gettext_lazy("attendance not recorded yet")),
        "create": (gettext_lazy("New"), gettext_lazy("not on the roster")),
        "same": (gettext_lazy("Unchanged"), gettext_lazy("recorded already, not written again")),
    }

    absent_title = gettext_lazy("Invited, but not in this file")
    absent_text = gettext_lazy(
        "They take part in the event and come from the districts that the rows of this file name. Nothing is "
        "recorded of them: not recorded is not present, and not absent either."
    )

    def absent(self, batch: ImportBatch) -> Absence:
        """The event's participants from where the file speaks of, who stand in no row."""
        taking_part = Participant.objects.invited().filter(event__slug=batch.target, worker__isnull=False)
        if districts := extent_of(batch).districts:
            taking_part = taking_part.filter(region__district__code__in=districts)
        return Absence(people_by_name(without_mentioned(taking_part, batch)))

    def counted(self, count: int) -> str:
        """`250 attendances`: one a row, whatever the number of days."""
        return ngettext("%(n)s attendance", "%(n)s attendances", count) % {"n": number(count)}

    def create_label(self, batch: ImportBatch) -> str:
        """A guest, unless the import registers whom it does not know."""
        return super().create_label(batch) if batch.registers else _("Not on the roster: record as a guest")

    def targets(self, user: User) -> list[tuple[str, str]]:
        """Slug and title of the open events that the user may change, the latest first."""
        events = Event.objects.organised_within(user).filter(status=Event.Status.PLANNED)
        return [(event.slug, f"{event.title}, {days(event.first_day, event.last_day)}") for event in events]

    def target_link(self, batch: ImportBatch) -> tuple[str, str] | None:
        """The event, as it is called now."""
        event = Event.objects.filter(slug=batch.target).first()
        return (event.title, event.get_absolute_url()) if event else None

    def change_text(self, field: str, value: object) -> str:
        """A status in words; whether somebody takes part needs none."""
        return str(Attendance.Status(value).label) if field.startswith("session_") else ""

    def event(self, batch: ImportBatch) -> Event:
        """The event of the batch. RuleError when there is none, it is not open, or is another office's."""
        event = Event.objects.select_related("office__region").filter(slug=batch.target).first()
        if event is None:
            raise RuleError(_("Choose the event whose attendance this is."))
        with transaction.atomic():
            require_open(event, batch.created_by)
        return event

    def day(self, batch: ImportBatch) -> date:
        """The event's first day."""
        return self.event(batch).dates.lower

    def sessions(self, batch: ImportBatch) -> list[date]:
        """The days of the event's sessions, in order."""
        return [session.date for session in Session.objects.filter(event__slug=batch.target)]

    def settle(self, batch: ImportBatch, rows: list[StagedRow]) -> None:
        """A row whose participant and marks are all recorded already is the same."""
        event = self.event(batch)
        participants = _participants(event)
        recorded = _recorded(event)
        sessions = {str(number): session.pk for number, session in enumerate(event.sessions.all(), start=1)}
        for row in rows:
            if row.action not in {"match", "create"}:
                continue
            participant = participants.get(_key(row))
            known = recorded.get(participant, {})
            row.changes = {
                f"session_{number}": [known.get(sessions[number]), status]
                for number, status in row.clean.attendance.items()
                if number in sessions and known.get(sessions[number]) != status
            }
            if participant is None:
                row.changes["participant"] = [None, True]
            if participant is not None and not row.changes:
                row.action = "same"
            _keep_to_mode(row, batch.mode)

    def write(self, batch: ImportBatch, *, by: User | None) -> None:
        """One statement a table, whatever the number of rows."""
        event = self.event(batch)
        require_open(event, by)
        parameters = parameters_of(batch) | {
            "event": event.pk,
            "region": event.region_id,
            "day": event.dates.lower,
            "user": by.pk if by else None,
        }
        with connection.cursor() as cursor:
            for statement in sheets_sql.statements(registers=batch.registers):
                cursor.execute(statement, parameters)


def _key(row: StagedRow) -> tuple:
    """How a row finds its participant: the person, or a guest's name and place."""
    if row.action == "match":
        return ("worker", row.worker_id)
    values = row.clean.values
    return ("guest", name_key(values["name"]), values.get("village") or values.get("district"))


def _participants(event: Event) -> dict[tuple, int]:
    """The event's participants by the key of `_key`; a guest without a place of his own has the event's."""
    keys = {}
    rows = Participant.objects.filter(event=event).values_list(
        "id", "worker_id", "name", "region__code", "region_id"
    )
    for participant, worker, name, code, region in rows:
        if worker:
            keys["worker", worker] = participant
        else:
            keys["guest", name_key(name), code if region != event.region_id else None] = participant
    return keys


def _recorded(event: Event) -> dict[int, dict[int, str]]:
    recorded: dict[int, dict[int, str]] = {}
    rows = Attendance.objects.filter(session__event=event).exclude(status=Attendance.Status.EXPECTED)
    rows = rows.values_list("participant_id", "session_id", "status")
    for participant, session, status in rows:
        recorded.setdefault(participant, {})[session] = status
    return recorded


def _keep_to_mode(row: StagedRow, mode: str) -> None:
    """Adding overwrites no recorded status, updating adds no participant."""
    is_known = "participant" not in row.changes
    overwrites = any(old is not None for key, (old, _new) in row.changes.items() if key != "participant")
    if mode == ImportBatch.Mode.ADD and is_known and overwrites:
        row.action, row.changes, row.decision.reason = "same", {}, "mode_add"
    elif mode == ImportBatch.Mode.UPDATE and not is_known:
        row.action, row.changes, row.decision.reason = "choose", {}, "mode_update"
