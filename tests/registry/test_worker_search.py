"""The search box: a number leads to the person and never stands in an address."""

import pytest

from registry.models import Decree
from registry.views import worker_numbers
from tests.factories import appoint, make_worker


def names_on(response):
    return [row.name for row in response.context["page_obj"].object_list]


def search(client, text, path="/cari/"):
    return client.post(path, {"q": text})


@pytest.mark.parametrize("path", ["/cari/", "/psks/"])
@pytest.mark.parametrize(
    "typed",
    [
        "3513194105800099",
        "3513 1941 0580 0099",
        "081234567890",
        "+62 812-3456-7890",
        "62812 3456 7890",
        "35.13.19.001",
    ],
)
def test_number_typed_anyhow_leads_to_the_person(typed, path, office, login, operator):
    worker = make_worker(office, nik="3513194105800099", phone="+6281234567890", member_number="35.13.19.001")

    assert search(login(operator), typed, path).headers["Location"] == f"/psks/{worker.pk}/"


def test_number_of_several_people_leads_to_a_list_under_a_random_key(office, login, operator):
    family = [make_worker(office, f"Orang {n}", phone="+6281234567890") for n in "AB"]
    client = login(operator)

    address = search(client, "081234567890").headers["Location"]

    assert address.startswith("/psks/?found=")
    assert "81234567890" not in address
    assert names_on(client.get(address)) == [worker.name for worker in family]


def test_number_of_somebody_outside_the_scope_finds_nobody(office, login, stranger):
    worker = make_worker(office)

    assert search(login(stranger), worker.nik).headers["Location"] == "/psks/?"


def test_number_of_a_decree_without_a_slash_leads_to_those_it_names(office, regions, login, operator):
    post = appoint(make_worker(office, "Siti Aminah"), "PSM", regions["35.13.19.2003"])
    appoint(make_worker(office, "Junaidi"), "PSM", regions["35.13.19.2003"])
    post.decrees.add(Decree.objects.create(office=office, number="188.45-402-2017"))
    client = login(operator)

    found = client.get(search(client, "402-2017").headers["Location"])

    assert names_on(found) == ["Siti Aminah"]


def test_number_that_too_many_decrees_hold_finds_nobody(office, regions, login, operator, monkeypatch):
    monkeypatch.setattr(worker_numbers, "MOST_FOUND", 1)
    decree = Decree.objects.create(office=office, number="188.45-402-2017")
    for name in ("Siti Aminah", "Junaidi"):
        appoint(make_worker(office, name), "PSM", regions["35.13.19.2003"]).decrees.add(decree)

    assert search(login(operator), "402-2017").headers["Location"] == "/psks/?"


@pytest.mark.parametrize("typed", ["²", "٣"])
def test_sign_that_is_no_digit_of_ours_finds_nobody(typed, office, login, operator):
    make_worker(office, nip="")

    assert search(login(operator), typed).headers["Location"] == "/psks/?"


def test_number_in_an_address_is_taken_out(login, operator):
    assert login(operator).get("/psks/?q=3513194105800099").headers["Location"] == "/psks/?"


def test_words_of_the_search_box_lead_to_the_list(login, operator):
    assert search(login(operator), "siti aminah").headers["Location"] == "/psks/?q=siti+aminah"


def test_search_is_a_post(login, operator):
    assert login(operator).get("/cari/").status_code == 405
