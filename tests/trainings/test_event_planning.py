"""Planning an event in the browser: its facts, days, quotas, topics, and its end."""

from datetime import date

import pytest
from django.urls import reverse

from registry.models import Role
from tests.factories import invite, make_event, make_worker
from tests.trainings.people import address, attend
from trainings.actions import events
from trainings.models import AgendaItem, Event, Session, Speaker


def rows(prefix: str, *filled: dict, initial: int = 0) -> dict:
    """What a browser sends for rows of a formset."""
    data = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(filled):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def facts(organiser, **changes) -> dict:
    return {
        "title": "Rakor TKSK",
        "kinds": ["rakor"],
        "office": organiser.pk,
        "region": organiser.region.code,
        "attendance_threshold": 100,
    } | changes


def test_event_is_planned_with_its_days(office, operator, regions, login):
    days = rows(
        "sessions",
        {"date": "2020-03-02", "label": "Hari I", "venue": "Aula", "venue_region": "Dringu, Probolinggo"},
        {"date": "2020-03-03", "venue": "Pendopo", "starts_at": "08:00", "ends_at": "15:00"},
        {"date": ""},
    )

    response = login(operator).post(reverse("event_create"), facts(office) | days)

    event = Event.objects.get()
    assert response.url == reverse("event_quotas", args=["rakor-tksk-2020"])
    assert [(s.date.day, s.venue, s.venue_region) for s in event.sessions.all()] == [
        (2, "Aula", regions["35.13.19"]),
        (3, "Pendopo", None),
    ]


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"title": ""}, {"date": "2020-03-02"}),
        ({"kinds": []}, {"date": "2020-03-02"}),
        ({}, {"date": ""}),
        ({}, {"date": "2020-03-02", "starts_at": "15:00", "ends_at": "08:00"}),
    ],
    ids=["no title", "no kind", "no day", "ends before it starts"],
)
def test_event_planned_wrongly_is_not_saved(changes, day, office, operator, login):
    response = login(operator).post(reverse("event_create"), facts(office, **changes) | rows("sessions", day))

    assert response.status_code == 422
    assert response.content.decode().count('class="summary"') == 1
    assert not Event.objects.exists()


def test_event_for_an_office_out_of_sight_is_refused(office, other_office, operator, login):
    data = facts(office, office=other_office.pk) | rows("sessions", {"date": "2020-03-02"})

    assert login(operator).post(reverse("event_create"), data).status_code == 422
    assert not Event.objects.exists()


def test_another_row_is_given_without_saving(office, operator, login):
    data = facts(office) | rows("sessions", {"date": "2020-03-02"}) | {"more": "1"}

    response = login(operator).post(reverse("event_create"), data)

    assert len(response.context["rows"].forms) == 2
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("total", "drawn"), [("1", 2), ("", 0), ("-1", 0), ("null", 0), ("²", 0), ("9" * 5000, 150), ("149", 150)]
)
def test_another_row_is_given_for_any_number_that_is_sent(total, drawn, office, operator, login):
    data = facts(office) | {"sessions-TOTAL_FORMS": total, "sessions-INITIAL_FORMS": "0", "more": "1"}

    response = login(operator).post(reverse("event_create"), data)

    assert (response.status_code, len(response.context["rows"].forms)) == (200, drawn)


def test_supervisor_plans_nothing(supervisor, login):
    assert login(supervisor).get(reverse("event_create")).status_code == 403


def test_event_is_edited_at_the_revision_read(event, office, operator, login):
    client = login(operator)
    data = facts(office, title="Judul baru", revision=event.revision)

    first = client.post(address("event_edit", event), data)
    late = client.post(address("event_edit", event), data | {"title": "Judul lama"})

    event.refresh_from_db()
    assert (first.status_code, late.status_code, event.title) == (302, 409, "Judul baru")


def test_closed_event_is_not_edited(event, office, operator, login):
    events.close(event=event, by=operator)
    event.refresh_from_db()

    response = login(operator).post(
        address("event_edit", event), facts(office, title="Lain", revision=event.revision)
    )

    event.refresh_from_db()
    assert (response.status_code, event.title) == (422, "Bimbingan Teknis PSKS")


def test_days_are_rearranged(event, operator, login):
    first, last = event.sessions.all()
    data = rows(
        "sessions",
        {"id": first.pk, "date": "2019-12-09", "venue": "Gedung baru"},
        {"id": last.pk, "date": "2019-12-10", "venue": "Gedung 2", "DELETE": "on"},
        {"date": "2019-12-12", "venue": "Pendopo"},
        initial=2,
    )

    login(operator).post(address("event_sessions", event), data)

    event.refresh_from_db()
    assert [(s.date.day, s.venue) for s in event.sessions.all()] == [(9, "Gedung baru"), (12, "Pendopo")]
    assert event.last_day == date(2019, 12, 12)


