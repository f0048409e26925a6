"""Connections that a process keeps between requests, each used by one request at a time.

A new connection costs the server a process with empty caches: several times the work of a small request.
Django offers a pool only with psycopg 3. Off unless a process asks for it: a command needs one connection,
and a test must be able to drop its database.
"""

import select
from collections import deque

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

_kept: deque = deque()
_most = 0


def keep(most: int) -> None:
    """Keep up to `most` connections of this process from now on."""
    global _most  # one number for the process, set once when it starts
    _most = most


def take():
    """A kept connection that is still alive, or None."""
    while _kept:
        try:
            connection = _kept.pop()
        except IndexError:  # another thread took the last one
            return None
        if _is_alive(connection):
            return connection
        connection.close()
    return None


def give_back(connection) -> None:
    """Keep `connection` for the next request, with nothing of this one left in it; else close it."""
    if len(_kept) < _most and _is_clean(connection):
        _kept.append(connection)
    else:
        connection.close()


def _is_alive(connection) -> bool:
    """Nothing waits to be read on an idle line, unless the server closed it."""
    return not connection.closed and not select.select([connection], [], [], 0)[0]


def _is_clean(connection) -> bool:
    """Between transactions, and rid of settings, locks and temporary tables."""
    if connection.closed or connection.get_transaction_status() != TRANSACTION_STATUS_IDLE:
        return False
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("DISCARD ALL")
    except psycopg2.Error:
        return False
    return True
