"""The people list: what it finds, what it shows, what it costs."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from registry.access import ADMINISTRATOR, OPERATOR, SUPERVISOR
from registry.actions.region_changes import record_change, undo_change
from registry.models import (
    Appointment,
    AppointmentDecree,
    Decree,
    Region,
    RegionChange,
    RegionName,
    Role,
    Status,
    Worker,
)
from registry.views.workers import WorkerList
from tests.benchmarks.statements import ROSTER
from tests.factories import appoint, make_office, make_user, make_worker
from welfare import shown


@pytest.fixture
def today():
    return timezone.localdate()


def names_on(response):
    return [row.name for row in response.context["page_obj"].object_list]


def under_decree(post, *, until, number="188.45/017/2018"):
    """Put `post` under a decree whose term's last day is `until`."""
    decree, _made = Decree.objects.get_or_create(
        office=post.worker.office,
        number=number,
        date=date(2018, 1, 2),
        defaults={"term": (date(2018, 1, 1), until + timedelta(days=1))},
    )
    AppointmentDecree.objects.create(appointment=post, decree=decree)
    return post


@pytest.fixture
def roster(office, regions, today):
    """Five people: serving, past the term, ended, not yet begun, and without a post."""
    places = regions["35.13.19.2003"], regions["35.13.19.2004"], regions["35.13.18.2001"]
    people = {
        name: make_worker(office, name, sex=sex)
        for name, sex in [
            ("Moh. Toha", "male"),
            ("Siti Aminah", "female"),
            ("Junaidi", "male"),
            ("Hj. Khoiriyah", "female"),
            ("Sugeng Widodo", "male"),
        ]
    }
    under_decree(appoint(people["Moh. Toha"], "PSM", places[0]), until=today + timedelta(days=20))
    overdue = appoint(people["Siti Aminah"], "TKSK", regions["35.13.19"])
    under_decree(overdue, until=today - timedelta(days=1), number="188.45/402/2017")
    appoint(people["Junaidi"], "PSM", places[2], end=today)
    appoint(people["Hj. Khoiriyah"], "PSM", places[1], start=today + timedelta(days=1))
    return people


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Moh. Toha", "Siti Aminah", "Junaidi", "Hj. Khoiriyah", "Sugeng Widodo"}),
        ("q=toha", {"Moh. Toha"}),
        ("q=Mohammad+Toha", {"Moh. Toha"}),
        ("q=aminah+siti", {"Siti Aminah"}),
        ("q=Sitti+Amminah", {"Siti Aminah"}),
        ("q=djunaedi", {"Junaidi"}),  # a slip and the old spelling
        ("q=Moh", {"Moh. Toha"}),
        ("q=toha+moh.", {"Moh. Toha"}),
        ("q=402/2017", {"Siti Aminah"}),
        ("q=SK+Nomor:+188.45+/+402+/+2017", {"Siti Aminah"}),
        ("q=kalirejo", {"Moh. Toha"}),
        ("q=Kec.+Dringu", {"Moh. Toha", "Siti Aminah", "Hj. Khoiriyah"}),
        ("q=nobody", set()),
        ("status=serving", {"Moh. Toha"}),
        ("status=overdue", {"Siti Aminah"}),
        ("status=ended", {"Junaidi"}),
        ("status=candidate", {"Hj. Khoiriyah", "Sugeng Widodo"}),
        ("status=serving&status=overdue", {"Moh. Toha", "Siti Aminah"}),
        ("role=PSM", {"Moh. Toha", "Hj. Khoiriyah"}),
        ("role=PSM&status=ended", {"Junaidi"}),
        ("role=PSM&role=TKSK&sex=female", {"Siti Aminah", "Hj. Khoiriyah"}),
        ("term=soon", {"Moh. Toha"}),
        ("term=none", {"Hj. Khoiriyah"}),
        ("sex=unheard", set()),
    ],
)
def test_list_finds(query, found, roster, login, operator):
    response = login(operator).get(f"/psks/?{query}")

    assert set(names_on(response)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("35.13.19", {"Moh. Toha", "Siti Aminah", "Hj. Khoiriyah"}),
        ("35.13.19.2003", {"Moh. Toha"}),
        ("35.13.18", set()),
    ],
)
def test_list_finds_by_region(code, found, roster, regions, login, operator):
    response = login(operator).get(f"/psks/?region={regions[code].pk}")

    assert set(names_on(response)) == found


