"""The frame of every page, and the pages for what goes wrong."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest
from django.contrib.auth.views import redirect_to_login
from django.contrib.staticfiles import finders

from welfare import navigation
from welfare.middleware import LostSessionMiddleware
from welfare.navigation import Entry, entries_for, is_under

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on|hx-vals='js""", re.IGNORECASE
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_inline_style_or_script(path):
    markup = re.sub(r"\{%.*?%\}", "", path.read_text())  # a tag's arguments are no attributes

    assert INLINE.findall(markup) == []


FIRST_VISIT_LIMIT = 100_000  # compressed bytes of the first page with all it loads


@pytest.mark.usefixtures("pages")
def test_first_visit_is_light(login, operator):
    page = login(operator).get("/").content

    names = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    files = [Path(finders.find(name)).read_bytes() for name in names]

    assert len(files) >= 7
    assert sum(len(brotli.compress(file)) for file in [page, *files]) < FIRST_VISIT_LIMIT


@pytest.mark.usefixtures("pages")
def test_page_says_who_is_in_and_where(login, operator):
    page = login(operator).get("/").content.decode()

    assert operator.office.name in page
    assert operator.username in page
    assert '<a class="skip" href="#main">' in page


@pytest.mark.usefixtures("pages")
def test_policy_allows_no_inline_code(login, operator):
    policy = login(operator).get("/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/refused/", 403)])
def test_problem_page_has_the_part_a_fragment_shows(address, status, login, operator):
    response = login(operator).get(address)

    assert response.status_code == status
    assert b'id="problem"' in response.content


@pytest.mark.usefixtures("pages", "db")
def test_stranger_gets_a_problem_page_too(client):
    assert b'id="problem"' in client.get("/nowhere/").content


@pytest.mark.parametrize(
    ("address", "above"),
    [("/psks/7/lihat/", "/psks/7/"), ("/psks/ekspor/", "/psks/"), ("/impor/3/baris/5/", "/impor/3/")],
)
def test_address_that_only_takes_a_form_leads_to_a_page(address, above, login, operator):
    response = login(operator).get(address)

    assert (response.status_code, "POST" in response.headers["Allow"]) == (405, True)
    assert f'href="{above}"' in response.content.decode().partition('id="problem"')[2]


def test_stranger_is_told_so_too(db, client):
    response = client.get("/bahasa/")

    assert (response.status_code, response.templates[0].name) == (405, "405.html")


@pytest.mark.usefixtures("pages")
def test_form_without_its_token_is_refused_in_words(operator, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(operator)

    response = client.post("/people/", {"q": "siti"})

    assert response.status_code == 403
    assert b'id="problem"' in response.content


@pytest.mark.usefixtures("pages", "db")
def test_fragment_after_the_session_ended_leads_the_page_to_the_login(client):
    response = client.get("/people/", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/masuk/?next=/people/")


# Navigation


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "ENTRIES", {})
    see = "registry.view_worker"
    navigation.add(Entry("People", "people-group", "people", 2, permission=see, also=("/posts/",)))
    navigation.add(Entry("Home", "house", "home", 1))


@pytest.mark.usefixtures("pages", "entries")
def test_navigation_shows_what_the_user_may_open(operator, desk):
    assert [item.entry.label for item in entries_for(operator, "/")] == ["Home", "People"]
    assert [item.entry.label for item in entries_for(desk, "/")] == ["Home"]


@pytest.mark.usefixtures("pages", "entries")
@pytest.mark.parametrize(
    ("path", "label"),
    [("/", "Home"), ("/people/", "People"), ("/people/7/", "People"), ("/posts/7/", "People")],
)
def test_navigation_marks_the_current_entry(path, label, operator):
    assert [item.entry.label for item in entries_for(operator, path) if item.is_current] == [label]


@pytest.mark.parametrize(
    ("path", "url", "under"),
    [
        ("/", "/", True),
        ("/people/", "/", False),
        ("/people/1/", "/people/", True),
        ("/peoples/", "/people/", False),
    ],
)
def test_page_lies_under_an_entry(path, url, under):
    assert is_under(path, url) == under


@pytest.mark.usefixtures("pages", "entries")
def test_badge_counts_what_waits(operator):
    navigation.add(Entry("Home", "house", "home", 1, badge=lambda user: 2))

    assert [item.waiting for item in entries_for(operator, "/")] == [2, 0]


@pytest.mark.parametrize(
    ("headers", "way_back"),
    [
        ({"Referer": "http://testserver/people/?page=2"}, "/people/?page=2"),
        (
            {"Referer": "http://testserver/elsewhere/", "HX-Current-URL": "http://testserver/people/"},
            "/people/",
        ),
        ({"Referer": "https://contoh.id/people/"}, "/people/save/"),
        ({"Referer": "http://[contoh"}, "/people/save/"),
        ({}, "/people/save/"),
    ],
    ids=["page", "htmx", "another site", "no address", "not told"],
)
def test_lost_session_leads_back_to_the_page_of_the_form(headers, way_back, rf):
    request = rf.post("/people/save/", headers=headers)
    refusing = LostSessionMiddleware(lambda request: redirect_to_login(request.path, "/masuk/"))

    response = refusing(request)

    assert parse_qs(urlsplit(response.headers["Location"]).query) == {"next": [way_back]}
