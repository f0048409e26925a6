"""Certificates in the browser: the list, issuing, revoking, replacing."""

from datetime import date

import pytest
from django.urls import reverse

from registry.models import AccessLog
from tests.factories import invite, make_event, make_worker
from tests.papers.reading import pages, solid
from tests.trainings.people import address, attend, invite_many
from trainings.actions import certificates
from trainings.models import AgendaItem, Certificate, Event, Group, Participant
from trainings.reports.certificate import paper

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


def test_issue_page_offers_nothing_while_nobody_earned_one(event, operator, login):
    page = login(operator).get(address("event_certificates_issue", event)).content.decode()

    assert 'name="on"' not in page
    assert "btn-primary" not in page.partition('<form method="post" class="form panel"')[2]


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

    with django_assert_num_queries(14):
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


def text_of(response) -> list[str]:
    return pages(response.content)


def test_all_certificates_are_one_file(issued, attended, operator, login):
    certificates.revoke(certificate=issued[0], reason="Salah nama", by=operator)

    response = login(operator).get(address("event_certificates_pdf", attended))

    assert response["Content-Disposition"] == f'attachment; filename="sertifikat_{attended.slug}_0002.pdf"'
    front, back = text_of(response)
    assert ("Budi" in front, issued[1].number in front, "PESERTA" in solid(front)) == (True, True, True)
    assert f"testserver/s/{issued[1].spoken_code}" in back
    log = AccessLog.objects.get()
    assert (log.act, log.people, log.user) == ("print", 1, operator)


def test_reprint_is_the_same_file(issued, attended, operator, login):
    client, page = login(operator), address("certificate_pdf", attended, issued[0].pk)

    assert client.get(page).content == client.get(page).content


def test_topics_and_hours_of_ones_group_stand_on_the_back(attended, operator, login):
    first, last = attended.sessions.all()
    for session, topic, hours in ((first, "Pendataan PPKS", 6), (last, "Jejaring Kerja", 2)):
        AgendaItem.objects.create(session=session, topic=topic, lesson_hours=hours)
    group = Group.objects.create(event=attended, name="Gelombang 2")
    group.sessions.add(last)
    attended.participants.filter(worker__name="Ani").update(group=group)
    issued = certificates.issue(event=attended, on=DAY, by=operator)
    client = login(operator)

    texts = ["\n".join(text_of(client.get(address("certificate_pdf", attended, row.pk)))) for row in issued]

    assert [("Pendataan" in text, "Jejaring" in text) for text in texts] == [(False, True), (True, True)]
    assert ["2 (dua) jam pelajaran" in texts[0], "8 (delapan) jam pelajaran" in texts[1]] == [True, True]


def test_revoked_certificate_is_not_printed(issued, attended, operator, login):
    certificates.revoke(certificate=issued[0], reason="Salah nama", by=operator)

    response = login(operator).get(address("certificate_pdf", attended, issued[0].pk))

    assert response.url == address("event_certificates", attended)
    assert not AccessLog.objects.exists()


def test_nothing_to_print_says_so(attended, operator, login):
    response = login(operator).get(address("event_certificates_pdf", attended))

    assert response.url == address("event_certificates", attended)


@pytest.mark.parametrize("many", [1, 5])
def test_printing_takes_a_fixed_number_of_statements(
    many, event, office, operator, regions, django_assert_num_queries
):
    invite_many(event, office, {"PSM": many}, [regions["35.13.19.2003"]])
    attend(event, session=1)
    attend(event, session=2)
    certificates.issue(event=event, on=DAY, by=operator)
    event = Event.objects.select_related("office__region").get()
    rows = list(Certificate.objects.select_related("participant__role", "speaker"))

    with django_assert_num_queries(5):
        paper(event, rows, address="https://contoh.go.id/s/")
