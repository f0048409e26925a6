"""Guessing passwords is slow, and an account is safe however the session began."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from registry.actions import logins
from registry.actions.logins import ALLOWED, ALLOWED_OF_ADDRESS, COOL_OFF, OF_ADDRESS
from registry.models import LoginFailure
from tests.factories import make_user

PASSWORD = "sandi-rahasia-1"
NEW = "kata-baru-yang-panjang-9"


def attempt(client, user, password="salah", **where):
    """One attempt; `where` are headers of the request."""
    return client.post("/masuk/", {"username": user.username, "password": password}, **where)


def fail(client, user, times=ALLOWED, **where):
    for _time in range(times):
        response = attempt(client, user, **where)
    return response


def test_last_allowed_mistake_says_when_to_try_again(client, operator):
    assert fail(client, operator, ALLOWED - 1).status_code == 200

    response = attempt(client, operator)

    latest = timezone.localtime(LoginFailure.objects.latest("at").at + COOL_OFF)
    assert response.status_code == 429
    assert f"{latest:%H.%M}" in response.content.decode()


def test_right_password_waits_too(client, operator):
    fail(client, operator)

    assert attempt(client, operator, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_attempts_meanwhile_do_not_prolong_the_pause(client, operator):
    fail(client, operator)
    fail(client, operator)

    assert LoginFailure.objects.count() == 2 * ALLOWED  # for the name and for the address


@pytest.mark.parametrize(("passed", "status"), [(COOL_OFF - timedelta(minutes=1), 429), (COOL_OFF, 302)])
def test_pause_ends_by_itself(passed, status, client, operator):
    fail(client, operator)
    for failure in LoginFailure.objects.all():
        LoginFailure.objects.filter(pk=failure.pk).update(at=failure.at - passed)

    assert attempt(client, operator, PASSWORD).status_code == status


def test_mistakes_of_a_whole_day_are_no_attack(client, operator):
    fail(client, operator, ALLOWED - 1)
    LoginFailure.objects.update(at=timezone.now() - COOL_OFF - timedelta(seconds=1))

    assert attempt(client, operator).status_code == 200
    assert attempt(client, operator, PASSWORD).status_code == 302


def test_right_password_forgets_the_mistakes(client, operator):
    fail(client, operator, ALLOWED - 1)

    assert attempt(client, operator, PASSWORD).status_code == 302
    assert set(LoginFailure.objects.values_list("key", flat=True)) == {OF_ADDRESS.key("127.0.0.1")}


def test_another_name_or_address_is_not_held(client, operator, supervisor):
    fail(client, operator)

    assert attempt(client, supervisor, PASSWORD).status_code == 302
    assert attempt(Client(), operator, PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302


@pytest.fixture
def many_wrong():
    """One less than an address may have, each for another name."""
    now = timezone.now()
    LoginFailure.objects.bulk_create(
        LoginFailure(key=OF_ADDRESS.key("127.0.0.1"), at=now) for _name in range(ALLOWED_OF_ADDRESS - 1)
    )


def test_one_password_tried_on_many_names_holds_the_address(client, operator, supervisor, many_wrong):
    assert attempt(client, operator).status_code == 429

    assert attempt(client, supervisor, PASSWORD).status_code == 429
    assert attempt(Client(), supervisor, PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_right_passwords_of_a_whole_office_count_nothing(operator, supervisor, many_wrong):
    for user in (operator, supervisor) * 2:
        assert attempt(Client(), user, PASSWORD).status_code == 302


def test_known_account_buys_no_further_guesses(client, operator, supervisor, many_wrong):
    attempt(Client(), operator, PASSWORD)

    assert attempt(client, supervisor).status_code == 429


def test_address_is_free_again_after_the_pause(client, operator, supervisor, many_wrong):
    attempt(client, operator)
    LoginFailure.objects.update(at=timezone.now() - COOL_OFF)

    assert attempt(client, supervisor, PASSWORD).status_code == 302


def test_logins_from_one_address_do_not_wait_for_each_other(operator, supervisor, monkeypatch):
    locked = []
    monkeypatch.setattr(logins.Throttle, "lock", lambda throttle, key: locked.append(key))

    for user in (operator, supervisor):
        attempt(Client(), user, PASSWORD)

    assert len(set(locked)) == 2


def test_capitals_make_no_other_name(client, operator):
    fail(client, operator)
    operator.username = operator.username.upper()

    assert attempt(client, operator).status_code == 429


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "status"),
    [
        (True, "6.6.6.6, 10.1.1.1", 429),  # the last hop is the same, whatever stands before it
        (True, "10.1.1.2", 302),
        (True, "10.1.1.1, nonsense", 302),  # then it is the proxy's own address
        (False, "10.1.1.2", 429),  # nobody vouches for it
    ],
)
def test_address_is_the_last_hop_of_a_trusted_proxy(
    behind_proxy, forwarded, status, client, operator, settings
):
    settings.BEHIND_PROXY = behind_proxy
    fail(client, operator, HTTP_X_FORWARDED_FOR="1.2.3.4, 10.1.1.1")

    assert attempt(client, operator, PASSWORD, HTTP_X_FORWARDED_FOR=forwarded).status_code == status


def test_unknown_name_is_held_like_a_known_one(client, operator):
    operator.username = "tidak-ada"

    assert [attempt(client, operator).status_code for _time in range(ALLOWED + 1)] == [200] * 4 + [429] * 2


def test_nothing_of_name_or_address_is_kept(client, operator):
    attempt(client, operator)

    keys = list(LoginFailure.objects.values_list("key", flat=True))
    assert [len(key) for key in keys] == [40, 40]
    assert not any(text in key for key in keys for text in (operator.username, "127.0.0.1"))


def test_account_out_of_use_stays_outside(client, office):
    user = make_user("operator", office.region, office=office, is_active=False)

    assert attempt(client, user, PASSWORD).status_code == 200


def test_session_gets_a_new_key_at_login(client, operator):
    client.post("/bahasa/", {"language": "en"})
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key

    attempt(client, operator, PASSWORD)

    assert client.session.session_key != session.session_key


def test_changed_password_ends_the_other_sessions(login, operator):
    elsewhere, here = Client(), login(operator)
    elsewhere.force_login(operator)

    here.post("/pengaturan/sandi/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})

    assert here.get("/").status_code == 200
    assert elsewhere.get("/").headers["Location"] == "/masuk/?next=/"


def test_account_taken_out_of_use_is_logged_out_at_once(login, operator):
    client = login(operator)
    type(operator).objects.filter(pk=operator.pk).update(is_active=False)

    assert client.get("/").headers["Location"] == "/masuk/?next=/"


def test_right_taken_away_is_felt_at_once(login, operator):
    client = login(operator)
    operator.groups.clear()

    assert client.get("/psks/").status_code == 403
