"""Somebody invited to two events on one day."""

from datetime import date

import pytest

from tests.factories import appoint, invite, make_event, make_worker
from tests.trainings.people import address, attend, serve
from trainings.actions import events
from trainings.actions.participants import add_serving
from trainings.clashes import clashes
from trainings.models import Event, Group

FIRST, SECOND, LATER = date(2019, 12, 9), date(2019, 12, 10), date(2019, 12, 11)


@pytest.fixture
def person(event, office, regions):
    return invite(event, make_worker(office, "Ani"), "PSM", regions["35.13.19.2003"])


def also(person, office, *days, **fields) -> Event:
    """Another event on `days` to which the person is invited."""
    other = make_event(office, days=days, title="Rakor", **fields)
    invite(other, person.worker, "PSM", person.region)
    return other


@pytest.mark.parametrize(("day", "clashes_there"), [(FIRST, True), (SECOND, True), (LATER, False)])
def test_two_events_on_one_day_clash(day, clashes_there, event, person, office, operator):
    other = also(person, office, day)

    assert clashes(event, operator) == ({person.pk: [other]} if clashes_there else {})


def test_days_of_another_group_do_not_clash(event, person, office, operator):
    also(person, office, FIRST)
    group = Group.objects.create(event=event, name="Gelombang 2")
    group.sessions.add(event.sessions.last())
    event.participants.update(group=group)

    assert clashes(event, operator) == {}


def test_cancelled_event_does_not_clash(event, person, office, operator):
    other = also(person, office, FIRST)
    events.cancel(event=other, reason="Banjir", by=operator)

    assert clashes(event, operator) == {}


def test_event_out_of_sight_is_not_named(event, person, other_office, operator, regions):
    other = make_event(other_office, days=(FIRST,))
    invite(other, person.worker, "PSM", regions["35.14.14"])

    assert clashes(event, operator) == {}


@pytest.mark.parametrize("many", [1, 5])
def test_clashes_take_a_fixed_number_of_statements(
    many, event, office, operator, regions, django_assert_num_queries
):
    for _number in range(many):
        also(invite(event, make_worker(office), "PSM", regions["35.13.19"]), office, FIRST)

    with django_assert_num_queries(4):
        assert len(clashes(event, operator)) == many


def test_inviting_warns_and_the_list_says_to_which(event, office, operator, regions, login):
    (worker,) = serve(office, "PSM", regions["35.13.19.2003"], "Ani")
    other = make_event(office, days=(FIRST,), title="Rakor TKSK")
    invite(other, worker, "PSM", regions["35.13.19.2003"])
    invite(event, make_worker(office, "Budi"), "PSM", regions["35.13.19.2003"])
    client = login(operator)

    page = client.post(address("event_participant_add", event), {"worker": worker.pk}, follow=True)
    filtered = client.get(address("event_participants", event) + "?clash=yes")
    tasks = client.get(event.get_absolute_url()).context["tasks"]

    assert [message.level_tag for message in page.context["messages"]] == ["success", "warning"]
    assert other.get_absolute_url() in page.content.decode()
    assert [row.shown_name for row in filtered.context["page_obj"].object_list] == ["Ani"]
    assert address("event_participants", event) + "?clash=yes" in [task.url for task in tasks]


@pytest.mark.parametrize(("since", "invited"), [(None, 2), (date(2019, 6, 1), 2), (date(2019, 5, 1), 1)])
def test_region_is_invited_but_for_those_trained_lately(since, invited, event, office, operator, regions):
    trained, _untrained = serve(office, "PSM", regions["35.13.19.2003"], "Ani", "Budi")
    before = make_event(office, days=(date(2019, 5, 2),))
    attend(before, session=1, participants=[invite(before, trained, "PSM", regions["35.13.19.2003"])])
    role = appoint(make_worker(office), "PSM", regions["35.14.14.1001"]).role

    many = add_serving(
        event=event, region=regions["35.13.19"], roles=[role], untrained_since=since, by=operator
    )

    assert many == invited
