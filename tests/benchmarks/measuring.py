"""Time, memory and statements of one call."""

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def medians(*acts: Callable[[], object], runs: int) -> list[float]:
    """The median time of each, done in turn so that a busy moment hits all; a first call is not counted."""
    for act in acts:
        act()
    rounds = [[seconds(act) for act in acts] for _run in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def statements(act: Callable[[], object]) -> int:
    """How many SQL statements one call sends, COPY and transactions included."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def seconds_and_peak_mb(act: Callable[[], object]) -> tuple[float, int]:
    """The time of one call, and the most memory this process and its largest child held meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")  # begin the kernel's high-water mark anew
    taken = seconds(act)
    status = Path("/proc/self/status").read_text()
    own_kb = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    child_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return taken, (own_kb + child_kb) // 1024
