"""Pages of events: who may open them."""

import pytest
from django.urls import reverse

from tests.trainings.people import address

READ = ["event", "event_participants", "event_agenda", "event_attendance"]
ORGANISER_READS = ["event_history"]
CHANGE = [
    *("event_edit", "event_sessions", "event_quotas", "event_claims", "event_speakers", "event_close"),
    *("event_reopen", "event_cancel", "event_copy", "event_invite", "event_participant_add"),
    *("event_region_add", "event_guest_add"),
]


@pytest.mark.parametrize("page", [*READ, *ORGANISER_READS, *CHANGE])
def test_page_opens_for_the_organiser(page, event, operator, login):
    assert login(operator).get(address(page, event)).status_code == 200


@pytest.mark.parametrize("page", [*READ, *ORGANISER_READS, *CHANGE])
def test_page_does_not_exist_for_a_stranger(page, event, stranger, login):
    assert login(stranger).get(address(page, event)).status_code == 404


@pytest.mark.parametrize(
    ("page", "status"), [*((p, 200) for p in READ + ORGANISER_READS), *((p, 403) for p in CHANGE)]
)
def test_supervisor_reads_and_changes_nothing(page, status, event, supervisor, login):
    assert login(supervisor).get(address(page, event)).status_code == status


@pytest.mark.parametrize(
    ("page", "status"), [*((p, 200) for p in READ), *((p, 403) for p in ORGANISER_READS + CHANGE)]
)
def test_office_of_a_participant_reads_and_changes_nothing(page, status, event, neighbour, login):
    assert login(neighbour).get(address(page, event)).status_code == status


@pytest.mark.parametrize("page", [*READ, *CHANGE])
def test_desk_opens_no_page_of_the_office(page, event, desk, login):
    assert login(desk).get(address(page, event)).status_code == 403


@pytest.mark.parametrize("page", ["event", "event_agenda", "event_history"])
def test_page_that_only_shows_takes_no_post(page, event, operator, login):
    assert login(operator).post(address(page, event)).status_code == 405


def test_removing_participants_is_no_get(event, operator, login):
    assert login(operator).get(address("event_participants_remove", event)).status_code == 405


def test_page_asks_strangers_to_log_in(event, client):
    response = client.get(address("event", event))

    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("login"))


@pytest.mark.parametrize(
    ("user", "status"), [("supervisor", 403), ("stranger", 404), ("neighbour", 403), ("desk", 403)]
)
@pytest.mark.parametrize("page", ["event_participants_remove", "event_participant_add", "event_invite"])
def test_participants_are_changed_by_the_organiser_only(page, user, status, event, request, login):
    client = login(request.getfixturevalue(user))

    assert client.post(address(page, event), {"participant": ["1"]}).status_code == status
