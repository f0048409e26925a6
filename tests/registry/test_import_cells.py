"""Cells put right: on the card of their row, all of a kind together, or in a workbook of the failed rows."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import tasks
from registry.imports import batches, uploads
from registry.imports.review import decisions, faults, together
from registry.imports.review.faults import Faults
from registry.models import ImportBatch, Worker
from tests.factories import make_user, make_worker
from tests.registry.imports.staged import BUDI, NURUL, SITI, actions, person, row, stage
from welfare.errors import RuleError

NO_PLACE = {"Desa": "Kalirjeo Wetan", "Kecamatan": None}
NO_DATE = {"Tanggal Lahir": "31/02/1985"}


@pytest.fixture
def operator(office):
    return make_user("operator", office.region, office=office, language="en")


def page_of(client, batch, query=""):
    return client.get(f"{batch.get_absolute_url()}{query}").context["page"]


def only_group(batch):
    (group,) = Faults(batch, sees_personal=True).groups
    return group


def sent_for(group, **data):
    return {"field": group.field, "code": group.code, "message": group.message} | data


def test_row_that_asks_for_its_place_is_answered_on_its_card(login, operator, office, tmp_path):
    batch, client = stage(tmp_path, person(SITI, **NO_PLACE), scope=office.region), login(operator)
    assert actions(batch) == ["choose"]
    (cell,) = page_of(client, batch).open_cells
    assert (cell.field, cell.text) == ("village", "Kalirjeo Wetan")

    address = reverse("import_row", args=[batch.pk, 0])
    client.post(address, {"act": "cell", "field": cell.field, "text": "35.13.19.2003"})

    assert (actions(batch), row(batch).values["village"]) == (["create"], "35.13.19.2003")


def test_row_that_asks_who_is_meant_shows_no_cell(login, operator, office, tmp_path):
    for _namesake in range(2):
        make_worker(office, "Siti Aminah", nik=None)
    bare = person(SITI, NIK=None, HP=None, **{"Tanggal Lahir": None})
    batch = stage(tmp_path, bare, scope=office.region)

    assert page_of(login(operator), batch).open_cells == []


def test_suggestions_of_a_kind_are_taken_together(office, tmp_path):
    """Each birth date as its own NIK tells it; a row whose NIK tells none stays."""
    people = (person(SITI, **NO_DATE), person(BUDI, **NO_DATE), person(NURUL, NIK=None, **NO_DATE))
    batch = stage(tmp_path, *people, scope=office.region)
    group = only_group(batch)

    assert together.take_suggestions(batch, field=group.field, code=group.code, message=group.message) == 2

    days = [one.values.get("birth_date") for one in batch.rows.order_by("position")]
    assert days == ["1980-05-04", "1979-03-12", None]


def test_kind_without_suggestions_is_left_alone(office, tmp_path):
    batch = stage(tmp_path, person(SITI, NIK=None, **NO_DATE), scope=office.region)
    group = only_group(batch)

    with pytest.raises(RuleError):
        together.take_suggestions(batch, field=group.field, code=group.code, message=group.message)


@pytest.mark.parametrize(
    ("sent", "days"), [({"act": "suggested"}, ["1980-05-04", "1979-03-12"]), ({"text": ""}, [None, None])]
)
def test_page_puts_a_kind_of_cells_right_together(sent, days, login, operator, office, tmp_path):
    batch = stage(tmp_path, person(SITI, **NO_DATE), person(BUDI, **NO_DATE), scope=office.region)
    address = reverse("import_cells", args=[batch.pk])

    login(operator).post(address, sent_for(only_group(batch), **sent))

    assert [one.values.get("birth_date") for one in batch.rows.order_by("position")] == days
    assert Faults(batch, sees_personal=True).groups == []


def test_decision_after_a_lost_session_leads_back_to_the_review(client, login, operator, office, tmp_path):
    batch = stage(tmp_path, SITI, scope=office.region)
    review = f"{batch.get_absolute_url()}?open=0"

    response = client.post(
        reverse("import_row", args=[batch.pk, 0]),
        {"act": "skip"},
        headers={"Referer": f"http://testserver{review}"},
    )

    assert response.headers["Location"] == f"/masuk/?next={review.replace('?', '%3F').replace('=', '%3D')}"
    assert row(batch).decision == {}
    assert page_of(login(operator), batch, "?open=0").ready == 1


def test_who_may_only_add_updates_nobody(login, office, tmp_path):
    adder = make_user(None, office.region, office=office, language="en")
    permissions = adder.user_permissions.model.objects
    adder.user_permissions.set(permissions.filter(codename__in=["add_worker", "add_importbatch"]))
    siti = make_worker(office, "Siti Aminah", nik=SITI[1], phone="+6281999999999")
    batch = stage(tmp_path, SITI, BUDI, scope=office.region, by=adder, mode="add")
    client = login(adder)

    for act in ({"act": "choose", "worker": siti.pk, "post": "transfer"}, {"act": "reopen"}):
        client.post(reverse("import_row", args=[batch.pk, 0]), act)
    client.post(reverse("import_apply", args=[batch.pk]))

    siti.refresh_from_db()
    assert (siti.phone, siti.revision, siti.appointments.count()) == ("+6281999999999", 1, 0)
    assert list(Worker.objects.exclude(pk=siti.pk).values_list("name", flat=True)) == ["Budi Santoso"]


# The failed rows coming back


@pytest.fixture
def sent_back(office, operator, login, tmp_path):
    """A function that changes a workbook of failed rows and uploads it; where the upload leads."""
    client = login(operator)

    def send(batch, change):
        answer = client.get(reverse("import_failed", args=[batch.pk]))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        change(book.active)
        book.save(tmp_path / "kembali.xlsx")
        file = SimpleUploadedFile("kembali.xlsx", (tmp_path / "kembali.xlsx").read_bytes())
        data = {"file": file, "kind": "roster", "mode": "both", "scope": office.region_id}
        return client.post(reverse("imports"), data).headers["Location"]

    return send


def mend(sheet):
    """The date where it stood in the file."""
    sheet["D2"] = "4/5/1980"


def with_title(sheet):
    mend(sheet)
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Sudah diperbaiki"


def with_remarks(sheet):
    mend(sheet)
    sheet["L1"], sheet["L2"] = "Tindak lanjut", "sudah ditelepon"


def with_columns_moved(sheet):
    mend(sheet)
    for line in (1, 2):
        first = sheet.cell(line, 1).value
        sheet.cell(line, 1).value, sheet.cell(line, 4).value = sheet.cell(line, 4).value, first


@pytest.mark.parametrize("change", [mend, with_title, with_remarks, with_columns_moved])
@pytest.mark.parametrize("large", [500_000, 0], ids=["small", "large"])
def test_mended_workbook_is_known_however_it_was_handled(
    change, large, sent_back, office, tmp_path, monkeypatch
):
    """Also one that is too large for a page to wait for: a new import would ask everything again."""
    monkeypatch.setattr(uploads, "LARGE_BYTES", large)
    batch = stage(tmp_path, BUDI, person(SITI, Nama=None, **NO_DATE), scope=office.region)
    assert actions(batch) == ["create", "error"]

    assert sent_back(batch, change) == batch.get_absolute_url()
    tasks.take_back_import.call(batch.pk)  # has nothing to do where the page did it

    assert row(batch, 1).corrections == {"birth_date": "4/5/1980"}
    assert ImportBatch.objects.count() == 1


def test_mended_rows_continue_an_import_that_is_partly_saved(sent_back, office, tmp_path):
    batch = stage(tmp_path, BUDI, person(SITI, Nama=None), scope=office.region)
    batches.apply(batch, by=None)

    sent_back(batch, lambda sheet: sheet.__setitem__("B2", "Siti Aminah"))
    batches.apply(batch, by=None)

    assert set(Worker.objects.values_list("name", flat=True)) == {"Budi Santoso", "Siti Aminah"}
    assert batch.rows.filter(applied_at=None).count() == 0


def test_same_cell_put_right_takes_as_many_statements_for_many_rows(office, tmp_path):
    counted = set()
    for many in (1, 5):
        people = [person(SITI, Nama=f"Siti {word}", Desa="Kalirjeo", NIK=None) for word in "ABCDE"[:many]]
        batch = stage(tmp_path, *people, scope=office.region)
        group = only_group(batch)
        with CaptureQueriesContext(connection) as statements:
            decisions.correct_alike(batch, **sent_for(group, text="Kalirejo"), again=lambda *touched: None)
        counted.add(len(statements))

    assert len(counted) == 1


def test_kinds_beyond_those_told_are_counted(office, tmp_path, monkeypatch):
    monkeypatch.setattr(faults, "GROUPS", 1)
    monkeypatch.setattr(faults, "NAMED_GROUPS", 1)
    people = (person(SITI, Nama=f"Siti {word}", Desa=f"{word}anyar", NIK=None) for word in ("Q", "X", "Z"))
    batch = stage(tmp_path, *people, scope=office.region)

    found = Faults(batch, sees_personal=True)

    assert (len(found.groups), len(found.shown), len(found.more), found.further) == (3, 1, 1, 1)
