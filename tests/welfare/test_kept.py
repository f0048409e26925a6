"""Connections kept between requests: reused when clean and alive, closed when not, off unless asked for."""

import pytest
from django.db import connection

from welfare.database import kept


@pytest.fixture
def keeping(db):
    """This process keeps two connections, as a web process keeps its own; a way to make new ones."""
    kept.keep(2)
    yield lambda: connection.Database.connect(**connection.get_connection_params())
    kept.keep(0)
    while (one := kept.take()) is not None:
        one.close()


def asked(one, statement: str):
    with one.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_connection_given_back_is_taken_again(keeping):
    one = keeping()

    kept.give_back(one)

    assert kept.take() is one
    assert kept.take() is None
    one.close()


def test_what_a_request_left_is_gone(keeping):
    one = keeping()
    one.autocommit = True
    asked(one, "SELECT set_config('statement_timeout', '7s', false)")
    asked(one, "SELECT pg_advisory_lock(4711)::text")
    asked(one, "CREATE TEMPORARY TABLE leftover (n int); SELECT 1")

    kept.give_back(one)

    again = kept.take()
    assert again is one
    assert asked(again, "SHOW statement_timeout") != "7s"
    assert asked(again, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711") == 0
    assert asked(again, "SELECT to_regclass('pg_temp.leftover')") is None
    one.close()


def test_connection_inside_a_transaction_is_closed(keeping):
    one = keeping()
    one.autocommit = False
    asked(one, "SELECT 1")

    kept.give_back(one)

    assert (bool(one.closed), kept.take()) == (True, None)


def test_connection_that_the_server_closed_is_not_taken(keeping):
    one, other = keeping(), keeping()
    kept.give_back(one)
    other.autocommit = True
    asked(other, f"SELECT pg_terminate_backend({one.get_backend_pid()}, 5000)")

    assert kept.take() is None

    other.close()


def test_no_more_are_kept_than_asked_for(keeping):
    three = [keeping() for _number in range(3)]

    for one in three:
        kept.give_back(one)

    assert [bool(one.closed) for one in three] == [False, False, True]


def test_nothing_is_kept_unless_asked_for(keeping):
    kept.keep(0)
    one = keeping()

    kept.give_back(one)

    assert one.closed
