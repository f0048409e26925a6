"""History: every path a row changes by leaves what, who and why, and nobody can change it afterwards."""

import io

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from registry.models import Membership, Office, User, Worker
from tests.factories import make_worker
from welfare.history import acting

pytestmark = pytest.mark.django_db

COLUMNS = (
    "name, name_key, member_number, nip, sex, birth_place, phone, phone_written, email, address, education, "
    "institution, notes, revision, created_at, office_id"
)


def execute(statement: str, *parameters) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def insert_by_copy(office: Office) -> None:
    """As bulk writes do: COPY carries no context, so one ordinary statement goes first."""
    execute("SET LOCAL synchronous_commit TO on")
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY registry_worker ({COLUMNS}) FROM STDIN",
            io.StringIO("Siti\tsiti" + "\t" * 12 + f"1\t2026-01-01\t{office.pk}\n"),
        )


def insert_by_statement(office: Office) -> None:
    execute(
        f"INSERT INTO registry_worker ({COLUMNS}) "
        "VALUES ('Siti', 'siti', '', '', '', '', '', '', '', '', '', '', '', 1, now(), %s)",
        office.pk,
    )


INSERTS = {
    "save": lambda office: Worker(office=office, name="Siti").save(),
    "bulk_create": lambda office: Worker.objects.bulk_create([Worker(office=office, name="Siti")]),
    "statement": insert_by_statement,
    "copy": insert_by_copy,
}


def update_by_save(worker: Worker) -> None:
    worker.name = "Siti Aminah"
    worker.save()


def update_in_bulk(worker: Worker) -> None:
    worker.name = "Siti Aminah"
    Worker.objects.bulk_update([worker], ["name"])


def update_from_copied_rows(worker: Worker) -> None:
    execute("CREATE TEMPORARY TABLE staged (id bigint, name text) ON COMMIT DROP")
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY staged FROM STDIN", io.StringIO(f"{worker.pk}\tSiti Aminah\n"))
    execute("UPDATE registry_worker w SET name = s.name FROM staged s WHERE s.id = w.id")


UPDATES = {
    "save": update_by_save,
    "update": lambda worker: Worker.objects.filter(pk=worker.pk).update(name="Siti Aminah"),
    "bulk_update": update_in_bulk,
    "statement": lambda worker: execute(
        "UPDATE registry_worker SET name = 'Siti Aminah' WHERE id = %s", worker.pk
    ),
    "copied rows": update_from_copied_rows,
}
DELETES = {
    "delete": lambda worker: worker.delete(),
    "queryset": lambda worker: Worker.objects.filter(pk=worker.pk).delete(),
    "statement": lambda worker: execute("DELETE FROM registry_worker WHERE id = %s", worker.pk),
}


def last_event():
    """What the newest row of the people's history says."""
    event = Worker.pgh_event_models["insert"].objects.select_related("pgh_context").latest("pgh_id")
    context = event.pgh_context.metadata if event.pgh_context else None
    return event.pgh_label, event.name, context


@pytest.mark.parametrize("way", INSERTS)
def test_insert_is_kept_with_who_and_why(office, operator, way):
    with acting(by=operator, reason="new decree", batch=17):
        INSERTS[way](office)

    who_and_why = {"user": operator.pk, "username": operator.username, "reason": "new decree", "batch": 17}
    assert last_event() == ("insert", "Siti", who_and_why)


@pytest.mark.parametrize("way", UPDATES)
def test_update_is_kept_with_who_and_why(office, operator, way):
    worker = make_worker(office, "Siti")

    with acting(by=operator, reason="as on the certificate"):
        UPDATES[way](worker)

    who_and_why = {"user": operator.pk, "username": operator.username, "reason": "as on the certificate"}
    assert last_event() == ("update", "Siti Aminah", who_and_why)


