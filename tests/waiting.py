"""Two who write at once, for certain: the second begins while the first has not committed."""

import threading
import time
from collections.abc import Callable

from django.db import connection, connections, transaction
from django.utils import translation

from welfare.errors import RuleError

HELD_UP = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
"""


def outcome_beside(first: Callable[[], object], second: Callable[[], object]) -> object:
    """What `second` comes to (its result, or the text of its refusal), begun before `first` is committed.

    `first` is committed once `second` waits for it or is done. For tests with transactions of their own.
    """
    outcomes = []

    def run():
        try:
            with translation.override("en"):
                outcomes.append(second())
        except RuleError as refusal:
            outcomes.append(str(refusal))
        finally:
            connections.close_all()

    other = threading.Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        while other.is_alive() and not _is_waited_for():
            time.sleep(0.01)
    other.join()
    return outcomes[0]


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD_UP)
        return cursor.fetchone()[0]
