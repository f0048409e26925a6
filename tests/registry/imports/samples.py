"""The sample sheets with their truth, run through the engine without a database."""

import csv
import datetime
import functools
import importlib.util
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from registry.imports.meaning.cells import clean_rows
from registry.imports.meaning.matching import RosterIndex, decide
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.roles import RoleIndex
from registry.imports.reading.reader import read
from registry.imports.reading.tables import parse
from registry.imports.rows import CleanRow, Decision, Known, Post
from registry.roles import FIRST_ROLES

SHARED = Path(__file__).parents[4] / "shared"
FOLDER = Path(os.environ.get("PILAR_SAMPLES", SHARED / "samples"))
CASES = sorted(path.parent.name for path in FOLDER.glob("*/case.json"))
LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}
ON = datetime.date(2024, 1, 1)


def first_roles() -> RoleIndex:
    """The roles a new registry has, so that the samples are judged by these."""
    lines = [list(map(str.strip, line.split("|"))) for line in FIRST_ROLES.splitlines()]
    return RoleIndex(
        (line[0], line[3], [line[1], line[2], *filter(None, line[7].split(","))]) for line in lines
    )


ROLES = first_roles()


def needed(case: str | None = None):
    """Skips a test where the sample folder is not at hand."""
    absent = not CASES or (case is not None and case not in CASES)
    return pytest.mark.skipif(absent, reason=f"the sample sheets are not in {FOLDER}")


@functools.cache
def region_names(year: int) -> dict[str, str]:
    with (FOLDER.parent / "data" / f"regions-{year}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


@functools.cache
def region_index(scope: str) -> RegionIndex:
    """The regions of a scope with the spellings of 2022; what lies outside is known by name."""
    names, before = region_names(2025), region_names(2022)
    inside = [
        (
            place,
            code,
            LEVELS[len(code)],
            name,
            {before.get(code, name)} - {name},
            code.rpartition(".")[0] or None,
        )
        for place, (code, name) in enumerate(names.items())
        if code == scope or code.startswith(f"{scope}.")
    ]
    return RegionIndex(inside, [name for code, name in names.items() if len(code) in (5, 8)])


def cleaned(path: Path, scope: str, days: Iterable[datetime.date] = ()) -> list[CleanRow]:
    """The rows of a file, read, parsed and cleaned."""
    regions, days = region_index(scope), list(days)
    sheets = parse(read(path), days=days, region_level=regions.level_of, is_role=ROLES.is_role)
    legends: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        legends.setdefault(sheet.name, {}).update(sheet.legend)
    rows = [row for sheet in sheets for row in sheet.rows]
    return clean_rows(rows, regions=regions, roles=ROLES, on=days[0] if days else ON, legends=legends)


def known_people(case: str, scope: str) -> list[Known]:
    """The people of the case's roster, read by the same engine."""
    path = FOLDER / case / "roster.xlsx"
    rows = cleaned(path, scope) if path.exists() else []
    return [_known(place, row.values) for place, row in enumerate(rows, start=1)]


def _known(number: int, values: dict[str, str | None]) -> Known:
    post = Post(values["role"], values["district"], values["village"], current=True)
    facts = {field: values[field] for field in ("nik", "member_number", "phone", "birth_date", "sex")}
    return Known(id=number, name=values["name"], posts=[post], **facts)


def answer(case: str) -> dict:
    """What the engine makes of a case, in the shape of the command's JSON."""
    meta = json.loads((FOLDER / case / "case.json").read_text())
    people = {known.id: known for known in known_people(case, meta["scope"])}
    days = [datetime.date.fromisoformat(day) for day in meta.get("event", {}).get("days", ())]
    rows = cleaned(next((FOLDER / case).glob("input.*")), meta["scope"], days)
    decisions = decide(rows, RosterIndex(people.values()), kind=meta["kind"])
    return {"rows": [_row(*pair, people, meta["kind"]) for pair in zip(rows, decisions, strict=True)]}


def _row(row: CleanRow, decision: Decision, people: dict[int, Known], kind: str) -> dict:
    action = "update" if decision.action == "match" and kind == "roster" else decision.action
    return {
        "sheet": row.raw.sheet,
        "row": row.raw.row,
        "action": action,
        "worker": {"nik": people[decision.worker_id].nik} if decision.worker_id else None,
        "candidates": [{"nik": people[number].nik} for number in decision.candidates],
        "values": row.values,
        "attendance": row.attendance,
        "issues": [{"code": found.code, "level": found.level} for found in row.issues + decision.issues],
    }


def score(case: str) -> dict:
    """The judge's result for a case."""
    return judged(case, answer(case))


def judged(case: str, document: dict) -> dict:
    """The judge's result for an answer in the shape of the command's JSON."""
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    rows, problem = judge.read_imported(json.dumps(document))
    return judge.score(judge.read_truth(FOLDER / case), rows, problem)
