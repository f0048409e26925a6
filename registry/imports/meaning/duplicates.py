"""Rows of one file that are about the same person."""

from collections import defaultdict
from collections.abc import Sequence

from registry.imports.meaning.evidence import key_of
from registry.imports.meaning.issues import issue
from registry.imports.rows import CleanRow, Decision

IDENTIFIERS = ("row_id", "nik", "member_number")
WEAK = ("name_village", "name_district")
STRENGTH = (*IDENTIFIERS, "phone_name", "name_birth", *WEAK)
PERSONAL = ("nik", "member_number", "phone", "birth_date", "sex")
ATTENDANCE = "attendance"


def settle_duplicates(rows: Sequence[CleanRow], decisions: list[Decision], kind: str) -> None:
    """Let one row at most have each person, and one row at most make each new person.

    The row with the best proof keeps the person and the others ask. Where the best proof is a name and a
    place, or two equal ones tell different facts, the rows may be namesakes of whom one is known: all ask.
    Two lists of one event, for the marks of different days, are no duplicates.
    """
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    for position, decision in enumerate(decisions):
        if decision.action == "match":
            wanted[decision.worker_id].append(position)
    for positions in wanted.values():
        if len(positions) > 1 and not (kind == ATTENDANCE and _different_days(rows, positions)):
            _settle(rows, decisions, positions)
    _settle_new(rows, decisions)


def _different_days(rows: Sequence[CleanRow], positions: list[int]) -> bool:
    days = [day for position in positions for day in rows[position].raw.marks]
    return all(rows[position].raw.marks for position in positions) and len(days) == len(set(days))


def _settle(rows: Sequence[CleanRow], decisions: list[Decision], positions: list[int]) -> None:
    strength = {position: STRENGTH.index(decisions[position].reason) for position in positions}
    best = min(positions, key=lambda position: (strength[position], position))
    doubtful = decisions[best].reason in WEAK or any(
        strength[position] == strength[best] and _contradict(rows[position], rows[best])
        for position in positions
    )
    for position in positions:
        if position != best:
            _mark(rows, decisions, position, best)
    if doubtful and decisions[best].reason not in IDENTIFIERS:
        _mark(rows, decisions, best, next(position for position in positions if position != best))


def _contradict(one: CleanRow, other: CleanRow) -> bool:
    """Do two rows tell different facts of a person?"""
    return any(
        one.values[field] and other.values[field] and one.values[field] != other.values[field]
        for field in PERSONAL
    )


def _settle_new(rows: Sequence[CleanRow], decisions: list[Decision]) -> None:
    """New people: the same identifier, or the same name with nothing that differs, is the same person."""
    first: dict[tuple[str, str], int] = {}
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for position, decision in enumerate(decisions):
        if decision.action != "create":
            continue
        values = rows[position].values
        numbers = [(field, values[field]) for field in ("nik", "member_number") if values[field]]
        key = key_of(rows[position]).replace(" ", "")
        twin = next((first[number] for number in numbers if number in first), None)
        if twin is None:
            twin = next((other for other in by_name[key] if _same_person(rows[position], rows[other])), None)
        if twin is None:
            by_name[key].append(position)
            first.update((number, position) for number in numbers)
        else:
            _mark(rows, decisions, position, twin)


def _same_person(one: CleanRow, other: CleanRow) -> bool:
    """Two new rows of one name: is it one person written twice? Then a fact agrees and none differs."""
    ours, theirs = one.values, other.values
    fields = (*PERSONAL, "district", "village")
    if any(ours[field] and theirs[field] and ours[field] != theirs[field] for field in fields):
        return False
    return any(
        ours[field] and ours[field] == theirs[field]
        for field in ("phone", "birth_date", "village", "district")
    )


def _mark(rows: Sequence[CleanRow], decisions: list[Decision], position: int, other: int) -> None:
    decision = decisions[position]
    found = issue("name", "duplicate_in_file", row=rows[other].raw.row)
    decisions[position] = Decision(
        "choose", None, decision.candidates, "duplicate_in_file", [*decision.issues, found]
    )
