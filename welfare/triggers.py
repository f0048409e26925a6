"""Triggers that work out derived rows once a statement, whatever the number of rows it changes."""

import pgtrigger


def after_statement(
    name: str, func: str, *, operation: pgtrigger.Operation, rows: str, declare: str = ""
) -> pgtrigger.Trigger:
    """A trigger that runs the SQL `func` after a statement.

    `rows` says what it may read: "old", "new" or "old new" of the rows changed, as `old_rows` and `new_rows`.
    `declare` names an array of ids that it fills.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**{row: f"{row}_rows" for row in rows.split()}),
        declare=[(declare, "bigint[]")] if declare else None,
        func=f"{func} RETURN NULL;",
    )
