"""Logging in and out, the password, the language."""

import pytest

from tests.factories import make_office

GROUPS = ("administrator", "operator", "supervisor", "desk")
PASSWORD = "sandi-rahasia-1"
NEW = "kata-baru-yang-panjang-9"


@pytest.mark.parametrize("group", GROUPS)
def test_everybody_has_a_home(group, login, request):
    assert login(request.getfixturevalue(group)).get("/").status_code == 200


def test_home_needs_a_login(client, db):
    assert client.get("/").headers["Location"] == "/masuk/?next=/"


def test_login_leads_to_the_page_asked_for(client, operator):
    response = client.post(
        "/masuk/", {"username": operator.username, "password": PASSWORD, "next": "/pengaturan/"}
    )

    assert response.headers["Location"] == "/pengaturan/"


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org"])
def test_login_never_leads_away_from_the_site(target, client, operator):
    response = client.post("/masuk/", {"username": operator.username, "password": PASSWORD, "next": target})

    assert response.headers["Location"] == "/"


def test_wrong_password_is_refused_and_the_name_kept(client, operator):
    page = client.post("/masuk/", {"username": operator.username, "password": "xyzzy"}).content.decode()

    assert 'id="summary-title"' in page
    assert f'value="{operator.username}"' in page
    assert "xyzzy" not in page


def test_login_names_the_office_where_there_is_only_one(client, office, regions):
    assert client.get("/masuk/").context["office"] == office

    make_office(regions["35.14"])
    assert client.get("/masuk/").context["office"] is None


def test_logout_is_a_post(login, operator):
    client = login(operator)

    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").headers["Location"] == "/masuk/"
    assert "_auth_user_id" not in client.session


def test_password_is_changed_and_the_session_kept(login, operator):
    client = login(operator)

    response = client.post(
        "/pengaturan/sandi/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    )

    operator.refresh_from_db()
    assert response.headers["Location"] == "/pengaturan/sandi/selesai/"
    assert operator.check_password(NEW)
    assert client.get("/pengaturan/sandi/selesai/").status_code == 200


@pytest.mark.parametrize(("old", "new"), [("salah", NEW), (PASSWORD, "pendek"), (PASSWORD, "1234567890123")])
def test_poor_or_unproven_password_is_refused(old, new, login, operator):
    response = login(operator).post(
        "/pengaturan/sandi/", {"old_password": old, "new_password1": new, "new_password2": new}
    )

    operator.refresh_from_db()
    assert response.status_code == 422
    assert operator.check_password(PASSWORD)


def test_language_stays_with_the_account(login, operator):
    client = login(operator)

    response = client.post("/bahasa/", {"language": "en", "next": "/pengaturan/"})

    operator.refresh_from_db()
    assert response.headers["Location"] == "/pengaturan/"
    assert operator.language == "en"
    assert client.get("/pengaturan/").headers["Content-Language"] == "en"


@pytest.mark.usefixtures("db")
def test_language_of_a_stranger_is_a_cookie(client):
    client.post("/bahasa/", {"language": "en"})

    assert client.get("/masuk/").headers["Content-Language"] == "en"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("language", "target"), [("xx", "/"), ("en", "https://example.org/")])
def test_language_switch_takes_no_nonsense(language, target, client):
    response = client.post("/bahasa/", {"language": language, "next": target})

    assert response.headers["Location"] == "/"
    assert ("django_language" in client.cookies) == (language == "en")


def test_settings_are_ones_own(login, operator):
    client = login(operator)
    operator.refresh_from_db()
    values = {"first_name": "Rina", "last_name": "", "language": "id", "revision": operator.revision}

    response = client.post("/pengaturan/", values)

    operator.refresh_from_db()
    assert response.headers["Location"] == "/pengaturan/"
    assert (operator.first_name, operator.shortcuts) == ("Rina", False)
