"""Counting an event: by role, by area, by session; people counted once."""

from datetime import date

import pytest

from registry.models import Role
from tests.factories import invite, make_event, make_user, make_worker
from tests.trainings.people import attend, invite_many
from trainings.models import Group, Participant
from trainings.queries import headcount, headcounts


def count(event, user=None):
    participants = Participant.objects.visible_to(user) if user else Participant.objects.all()
    return headcount(event, participants)


def by_role(counts) -> dict[str, tuple]:
    """role -> (listed, present at each session, came at least once, came always)."""
    return {
        role.code if role else "": (
            tally.listed,
            *[tally.present(session) for session in counts.sessions],
            tally.came,
            tally.came_always,
        )
        for role, tally in counts.by_role
    }


def test_people_are_counted_once_however_often_they_came(event, office, regions):
    place = regions["35.13.19.2003"]
    both, first, never = [invite(event, make_worker(office), "PSM", place) for _one in range(3)]
    attend(event, session=1, participants=[both, first])
    attend(event, session=2, participants=[both])
    attend(event, session=2, participants=[never], status="absent")

    counts = count(event)

    assert by_role(counts) == {"PSM": (3, 2, 1, 2, 1)}
    assert counts.total.never_came == 1


def test_roles_stand_in_the_order_of_papers(event, office, regions):
    invite_many(event, office, {"PSM": 9, "TKSK": 1, "KASI_KESRA": 1}, [regions["35.13.19"]])
    Participant.objects.create(event=event, worker=make_worker(office), region=regions["35.13.19"])

    assert by_role(count(event)) == {
        "KASI_KESRA": (1, 0, 0, 0, 0),
        "TKSK": (1, 0, 0, 0, 0),
        "PSM": (9, 0, 0, 0, 0),
        "": (1, 0, 0, 0, 0),
    }


def test_villages_count_for_their_district(event, office, regions):
    for village in ("35.13.18.2001", "35.13.19.2003", "35.13.19.2004"):
        invite(event, make_worker(office), "PSM", regions[village])
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])
    invite(event, make_worker(office), "TKSK", regions["35.13"])

    areas = [(area.code, tally.listed) for area, tally in count(event).by_area]

    assert areas == [("35.13", 1), ("35.13.18", 1), ("35.13.19", 3)]


def test_event_of_a_province_is_counted_by_regency(office, other_office, regions):
    event = make_event(office, region=regions["35"])
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])
    invite(event, make_worker(office), "TKSK", regions["35.13.18"])
    invite(event, make_worker(other_office), "TKSK", regions["35.14.14"])

    areas = [(area.code, tally.listed) for area, tally in count(event).by_area]

    assert areas == [("35.13", 2), ("35.14", 1)]


def test_nothing_recorded_is_not_absent(event, office, regions):
    people = [invite(event, make_worker(office), "PSM", regions["35.13.19.2003"]) for _one in range(4)]
    attend(event, session=1, participants=people[:1], status="absent")
    attend(event, session=1, participants=people[1:2], status="expected")
    attend(event, session=1, participants=people[2:3], status="represented")
    first, last = event.sessions.all()

    total = count(event).total

    assert (total.statuses[first.pk, "absent"], total.present(first)) == (1, 0)
    assert (total.unrecorded(first), total.unrecorded(last)) == (2, 4)


def test_who_sent_somebody_fills_the_seat_and_was_not_there(event, office, regions):
    people = [invite(event, make_worker(office), "PSM", regions["35.13.19.2003"]) for _one in range(3)]
    attend(event, session=1, participants=people[:1])
    attend(event, session=1, participants=people[1:2], status="represented")
    first = event.sessions.first()

    total = count(event).total

    assert (total.present(first), total.represented(first), total.seated(first)) == (1, 1, 2)
    assert (total.came, total.never_came) == (1, 2)


def test_somebody_without_invitation_is_present_but_not_invited(event, office, regions):
    invited = invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    walk_in = invite(event, make_worker(office), "PSM", regions["35.13.19.2003"], origin="walk_in")
    attend(event, session=1, participants=[invited, walk_in])

    total = count(event).total

    assert (total.listed, total.invited, total.came) == (2, 1, 2)


