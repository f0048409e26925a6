"""Planning, copying, closing and reopening events."""

import threading
from datetime import date, time

import pytest
from django.db import connections, transaction
from django.utils import translation

from registry.models import Role
from tests.factories import invite, make_event, make_user, make_worker
from tests.trainings.people import attend
from tests.waiting import outcome_beside
from trainings.actions import events
from trainings.models import AgendaItem, Event, Quota, Session, Speaker
from welfare.errors import RuleError

DAYS = (date(2019, 12, 9), date(2019, 12, 10))


def plan(office, title="Bimbingan Teknis PSKS", days=DAYS, by=None, **fields) -> Event:
    sessions = [Session(date=day, venue=f"Gedung {day.day}") for day in days]
    return events.create(
        event=Event(title=title, office=office, region=office.region, **fields), sessions=sessions, by=by
    )


def test_event_created_spans_its_sessions(office, operator):
    event = plan(office, by=operator)

    event.refresh_from_db()
    assert (event.dates.lower, event.dates.upper) == (date(2019, 12, 9), date(2019, 12, 11))
    assert [(s.date, s.venue) for s in event.sessions.all()] == [
        (DAYS[0], "Gedung 9"),
        (DAYS[1], "Gedung 10"),
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Bimbingan Teknis PSKS", "bimbingan-teknis-psks-2019"),
        ("Rakor TKSK 2019", "rakor-tksk-2019"),
        ("  Temu -- Karya_Bakti!  ", "temu-karya-bakti-2019"),
        ("会议", "kegiatan-2019"),
        ("Peningkatan " * 9, "peningkatan-peningkatan-peningkatan-peningkatan-peningkatan-2019"),
    ],
)
def test_slug_is_made_of_title_and_year(title, slug, office):
    assert plan(office, title).slug == slug


@pytest.mark.django_db(transaction=True)
def test_slug_taken_meanwhile_gets_a_number(office):
    assert outcome_beside(lambda: plan(office), lambda: plan(office).slug) == "bimbingan-teknis-psks-2019-2"


def test_slug_taken_gets_a_number(office):
    slugs = [plan(office).slug for _turn in range(3)]

    assert slugs == [
        "bimbingan-teknis-psks-2019",
        "bimbingan-teknis-psks-2019-2",
        "bimbingan-teknis-psks-2019-3",
    ]


def test_event_without_a_session_is_refused(office, operator):
    with pytest.raises(RuleError, match="at least one session"):
        plan(office, days=(), by=operator)

    assert not Event.objects.exists()


def test_event_of_an_office_outside_the_scope_is_refused(office, stranger):
    with pytest.raises(RuleError, match="organising office"):
        plan(office, by=stranger)


def test_event_is_created_with_its_quota(office, operator):
    event = events.create(
        event=Event(title="Bimtek", office=office, region=office.region),
        sessions=[Session(date=DAYS[0])],
        quotas=[Quota(role=Role.objects.get(code="PSM"), level="district", number=9)],
        by=operator,
    )

    assert [(q.role.code, q.level, q.number) for q in event.quotas.all()] == [("PSM", "district", 9)]


def test_rearranged_sessions_move_the_dates(office, operator):
    event = plan(office, by=operator)
    first, last = event.sessions.all()
    first.date = date(2019, 12, 8)

    events.rearrange(event=event, changed=[first, Session(date=DAYS[0])], removed=[last], by=operator)

    event.refresh_from_db()
    assert (event.dates.lower, event.dates.upper) == (date(2019, 12, 8), date(2019, 12, 10))
    assert [session.date.day for session in event.sessions.all()] == [8, 9]


def test_session_with_attendance_is_not_deleted(office, regions, operator):
    event = plan(office, by=operator)
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=2)

    with pytest.raises(RuleError, match="recorded attendance"):
        events.rearrange(event=event, changed=[], removed=[event.sessions.last()], by=operator)

    assert event.sessions.count() == 2


