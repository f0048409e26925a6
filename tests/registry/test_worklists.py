"""The term clock, vacant seats with acting cover, and candidates named where a decree is drafted."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.models import Appointment, AppointmentDecree, Decree, RoleQuota
from registry.vacancies import vacancies
from registry.worklists import term_clocks
from tests.factories import appoint, invite, make_event, make_worker
from trainings.models import Attendance, OutsideTraining

START = date(2018, 1, 1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def serve(office, regions):
    """Appoints somebody new; `last` is the last day of the decree, None for no decree at all."""

    def serving(role, place, last=None, **fields):
        post = appoint(make_worker(office), role, regions[place], **fields)
        if last is not None:
            term = (START, last + timedelta(days=1))
            decree = Decree.objects.create(office=office, number=f"SK/{post.pk}", term=term)
            AppointmentDecree.objects.create(appointment=post, decree=decree)
        return post

    return serving


@pytest.fixture
def clocks(serve, today):
    """Of the PSM two end soon, one later, two are over, one has no decree. One TKSK is over."""
    for days in (0, 90, 91, -1, -400):
        serve("PSM", "35.13.19.2003", today + timedelta(days=days))
    serve("PSM", "35.13.19.2004")
    serve("PSM", "35.13.19.2004", end=date(2019, 1, 1))
    serve("TKSK", "35.13.19", today - timedelta(days=1))


# The term clock


def test_clock_tells_what_ends_soon_is_over_or_lacks_a_decree(clocks, regions, today):
    told = term_clocks(regions["35.13"], on=today)

    assert [(one.role.code, one.soon, one.over, one.bare) for one in told] == [
        ("TKSK", 0, 1, 0),
        ("PSM", 2, 2, 1),
    ]


def test_clock_takes_a_fixed_number_of_statements(clocks, regions, today, django_assert_num_queries):
    with django_assert_num_queries(4):
        term_clocks(regions["35.13"], on=today)


@pytest.mark.parametrize(("query", "people"), [("term=soon", 2), ("status=overdue", 2), ("term=none", 1)])
def test_numbers_lead_to_as_many_people_and_as_many_posts_to_act_on(query, people, clocks, login, operator):
    client = login(operator)
    page = client.get(reverse("worklists")).content.decode().replace("&amp;", "&")

    assert f"{reverse('workers')}?{query}&role=PSM" in page
    assert len(client.get(f"{reverse('workers')}?{query}&role=PSM").context["page_obj"].object_list) == people
    act = client.get(f"{reverse('appointment_extend')}?all=1&{query}&role=PSM")
    assert len(act.context["posts"]) == people


def test_numbers_lead_to_posts_of_the_region_only(clocks, serve, regions, today, login, operator):
    """Whose term is over elsewhere is seen here for what he was here, and counted there."""
    elsewhere = serve("PSM", "35.14.14", today - timedelta(days=1))
    appoint(elsewhere.worker, "PSM", regions["35.13.19.2003"], end=date(2019, 1, 1))
    client = login(operator)
    page = client.get(reverse("worklists")).content.decode().replace("&amp;", "&")

    [query] = set(re.findall(r"\?(status=overdue[^\"]*role=PSM[^\"]*)", page))

    assert len(client.get(f"{reverse('workers')}?{query}").context["page_obj"].object_list) == 2


def test_above_a_regency_there_is_no_clock(clocks, regions, today):
    assert term_clocks(regions["35"], on=today) is None
    assert vacancies(regions["35"], on=today) is None


# Vacant seats


def test_vacancies_are_told_by_role_and_place(serve, regions, today):
    serve("PSM", "35.13.19.2003")
    serve("TKSK", "35.13.18")
    RoleQuota.objects.create(
        role=serve("PSM", "35.13.19.2004").role, region=regions["35.13.19.2004"], quota=3, reason="Luas"
    )

    found = [one for one in vacancies(regions["35.13.19"], on=today) if one.role.code in ("PSM", "TKSK")]

    assert [(one.role.code, one.region.name, one.seats) for one in found] == [
        ("TKSK", "Dringu", 1),
        ("PSM", "Kedungdalem", 2),
        ("PSM", "Ngepoh", 1),
    ]


def test_acting_holder_covers_a_seat_and_does_not_fill_it(serve, regions, today):
    serve("PSM", "35.13.19.2003", is_acting=True)

    found = vacancies(regions["35.13.19.2003"], on=today)

    assert [(one.role.code, one.seats, one.covered) for one in found] == [("PSM", 1, 1)]


@pytest.mark.parametrize("role", ["\0", "NOBODY", ""])
def test_cover_in_a_role_that_there_is_not_is_not_found(role, regions, login, operator):
    asked = {"role": role, "region": regions["35.13.19.2004"].pk}

    assert login(operator).get(reverse("appointment_cover"), asked).status_code == 404


def test_cover_is_chosen_among_those_who_serve_nearby(serve, regions, login, operator):
    near, far = serve("PSM", "35.13.19.2003"), serve("PSM", "35.13.18.2001")
    address = f"{reverse('appointment_cover')}?role=PSM&region={regions['35.13.19.2004'].pk}"
    client = login(operator)

    answers = [
        client.post(address, {"holder": post.pk, "first_day": "2020-01-01", "number": "7/2020"})
        for post in (far, near)
    ]

    assert [answer.status_code for answer in answers] == [422, 302]
    acting = Appointment.objects.get(is_acting=True)
    assert (acting.worker, acting.region) == (near.worker, regions["35.13.19.2004"])
    assert acting.papers.get().decree.number == "7/2020"
    near.refresh_from_db()
    assert near.end_reason == ""


@pytest.mark.parametrize(("holders", "warnings"), [(0, 0), (1, 1)])
def test_one_more_than_the_seats_is_appointed_and_told(
    holders, warnings, serve, office, regions, login, operator
):
    for _number in range(holders):
        serve("PSM", "35.13.19.2003")
    role = serve("PSM", "35.13.18.2001").role
    address = reverse("appointment_create", args=[make_worker(office).pk])

    page = login(operator).post(address, {"role": role.pk, "region": "35.13.19.2003"}, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["warning"] * warnings + ["success"]
    assert Appointment.objects.filter(region=regions["35.13.19.2003"]).count() == holders + 1


def test_one_more_than_the_seats_is_told_for_the_day_all_have_begun(
    serve, office, regions, today, login, operator
):
    serve("PSM", "35.13.19.2003")
    role = serve("PSM", "35.13.18.2001").role
    address = reverse("appointment_create", args=[make_worker(office).pk])
    values = {"role": role.pk, "region": "35.13.19.2003", "first_day": today + timedelta(days=30)}

    page = login(operator).post(address, values, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["warning", "success"]


@pytest.mark.parametrize(("holders", "warnings"), [(0, 0), (1, 1)])
def test_transfer_beyond_the_seats_is_done_and_told(
    holders, warnings, serve, regions, today, login, operator
):
    for _number in range(holders):
        serve("PSM", "35.13.19.2003")
    post = serve("PSM", "35.13.18.2001")
    values = {"role": post.role_id, "region": "35.13.19.2003", "first_day": today}

    page = login(operator).post(reverse("appointment_transfer", args=[post.pk]), values, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["warning"] * warnings + ["success"]


# Candidates


@pytest.fixture
def trained(office, regions):
    """A function: somebody at a basic event, present or not; or trained elsewhere."""

    def train(worker, how):
        if how == "elsewhere":
            OutsideTraining.objects.create(
                worker=worker, title="Bimtek dasar", is_basic=True, date=date(2017, 1, 1)
            )
            return
        event = make_event(office, days=(date(2019, 12, 9),), grade="basic")
        Attendance.objects.create(
            participant=invite(event, worker, "PSM", regions["35.13.19.2003"]),
            session=event.sessions.get(),
            status=how,
            recorded_at="2019-12-09T08:00+07:00",
            method="grid",
        )

    return train


def test_who_lacks_basic_training_is_named_where_a_decree_is_drafted(serve, trained, login, operator):
    posts = {how: serve("PSM", "35.13.19.2003") for how in ("present", "absent", "elsewhere", "never")}
    posts["no PSM"] = serve("TKSK", "35.13.19")
    for how, post in posts.items():
        if how in ("present", "absent", "elsewhere"):
            trained(post.worker, how)
    query = "&".join(f"post={post.pk}" for post in posts.values())
    client = login(operator)

    page = client.get(f"{reverse('appointment_extend')}?{query}")
    drafted = client.get(reverse("appointment_create", args=[posts["never"].worker_id]))
    done = client.post(f"{reverse('appointment_extend')}?post={posts['never'].pk}", {"number": "1/2020"})

    assert page.context["lacking"] == [posts["absent"].worker.name, posts["never"].worker.name]
    assert drafted.context["lacking"] == [posts["never"].worker.name]
    assert done.status_code == 302
