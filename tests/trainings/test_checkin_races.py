"""Fifty desks and one person, through the running web server: one row, whatever the moment.

The long run, a hundred rounds, is a check of `python -m tests.benchmarks checkin`.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from tests.factories import invite, make_event, make_user, make_worker
from tests.served import Desk, web_server
from trainings.models import Attendance

pytestmark = pytest.mark.usefixtures("crowd")

AT_ONCE = 50
ROUNDS = 3
ONCE = "trainings_attendance_once"
# The control: the same desk on a table that allows a person twice, looking first whether he is there.
LOOK_FIRST = """
    INSERT INTO trainings_attendance (
        participant_id, session_id, status, represented_by, recorded_at, recorded_by_id, method, nonce)
    SELECT %(participant)s, %(session)s, 'present', '', now(), %(by)s, 'desk', %(nonce)s
    WHERE NOT EXISTS (SELECT 1 FROM trainings_attendance
                      WHERE participant_id = %(participant)s AND session_id = %(session)s)
"""


@pytest.fixture
def event(transactional_db, office):
    return make_event(office)


@pytest.fixture
def desks(event, office):
    """Fifty desks, each with its own officer and its own line to the server."""
    users = [make_user("desk", office.region, office=office) for _number in range(AT_ONCE)]
    event.desks.set(users)
    with web_server() as port:
        desks = [Desk(port, event.sessions.first(), user) for user in users]
        yield desks
        for desk in desks:
            desk.close()


@pytest.fixture
def person(event, office, regions):
    return invite(event, make_worker(office, "Ani"), "PSM", regions["35.13.19.2003"]).pk


def all_at_once(act, desks) -> Counter:
    """How often each outcome came when all desks act together."""
    with ThreadPoolExecutor(len(desks)) as pool:
        return Counter(pool.map(act, desks))


def test_of_fifty_desks_one_records_and_the_others_are_told(desks, person):
    for _round in range(ROUNDS):
        Attendance.objects.all().delete()

        ends = all_at_once(lambda desk: desk.check_in(person), desks)

        assert ends == {"present": 1, "again": AT_ONCE - 1}
        assert Attendance.objects.count() == 1
    assert desks[0].ask("jumlah")["present"] == 1


def test_same_nonce_from_everywhere_at_once_is_one_row_and_one_success_for_all(desks, person):
    nonce = str(uuid4())

    ends = all_at_once(lambda desk: desk.check_in(person, nonce), desks)

    assert ends == {"present": AT_ONCE}
    assert Attendance.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_one_person_is_recorded_many_times(event, person, operator):
    """The control: it shows that the two tests above could fail."""
    session = event.sessions.first().pk

    def look_and_insert(_desk) -> str:
        sent = {"participant": person, "session": session, "by": operator.pk, "nonce": str(uuid4())}
        try:
            with connection.cursor() as cursor:
                cursor.execute(LOOK_FIRST, sent)
                return "present" if cursor.rowcount else "again"
        finally:
            connection.close()

    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE trainings_attendance DROP CONSTRAINT {ONCE}")
        try:
            most = 0
            for _round in range(ROUNDS):
                cursor.execute("DELETE FROM trainings_attendance")
                all_at_once(look_and_insert, range(AT_ONCE))
                cursor.execute("SELECT count(*) FROM trainings_attendance")
                most = max(most, cursor.fetchone()[0])
        finally:
            cursor.execute("DELETE FROM trainings_attendance")
            cursor.execute(
                f"ALTER TABLE trainings_attendance ADD CONSTRAINT {ONCE} UNIQUE (participant_id, session_id)"
            )

    assert most > 1