def test_venue_elsewhere_survives_the_form(event, operator, regions, login):
    session = event.sessions.first()
    session.venue_region = regions["36.71.01"]
    session.save()
    client = login(operator)
    form = client.get(address("event_sessions", event)).context["rows"].forms[0]
    row = {"id": session.pk, "date": "2019-12-09", "venue_region": form["venue_region"].value()}

    client.post(address("event_sessions", event), rows("sessions", row, initial=1))

    session.refresh_from_db()
    assert (session.venue_region, session.venue) == (regions["36.71.01"], "")


def test_day_with_attendance_is_kept_and_said(event, office, operator, regions, login):
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=1)
    first = event.sessions.first()
    data = rows("sessions", {"id": first.pk, "date": "2019-12-09", "DELETE": "on"}, initial=1)

    response = login(operator).post(address("event_sessions", event), data)

    assert response.status_code == 422
    assert event.sessions.count() == 2


def test_quota_is_saved_and_leads_to_the_invitation(event, operator, login):
    psm = Role.objects.get(code="PSM")
    data = rows("quotas", {"role": psm.pk, "number": 9, "level": "district"})

    response = login(operator).post(address("event_quotas", event), data)

    assert response.url == address("event_invite", event)
    assert [(q.role, q.number) for q in event.quotas.all()] == [(psm, 9)]


def test_quota_given_twice_is_refused(event, operator, login):
    psm = Role.objects.get(code="PSM")
    row = {"role": psm.pk, "number": 9, "level": "district"}

    response = login(operator).post(address("event_quotas", event), rows("quotas", row, row))

    assert response.status_code == 422
    assert not event.quotas.exists()


@pytest.mark.parametrize(
    ("page", "prefix", "row", "kept"),
    [
        ("event_quotas", "quotas", {"role": "TKSK", "number": 1, "level": "district"}, 0),
        ("event_speakers", "speakers", {"name": "Wahyu"}, 0),
        ("event_claims", "claims", {"number": 264}, 1),
    ],
)
def test_closed_event_takes_claims_only(page, prefix, row, kept, event, operator, login):
    events.close(event=event, by=operator)
    if "role" in row:
        row |= {"role": Role.objects.get(code=row["role"]).pk}

    login(operator).post(address(page, event), rows(prefix, row))

    assert getattr(event, prefix).count() == kept


def test_topics_are_saved_with_their_speakers(event, operator, login):
    speaker = Speaker.objects.create(event=event, name="Wahyu")
    session = event.sessions.first()
    data = rows("agenda", {"position": 1, "topic": "Pendataan", "lesson_hours": 3, "speakers": [speaker.pk]})

    login(operator).post(address("event_topics", event, session.pk), data)

    topic = AgendaItem.objects.get()
    assert (topic.session, topic.topic, list(topic.speakers.all())) == (session, "Pendataan", [speaker])


def test_topics_of_another_events_session_do_not_exist(event, office, operator, login):
    other = Session.objects.create(event=make_event(office), date=date(2020, 1, 1))

    assert login(operator).get(address("event_topics", event, other.pk)).status_code == 404


@pytest.mark.parametrize(
    ("page", "status"),
    [("event_close", "closed"), ("event_cancel", "cancelled"), ("event_reopen", "planned")],
)
def test_state_changes_with_a_reason(page, status, event, operator, login):
    if page == "event_reopen":
        events.close(event=event, by=operator)

    response = login(operator).post(address(page, event), {"reason": "Sudah selesai"})

    event.refresh_from_db()
    assert (response.status_code, event.status, event.status_reason) == (302, status, "Sudah selesai")


def test_event_closed_by_two_clicks_is_closed_once(event, operator, login):
    client = login(operator)
    answers = {"reason": "Selesai", "sending": "7"}

    clicks = [client.post(address("event_close", event), answers) for _click in range(2)]

    assert [click.url for click in clicks] == [event.get_absolute_url()] * 2


@pytest.mark.parametrize("page", ["event_cancel", "event_reopen"])
def test_state_does_not_change_without_a_reason(page, event, operator, login):
    if page == "event_reopen":
        events.close(event=event, by=operator)
    event.refresh_from_db()
    before = event.status

    response = login(operator).post(address(page, event), {"reason": ""})

    event.refresh_from_db()
    assert (response.status_code, event.status) == (422, before)


def test_copy_is_planned_on_other_days_and_once(event, operator, login):
    data = {"title": "Bimtek lagi", "first_day": "2020-12-07"}

    client = login(operator)
    responses = [client.post(address("event_copy", event), data) for _click in range(2)]

    assert {response.url for response in responses} == {reverse("event", args=["bimtek-lagi-2020"])}
    assert Event.objects.get(title="Bimtek lagi").last_day == date(2020, 12, 8)
