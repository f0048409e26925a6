"""Yearly appraisals of a post."""

import pytest
from django.urls import reverse

from registry.actions.merging import merge
from registry.models import Appraisal, Worker
from tests.factories import appoint, make_worker

GOOD = {"year": "2019", "grade": "good", "note": "Laporan lengkap"}


@pytest.fixture
def post(office, regions):
    return appoint(make_worker(office, "Dewi"), "PSM", regions["35.13.19.2003"])


def test_post_is_appraised_once_a_year(post, login, operator):
    client, address = login(operator), reverse("appraisal_create", args=[post.pk])

    answers = [client.post(address, GOOD | {"year": year}).status_code for year in ("2019", "2018", "2019")]

    assert answers == [302, 302, 422]
    assert [str(one) for one in post.appraisals.all()] == ["2019: Good", "2018: Good"]


@pytest.mark.parametrize("wrong", [{"year": "19"}, {"year": "2099"}, {"year": ""}, {"grade": "great"}])
def test_appraisal_needs_a_year_and_a_known_grade(wrong, post, login, operator):
    response = login(operator).post(reverse("appraisal_create", args=[post.pk]), GOOD | wrong)

    assert response.status_code == 422
    assert not Appraisal.objects.exists()


def test_appraisal_is_corrected_at_the_revision_read(post, login, operator):
    appraisal = Appraisal.objects.create(appointment=post, year=2019, grade="good")
    client, address = login(operator), reverse("appraisal_edit", args=[appraisal.pk])

    answers = [client.post(address, GOOD | {"grade": grade, "revision": 1}) for grade in ("fair", "poor")]

    appraisal.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 409]
    assert (appraisal.grade, appraisal.note) == ("fair", "Laporan lengkap")


@pytest.mark.parametrize("page", ["appraisal_create", "appraisal_edit", "admin:registry_appraisal_change"])
def test_post_in_another_regency_is_graded_there(page, office, regions, login, administrator):
    worker = make_worker(office, "Dewi")
    there = appoint(worker, "PSM", regions["35.14.14.1001"])
    graded = Appraisal.objects.create(appointment=there, year=2018, grade="good")
    key = there.pk if page == "appraisal_create" else graded.pk

    response = login(administrator).post(reverse(page, args=[key]), GOOD | {"revision": 1})

    assert response.status_code == 403
    assert [str(one) for one in there.appraisals.all()] == ["2018: Good"]


def test_note_is_for_those_who_see_personal_values(post, login, operator, supervisor):
    Appraisal.objects.create(appointment=post, year=2019, grade="poor", note="Sering absen")
    address = reverse("worker_appointments", args=[post.worker_id])

    assert "Sering absen" in login(operator).get(address).content.decode()
    assert "Sering absen" not in login(supervisor).get(address).content.decode()


def test_appraisals_of_both_records_come_together_and_the_kept_one_wins(post, office, regions, administrator):
    other = appoint(make_worker(office, "Dewi"), "PSM", regions["35.13.19.2003"])
    for where, year, grade in ((post, 2019, "good"), (other, 2019, "poor"), (other, 2018, "fair")):
        Appraisal.objects.create(appointment=where, year=year, grade=grade)

    kept, dropped = Worker.objects.order_by("pk")
    merge(kept=kept, dropped=dropped, taken=[], revisions={kept.pk: 1, dropped.pk: 1}, by=administrator)

    assert [str(one) for one in post.appraisals.all()] == ["2019: Good", "2018: Fair"]
