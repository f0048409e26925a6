"""One PostgreSQL server for however many processes of one installation.

Who uses the server holds a shared lock on `in-use`; the kernel drops it when a process ends, however it
ends. Whoever leaves last (gets the lock exclusively at exit) stops the server. So nothing is counted, and a
process killed with -9 leaves no trace: the server runs on and the next process finds it.
"""

import atexit
import contextlib
import fcntl
import os
from pathlib import Path

from welfare.embedded.cluster import Cluster
from welfare.embedded.programs import ServerError

_held: dict[tuple[Path, int], int] = {}  # (folder, process id) -> descriptor of the shared lock


def ensure_running(folder: Path) -> Path:
    """Start the server whose data lies in `folder` unless it runs; returns the folder of its socket.

    Keeps the server until this process ends. Raises ServerError with what is wrong.
    """
    cluster = Cluster(folder.resolve())
    try:
        _use(cluster)
        if cluster.state() != "ready":
            with _alone(cluster.folder / "starting"):
                cluster.start()
    except PermissionError as error:
        raise ServerError(
            f"{error.filename} cannot be used by this user: run Pilar as the owner of {folder}, "
            "or set PILAR_VAR elsewhere."
        ) from None
    return cluster.sockets


def stop(folder: Path) -> None:
    """Stop the server of `folder` if it runs, whoever uses it."""
    Cluster(folder.resolve()).stop()


def _use(cluster: Cluster) -> None:
    process = os.getpid()
    if (cluster.folder, process) in _held:
        return
    cluster.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _held[cluster.folder, process] = _lock(cluster.folder / "in-use", fcntl.LOCK_SH)
    atexit.register(_leave, cluster, process)


def _leave(cluster: Cluster, process: int) -> None:
    if os.getpid() != process:
        return  # a fork inherited the exit handler, not the duty
    descriptor = _held.pop((cluster.folder, process))
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # somebody else still uses it
    with contextlib.suppress(ServerError):  # then it runs on, and the next process finds it
        cluster.stop()
    os.close(descriptor)


def _lock(path: Path, kind: int) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, kind)
    return descriptor


@contextlib.contextmanager
def _alone(path: Path):
    descriptor = _lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)
