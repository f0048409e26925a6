"""The statements that undo an import, worked out from the history: append-only, it knows what was before.

They work on two temporary tables. `undo_trace` has every row the import made or changed, with its owner: the
person (or guest) whose it is. `undo_kept` has the owners that somebody touched since; of theirs nothing is
undone. Names of tables and columns come from the models; `contexts` are the history's contexts of the import.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

LET_GO = ("registry.ImportRow", "registry.AccessLog")  # they forget whom they were about


@dataclass(frozen=True)
class Trace:
    """A tracked table that a kind of sheet writes.

    `owner` is SQL over its history `h`: "w" and the person's id, "g" and a guest's name, "d" and the id of a
    decree.
    """

    label: str
    owner: str

    @property
    def model(self) -> type[Model]:
        """The model of the table."""
        return apps.get_model(self.label)

    @property
    def table(self) -> str:
        """Its table."""
        return self.model._meta.db_table

    @property
    def history(self) -> str:
        """The table of its history."""
        return self.model.history.rel.related_model._meta.db_table


TABLES = """
    DROP TABLE IF EXISTS undo_trace, undo_kept;
    CREATE TEMP TABLE undo_trace (
        label text, id bigint, owner text, is_new boolean, first bigint, last bigint) ON COMMIT DROP;
    CREATE TEMP TABLE undo_kept (owner text) ON COMMIT DROP
"""


def trace(one: Trace) -> str:
    """Note what the import made or changed in a table."""
    return f"""
        INSERT INTO undo_trace
        SELECT '{one.label}', h.pgh_obj_id, max({one.owner}),
            (array_agg(h.pgh_label ORDER BY h.pgh_id))[1] = 'insert', min(h.pgh_id), max(h.pgh_id)
        FROM {one.history} h WHERE h.pgh_context_id = ANY(%(contexts)s::uuid[])
        GROUP BY h.pgh_obj_id
    """


def keep_edited(one: Trace) -> str:
    """Keep the owners of rows that were changed since."""
    return f"""
        INSERT INTO undo_kept
        SELECT t.owner FROM undo_trace t
        JOIN {one.history} h ON h.pgh_obj_id = t.id AND h.pgh_id > t.last
        WHERE t.label = '{one.label}'
            AND (h.pgh_context_id IS NULL OR h.pgh_context_id <> ALL(%(contexts)s::uuid[]))
    """


def keep_used(one: Trace) -> Iterable[str]:
    """Keep the owners of new rows that something else refers to by now."""
    for label, table, column in referrers(one.model):
        if label not in LET_GO:
            yield f"""
                INSERT INTO undo_kept
                SELECT t.owner FROM undo_trace t JOIN {table} r ON r.{column} = t.id
                WHERE t.label = '{one.label}' AND t.is_new
                    AND NOT EXISTS (
                        SELECT FROM undo_trace o WHERE o.label = '{label}' AND o.id = r.id AND o.is_new)
            """


def delete_new(one: Trace) -> Iterable[str]:
    """Take out what the import made and nothing refers to: a decree may name people who are kept."""
    condition = "t.is_new"
    for label, table, column in referrers(one.model):
        if label in LET_GO:
            yield f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({ids_of(one, 't.is_new')})"
        else:
            condition += f" AND NOT EXISTS (SELECT FROM {table} r WHERE r.{column} = t.id)"
    yield f"DELETE FROM {one.table} WHERE id IN ({ids_of(one, condition)})"


def restore(one: Trace) -> str:
    """Put back what stood in the changed rows before."""
    columns = [
        field.column
        for field in one.model.history.rel.related_model._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in ("id", "revision")
    ]
    return f"""
        UPDATE {one.table} SET {", ".join(f"{column} = h.{column}" for column in columns)}
        FROM undo_trace t CROSS JOIN LATERAL (
            SELECT * FROM {one.history} b WHERE b.pgh_obj_id = t.id AND b.pgh_id < t.first
            ORDER BY b.pgh_id DESC LIMIT 1) h
        WHERE {one.table}.id = t.id AND t.id IN ({ids_of(one, "NOT t.is_new")}) AND t.label = '{one.label}'
    """


def ids_of(one: Trace, condition: str) -> str:
    """The rows of a table that are undone."""
    return f"""
        SELECT t.id FROM undo_trace t WHERE t.label = '{one.label}' AND {condition}
            AND NOT EXISTS (SELECT FROM undo_kept k WHERE k.owner = t.owner)
    """


def referrers(model: type[Model]) -> Iterable[tuple[str, str, str]]:
    """(label, table, column) of every foreign key to the model; the histories follow without one."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            field, referring = relation.field, relation.related_model
            if field.db_constraint:
                yield referring._meta.label, referring._meta.db_table, field.column


# Guests have no record of their own: theirs are the rows without a person, found by the guest's name.
FORGET_ROWS = """
    UPDATE registry_importrow r SET applied_at = NULL
    WHERE r.batch_id = %(batch)s AND r.applied_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM undo_kept k WHERE k.owner = coalesce('w' || r.worker_id, 'g' || lower(r.values->>'name')))
"""
