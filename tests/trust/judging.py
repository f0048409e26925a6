"""Holds what the engine made of a sheet against the truth."""

from collections import Counter
from dataclasses import dataclass, field

from registry.imports.meaning.cells import clean_rows
from registry.imports.meaning.matching import RosterIndex, decide
from registry.imports.reading.reader import Workbook
from registry.imports.reading.tables import parse
from registry.imports.rows import CleanRow, Decision
from tests.trust.cases import Case
from tests.trust.places import first_roles

FIELDS, ACCEPTED, AUTOMATIC, ISSUES = 0.98, 0.98, 0.95, 0.95
LOOSE = ("name", "birth_place", "institution")


@dataclass(slots=True)
class Verdict:
    """What was right and what was not; `faults` are (kind, sheet, row, what)."""

    counts: Counter = field(default_factory=Counter)
    faults: list[tuple[str, str, int, str]] = field(default_factory=list)

    def share(self, right: str, total: str) -> float:
        return self.counts[right] / self.counts[total] if self.counts[total] else 1.0

    @property
    def failures(self) -> list[str]:
        """Why a sheet does not pass; none when it does."""
        found = [
            kind for kind in ("wrong match", "row made up", "row missed", "attendance") if self.counts[kind]
        ]
        for right, total, least in (
            ("field right", "field", FIELDS),
            ("answer right", "answer", ACCEPTED),
            ("automatic right", "automatic", AUTOMATIC),
            ("issue right", "issue", ISSUES),
        ):
            if self.share(right, total) < least:
                found.append(f"{right} {self.counts[right]}/{self.counts[total]}")
        return found

    def fault(self, kind: str, sheet: str, row: int, what: object = "") -> None:
        self.counts[kind] += 1
        self.faults.append((kind, sheet, row, str(what)))


def judge(case: Case, workbook: Workbook) -> Verdict:
    """Read, understand and match the workbook, and compare."""
    rows = understood(case, workbook)
    decisions = decide(rows, RosterIndex(case.known), kind=case.plan.kind)
    found = {
        (row.raw.sheet, row.raw.row): (row, decision) for row, decision in zip(rows, decisions, strict=True)
    }
    verdict = Verdict()
    if len(found) != len(rows):
        verdict.fault("row made up", "", 0, "two people in one place")
    for line, answers in zip(case.lines, case.acceptable, strict=True):
        answer = found.pop((line.sheet, line.row), None)
        if answer is None:
            verdict.fault("row missed", line.sheet, line.row, line.values["name"])
            continue
        compare_values(verdict, line, *answer)
        compare_answer(verdict, line, answers, answer[1])
    for (sheet, row), (clean, _) in found.items():
        verdict.fault("row made up", sheet, row, clean.values["name"])
    return verdict


def understood(case: Case, workbook: Workbook) -> list[CleanRow]:
    index, roles = case.scope.index, first_roles()
    sheets = parse(
        workbook,
        days=case.plan.days,
        region_level=index.level_of,
        is_role=roles.is_role,
        titles_name_roles=case.plan.kind == "roster",
    )
    legends: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        legends.setdefault(sheet.name, {}).update(sheet.legend)
    rows = [row for sheet in sheets if not sheet.combined for row in sheet.rows]
    return clean_rows(rows, regions=index, roles=roles, on=case.on, legends=legends)


def fold(field_name: str, value: str | None) -> str | None:
    return " ".join(value.split()).casefold() if value and field_name in LOOSE else value


def compare_values(verdict: Verdict, line, row: CleanRow, decision: Decision) -> None:
    """Fields, attendance and issues of one line."""
    for name, expected in line.values.items():
        verdict.counts["field"] += 1
        got = row.values[name]
        if fold(name, got) == fold(name, expected):
            verdict.counts["field right"] += 1
        else:
            verdict.fault(
                f"field {name}",
                line.sheet,
                line.row,
                f"{expected!r} read as {got!r} from {row.raw.cells.get(name)!r}",
            )
    for day, state in line.attendance.items():
        if row.attendance.get(day) != state:
            verdict.fault(
                "attendance",
                line.sheet,
                line.row,
                f"day {day} {state} read as {row.attendance.get(day)} from {row.raw.marks}",
            )
    raised = {found.code for found in row.issues + decision.issues}
    verdict.counts["issue"] += len(line.issues)
    verdict.counts["issue right"] += len(line.issues & raised)
    for code in line.issues - raised:
        verdict.fault("issue missing", line.sheet, line.row, code)


def compare_answer(verdict: Verdict, line, answers: set[str], decision: Decision) -> None:
    """Who the row was given to."""
    verdict.counts["answer"] += 1
    true = line.person.known and line.person.known.id
    if answers == {"match"}:
        verdict.counts["automatic"] += 1
        verdict.counts["automatic right"] += decision.action == "match" and decision.worker_id == true
    if decision.action == "match" and decision.worker_id != true:
        verdict.fault("wrong match", line.sheet, line.row, decision.reason)
    elif decision.action not in answers:
        verdict.fault(
            "answer", line.sheet, line.row, f"{decision.action} ({decision.reason}) for {sorted(answers)}"
        )
        verdict.counts["answer"] -= 1  # counted as a fault of the same name
    elif decision.action == "choose" and true and true not in decision.candidates and "create" not in answers:
        verdict.fault("answer", line.sheet, line.row, f"choose ({decision.reason}) without the true one")
        verdict.counts["answer"] -= 1
    else:
        verdict.counts["answer right"] += 1