def test_region_outside_the_scope_finds_nobody(roster, regions, login, operator, stranger):
    appoint(roster["Junaidi"], "TKSK", regions["35.14.14"])

    assert names_on(login(operator).get(f"/psks/?region={regions['35.14.14'].pk}")) == []


def test_region_role_and_status_speak_of_one_post(roster, regions, login, operator):
    appoint(roster["Junaidi"], "TKSK", regions["35.13.18"])

    found = names_on(login(operator).get("/psks/?role=PSM&status=serving"))

    assert found == ["Moh. Toha"]


@pytest.mark.parametrize(("offset", "status"), [(-1, "overdue"), (0, "serving")])
def test_last_day_of_the_term_still_serves(offset, status, office, regions, today, login, operator):
    post = appoint(make_worker(office, "Dewi"), "TKSK", regions["35.13.19"])
    under_decree(post, until=today + timedelta(days=offset))

    assert names_on(login(operator).get(f"/psks/?status={status}")) == ["Dewi"]


@pytest.mark.parametrize(("days", "found"), [(90, ["Dewi"]), (91, [])])
def test_terms_ending_soon_include_the_ninetieth_day(days, found, office, regions, today, login, operator):
    post = appoint(make_worker(office, "Dewi"), "TKSK", regions["35.13.19"])
    under_decree(post, until=today + timedelta(days=days))

    assert names_on(login(operator).get("/psks/?term=soon")) == found


@pytest.mark.parametrize("longer", [timedelta(days=400), None], ids=["a later end", "no end"])
def test_term_that_another_decree_prolongs_does_not_end_soon(longer, office, regions, today, login, operator):
    post = appoint(make_worker(office, "Dewi"), "TKSK", regions["35.13.19"])
    under_decree(post, until=today + timedelta(days=30), number="1")
    term = (today, longer and today + longer)
    decree = Decree.objects.create(office=office, number="2", term=term)
    before = names_on(login(operator).get("/psks/?term=soon"))

    AppointmentDecree.objects.create(appointment=post, decree=decree)

    assert (before, names_on(login(operator).get("/psks/?term=soon"))) == (["Dewi"], [])


def test_later_decree_decides_the_term(office, regions, today, login, operator):
    post = appoint(make_worker(office, "Dewi"), "TKSK", regions["35.13.19"])
    under_decree(post, until=today + timedelta(days=400), number="2")
    under_decree(post, until=today - timedelta(days=400), number="1")

    row = login(operator).get("/psks/").context["page_obj"].object_list[0]

    with translation.override(operator.language):
        assert (row.post.status, row.term) == ("serving", shown.day(today + timedelta(days=400)))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("on=2020-06-01&term=soon", [("serving", "30 Jun 2020")]),
        ("on=2020-07-01&status=overdue", [("overdue", "30 Jun 2020")]),
        ("on=2020-07-01&status=serving", []),
        ("on=2021-01-01&status=serving", [("serving", "31 Des 2022")]),
    ],
)
def test_decree_that_came_later_is_unknown_on_a_past_day(query, told, office, regions, login, operator):
    post = appoint(make_worker(office), "PSM", regions["35.13.19.2003"])
    under_decree(post, until=date(2020, 6, 30))
    term = (date(2021, 1, 1), date(2023, 1, 1))
    post.decrees.add(Decree.objects.create(office=office, number="1/2021", term=term))

    page = login(operator).get(f"/psks/?{query}").context["page_obj"]

    assert [(row.post.status, row.term) for row in page.object_list] == told


def test_decree_without_an_end_leaves_the_term_open(office, regions, today, login, operator):
    post = appoint(make_worker(office, "Dewi"), "TKSK", regions["35.13.19"])
    under_decree(post, until=today - timedelta(days=400))
    open_decree = Decree.objects.create(office=office, number="3", term=(date(2019, 1, 1), None))
    AppointmentDecree.objects.create(appointment=post, decree=open_decree)

    row = login(operator).get("/psks/").context["page_obj"].object_list[0]

    assert (row.post.status, row.post.term_end) == ("serving", None)


