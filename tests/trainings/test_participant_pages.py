"""The list of participants in the browser, and the ways onto it."""

from datetime import date

import pytest

from registry.models import Role
from tests.factories import invite, make_worker
from tests.trainings.people import address, attend, invite_many, serve
from trainings.models import Participant, Quota


def test_participants_of_others_are_not_listed(event, neighbour, office, regions, login):
    invite(event, make_worker(office, "Rahasia"), "PSM", regions["35.13.19.2003"])

    response = login(neighbour).get(address("event_participants", event))

    assert [row.shown_name for row in response.context["page_obj"]] == ["Tetangga"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("presence=never", {"Budi"}),
        ("presence=came", {"Ani", "Karang Taruna"}),
        ("capacity=guest", {"Karang Taruna"}),
        ("area=35.13.18", {"Budi"}),
        ("q=moh+ani", set()),
        ("q=ani", {"Ani"}),
        ("q=dringu", {"Karang Taruna"}),
    ],
)
def test_participants_are_filtered(query, found, event, office, operator, regions, login):
    ani = invite(event, make_worker(office, "Ani"), "PSM", regions["35.13.19.2003"])
    invite(event, make_worker(office, "Budi"), "PSM", regions["35.13.18.2001"])
    body = Participant.objects.create(
        event=event, name="Karang Taruna", capacity="guest", region=regions["35.13.19"]
    )
    attend(event, session=1, participants=[ani, body])

    response = login(operator).get(f"{address('event_participants', event)}?{query}")

    assert {row.shown_name for row in response.context["page_obj"]} == found


@pytest.mark.parametrize("many", [1, 3, 60])
def test_participants_take_a_fixed_number_of_statements(
    many, event, office, operator, regions, login, django_assert_num_queries
):
    invite_many(event, office, {"PSM": many}, [regions["35.13.19.2003"]])
    attend(event, session=1)
    client = login(operator)

    with django_assert_num_queries(17):
        client.get(address("event_participants", event))


def test_people_are_found_by_name_and_added(event, office, other_office, operator, regions, login):
    (ani,) = serve(office, "PSM", regions["35.13.19.2003"], "Hj. Siti Aminah, S.Pd.")
    serve(other_office, "PSM", regions["35.14.14.1001"], "Siti Aminah")
    client = login(operator)

    found = client.get(f"{address('event_participant_add', event)}?q=sitti").context["found"]
    client.post(address("event_participant_add", event), {"worker": [ani.pk]})

    assert found == [ani]
    assert event.participants.get().post.role.code == "PSM"


def test_person_out_of_sight_is_not_added(event, other_office, operator, regions, login):
    (far,) = serve(other_office, "PSM", regions["35.14.14.1001"], "Siti")

    login(operator).post(address("event_participant_add", event), {"worker": [far.pk, "x", ""]})

    assert not event.participants.exists()


def test_number_is_not_searched_in_the_address(event, office, operator, login):
    make_worker(office, "Siti", nik="3513194105800001")

    response = login(operator).get(f"{address('event_participant_add', event)}?q=3513194105800001")

    assert (response.context["query"], response.context["found"]) == ("", [])


def test_quota_is_invited_by_one_button(event, office, operator, regions, login):
    serve(office, "TKSK", regions["35.13.19"], "Ani")
    Quota.objects.create(event=event, role=Role.objects.get(code="TKSK"), number=1)

    login(operator).post(address("event_invite", event), {"quota": "1"})

    assert event.participants.get().worker.name == "Ani"


def test_seats_are_given_to_those_ticked(event, office, operator, regions, login):
    ani, *_others = serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi", "Citra")
    Quota.objects.create(event=event, role=Role.objects.get(code="PSM"), number=1)

    login(operator).post(address("event_invite", event), {"post": [ani.appointments.get().pk]})

    assert event.participants.get().worker == ani


@pytest.mark.parametrize(("query", "ticked"), [("", 0), ("?suggested=1", 2)])
def test_those_suggested_are_ticked_when_asked_for(query, ticked, event, office, operator, regions, login):
    serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi", "Citra")
    Quota.objects.create(event=event, role=Role.objects.get(code="PSM"), number=2)

    page = login(operator).get(address("event_invite", event) + query).content.decode()

    assert page.count(" checked>") == ticked


def test_post_not_held_that_day_is_refused(event, office, operator, regions, login):
    (late,) = serve(office, "PSM", regions["35.13.19.2003"], "Ani", start=date(2020, 1, 1))

    login(operator).post(address("event_invite", event), {"post": [late.appointments.get().pk]})

    assert not event.participants.exists()


def test_whole_region_is_added(event, office, operator, regions, login):
    serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi")
    data = {"region": "35.13.19", "roles": [Role.objects.get(code="PSM").pk]}

    login(operator).post(address("event_region_add", event), data)

    assert event.participants.count() == 2


def test_region_out_of_sight_cannot_be_chosen(event, operator, regions, login):
    data = {"region": "35.14", "roles": [Role.objects.get(code="PSM").pk]}

    assert login(operator).post(address("event_region_add", event), data).status_code == 422


def test_guest_is_added(event, operator, regions, login):
    data = {"name": "Karang Taruna Dringu", "capacity": "guest", "region": "35.13.19"}

    login(operator).post(address("event_guest_add", event), data)

    assert event.participants.get().name == "Karang Taruna Dringu"


@pytest.mark.parametrize("sent", ["9" * 5000, "9" * 19, "-1", "²", ""])
def test_what_is_no_number_of_a_participant_removes_nobody(sent, event, office, operator, regions, login):
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])

    login(operator).post(address("event_participants_remove", event), {"participant": [sent]})

    assert event.participants.count() == 1


def test_ticked_participants_are_removed(event, office, operator, regions, login):
    people = [invite(event, make_worker(office), "PSM", regions["35.13.19.2003"]) for _one in range(2)]

    login(operator).post(address("event_participants_remove", event), {"participant": [people[0].pk]})

    assert event.participants.get() == people[1]
