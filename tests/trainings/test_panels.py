"""What trainings add to the pages of people, regions and home."""

from datetime import date

import pytest

from registry.models import Worker
from tests.factories import invite, make_event, make_user, make_worker
from tests.trainings.people import attend, invite_many
from trainings import panels
from trainings.models import Group, OutsideTraining


@pytest.fixture
def worker(office):
    return make_worker(office, "Ani")


def train(office, worker, region, *statuses, grade="basic", start=date(2019, 12, 9), **fields):
    """An event of one day a status, at which `worker` has them; "" is not recorded."""
    days = [date.fromordinal(start.toordinal() + number) for number in range(len(statuses))]
    event = make_event(office, days=days, grade=grade, **fields)
    person = invite(event, worker, "PSM", region)
    for number, status in enumerate(statuses, start=1):
        if status:
            attend(event, session=number, status=status, participants=[person])
    return event


def test_training_panel_tells_events_and_trainings_elsewhere(worker, office, operator, regions):
    train(office, worker, regions["35.13.19.2003"], "present", "sick")
    OutsideTraining.objects.create(worker=worker, title="Diklat Tagana", date=date(2018, 1, 1))

    panel = panels.training_panel(worker, operator)

    (row,) = panel.context["participations"]
    assert panel.count == 2
    assert [record.status for _session, record in row.records] == ["present", "sick"]


def test_training_panel_hides_events_out_of_sight(worker, office, other_office, regions):
    train(office, worker, regions["35.13.19.2003"], "present")
    neighbour = make_user("operator", regions["35.14"], office=other_office)

    assert panels.training_panel(worker, neighbour).count == 0


@pytest.mark.parametrize("many", [1, 3])
def test_training_panel_takes_a_fixed_number_of_statements(
    many, worker, office, operator, regions, django_assert_num_queries
):
    for _number in range(many):
        train(office, worker, regions["35.13.19.2003"], "present")

    with django_assert_num_queries(5):
        panels.training_panel(worker, operator)


def test_last_training_is_the_latest_day_present(worker, office, regions, django_assert_num_queries):
    train(office, worker, regions["35.13.19.2003"], "present", "absent", title="Lama")
    train(office, worker, regions["35.13.19.2003"], "absent", start=date(2020, 1, 1), title="Baru")
    nobody = make_worker(office)

    with django_assert_num_queries(1):
        last = panels.last_trainings([worker.pk, nobody.pk])

    assert {key: (value.title, value.on) for key, value in last.items()} == {
        worker.pk: ("Lama", date(2019, 12, 9))
    }


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (None, ("Diklat", date(2021, 5, 1))),
        (date(2021, 4, 30), ("Bimtek", date(2019, 12, 9))),
        (date(2019, 12, 8), ("Diklat lama", None)),
    ],
)
def test_last_training_may_be_elsewhere_and_is_told_of_a_day(day, told, worker, office, regions):
    train(office, worker, regions["35.13.19.2003"], "present", title="Bimtek")
    OutsideTraining.objects.create(worker=worker, title="Diklat", date=date(2021, 5, 1))
    OutsideTraining.objects.create(worker=worker, title="Diklat lama")

    last = panels.last_trainings([worker.pk], on=day)[worker.pk]

    assert (last.title, last.on) == told
    assert Worker.objects.values_list(panels.last_training_day(on=day), flat=True).get() == told[1]


def test_never_trained_on_a_past_day_is_who_was_trained_later(worker, office, regions):
    train(office, worker, regions["35.13.19.2003"], "present")

    found = [
        Worker.objects.filter(panels.never_trained(on=day)).exists()
        for day in (date(2019, 12, 8), date(2019, 12, 9))
    ]

    assert found == [True, False]


def test_never_trained_is_who_attended_nothing(worker, office, regions):
    trained, elsewhere, absent = (make_worker(office, name) for name in ("Budi", "Citra", "Dewi"))
    train(office, trained, regions["35.13.19.2003"], "present")
    train(office, absent, regions["35.13.19.2003"], "absent")
    OutsideTraining.objects.create(worker=elsewhere, title="Diklat")

    found = Worker.objects.filter(panels.never_trained()).order_by("name")

    assert list(found) == [worker, absent]


@pytest.mark.parametrize(
    ("statuses", "threshold", "finished"),
    [
        (("present", "present"), 100, date(2019, 12, 10)),
        (("present", "sick"), 100, None),
        (("present", "sick"), 50, date(2019, 12, 10)),
        (("present", ""), 51, None),
        (("represented", "represented"), 0, None),
        ((), 100, None),
    ],
)
def test_basic_training_needs_the_share_of_days(statuses, threshold, finished, worker, office, regions):
    if statuses:
        place = regions["35.13.19.2003"]
        train(office, worker, place, *statuses, attendance_threshold=threshold)

    assert panels.basic_trainings([worker.pk]).get(worker.pk) == finished


def test_advanced_training_is_not_the_basic_one(worker, office, regions):
    train(office, worker, regions["35.13.19.2003"], "present", grade="advanced")

    assert panels.basic_trainings([worker.pk]).get(worker.pk) is None


@pytest.mark.parametrize(("is_basic", "finished"), [(True, date(2018, 5, 1)), (False, None)])
def test_training_elsewhere_is_the_basic_one_where_marked(is_basic, finished, worker):
    OutsideTraining.objects.create(
        worker=worker, title="Bimtek Dasar", date=date(2018, 5, 1), is_basic=is_basic
    )

    assert panels.basic_trainings([worker.pk]).get(worker.pk) == finished


def test_basic_training_is_the_first_of_several(worker, office, regions):
    train(office, worker, regions["35.13.19.2003"], "present")
    OutsideTraining.objects.create(worker=worker, title="Bimtek", date=date(2020, 5, 1), is_basic=True)

    assert panels.basic_trainings([worker.pk]).get(worker.pk) == date(2019, 12, 9)


def test_basic_training_counts_the_days_of_ones_group(worker, office, regions):
    event = train(office, worker, regions["35.13.19.2003"], "", "present")
    group = Group.objects.create(event=event, name="Gelombang 2")
    group.sessions.add(event.sessions.last())
    event.participants.update(group=group)

    assert panels.basic_trainings([worker.pk]).get(worker.pk) == date(2019, 12, 10)


def test_home_shows_the_newest_events_in_sight(office, other_office, operator):
    for number in range(6):
        make_event(office, title=f"Rakor {number}", days=(date(2020, 1, 1 + number),))
    make_event(other_office, days=(date(2021, 1, 1),))

    shown = panels.home_panel(operator).context["events"]

    assert [event.title for event in shown] == [f"Rakor {number}" for number in (5, 4, 3, 2, 1)]


def test_region_shows_events_of_its_people(office, operator, regions):
    invite_many(make_event(office, title="Ada"), office, {"PSM": 2}, [regions["35.13.19.2003"]])
    invite_many(make_event(office, title="Lain"), office, {"PSM": 1}, [regions["35.13.18.2001"]])

    shown = panels.region_panel(regions["35.13.19"], operator).context["events"]

    assert [event.title for event in shown] == ["Ada"]
