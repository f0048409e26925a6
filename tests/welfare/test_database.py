"""PostgreSQL's errors reach nobody with the values of the rows they are about."""

import io
import logging
import traceback

import pytest
from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.urls import path
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from registry.models import Office, Worker

NIK = "3513194105800001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(office):
    """Somebody with the NIK of these tests."""
    return Worker.objects.create(office=office, name="Siti", nik=NIK)


def copy_line(line: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE staged (nik text, born date) ON COMMIT DROP")
        cursor.copy_expert("COPY staged FROM STDIN", io.StringIO(line))


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def break_rule_at_commit(person: Worker) -> None:
    execute("CREATE TEMPORARY TABLE late (nik text UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    execute(f"INSERT INTO late VALUES ('{NIK}'), ('{NIK}')")
    execute("SET CONSTRAINTS ALL IMMEDIATE")


WAYS_TO_FAIL = {
    "unique": lambda person: Worker.objects.create(office=person.office, name="Siti", nik=NIK),
    "check": lambda person: Worker.objects.filter(pk=person.pk).update(phone=NIK),
    "not null": lambda person: execute(f"UPDATE registry_worker SET name = NULL WHERE nik = '{NIK}'"),
    "foreign key": lambda person: execute(
        f"UPDATE registry_worker SET office_id = {NIK} WHERE nik = '{NIK}'; SET CONSTRAINTS ALL IMMEDIATE"
    ),
    "at commit": break_rule_at_commit,
    "unreadable": lambda person: execute(f"SELECT 'born \"on\" {NIK}'::date"),
    "statement": lambda person: execute(f"SELECT '{NIK}', nothing FROM registry_worker"),
    "copy": lambda person: copy_line(f"{NIK}\tnever {NIK}\n"),
}


@pytest.mark.parametrize("way", WAYS_TO_FAIL)
def test_error_names_no_value(person, way):
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        WAYS_TO_FAIL[way](person)

    assert NIK not in "".join(traceback.format_exception(caught.value))


def test_copy_is_counted_among_the_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        copy_line(f"{NIK}\t1980-05-12\n")


def test_error_still_names_the_broken_rule(person):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        WAYS_TO_FAIL["unique"](person)

    assert str(caught.value) == 'duplicate key value violates unique constraint "registry_worker_nik_once"'
    assert NIK in caught.value.__cause__.diag.message_detail


def test_error_of_an_unreadable_value_keeps_its_kind(person):
    with pytest.raises(DataError) as caught, transaction.atomic():
        WAYS_TO_FAIL["unreadable"](person)

    assert str(caught.value) == 'invalid input syntax for type date: "..."'


def fail_in_view(request):
    with transaction.atomic():
        Worker.objects.create(office=Office.objects.get(), name="Siti", nik=NIK)
    return HttpResponse()


urlpatterns = [path("fail/", fail_in_view)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("debug", [False, True])
def test_page_and_log_of_a_failing_view_hold_no_value(client, administrator, person, settings, caplog, debug):
    settings.DEBUG = debug
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [], "APP_DIRS": False}]
    client.force_login(administrator)
    client.raise_request_exception = False

    response = client.get("/fail/")

    assert response.status_code == 500
    assert "Key (nik)" not in response.text
    assert "duplicate key value violates unique constraint" in caplog.text
    assert NIK not in caplog.text


def test_statements_are_not_logged_whatever_the_level():
    assert logging.getLogger("django.db.backends").getEffectiveLevel() == logging.INFO


@task()
def fail_in_task():
    with transaction.atomic():
        Worker.objects.create(office=Office.objects.get(), name="Siti", nik=NIK)


def test_stored_error_of_a_task_holds_no_value(person):
    fail_in_task.enqueue()

    TaskWorker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id="test",
        excluded_queue_names=[],
    ).run_task(DBTaskResult.objects.get())

    stored = DBTaskResult.objects.get()
    assert stored.exception_class_path == "django.db.utils.IntegrityError"
    assert 'violates unique constraint "registry_worker_nik_once"' in stored.traceback
    assert NIK not in stored.traceback
