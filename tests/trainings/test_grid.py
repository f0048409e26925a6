"""The attendance grid: its sheets, what it saves, whom it lets save."""

import pytest
from django.http import QueryDict

from tests.factories import invite, make_event, make_worker
from tests.trainings.people import address, attend, invite_many
from trainings import grid
from trainings.actions import events
from trainings.models import Attendance, Group, Participant


@pytest.fixture
def people(event, office, regions):
    """Two of Dringu, one of Gending."""
    places = {"Ani": "35.13.19.2003", "Budi": "35.13.19.2004", "Citra": "35.13.18.2001"}
    return {
        name: invite(event, make_worker(office, name), "PSM", regions[place])
        for name, place in places.items()
    }


@pytest.fixture
def url(event):
    return address("event_attendance", event)


def sent(page, **changes) -> dict:
    """What a browser would send for the page, with some cells ("Ani 1") changed."""
    context = page.context
    data = {"seen": context["seen"]}
    for cell in grid.cells(context["rows"]):
        number = context["counts"].sessions.index(cell.session) + 1
        name = f"{cell.participant.shown_name} {number}"
        data[f"cell-{cell.key}"] = changes.pop(name, cell.status)
    assert not changes, "no such cell on the page"
    return data


def recorded(event) -> dict[str, str]:
    """What is recorded: "Ani 1" -> status."""
    sessions = list(event.sessions.all())
    return {
        f"{row.participant} {sessions.index(row.session) + 1}": row.status
        for row in Attendance.objects.select_related("participant__worker", "session")
    }


def test_grid_opens_at_the_first_sheet_that_misses_something(event, people, operator, url, login):
    attend(event, session=1)
    attend(event, session=2, participants=[people["Citra"]])

    context = login(operator).get(url).context

    assert (context["session"].label, context["key"]) == ("Hari 2", "35.13.19")
    assert [(sheet.name, sheet.recorded, sheet.due) for sheet in context["sheets"]] == [
        ("Gending", 1, 1),
        ("Dringu", 0, 2),
    ]


def test_sheet_is_chosen_in_the_address(event, people, operator, url, login):
    first = event.sessions.first()

    context = login(operator).get(f"{url}?session={first.pk}&district=35.13.18").context

    assert [person.shown_name for person, _cells in context["rows"]] == ["Citra"]


def test_sheet_tells_who_recorded_what_and_how(event, people, operator, url, login):
    client, sheet = login(operator), f"{url}?district=35.13.18"
    client.post(sheet, sent(client.get(sheet), **{"Citra 1": "sick"}))

    page = client.get(f"{sheet}&told=1")

    first, second = [cell.record for cell in grid.cells(page.context["rows"])]
    assert (first.status, first.recorded_by, first.method) == ("sick", operator, "grid")
    assert second is None
    assert page.context["may_record"] is False


@pytest.mark.parametrize("query", ["district=35.14.14", "district=x", "session=0", "session=x"])
def test_sheet_that_does_not_exist_is_not_found(query, people, operator, url, login):
    assert login(operator).get(f"{url}?{query}").status_code == 404


def test_speakers_and_guests_have_a_sheet_of_their_own(event, people, operator, regions, url, login):
    Participant.objects.create(event=event, name="Wahyu", capacity="speaker", region=regions["35.13"])

    context = login(operator).get(f"{url}?district=others").context

    assert [person.shown_name for person, _cells in context["rows"]] == ["Wahyu"]
    assert [(s.key, s.recorded, s.due) for s in context["sheets"]][-1] == ("others", 0, 1)


def test_person_has_no_cell_where_he_is_not_due(event, people, operator, url, login):
    group = Group.objects.create(event=event, name="Gelombang 2")
    group.sessions.add(event.sessions.last())
    Participant.objects.filter(pk=people["Citra"].pk).update(group=group)

    context = login(operator).get(f"{url}?district=35.13.18").context

    assert [cell is not None for _session, cell in context["rows"][0][1]] == [False, True]


def test_only_changed_cells_are_saved(event, people, operator, url, login):
    attend(event, session=1, participants=[people["Ani"]])
    client = login(operator)
    page = client.get(f"{url}?district=35.13.19")
    before = Attendance.objects.get()

    client.post(f"{url}?district=35.13.19", sent(page, **{"Budi 1": "sick"}))

    assert recorded(event) == {"Ani 1": "present", "Budi 1": "sick"}
    before.refresh_from_db()
    assert (before.recorded_by, Attendance.objects.get(status="sick").recorded_by) == (None, operator)


def test_page_saved_twice_keeps_the_same_rows(event, people, operator, url, login):
    client = login(operator)
    data = sent(client.get(f"{url}?district=35.13.19"), **{"Ani 1": "present", "Budi 2": "absent"})

    client.post(f"{url}?district=35.13.19", data)
    before = list(Attendance.objects.order_by("pk").values())
    client.post(f"{url}?district=35.13.19", data)

    assert list(Attendance.objects.order_by("pk").values()) == before
    assert recorded(event) == {"Ani 1": "present", "Budi 2": "absent"}


