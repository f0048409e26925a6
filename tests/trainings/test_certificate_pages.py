"""Certificates in the browser: the list, issuing, revoking, replacing."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import invite, make_event, make_worker
from tests.trainings.people import address, attend, invite_many
from trainings.actions import certificates
from trainings.models import Certificate, Participant

DAY = date(2019, 12, 10)


@pytest.fixture
def attended(event, office, regions):
    """Two who were there on both days, and one nothing is recorded of."""
    for name in ("Ani", "Budi"):
        invite(event, make_worker(office, name), "PSM", regions["35.13.19.2003"])
    attend(event, session=1)
    attend(event, session=2)
    invite(event, make_worker(office, "Citra"), "PSM", regions["35.13.19.2003"])
    return event


@pytest.fixture
def issued(attended, operator) -> list[Certificate]:
    return certificates.issue(event=attended, on=DAY, by=operator)


def listed(response) -> list[str]:
    return [row.printed_name for row in response.context["page_obj"].object_list]


def test_issue_page_says_how_many_and_leads_to_the_list(attended, operator, login):
    client, page = login(operator), address("event_certificates_issue", attended)

    asked = client.get(page)
    done = client.post(page, {"on": "2019-12-10"}, follow=True)

    assert (asked.context["waiting"], asked.context["unrecorded"]) == (2, 1)
    assert done.redirect_chain[-1][0] == address("event_certificates", attended)
    assert listed(done) == ["Budi", "Ani"]
    assert done.context["waiting"] == 0


def test_issue_page_refuses_a_date_before_the_end(attended, operator, login):
    response = login(operator).post(address("event_certificates_issue", attended), {"on": "2019-12-09"})

    assert response.status_code == 422
    assert not Certificate.objects.exists()


def test_summary_calls_up_certificates_to_issue(attended, operator, login):
    response = login(operator).get(attended.get_absolute_url())

    assert address("event_certificates_issue", attended) in [task.url for task in response.context["tasks"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Budi", "Ani"]),
        ("?q=ani", ["Ani"]),
        ("?number=2", ["Budi"]),
        ("?state=revoked", ["Ani"]),
        ("?state=valid", ["Budi"]),
        ("?sort=number", ["Ani", "Budi"]),
    ],
)
def test_list_is_searched_by_name_number_and_state(query, names, issued, attended, operator, login):
    certificates.revoke(certificate=issued[0], reason="Salah nama", by=operator)

    assert listed(login(operator).get(address("event_certificates", attended) + query)) == names


def test_running_number_typed_into_the_search_finds_it(issued, attended, operator, login):
    response = login(operator).post(address("event_certificates", attended), {"q": "0002"}, follow=True)

    assert listed(response) == ["Budi"]


@pytest.mark.parametrize("many", [1, 20])
def test_list_takes_a_fixed_number_of_statements(
    many, event, office, operator, regions, login, django_assert_num_queries
):
    invite_many(event, office, {"PSM": many}, [regions["35.13.19.2003"]])
    attend(event, session=1)
    attend(event, session=2)
    certificates.issue(event=event, on=DAY, by=operator)
    client = login(operator)

    with django_assert_num_queries(17):
        client.get(address("event_certificates", event))


def test_certificate_is_revoked_and_replaced(issued, attended, operator, login):
    client, ani = login(operator), issued[0]

    revoked = client.post(address("certificate_revoke", attended, ani.pk), {"reason": "Salah nama"})
    page = client.get(address("certificate_reissue", attended, ani.pk))
    replaced = client.post(address("certificate_reissue", attended, ani.pk), {"on": "2019-12-31"})

    assert [response.status_code for response in (revoked, page, replaced)] == [302, 200, 302]
    found = Certificate.objects.filter(participant=ani.participant).order_by("sequence")
    assert [(row.sequence, row.revoke_reason) for row in found] == [(1, "Salah nama"), (3, "")]


def test_certificate_of_another_event_is_not_found_under_this_one(issued, office, operator, login):
    other = make_event(office)

    response = login(operator).get(reverse("certificate_revoke", args=[other.slug, issued[0].pk]))

    assert response.status_code == 404


def test_supervisor_reads_the_list_and_changes_nothing(issued, attended, supervisor, login):
    client = login(supervisor)

    page = client.get(address("event_certificates", attended))

    assert listed(page) == ["Budi", "Ani"]
    assert (page.context["may_issue"], page.context["may_revoke"]) == (False, False)
    assert client.get(address("certificate_revoke", attended, issued[0].pk)).status_code == 403


def test_other_office_sees_the_certificates_of_its_own_people(issued, attended, neighbour, login):
    theirs = Participant.objects.get(worker__name="Tetangga")
    attend(attended, session=1, participants=[theirs])
    attend(attended, session=2, participants=[theirs])
    certificates.issue(event=attended, on=DAY, by=None)

    page = login(neighbour).get(address("event_certificates", attended))

    assert (listed(page), page.context["waiting"]) == (["Tetangga"], 0)