def test_speakers_and_committee_are_not_participants(event, office, regions):
    for capacity in ("speaker", "committee", "moderator", "guest"):
        invite(event, make_worker(office), "PSM", regions["35.13.19.2003"], capacity=capacity)
    attend(event, session=1)

    assert count(event).total.listed == 0


def test_group_is_due_at_its_own_sessions_only(event, office, regions):
    first, last = event.sessions.all()
    group = Group.objects.create(event=event, name="Gelombang 2")
    group.sessions.add(last)
    late = invite(event, make_worker(office), "PSM", regions["35.13.19.2003"], group=group)
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=2, participants=[late])

    total = count(event).total

    assert (total.due[first.pk], total.due[last.pk]) == (1, 2)
    assert (total.unrecorded(first), total.unrecorded(last)) == (1, 1)
    assert total.came_always == 1


def test_other_office_counts_its_own_people_only(event, office, other_office, regions):
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])
    invite(event, make_worker(other_office), "TKSK", regions["35.14.14"])
    neighbour = make_user("supervisor", regions["35.14"])

    assert count(event, neighbour).total.listed == 1
    assert count(event).total.listed == 2


def test_areas_alike_are_told_once(event, office, regions):
    invite_many(event, office, {"TKSK": 1, "PSM": 9}, [regions["35.13.18"], regions["35.13.19"]])

    usual = count(event).usual_area

    assert [(role.code, number) for role, number in usual] == [("TKSK", 1), ("PSM", 9)]


def test_areas_that_differ_have_no_usual_numbers(event, office, regions):
    invite_many(event, office, {"PSM": 9}, [regions["35.13.18"], regions["35.13.19"]])
    invite_many(event, office, {"TKSK": 1}, [regions["35.13.19"]])

    assert count(event).usual_area is None


@pytest.mark.parametrize("each", [1, 3, 132])
def test_counting_takes_a_fixed_number_of_statements(each, event, office, regions, django_assert_num_queries):
    invite_many(event, office, {"PSM": each}, [regions["35.13.18.2001"], regions["35.13.19.2003"]])
    attend(event, session=1)

    with django_assert_num_queries(6):
        counts = count(event)
        sums = by_role(counts), counts.by_area, counts.total

    assert sums[0] == {"PSM": (2 * each, 2 * each, 0, 2 * each, 0)}


def test_event_without_participants_counts_nought(event):
    counts = count(event)

    assert (counts.total.listed, counts.by_role, counts.by_area, counts.usual_area) == (0, [], [], None)


def test_role_counted_is_the_one_at_the_event(event, office, regions):
    person = invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    person.role = Role.objects.get(code="TKSK")
    person.save()

    assert list(by_role(count(event))) == ["TKSK"]


def test_sessions_of_one_day_are_counted_apart(office, regions):
    event = make_event(office, days=(date(2019, 12, 9), date(2019, 12, 9)))
    person = invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=2, participants=[person])

    assert by_role(count(event)) == {"PSM": (1, 0, 1, 1, 0)}


def test_sexes_are_those_of_the_paper_once_it_is_frozen(event, office, regions):
    people = [invite(event, make_worker(office, sex=sex), "PSM", regions["35.13.19"]) for sex in ("male", "")]
    people[0].sex = "female"
    people[0].save()

    assert dict(count(event).total.by_sex) == {"female": 1, "": 1}


@pytest.mark.parametrize("many", [1, 3])
def test_many_events_are_counted_together(many, office, regions, django_assert_num_queries):
    events = [make_event(office) for _one in range(many)]
    for number, event in enumerate(events, start=1):
        invite_many(event, office, {"PSM": number}, [regions["35.13.18.2001"], regions["35.13.19"]])
        attend(event, session=2)

    with django_assert_num_queries(6):
        counts = headcounts(events, Participant.objects.all(), level="district")

    last = counts[events[-1].pk]
    assert [counts[event.pk].total.listed for event in events] == [
        2 * number for number in range(1, many + 1)
    ]
    assert [(area.code, tally.listed) for area, tally in last.by_area] == [
        ("35.13.18", many),
        ("35.13.19", many),
    ]
    assert [last.total.present(session) for session in last.sessions] == [0, 2 * many]