def test_cell_cleared_is_not_recorded(event, people, operator, url, login):
    attend(event, session=1)
    client = login(operator)

    client.post(f"{url}?district=35.13.19", sent(client.get(f"{url}?district=35.13.19"), **{"Ani 1": ""}))

    assert recorded(event) == {"Budi 1": "present", "Citra 1": "present"}


def test_cell_filled_by_somebody_else_meanwhile_is_kept_and_said(event, people, operator, url, login):
    client = login(operator)
    page = client.get(f"{url}?district=35.13.19")
    attend(event, session=1, participants=[people["Ani"]], status="sick")

    response = client.post(
        f"{url}?district=35.13.19",
        sent(page, **{"Ani 1": "present", "Budi 1": "present"}),
        follow=True,
    )

    assert recorded(event) == {"Ani 1": "sick", "Budi 1": "present"}
    assert [message.level_tag for message in response.context["messages"]] == ["success", "warning"]


def test_rest_is_filled_with_present(event, people, operator, url, login):
    attend(event, session=1, participants=[people["Ani"]], status="sick")
    first = event.sessions.first()
    client = login(operator)
    page = client.get(f"{url}?district=35.13.19&session={first.pk}")

    client.post(f"{url}?district=35.13.19&session={first.pk}", sent(page) | {"fill": str(first.pk)})

    assert recorded(event) == {"Ani 1": "sick", "Budi 1": "present"}


def test_substitute_is_named(event, people, operator, url, login):
    attend(event, session=1, participants=[people["Ani"]], status="represented")
    client = login(operator)
    page = client.get(f"{url}?district=35.13.19")
    (cell,) = page.context["represented"]
    names = {f"by-{cell.key}": " Dewi\0\u202e ", f"by-was-{cell.key}": ""}

    client.post(f"{url}?district=35.13.19", sent(page) | names)

    assert Attendance.objects.get().represented_by == "Dewi"


def test_saving_leads_on_to_the_next_sheet(event, people, operator, url, login):
    first = event.sessions.first()
    client = login(operator)
    page = client.get(f"{url}?district=35.13.18&session={first.pk}")

    response = client.post(
        f"{url}?district=35.13.18&session={first.pk}", sent(page, **{"Citra 1": "present"}) | {"next": "1"}
    )

    assert response.url == f"{url}?session={first.pk}&district=35.13.19"


def test_closed_event_is_shown_and_not_saved(event, people, operator, url, login):
    client = login(operator)
    data = sent(client.get(f"{url}?district=35.13.19"), **{"Ani 1": "present"})
    events.close(event=event, by=operator)

    response = client.post(f"{url}?district=35.13.19", data, follow=True)

    assert recorded(event) == {}
    assert (response.status_code, response.context["may_record"]) == (200, False)


@pytest.mark.parametrize(("user", "status"), [("supervisor", 403), ("stranger", 404), ("desk", 403)])
def test_grid_is_saved_by_the_organiser_only(user, status, event, people, operator, url, login, request):
    data = sent(login(operator).get(f"{url}?district=35.13.19"), **{"Ani 1": "present"})

    response = login(request.getfixturevalue(user)).post(f"{url}?district=35.13.19", data)

    assert response.status_code == status
    assert recorded(event) == {}


def test_cell_of_another_event_is_refused(event, people, office, operator, regions, url, login):

    other = make_event(office)
    far = invite(other, make_worker(office), "PSM", regions["35.13.19.2003"])
    key = f"cell-{far.pk}-{other.sessions.first().pk}"

    response = login(operator).post(f"{url}?district=35.13.19", {"seen": "", key: "present"}, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert recorded(event) == {}


@pytest.mark.parametrize("each", [1, 3, 132])
def test_grid_takes_a_fixed_number_of_statements(
    each, event, office, operator, regions, url, login, django_assert_num_queries
):
    invite_many(event, office, {"PSM": each}, [regions["35.13.18.2001"], regions["35.13.19.2003"]])
    attend(event, session=1)
    client = login(operator)

    with django_assert_num_queries(18):
        page = client.get(f"{url}?district=all")

    assert len(page.context["rows"]) == 2 * each


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("cell-1-2=present", [(1, 2, "present", "")]),
        ("seen=1-2%3Dpresent&cell-1-2=present", []),
        ("seen=1-2%3Dpresent&cell-1-2=", [(1, 2, "", "present")]),
        ("cell-1-2=&cell-1-3=&fill=3", [(1, 3, "present", "")]),
        ("seen=1-2%3Dsick&cell-1-2=sick&fill=2", []),
        ("cell-1=present&cell-x-2=present&cell-1-2-3=present&other=1", []),
        (f"cell-{'9' * 40}-1=present", []),
        ("seen=%3D+x+1-2&cell-1-2=present", [(1, 2, "present", "")]),
    ],
)
def test_marks_are_what_differs_from_what_was_seen(query, marks):
    found = [(m.participant_id, m.session_id, m.status, m.seen) for m in grid.marks(QueryDict(query))]

    assert found == marks
