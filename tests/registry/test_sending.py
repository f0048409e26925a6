"""A form that adds something adds it once, however often the same sending comes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from registry.models import Worker
from tests.factories import appoint, make_user, make_worker
from tests.waiting import outcome_beside
from welfare import sending

PAGE = "/psks/tambah/"
SITI = {"name": "Siti Aminah", "sex": "female", "is_another": "on"}


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


@pytest.mark.parametrize(
    ("page", "more"),
    [
        ("/psks/{worker}/angkat/", {"region": "35.13.19", "first_day": "2026-01-01"}),
        ("/penugasan/akhiri/?post={post}", {"last_day": "2026-01-31", "reason": "resigned"}),
        ("/penugasan/{post}/pindah/", {"region": "35.13.18", "first_day": "2026-01-01"}),
    ],
)
def test_act_on_a_post_is_done_once(page, more, client_of, office, regions):
    post = appoint(make_worker(office), "PSM", regions["35.13.19.2003"])
    page = page.format(worker=post.worker_id, post=post.pk)
    answers = more | {"role": str(post.role_id), "sending": "7"}

    first, second = (client_of.post(page, answers) for _click in range(2))

    assert first.url == second.url == f"/psks/{post.worker_id}/"


def test_act_on_several_posts_is_shown_before_it_is_done_once(client_of, office, regions):
    posts = [appoint(make_worker(office, name), "PSM", regions["35.13.19.2003"]) for name in ("Ani", "Budi")]
    page = f"/penugasan/akhiri/?post={posts[0].pk}&post={posts[1].pk}"
    answers = {"last_day": "2026-01-31", "reason": "resigned", "sending": "7"}

    shown = client_of.post(page, answers)
    seen = answers | {"seen": shown.context["seen"], "sending": str(shown.context["sending"])}
    first, second = (client_of.post(page, seen) for _click in range(2))

    assert f'name="sending" value="{shown.context["sending"]}"' in shown.content.decode()
    assert (shown.status_code, first.status_code, first.url) == (200, 302, second.url)


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


@pytest.mark.parametrize(
    "files",
    [
        [("a.pdf", b"one"), ("b.pdf", b"two")],
        [("a.pdf", b"one"), ("b.pdf", b"six")],
        [("c.pdf", b"one"), ("b.pdf", b"two")],
        [("a.pdf", b"ten"), ("b.pdf", b"two")],
        [("b.pdf", b"two")],
    ],
)
def test_every_file_counts_with_its_content(files, rf):
    """The last of several and its size are not enough: another scan would be lost without a word."""

    def key(*sent):
        uploads = [SimpleUploadedFile(name, content) for name, content in sent]
        return sending.key_of(rf.post("/a/", {"sending": "1", "files": uploads}))

    first = [("a.pdf", b"one"), ("b.pdf", b"two")]

    assert (key(*files) == key(*first)) == (files == first)


def test_file_that_was_looked_at_is_read_from_its_beginning(rf):
    request = rf.post("/a/", {"sending": "1", "scan": SimpleUploadedFile("a.pdf", b"whole")})

    sending.key_of(request)

    assert request.FILES["scan"].read() == b"whole"


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
