"""Web processes and task worker as children of one program, which starts them again and ends them."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext as _

from welfare.tasks import give_back_abandoned

MOST_WEB_PROCESSES = 4  # times REQUESTS_AT_ONCE stays below the connections a server takes
STOP_SECONDS = 30
SWEEP_SECONDS = 60
STEADY_SECONDS = 60  # who lived so long may be started again at once
LONGEST_PAUSE = 30
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

Say = Callable[[str], None]


class Child:
    """A process that is started again when it ends, after a pause that grows while it keeps ending."""

    def __init__(self, name: str, command: list[str]):
        self.name, self.command = name, command
        self.pause = 0.5
        self.start()

    def start(self) -> None:
        self.started, self.due = time.monotonic(), None
        # A session of its own, for Ctrl+C goes to all of a terminal's: here the parent says when to stop.
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            self.command, cwd=settings.BASE_DIR, start_new_session=True, preexec_fn=_end_with_parent
        )

    def look_after(self, say: Say) -> None:
        """Start it again if it ended and its pause is over."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if self.due is None:
            lived = now - self.started
            self.pause = 1 if lived > STEADY_SECONDS else min(2 * self.pause, LONGEST_PAUSE)
            self.due = now + self.pause
            say(_("The %(name)s ended; it is started again.") % {"name": self.name})
        elif now >= self.due:
            self.start()

    def end(self, deadline: float) -> None:
        """Wait for the end of what was told to stop; past `deadline` (monotonic), kill it."""
        try:
            self.process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _end_with_parent() -> None:
    """Runs in the child: should the parent be killed, it gets a SIGTERM, and the port comes free."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def run(host: str, port: int, say: Say) -> None:
    """Serve until SIGINT or SIGTERM; then end everything, requests and task in hand first."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopping.set())
    children = [
        Child(_("web server"), web_command(host, port)),
        Child(_("task worker"), [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]),
    ]
    try:
        _wait_for_web(host, port, stopping)
        say(_("Serving on http://%(host)s:%(port)s. Ctrl+C stops.") % {"host": host, "port": port})
        _watch(children, stopping, say)
    finally:
        say(_("Stopping."))
        for child in children:
            child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in children:
            child.end(deadline)


def _wait_for_web(host: str, port: int, stopping: threading.Event) -> None:
    while not stopping.wait(0.1):
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return


def _watch(children: list[Child], stopping: threading.Event, say: Say) -> None:
    swept = -SWEEP_SECONDS
    while not stopping.wait(0.5):
        for child in children:
            child.look_after(say)
        if time.monotonic() - swept > SWEEP_SECONDS:
            swept = time.monotonic()
            with contextlib.suppress(DatabaseError):  # the database is away: the next round will do
                give_back_abandoned()
            close_old_connections()


def web_command(host: str, port: int) -> list[str]:
    """The command line of the web server, with two processes for each processor.

    One process runs one thread of Python at a time: while it waits for the database, the other works.
    """
    processes = min(2 * len(os.sched_getaffinity(0)), MOST_WEB_PROCESSES)
    return [
        *(sys.executable, "-m", "granian", "welfare.asgi:application"),
        *("--interface", "asginl", "--host", host, "--port", str(port), "--workers", str(processes)),
        *("--no-ws", "--log-level", "error", "--respawn-failed-workers"),
        *("--workers-kill-timeout", str(STOP_SECONDS - 5)),
    ]
