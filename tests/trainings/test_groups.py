"""Groups: the same session for different districts on different days."""

from datetime import date

import pytest

from tests.factories import make_event
from tests.trainings.people import address, invite_many
from tests.trainings.test_event_planning import rows
from trainings.actions import events, groups
from trainings.models import Event, Group
from trainings.queries import headcount
from welfare.errors import RuleError

GENDING, DRINGU = "35.13.18.2001", "35.13.19.2003"


@pytest.fixture
def waves(event) -> list[Group]:
    """A group for each of the two days."""
    made = []
    for number, session in enumerate(event.sessions.all(), start=1):
        group = Group.objects.create(event=event, name=f"Gelombang {number}")
        group.sessions.add(session)
        made.append(group)
    return made


@pytest.fixture
def invited(event, office, regions):
    invite_many(event, office, {"PSM": 3}, [regions[GENDING]])
    invite_many(event, office, {"PSM": 2}, [regions[DRINGU]])
    return event


def of_districts(event) -> list[tuple]:
    found = event.participants.order_by("region__code", "pk").values_list(
        "region__district__name", "group__name"
    )
    return list(dict.fromkeys(found))


def test_districts_come_on_different_days(invited, waves, operator, regions, login):
    data = {str(regions["35.13.18"].pk): waves[0].pk, str(regions["35.13.19"].pk): waves[1].pk}

    login(operator).post(address("event_group_areas", invited), data)

    first, last = invited.sessions.all()
    total = headcount(invited, invited.participants.all()).total
    assert of_districts(invited) == [("Gending", "Gelombang 1"), ("Dringu", "Gelombang 2")]
    assert (total.due[first.pk], total.due[last.pk], total.listed) == (3, 2, 5)


def test_page_shows_what_is_and_changes_only_what_was_chosen(invited, waves, operator, regions, login):
    one = invited.participants.filter(region=regions[GENDING])[:1]
    groups.assign(event=invited, participants=[row.pk for row in one], group=waves[0], by=operator)
    client, page = login(operator), address("event_group_areas", invited)

    form = client.get(page).context["form"]
    gending, dringu = form[str(regions["35.13.18"].pk)], form[str(regions["35.13.19"].pk)]
    client.post(page, {gending.name: gending.initial, dringu.name: waves[1].pk})

    assert (gending.initial, dringu.initial) == ("as-it-is", "")
    counts = [invited.participants.filter(group=group).count() for group in (*waves, None)]
    assert counts == [1, 2, 2]


def test_groups_are_planned_as_rows(event, operator, login):
    session = event.sessions.first()

    response = login(operator).post(
        address("event_groups", event), rows("groups", {"name": "Gelombang 1", "sessions": [session.pk]})
    )

    assert response.url == address("event_group_areas", event)
    assert list(Group.objects.get().sessions.all()) == [session]


def test_ticked_people_are_put_into_a_group_and_out_again(invited, waves, operator, login):
    client, page = login(operator), address("event_participants_group", invited)
    people = [row.pk for row in invited.participants.all()[:2]]

    client.post(page, {"participant": people, "group": waves[0].pk})
    client.post(page, {"participant": people[:1], "group": ""})

    assert [row.pk for row in waves[0].participants.all()] == people[1:]


def test_list_shows_the_sessions_of_ones_group(invited, waves, operator, login):
    invited.participants.update(group=waves[1])

    page = login(operator).get(address("event_participants", invited))

    shown = {
        tuple(str(session) for session, _record in row.records)
        for row in page.context["page_obj"].object_list
    }
    assert shown == {("Hari 2",)}


def test_group_of_another_event_is_refused(invited, office, operator, regions):
    foreign = Group.objects.create(event=make_event(office), name="Lain")
    areas = {regions["35.13.18"].pk: foreign}

    with pytest.raises(RuleError):
        groups.assign_areas(event=invited, areas=areas, by=operator)
    with pytest.raises(RuleError):
        groups.assign(event=invited, participants=[], group=foreign, by=operator)


def test_closed_event_keeps_its_groups(invited, waves, operator, login):
    events.close(event=invited, by=operator)
    people = [row.pk for row in invited.participants.all()]

    login(operator).post(
        address("event_participants_group", invited), {"participant": people, "group": waves[0].pk}
    )

    assert not waves[0].participants.exists()


def test_copy_has_the_same_groups_on_its_own_days(event, waves, operator):
    twin = events.copy(event=event, first_day=date(2020, 3, 2), title="Lagi", by=operator)

    assert [
        (group.name, [session.date for session in group.sessions.all()]) for group in twin.groups.all()
    ] == [("Gelombang 1", [date(2020, 3, 2)]), ("Gelombang 2", [date(2020, 3, 3)])]
    assert Event.objects.count() == 2


@pytest.mark.parametrize("districts", [1, 2])
def test_page_takes_a_fixed_number_of_statements(
    districts, event, waves, office, operator, regions, login, django_assert_num_queries
):
    for code in (GENDING, DRINGU)[:districts]:
        invite_many(event, office, {"PSM": 2}, [regions[code]])
    client = login(operator)

    with django_assert_num_queries(8):
        client.get(address("event_group_areas", event))
