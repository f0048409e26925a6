"""A database of the benchmark's own, thrown away at the end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.core.management import call_command

NAME = "pilar_benchmark"
PEOPLE = ("worker", "appointment", "appointmentdecree", "decree")


@contextmanager
def temporary_database() -> Iterator[None]:
    """Tables and all regions of Indonesia in a new database; what a killed run left is replaced."""
    settings.DATABASES["default"]["TEST"] = {"NAME": NAME}
    django.setup()
    from django.db import connection

    used = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_regions")
        yield
    finally:
        connection.creation.destroy_test_db(used, verbosity=0)


def forget_people() -> None:
    """Empty the tables of people and imports, and their history.

    They are as new then: a table that was analysed while it was empty is planned to stay so, and whoever
    saves row by row in one transaction would scan all he has saved for every row.
    """
    tables = [f"registry_{name}{suffix}" for name in PEOPLE for suffix in ("", "history")]
    execute(f"TRUNCATE {', '.join(tables)}, registry_workerplace, registry_importbatch CASCADE")


def tidy() -> None:
    """Bring the planner's numbers up to date, so that no case depends on when autovacuum comes by."""
    execute("VACUUM ANALYZE")


def execute(statement: str) -> None:
    """Run one statement outside any transaction."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


def copy(table: str, columns: str, lines: Iterable[str]) -> None:
    """COPY tab-separated lines into a table."""
    import io

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))
