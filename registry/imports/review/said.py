"""What people said of many rows at once, written in one statement."""

import json
from collections.abc import Iterable

from django.db import connection

from registry.models import ImportRow

TABLE = ImportRow._meta.db_table


def write_said(rows: Iterable[ImportRow], field: str) -> None:
    """Write the `corrections` or the `decision` of these rows, whose batch is locked."""
    found = list(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE {TABLE} SET {connection.ops.quote_name(field)} = said.told::jsonb
                FROM unnest(%s::bigint[], %s::text[]) AS said(id, told) WHERE {TABLE}.id = said.id""",  # noqa: S608 - our own names
            [[row.pk for row in found], [json.dumps(getattr(row, field)) for row in found]],
        )
