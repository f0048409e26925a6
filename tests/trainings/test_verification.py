"""The public page that verifies a certificate: what it says, to whom, and how often."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import invite, make_worker
from tests.trainings.people import attend
from trainings.actions import certificates
from trainings.actions.verification import THROTTLE, written
from trainings.models import CodeFailure, Speaker
from trainings.models.certificate import CODE_LENGTH, CODE_SIGNS, new_code

DAY = date(2019, 12, 10)
WRONG = "0" * CODE_LENGTH


@pytest.fixture
def certificate(event, office, operator, regions):
    worker = make_worker(office, "Ani Lestari", phone="+6281234567731", birth_place="Kota Rekaan")
    person = invite(event, worker, "PSM", regions["35.13.19.2003"])
    attend(event, session=1, participants=[person])
    attend(event, session=2, participants=[person])
    (issued,) = certificates.issue(event=event, on=DAY, by=operator)
    return issued


def verify(client, code, **where):
    return client.get(reverse("verify_code", args=[code]), **where)


def test_page_says_what_was_certified_and_for_whom(certificate, event, client):
    response = verify(client, certificate.code)

    text = response.content.decode()
    told = (certificate.printed_name, certificate.number, event.title, "10 Desember 2019", "Kab. Probolinggo")
    assert [words for words in told if words not in text] == []
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]


def test_page_says_nothing_else_of_the_person(certificate, client):
    text = verify(client, certificate.code).content.decode()

    worker = certificate.participant.worker
    hidden = (worker.nik, worker.phone, worker.birth_place, "Kalirejo", "PSM", f"/psks/{worker.pk}/")
    assert [words for words in hidden if words in text] == []


def test_name_is_the_printed_one(certificate, client):
    worker = certificate.participant.worker
    worker.name = "Ani Baru"
    worker.save()

    text = verify(client, certificate.code).content.decode()

    assert ("Ani Lestari" in text, "Ani Baru" in text) == (True, False)


def test_speakers_certificate_is_verified_too(certificate, event, operator, client):
    Speaker.objects.create(event=event, name="Dra. Wahyuningtyas")
    (of_speaker,) = certificates.issue(event=event, on=DAY, by=operator)

    assert "Dra. Wahyuningtyas" in verify(client, of_speaker.code).content.decode()


def test_revoked_certificate_is_called_so_without_the_reason(certificate, operator, client):
    certificates.revoke(certificate=certificate, reason="Ijazah palsu", by=operator)

    response = verify(client, certificate.code)

    text = response.content.decode()
    assert response.status_code == 200
    assert ("say-error" in text, "say-success" in text, "palsu" in text) == (True, False, False)


@pytest.mark.parametrize(
    "typed", ["{spoken}", "{lower}", " {spoken} ", "{code}"], ids=["dashes", "small", "spaces", "bare"]
)
def test_code_may_be_typed_in_any_way(typed, certificate, client):
    code = typed.format(
        spoken=certificate.spoken_code, lower=certificate.spoken_code.lower(), code=certificate.code
    )

    response = client.post(reverse("verify"), {"code": code}, follow=True)

    assert (response.status_code, response.context["certificate"]) == (200, certificate)


@pytest.mark.parametrize(("typed", "stored"), [("O0oO", "0000"), ("iIlL", "1111"), ("a-b c", "ABC")])
def test_letters_read_as_digits_are_taken_for_them(typed, stored):
    assert written(typed) == stored


@pytest.mark.parametrize("code", ["", "tidak/ada", "é", "----", "0" * 41])
def test_what_is_no_code_is_refused_with_the_form(code, db, client):
    assert client.post(reverse("verify"), {"code": code}).status_code == 422


def test_unknown_code_is_not_found(db, client):
    response = verify(client, WRONG)

    assert (response.status_code, response.context["is_unknown"]) == (404, True)


def test_codes_are_long_random_and_easily_read():
    codes = {new_code() for _one in range(1000)}

    assert len(codes) == 1000
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert len(CODE_SIGNS) ** CODE_LENGTH >= 2**80
    assert not set("".join(codes)) & set("ILOU")


def test_codes_cannot_be_walked_through(certificate, client):
    """After twenty wrong ones not even the right one is answered, for a quarter of an hour."""
    walked = [verify(client, f"{number:016}").status_code for number in range(THROTTLE.allowed + 1)]

    assert walked == [404] * THROTTLE.allowed + [429]
    assert verify(client, certificate.code).status_code == 429
    assert CodeFailure.objects.count() == THROTTLE.allowed

    CodeFailure.objects.update(at=timezone.now() - THROTTLE.pause - timedelta(seconds=1))
    assert verify(client, certificate.code).status_code == 200


def test_who_walks_stops_nobody_elsewhere(certificate, client):
    for number in range(THROTTLE.allowed):
        verify(client, f"{number:016}", REMOTE_ADDR="203.0.113.5")

    assert verify(client, certificate.code, REMOTE_ADDR="203.0.113.6").status_code == 200


def test_failures_name_no_address_and_no_code(db, client):
    verify(client, WRONG, REMOTE_ADDR="203.0.113.5")

    key = CodeFailure.objects.get().key
    assert ("203.0.113.5" in key, WRONG in key) == (False, False)


def test_page_changes_nothing_but_the_count(certificate, client):
    verify(client, certificate.code)

    assert not CodeFailure.objects.exists()
    assert client.post(reverse("verify_code", args=[certificate.code])).status_code == 405


def test_right_code_costs_a_fixed_number_of_statements(certificate, client, django_assert_num_queries):
    with django_assert_num_queries(5):
        verify(client, certificate.code)
