"""The list of events and the page of one: what they show, and in how many statements."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from registry.models import Role
from tests.factories import invite, make_event, make_worker
from tests.trainings.people import address, attend, invite_many, serve
from trainings.actions import events
from trainings.actions.checkin import check_in, undo
from trainings.models import Attendance, Certificate, HeadcountClaim, Participant, Quota
from trainings.story import story_of
from welfare.history import acting


def test_list_shows_the_events_in_sight(event, office, other_office, operator, login):
    make_event(other_office, title="Punya tetangga")

    response = login(operator).get(reverse("events"))

    assert [row.title for row in response.context["page_obj"]] == [event.title]


def test_list_counts_the_people_in_sight_only(event, neighbour, office, regions, login):
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])

    (row,) = login(neighbour).get(reverse("events")).context["page_obj"]

    assert row.listed == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2019", {"Bimtek 2019", "Rakor 2020"}),
        ("year=2020", {"Rakor 2020"}),
        ("kind=rakor", {"Rakor 2020"}),
        ("state=closed", {"Bimtek 2019"}),
        ("state=over", {"Rakor 2020"}),
        ("state=coming", {"Nanti"}),
        ("q=rakor", {"Rakor 2020"}),
        ("q=gedung+nanti", {"Nanti"}),
        ("kind=unknown", set()),
    ],
)
def test_list_is_filtered(query, found, office, operator, login):
    done = make_event(office, title="Bimtek 2019", days=(date(2019, 12, 9),))
    events.close(event=done, by=operator)
    make_event(office, title="Rakor 2020", kinds=["rakor"], days=(date(2019, 12, 31), date(2020, 1, 1)))
    make_event(office, title="Nanti", days=(date(2999, 1, 1),))

    response = login(operator).get(f"{reverse('events')}?{query}")

    assert {row.title for row in response.context["page_obj"]} == found


@pytest.mark.parametrize("events_shown", [1, 3])
def test_list_takes_a_fixed_number_of_statements(
    events_shown, office, operator, regions, login, django_assert_num_queries
):
    for _number in range(events_shown):
        event = make_event(office)
        invite_many(event, office, {"PSM": 2}, [regions["35.13.19.2003"]])
    client = login(operator)

    with django_assert_num_queries(7):
        client.get(reverse("events"))


@pytest.mark.parametrize("each", [1, 3, 132])
def test_event_takes_a_fixed_number_of_statements(
    each, event, office, operator, regions, login, django_assert_num_queries
):
    invite_many(event, office, {"PSM": each}, [regions["35.13.18.2001"], regions["35.13.19.2003"]])
    attend(event, session=1)
    client = login(operator)

    with django_assert_num_queries(23):
        response = client.get(address("event", event))

    assert response.context["total"]["came"] == 2 * each


def test_event_tells_the_difference_to_the_claim(event, office, operator, regions, login):
    HeadcountClaim.objects.create(event=event, number=3, source="Siaran pers")
    HeadcountClaim.objects.create(event=event, wording="sejumlah")
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=1)

    context = login(operator).get(address("event", event)).context

    assert [item["difference"] for item in context["claims"]] == [-2, None]


def test_event_names_what_is_left_to_do(office, operator, regions, login):
    event = make_event(office)
    event.sessions.filter(label="Hari 2").update(venue="")
    Quota.objects.create(event=event, role=Role.objects.get(code="TKSK"), number=1)
    serve(office, "TKSK", regions["35.13.19"], "Ani")
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    operator.language = "en"
    operator.save()

    tasks = [task.text for task in login(operator).get(address("event", event)).context["tasks"]]

    assert tasks == [
        "Hari 2 has no venue yet",
        "1 seat to fill",
        "1 seat has nobody to fill it",
        "Hari 1: 1 attendance is not recorded",
        "Hari 2: 1 attendance is not recorded",
        "The event is over",
    ]


def test_supervisor_is_given_no_tasks(event, supervisor, login):
    assert login(supervisor).get(address("event", event)).context["tasks"] == []


def test_history_tells_each_save(event, operator, login):
    client = login(operator)
    client.post(address("event_close", event), {"reason": "Sudah selesai"})

    entry = client.get(address("event_history", event)).context["page_obj"].object_list[0]

    assert (entry.who, entry.reason) == (operator.username, "Sudah selesai")
    assert len(entry.lines) == 2


def told(event) -> list[tuple[str, list[str]]]:
    """(who, lines) of each entry of the history, newest first."""
    return [(entry.who, entry.lines) for entry in story_of(event)]


def test_history_tells_who_was_given_the_check_in(event, operator, desk, login):
    desk.first_name, desk.last_name = "Joko", "Santoso"
    desk.save()
    client = login(operator)

    client.post(address("event_desks", event), {"officers": [desk.pk]})
    client.post(address("event_desks", event), {"officers": []})

    assert told(event)[:2] == [
        (str(operator), ["Check-in taken from Joko Santoso"]),
        (str(operator), ["Check-in given to Joko Santoso"]),
    ]


def test_history_tells_the_check_ins_of_an_officer_at_once(event, office, desk, regions):
    session = event.sessions.first()
    for name in ("Ani", "Budi"):
        person = invite(event, make_worker(office, name), "PSM", regions["35.13.19"])
        check_in(session=session, participant=person, nonce=uuid4(), by=desk)
        last = Attendance.objects.get(participant=person)
    undo(session=session, nonce=last.nonce, by=desk)

    assert told(event)[0] == (str(desk), [f"Check-in, {session}: 2 added, 1 removed"])


def test_history_tells_whose_attendance_was_corrected(event, office, operator, regions):
    session = event.sessions.first()
    people = [
        invite(event, make_worker(office, name), "PSM", regions["35.13.19"]) for name in ("Ani", "Budi")
    ]
    with acting(by=operator, reason="daftar hadir"):
        attend(event, session=1, status="absent")
    with acting(by=operator, reason="surat izin"):
        Attendance.objects.filter(participant=people[1]).update(status="sick")
    with acting(by=operator, reason="salah undang"):
        Attendance.objects.filter(participant=people[0]).delete()
        Participant.objects.filter(pk=people[0].pk).delete()

    assert [sorted(lines) for _who, lines in told(event)[:3]] == [
        [f"Attendance removed: Ani, {session}, Absent", "Participant removed: Ani"],
        [f"Attendance changed: Budi, {session}, Status: Absent → Sick"],
        [f"Attendance added: Ani, {session}, Absent", f"Attendance added: Budi, {session}, Absent"],
    ]


def test_history_counts_what_is_too_much_to_name(event, office, operator, regions):
    with acting(by=operator, reason="undangan"):
        invite_many(event, office, {"PSM": 6}, [regions["35.13.19.2003"]])

    assert told(event)[0] == (str(operator), ["Participants: 6 added"])


def test_history_is_filtered_by_person_and_day(event, operator, administrator, login):
    client = login(operator)
    client.post(address("event_close", event), {"reason": "Selesai"})
    login(administrator).post(address("event_reopen", event), {"reason": "Belum"})

    def shown(**asked):
        page = client.get(address("event_history", event), asked).context["page_obj"]
        return [entry.reason for entry in page.object_list if entry.reason]

    assert shown() == ["Belum", "Selesai"]
    assert shown(who=str(operator)) == ["Selesai"]
    assert shown(until="2020-01-01") == []
    assert shown(since="2020-01-01", page="1") == ["Belum", "Selesai"]
    assert shown(since="rusak") == ["Belum", "Selesai"]


def test_history_tells_certificates_by_their_numbers(event, office, operator, regions, login):
    invite_many(event, office, {"PSM": 2}, [regions["35.13.19.2003"]])
    attend(event, session=1)
    attend(event, session=2)
    client = login(operator)

    client.post(address("event_certificates_issue", event), {"on": "2019-12-10"})
    first = Certificate.objects.get(sequence=1)
    client.post(address("certificate_revoke", event, first.pk), {"reason": "Nama keliru"})

    assert [(by, lines[0]) for by, lines in told(event)[:2]] == [
        (str(operator), f"Certificate {first.number} revoked"),
        (str(operator), "2 certificates issued: numbers 1 to 2."),
    ]


@pytest.mark.parametrize("each", [1, 3])
def test_history_takes_a_fixed_number_of_statements(
    each, event, office, operator, regions, login, django_assert_num_queries
):
    invite_many(event, office, {"PSM": each}, [regions["35.13.19.2003"]])
    client = login(operator)
    for _number in range(each):
        client.post(address("event_close", event), {"reason": "Selesai"})
        client.post(address("event_reopen", event), {"reason": "Belum"})

    with django_assert_num_queries(30):
        client.get(address("event_history", event))
