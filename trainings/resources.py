"""The attendance of an event as a sheet: what an export holds, and an import understands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from registry.resources import SEX_LETTERS, above, village_of
from trainings.models import Attendance, Participant, Session
from welfare.resources import SheetField, SheetResource
from welfare.sheets import Column

MARKS = {
    Attendance.Status.PRESENT: "Hadir",
    Attendance.Status.EXCUSED: "Izin",
    Attendance.Status.SICK: "Sakit",
    Attendance.Status.ABSENT: "Tidak hadir",
    Attendance.Status.REPRESENTED: "Diwakili",
}  # expected is what nobody has recorded yet: an empty cell


@dataclass(frozen=True)
class AttendanceLine:
    """A participant with the marks of each session, by the session's id."""

    participant: Participant
    marks: dict[int, str] = field(default_factory=dict)

    @property
    def sex(self) -> str:
        return SEX_LETTERS.get(self.participant.shown_sex, "")

    @property
    def district(self) -> str:
        return above(self.participant.region, "district")

    @property
    def village(self) -> str:
        return village_of(self.participant.region)


class AttendanceResource(SheetResource):
    """The columns of an attendance list; one more for each session of the event."""

    sheet_name = "Kehadiran"

    row_id = SheetField("ID Pilar", "participant__worker_id", "row_id", kind="digits", width=9)
    name = SheetField("Nama", "participant__shown_name", "name", width=30)
    sex = SheetField("L/P", "sex", "sex", width=5)
    role = SheetField("Unsur", "participant__role__short_name", "role")
    district = SheetField("Kecamatan", "district", "district", width=18)
    village = SheetField("Desa/Kelurahan", "village", "village", width=20)
    institution = SheetField("Instansi", "participant__institution", "institution", width=22)

    def __init__(self, sessions: Sequence[Session] = (), **kwargs):
        super().__init__(**kwargs)
        self.sessions = sessions

    def columns(self) -> list[Column]:
        """The declared columns, then `Sesi 1`, `Sesi 2` ... in the order of the event."""
        days = [
            Column(f"Sesi {number}", f"session_{session.pk}", 14)
            for number, session in enumerate(self.sessions, start=1)
        ]
        return super().columns() + days

    def rows(self, lines, *, may_see):
        for line, row in zip(lines, super().rows(lines, may_see=may_see), strict=True):
            yield row | {f"session_{session.pk}": line.marks.get(session.pk) for session in self.sessions}


def attendance_lines(participants: QuerySet[Participant]) -> Iterator[AttendanceLine]:
    """Each participant with his marks, in the order of papers; two statements."""
    rows = (
        participants.as_shown()
        .select_related("role", "region__district", "region__regency")
        .prefetch_related("attendance")
    )
    for row in rows.order_by("region__code", "role__position", "shown_name", "pk"):
        known = {record.session_id: MARKS.get(record.status) for record in row.attendance.all()}
        yield AttendanceLine(row, known)