def test_row_shows_the_post_that_matched(roster, regions, login, operator):
    appoint(roster["Junaidi"], "TKSK", regions["35.13.18"])

    page = login(operator).get("/psks/?role=PSM&status=ended").context["page_obj"]

    assert [(row.post.role_code, row.village) for row in page.object_list] == [("PSM", "Pesisir")]


@pytest.mark.parametrize(("term", "role"), [("soon", "PSM"), ("none", "TKSK")])
def test_row_and_box_are_of_the_post_whose_term_matched(term, role, office, regions, today, login, operator):
    worker = make_worker(office)
    posts = {
        "PSM": appoint(worker, "PSM", regions["35.13.19.2003"], start=date(2018, 1, 1)),
        "TKSK": appoint(worker, "TKSK", regions["35.13.19"], start=date(2019, 1, 1)),
        "PUSKESOS": appoint(worker, "PUSKESOS", regions["35.13.19.2003"], start=date(2020, 1, 1)),
    }
    under_decree(posts["PSM"], until=today + timedelta(days=90))
    under_decree(posts["PUSKESOS"], until=today + timedelta(days=91), number="188.45/018/2018")

    [row] = login(operator).get(f"/psks/?term={term}").context["page_obj"].object_list

    assert (row.post.role_code, row.tick) == (role, posts[role].pk)


def test_sort_is_by_the_post_that_matched(office, regions, login, operator):
    first, second = make_worker(office, "Aminah"), make_worker(office, "Budi")
    appoint(first, "PSM", regions["35.13.19.2004"], start=date(2018, 1, 1))
    appoint(second, "PSM", regions["35.13.19.2003"], start=date(2018, 1, 1))
    appoint(first, "TKSK", regions["35.13.18"], start=date(2019, 1, 1))

    assert names_on(login(operator).get("/psks/?role=PSM&sort=district")) == ["Budi", "Aminah"]


