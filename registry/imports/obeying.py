"""What people decided stands above what matching found, and the other rows of the file give way to it."""

from collections import defaultdict
from collections.abc import Sequence

from registry.imports.kinds import SETTLED, StagedRow
from registry.imports.meaning.issues import issue
from registry.imports.meaning.matching import RosterIndex
from registry.imports.rows import Decision

BY_PERSON = ("decided", "saved", "skipped")
Holders = dict[int, list[StagedRow]]


def obey(rows: Sequence[StagedRow], roster: RosterIndex) -> None:
    """Set the decision and the action of every row: a person's choice first, then matching.

    One row at most has each person, unless the rows speak of different days. A NIK goes to one person only.
    """
    holders: Holders = defaultdict(list)
    for row in sorted(rows, key=lambda row: not row.is_applied):
        row.decision = _decided(row, roster)
        if _is_held(row):
            if other := _rival(row, holders[row.decision.worker_id]):
                row.decision = _ask_again(row, other)
            else:
                holders[row.decision.worker_id].append(row)
    for row in rows:
        if not _is_by_person(row):
            _give_way(row, holders)
    _give_each_nik_once(rows, roster)
    for row in rows:
        row.action = row.decision.action


def _is_by_person(row: StagedRow) -> bool:
    return row.decision.reason in BY_PERSON


def _is_held(row: StagedRow) -> bool:
    return _is_by_person(row) and row.decision.action == "match"


def _decided(row: StagedRow, roster: RosterIndex) -> Decision:
    """What a person or an earlier saving decided; who was chosen and has gone since is asked for again."""
    found, decided = row.decision, row.decided
    if row.is_applied:
        known = row.applied_worker in roster.by_id
        return Decision("match" if known else "create", row.applied_worker if known else None, [], "saved")
    if decided.get("skip"):
        return Decision("same", None, found.candidates, "skipped")
    if found.action == "error":
        return found
    if decided.get("moved"):
        return Decision("choose", None, found.candidates, "moved")
    if decided.get("worker") in roster.by_id:
        return Decision("match", decided["worker"], found.candidates, "decided")
    if decided.get("create"):
        return Decision("create", None, found.candidates, "decided")
    return found


def _rival(row: StagedRow, others: list[StagedRow]) -> StagedRow | None:
    """A row that has the same person on the same day; without days every day is the same."""
    ours = row.clean.attendance.keys()
    for other in others:
        theirs = other.clean.attendance.keys()
        if other is not row and (not ours or not theirs or ours & theirs):
            return other
    return None


def _ask_again(row: StagedRow, other: StagedRow) -> Decision:
    found = issue("name", "duplicate_in_file", row=other.raw.row)
    candidates = row.decision.candidates or [worker for worker in (row.decision.worker_id,) if worker]
    return Decision("choose", None, candidates, "duplicate_in_file", [found])


def _give_way(row: StagedRow, holders: Holders) -> None:
    """A person given away is no candidate any more, unless there is no other."""
    decision = row.decision
    if decision.action == "match" and (other := _rival(row, holders.get(decision.worker_id, []))):
        row.decision = _ask_again(row, other)
    elif decision.action == "choose":
        free = [worker for worker in decision.candidates if not _rival(row, holders.get(worker, []))]
        if len(free) == 1 < len(decision.candidates) and decision.reason != "duplicate_in_file":
            decision.reason = "one_left"
        decision.candidates = free or decision.candidates


def _give_each_nik_once(rows: Sequence[StagedRow], roster: RosterIndex) -> None:
    """A NIK that somebody else holds is not written: a person may decide against it, the database not."""
    claimed: dict[str, StagedRow] = {}
    for row in sorted(rows, key=lambda row: (not row.is_applied, not _is_by_person(row))):
        nik = row.clean.values["nik"]
        if not nik or row.is_applied or row.decision.action not in ("match", "create"):
            continue
        owner = roster.by_nik.get(nik)
        if owner and owner.id == row.decision.worker_id:
            continue
        other = claimed.setdefault(nik, row)
        if other is not row and other.decision.worker_id == row.decision.worker_id is not None:
            continue  # one person on two days
        if other is not row and not _is_by_person(row):
            row.decision = _ask_again(row, other)
        elif owner or other is not row:
            row.clean.values["nik"] = None
            row.clean.issues.append(issue("nik", "nik_taken"))


def hold_back(rows: Sequence[StagedRow]) -> None:
    """Let the rows ask that would be written, but not as the review showed them."""
    for row in rows:
        if row.action in SETTLED and row.meaning != row.shown:
            candidates = [worker for worker in (row.decision.worker_id,) if worker] or row.decision.candidates
            row.decision = Decision("choose", None, candidates, "moved")
            row.action, row.changes, row.decided = "choose", {}, {"moved": True}
