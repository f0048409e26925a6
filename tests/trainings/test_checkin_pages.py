"""The desk's pages: who may open them, what the plain forms do, what the script is told."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import appoint, invite, make_user, make_worker
from tests.trainings.people import address, attend
from trainings import checkin
from trainings.actions import events
from trainings.models import Attendance

JSON = {"accept": "application/json"}


@pytest.fixture
def session(event):
    return event.sessions.first()


@pytest.fixture
def ani(event, office, regions):
    return invite(event, make_worker(office, "Ani", nik="3513194105800007"), "PSM", regions["35.13.19.2003"])


@pytest.fixture
def officer(event, desk):
    event.desks.add(desk)
    return desk


@pytest.fixture
def at_desk(login, officer):
    return login(officer)


def go(name: str, session) -> str:
    return address(name, session.event, session.pk)


def cards(response) -> list[tuple[str, str]]:
    return [(card.kind, card.name) for card in response.context["cards"]]


def test_officer_finds_the_desk_of_his_event_from_home(at_desk, event, office, session):
    home = at_desk.get("/")

    assert [one.slug for one in home.context["panel"].context["events"]] == [event.slug]
    assert reverse("checkin", args=[event.slug]) in home.content.decode()
    assert at_desk.get(reverse("checkin", args=[event.slug])).url == address(
        "checkin_desk", event, event.sessions.last().pk
    )


def test_desk_is_nobody_elses(event, session, login, desk, supervisor, stranger):
    address = go("checkin_desk", session)

    assert [login(user).get(address).status_code for user in (desk, supervisor, stranger)] == [404, 403, 404]


def test_session_of_another_event_is_not_there(at_desk, event, office, session):
    assert at_desk.get(address("checkin_desk", event, session.pk + 999)).status_code == 404


def test_desk_shows_names_only(at_desk, ani, session):
    ani.worker.phone = "+628123456789"
    ani.worker.save()

    texts = [
        at_desk.get(f"{go('checkin_desk', session)}?q=ani").content.decode(),
        at_desk.get(go("checkin_names", session)).content.decode(),
    ]

    for text in texts:
        assert "Ani" in text
        assert not [secret for secret in (ani.worker.nik, ani.worker.phone, ani.token) if secret in text]


def test_name_typed_into_the_plain_form_leads_to_those_found(at_desk, ani, session):
    response = at_desk.post(go("checkin_record", session), {"q": "ani", "nonce": str(uuid4())}, follow=True)

    assert [person.shown_name for person, *_rest in response.context["found"]] == ["Ani"]
    assert not Attendance.objects.exists()


def test_plain_forms_check_in_and_undo(at_desk, ani, session):
    nonce = str(uuid4())

    first = at_desk.post(go("checkin_record", session), {"participant": ani.pk, "nonce": nonce})
    sent_again = at_desk.post(go("checkin_record", session), {"participant": ani.pk, "nonce": nonce})
    second = at_desk.post(go("checkin_record", session), {"participant": ani.pk, "nonce": str(uuid4())})

    assert cards(first) == cards(sent_again) == [("present", "Ani")]
    assert cards(second) == [("again", "Ani"), ("present", "Ani")]
    assert second.context["counts"].present == 1
    undone = at_desk.post(go("checkin_undo", session), {"nonce": nonce})
    assert cards(undone) == [("undone", "")]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("way", ["token", "address", "number"])
def test_scanned_card_checks_in_at_once(way, at_desk, ani, session):
    text = {"token": ani.token, "address": f"http://localhost/k/{ani.token}/", "number": str(ani.pk)}[way]

    response = at_desk.post(go("checkin_record", session), {"q": text, "nonce": str(uuid4())})

    assert cards(response)[0] == ("present", "Ani")
    assert Attendance.objects.get().participant == ani


def test_unknown_card_is_red_and_records_nobody(at_desk, session):
    response = at_desk.post(go("checkin_record", session), {"q": "x" * 22, "nonce": str(uuid4())})

    assert cards(response) == [("unknown", "")]
    assert not Attendance.objects.exists()


def test_who_is_excused_is_checked_in_only_on_the_second_word(at_desk, event, ani, session):
    attend(event, session=1, status="excused")
    record, sent = go("checkin_record", session), {"participant": ani.pk}

    first = at_desk.post(record, sent | {"nonce": str(uuid4())})
    second = at_desk.post(record, sent | {"nonce": str(uuid4()), "instead_of": "excused"})

    assert [cards(first)[0], cards(second)[0]] == [("other", "Ani"), ("present", "Ani")]


def test_uninvited_person_of_the_roster_is_offered_and_added(at_desk, office, regions, event, session):
    worker = make_worker(office, "Yusuf Maulana")
    appoint(worker, "PSM", regions["35.13.18.2001"])

    page = at_desk.get(f"{go('checkin_desk', session)}?q=yusuf")
    done = at_desk.post(go("checkin_walk_in", session), {"worker": worker.pk, "nonce": str(uuid4())})

    assert [person for person, _line, _nonce in page.context["uninvited"]] == [worker]
    assert cards(done) == [("present", "Yusuf Maulana")]
    assert event.participants.get().origin == "walk_in"


def test_person_outside_the_events_region_is_no_walk_in(at_desk, other_office, event, session):
    worker = make_worker(other_office, "Orang Jauh")

    response = at_desk.post(go("checkin_walk_in", session), {"worker": worker.pk, "nonce": str(uuid4())})

    assert cards(response) == [("unknown", "")]
    assert not event.participants.exists()


@pytest.mark.parametrize("nonce", ["", "7", "not-a-nonce"])
def test_act_without_a_nonce_is_refused(nonce, at_desk, ani, session):
    response = at_desk.post(go("checkin_record", session), {"participant": ani.pk, "nonce": nonce})

    assert response.status_code == 400
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("name", ["checkin_record", "checkin_undo", "checkin_walk_in"])
def test_state_never_changes_on_get(name, at_desk, ani, session):
    sent = {"participant": ani.pk, "nonce": str(uuid4()), "name": "Yusuf"}

    assert at_desk.get(go(name, session), sent).status_code == 405

    assert not Attendance.objects.exists()


def test_script_is_answered_in_json(at_desk, ani, session, officer):
    officer.language = "en"
    officer.save()
    send = lambda **sent: at_desk.post(  # noqa: E731
        go("checkin_record", session), {"nonce": str(uuid4()), "participant": ani.pk} | sent, headers=JSON
    ).json()

    first, again, unknown = send(), send(), send(participant="", q="y" * 22)

    assert (first["kind"], first["name"], first["line"]) == (
        "present",
        "Ani",
        "PSM · Desa Kalirejo, Kec. Dringu",
    )
    assert first["heading"].startswith("Present · ")
    assert (again["kind"], again["participant"]) == ("again", ani.pk)
    assert again["heading"].endswith(f" by {officer}")
    assert (unknown["kind"], unknown["participant"]) == ("unknown", None)


def test_closed_event_refuses_and_gives_no_names(at_desk, event, ani, session, operator):
    events.close(event=event, by=operator)

    refusal = at_desk.post(
        go("checkin_record", session), {"participant": ani.pk, "nonce": str(uuid4())}, headers=JSON
    )

    assert refusal.json()["kind"] == "refused"
    assert at_desk.get(go("checkin_names", session)).json() == {"open": False, "people": []}
    assert at_desk.get(go("checkin_count", session)).json()["open"] is False
    assert not Attendance.objects.exists()


def test_names_come_with_digests_and_what_is_recorded(at_desk, event, ani, session):
    attend(event, session=1, at="2019-12-09T01:12Z")

    told = at_desk.get(go("checkin_names", session)).json()

    assert told == {
        "open": True,
        "people": [
            {
                "id": ani.pk,
                "name": "Ani",
                "key": "ani",
                "line": "PSM · Desa Kalirejo, Kec. Dringu",
                "digest": checkin.digest(ani.token),
                "status": "present",
                "time": "08.12",
            }
        ],
    }


def test_count_is_told_with_a_token_for_the_forms(at_desk, event, ani, session):
    attend(event, session=1)

    told = at_desk.get(go("checkin_count", session)).json()

    assert (told["open"], told["present"], told["due"], told["areas"]) == (True, 1, 1, [["Dringu", 1, 1]])
    assert len(told["token"]) == 64


def test_times_are_told_on_the_clock_of_the_office(at_desk, event, office, ani, session):
    office.time_zone = "Asia/Jayapura"
    office.save()
    attend(event, session=1, at="2019-12-09T01:12Z")

    assert at_desk.get(go("checkin_names", session)).json()["people"][0]["time"] == "10.12"
    page = at_desk.post(go("checkin_record", session), {"participant": ani.pk, "nonce": str(uuid4())})
    assert "10.12" in page.content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_check_in_takes_a_fixed_number_of_statements(
    many, at_desk, event, office, regions, session, django_assert_num_queries
):
    rows = [invite(event, make_worker(office), "PSM", regions["35.13.19.2003"]) for _number in range(many)]
    sent = {"participant": rows[-1].pk, "nonce": str(uuid4())}

    with django_assert_num_queries(6):
        at_desk.post(go("checkin_record", session), sent, headers=JSON)


@pytest.mark.parametrize("many", [1, 30])
def test_desk_opens_with_a_fixed_number_of_statements(
    many, at_desk, event, office, regions, django_assert_num_queries, session
):
    for _number in range(many):
        invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])

    with django_assert_num_queries(10):
        at_desk.get(go("checkin_desk", session))


def test_kept_page_is_the_desk_without_those_who_came(at_desk, session, ani):
    at_desk.post(go("checkin_record", session), {"participant": ani.pk, "nonce": str(uuid4())}, headers=JSON)

    shown = [at_desk.get(go(name, session)).context["cards"] for name in ("checkin_desk", "checkin_shell")]

    assert [[card.name for card in cards] for cards in shown] == [["Ani"], []]


def test_worker_of_the_desk_is_a_script(at_desk, session):
    response = at_desk.get(go("checkin_worker", session))

    assert response.headers["Content-Type"] == "text/javascript"
    assert b'addEventListener("fetch"' in b"".join(response.streaming_content)


def test_organiser_gives_the_desk_to_officers(event, desk, operator, login, office):
    page = login(operator).get(address("event_desks", event))
    saved = login(operator).post(address("event_desks", event), {"officers": [desk.pk]})

    assert list(page.context["form"].fields["officers"].queryset) == [desk]
    assert saved.url == event.get_absolute_url()
    assert list(event.desks.all()) == [desk]
    assert login(desk).get(address("checkin", event)).status_code == 302


def test_officer_without_an_event_sees_that_none_is_given(login, desk, event):
    panel = login(desk).get("/").context["panel"]

    assert panel.context["events"] == []
    assert login(make_user(None, desk.scope)).get("/").context["panel"] is None
