"""Filters under a name: one's own, and those shared with the office."""

import pytest
from django.contrib.messages import get_messages

from registry.access import OPERATOR
from registry.models import SavedFilter
from tests.factories import make_user, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(office):
    return make_user(OPERATOR, office.region, office=office)


@pytest.fixture
def saved(operator):
    """A filter of the operator's own."""
    return SavedFilter.objects.create(user=operator, page="workers", name="Women", query="sex=female")


def offered(client):
    return [one.name for one in client.get("/psks/").context["saved"]]


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_conditions_are_kept_without_the_page_and_the_search_result(login, operator):
    client = login(operator)

    response = client.post("/psks/saringan/?q=siti&sex=female&page=3&after=7&found=x", {"name": " A\0  b "})

    one = SavedFilter.objects.get()
    assert (one.user, one.name, one.query, one.is_shared) == (
        operator,
        "A b",
        "q=siti&sex=female",
        False,
    )
    assert response.url == "/psks/?q=siti&sex=female&page=3&after=7&found=x"


def test_same_name_again_replaces_the_filter(login, operator, saved):
    login(operator).post("/psks/saringan/?sex=male", {"name": "Women"})

    assert list(SavedFilter.objects.values_list("name", "query")) == [("Women", "sex=male")]


@pytest.mark.parametrize(
    ("query", "name"),
    [("sex=female", " "), ("", "All"), ("page=2", "Second"), ("q=3513194107850001", "Number")],
)
def test_nothing_is_kept_without_name_or_condition_or_of_a_number(query, name, login, operator):
    response = login(operator).post(f"/psks/saringan/?{query}", {"name": name})

    assert len(told(response)) == 1
    assert SavedFilter.objects.count() == 0


def test_own_filter_is_offered_to_its_owner_alone(client, saved, operator, colleague):
    client.force_login(operator)
    assert offered(client) == ["Women"]
    client.force_login(colleague)
    assert offered(client) == []


def test_shared_filter_is_offered_to_the_office(client, operator, colleague, supervisor, stranger):
    client.force_login(operator)
    client.post("/psks/saringan/?sex=female", {"name": "Women", "shared": "1"})

    for user, names in [(colleague, ["Women"]), (supervisor, ["Women"]), (stranger, [])]:
        client.force_login(user)
        assert offered(client) == names


def test_only_who_saved_a_filter_deletes_it(client, saved, operator, colleague, stranger):
    SavedFilter.objects.update(is_shared=True, office=operator.office)
    address = f"/psks/saringan/{saved.pk}/hapus/"

    client.force_login(stranger)
    assert client.post(address).status_code == 404
    client.force_login(colleague)
    assert told(client.post(address)) != []
    assert SavedFilter.objects.exists()
    client.force_login(operator)
    client.post(address)
    assert not SavedFilter.objects.exists()


def headings(response):
    return [header["column"].key for header in response.context["headers"]]


def test_list_stays_as_it_is_when_a_filter_is_deleted(login, operator, saved):
    response = login(operator).post(f"/psks/saringan/{saved.pk}/hapus/?role=PSM&sort=-name")

    assert response.headers["Location"] == "/psks/?role=PSM&sort=-name"


def test_columns_are_chosen_in_the_address(login, operator, office):
    make_worker(office, education="Paket C", institution="LKS Melati")
    client = login(operator)

    usual = ["tick", "name", "role", "district", "term", "training", "status"]
    assert headings(client.get("/psks/")) == usual
    chosen = client.get("/psks/?column=institution&column=role&column=unheard")

    assert headings(chosen) == ["tick", "name", "role", "institution"]
    body = chosen.content.decode()
    assert (body.count("LKS Melati"), body.count("<td"), body.count("Paket C")) == (1, 3, 0)


def test_chosen_columns_survive_a_filter(login, operator, office):
    make_worker(office)

    response = login(operator).get("/psks/?column=role&column=status&sort=name")

    assert response.context["hidden"] == [("sort", "name"), ("column", "role"), ("column", "status")]
