"""Time, memory and statements of one call."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from django.db import connection
from django.test.utils import CaptureQueriesContext

SAMPLED_EVERY = 0.02  # seconds
PAGE_BYTES = os.sysconf("SC_PAGESIZE")


@dataclass
class Cost:
    """What one call took; the memory is that of this process and its children together, at the highest."""

    seconds: float
    peak_mb: int
    statements: int


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


def cost(act: Callable[[], object]) -> Cost:
    """The time, memory and statements of one call."""
    with CaptureQueriesContext(connection) as captured, highest_memory() as samples:
        taken = seconds(act)
    return Cost(taken, max(samples) // (1024 * 1024), len(captured))


@contextmanager
def highest_memory() -> Iterator[list[int]]:
    """Samples of the memory held meanwhile, in bytes."""
    samples, done = [held_bytes()], Event()

    def watch() -> None:
        while not done.wait(SAMPLED_EVERY):
            samples.append(held_bytes())

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield samples
    finally:
        done.set()
        watcher.join()


def held_bytes() -> int:
    """What this process and its children hold now; a child may be gone before it is asked."""
    children = [pid for task in Path("/proc/self/task").iterdir() for pid in _text(task / "children").split()]
    tables = (_text(Path("/proc") / pid / "statm").split() for pid in ("self", *children))
    return sum(int(table[1]) for table in tables if table) * PAGE_BYTES


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
