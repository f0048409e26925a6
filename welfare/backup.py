"""One file that holds everything an office owns: the database and its uploaded files.

The file is a tar archive: `pilar.json` (what it is, and a digest of every other member), `database.dump`
(PostgreSQL's own archive) and `uploads/...`. The secret key is not in it: on another machine everybody logs
in again.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from welfare.embedded.programs import find_program
from welfare.errors import RuleError

FORMAT = 1
MANIFEST, DUMP, UPLOADS = "pilar.json", "database.dump", "uploads"
# A site that was not stopped loses its connections and the work in them; what it asks next waits for the end.
EMPTY_SCHEMA = (
    "SET client_min_messages = warning; SET lock_timeout = '60s'; "
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid(); "
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
)
PROGRAMS_READ = {  # connection parameter -> the variable PostgreSQL's programs read it from
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def back_up(target: Path) -> int:
    """Write the whole installation to `target`, readable by this user only; the site may go on meanwhile.

    Returns the number of uploaded files in it. A file of that name is replaced when the new one is complete.
    Raises RuleError when it cannot be written.
    """
    with _folder_beside(target) as folder:
        # The database first: a file that it names is then there, and one that came later does no harm.
        dump = folder / DUMP
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", dump)
        members = {DUMP: dump} | _uploads()
        archive = folder / "archive"
        with open(archive, "xb", opener=_open_private) as file, tarfile.open(fileobj=file, mode="w") as tar:
            _add_manifest(tar, members)
            for name, path in members.items():
                tar.add(path, name, recursive=False)
        archive.replace(target)
    return len(members) - 1


def restore(source: Path, *, replace: bool) -> None:
    """Put back what `back_up` wrote to `source`; whoever uses the site meanwhile is cut off.

    The database is written in one transaction, and only after every digest was found right: what is refused
    has changed nothing. Raises RuleError for a file that is damaged or no backup, and, unless `replace`, when
    the database holds tables already.
    """
    with _folder_beside(settings.MEDIA_ROOT) as folder:
        _unpack(source, folder)
        if connection.introspection.table_names() and not replace:
            raise RuleError(_("The database holds data already; --replace puts the backup in its place."))
        connection.close()
        # The script is made whole before it runs: a dump that breaks off would pass for all.
        script = folder / "restore.sql"
        _run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--file", script, folder / DUMP)
        try:
            _run(
                *("psql", "--no-psqlrc", "--quiet", "--output", os.devnull, "--single-transaction"),
                *("--set", "ON_ERROR_STOP=1", "--set", "VERBOSITY=terse"),
                *("--command", EMPTY_SCHEMA, "--file", script),
            )
        finally:
            connection.close()  # cut off with the others
        _put_in_place(folder / UPLOADS, settings.MEDIA_ROOT)


def _uploads() -> dict[str, Path]:
    """The uploaded files by their name in the archive."""
    root = settings.MEDIA_ROOT
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {f"{UPLOADS}/{path.relative_to(root).as_posix()}": path for path in files}


def _add_manifest(tar: tarfile.TarFile, members: dict[str, Path]) -> None:
    digests = {name: _digest(path) for name, path in members.items()}
    text = json.dumps({"format": FORMAT, "made": datetime.now(UTC).isoformat(), "sha256": digests}).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size, entry.mode = len(text), 0o600
    tar.addfile(entry, io.BytesIO(text))


def _unpack(source: Path, folder: Path) -> None:
    """Lay the archive's members under `folder`, each with the digest that the manifest gives it."""
    if not source.is_file():
        raise RuleError(_("There is no file %(file)s.") % {"file": source.name})
    try:
        with tarfile.open(source, mode="r:") as tar:
            tar.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text())
        if manifest["format"] != FORMAT:
            raise RuleError(
                _("This backup was made by another version of Pilar, which this one cannot read.")
            )
        digests = dict(manifest["sha256"])
    except (tarfile.TarError, EOFError, FileNotFoundError, ValueError, KeyError, TypeError):
        raise RuleError(
            _("%(file)s is no backup of Pilar, or only a part of one.") % {"file": source.name}
        ) from None
    (folder / UPLOADS).mkdir(exist_ok=True)
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del found[MANIFEST]
    if DUMP not in digests or {name: _digest(path) for name, path in found.items()} != digests:
        raise RuleError(
            _("%(file)s is damaged: its parts are not as they were written.") % {"file": source.name}
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put_in_place(new: Path, old: Path) -> None:
    """Exchange the folder of uploads, both on one file system; the old one goes with `new`'s folder."""
    for folder in (new, *(path for path in new.rglob("*") if path.is_dir())):
        folder.chmod(settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS)
    if old.exists():
        old.rename(new.with_name("replaced"))
    new.rename(old)


def _run(program: str, *arguments: object) -> None:
    """Run a program of PostgreSQL on this database. Raises RuleError with what it said (no value)."""
    connection.ensure_connection()  # starts the embedded server
    parameters = connection.get_connection_params()
    where = {
        variable: str(parameters[name]) for name, variable in PROGRAMS_READ.items() if parameters.get(name)
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    result = subprocess.run(  # noqa: S603 - PostgreSQL's own programs with our arguments
        [find_program(program, embedded=settings.EMBEDDED), *map(str, arguments)],
        env=kept | where,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if result.returncode:
        said = result.stderr.decode(errors="replace").strip().splitlines()
        raise RuleError(f"{program}: {said[0] if said else result.returncode}")


@contextlib.contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """A private folder beside `path`, gone afterwards; what the system refuses is a RuleError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".pilar-", dir=path.parent))
    except OSError as error:
        raise RuleError(f"{path.parent}: {error.strerror}") from None
    try:
        yield folder
    except OSError as error:
        raise RuleError(f"{Path(error.filename or path).name}: {error.strerror}") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
