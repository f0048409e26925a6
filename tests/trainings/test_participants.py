"""Who is invited: by post, by name, by region, as a guest; and who stays on the list."""

from datetime import date

import pytest

from registry.models import Role
from tests.factories import appoint, invite, make_event, make_worker
from tests.trainings.people import attend, serve
from trainings.actions import events, participants
from trainings.models import Participant, Quota
from trainings.seats import seats_of
from welfare.errors import RuleError


def ask(event, role: str, number: int, level: str = "district") -> Quota:
    return Quota.objects.create(event=event, role=Role.objects.get(code=role), level=level, number=number)


def state(seats) -> list[tuple]:
    """(role, region, filled, short, names of candidates) of each seat."""
    return [
        (
            seat.quota.role.code,
            seat.region.name,
            seat.filled,
            seat.short,
            [post.worker.name for post in seat.candidates],
        )
        for seat in seats
    ]


def test_quota_invites_the_holders_of_the_posts(event, office, regions, operator):
    serve(office, "PSM", regions["35.13.19.2003"], "Ani")
    serve(office, "PSM", regions["35.13.19.2004"], "Budi")
    serve(office, "TKSK", regions["35.13.19"], "Citra")
    ask(event, "TKSK", 1)
    ask(event, "PSM", 2)

    participants.expand_quota(event=event, by=operator)
    seats = seats_of(event)

    assert state(seats) == [
        ("TKSK", "Gending", 0, 1, []),
        ("TKSK", "Dringu", 1, 0, []),
        ("PSM", "Gending", 0, 2, []),
        ("PSM", "Dringu", 2, 0, []),
    ]
    assert [
        (p.worker.name, p.role.code, p.region.code, p.post.worker_id == p.worker_id)
        for p in event.participants.order_by("worker__name")
    ] == [
        ("Ani", "PSM", "35.13.19.2003", True),
        ("Budi", "PSM", "35.13.19.2004", True),
        ("Citra", "TKSK", "35.13.19", True),
    ]