@pytest.mark.parametrize("key", ["name", "role", "district", "term", "training", "status"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_every_sort_shows_everybody(key, sign, roster, login, operator):
    response = login(operator).get(f"/psks/?sort={sign}{key}")

    assert set(names_on(response)) == set(roster)


def test_sort_by_role_follows_the_order_of_papers(roster, login, operator):
    first, *_others = names_on(login(operator).get("/psks/?sort=role"))

    assert first == "Siti Aminah"


def test_nobody_outside_the_scope_is_listed_or_counted(roster, login, stranger):
    response = login(stranger).get("/psks/?q=toha")

    assert names_on(response) == []
    assert response.context["count"] == "0 orang" or response.context["page_obj"].paginator.count == 0


def test_fragment_is_the_table_alone(roster, login, operator):
    page = login(operator).get("/psks/", headers={"HX-Request": "true", "HX-Target": "list"})

    assert page.content.decode().lstrip().startswith('<div id="list"')


def test_desk_may_not_list_people(login, desk):
    assert login(desk).get("/psks/").status_code == 403


# Masks and cost


@pytest.mark.parametrize("group", ["administrator", "operator", "supervisor"])
def test_nobody_sees_a_full_nik_or_phone_in_the_list(group, office, login, request):
    worker = make_worker(office, phone="+6281234567890")

    page = login(request.getfixturevalue(group)).get("/psks/").content.decode()

    assert worker.nik not in page
    assert f"3513********{worker.nik[-4:]}" in page
    assert "81234567890" not in page


def test_supervisor_is_not_told_an_age(office, login, supervisor, operator):
    make_worker(office, birth_date=date(1980, 5, 12))

    assert b", 4" not in login(supervisor).get("/psks/").content
    assert b", 4" in login(operator).get("/psks/").content


def test_province_is_told_the_age_of_those_it_keeps_only(office, regions, client):
    seat = make_office(regions["35"])
    for keeper, name in ((office, "Siti"), (seat, "Budi")):
        worker = make_worker(keeper, name, sex="female", birth_date=date(1980, 5, 12))
        appoint(worker, "PSM", regions["35.13.19.2003"])
    client.force_login(make_user(ADMINISTRATOR, regions["35"], office=seat))

    rows = client.get("/psks/").context["page_obj"].object_list

    assert [(row.name, ", 4" in row.about) for row in rows] == [("Budi", True), ("Siti", False)]


STATEMENTS = 8


@pytest.mark.parametrize("people", [1, 3, 200])
@pytest.mark.parametrize("page", [1, 2])
def test_list_takes_a_fixed_number_of_statements(
    people, page, office, regions, login, operator, alone, django_assert_num_queries
):
    for _ in range(people):
        appoint(make_worker(office), "PSM", regions["35.13.19.2003"])
    client = login(operator)

    with django_assert_num_queries(STATEMENTS):
        client.get(f"/psks/?page={page if people > 50 else 1}")


@pytest.mark.parametrize("people", [60, 100])
def test_each_kind_of_page_takes_the_statements_written_down(
    people, office, regions, client, django_assert_num_queries
):
    """The benchmark counts the same at half a million people."""
    for _ in range(people):
        appoint(make_worker(office, "Siti Aminah Lestari"), "PSM", regions["35.13.19.2003"])
    client.force_login(make_user(ADMINISTRATOR, regions["ID"], office=office))
    queries = {
        "list": "",
        "filtered": "role=PSM&sex=female",
        "typo": "q=Aminnah+Lestary",
        "page": "page=2",
        "next": f"page=2&after={Worker.objects.order_by('pk').first().pk}",
        "region": f"region={regions['35.13.19'].pk}",
    }

    for name, query in queries.items():
        with django_assert_num_queries(ROSTER[name]):
            client.get(f"/psks/?{query}")


@pytest.fixture
def crowd(office, operator):
    """1,001 people, one of them a woman; the operator reads English."""
    Worker.objects.bulk_create(
        Worker(name=f"Orang {n}", office=office, sex="female" if n == 7 else "male") for n in range(1_001)
    )
    operator.language = "en"
    operator.save()


@pytest.mark.parametrize("sort", ["", "name", "-name"])
def test_page_of_a_regency_by_its_number_has_its_people_in_order(
    sort, crowd, login, operator, office, regions
):
    make_worker(make_office(regions["35.14"]), "Orang 5 Jauh")
    names = list(office.registered_workers.order_by("name_key", "pk").values_list("name", flat=True))
    if sort == "-name":
        names.reverse()

    response = login(operator).get(f"/psks/?page=3&sort={sort}")

    assert names_on(response) == names[100:150]


def test_count_stops_at_a_thousand(crowd, login, operator):
    client = login(operator)

    response = client.get("/psks/?sort=-name&page=2")

    assert (response.context["count"], response.context["count_url"]) == (
        "more than 1,000 people",
        "/psks/jumlah/?",
    )
    last = client.get("/psks/?page=21").context["page_obj"]
    assert (len(last.object_list), last.has_next()) == (1, False)


@pytest.mark.parametrize(
    ("query", "told", "number"),
    [
        ("", "<strong>1,001 people</strong>", "1,001"),
        ("sex=male", "<strong>1,000</strong> of 1,001 people match", "1,000"),
        ("sex=female", "<strong>1</strong> of 1,001 people match", "1"),
    ],
)
def test_exact_number_follows_the_page(query, told, number, crowd, login, operator):
    answer = login(operator).get(f"/psks/jumlah/?{query}").content.decode()

    assert [line.strip() for line in answer.splitlines() if line.strip()] == [
        told,
        f'<span hidden data-exact-number="{number}"></span>',
        "<title>People – 1,001 people - Pilar</title>",
        '<span class="count" id="title-count" hx-swap-oob="true"> – 1,001 people</span>',
    ]


def test_exact_number_takes_no_number_in_its_address(login, operator):
    assert login(operator).get("/psks/jumlah/?q=3513194107850001").status_code == 400


def test_list_that_was_counted_asks_for_no_exact_number(roster, login, operator):
    assert login(operator).get("/psks/").context["count_url"] == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("missing=nik", {"Budi", "Citra"}),
        ("missing=birth_date", {"Citra"}),
        ("missing=phone&missing=birth_date", {"Ani", "Citra"}),
        ("missing=education&missing=sex", {"Citra"}),
        ("education=sma", {"Ani"}),
        ("education=sma&education=s1", {"Ani", "Budi"}),
        ("education=diploma", set()),
        ("age_from=40", {"Ani"}),
        ("age_from=39&age_to=39", {"Budi"}),
        ("age_to=39", {"Budi"}),
        ("age_to=3000", set()),
        ("sex=female&missing=nik", set()),
    ],
)
def test_list_finds_by_what_is_known_of_a_person(query, found, office, login, operator, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 2, 28))
    make_worker(
        office,
        "Ani",
        nik="3513195502850001",
        sex="female",
        birth_date=date(1985, 2, 28),
        education="SMA sederajat",
    )
    make_worker(
        office,
        "Budi",
        nik=None,
        sex="male",
        birth_date=date(1985, 3, 1),
        education="S-1",
        phone="+6281234567890",
    )
    make_worker(office, "Citra", nik=None, sex="")

    assert set(names_on(login(operator).get(f"/psks/?{query}"))) == found


