"""A newer list of regions: the difference is shown before anything is written."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.models import NATION_CODE, Region, RegionChange
from tests.factories import appoint, make_office, make_user, make_worker


@pytest.fixture
def ministry(regions, settings, tmp_path):
    """An administrator of the nation."""
    settings.MEDIA_ROOT = tmp_path
    office = make_office(regions[NATION_CODE])
    return make_user("administrator", office.region, office=office)


@pytest.fixture
def newer(regions):
    """A function: the list as a file, with Dringu under another name and a new village, or as `text`."""

    def as_file(text=None):
        names = {code: region.name for code, region in regions.items() if code != NATION_CODE}
        names |= {"35.13.19": "Dringu Raya", "35.13.19.2006": "Randuputih"}
        lines = "".join(f"{code},{name}\n" for code, name in sorted(names.items()))
        return SimpleUploadedFile("daftar.csv", (text or f"code,name\n{lines}").encode())

    return as_file


def send(client, file, on="2025-06-01"):
    values = {"file": file, "decree": "Kepmendagri 1/2025", "on": on}
    return client.post(reverse("region_list"), values)


def test_difference_is_shown_and_nothing_is_written(ministry, newer, regions, login):
    for start, end in ((date(2018, 1, 1), None), (date(2010, 1, 1), date(2015, 1, 1))):
        appoint(make_worker(ministry.office), "TKSK", regions["35.13.19"], start=start, end=end)

    page = send(login(ministry), newer())

    told = [
        (many, [(one.old_name, one.new_name, people) for one, people in some])
        for _label, many, some in page.context["groups"]
        if many
    ]
    assert told == [(1, [("Dringu", "Dringu Raya", 1)]), (1, [("", "Randuputih", 0)])]
    assert not Region.objects.filter(name__in=["Dringu Raya", "Randuputih"]).exists()


def test_list_that_was_shown_is_loaded_once(ministry, newer, login, tmp_path):
    client = login(ministry)
    send(client, newer())

    answers = [client.post(reverse("region_list_apply"))["Location"] for _time in range(2)]

    assert answers == [reverse("regions"), reverse("region_list")]
    changes = RegionChange.objects.order_by("new_code")
    assert [(one.kind, one.new_name, one.decree, one.on) for one in changes] == [
        ("renamed", "Dringu Raya", "Kepmendagri 1/2025", date(2025, 6, 1)),
        ("added", "Randuputih", "Kepmendagri 1/2025", date(2025, 6, 1)),
    ]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("text", ["code,name\n35.13.19,Dringu\n", "no list"])
def test_faulty_list_is_refused_on_the_form(text, ministry, newer, login):
    page = send(login(ministry), newer(text))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]


def test_list_of_a_day_to_come_is_refused_on_the_form(ministry, newer, login):
    page = send(login(ministry), newer(), on="2999-01-01")

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["on"])


def test_administrator_of_a_regency_loads_no_regions(administrator, office, other_office, newer, login):
    assert send(login(administrator), newer()).status_code == 403