def test_last_session_is_not_deleted(office, operator):
    event = plan(office, by=operator)

    with pytest.raises(RuleError, match="at least one session"):
        events.rearrange(event=event, changed=[], removed=list(event.sessions.all()), by=operator)

    assert event.sessions.count() == 2


def test_closed_event_freezes_names(office, regions, operator):
    event = make_event(office)
    worker = make_worker(office, "Siti Aminah")
    person = invite(event, worker, "PSM", regions["35.13.19.2003"])

    events.close(event=event, reason="", by=operator)
    worker.name = "Siti Aminah Wati"
    worker.save()

    person.refresh_from_db()
    assert (person.name, person.sex, event.status) == ("Siti Aminah", "female", "closed")
    assert person.frozen_at is not None


def test_name_follows_the_roster_until_the_event_closes(office, regions):
    event = make_event(office)
    worker = make_worker(office, "Siti Aminah")
    invite(event, worker, "PSM", regions["35.13.19.2003"])

    worker.name = "Siti Aminah Wati"
    worker.save()

    assert event.participants.as_shown().get().shown_name == "Siti Aminah Wati"


def test_name_frozen_once_stays_after_reopening_and_closing_again(office, regions, operator):
    event = make_event(office)
    worker = make_worker(office, "Siti Aminah")
    person = invite(event, worker, "PSM", regions["35.13.19.2003"])
    events.close(event=event, by=operator)
    worker.name = "Siti Aminah Wati"
    worker.save()

    events.reopen(event=event, reason="Salah ketik", by=operator)
    events.close(event=event, by=operator)

    person.refresh_from_db()
    assert person.name == "Siti Aminah"


@pytest.mark.parametrize("act", ["rearrange", "close", "cancel"])
@pytest.mark.parametrize(("end", "said"), [("close", "is closed"), ("cancel", "was cancelled")])
def test_event_that_is_not_open_refuses_changes(act, end, said, office, operator):
    event = plan(office, by=operator)
    getattr(events, end)(event=event, reason="Selesai", by=operator)
    arguments = {
        "rearrange": {"changed": [], "removed": []},
        "close": {},
        "cancel": {"reason": "Banjir"},
    }[act]

    with pytest.raises(RuleError, match=said):
        getattr(events, act)(event=event, by=operator, **arguments)


@pytest.mark.parametrize("reason", ["", "   "])
@pytest.mark.parametrize("act", ["cancel", "reopen"])
def test_reason_is_required(act, reason, office, operator):
    event = plan(office, by=operator)
    if act == "reopen":
        events.close(event=event, by=operator)
    before = event.status

    with pytest.raises(RuleError, match="Give the reason"):
        getattr(events, act)(event=event, reason=reason, by=operator)

    event.refresh_from_db()
    assert event.status == before


def test_open_event_is_not_reopened(office, operator):
    with pytest.raises(RuleError, match="open already"):
        events.reopen(event=plan(office), reason="Perlu", by=operator)


@pytest.mark.parametrize("status", ["present", "represented"])
def test_event_somebody_attended_is_not_cancelled(status, office, regions, operator):
    event = plan(office)
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=1, status=status)

    with pytest.raises(RuleError, match="attended"):
        events.cancel(event=event, reason="Banjir", by=operator)


def test_reason_of_reopening_stands_in_the_history(office, operator):
    event = plan(office)
    events.close(event=event, by=operator)

    events.reopen(event=event, reason="Absen hari II tertinggal", by=operator)

    last = event.history.order_by("pgh_id").last()
    assert last.pgh_context.metadata["reason"] == "Absen hari II tertinggal"
    assert (last.status, last.pgh_context.metadata["user"]) == ("planned", operator.pk)


def test_stranger_may_not_close(office, stranger):
    with pytest.raises(RuleError, match="organising office"):
        events.close(event=plan(office), by=stranger)


