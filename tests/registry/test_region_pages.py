"""The home page and the regions: seats, people, names, and who may change what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import AppointmentDecree, Decree, ImportBatch, RegionName
from tests.factories import appoint, make_user, make_worker


def seats(response):
    return {
        one.role.code: (one.filled, one.quota, one.unserved)
        for one in response.context["seats"]
        if one.quota is not None
    }


@pytest.fixture
def roster(office, regions):
    """Dringu: a TKSK and two PSM of one village; three villages and one quiet district beside it."""
    appoint(make_worker(office), "TKSK", regions["35.13.19"])
    for _ in range(2):
        appoint(make_worker(office), "PSM", regions["35.13.19.2003"])


def test_home_counts_seats_of_the_whole_scope(roster, login, operator):
    response = login(operator).get("/")

    assert seats(response) == {"KASI_KESRA": (0, 2, 2), "TKSK": (1, 2, 1), "PSM": (1, 5, 4)}
    assert response.context["serving"] == 3
    assert [(tile.label, tile.value, tile.total) for tile in response.context["tiles"]] == [
        ("Gending", 0, 2),
        ("Dringu", 1, 3),
    ]


@pytest.mark.parametrize("code", ["ID", "35", "35.13", "35.13.19", "35.13.19.2003"])
@pytest.mark.parametrize("address", ["/", "/wilayah/"])
def test_every_level_has_its_pages(address, code, roster, regions, login):
    assert login(make_user("supervisor", regions[code])).get(address).status_code == 200


def test_home_of_a_province_sums_its_regencies(roster, regions, login):
    response = login(make_user("supervisor", regions["35"])).get("/")

    assert seats(response)["PSM"] == (1, 6, 5)


def test_home_of_the_desk_shows_no_region(roster, login, desk):
    response = login(desk).get("/")

    assert response.status_code == 200
    assert "seats" not in response.context


def test_home_tells_the_terms_that_end_soon(office, regions, login, operator):
    today = timezone.localdate()
    for days in (0, 20, 20, 90, 91):
        post = appoint(make_worker(office), "PSM", regions["35.13.19.2003"])
        term = (today - timedelta(days=300), today + timedelta(days=days + 1))
        decree = Decree.objects.create(office=office, number=f"{post.pk}", term=term)
        AppointmentDecree.objects.create(appointment=post, decree=decree)

    for number, until in (("longer", 60), ("open", None)):
        term = (today, until and today + timedelta(days=until + 1))
        decree = Decree.objects.create(office=office, number=number, term=term)
        other = appoint(make_worker(office), "TKSK", regions["35.13.19"])
        AppointmentDecree.objects.create(appointment=other, decree=decree)
        soon = Decree.objects.create(
            office=office, number=f"{number} 2", term=(today, today + timedelta(days=9))
        )
        AppointmentDecree.objects.create(appointment=other, decree=soon)

    context = login(operator).get("/").context

    assert [(one.days, one.people, one.role) for one in context["terms"]] == [
        (0, 1, "PSM"),
        (20, 2, "PSM"),
        (60, 1, "TKSK"),
        (90, 1, "PSM"),
    ]
    assert context["terms_total"] == 5


def test_home_tells_the_imports_that_wait(office, other_office, login, operator):
    counts = {"match": 250, "same": 2, "choose": 4, "error": 8}
    for where, state in ((office, "review"), (office, "applied"), (other_office, "review")):
        ImportBatch.objects.create(
            kind="roster", scope=where.region, office=where, state=state, file_name="PSM.xlsx", counts=counts
        )

    (waiting,) = login(operator).get("/").context["waiting"]

    assert waiting.batch.office == office
    assert (waiting.ready, waiting.asking, waiting.wrong) == (250, 4, 8)


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("address", "statements"), [("/", 20), ("/wilayah/", 19)])
def test_pages_take_a_fixed_number_of_statements(
    address, statements, many, office, regions, login, operator, alone, django_assert_num_queries
):
    for _ in range(many):
        appoint(make_worker(office), "PSM", regions["35.13.19.2003"])
    client = login(operator)

    with django_assert_num_queries(statements):
        client.get(address)


def test_region_page_shows_the_regions_below(roster, regions, login, operator):
    table = login(operator).get("/wilayah/").context["table"]

    assert [role.code for role in table.roles] == ["KASI_KESRA", "TKSK", "PSM"]
    assert [(row.region.code, row.parts, row.seats[2].filled, row.seats[2].excess) for row in table.rows] == [
        ("35.13.18", {"village": 2}, 0, 0),
        ("35.13.19", {"village": 3}, 1, 1),
    ]


def test_district_page_shows_who_serves(roster, regions, login, operator):
    posts = login(operator).get(f"/wilayah/{regions['35.13.19'].pk}/").context["posts"]

    assert [post.role.code for post in posts] == ["TKSK", "PSM", "PSM"]


def test_region_outside_the_scope_is_not_found(regions, login, operator, desk):
    assert login(operator).get(f"/wilayah/{regions['35.14'].pk}/").status_code == 404
    assert login(operator).get(f"/wilayah/{regions['35'].pk}/").status_code == 404
    assert login(desk).get("/wilayah/").status_code == 403


# Suggestions under a region box


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("region=kali", ["Desa Kalirejo, Kec. Dringu, Kab. Probolinggo (35.13.19.2003)"]),
        ("region=Kec.+Dri", ["Kec. Dringu, Kab. Probolinggo (35.13.19)"]),
        ("region=bangil", []),
        ("home_region=bangil&everywhere=1", ["Kec. Bangil, Kab. Pasuruan (35.14.14)"]),
        ("region=", []),
        ("region=%00", []),
    ],
)
def test_regions_are_suggested_while_typing(query, options, regions, login, operator):
    assert login(operator).get(f"/wilayah/cari/?{query}").context["options"] == options


# Names


def test_administrator_adds_a_spelling_and_takes_it_away(regions, login, administrator):
    client, dringu = login(administrator), regions["35.13.19"]

    client.post(f"/wilayah/{dringu.pk}/nama/", {"name": "Dringo", "kind": "alias"})
    assert [(name.name, name.kind) for name in dringu.other_names.all()] == [("Dringo", "alias")]

    client.post(f"/wilayah/nama/{dringu.other_names.get().pk}/hapus/")
    assert not dringu.other_names.exists()


def test_region_goes_by_the_name_used_locally(regions, login, administrator, operator):
    dringu = regions["35.13.19"]
    login(administrator).post(f"/wilayah/{dringu.pk}/nama/", {"name": "Dringu Raya", "kind": "local"})
    operator.language = "en"
    operator.save()
    client = login(operator)

    table = client.get("/wilayah/").context["table"]
    page = client.get(f"/wilayah/{dringu.pk}/")

    assert [row.region.name_on_day for row in table.rows] == ["Gending", "Dringu Raya"]
    assert page.context["title"] == "Kec. Dringu Raya"
    assert "Officially Kec. Dringu" in page.text


@pytest.mark.parametrize(
    "values",
    [{"name": "", "kind": "alias"}, {"name": "X", "kind": "official"}, {"name": "Lama", "kind": "alias"}],
)
def test_spelling_is_refused(values, regions, login, administrator):
    dringu = regions["35.13.19"]
    RegionName.objects.create(region=dringu, name="Lama", kind="alias", validity=(None, None))

    response = login(administrator).post(f"/wilayah/{dringu.pk}/nama/", values, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert dringu.other_names.count() == 1


def test_names_are_the_administrators_inside_his_scope(regions, login, administrator, operator):
    far, near = regions["35.14.14"], regions["35.13.19"]
    official = RegionName.objects.create(region=near, name="Dringoe", kind="official", validity=(None, None))
    values = {"name": "Y", "kind": "alias"}

    assert login(administrator).post(f"/wilayah/{far.pk}/nama/", values).status_code == 404
    assert login(administrator).post(f"/wilayah/nama/{official.pk}/hapus/").status_code == 404
    assert login(administrator).get(f"/wilayah/{near.pk}/nama/").status_code == 405
    assert login(operator).post(f"/wilayah/{near.pk}/nama/", values).status_code == 403
    assert login(operator).post(f"/wilayah/nama/{official.pk}/hapus/").status_code == 403


@pytest.mark.parametrize("address", ["/", "/psks/", "/psks/{worker}/", "/wilayah/", "/wilayah/{region}/"])
def test_registry_runs_without_trainings(address, roster, office, regions, alone, login, operator):
    worker = make_worker(office)

    page = login(operator).get(address.format(worker=worker.pk, region=regions["35.13.19"].pk))

    assert page.status_code == 200
