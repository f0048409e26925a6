"""The name a region goes by locally: shown wherever people read, never in a file that comes back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.district_sheets import district_sheets
from registry.forms.fields import RegionField, suggested
from registry.models import Region, RegionName, Worker
from registry.resources import roster_lines
from tests.factories import appoint, make_user, make_worker


def spell(region, name, kind="local", start=None, end=None):
    return RegionName.objects.create(region=region, name=name, kind=kind, validity=(start, end))


def called(region):
    return Region.objects.get(pk=region.pk).called


@pytest.fixture
def worker(office, regions):
    """A PSM of a village; the village, its district and its regency have local names."""
    worker = make_worker(office, "Siti Aminah", home_region=regions["35.13.19.2004"])
    appoint(worker, "PSM", regions["35.13.19.2003"])
    spell(regions["35.13.19.2003"], "Kalirejo Kidul")
    spell(regions["35.13.19"], "Dringu Raya")
    return worker


def test_region_is_called_by_its_local_name_as_long_as_it_has_one(regions):
    dringu = regions["35.13.19"]
    name = spell(dringu, "Dringu Raya")
    assert called(dringu) == "Dringu Raya"

    RegionName.objects.filter(pk=name.pk).update(name="Dringu Agung")
    assert called(dringu) == "Dringu Agung"

    RegionName.objects.filter(pk=name.pk).update(region=regions["35.13.18"])
    assert (called(dringu), called(regions["35.13.18"])) == ("Dringu", "Dringu Agung")

    RegionName.objects.filter(pk=name.pk).update(kind="alias")
    assert called(regions["35.13.18"]) == "Gending"

    RegionName.objects.filter(pk=name.pk).update(kind="local")
    RegionName.objects.all().delete()
    assert called(regions["35.13.18"]) == "Gending"


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("alias", None, None),
        ("official", None, date(2020, 1, 1)),
        ("local", None, date(2020, 1, 1)),
        ("local", date(2099, 1, 1), None),
    ],
)
def test_other_names_are_not_what_a_region_is_called_today(regions, kind, start, end):
    spell(regions["35.13.19"], "Dringoe", kind, start, end)

    assert called(regions["35.13.19"]) == "Dringu"


def test_local_name_stands_beside_the_kind_and_the_official_one_is_kept(worker, regions):
    village = Region.objects.with_path().get(pk=regions["35.13.19.2003"].pk)

    assert village.path == "Desa Kalirejo Kidul, Kec. Dringu Raya, Kab. Probolinggo"
    assert village.official_label == "Desa Kalirejo"


@pytest.mark.parametrize(("days", "name"), [(0, "Bremi"), (1, "Dringu")])
def test_local_name_holds_from_its_first_day_whatever_the_zone_of_the_server(days, name, regions):
    today = datetime.now(ZoneInfo("Asia/Jayapura")).date()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Etc/GMT+12'")  # where yesterday ends last

    spell(regions["35.13.19"], "Bremi", start=today + timedelta(days=days))

    assert called(regions["35.13.19"]) == name


def test_list_shows_local_names_and_asks_no_more_for_them(worker, regions, login, operator):
    client = login(operator)
    client.get("/psks/")
    with CaptureQueriesContext(connection) as with_names:
        (row,) = client.get("/psks/").context["page_obj"].object_list
    RegionName.objects.all().delete()
    with CaptureQueriesContext(connection) as without:
        (plain,) = client.get("/psks/").context["page_obj"].object_list

    assert (row.place, row.village) == ("Dringu Raya", "Kalirejo Kidul")
    assert (plain.place, plain.village) == ("Dringu", "Kalirejo")
    assert len(with_names) == len(without)


def test_list_of_a_past_day_shows_the_local_names_of_that_day(office, regions, login, operator):
    day = date(2019, 12, 9)
    for code, name in (
        ("35.13.19.2003", "Orang A"),
        ("35.13.19.2004", "Orang B"),
        ("35.13.19.2005", "Orang C"),
    ):
        appoint(make_worker(office, name), "PSM", regions[code])
    spell(regions["35.13.19.2003"], "Kalirejo Kidul", "local")
    spell(regions["35.13.19.2003"], "Kalirejoe", "official", None, date(2020, 1, 1))
    spell(regions["35.13.19.2004"], "Kedung Baru", "local", date(2020, 1, 1))
    spell(regions["35.13.19.2005"], "Ngepoh Lor", "local", None, date(2020, 1, 1))

    rows = login(operator).get(f"/psks/?on={day}").context["page_obj"].object_list

    assert [row.village for row in rows] == ["Kalirejo Kidul", "Kedungdalem", "Ngepoh Lor"]


@pytest.mark.parametrize(
    "address", ["/psks/{worker}/", "/psks/{worker}/penugasan/", "/wilayah/{district}/", "/wilayah/{village}/"]
)
def test_pages_call_regions_by_their_local_names(worker, regions, login, operator, address):
    keys = {"worker": worker.pk, "district": regions["35.13.19"].pk, "village": regions["35.13.19.2003"].pk}

    text = login(operator).get(address.format(**keys)).text

    assert "Desa Kalirejo Kidul" in text
    assert "Desa Kalirejo," not in text


def test_region_to_filter_by_has_its_local_name(worker, login, operator):
    form = login(operator).get("/psks/?conditions=open").context["filter"].form

    assert "Dringu Raya" in [label.strip() for _key, label in form.fields["region"].choices]


@pytest.mark.parametrize(
    "typed", ["kalirejo kidul", "Desa Kalirejo", "Kalirejo Kidul, Dringu Raya", "kalirejo, dringu"]
)
def test_region_is_found_by_either_name(worker, regions, typed):
    assert RegionField().clean(typed) == regions["35.13.19.2003"]


def test_region_is_suggested_by_its_local_name(regions):
    spell(regions["35.13.19.2003"], "Sumberejo")

    assert [region.code for region in suggested(Region.objects.all(), "sumb")] == ["35.13.19.2003"]


def test_search_finds_who_serves_where_a_local_name_says(worker, login, operator):
    response = login(operator).get("/psks/?q=dringu+raya")

    assert [row.name for row in response.context["page_obj"].object_list] == ["Siti Aminah"]


def test_files_that_come_back_have_the_official_names(worker, regions):
    spell(regions["35.13.19.2004"], "Kedung Baru")

    today = timezone.localdate()
    for day in (today, today - timedelta(days=1)):
        (line,) = roster_lines(Worker.objects.all(), on=day)
        told = (line.regency, line.district, line.village, line.home_district, line.home_village)
        assert told == (
            *("Kab. Probolinggo", "Kec. Dringu", "Desa Kalirejo"),
            *("Kec. Dringu", "Desa Kedungdalem"),
        )
    sheet = next(sheet for sheet in district_sheets(regions["35.13"], on=today) if sheet.lines)
    assert sheet.villages == ["Desa Kalirejo", "Desa Kedungdalem", "Desa Ngepoh"]


def test_new_local_name_takes_the_place_of_the_one_before(regions, login, administrator):
    address, dringu = f"/wilayah/{regions['35.13.19'].pk}/nama/", regions["35.13.19"]
    client = login(administrator)

    for name in ("Dringu Raya", "Dringu Agung"):
        client.post(address, {"name": name, "kind": "local"})

    assert called(dringu) == "Dringu Agung"
    assert [name.name for name in dringu.other_names.all()] == ["Dringu Agung"]


@pytest.mark.parametrize("name", ["x" * 101, "  ", "\0", "Dringu\0Raya"])
def test_name_that_is_none_is_refused(name, regions, login, administrator):
    address, dringu = f"/wilayah/{regions['35.13.19'].pk}/nama/", regions["35.13.19"]

    assert login(administrator).post(address, {"name": name, "kind": "local"}).status_code == 302
    assert not dringu.other_names.exists()


def test_name_of_another_scope_is_not_given(regions, other_office, login):
    elsewhere = make_user("administrator", regions["35.14"], office=other_office)

    response = login(elsewhere).post(
        f"/wilayah/{regions['35.13.19'].pk}/nama/", {"name": "Dringu Raya", "kind": "local"}
    )

    assert (response.status_code, called(regions["35.13.19"])) == (404, "Dringu")
