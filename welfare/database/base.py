"""The database backend for any PostgreSQL server.

PostgreSQL's errors repeat personal values: DETAIL shows the key or the whole row, CONTEXT the line of a COPY,
LINE the statement, and a value that cannot be read stands in the message itself. They are taken out here,
where an error enters Python, so that no log, page, stored task or terminal ever gets them.
"""

import re

from django.db.backends import utils
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property

QUOTED = re.compile(r'".*"', re.DOTALL)
DATA_EXCEPTION = "22"  # the class of SQLSTATE whose messages quote the value


def take_values_out(error: Exception) -> None:
    """Leave of a psycopg2 error what names no value; `error.diag` still has all for code that needs it."""
    message = getattr(getattr(error, "diag", None), "message_primary", None)
    if message is None:
        return  # raised by the driver or while connecting: it knows no row
    if error.pgcode.startswith(DATA_EXCEPTION):
        message = QUOTED.sub('"..."', message)
    error.args = (message,)


class QuietErrorWrapper(DatabaseErrorWrapper):
    """Turns the driver's errors into Django's, without their values."""

    def __exit__(self, exc_type, exc_value, traceback):
        if exc_type is not None and issubclass(exc_type, self.wrapper.Database.Error):
            take_values_out(exc_value)
        super().__exit__(exc_type, exc_value, traceback)


class CursorWrapper(utils.CursorWrapper):
    """A cursor whose COPY raises Django's errors too; Django leaves those to the driver."""

    def copy_expert(self, sql, file, *args):
        with self.db.wrap_database_errors:
            return self.cursor.copy_expert(sql, file, *args)


class CursorDebugWrapper(base.CursorDebugWrapper):
    """The same, keeping its statements for those who count them."""

    def copy_expert(self, sql, file, *args):
        with self.db.wrap_database_errors:
            return super().copy_expert(sql, file, *args)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL whose errors are quiet."""

    @cached_property
    def wrap_database_errors(self):
        return QuietErrorWrapper(self)

    def make_cursor(self, cursor):
        return CursorWrapper(cursor, self)

    def make_debug_cursor(self, cursor):
        return CursorDebugWrapper(cursor, self)