def test_copy_keeps_the_plan_and_nobody(office, regions, operator):
    event = plan(office, by=operator, letter_number="005/1187")
    event.sessions.update(starts_at=time(8))
    Quota.objects.create(event=event, role=Role.objects.get(code="TKSK"), number=1)
    speaker = Speaker.objects.create(event=event, name="Wahyu")
    topic = AgendaItem.objects.create(session=event.sessions.first(), topic="Pendataan", lesson_hours=2)
    topic.speakers.add(speaker)
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    event.refresh_from_db()

    twin = events.copy(event=event, first_day=date(2020, 12, 7), title="", by=operator)

    twin.refresh_from_db()
    assert (twin.slug, twin.letter_number, twin.participants.count()) == (
        "bimbingan-teknis-psks-2020",
        "",
        0,
    )
    assert [(s.date, s.starts_at, s.venue) for s in twin.sessions.all()] == [
        (date(2020, 12, 7), time(8), "Gedung 9"),
        (date(2020, 12, 8), time(8), "Gedung 10"),
    ]
    copied = AgendaItem.objects.get(session__event=twin)
    assert (copied.topic, [s.name for s in copied.speakers.all()]) == ("Pendataan", ["Wahyu"])
    assert twin.quotas.get().number == 1
    assert event.sessions.count() == 2


AGAIN = {"first_day": date(2020, 12, 7), "title": "Bimtek lagi"}


def test_copy_asked_twice_is_planned_once(office, operator):
    event = plan(office)

    first, second = (events.copy(event=event, by=operator, **AGAIN) for _time in range(2))

    assert (second, Event.objects.count()) == (first, 2)
    assert first.sessions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_copy_asked_twice_at_once_is_planned_once(office):
    event = plan(office)

    again = outcome_beside(
        lambda: events.copy(event=event, by=None, **AGAIN),
        lambda: events.copy(event=event, by=None, **AGAIN).slug,
    )

    assert (again, Event.objects.count()) == ("bimtek-lagi-2020", 2)


@pytest.mark.parametrize("other", [{"first_day": date(2020, 12, 8)}, {"title": "Bimtek lagi II"}])
def test_copy_on_other_days_or_of_another_name_is_another(other, office, operator):
    event = plan(office)
    first = events.copy(event=event, by=operator, **AGAIN)

    assert events.copy(event=event, by=operator, **AGAIN | other) != first


def test_cancelled_copy_is_planned_again(office, operator):
    event = plan(office)
    first = events.copy(event=event, by=operator, **AGAIN)
    events.cancel(event=first, reason="Ruang tidak ada", by=operator)

    assert events.copy(event=event, by=operator, **AGAIN) != first


def test_copy_is_no_event_that_has_its_people(office, regions, operator):
    event = plan(office)
    invite(events.copy(event=event, by=operator, **AGAIN), make_worker(office), "PSM", regions["35.13"])

    with pytest.raises(RuleError, match="of this name on these days"):
        events.copy(event=event, by=operator, **AGAIN)


def test_copy_is_not_the_event_itself(office, operator):
    event = plan(office)

    with pytest.raises(RuleError, match="of this name on these days"):
        events.copy(event=event, first_day=DAYS[0], title="", by=operator)


def test_operator_of_the_province_may_close(office, regions):
    province = make_user("operator", regions["35"])

    event = plan(office, by=province)
    events.close(event=event, by=province)

    assert event.is_closed


@pytest.mark.django_db(transaction=True)
def test_event_closed_by_two_at_once_is_closed_once(office, operator):
    """Were the lock shared, each would wait for the other and PostgreSQL would throw one out."""
    event = plan(office, by=operator)
    together, said = threading.Barrier(2), []

    def close():
        try:
            with translation.override("en"), transaction.atomic():
                Event.objects.count()
                together.wait(timeout=10)
                events.close(event=event, by=None)
            said.append("closed")
        except RuleError as error:
            said.append(str(error).partition(".")[0])
        finally:
            connections.close_all()

    closers = [threading.Thread(target=close) for _one in range(2)]
    for closer in closers:
        closer.start()
    for closer in closers:
        closer.join()

    assert sorted(said) == ["This event is closed", "closed"]
