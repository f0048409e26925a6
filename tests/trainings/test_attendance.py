"""Recording attendance: many cells at once, twice without harm, never over what somebody else wrote."""

import threading

import pytest
from django.db import connection, connections, transaction

from tests.factories import invite, make_event, make_worker
from tests.trainings.people import attend, invite_many
from tests.waiting import outcome_beside
from trainings.actions import attendance, events
from trainings.actions.attendance import Mark
from trainings.models import Attendance
from welfare.errors import RuleError


@pytest.fixture
def people(event, office, regions):
    return [
        invite(event, make_worker(office, name), "PSM", regions["35.13.19.2003"])
        for name in ("Ani", "Budi", "Citra")
    ]


def cells(event) -> dict[tuple[str, int], str]:
    """(name, number of the session) -> status."""
    numbers = {session.pk: number for number, session in enumerate(event.sessions.all(), start=1)}
    rows = Attendance.objects.filter(session__event=event).select_related("participant__worker")
    return {(row.participant.worker.name, numbers[row.session_id]): row.status for row in rows}


def save(event, by, *marks: Mark):
    return attendance.record_many(event=event, marks=marks, method="grid", by=by)


def test_marks_are_recorded_with_who_and_how(event, people, operator):
    first, last = event.sessions.all()

    done = save(
        event,
        operator,
        Mark(people[0].pk, first.pk, "present"),
        Mark(people[1].pk, first.pk, "represented", represented_by="Dewi"),
        Mark(people[0].pk, last.pk, "sick"),
    )

    assert (done.written, done.cleared, done.overtaken) == (3, 0, ())
    assert cells(event) == {("Ani", 1): "present", ("Budi", 1): "represented", ("Ani", 2): "sick"}
    row = Attendance.objects.get(participant=people[1])
    assert (row.represented_by, row.recorded_by, row.method) == ("Dewi", operator, "grid")


def test_same_marks_twice_change_nothing(event, people, operator, stranger):
    first = event.sessions.first()
    marks = [Mark(person.pk, first.pk, "present") for person in people]
    save(event, operator, *marks)
    before = list(Attendance.objects.values().order_by("pk"))

    done = save(event, operator, *marks)

    assert done.changed == 0
    assert list(Attendance.objects.values().order_by("pk")) == before


def test_mark_over_another_updates_the_same_row(event, people, operator):
    first = event.sessions.first()
    save(event, operator, Mark(people[0].pk, first.pk, "represented", represented_by="Dewi"))
    before = Attendance.objects.get().pk

    save(event, operator, Mark(people[0].pk, first.pk, "present", seen="represented", represented_by="Dewi"))

    row = Attendance.objects.get()
    assert (row.pk, row.status, row.represented_by) == (before, "present", "")


def test_cleared_cell_is_not_recorded(event, people, operator):
    first = event.sessions.first()
    attend(event, session=1)

    done = save(event, operator, Mark(people[0].pk, first.pk, "", seen="present"))

    assert (done.written, done.cleared) == (0, 1)
    assert cells(event) == {("Budi", 1): "present", ("Citra", 1): "present"}


def test_cell_changed_by_somebody_else_is_left_alone(event, people, operator):
    first = event.sessions.first()
    attend(event, session=1, participants=people[:1], status="sick")
    late = Mark(people[0].pk, first.pk, "present", seen="")

    done = save(event, operator, late, Mark(people[1].pk, first.pk, "present", seen=""))

    assert done.overtaken == (late,)
    assert cells(event) == {("Ani", 1): "sick", ("Budi", 1): "present"}


def test_cell_changed_to_the_same_by_somebody_else_is_no_conflict(event, people, operator):
    attend(event, session=1, participants=people[:1])

    done = save(event, operator, Mark(people[0].pk, event.sessions.first().pk, "present", seen=""))

    assert (done.changed, done.overtaken) == (0, ())


def test_closed_event_refuses_attendance(event, people, operator):
    events.close(event=event, by=operator)

    with pytest.raises(RuleError, match="is closed"):
        save(event, operator, Mark(people[0].pk, event.sessions.first().pk, "present"))

    assert not Attendance.objects.exists()


def test_mark_for_another_event_is_refused(event, people, office, regions, operator):
    other = make_event(office)
    outsider = invite(other, make_worker(office), "PSM", regions["35.13.19.2003"])

    with pytest.raises(RuleError, match="no longer takes part"):
        save(event, operator, Mark(outsider.pk, event.sessions.first().pk, "present"))
    with pytest.raises(RuleError, match="no longer exists"):
        save(event, operator, Mark(people[0].pk, other.sessions.first().pk, "present"))


def test_unknown_status_is_refused(event, people, operator):
    with pytest.raises(RuleError, match="no kind of attendance"):
        save(event, operator, Mark(people[0].pk, event.sessions.first().pk, "drunk"))


def test_stranger_may_not_record(event, people, stranger):
    with pytest.raises(RuleError, match="organising office"):
        save(event, stranger, Mark(people[0].pk, event.sessions.first().pk, "present"))


def test_one_cell_is_recorded_alone(event, people, operator):
    attendance.record(
        participant=people[0], session=event.sessions.first(), status="present", method="desk", by=operator
    )

    assert cells(event) == {("Ani", 1): "present"}
    assert Attendance.objects.get().method == "desk"


@pytest.mark.parametrize("each", [1, 3, 132])
def test_recording_takes_a_fixed_number_of_statements(
    each, event, office, regions, operator, django_assert_num_queries
):
    invite_many(event, office, {"PSM": each}, [regions["35.13.18.2001"], regions["35.13.19.2003"]])
    rows, sessions = list(event.participants.all()), list(event.sessions.all())
    attend(event, session=1, participants=rows[:1])
    marks = [Mark(row.pk, session.pk, "present", "") for row in rows for session in sessions]
    marks[0] = Mark(rows[0].pk, sessions[0].pk, "")  # cleared
    marks[1] = Mark(rows[0].pk, sessions[1].pk, "present")  # written whatever stands there

    with django_assert_num_queries(10):  # of them two for the savepoint
        save(event, operator, *marks)

    assert Attendance.objects.count() == 4 * each - 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", ["", "excused"], ids=["blank", "filled"])
def test_of_two_who_save_at_once_the_second_overwrites_nothing(before, event, people, operator):
    first = event.sessions.first()
    if before:
        attend(event, session=1, participants=people[:1], status=before)

    done = outcome_beside(
        lambda: save(event, operator, Mark(people[0].pk, first.pk, "present", before)),
        lambda: save(event, None, Mark(people[0].pk, first.pk, "absent", before)),
    )

    assert (done.written, [mark.status for mark in done.overtaken]) == (0, ["absent"])
    assert cells(event) == {("Ani", 1): "present"}


@pytest.mark.django_db(transaction=True)
def test_event_cannot_close_while_attendance_is_being_written(event, people, operator):
    """Without the lock the close would slip in between the check and the write."""
    refused = []

    def write_late():
        try:
            save(event, None, Mark(people[0].pk, event.sessions.first().pk, "present"))
        except RuleError as error:
            refused.append(str(error))
        finally:
            connections.close_all()

    with transaction.atomic():
        events.close(event=event, by=operator)
        writer = threading.Thread(target=write_late)
        writer.start()
        writer.join(timeout=0.3)
        assert writer.is_alive(), "the writer must wait for the close"
    writer.join()

    assert len(refused) == 1
    assert not Attendance.objects.exists()
    connection.close()
