"""Reports made in the background: ordered, told how far, and kept under an address."""

import io
import logging

import pytest
from django_tasks_db.models import DBTaskResult

from registry.models import AccessLog
from tests.factories import make_office, make_user
from tests.papers.reading import pages
from tests.trainings.reports.making import serve
from trainings import tasks
from trainings.models import Printout
from trainings.reports import report as size_of_reports
from welfare.files import File

DISTRICT = "/laporan/district/"
PROVINCE = {"region": "35", "on": "2019-12-16"}


@pytest.fixture
def province(office, other_office, regions, monkeypatch, settings, tmp_path):
    """Two regencies with somebody in each, and a limit so low that both together are a long report."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(size_of_reports, "MOST_AT_ONCE", 2)
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha", nik="3513190101800001")
    serve(other_office, "TKSK", regions["35.14.14"], "Siti Romlah", nik="3514140101800001")
    return make_office(regions["35"], town="Surabaya")


@pytest.fixture
def reader(province):
    """A supervisor of the province."""
    return make_user("supervisor", province.region, office=province, language="en")


@pytest.fixture
def ordered(reader, login, django_capture_on_commit_callbacks):
    """A function that orders the report of the province in a format, as its page does."""

    def order(file_format="pdf", **asked) -> Printout:
        with django_capture_on_commit_callbacks(execute=True):
            login(reader).post(f"{DISTRICT}pesan/", PROVINCE | asked | {"format": file_format})
        return Printout.objects.first()

    return order


def test_long_report_says_what_it_comes_to_before_it_is_made(reader, login, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        response = login(reader).get(DISTRICT, PROVINCE)

    size = response.context["size"]
    assert (size.people, size.papers) == (2, 3)
    assert "papers" not in response.context
    html = response.content.decode()
    assert html.count('action="/laporan/district/pesan/"') == 3
    assert html.count('<input type="hidden" name="region" value="35">') == 3


def test_order_leads_to_the_page_that_tells_how_far_it_is(ordered, reader, login):
    printout = ordered("zip")

    response = login(reader).get(printout.get_absolute_url())

    assert (printout.state, printout.papers, printout.people, printout.file_format) == (
        "waiting",
        3,
        2,
        "zip",
    )
    assert printout.asked == PROVINCE
    assert DBTaskResult.objects.filter(task_path="trainings.tasks.make_printout").count() == 1
    assert "0 of 3 papers are made." in response.content.decode()


def test_task_makes_the_file_and_the_address_stays(ordered, reader, login):
    printout = ordered()

    tasks.make_printout.call(printout.pk)
    tasks.make_printout.call(printout.pk)

    printout.refresh_from_db()
    assert (printout.state, printout.done, printout.problem) == ("ready", 3, "")
    page = login(reader).get(printout.get_absolute_url()).content.decode()
    assert f'href="/berkas/cetakan/{printout.pk}/"' in page
    file = login(reader).get(f"/berkas/cetakan/{printout.pk}/")
    text = " ".join(pages(io.BytesIO(b"".join(file)).getvalue()))
    assert [text.count(name) for name in ("LAPORAN KECAMATAN", "Moh. Toha", "Siti Romlah")] == [3, 3, 3]
    logs = list(AccessLog.objects.order_by("pk").values_list("act", "people", "what"))
    assert logs == [
        ("print", 2, "laporan-kecamatan_provinsi-jawa-timur_2019-12-16"),
        ("reveal", 1, f"cetakan {printout.pk}"),
    ]


def test_failure_is_told_without_what_it_was_about(ordered, monkeypatch, reader, login, caplog):
    printout = ordered()

    secret = " ".join(["Moh.", "Toha"])  # not as a line of the code, which the log may tell

    def fail(*args, **kwargs):
        raise ValueError(secret)

    monkeypatch.setattr("trainings.actions.printouts.make_file", fail)
    with caplog.at_level(logging.ERROR):
        tasks.make_printout.call(printout.pk)

    printout.refresh_from_db()
    assert (printout.state, printout.file.name) == ("failed", "")
    assert printout.problem.startswith("Something went wrong")
    assert secret not in caplog.text
    assert "Something went wrong" in login(reader).get(printout.get_absolute_url()).content.decode()


def test_progress_is_written_while_it_works(ordered, monkeypatch):
    printout = ordered()
    heard = []

    def make(*, progress, **asked):
        for done in range(1, 21):
            progress(done)
            heard.append(Printout.objects.get().done)
        return File("a.pdf", "application/pdf", b"%PDF-1.4")

    monkeypatch.setattr("trainings.actions.printouts.make_file", make)

    tasks.make_printout.call(printout.pk)

    assert heard == [*[0] * 9, *[10] * 10, 20]


@pytest.mark.parametrize(("full", "seen"), [("", True), ("on", False)])
def test_colleague_sees_masked_printouts_only(full, seen, province, ordered, login):
    operator = make_user("operator", province.region, office=province)
    colleague = make_user("operator", province.region, office=province)
    ordered()
    Printout.objects.update(made_by=operator, is_masked=not full)
    printout = Printout.objects.get()

    assert login(colleague).get(printout.get_absolute_url()).status_code == (200 if seen else 404)
    assert login(operator).get(printout.get_absolute_url()).status_code == 200


def test_supervisor_prints_no_nik_in_full(ordered):
    assert ordered(full="on") is not None
    assert Printout.objects.get().is_masked is True


def test_catalogue_lists_what_was_made(ordered, reader, login):
    printout = ordered()

    html = login(reader).get("/laporan/").content.decode()

    assert html.count(f'href="/laporan/cetakan/{printout.pk}/"') == 1