def test_supervisor_cannot_filter_by_an_age(office, login, supervisor):
    make_worker(office, "Ani", birth_date=date(1985, 2, 28))

    response = login(supervisor).get("/psks/?age_from=99")

    assert names_on(response) == ["Ani"]
    assert {"age_from", "age_to"} & set(response.context["filter"].form.fields) == set()


@pytest.mark.parametrize("query", ["age_from=30", "age_to=60", "age_from=30&age_to=60"])
def test_province_filters_by_the_age_of_those_it_keeps_only(query, roster, regions, login):
    province = make_office(regions["35"], town="Surabaya")
    make_worker(province, "Ani", birth_date=date(1985, 2, 28))
    Worker.objects.filter(pk=roster["Moh. Toha"].pk).update(birth_date=date(1985, 2, 28))
    client = login(make_user(OPERATOR, regions["35"], office=province))

    response = client.get(f"/psks/?{query}")

    assert {"Ani", "Moh. Toha"} <= set(names_on(client.get("/psks/")))
    assert names_on(response) == ["Ani"]
    with translation.override("id"):
        assert str(response.context["filter"].form.fields["age_from"].label).endswith("kantor Anda)")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2018-12-31", set()),
        ("2019-01-01", {"Siti"}),
        ("2019-12-08", {"Siti"}),
        ("2019-12-09", {"Siti", "Toha"}),
        ("2019-12-31", {"Siti", "Toha"}),
        ("2020-01-01", {"Toha"}),
        ("09-12-2019", set()),
    ],
)
def test_list_tells_who_served_on_a_day(day, found, office, regions, login, operator):
    dringu = regions["35.13.19"]
    appoint(make_worker(office, "Siti"), "TKSK", dringu, start=date(2019, 1, 1), end=date(2020, 1, 1))
    appoint(make_worker(office, "Toha"), "TKSK", dringu, start=date(2019, 12, 9))
    appoint(make_worker(office, "Junaidi"), "TKSK", regions["35.13.18"], start=date(2019, 1, 1))

    response = login(operator).get(f"/psks/?region={dringu.pk}&on={day}")

    assert set(names_on(response)) == found
    assert {row.post.status for row in response.context["page_obj"].object_list} <= {Status.SERVING}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "20191209", "2019-W50-1", "x" * 5000])
def test_day_nobody_can_mean_is_told(day, roster, login, operator):
    response = login(operator).get("/psks/", {"on": day, "age_from": "60", "term": "soon"})

    assert (response.status_code, names_on(response)) == (200, [])
    assert list(response.context["filter"].form.errors) == ["on"]


def test_post_entered_by_mistake_is_told_after_the_one_held_on_a_past_day(office, regions):
    day = date(2019, 12, 9)
    toha = make_worker(office, "Toha")
    held = appoint(toha, "PSM", regions["35.13.19.2003"], start=date(2018, 1, 2))
    mistaken = appoint(toha, "TKSK", regions["35.13.18"], start=date(2019, 1, 1), end=date(2026, 1, 1))
    toha.appointments.filter(pk=mistaken.pk).update(end_reason="mistake")

    assert list(toha.appointments.with_status(on=day).best_first(on=day)) == [held, mistaken]


