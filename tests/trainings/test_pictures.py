"""The pictures of the home page: events by month, and the share of people trained."""

from datetime import date

import pytest

from tests.factories import appoint, invite, make_event, make_user, make_worker
from tests.trainings.people import attend, serve
from trainings.models import Event, OutsideTraining, Participant
from trainings.panels import home_panel
from trainings.pictures import months_of, trained_tiles

DAY = date(2019, 12, 16)


def months(year=2019):
    return {
        month.first_day.month: (month.events, month.present)
        for month in months_of(year, Event.objects.all(), Participant.objects.all())
        if month.events or month.present
    }


def test_months_count_events_by_their_beginning_and_presence_by_its_day(office, regions):
    event = make_event(office, days=(date(2019, 10, 31), date(2019, 11, 1)))
    people = [invite(event, make_worker(office), "PSM", regions["35.13.19.2003"]) for _one in range(3)]
    attend(event, session=1, participants=people)
    attend(event, session=2, participants=people[:2])
    attend(event, session=2, participants=people[2:], status="sick")
    make_event(office, days=(date(2018, 10, 1),))
    make_event(office, days=(date(2019, 10, 1),), status="cancelled", status_reason="Banjir")

    assert months() == {10: (1, 3), 11: (0, 2)}
    assert months(2018) == {10: (1, 0)}


def test_every_month_of_the_year_is_there(office):
    found = months_of(2019, Event.objects.all(), Participant.objects.all())

    assert [month.first_day for month in found] == [date(2019, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("on", "trained"),
    [(date(2019, 12, 16), 1), (date(2019, 12, 8), 0), (date(2020, 12, 8), 1), (date(2020, 12, 9), 0)],
)
def test_tile_counts_those_trained_in_the_last_12_months(on, trained, office, regions):
    first, *_others = serve(office, "PSM", regions["35.13.19.2003"], "Siti", "Yuli")
    serve(office, "KASI_KESRA", regions["35.13.19"], "Agus")
    event = make_event(office, days=(date(2019, 12, 9),))
    attend(event, session=1, participants=[invite(event, first, "PSM", regions["35.13.19.2003"])])

    (tile,) = trained_tiles(regions["35.13"], on=on)

    assert (tile.label, tile.value, tile.total) == ("Dringu", trained, 2)
    assert tile.url == f"/laporan/coverage-gaps/?region=35.13.19&on={on.isoformat()}"


def test_training_elsewhere_counts_in_the_tile_as_in_the_list_it_leads_to(office, regions):
    worker, _other = serve(office, "PSM", regions["35.13.19.2003"], "Siti", "Yuli")
    OutsideTraining.objects.create(worker=worker, title="Diklat provinsi", date=date(2019, 3, 1))

    (tile,) = trained_tiles(regions["35.13"], on=DAY)

    assert (tile.value, tile.total) == (1, 2)


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("ID", ["Jawa Timur"]),
        ("35", ["Kabupaten Probolinggo"]),
        ("35.13", ["Dringu"]),
        ("35.13.19", []),
        ("35.13.19.2003", []),
    ],
)
def test_tiles_stand_for_the_regions_right_below(code, labels, office, regions):
    serve(office, "PSM", regions["35.13.19.2003"], "Siti")

    assert [tile.label for tile in trained_tiles(regions[code], on=DAY)] == labels


def test_tile_of_a_province_counts_everybody_once_and_leads_to_its_page(office, regions):
    first, second = serve(office, "PSM", regions["35.13.19.2003"], "Siti", "Yuli")
    appoint(first, "TKSK", regions["35.13.19"])
    serve(office, "TKSK", regions["35.14.14"], "Budi")
    event = make_event(office, days=(date(2019, 12, 9),))
    people = [invite(event, one, "PSM", regions["35.13.19.2003"]) for one in (first, second)]
    attend(event, session=1, participants=people[:1])
    attend(event, session=1, participants=people[1:], status="absent")

    (tile,) = trained_tiles(regions["ID"], on=DAY)

    assert (tile.label, tile.value, tile.total) == ("Jawa Timur", 1, 3)
    assert tile.url == f"/wilayah/{regions['35'].pk}/"


def test_home_page_shows_both(office, regions, login):
    user = make_user("supervisor", office.region, office=office, language="en")
    serve(office, "PSM", regions["35.13.19.2003"], "Siti")
    today = date.today()
    make_event(office, days=(date(today.year, 1, 5),))

    html = login(user).get("/").content.decode()

    assert html.count("Trained in the last 12 months") == 1
    assert html.count('class="upright"') == 12
    assert html.count("/laporan/coverage-gaps/?region=35.13.19") == 1


def test_newest_events_tell_who_came_of_those_listed(office, regions, login):
    event = make_event(office)
    people = [invite(event, make_worker(office), "PSM", regions["35.13.19.2003"]) for _one in range(3)]
    invite(event, make_worker(office), "PSM", regions["35.13.19.2003"], capacity="committee")
    attend(event, session=1, participants=people[:2])
    attend(event, session=2, participants=people[:1])
    user = make_user("supervisor", office.region, office=office)

    (shown,) = login(user).get("/").context["panel"].context["events"]

    assert (shown.came, shown.listed) == (2, 3)


def test_year_without_events_says_so(office, login):
    user = make_user("supervisor", office.region, office=office, language="en")

    html = login(user).get("/").content.decode()

    assert html.count(f"No event was held in {date.today().year} so far.") == 1


@pytest.mark.parametrize("code", ["ID", "35", "35.13"])
def test_panel_takes_a_fixed_number_of_statements(code, office, regions, django_assert_num_queries):
    user = make_user("supervisor", regions[code])
    (person,) = serve(office, "PSM", regions["35.13.19.2003"], "Siti")
    invite(make_event(office), person, "PSM", regions["35.13.19.2003"])
    user.has_perm("trainings.view_event")  # asks for the permissions

    with django_assert_num_queries(7):
        home_panel(user)


@pytest.mark.parametrize("many", [1, 4])
def test_pictures_take_five_statements(many, office, regions, django_assert_num_queries):
    for number in range(many):
        serve(office, "PSM", regions["35.13.19.2003"], f"Orang {number}")
        make_event(office)

    with django_assert_num_queries(5):
        months_of(2019, Event.objects.all(), Participant.objects.all())
        trained_tiles(regions["35.13"], on=DAY)
