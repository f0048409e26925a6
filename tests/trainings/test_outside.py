"""A person's training record: certificates from elsewhere."""

from datetime import date

import pytest
from django.urls import reverse

from registry.history import changes_of
from tests.access.world import PDF
from tests.factories import make_worker
from trainings.models import OutsideTraining
from welfare.history import acting


@pytest.fixture
def worker(office):
    return make_worker(office, "Ani")


@pytest.fixture
def training(worker):
    return OutsideTraining.objects.create(worker=worker, title="Diklat Tagana", date=date(2018, 1, 1))


def facts(**changes) -> dict:
    return {"title": "Bimtek Dasar PSM", "organiser": "BBPPKS Yogyakarta", "date": "2018-05-01"} | changes


def test_training_elsewhere_is_added_with_its_scan(worker, operator, login, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    scan = tmp_path / "Sertifikat Ani.pdf"
    scan.write_bytes(PDF)
    client, page = login(operator), reverse("outside_create", args=[worker.pk])

    with scan.open("rb") as file:
        response = client.post(page, facts(lesson_hours=16, is_basic="on", scan=file))

    added = OutsideTraining.objects.get()
    assert response.url == reverse("worker_trainings", args=[worker.pk])
    assert (added.worker, added.title, added.lesson_hours, added.is_basic) == (
        worker,
        "Bimtek Dasar PSM",
        16,
        True,
    )
    assert "Ani" not in added.scan.name


def test_training_still_to_come_is_refused(worker, operator, login):
    page = reverse("outside_create", args=[worker.pk])

    response = login(operator).post(page, facts(date="2099-01-01"))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["date"])
    assert not OutsideTraining.objects.exists()


def test_basic_training_without_a_date_is_refused(worker, operator, login):
    page = reverse("outside_create", args=[worker.pk])

    response = login(operator).post(page, facts(date="", is_basic="on"))

    assert response.status_code == 422
    assert not OutsideTraining.objects.exists()


def test_training_is_edited_at_the_revision_read(training, operator, login):
    client, page = login(operator), reverse("outside_edit", args=[training.pk])

    first = client.post(page, facts(revision=1))
    late = client.post(page, facts(title="Lain", revision=1))

    training.refresh_from_db()
    assert (first.status_code, late.status_code, training.title) == (302, 409, "Bimtek Dasar PSM")


def test_training_is_deleted_by_post(training, operator, login):
    client, page = login(operator), reverse("outside_delete", args=[training.pk])

    assert client.get(page).status_code == 405
    assert client.post(page).status_code == 302
    assert not OutsideTraining.objects.exists()


def test_record_shows_it_and_leads_to_its_form(training, worker, operator, supervisor, login):
    page, form = reverse("worker_trainings", args=[worker.pk]), reverse("outside_edit", args=[training.pk])

    seen = {user: login(user).get(page).content.decode() for user in (operator, supervisor)}

    assert [("Diklat Tagana" in text, form in text) for text in seen.values()] == [
        (True, True),
        (True, False),
    ]


def test_history_of_the_person_tells_trainings_elsewhere(worker, operator, supervisor, login):
    with acting(by=operator, reason="berkas"):
        training = OutsideTraining.objects.create(
            worker=worker, title="Diklat Tagana", certificate_number="SERT-2018-44"
        )
    with acting(by=operator, reason="ralat"):
        OutsideTraining.objects.update(lesson_hours=16, certificate_number="SERT-2018-45")
    with acting(by=operator, reason="keliru"):
        training.delete()

    def told(reader):
        return [
            (change.who, change.reason, change.key, [act.what for act in change.acts])
            for change in changes_of(worker, user=reader)[:3]
        ]

    who, numbers = str(operator), "SERT-2018-44 → SERT-2018-45"
    assert told(operator) == [
        (who, "keliru", None, ["Training elsewhere removed: Diklat Tagana"]),
        (
            who,
            "ralat",
            None,
            [
                "Training elsewhere changed: Diklat Tagana, "
                f"Lesson hours: empty → 16; Certificate number: {numbers}"
            ],
        ),
        (who, "berkas", None, ["Training elsewhere added: Diklat Tagana"]),
    ]
    assert told(supervisor)[1][3] == [
        "Training elsewhere changed: Diklat Tagana, "
        "Lesson hours: empty → 16; Certificate number: S*****44 → S*****45"
    ]
