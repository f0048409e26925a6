"""`python -m tests.trust sheets`: made-up sheets through the engine, file and all."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from registry.imports.reading.reader import read
from tests.trust.cases import make_case
from tests.trust.files import as_grids, save
from tests.trust.judging import Verdict, judge

TOLD, FAULTS_TOLD = 40, 6


def run(count: int, seed: int, *, files: bool, told: int = TOLD) -> bool:
    """Judge so many sheets from a seed on; whether all of them pass."""
    total, failed, shown = Counter(), [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + count):
            verdict = judge_one(number, Path(folder) if files else None)
            total += verdict.counts
            if verdict.failures:
                failed.append(number)
            if verdict.faults and shown < told:
                shown += 1
                tell(number, verdict)
    tell_all(total, count, failed)
    return not failed


def judge_one(number: int, folder: Path | None) -> Verdict:
    """The verdict on the sheet of a number, read from a file in the folder or without one."""
    case = make_case(number)
    if folder is None:
        return judge(case, as_grids(case.tabs))
    path = save(case.tabs, case.plan.format, folder, number)
    workbook = read(path)
    path.unlink()
    return judge(case, workbook)


def tell(number: int, verdict: Verdict) -> None:
    """Write what went wrong with a sheet."""
    plan = make_case(number).plan
    what = f"{plan.kind} {plan.format}, kecamatan by {plan.carrier}, role by {plan.role_by}"
    lines = [f"{number} {what}: {verdict.failures or 'passes'}"]
    lines += [f"    {' '.join(map(str, fault))}" for fault in verdict.faults[:FAULTS_TOLD]]
    sys.stdout.write("\n".join(lines) + "\n")


def tell_all(total: Counter, count: int, failed: list[int]) -> None:
    """Write the sums of all sheets."""
    lines = [f"{count} sheets, {count - len(failed)} pass; those that do not: {failed[:50]}"]
    lines += [f"{number:8} {name}" for name, number in total.most_common()]
    sys.stdout.write("\n".join(lines) + "\n")
