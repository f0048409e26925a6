"""The three empty pages of the roster: nobody yet, nobody fits, not for this account."""

import re

import pytest

from registry.access import ADMINISTRATOR
from tests.factories import appoint, make_user, make_worker


def words_of(response) -> str:
    """What the page's main part says, without marks."""
    main = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def english_client(login):
    """A function that logs a user in who reads English."""

    def log_in(user):
        user.language = "en"
        user.save()
        return login(user)

    return log_in


def test_empty_roster_says_what_is_ready_and_where_to_begin(operator, english_client):
    response = english_client(operator).get("/psks/")

    empty = response.context["empty"]
    assert [(label, address) for label, address, _sign in empty["actions"]] == [
        ("Import an Excel sheet", "/impor/"),
        ("Add one person", "/psks/tambah/"),
    ]
    assert [(fact.heading, fact.text, fact.url) for fact in empty["ready"]] == [
        ("What is ready", "2 districts and 5 villages of Kab. Probolinggo", ""),
        ("No sheet yet?", "Download sheets to fill in", "/impor/#send-out"),
        ("Limits", ".xlsx, .xls, .ods or .csv up to 25 MB and 150,000 rows", ""),
    ]
    assert response.context["total"] == "nobody yet"
    assert "The roster is still empty" in words_of(response)


def test_empty_roster_offers_a_supervisor_no_way_he_may_not_go(supervisor, english_client):
    empty = english_client(supervisor).get("/psks/").context["empty"]

    assert empty["actions"] == []
    assert empty["text"] == "An operator of your office registers people, or imports the sheets you have."
    assert [fact.heading for fact in empty["ready"]] == ["What is ready"]


@pytest.fixture
def toha(office, regions):
    """One PSM, a man."""
    worker = make_worker(office, "Moh. Toha", sex="male")
    appoint(worker, "PSM", regions["35.13.19.2003"])
    return worker


@pytest.mark.usefixtures("toha")
@pytest.mark.parametrize(
    ("query", "heading", "advice", "actions"),
    [
        (
            "role=TKSK&q=toha",
            "Nothing matches all 2 conditions",
            "Without Role: TKSK the list holds 1 person.",
            ["Drop Role: TKSK", "Drop all conditions"],
        ),
        (
            "role=TKSK",
            "Nothing matches",
            "Without Role: TKSK the list holds 1 person.",
            ["Drop Role: TKSK", "Drop all conditions"],
        ),
        (
            "role=TKSK&sex=female&q=toha",
            "Nothing matches all 3 conditions",
            "Dropping one of them is not enough; drop several, or all.",
            ["Drop all conditions"],
        ),
    ],
)
def test_page_without_a_match_names_the_condition_to_drop(
    query, heading, advice, actions, operator, english_client
):
    words = words_of(english_client(operator).get(f"/psks/?{query}"))

    _before, found, after = words.partition(heading)
    assert found
    assert after.removeprefix(" ").startswith(" ".join([advice, *actions]))


@pytest.mark.usefixtures("toha")
@pytest.mark.parametrize(
    "query", ["on=9-12-2019", "age_from=-3", "region=0", "status=x", "age_from=x&q=toha"]
)
def test_condition_that_cannot_be_read_is_no_empty_roster(query, operator, english_client):
    response = english_client(operator).get(f"/psks/?{query}")

    assert response.context["empty"] is None
    assert "One of the conditions cannot be read Mend it under “Filters”" in words_of(response)
    assert '<details class="filters" open>' in response.content.decode()
    assert response.context["total"] == "1 person"


@pytest.mark.usefixtures("toha")
def test_words_with_a_sign_no_database_keeps_are_searched_without_it(operator, english_client):
    response = english_client(operator).get("/psks/?q=to%00ha")

    assert [row.name for row in response.context["page_obj"].object_list] == ["Moh. Toha"]


def test_refused_page_names_who_can_help(office, operator, english_client):
    make_user(ADMINISTRATOR, office.region, office=office, first_name="Bambang", last_name="Irawan")

    response = english_client(operator).get("/pengaturan/pengguna/")

    assert response.status_code == 403
    assert "You are logged in as operator. If your work needs this, ask Bambang Irawan." in words_of(response)


def test_refused_page_names_no_administrator_of_another_office(other_office, operator, english_client):
    make_user(ADMINISTRATOR, other_office.region, office=other_office, first_name="Orang", last_name="Lain")

    words = words_of(english_client(operator).get("/pengaturan/pengguna/"))

    assert "Orang Lain" not in words
    assert "Ask an administrator of your office if your work needs it." in words
