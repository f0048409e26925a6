"""A form that adds something adds it once, however often the same sending comes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from registry.models import Worker
from tests.factories import make_user
from tests.waiting import outcome_beside
from welfare import sending

PAGE = "/psks/tambah/"
SITI = {"name": "Siti Aminah", "sex": "female"}


@pytest.fixture
def operator(office):
    """Reads English, so that a test states the msgid."""
    return make_user("operator", office.region, office=office, language="en")


@pytest.fixture
def answers(client_of):
    """A form as the page has it, filled in."""
    html = client_of.get(PAGE).content.decode()
    return SITI | {"sending": re.search(r'name="sending" value="([0-9a-f-]{36})"', html)[1]}


def test_same_sending_adds_one_person_and_leads_there_again(client_of, answers):
    first, second = (client_of.post(PAGE, answers) for _click in range(2))

    siti = Worker.objects.get()
    assert first.url == second.url == f"/psks/{siti.pk}/angkat/"
    assert "recorded once" in client_of.get(second.url).content.decode()


@pytest.mark.parametrize("other", [{"name": "Siti Aminah II"}, {"sending": "7"}, {"sending": ""}])
def test_other_answers_or_another_form_are_another_sending(other, client_of, answers):
    client_of.post(PAGE, answers)
    client_of.post(PAGE, answers | other)

    assert Worker.objects.count() == 2


def test_sending_of_somebody_else_is_another(client_of, answers, office, login):
    client_of.post(PAGE, answers)
    login(make_user("operator", office.region, office=office)).post(PAGE, answers)

    assert Worker.objects.count() == 2


def test_refused_sending_may_come_again(client_of, answers):
    refused = client_of.post(PAGE, answers | {"name": ""})
    sent = client_of.post(PAGE, answers)

    assert (refused.status_code, sent.status_code, Worker.objects.count()) == (422, 302, 1)


def test_file_is_part_of_the_answers(rf):
    keys = {
        sending.key_of(rf.post(PAGE, {"sending": "7", "scan": SimpleUploadedFile(name, content)}))
        for name, content in [("a.pdf", b"1"), ("b.pdf", b"1"), ("a.pdf", b"12")]
    }

    assert len(keys) == 3


def test_session_keeps_the_latest_only(client_of, answers, monkeypatch):
    monkeypatch.setattr(sending, "KEPT", 2)

    for number in range(4):
        client_of.post(PAGE, answers | {"sending": str(number)})

    last = [f"/psks/{worker.pk}/angkat/" for worker in Worker.objects.order_by("pk")[2:]]
    assert list(client_of.session["sent"].values()) == last


def test_nothing_typed_is_kept(client_of, answers):
    client_of.post(PAGE, answers)

    (key,) = client_of.session["sent"]
    assert re.fullmatch("[0-9a-f]{40}", key)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_add_one_person(client_of, answers):
    second = Client()
    second.cookies = client_of.cookies

    with translation.override("en"):
        address = outcome_beside(
            lambda: client_of.post(PAGE, answers), lambda: second.post(PAGE, answers).url
        )

    assert address == f"/psks/{Worker.objects.get().pk}/angkat/"