def test_day_of_the_past_is_told_alike_by_list_count_and_chips(office, regions, login, operator):
    toha = make_worker(office, "Toha")
    appoint(toha, "PSM", regions["35.13.19.2003"], start=date(2018, 1, 2), end=date(2020, 1, 1))
    appoint(toha, "TKSK", regions["35.13.18"], start=date(2020, 1, 1))
    mistaken = make_worker(office, "Junaidi")
    appoint(mistaken, "PSM", regions["35.13.19.2004"], start=date(2018, 1, 2), end=date(2026, 1, 1))
    mistaken.appointments.update(end_reason="mistake")
    RegionName.objects.create(
        region=regions["35.13.19"],
        name="Dringo",
        kind=RegionName.Kind.OFFICIAL,
        validity=(None, date(2022, 2, 9)),
    )
    client = login(operator)

    page = client.get("/psks/?on=2019-12-09").context
    exact = client.get("/psks/jumlah/?on=2019-12-09").context

    (row,) = page["page_obj"].object_list
    assert (row.name, row.post.role_code, row.place, row.village) == ("Toha", "PSM", "Dringo", "Kalirejo")
    assert [(chip.name, chip.query) for chip in page["chips"]] == [("on", "")]
    assert (page["number"], exact["number"]) == ("1", "1")


@pytest.mark.parametrize(
    "key", ["role", "district", "term", "education", "institution", "training", "status"]
)
def test_nobody_is_lost_on_the_way_through_a_sorted_list(key, roster, regions, login, operator, monkeypatch):
    monkeypatch.setattr(WorkerList, "paginate_by", 1)
    Worker.objects.filter(name="Moh. Toha").update(education="S-1", institution="IPSM")
    client = login(operator)

    for sort in (key, f"-{key}"):
        found, address = [], f"sort={sort}&column={key}"
        while address:
            page = client.get(f"/psks/?{address}").context["page_obj"]
            found += [row.name for row in page.object_list]
            here = f"sort={sort}&column={key}&page={page.number + 1}&after={page.last_key}"
            address = here if page.has_next() else ""
        assert (len(found), set(found)) == (len(roster), set(roster))
        if key in ("education", "institution", "term"):
            assert found[0] in ("Moh. Toha", "Siti Aminah")


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("education", ["Anik", "Budi", "Cici", "Dewi", "Eko", "Fitri"]),
        ("-education", ["Dewi", "Cici", "Budi", "Anik", "Eko", "Fitri"]),
    ],
)
def test_pages_by_education_follow_the_row_seen_last(sort, names, office, login, operator, monkeypatch):
    monkeypatch.setattr(WorkerList, "paginate_by", 2)
    schools = {"Cici": "D3", "Fitri": "", "Anik": "SD", "Dewi": "S2", "Eko": "kursus", "Budi": "SLTA"}
    keys = {name: make_worker(office, name, education=school).pk for name, school in schools.items()}
    client = login(operator)

    seen = names_on(client.get(f"/psks/?column=education&sort={sort}"))
    for page in (2, 3):
        after = f"column=education&sort={sort}&page={page}&after={keys[seen[-1]]}"
        with CaptureQueriesContext(connection) as statements:
            seen += names_on(client.get(f"/psks/?{after}"))
        assert [one["sql"] for one in statements if "OFFSET" in one["sql"]] == []

    assert seen == names


@pytest.mark.parametrize("many", [1, 2, 4])
def test_status_is_told_and_filtered_alike(many, roster, today):
    told = {post.pk: post.status for post in Appointment.objects.with_status(on=today)}

    for statuses in combinations(Status.values, many):
        found = Appointment.objects.in_status(statuses, on=today)
        assert {post.pk for post in found} == {pk for pk, status in told.items() if status in statuses}


def test_role_choices_are_those_of_the_registry(login, operator):
    form = login(operator).get("/psks/?conditions=open").context["filter"].form

    assert form.fields["role"].queryset.count() == Role.objects.count()


def test_region_choices_walk_down_the_tree(regions, login, operator):
    client = login(operator)

    def choices(query):
        field = client.get(f"/psks/?conditions=open{query}").context["filter"].form.fields["region"]
        return [region.code for region in field.queryset]

    assert choices("") == ["35.13.18", "35.13.19"]
    assert choices(f"&region={regions['35.13.19'].pk}") == [
        "35.13.19",
        "35.13.19.2003",
        "35.13.19.2004",
        "35.13.19.2005",
    ]


def test_whole_scope_can_be_named_as_the_region(roster, regions, login, operator):
    page = login(operator).get(f"/psks/?region={regions['35.13'].pk}&role=PSM").context

    assert {row.name for row in page["page_obj"].object_list} == {"Moh. Toha", "Hj. Khoiriyah"}