@pytest.mark.parametrize("way", DELETES)
def test_delete_keeps_what_was_there_and_who_and_why(office, operator, way):
    worker = make_worker(office, "Siti")

    with acting(by=operator, reason="entered by mistake"):
        DELETES[way](worker)

    who_and_why = {"user": operator.pk, "username": operator.username, "reason": "entered by mistake"}
    assert last_event() == ("delete", "Siti", who_and_why)


def test_command_line_acts_under_its_own_name(office):
    with acting(reason="load"):
        make_worker(office, "Siti")

    assert last_event() == ("insert", "Siti", {"username": "command line", "reason": "load"})


def test_change_without_context_is_still_kept(office):
    make_worker(office, "Siti")

    assert last_event() == ("insert", "Siti", None)


def test_update_that_changes_nothing_leaves_no_event(office):
    worker = make_worker(office, "Siti")

    worker.save()

    assert [event.pgh_label for event in worker.history.all()] == ["insert"]


def test_bulk_write_keeps_one_event_for_each_row(office):
    workers = [Worker(office=office, name=f"Siti {number}") for number in range(50)]
    Worker.objects.bulk_create(workers)

    Worker.objects.update(institution="Karang Taruna")

    events = Worker.pgh_event_models["update"].objects.filter(pgh_label="update")
    assert sorted(events.values_list("pgh_obj", flat=True)) == sorted(worker.pk for worker in workers)


def rename(request):
    Worker.objects.update(name="Siti Aminah")
    return HttpResponse()


urlpatterns = [path("rename/", rename)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("typed", ["  as on the certificate ", "as on the\0 certificate"])
def test_request_writes_under_its_user_and_reason(typed, office, operator, login):
    """Also with a sign the database cannot hold: nobody changes anything without a name."""
    make_worker(office, "Siti")

    login(operator).post("/rename/", {"change_reason": typed})

    assert last_event() == (
        "update",
        "Siti Aminah",
        {
            "user": operator.pk,
            "username": operator.username,
            "reason": "as on the certificate",
            "path": "/rename/",
        },
    )


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'insert'", "DELETE FROM {}"])
def test_history_cannot_be_changed(office, statement):
    make_worker(office, "Siti")

    with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
        execute(statement.format("registry_workerhistory"))

    assert last_event() == ("insert", "Siti", None)


@pytest.mark.parametrize("way", UPDATES)
def test_revision_is_raised_on_every_path(office, way):
    worker = make_worker(office, "Siti")

    UPDATES[way](worker)

    assert Worker.objects.get(pk=worker.pk).revision == 2


def test_revision_stays_when_nothing_changes(office):
    worker = make_worker(office, "Siti")

    worker.save()

    assert Worker.objects.get(pk=worker.pk).revision == 1


def test_revision_cannot_be_set(office):
    worker = make_worker(office, "Siti")

    Worker.objects.update(revision=40)

    assert Worker.objects.get(pk=worker.pk).revision == 2


def test_password_and_token_are_in_no_history():
    kept = {field.name for field in User.pgh_event_models["insert"]._meta.get_fields()}

    assert {"username", "scope", "is_superuser"} <= kept
    assert kept.isdisjoint({"password", "last_login"})


def test_login_changes_neither_history_nor_revision(operator):
    revision = User.objects.get(pk=operator.pk).revision
    before = operator.history.count()

    assert Client().login(username=operator.username, password="sandi-rahasia-1")

    assert User.objects.get(pk=operator.pk).last_login is not None
    assert User.objects.get(pk=operator.pk).revision == revision
    assert operator.history.count() == before


def test_change_of_rights_is_kept(operator, administrator):
    group = operator.groups.get()

    with acting(by=administrator, reason="moved to another desk"):
        operator.groups.clear()

    event = Membership.pgh_event_models["delete"].objects.latest("pgh_id")
    assert (event.pgh_label, event.user, event.group) == ("delete", operator, group)
    assert event.pgh_context.metadata["username"] == administrator.username
