"""What must be right before anybody is served: the address, the tables, the static files."""

import errno
import hashlib
import socket
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from welfare.errors import RuleError

MIGRATION_LOCK = 0x5049494D  # "PIIM": one advisory lock for every process of every machine

Say = Callable[[str], None]


def check_address(host: str, port: int) -> None:
    """RuleError when nobody can listen there, with what to do."""
    other = _("This computer has no address %(host)s with a port %(port)s.")
    try:
        if not 0 < port < 2**16:
            raise OverflowError
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except (OSError, OverflowError) as error:
        reasons = {
            errno.EADDRINUSE: _("Another program uses port %(port)s: end it, or choose another with --port."),
            errno.EACCES: _("Port %(port)s is for root only: choose one above 1024 with --port."),
        }
        reason = reasons.get(getattr(error, "errno", None), other)
        raise RuleError(reason % {"host": host, "port": port}) from None


def migrate(say: Say) -> None:
    """Bring the tables up to date; of machines that start at once, one does it and the others wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                say(_("Bringing the tables up to date."))
                call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


def collect_static(say: Say) -> None:
    """Collect and compress the static files if any has changed since they were."""
    if settings.DEBUG:
        return
    mark = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _static_fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    say(_("Preparing the static files."))
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(fingerprint)


def _static_fingerprint() -> str:
    """Names, sizes and times of the last change of all static files, in short."""
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    files = []
    for finder in get_finders():
        for name, storage in finder.list(ignored):
            state = Path(storage.path(name)).stat()
            files.append((name, state.st_size, state.st_mtime_ns))
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()