def test_region_choices_are_those_of_the_day_asked_for(regions, login, operator):
    kalirejo, ngepoh = regions["35.13.19.2003"], regions["35.13.19.2005"]
    Region.objects.filter(pk=kalirejo.pk).update(validity=(None, date(2020, 1, 1)))
    Region.objects.filter(pk=ngepoh.pk).update(validity=(date(2020, 1, 1), None))
    spell(regions["35.13.19"], "Dringo", until=date(2022, 2, 9))
    client, dringu = login(operator), f"region={regions['35.13.19'].pk}"

    def choices(query):
        field = client.get(f"/psks/?{query}").context["filter"].form.fields["region"]
        return [label.strip() for key, label in field.choices if key]

    assert choices(dringu) == ["Dringu", "Kedungdalem", "Ngepoh"]
    assert choices(f"{dringu}&on=2019-12-31") == ["Dringo", "Kalirejo", "Kedungdalem"]
    assert choices(f"{dringu}&on=2020-01-01") == ["Dringo", "Kedungdalem", "Ngepoh"]
    assert choices(f"region={kalirejo.pk}") == ["Dringu", "Kalirejo"]


def test_chip_of_a_past_day_names_the_region_of_that_day(regions, login, operator):
    spell(regions["35.13.19"], "Dringo", until=date(2022, 2, 9))

    page = login(operator).get(f"/psks/?region={regions['35.13.19'].pk}&on=2019-12-09").context

    assert [chip.value for chip in page["chips"] if chip.name == "region"] == ["Dringo"]


def test_region_of_a_past_day_holds_what_lay_in_it_then(office, regions, login, operator):
    dringu, gending = regions["35.13.19"], regions["35.13.18"]
    went, came = regions["35.13.19.2003"], regions["35.13.18.2001"]
    for region in (went, came, regions["35.13.19.2004"]):
        appoint(make_worker(office, f"PSM {region.name}"), "PSM", region)
    move(went, "35.13.18.2009", gending)
    move(came, "35.13.19.2009", dringu)
    client = login(operator)

    def found(region, day):
        return set(names_on(client.get(f"/psks/?region={region.pk}&on={day}")))

    assert found(dringu, "2022-02-08") == {"PSM Kalirejo", "PSM Kedungdalem"}
    assert found(dringu, "2022-02-09") == {"PSM Pesisir", "PSM Kedungdalem"}
    assert found(gending, "2022-02-08") == {"PSM Pesisir"}
    assert found(regions["35.13"], "2022-02-08") == {"PSM Kalirejo", "PSM Kedungdalem", "PSM Pesisir"}


def test_search_for_a_place_is_about_the_day_asked_for(office, regions, login, operator):
    dringu = regions["35.13.19"]
    appoint(make_worker(office, "Siti"), "TKSK", dringu, start=date(2019, 1, 1), end=date(2020, 1, 1))
    spell(dringu, "Dringo", until=date(2022, 2, 9))
    client = login(operator)

    for words in ("dringu", "dringo", "Kec. Dringo"):
        assert names_on(client.get("/psks/", {"q": words, "on": "2019-12-09"})) == ["Siti"]
    assert names_on(client.get("/psks/", {"q": "dringu"})) == []


@pytest.mark.parametrize("words", ["dringo", "Kec. Dringo"])
def test_search_for_an_old_name_of_a_region_finds_its_people_and_tells_the_new_one(
    words, office, regions, login, operator
):
    appoint(make_worker(office, "Siti"), "TKSK", regions["35.13.19"])
    appoint(make_worker(office, "Budi"), "PSM", regions["35.13.19.2003"])
    spell(regions["35.13.19"], "Dringo", until=date(2022, 2, 9))
    operator.language = "en"
    operator.save()

    response = login(operator).get("/psks/", {"q": words})

    assert names_on(response) == ["Budi", "Siti"]
    assert response.context["hint"] == (
        f"No region is called “{words}” today; it is Kec. Dringu, Kab. Probolinggo now. "
        "These people serve there."
    )


