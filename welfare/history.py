"""History of every tracked table: who changed what, when and why.

A statement-level trigger copies each changed row into the model's event table (row-level ones cost a hundred
times as much in a bulk write). Who and why travel as a context that is set for the request, the command or
the task; COPY bypasses it, so bulk writes run one ordinary statement first in the same transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pghistory
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils.translation import gettext, gettext_noop

from welfare.escaping import without_controls

COMMAND_LINE = gettext_noop("command line")


def tracked(*, exclude: tuple[str, ...] = (), unsought: tuple[str, ...] = ()):
    """Class decorator: keep every insert, update and delete of the model in `<Model>History`.

    The rows of one record are its `history`. Fields named in `exclude` are not kept; foreign keys named in
    `unsought`, by which nobody looks for history, get no index there, which every bulk write would pay for.
    """

    def decorate(model):
        pghistory.track(
            pghistory.InsertEvent(level=pghistory.Statement),
            pghistory.UpdateEvent(level=pghistory.Statement),
            pghistory.DeleteEvent(level=pghistory.Statement),
            exclude=list(exclude),
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
        )(model)
        for name in unsought:
            model.history.rel.related_model._meta.get_field(name).db_index = False
        return model

    return decorate


@contextmanager
def acting(*, by=None, reason: str, **details: object):
    """Write all changes inside under one context: `by` (a user, or None for the command line) and `reason`.

    `details` are JSON values worth finding later, such as `batch=17`. Never personal values.

    Texts are kept without control signs: of a context with one that PostgreSQL cannot hold, pghistory's
    trigger would keep nothing, not even who it was.
    """
    user = {"user": by.pk, "username": by.get_username()} if by is not None else {"username": COMMAND_LINE}
    told = user | details | {"reason": reason}
    with pghistory.context(
        **{name: without_controls(value) if isinstance(value, str) else value for name, value in told.items()}
    ):
        yield


def with_former(rows: Iterable[Model]) -> Iterator[tuple[Model | None, Model]]:
    """Each history row with the one before it of the same record, None before the first.

    `rows` may be of several tables; they come, and are given, with the oldest of each record first.
    """
    last: dict[tuple[type[Model], int], Model] = {}
    for row in rows:
        key = (type(row), row.pgh_obj_id)
        yield last.get(key), row
        last[key] = row


def last_change(row) -> tuple[str, datetime]:
    """Who changed a tracked row last ("" when nobody was told) and when."""
    event = row.history.select_related("pgh_context").latest("pgh_id")
    told = event.pgh_context.metadata if event.pgh_context else {}
    user = get_user_model().objects.filter(pk=told.get("user")).first()
    return str(user or spoken(told.get("username", ""))), event.pgh_created_at


def version_of(row, revision: int):
    """A tracked row as it stood at `revision`, a row of its history; None where that is not known."""
    if not hasattr(row, "history"):
        return None
    return row.history.filter(revision=revision).order_by("pgh_id").last()


def spoken(text: str) -> str:
    """An actor or a reason that the code gave, in the reader's language; what a person typed, as typed."""
    return gettext(text) if text else ""
