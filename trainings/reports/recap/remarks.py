"""What stands in the last column of a recapitulation: `1 PSM izin hari II`, `TKSK kosong`."""

from collections.abc import Iterator, Mapping

from registry.models import Role
from trainings.models import Attendance
from trainings.queries import Tally
from trainings.reports.recap.query import Recap, Row
from welfare import words

STATUS = Attendance.Status
STATUS_WORDS = {
    STATUS.EXCUSED: "izin",
    STATUS.SICK: "sakit",
    STATUS.ABSENT: "tidak hadir",
    STATUS.REPRESENTED: "diwakili",
}
OTHERS = "peserta"


def remarks(recap: Recap, row: Row, names: Mapping[int, str]) -> str:
    """Everything of a district that the numbers alone do not tell; `names` are those of the sessions."""
    if not row.total.listed:
        return "tidak ada undangan"
    found = [*_seats(row)]
    for role in recap.roles:
        if role in row.by_role:
            found += _absences(recap, role, row.by_role[role], names)
    return "; ".join(found)


def _seats(row: Row) -> Iterator[str]:
    """Seats of the quota nobody was invited to, and people nobody had invited."""
    for role, number in row.quota.items():
        invited = row.by_role.get(role, Tally()).invited
        if invited == 0 < number:
            yield f"{role.short_name} kosong"
        elif invited < number:
            yield f"{role.short_name} kurang {number - invited}"
    if walked_in := row.total.listed - row.total.invited:
        yield f"{walked_in} tanpa undangan"


def _absences(recap: Recap, role: Role | None, tally: Tally, names: Mapping[int, str]) -> Iterator[str]:
    """`1 PSM izin hari I dan hari II`; somebody who is the only one of his role is not counted."""
    sessions: dict[tuple[str, int], list[str]] = {}
    for session in recap.sessions:
        many = {word: tally.statuses[session.pk, status] for status, word in STATUS_WORDS.items()}
        if recap.recorded(session):
            many["belum dicatat"] = tally.unrecorded(session)
        for word, number in many.items():
            if number:
                sessions.setdefault((word, number), []).append(names[session.pk])
    who = role.short_name if role else OTHERS
    for (word, number), when in sessions.items():
        whom = who if tally.listed == 1 and role else f"{number} {who}"
        yield f"{whom} {word} {words.listed(when)}".strip()