def test_search_for_a_regency_finds_who_serves_anywhere_in_it(office, regions, login, operator):
    appoint(make_worker(office, "Siti"), "TKSK", regions["35.13.19"])
    appoint(make_worker(office, "Budi"), "PSM", regions["35.13.19.2003"])
    appoint(make_worker(office, "Ani"), "PSM", regions["35.14.14.1001"])

    assert names_on(login(operator).get("/psks/", {"q": "Kab. Probolinggo"})) == ["Budi", "Siti"]


def test_search_for_a_province_finds_who_serves_anywhere_in_it(office, regions, client):
    appoint(make_worker(office, "Siti"), "TKSK", regions["35.13.19"])
    appoint(make_worker(office, "Ani"), "PSM", regions["35.14.14.1001"])
    appoint(make_worker(make_office(regions["36.71"]), "Budi"), "TKSK", regions["36.71"])
    client.force_login(make_user(ADMINISTRATOR, regions["ID"]))

    assert names_on(client.get("/psks/", {"q": "Jawa Timur"})) == ["Ani", "Siti"]


def test_search_for_a_region_that_was_merged_finds_who_serves_in_the_other(
    office, regions, login, operator, administrator
):
    appoint(make_worker(office, "Siti"), "PSM", regions["35.13.19.2003"])
    change, _moved = record_change(
        region=regions["35.13.19.2003"],
        other=regions["35.13.19.2004"],
        kind="merged",
        decree="Perda 7/2019",
        on=date(2020, 1, 1),
        by=administrator,
    )
    client = login(operator)

    merged = client.get("/psks/", {"q": "Kalirejo, Dringu"})
    undo_change(change=change, by=administrator)
    apart = client.get("/psks/", {"q": "Kalirejo, Dringu"})

    assert (names_on(merged), names_on(apart)) == (["Siti"], ["Siti"])
    assert "Kedungdalem" in merged.context["hint"]
    assert "Kedungdalem" not in apart.context["hint"]


def test_old_name_of_a_region_elsewhere_finds_nobody(office, regions, login, operator):
    appoint(make_worker(office, "Siti"), "PSM", regions["35.14.14.1001"])
    spell(regions["35.14.14.1001"], "Kauman Lama", until=date(2022, 2, 9))

    assert names_on(login(operator).get("/psks/", {"q": "Kauman Lama"})) == []


def spell(region, name, *, until):
    """The official name of a region before the day `until`."""
    RegionName.objects.create(region=region, name=name, kind="official", validity=(None, until))


def move(region, code, district):
    """What a list of 9 February 2022 did: the village got another code in another district."""
    RegionChange.objects.create(
        before=region,
        after=region,
        kind="moved",
        decree="Kepmendagri 050-145/2022",
        on=date(2022, 2, 9),
        old_code=region.code,
        new_code=code,
    )
    Region.objects.filter(pk=region.pk).update(code=code, parent=district, district=district)


def test_user_of_a_district_sees_its_people_only(roster, office, regions, login):
    user = make_user("operator", regions["35.13.18"], office=office)

    assert names_on(login(user).get("/psks/")) == ["Junaidi"]


def test_only_what_the_reader_may_act_on_has_a_box(office, regions, login, operator):
    """A post elsewhere is for others, and a province acts only on those it registered."""
    here = appoint(make_worker(office, "Aminah"), "PSM", regions["35.13.19.2003"])
    there = make_worker(office, "Budi")
    appoint(there, "PSM", regions["35.13.19.2003"], end=date(2019, 1, 1))
    appoint(there, "PSM", regions["35.14.14"])
    kept = appoint(
        make_worker(make_office(regions["35"], town="Surabaya"), "Citra"), "PSM", regions["35.13.19.2004"]
    )
    province = make_user("operator", regions["35"], office=kept.worker.office)

    boxes = [
        [row.tick for row in login(user).get("/psks/").context["page_obj"].object_list]
        for user in (operator, province)
    ]

    assert boxes == [[here.pk, None, kept.pk], [None, None, kept.pk]]


def test_who_may_act_on_nobody_sees_no_boxes(roster, office, login, operator):
    supervisor = make_user(SUPERVISOR, office.region, office=office)

    for user, boxes in ((operator, ["tick"]), (supervisor, [])):
        response = login(user).get("/psks/")
        assert [key for key in response.context["labels"] if key == "tick"] == boxes
        assert ('type="checkbox" name="post"' in response.text) == bool(boxes)
