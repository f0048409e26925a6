"""The list page: words, filters, sort and page in the address; numbers never."""

import re
from datetime import date

import pytest
from django.http import QueryDict

from registry.models import Worker
from tests.factories import appoint, make_worker
from welfare.digits import digits_of, is_number
from welfare.filters import keys_of, without
from welfare.search import keep_found

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture
def people(office, other_office, regions):
    """Three of ours and one of the neighbour's."""
    ours = [
        make_worker(office, "Siti Aminah", sex="female", birth_date=date(1981, 2, 4)),
        make_worker(office, "Bambang Hariyanto", sex="male", birth_date=date(1961, 7, 19)),
        make_worker(office, "Siti Zubaidah", sex="female"),
    ]
    appoint(make_worker(other_office, "Siti Tetangga"), "PSM", regions["35.14.14.1001"])
    return ours


def names(response) -> list[str]:
    return [row.name for row in response.context["page_obj"].object_list]


def test_list_shows_only_the_users_scope(login, operator, people):
    assert names(login(operator).get("/people/")) == ["Bambang Hariyanto", "Siti Aminah", "Siti Zubaidah"]


def test_list_needs_its_permission(login, desk, people):
    assert login(desk).get("/people/").status_code == 403


def test_list_needs_a_login(client, people):
    assert client.get("/people/").headers["Location"] == "/masuk/?next=/people/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=siti", ["Siti Aminah", "Siti Zubaidah"]),
        ("q=SITI+ami", ["Siti Aminah"]),
        ("q=siti+bambang", []),
        ("sex=male", ["Bambang Hariyanto"]),
        ("sex=male&sex=female&sort=-name", ["Siti Zubaidah", "Siti Aminah", "Bambang Hariyanto"]),
        ("sort=sex", ["Siti Aminah", "Siti Zubaidah", "Bambang Hariyanto"]),
        ("sort=nik", ["Bambang Hariyanto", "Siti Aminah", "Siti Zubaidah"]),
        ("born_after=1980-01-01", ["Siti Aminah"]),
        ("born_after=not-a-date", []),
        ("page=99", ["Bambang Hariyanto", "Siti Aminah", "Siti Zubaidah"]),
    ],
)
def test_list_reads_its_state_from_the_address(query, found, login, operator, people):
    assert names(login(operator).get(f"/people/?{query}")) == found


def test_chip_names_its_condition_and_drops_only_it(login, operator, people):
    response = login(operator).get("/people/?q=siti&sex=female&born_after=1980-01-01&sort=name&page=2")

    assert [(chip.label, chip.query) for chip in response.context["chips"]] == [
        ("Words", "sex=female&born_after=1980-01-01&sort=name"),
        ("Sex", "q=siti&born_after=1980-01-01&sort=name"),
        ("Born", "q=siti&sex=female&sort=name"),
    ]


def test_empty_result_names_the_condition_to_drop(login, operator, people):
    drop = login(operator).get("/people/?q=bambang&sex=female").context["drop"]

    assert (drop.chip.name, drop.count) == ("q", 2)


def test_empty_list_says_so_without_search(login, operator, office):
    response = login(operator).get("/people/")

    assert response.context["empty"]["heading"] == "Nothing here yet"
    assert b'name="q"' not in response.content.split(b'id="list"')[1]


def test_htmx_gets_only_the_part_that_changes(login, operator, people):
    client = login(operator)

    fragment = client.get("/people/?q=siti", headers={"HX-Request": "true", "HX-Target": "list"})

    assert fragment.content.strip().startswith(b'<div id="list"')
    assert names(fragment) == names(client.get("/people/?q=siti"))
    assert "HX-Request" in fragment.headers["Vary"]


def test_words_searched_by_post_go_into_the_address(login, operator, people):
    response = login(operator).post("/people/?sex=female&page=3&q=old", {"q": " siti "})

    assert response.headers["Location"] == "/people/?sex=female&q=siti"


@pytest.mark.parametrize(
    "typed", ["3513194105800001", "0812-3456 7890", "+62 812", "NIK 3513 1941 0580 0001"]
)
def test_number_never_reaches_the_address(typed, login, operator, people):
    client = login(operator)

    assert client.post("/people/?sex=female", {"q": typed}).headers["Location"] == "/people/"
    assert client.get("/people/", {"q": typed, "sex": "male"}).headers["Location"] == "/people/?sex=male"


@pytest.mark.parametrize("text", ["siti", "desa 3", "188.45/017/426.32/2018", "", "RT 03 RW 01"])
def test_words_with_few_digits_are_words(text):
    assert not is_number(text)


def test_digits_are_taken_out_of_what_was_typed():
    assert digits_of("+62 812-3456.7890") == "6281234567890"


def test_found_people_stay_behind_a_random_key(login, operator, people, rf):
    client = login(operator)
    rf.session = client.session
    key = keep_found(rf, [people[0].pk])
    rf.session.save()

    assert names(client.get(f"/people/?found={key}")) == ["Siti Aminah"]
    assert names(client.get("/people/?found=guessed")) == []


def test_session_keeps_the_last_ten_findings(rf):
    rf.session = {}
    keys = [keep_found(rf, [number]) for number in range(12)]

    assert list(rf.session["found"]) == keys[2:]


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_number_of_queries_whatever_its_length(
    many, login, operator, office, django_assert_num_queries
):
    for _number in range(many):
        make_worker(office)
    client = login(operator)

    with django_assert_num_queries(7):
        client.get("/people/")


def fields_of(response) -> set[str]:
    return set(re.findall(r'name="(sex|born_after)"', response.content.decode()))


def test_page_leaves_its_filter_panel_to_be_asked_for(login, operator, people):
    response = login(operator).get("/people/?q=siti")

    assert fields_of(response) == set()
    assert 'hx-get="?q=siti"' in response.content.decode()


def test_filter_panel_comes_alone_with_what_is_chosen(login, operator, people, django_assert_num_queries):
    client = login(operator)

    with django_assert_num_queries(3):  # session, account, rights: no row is read
        response = client.get("/people/?sex=male", headers={"HX-Request": "true", "HX-Target": "conditions"})

    assert fields_of(response) == {"sex", "born_after"}
    assert 'value="male" id="id_sex_0" checked' in response.content.decode()
    assert "Bambang" not in response.content.decode()
    assert response.headers["Vary"].startswith("HX-Request, HX-Target")


def test_filter_panel_is_drawn_with_the_page_where_it_is_asked_for_in_the_address(login, operator, people):
    response = login(operator).get("/people/?sex=male&conditions=open")

    assert fields_of(response) == {"sex", "born_after"}
    assert names(response) == ["Bambang Hariyanto"]
    assert not any("conditions" in header["query"] for header in response.context["headers"])


def test_filter_panel_needs_the_permission_of_its_list(login, desk, people):
    headers = {"HX-Request": "true", "HX-Target": "conditions"}

    assert login(desk).get("/people/", headers=headers).status_code == 403


def test_page_far_back_holds_the_right_rows(login, operator, office):
    Worker.objects.bulk_create(Worker(name=f"Orang {number:03}", office=office) for number in range(120))

    response = login(operator).get("/people/?page=3&sort=name")

    assert names(response) == [f"Orang {number:03}" for number in range(100, 120)]


def test_range_filter_is_dropped_with_both_its_ends():
    class Range:
        class widget:  # noqa: N801
            suffixes = ("after", "before")

    data = QueryDict("born_after=1&born_before=2&q=x")

    assert without(data, *keys_of(data, "born", Range)) == "q=x"
