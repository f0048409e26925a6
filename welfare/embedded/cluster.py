"""A PostgreSQL cluster in a folder of its own: made once, started and stopped."""

import contextlib
import hashlib
import os
import pwd
import re
import shutil
import signal
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from welfare.embedded.programs import ServerError, open_way, run, server_user

ROLE = DATABASE = "pilar"
LONGEST_SOCKET_FOLDER = 90  # bytes; a socket's whole path must stay under 108
PATIENCE_SECONDS = 60
ORPHAN_SECONDS = 10  # how long a crashed server's children may hold its memory
UNSAFE_IN_SHELL = re.compile(r"[\"'$`\\,\n]")  # pg_ctl hands the path to a shell

CONFIGURATION = """\
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
# Personal values must not reach the server's log: errors are not logged at all (the program that caused one
# gets it), and should the level be lowered, then without detail and statement.
log_min_messages = log
log_error_verbosity = terse
log_min_error_statement = panic
"""


@dataclass(frozen=True)
class Cluster:
    """The cluster under `folder` (absolute): its data, its socket, its log."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @cached_property
    def user(self) -> pwd.struct_passwd:
        """Who runs the server."""
        return server_user(self.data)

    @cached_property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, or a short private one when that path is too long."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"pilar-{self.user.pw_uid}-{digest}"

    def state(self) -> str:
        """What the server says of itself: "starting", "ready", "stopping"; "" when none serves here."""
        try:
            lines = self._pid_file()
            command = Path(f"/proc/{int(lines[0])}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return ""
        if os.fsencode(self.data) not in command.split(b"\0"):
            return ""  # the number is another program's by now
        return lines[7].strip() if len(lines) > 7 else "starting"

    def _pid_file(self) -> list[str]:
        """Its process id, data, start, port, socket, address, memory and state, a line each."""
        return (self.data / "postmaster.pid").read_text().splitlines()

    def start(self) -> None:
        """Make the cluster if it is new and start its server; returns when it takes connections."""
        if UNSAFE_IN_SHELL.search(str(self.folder)):
            raise ServerError(f"PILAR_VAR must be a path without quotes, commas, $ and \\: {self.folder}")
        self._prepare()
        began = time.monotonic()
        while (state := self.state()) != "ready":
            waited = time.monotonic() - began
            if waited > PATIENCE_SECONDS:
                raise ServerError(f"The server is {state or 'down'} after {waited:.0f} s; see {self.log}.")
            if state:
                time.sleep(0.05)  # an earlier process began to start or stop it and was killed
            else:
                self._try_to_start(last=waited > ORPHAN_SECONDS)

    def stop(self) -> None:
        """Stop the server if it runs; open transactions are rolled back."""
        if self.state() in {"starting", "ready"}:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it ended just now
                os.kill(int(self._pid_file()[0]), signal.SIGINT)  # PostgreSQL's "fast" shutdown
        began = time.monotonic()
        while state := self.state():
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise ServerError(f"The server is still {state} after {PATIENCE_SECONDS} s; see {self.log}.")
            time.sleep(0.02)

    def _try_to_start(self, *, last: bool) -> None:
        options = ("-D", self.data, "-l", self.log, "-o", f"-k '{self.sockets}'")
        try:
            self._run("pg_ctl", *options, "-w", "-t", PATIENCE_SECONDS, "start")
        except ServerError as error:
            if last or not self._left_by_a_crash():
                raise ServerError(f"{error}\nThe end of {self.log}:\n{self._end_of_log()}") from None
            time.sleep(0.2)

    def _left_by_a_crash(self) -> bool:
        """Is a server's pid file there although it is gone? Its children may need a moment to follow."""
        return (self.data / "postmaster.pid").exists()

    def _end_of_log(self) -> str:
        if not self.log.exists():
            return "(empty)"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def _prepare(self) -> None:
        for folder in (self.folder, self.sockets):
            self._make_private(folder)
        open_way(self.folder.parent)
        if not self.data.exists():
            self._make_data()
        elif self.data.stat().st_uid != self.user.pw_uid:
            self._take_over()
        # At each start, so that a new version's settings and a restored copy's new user hold at once.
        names = {self.user.pw_name, pwd.getpwuid(os.geteuid()).pw_name, "root"}
        lines = [f"pilar {name} {ROLE}\n" for name in sorted(names)]
        self._write(self.data / "pg_ident.conf", "".join(lines))
        self._write(self.data / "pg_hba.conf", "local all all peer map=pilar\n")
        self._write(self.data / "pilar.conf", CONFIGURATION)

    def _make_private(self, folder: Path) -> None:
        """A folder that only the server's user enters (and root)."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self.user.pw_uid}:
            raise ServerError(
                f"{folder} belongs to somebody else: run Pilar as its owner, or set PILAR_VAR elsewhere."
            )
        folder.chmod(0o700)
        os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _make_data(self) -> None:
        """Make the cluster under another name, so that an interrupted start leaves none half made."""
        for remnant in self.folder.glob("new-*"):
            shutil.rmtree(remnant, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="new-", dir=self.folder))
        os.chown(new, self.user.pw_uid, self.user.pw_gid)
        self._run(
            *("initdb", "-D", new, "-U", ROLE, "--auth=peer", "--encoding=UTF8", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
        )
        with (new / "postgresql.conf").open("a") as file:
            file.write("\ninclude = 'pilar.conf'  # written anew at each start; ALTER SYSTEM overrides it\n")
        self._write(new / "pilar.conf", CONFIGURATION)
        self._run(
            *("postgres", "--single", "-c", "exit_on_error=on", "-D", new, "postgres"),
            answer=f"CREATE DATABASE {DATABASE};\n",
        )
        new.rename(self.data)

    def _run(self, program: str, *arguments: object, answer: str = "") -> None:
        run(self.user, program, *arguments, answer=answer)

    def _write(self, path: Path, text: str) -> None:
        """Write a file of the server's, through no link that its user may have laid for root."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "w") as file:
            os.fchown(descriptor, self.user.pw_uid, self.user.pw_gid)
            file.write(text)

    def _take_over(self) -> None:
        """A copy put back by root belongs to root; give it to the server's user."""
        for folder, _folders, files in os.walk(self.folder):
            for path in (folder, *(os.path.join(folder, name) for name in files)):
                os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)
