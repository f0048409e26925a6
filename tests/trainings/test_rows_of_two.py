"""Two people at one page of rows: neither overwrites what the other saved unseen."""

import html
import re

import pytest
from django.urls import reverse

from registry.models import Role
from tests.access.forms import sent
from tests.trainings.people import address
from trainings.models import AgendaItem, Group, HeadcountClaim, Quota, Session, Speaker


def drawn(response) -> dict[str, list[str]]:
    """The rows as a browser sends them back untouched."""
    return sent(response, "form")


@pytest.fixture
def days(event):
    return address("event_sessions", event)


@pytest.fixture
def opened(days, operator, login) -> dict[str, list[str]]:
    """The page of days as somebody opened it a while ago."""
    return drawn(login(operator).get(days))


def venues(event) -> list[str]:
    return list(event.sessions.values_list("venue", flat=True))


def told(response) -> list[str]:
    return [error for form in response.context["rows"].forms for error in form.non_field_errors()]


def test_row_both_changed_is_refused_with_what_it_says_now(event, opened, days, operator, login):
    first = event.sessions.first()
    Session.objects.filter(pk=first.pk).update(venue="Aula baru")

    response = login(operator).post(days, opened | {"sessions-0-venue": "Pendopo"})

    assert response.status_code == 422
    assert venues(event)[0] == "Aula baru"
    assert [error.rpartition(": ")[2] for error in told(response)] == ["Aula baru."]
    assert 'value="Pendopo"' in response.content.decode()


def test_row_refused_once_is_meant_when_it_is_saved_again(event, opened, days, operator, login):
    Session.objects.filter(pk=event.sessions.first().pk).update(venue="Aula baru")
    client = login(operator)

    refused = client.post(days, opened | {"sessions-0-venue": "Pendopo"})
    again = client.post(days, drawn(refused))

    assert (again.status_code, venues(event)[0]) == (302, "Pendopo")


def test_row_changed_twice_meanwhile_is_refused_twice(event, opened, days, operator, login):
    first, client = Session.objects.filter(pk=event.sessions.first().pk), login(operator)
    first.update(venue="Aula baru")
    refused = client.post(days, opened | {"sessions-0-venue": "Pendopo"})
    first.update(venue="Gedung lama")

    response = client.post(days, drawn(refused))

    assert (response.status_code, venues(event)[0]) == (422, "Gedung lama")


def test_row_left_alone_keeps_what_somebody_else_wrote(event, opened, days, operator, login):
    Session.objects.filter(pk=event.sessions.first().pk).update(venue="Aula baru")

    response = login(operator).post(days, opened | {"sessions-1-venue": "Pendopo"})

    assert (response.status_code, venues(event)) == (302, ["Aula baru", "Pendopo"])


def test_row_changed_meanwhile_is_not_deleted_unseen(event, opened, days, operator, login):
    Session.objects.filter(pk=event.sessions.last().pk).update(venue="Aula baru")

    response = login(operator).post(days, opened | {"sessions-1-DELETE": "on"})

    assert (response.status_code, event.sessions.count()) == (422, 2)


def test_row_deleted_meanwhile_is_not_written_again(event, opened, days, operator, login):
    event.sessions.last().delete()

    response = login(operator).post(days, opened | {"sessions-1-venue": "Pendopo"})

    assert (response.status_code, event.sessions.count()) == (422, 1)


@pytest.fixture
def rows_of_every_kind(event):
    session = event.sessions.first()
    Quota.objects.create(event=event, role=Role.objects.get(code="PSM"), level="district", number=9)
    HeadcountClaim.objects.create(event=event, number=264, wording="264 orang", source="Antara")
    speaker = Speaker.objects.create(event=event, name="Umi")
    Group.objects.create(event=event, name="Gelombang 1").sessions.add(session)
    topic = AgendaItem.objects.create(session=session, topic="Pendataan", starts_at="08:00")
    topic.speakers.add(speaker)
    return session


@pytest.mark.parametrize(
    "page",
    ["event_sessions", "event_quotas", "event_groups", "event_claims", "event_speakers", "event_topics"],
)
def test_untouched_page_says_what_it_showed(page, event, rows_of_every_kind, operator, login):
    of_session = [rows_of_every_kind.pk] if page == "event_topics" else []
    there, client = reverse(page, args=[event.slug, *of_session]), login(operator)
    shown = client.get(there)
    stored = [form for form in shown.context["rows"].forms if form.instance.pk]

    response = client.post(there, drawn(shown))

    seen = [html.unescape(text) for text in re.findall(r'-seen" value="([^"]*)"', shown.content.decode())]
    assert seen == [form["seen"].value() for form in stored]
    assert stored
    assert response.status_code == 302
    assert list(AgendaItem.objects.values_list("speakers__name", flat=True)) == ["Umi"]
