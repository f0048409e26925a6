"""The demo's database: made by the demo, marked by it, and never anybody else's."""

import shutil
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from welfare.errors import RuleError

MARK = "Made by Pilar's demo"


def reset(var: Path) -> None:
    """Throw the demo's tables and files away. Raises RuleError when the database is not the demo's."""
    claim()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    shutil.rmtree(var / "uploads", ignore_errors=True)
    (var / "logins.json").unlink(missing_ok=True)


def claim() -> None:
    """Mark an empty database as the demo's. Raises RuleError for one that holds tables and no mark."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database'), to_regclass('public.django_migrations') "
            "FROM pg_database WHERE datname = current_database()"
        )
        mark, migrations = cursor.fetchone()
        if mark == MARK:
            return
        if migrations is not None:
            raise RuleError(
                _("This database holds other data: the demo only works in an empty one, or in its own.")
            )
        cursor.execute(f"COMMENT ON DATABASE {_database_name()} IS %s", [MARK])


def _database_name() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])
