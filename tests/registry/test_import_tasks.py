"""Large imports at work: what is left to a task, and what the page says of it meanwhile."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from registry import tasks
from registry.imports import batches, uploads
from registry.imports.review.faults import Faults
from registry.models import ImportBatch, User, Worker
from tests.factories import appoint, make_user, make_worker
from tests.registry.imports.staged import BUDI, SITI, actions, person, row, sheet, stage
from tests.registry.test_import_pages import BARE, failed_rows, page_of, send

pytestmark = pytest.mark.usefixtures("uploaded")

PROGRESS = {"HX-Request": "true", "HX-Target": "progress"}


@pytest.fixture
def operator(office):
    return make_user("operator", office.region, office=office, language="en")


@pytest.fixture
def short_patience(monkeypatch):
    """Everything is too much for a page."""
    monkeypatch.setattr(uploads, "LARGE_ROWS", 0)


def steps(response) -> list[tuple[str, str]]:
    """The steps of the page, each done, now or later."""
    words = {(True, False): "done", (False, True): "now", (False, False): "later"}
    return [(str(label), words[done, now]) for label, done, now in response.context["steps"]]


def test_import_is_handed_to_one_task_only(office, tmp_path):
    """Of two who press a button at once, or on a page left open, the second hands over nothing."""
    batch = stage(tmp_path, SITI, scope=office.region)
    as_seen = ImportBatch.objects.get(pk=batch.pk)

    handed = [
        tasks.hand_over(one, tasks.compare_import, state=ImportBatch.State.READING)
        for one in (batch, as_seen)
    ]

    assert handed == [True, False]
    assert DBTaskResult.objects.count() == 1


# Reading


def test_large_file_is_left_to_a_task(client_of, office, tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "LARGE_BYTES", 100)

    response = send(client_of, sheet(tmp_path / "roster.xlsx", SITI), scope=office.region_id)
    batch = ImportBatch.objects.get()
    assert (batch.state, response.templates[0].name) == ("reading", "imports/progress.html")

    tasks.read_import.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, actions(batch)) == ("review", ["create"])
    part = page_of(client_of, batch, headers={"HX-Request": "true", "HX-Target": "progress"})
    assert part.headers["HX-Refresh"] == "true"


def test_large_file_that_is_refused_says_so_and_is_gone(client_of, office, monkeypatch, uploaded):
    monkeypatch.setattr(uploads, "LARGE_BYTES", 10)
    send(client_of, b"%PDF-1.4 and a good deal more", name="roster.xlsx", scope=office.region_id)
    batch = ImportBatch.objects.get()

    tasks.read_import.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, batch.file.name) == ("refused", "")
    assert "This is a PDF" in page_of(client_of, batch).content.decode()
    assert not list(uploaded.glob("*/*"))


def test_many_rows_in_a_small_file_are_left_to_a_task(client_of, office, tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "LARGE_ROWS", 2)  # the heading is a row, too

    send(client_of, sheet(tmp_path / "two.xlsx", SITI), scope=office.region_id)
    send(client_of, sheet(tmp_path / "three.xlsx", SITI, BUDI), scope=office.region_id)

    states = dict(ImportBatch.objects.values_list("file_name", "state"))
    assert states == {"two.xlsx": "review", "three.xlsx": "reading"}


def test_file_that_takes_long_to_read_is_left_to_a_task(client_of, office, tmp_path, settings):
    settings.IMPORT_PATIENCE = 0

    send(client_of, sheet(tmp_path / "roster.xlsx", SITI), scope=office.region_id)
    batch = ImportBatch.objects.get()
    assert batch.state == "reading"
    tasks.read_import.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, actions(batch)) == ("review", ["create"])


@pytest.mark.usefixtures("short_patience")
def test_columns_of_a_long_import_are_read_anew_by_a_task(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region, keep_file=True)
    signature = batch.sheets[0]["signature"]

    client_of.post(reverse("import_columns", args=[batch.pk]), {f"column/{signature}/E": ""})
    batch.refresh_from_db()
    assert (batch.state, row(batch).values.get("phone")) == ("reading", "+6281234500001")
    tasks.read_import.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, row(batch).values.get("phone")) == ("review", None)


@pytest.mark.usefixtures("short_patience")
def test_columns_that_cannot_be_read_leave_the_review_as_it_was(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region, keep_file=True)
    client_of.post(reverse("import_columns", args=[batch.pk]))
    Path(batch.file.path).write_bytes(b"%PDF-1.4 and a good deal more")

    tasks.read_import.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, actions(batch)) == ("review", ["create"])
    assert "This is a PDF" in batch.problem


@pytest.mark.usefixtures("short_patience")
def test_long_import_is_compared_anew_by_a_task(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)
    make_worker(office, "Siti Aminah", nik=SITI[1])

    client_of.post(reverse("import_restage", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, actions(batch)) == ("reading", ["create"])
    tasks.compare_import.call(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, actions(batch)) == ("review", ["update"])


# The mended workbook


@pytest.fixture
def mended(client_of, office, regions, tmp_path) -> Path:
    """The workbook of a row that asked, and whose NIK is right now."""
    appoint(make_worker(office, "Siti Aminah", nik=None, sex=""), "PSM", regions["35.13.19.2003"])
    batch = stage(tmp_path, person(BARE, NIK="12"), scope=office.region)
    book, _rows = failed_rows(client_of, batch)
    book.active["C2"] = SITI[1]
    book.save(tmp_path / "diperbaiki.xlsx")
    return tmp_path / "diperbaiki.xlsx"


@pytest.mark.parametrize("limit", ["LARGE_ROWS", "LARGE_BYTES"])
def test_mended_workbook_of_a_long_import_is_left_to_a_task(
    limit, client_of, office, mended, monkeypatch, uploaded
):
    monkeypatch.setattr(uploads, limit, 0)
    batch = ImportBatch.objects.get()

    response = send(client_of, mended, scope=office.region_id)
    assert response.redirect_chain == [(batch.get_absolute_url(), 302)]
    batch.refresh_from_db()
    assert (batch.state, row(batch).corrections) == ("reading", {})
    tasks.take_back_import.call(batch.pk)

    batch = ImportBatch.objects.get()
    assert (batch.state, row(batch).values["nik"]) == ("review", SITI[1])
    assert not list(uploaded.glob("*/*"))


@pytest.mark.usefixtures("short_patience")
def test_mended_workbook_cannot_disturb_an_import_at_work(client_of, office, mended):
    batch = ImportBatch.objects.get()
    client_of.post(reverse("import_apply", args=[batch.pk]))

    response = send(client_of, mended, scope=office.region_id)

    batch.refresh_from_db()
    assert batch.state == "applying"
    assert DBTaskResult.objects.filter(task_path="registry.tasks.take_back_import").count() == 0
    assert response.redirect_chain != [(batch.get_absolute_url(), 302)]


@pytest.mark.usefixtures("short_patience")
def test_mended_workbook_whose_task_was_given_up_leaves_the_review(client_of, office, mended, uploaded):
    batch = ImportBatch.objects.get()
    send(client_of, mended, scope=office.region_id)
    DBTaskResult.objects.update(status="FAILED")

    client_of.post(reverse("import_restage", args=[batch.pk]))

    batch.refresh_from_db()
    assert batch.state == "review"
    assert not list(uploaded.glob("*/*"))


# Saving


@pytest.fixture
def applying(client_of, office, tmp_path, short_patience):
    """A batch that a task is to save."""
    batch = stage(tmp_path, SITI, scope=office.region)
    client_of.post(reverse("import_apply", args=[batch.pk]))
    batch.refresh_from_db()
    return batch


def test_many_rows_are_saved_by_a_task(applying, client_of, operator):
    assert applying.state == "applying"
    assert tasks.is_at_work(applying)
    assert "You may close this page" in page_of(client_of, applying).content.decode()

    tasks.save_import.call(applying.pk, operator.pk)

    applying.refresh_from_db()
    assert (applying.state, applying.applied_by) == ("applied", operator)
    assert Worker.objects.count() == 1


def test_task_that_is_refused_says_why_and_gives_the_import_back(applying, client_of, operator):
    applying.rows.update(values=row(applying).values | {"nik": "12"})

    tasks.save_import.call(applying.pk, operator.pk)

    applying.refresh_from_db()
    assert applying.state == "review"
    assert "A NIK has 16 digits" in page_of(client_of, applying).content.decode()


def test_failure_of_a_task_is_told_without_what_stood_in_the_cells(applying, operator, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise ValueError(SITI[1])

    monkeypatch.setattr(tasks.batches, "apply", fail)
    tasks.save_import.call(applying.pk, operator.pk)

    applying.refresh_from_db()
    assert applying.state == "review"
    assert "nothing was saved" in applying.problem
    assert "ValueError" in caplog.text
    assert SITI[1] not in caplog.text


def test_import_whose_task_was_given_up_is_taken_up_again(applying, client_of):
    DBTaskResult.objects.update(status="FAILED")
    assert "The work was interrupted" in page_of(client_of, applying).content.decode()

    client_of.post(reverse("import_restage", args=[applying.pk]))

    applying.refresh_from_db()
    assert applying.state == "review"


# What the page says meanwhile


def test_reading_is_told_step_by_step(client_of, office, tmp_path, short_patience):
    send(client_of, sheet(tmp_path / "roster.xlsx", SITI), scope=office.region_id)
    batch = ImportBatch.objects.get()
    assert "It waits its turn" in page_of(client_of, batch).content.decode()

    DBTaskResult.objects.update(status="RUNNING", return_value={"step": "cleaned"})
    part = page_of(client_of, batch, headers=PROGRESS)

    assert steps(part) == [
        ("Read the file", "done"),
        ("Understand the cells", "done"),
        ("Find the people", "now"),
        ("Prepare the review", "later"),
    ]
    assert "It waits its turn" not in part.content.decode()


@pytest.mark.parametrize(
    ("step", "now"),
    [
        ("", "Compare once more"),
        ("compared", "Save 1 person"),
        ("written", "Look at the rows that are left"),
    ],
)
def test_saving_is_told_step_by_step(step, now, applying, client_of):
    DBTaskResult.objects.update(status="RUNNING", return_value={"step": step})

    told = steps(page_of(client_of, applying))

    assert [label for label, when in told if when == "now"] == [now]
    assert [when for _label, when in told[:4]] == ["done"] * 4


@pytest.mark.django_db(transaction=True)
def test_step_is_seen_while_the_transaction_of_the_work_goes_on(applying, client_of):
    DBTaskResult.objects.update(status="RUNNING")

    with transaction.atomic():
        tasks.tell(applying, "compared")
        transaction.set_rollback(True)

    assert tasks.reached(applying) == "compared"


def test_steps_are_told_as_they_are_done(applying, operator, monkeypatch):
    told = []
    monkeypatch.setattr(tasks, "tell", lambda batch, step: told.append(step))

    tasks.save_import.call(applying.pk, operator.pk)

    assert told == ["compared", "written"]


@pytest.fixture
def undoing(office, login, tmp_path, short_patience):
    """A saved import that a task is to undo, and who wants that."""
    administrator = make_user("administrator", office.region, office=office, language="en", is_staff=True)
    batch = batches.apply(stage(tmp_path, SITI, scope=office.region), by=None)
    login(administrator).post(reverse("import_undo", args=[batch.pk]))
    batch.refresh_from_db()
    return batch


def test_long_import_is_undone_by_a_task(undoing, client_of):
    assert (undoing.state, Worker.objects.count()) == ("applying", 1)
    page = page_of(client_of, undoing)
    assert "Being undone" in page.content.decode()
    assert steps(page) == [("Look for what was edited since", "now"), ("Put back what was before", "later")]

    tasks.undo_import.call(undoing.pk, User.objects.get(is_staff=True).pk)

    undoing.refresh_from_db()
    assert (undoing.state, Worker.objects.count()) == ("undone", 0)


def test_undoing_whose_task_was_given_up_leaves_the_import_saved(undoing, client_of):
    DBTaskResult.objects.update(status="FAILED")

    client_of.post(reverse("import_restage", args=[undoing.pk]))

    undoing.refresh_from_db()
    assert (undoing.state, Worker.objects.count()) == ("applied", 1)


# Many cells put right at once


def apply_to_all(client, batch, text: str, **headers):
    (group,) = Faults(batch, sees_personal=True).groups
    data = {"field": group.field, "code": group.code, "message": group.message, "text": text}
    return client.post(reverse("import_cells", args=[batch.pk]), data, headers=headers)


@pytest.fixture
def odd_roles(office, tmp_path):
    """A staged roster of two whose roles nobody knows."""
    people = (person(one, Unsur="Relawan Anu") for one in (SITI, BUDI))
    return stage(tmp_path, *people, scope=office.region)


@pytest.mark.usefixtures("short_patience")
def test_cells_put_right_in_many_rows_are_understood_by_a_task(client_of, odd_roles, monkeypatch):
    monkeypatch.setattr(batches, "LONG", 1)

    response = apply_to_all(client_of, odd_roles, "PSM")

    odd_roles.refresh_from_db()
    assert (response.status_code, odd_roles.state, actions(odd_roles)) == (302, "reading", ["choose"] * 2)
    tasks.compare_import.call(odd_roles.pk)
    odd_roles.refresh_from_db()
    assert (odd_roles.state, actions(odd_roles)) == ("review", ["create"] * 2)


@pytest.mark.usefixtures("short_patience")
def test_page_waits_for_the_task_that_understands_many_rows(client_of, odd_roles, monkeypatch):
    monkeypatch.setattr(batches, "LONG", 1)

    response = apply_to_all(client_of, odd_roles, "PSM", HX_Request="true")

    assert response.headers["HX-Refresh"] == "true"
    assert page_of(client_of, odd_roles).templates[0].name == "imports/progress.html"


@pytest.mark.usefixtures("short_patience")
def test_cells_put_right_in_a_few_rows_of_a_long_import_are_understood_at_once(client_of, odd_roles):
    apply_to_all(client_of, odd_roles, "PSM")

    odd_roles.refresh_from_db()
    assert (odd_roles.state, actions(odd_roles)) == ("review", ["create"] * 2)


@pytest.mark.usefixtures("short_patience")
def test_those_missing_from_a_long_import_are_counted_where_they_are_shown(client_of, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)

    rows, absent = (page_of(client_of, batch, query).context["page"] for query in ("", "?show=absent"))

    assert (rows.has_absent, rows.absent_count, absent.absent_count) == (True, None, 0)


def test_page_of_an_import_takes_as_many_statements_for_many_rows(client_of, office, tmp_path):
    counted = set()
    for many in (1, 4):
        people = [
            person(one, Nama=f"{one[0]} {word}", Unsur="Relawan Anu", NIK=None)
            for one in (SITI, BUDI)
            for word in ("Satu", "Dua", "Tiga", "Lima")[:many]
        ]
        batch = stage(tmp_path, *people, scope=office.region)
        page_of(client_of, batch)
        with CaptureQueriesContext(connection) as statements:
            page_of(client_of, batch)
        counted.add(len(statements))

    assert len(counted) == 1