def test_seats_stay_open_where_more_hold_the_post(event, office, regions, operator):
    names = [person.name for person in serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi", "Citra")]
    ask(event, "PSM", 2)

    participants.expand_quota(event=event, by=operator)
    seats = seats_of(event)

    assert state(seats) == [("PSM", "Gending", 0, 2, []), ("PSM", "Dringu", 0, 0, names)]
    assert not event.participants.exists()


def test_candidates_never_trained_come_first_then_the_longest_ago(event, office, regions):
    ani, budi, citra = serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi", "Citra")
    for worker, day in ((ani, date(2018, 5, 2)), (citra, date(2017, 3, 1))):
        earlier = make_event(office, days=(day,))
        invite(earlier, worker, "PSM", regions["35.13.19.2003"])
        attend(earlier, session=1)
    missed = make_event(office, days=(date(2019, 1, 1),))
    invite(missed, budi, "PSM", regions["35.13.19.2003"])
    attend(missed, session=1, status="absent")
    ask(event, "PSM", 1)

    (seat,) = [seat for seat in seats_of(event) if seat.region.name == "Dringu"]

    assert [post.worker.name for post in seat.candidates] == ["Budi", "Citra", "Ani"]


def test_one_named_leaves_the_other_seats_open(event, office, regions, operator):
    ani, *_others = serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi", "Citra")
    ask(event, "PSM", 2)

    participants.add_workers(event=event, workers=[ani], by=operator)
    (seat,) = [seat for seat in seats_of(event) if seat.region.name == "Dringu"]

    assert (seat.filled, seat.open, seat.must_choose) == (1, 1, True)


@pytest.mark.parametrize(
    ("start", "end", "invited"),
    [
        (date(2019, 12, 9), None, 1),
        (date(2019, 12, 10), None, 0),
        (date(2018, 1, 1), date(2019, 12, 10), 1),
        (date(2018, 1, 1), date(2019, 12, 9), 0),
    ],
    ids=["starts that day", "starts the day after", "last day", "ended the day before"],
)
def test_quota_asks_who_serves_on_the_first_day(start, end, invited, event, office, regions, operator):
    appoint(make_worker(office), "TKSK", regions["35.13.19"], start=start, end=end)
    ask(event, "TKSK", 1)

    participants.expand_quota(event=event, by=operator)

    assert event.participants.count() == invited


def test_posts_above_the_district_fill_the_quota_of_the_regency(event, office, regions, operator):
    serve(office, "TKSK", regions["35.13.19"], "Ani")
    serve(office, "TKSK", regions["35.13"], "Budi", "Citra")
    ask(event, "TKSK", 1)
    ask(event, "TKSK", 2, level="regency")

    participants.expand_quota(event=event, by=operator)
    seats = seats_of(event)

    assert state(seats) == [
        ("TKSK", "Gending", 0, 1, []),
        ("TKSK", "Dringu", 1, 0, []),
        ("TKSK", "Kabupaten Probolinggo", 2, 0, []),
    ]


def test_person_with_two_posts_fills_one_seat(event, office, regions, operator):
    (ani,) = serve(office, "TKSK", regions["35.13.19"], "Ani")
    appoint(ani, "PSM", regions["35.13.19.2003"])
    ask(event, "TKSK", 1)
    ask(event, "PSM", 1)

    participants.expand_quota(event=event, by=operator)
    seats = seats_of(event)

    assert [(s.quota.role.code, s.filled) for s in seats if s.region.name == "Dringu"] == [
        ("TKSK", 1),
        ("PSM", 0),
    ]
    assert event.participants.get().role.code == "TKSK"


def test_quota_expanded_twice_invites_nobody_twice(event, office, regions, operator):
    serve(office, "TKSK", regions["35.13.19"], "Ani")
    ask(event, "TKSK", 1)

    participants.expand_quota(event=event, by=operator)
    participants.expand_quota(event=event, by=operator)

    assert event.participants.count() == 1


def test_quota_ignores_posts_outside_the_events_region(event, office, other_office, regions, operator):
    serve(other_office, "TKSK", regions["35.14.14"], "Luar")
    ask(event, "TKSK", 1)

    participants.expand_quota(event=event, by=operator)
    seats = seats_of(event)

    assert {seat.region.code for seat in seats} == {"35.13.18", "35.13.19"}
    assert not event.participants.exists()


def test_quota_missing_is_refused(event, operator):
    with pytest.raises(RuleError, match="no invitation quota"):
        participants.expand_quota(event=event, by=operator)


@pytest.mark.parametrize("people", [1, 3])
def test_seats_take_a_fixed_number_of_statements(people, event, office, regions, django_assert_num_queries):
    for village in ("35.13.18.2001", "35.13.19.2003"):
        serve(office, "PSM", regions[village], *[f"Orang {n}" for n in range(people)])
    ask(event, "PSM", 2)
    ask(event, "TKSK", 1)

    with django_assert_num_queries(4):
        seats_of(event)


def test_people_added_by_name_come_in_their_post(event, office, regions, operator):
    (tksk,) = serve(office, "TKSK", regions["35.13.19"], "Ani")
    plain = make_worker(office, "Budi", home_region=regions["35.13.18.2001"])
    homeless = make_worker(office, "Citra")

    added = participants.add_workers(event=event, workers=[tksk, plain, homeless], by=operator)

    assert added == 3
    assert [
        (p.worker.name, p.role and p.role.code, p.region.code)
        for p in event.participants.order_by("worker__name")
    ] == [
        ("Ani", "TKSK", "35.13.19"),
        ("Budi", None, "35.13.18.2001"),
        ("Citra", None, "35.13"),
    ]


def test_person_with_two_posts_comes_in_the_higher_one(event, office, regions, operator):
    (ani,) = serve(office, "PSM", regions["35.13.19.2003"], "Ani")
    appoint(ani, "TKSK", regions["35.13.19"])

    participants.add_workers(event=event, workers=[ani], by=operator)

    assert event.participants.get().role.code == "TKSK"


def test_person_added_again_stays_once(event, office, operator):
    worker = make_worker(office)
    participants.add_workers(event=event, workers=[worker], by=operator)

    assert participants.add_workers(event=event, workers=[worker], by=operator) == 0
    assert event.participants.count() == 1


def test_region_adds_those_who_serve_there(event, office, regions, operator):
    serve(office, "PSM", regions["35.13.19.2003"], "Ani")
    serve(office, "PSM", regions["35.13.18.2001"], "Budi")
    serve(office, "TKSK", regions["35.13.19"], "Citra")

    added = participants.add_serving(
        event=event, region=regions["35.13.19"], roles=Role.objects.filter(code="PSM"), by=operator
    )

    assert added == 1
    assert event.participants.get().worker.name == "Ani"


def test_region_outside_the_scope_is_refused(event, regions, operator):
    with pytest.raises(RuleError, match="outside your scope"):
        participants.add_serving(event=event, region=regions["35.14"], roles=Role.objects.all(), by=operator)


def test_guest_needs_no_person_of_the_roster(event, regions, operator):
    guest = Participant(
        event=event, name="Karang Taruna Dringu", capacity="guest", region=regions["35.13.19"]
    )

    participants.add_guest(participant=guest, by=operator)

    assert event.participants.as_shown().get().shown_name == "Karang Taruna Dringu"


def test_removed_participants_are_counted(event, office, operator):
    workers = [make_worker(office) for _one in range(3)]
    participants.add_workers(event=event, workers=workers, by=operator)
    ids = list(event.participants.values_list("pk", flat=True))[:2]

    assert participants.remove(event=event, participants=ids, by=operator) == 2
    assert event.participants.get().worker == workers[2]


def test_participant_with_attendance_is_not_removed(event, office, regions, operator):
    person = invite(event, make_worker(office, "Ani"), "PSM", regions["35.13.19.2003"])
    attend(event, session=1, status="absent")

    with pytest.raises(RuleError, match="they stay: Ani"):
        participants.remove(event=event, participants=[person.pk], by=operator)

    assert event.participants.count() == 1


def test_participant_of_another_event_is_not_removed(event, office, regions, operator):
    other = make_event(office)
    person = invite(other, make_worker(office), "PSM", regions["35.13.19.2003"])

    assert participants.remove(event=event, participants=[person.pk], by=operator) == 0
    assert other.participants.count() == 1


@pytest.mark.parametrize("act", ["expand_quota", "add_workers", "add_serving", "add_guest", "remove"])
def test_closed_event_takes_no_change_of_participants(act, event, regions, operator):
    events.close(event=event, by=operator)
    arguments = {
        "expand_quota": {"event": event},
        "add_workers": {"event": event, "workers": []},
        "add_serving": {"event": event, "region": regions["35.13.19"], "roles": []},
        "add_guest": {"participant": Participant(event=event, name="Tamu", region=regions["35.13"])},
        "remove": {"event": event, "participants": []},
    }[act]

    with pytest.raises(RuleError, match="is closed"):
        getattr(participants, act)(by=operator, **arguments)
