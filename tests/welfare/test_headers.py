"""What the browser is told with every answer."""

import pytest

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("address", ["/masuk/", "/tidak-ada/", "/"])
def test_every_answer_carries_the_safety_headers(address, client):
    headers = client.get(address).headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_page_of_a_user_is_kept_by_no_cache(login, operator):
    assert login(operator).get("/psks/").headers["Cache-Control"] == "no-store"


def test_cookies_are_out_of_reach_for_scripts_and_other_sites(client, operator):
    client.post("/masuk/", {"username": operator.username, "password": "sandi-rahasia-1"})

    assert {(name, cookie["httponly"], cookie["samesite"]) for name, cookie in client.cookies.items()} == {
        ("sessionid", True, "Lax"),
        ("csrftoken", True, "Lax"),
    }
