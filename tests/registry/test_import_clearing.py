"""Emptying what is recorded: never by a blank cell, only by a word that says so."""

from datetime import date

import pytest
from django.urls import reverse

from registry import phones
from registry.imports import batches
from registry.imports.clearing import CLEAR
from registry.imports.review import blanks, decisions
from registry.imports.undo import undo
from registry.models import Worker
from tests.factories import appoint, make_worker
from tests.registry.imports.staged import BUDI, SITI, actions, person, row, stage
from welfare.errors import RuleError

PHONE = "+6281234500001"


@pytest.fixture(params=["whole", "around"])
def way(request, monkeypatch):
    """A short import is understood again as a whole, a long one around what was touched: all the same."""
    monkeypatch.setattr(batches, "LONG", 500 if request.param == "whole" else 0)


@pytest.fixture
def siti(office, regions):
    worker = make_worker(
        office, "Siti Aminah", nik=SITI[1], sex="female", phone=PHONE, birth_date=date(1980, 5, 4)
    )
    appoint(worker, "PSM", regions["35.13.19.2003"])
    return worker


@pytest.mark.parametrize("word", [CLEAR, "KOSONGKAN", "Dikosongkan"])
def test_word_in_a_cell_empties_what_is_recorded(word, siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, HP=word), scope=office.region)
    assert (row(batch).changes, row(batch).issues) == ({"phone": [PHONE, None]}, [])

    batches.apply(batch, by=None)

    siti.refresh_from_db()
    assert (siti.phone, siti.phone_written, siti.nik) == ("", "", SITI[1])


def test_everything_but_the_name_can_be_emptied(siti, office, tmp_path):
    emptied = dict.fromkeys(("Tanggal Lahir", "HP", "NIK"), CLEAR)
    batch = stage(tmp_path, person(SITI, **emptied), scope=office.region)
    assert row(batch).worker == siti

    batches.apply(batch, by=None)

    siti.refresh_from_db()
    assert (siti.nik, siti.birth_date, siti.phone, siti.name) == (None, None, "", "Siti Aminah")


def test_word_in_place_of_the_name_names_nobody(siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, Nama=CLEAR), BUDI, scope=office.region)

    assert CLEAR not in [one.values.get("name") for one in batch.rows.all()]
    assert Worker.objects.get().name == "Siti Aminah"


def test_emptying_is_undone(siti, office, tmp_path):
    batch = batches.apply(stage(tmp_path, person(SITI, HP=CLEAR), scope=office.region), by=None)

    undo(batch, by=None)

    siti.refresh_from_db()
    assert siti.phone == PHONE


def test_import_that_only_adds_empties_nothing(siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, HP=CLEAR), scope=office.region, mode="add")

    assert actions(batch) == ["same"]


# Blank cells


def test_blank_column_is_counted_where_something_is_recorded(siti, office, tmp_path):
    """Not for new people, and not where nothing is recorded either."""
    batch = stage(tmp_path, person(SITI, HP=None), person(BUDI, HP=None), scope=office.region)

    assert [(one.field, one.kept, one.cleared) for one in blanks.blanks_of(batch)] == [("phone", 1, 0)]


def test_cell_that_cannot_be_read_is_not_blank(siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, HP="08123"), scope=office.region)

    assert blanks.blanks_of(batch) == []


@pytest.mark.usefixtures("way")
def test_blank_column_is_emptied_by_choice_and_kept_again(siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, HP=None), scope=office.region)
    assert actions(batch) == ["same"]

    assert blanks.clear(batch, "phone") == 1

    batch.refresh_from_db()
    assert (actions(batch), row(batch).changes) == (["update"], {"phone": [PHONE, None]})
    assert [(one.kept, one.cleared) for one in blanks.blanks_of(batch)] == [(0, 1)]
    assert blanks.keep(batch, "phone") == 1
    assert (actions(batch), row(batch).corrections) == (["same"], {})


@pytest.mark.parametrize(
    ("field", "mode"),
    [("name", "both"), ("address", "both"), ("phone", "add")],
    ids=["name", "no column", "adds"],
)
def test_other_columns_are_not_emptied(field, mode, siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, HP=None), scope=office.region, mode=mode)

    with pytest.raises(RuleError):
        blanks.clear(batch, field)


def test_page_lets_a_column_be_emptied(siti, office, login, operator, tmp_path):
    batch, client = stage(tmp_path, person(SITI, HP=None), scope=office.region), login(operator)
    assert "?show=blank" in client.get(batch.get_absolute_url()).content.decode()

    address = reverse("import_blanks", args=[batch.pk])
    page = client.post(address, {"act": "clear", "field": "phone"}, follow=True)

    assert [(one.field, one.cleared) for one in page.context["page"].blanks] == [("phone", 1)]
    (shown,) = client.get(batch.get_absolute_url(), {"show": "update"}).context["page"].rows
    assert [(change.old, change.new) for change in shown.changes] == [(phones.mask(PHONE), "")]


@pytest.mark.usefixtures("way")
def test_correction_of_another_cell_keeps_what_is_emptied(siti, office, tmp_path):
    batch = stage(tmp_path, person(SITI, HP=CLEAR), scope=office.region)

    decisions.correct(batch, 0, field="birth_date", text="5/5/1980")

    assert row(batch).changes == {"birth_date": ["1980-05-04", "1980-05-05"], "phone": [PHONE, None]}
