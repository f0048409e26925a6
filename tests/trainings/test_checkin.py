"""Checking people in: once each, by whoever may, taken back within two minutes, never into a closed event."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import appoint, invite, make_event, make_user, make_worker
from tests.trainings.people import attend
from tests.waiting import outcome_beside
from trainings import checkin
from trainings.actions import desks, events
from trainings.actions.checkin import check_in, undo, walk_in
from trainings.models import Attendance, Event, Group, Participant
from welfare.errors import RuleError


@pytest.fixture
def session(event):
    return event.sessions.first()


@pytest.fixture
def ani(event, office, regions):
    return invite(event, make_worker(office, "Ani"), "PSM", regions["35.13.19.2003"])


@pytest.fixture
def officer(event, office, desk):
    event.desks.add(desk)
    return desk


def stored() -> dict[str, tuple]:
    """What is recorded: name -> (status, how, by whom)."""
    rows = Attendance.objects.select_related("participant__worker", "recorded_by")
    return {str(row.participant): (row.status, row.method, row.recorded_by) for row in rows}


def come(session, participant, by, **how):
    return check_in(session=session, participant=participant, by=by, **{"nonce": uuid4()} | how)


def test_who_comes_is_recorded_with_who_how_and_when(session, ani, officer):
    before = timezone.now()

    done = come(session, ani, officer)

    assert done.result == "present"
    assert stored() == {"Ani": ("present", "desk", officer)}
    assert before <= Attendance.objects.get().recorded_at == done.attendance.recorded_at <= timezone.now()


def test_second_check_in_changes_nothing_and_tells_the_first(session, ani, officer, operator):
    first = come(session, ani, officer)

    again = come(session, ani, operator)

    assert (again.result, again.attendance.recorded_by) == ("again", officer)
    assert again.attendance.recorded_at == first.attendance.recorded_at
    assert stored() == {"Ani": ("present", "desk", officer)}


def test_same_nonce_ten_times_is_one_row_and_ten_successes(session, ani, officer):
    nonce = uuid4()

    results = [come(session, ani, officer, nonce=nonce).result for _time in range(10)]

    assert results == ["present"] * 10
    assert Attendance.objects.count() == 1


def test_nonce_of_another_check_in_records_nobody(session, ani, officer, event, office, regions):
    budi = invite(event, make_worker(office, "Budi"), "PSM", regions["35.13.19.2003"])
    nonce = uuid4()
    come(session, ani, officer, nonce=nonce)

    with pytest.raises(RuleError, match="another check-in"):
        come(session, budi, officer, nonce=nonce)

    assert stored() == {"Ani": ("present", "desk", officer)}


def test_who_was_expected_becomes_present(session, event, ani, officer):
    attend(event, session=1, status="expected")

    assert come(session, ani, officer).result == "present"

    assert stored() == {"Ani": ("present", "desk", officer)}


@pytest.mark.parametrize("status", ["excused", "sick", "absent", "represented"])
def test_who_is_recorded_otherwise_stays_so_until_the_officer_decides(status, session, event, ani, officer):
    attend(event, session=1, status=status)

    first = come(session, ani, officer)
    wrong = come(session, ani, officer, instead_of="present")
    second = come(session, ani, officer, instead_of=status)

    assert [first.result, wrong.result, second.result] == ["other", "other", "present"]
    assert first.attendance.status == status
    assert stored() == {"Ani": ("present", "desk", officer)}


@pytest.mark.parametrize(
    ("waited", "counted"),
    [
        (timedelta(minutes=7), timedelta(minutes=7)),
        (timedelta(days=9), timedelta(days=1)),
        (-timedelta(hours=1), timedelta()),
    ],
)
def test_time_of_a_queued_check_in_is_when_he_came(waited, counted, session, ani, officer):
    at = come(session, ani, officer, waited=waited).attendance.recorded_at

    assert timedelta() <= timezone.now() - counted - at < timedelta(minutes=1)


@pytest.mark.parametrize("act", ["close", "cancel"])
def test_event_that_is_not_open_refuses(act, session, event, ani, officer, operator):
    getattr(events, act)(event=event, reason="Uji", by=operator)

    for write in (
        lambda: come(session, ani, officer),
        lambda: walk_in(session=session, nonce=uuid4(), by=officer, name="Citra"),
        lambda: undo(session=session, nonce=uuid4(), by=officer),
    ):
        with pytest.raises(RuleError, match=r"is closed|was cancelled"):
            write()

    assert stored() == {}
    assert event.participants.count() == 1


def test_participant_of_another_event_is_refused(session, office, regions, officer):
    other = invite(make_event(office), make_worker(office), "PSM", regions["35.13.19.2003"])

    with pytest.raises(RuleError, match="Not invited"):
        come(session, other, officer)


# Undo


def test_undone_check_in_leaves_nothing(session, ani, officer):
    nonce = uuid4()
    come(session, ani, officer, nonce=nonce)

    assert undo(session=session, nonce=nonce, by=officer) is True
    assert undo(session=session, nonce=nonce, by=officer) is False

    assert stored() == {}


def test_undone_check_in_gives_back_what_stood_before(session, event, ani, officer):
    attend(event, session=1, status="excused")
    before = Attendance.objects.values().get()
    nonce = uuid4()
    come(session, ani, officer, nonce=nonce, instead_of="excused")

    undo(session=session, nonce=nonce, by=officer)

    assert Attendance.objects.values().get() == before


@pytest.mark.parametrize(("age", "is_undone"), [(119, True), (121, False)])
def test_check_in_can_be_undone_for_two_minutes(age, is_undone, session, ani, officer):
    nonce = uuid4()
    come(session, ani, officer, nonce=nonce, waited=timedelta(seconds=age))

    if is_undone:
        assert undo(session=session, nonce=nonce, by=officer)
    else:
        with pytest.raises(RuleError, match="two minutes"):
            undo(session=session, nonce=nonce, by=officer)

    assert Attendance.objects.exists() is not is_undone


def test_undo_asked_for_in_time_but_sent_late_is_done(session, ani, officer):
    nonce = uuid4()
    come(session, ani, officer, nonce=nonce, waited=timedelta(minutes=10))

    assert undo(session=session, nonce=nonce, by=officer, waited=timedelta(minutes=9))


def test_nobody_undoes_what_another_recorded_or_typed_in(session, event, ani, officer, operator):
    nonce = uuid4()
    come(session, ani, officer, nonce=nonce)

    assert undo(session=session, nonce=nonce, by=operator) is False
    Attendance.objects.update(method="grid")
    assert undo(session=session, nonce=nonce, by=officer) is False

    assert Attendance.objects.count() == 1


# Those without an invitation


def test_walk_in_by_name_is_a_participant_of_the_event(session, event, officer):
    nonce = uuid4()

    for _time in range(2):
        assert walk_in(session=session, nonce=nonce, by=officer, name=" Yusuf ").result == "present"

    person = event.participants.get()
    assert (person.name, person.origin, person.region) == ("Yusuf", "walk_in", event.region)
    assert stored() == {"Yusuf": ("present", "desk", officer)}


def test_walk_in_of_the_roster_comes_in_his_post(session, event, office, regions, officer):
    worker = make_worker(office, "Yusuf")
    post = appoint(worker, "TKSK", regions["35.13.19"])

    first = walk_in(session=session, nonce=uuid4(), by=officer, worker=worker)
    second = walk_in(session=session, nonce=uuid4(), by=officer, worker=worker)

    assert (first.result, second.result) == ("present", "again")
    person = event.participants.get()
    assert (person.worker, person.post, person.role.code) == (worker, post, "TKSK")
    assert (person.region, person.origin) == (regions["35.13.19"], "walk_in")


def test_undone_walk_in_is_on_no_list(session, event, ani, officer):
    nonce = uuid4()
    walk_in(session=session, nonce=nonce, by=officer, name="Yusuf")

    undo(session=session, nonce=nonce, by=officer)

    assert list(event.participants.all()) == [ani]


@pytest.mark.parametrize("typed", ["Yusuf\0", "\u202eYusuf", "Yu\u200bsuf", "Yusuf\n"])
def test_walk_in_is_written_without_signs_nobody_sees(typed, session, event, officer):
    walk_in(session=session, nonce=uuid4(), by=officer, name=typed)

    assert event.participants.get().name == "Yusuf"


@pytest.mark.parametrize("typed", ["  ", "\0", "\u200b"])
def test_walk_in_without_a_name_is_refused(typed, session, event, officer):
    with pytest.raises(RuleError, match="Give the name"):
        walk_in(session=session, nonce=uuid4(), by=officer, name=typed)

    assert not Participant.objects.exists()


# Who stands at the desks


def test_event_is_at_the_desk_of_those_it_was_given_to(event, office, other_office, regions, officer):
    narrow = make_user("desk", regions["35.13.18"], office=office)
    event.desks.add(narrow)
    others = [
        make_user("desk", office.region, office=office),
        make_user("supervisor", office.region, office=office),
        make_user("operator", other_office.region, office=other_office),
    ]
    make_event(office)

    assert list(Event.objects.at_desk_of(officer)) == list(Event.objects.at_desk_of(narrow)) == [event]
    assert [Event.objects.at_desk_of(user).count() for user in others] == [0, 0, 0]


def test_office_that_organises_stands_at_all_its_desks(event, office, regions, operator):
    nation = make_user("administrator", regions["ID"])
    second = make_event(office)

    for user in (operator, nation):
        assert set(Event.objects.at_desk_of(user)) == {event, second}


def test_desks_are_given_and_taken_away(event, desk, operator, office, other_office):
    second = make_user("desk", office.region, office=office)
    desks.give(event=event, officers=[desk], by=operator)
    desks.give(event=event, officers=[second], by=operator)

    assert list(event.desks.all()) == [second]
    for stranger in (operator, make_user("desk", other_office.region, office=other_office)):
        with pytest.raises(RuleError, match="Only desk officers"):
            desks.give(event=event, officers=[stranger], by=operator)


# What the desk reads


def test_count_is_of_those_due_by_area(session, event, office, regions, officer):
    places = {"Ani": "35.13.19.2003", "Budi": "35.13.19.2004", "Citra": "35.13.18.2001", "Dewi": "35.13.19"}
    rows = {
        name: invite(event, make_worker(office, name), "PSM", regions[place])
        for name, place in places.items()
    }
    later = Group.objects.create(event=event, name="Angkatan II")
    later.sessions.add(event.sessions.last())
    Participant.objects.filter(pk=rows["Dewi"].pk).update(group=later)
    Participant.objects.create(event=event, name="Tamu", capacity="guest", region=office.region)
    come(session, rows["Ani"], officer)
    attend(event, session=1, participants=[rows["Citra"]], status="sick")
    attend(event, session=2)

    counts = checkin.count(session)

    assert (counts.present, counts.due, counts.missing) == (1, 3, 2)
    assert counts.areas == [("Gending", 0, 1), ("Dringu", 1, 2)]


@pytest.mark.parametrize(
    "written", ["{token}", "http://localhost:8000/k/{token}/", "https://pilar.contoh.id/k/{token}", "{pk}"]
)
def test_scanned_code_or_card_number_is_somebodys(written, event, ani, office, regions):
    text = written.format(token=ani.token, pk=ani.pk)
    other = make_event(office)

    assert checkin.scanned(event, text) == ani
    assert checkin.scanned(other, text) is None


@pytest.mark.parametrize("written", ["", "Ani", "A" * 22, "0", "9" * 12, "http://localhost/k/", "'; --"])
def test_other_text_is_nobodys_card(written, event, ani):
    assert checkin.scanned(event, written) is None


def test_desk_keeps_of_a_token_what_makes_no_card(ani):
    assert len(checkin.digest(ani.token)) == 16
    assert checkin.digest(ani.token) == checkin.digest(ani.token) != checkin.digest(ani.token + "x")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("siti", ["Hj. Siti Aminah", "Siti Zubaidah"]),
        ("aminah siti", ["Hj. Siti Aminah"]),
        ("x", []),
        (",", []),
    ],
)
def test_people_are_found_by_the_words_of_their_names(typed, expected, event, office, regions):
    for name in ("Siti Zubaidah", "Hj. Siti Aminah", "Budi"):
        invite(event, make_worker(office, name), "PSM", regions["35.13.19.2003"])

    assert [one.shown_name for one in checkin.named(event, typed)] == expected


def test_uninvited_are_found_on_the_roster_of_the_events_region(event, ani, office, other_office, regions):
    appoint(ani.worker, "PSM", regions["35.13.19.2003"])
    known = make_worker(office, "Ani Lestari")
    make_worker(other_office, "Ani Jauh")

    assert checkin.uninvited(event, "ani") == [known]


@pytest.mark.parametrize(("day", "label"), [(8, "Hari 1"), (9, "Hari 1"), (10, "Hari 2"), (11, "Hari 2")])
def test_desk_opens_at_the_session_of_the_day(day, label, event):
    session = event.sessions.first()

    assert checkin.session_for(event, session.date.replace(day=day)).label == label


@pytest.mark.django_db(transaction=True)
def test_nobody_is_checked_in_while_the_event_is_being_closed(event, session, ani, officer):
    """Who comes at that moment waits for the end of it, and is not written into frozen lists."""
    said = outcome_beside(
        lambda: events.close(event=Event.objects.get(pk=event.pk), by=None),
        lambda: come(session, ani, officer),
    )

    assert said == "This event is closed. Reopen it first, giving the reason."
    assert stored() == {}
