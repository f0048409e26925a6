"""What people decide in a review, and what follows from it for the other rows."""

from datetime import date
from pathlib import Path

import pytest

from registry.imports import batches
from registry.imports.review import blanks, decisions, together
from registry.models import Appointment, ImportBatch, RegionName, Worker
from tests.factories import appoint, make_worker
from tests.registry.imports.staged import BUDI, SITI, actions, person, row, stage
from tests.waiting import outcome_beside
from welfare.errors import RuleError


@pytest.fixture(params=["whole", "around"], autouse=True)
def way(request, monkeypatch):
    """A short import is understood again as a whole, a long one around what was touched: all the same."""
    monkeypatch.setattr(batches, "LONG", 500 if request.param == "whole" else 0)
    return request.param


@pytest.fixture
def regency(office):
    return office.region


@pytest.fixture
def two_sitis(office, regions):
    """Two people of one name and district whom a sheet without more cannot tell apart."""
    people = []
    for code in ("35.13.19.2003", "35.13.19.2004"):
        people.append(make_worker(office, "Siti Aminah", nik=None, sex=""))
        appoint(people[-1], "PSM", regions[code])
    return people


BARE = person(SITI, **{"NIK": None, "Tanggal Lahir": None, "HP": None, "Desa": None})


def test_chosen_person_has_the_row(tmp_path, regency, two_sitis, operator):
    batch = stage(tmp_path, BARE, scope=regency)
    assert (row(batch).action, set(row(batch).candidates)) == ("choose", {one.pk for one in two_sitis})

    decided = decisions.choose(batch, 0, worker=two_sitis[1].pk, by=operator)

    assert (decided.action, decided.worker, decided.reason) == ("same", two_sitis[1], "decided")


def test_person_given_away_is_no_candidate_any_more(tmp_path, regency, two_sitis, operator):
    batch = stage(tmp_path, BARE, BARE, scope=regency)

    decisions.choose(batch, 0, worker=two_sitis[0].pk, by=operator)

    left = row(batch, 1)
    assert (left.action, left.reason, left.candidates) == ("choose", "one_left", [two_sitis[1].pk])


def test_person_is_not_given_to_two_rows(tmp_path, regency, two_sitis, operator):
    batch = stage(tmp_path, BARE, BARE, scope=regency)
    decisions.choose(batch, 0, worker=two_sitis[0].pk, by=operator)

    second = decisions.choose(batch, 1, worker=two_sitis[0].pk, by=operator)

    assert (second.action, second.reason) == ("choose", "duplicate_in_file")
    assert row(batch).worker == two_sitis[0]


def test_row_matched_by_itself_gives_way_to_a_decision(tmp_path, office, regency, two_sitis, operator):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1])
    batch = stage(tmp_path, SITI, BARE, scope=regency)
    assert row(batch).worker == siti

    decisions.choose(batch, 1, worker=siti.pk, by=operator)

    assert (row(batch).action, row(batch).reason) == ("choose", "duplicate_in_file")
    assert row(batch, 1).worker == siti


def test_decision_is_taken_back(tmp_path, regency, two_sitis, operator):
    batch = stage(tmp_path, BARE, scope=regency)
    decisions.choose(batch, 0, worker=two_sitis[0].pk, by=operator)

    again = decisions.reopen(batch, 0)

    assert (again.action, again.worker, again.decision) == ("choose", None, {})


def test_person_from_elsewhere_cannot_be_chosen(tmp_path, regency, two_sitis, other_office, operator):
    far = make_worker(other_office, "Siti Aminah")
    batch = stage(tmp_path, BARE, scope=regency)

    with pytest.raises(RuleError, match="not in the area"):
        decisions.choose(batch, 0, worker=far.pk, by=operator)

    assert row(batch).decision == {}


def test_chosen_person_who_was_deleted_is_asked_for_again(tmp_path, regency, two_sitis, operator):
    batch = stage(tmp_path, BARE, scope=regency)
    decisions.choose(batch, 0, worker=two_sitis[0].pk, by=operator)
    Appointment.objects.filter(worker=two_sitis[0]).delete()
    two_sitis[0].delete()

    batch = batches.restage(batch)

    assert row(batch).worker is None
    assert row(batch).candidates == [two_sitis[1].pk]


def test_somebody_unknown_is_registered(tmp_path, regency, two_sitis):
    batch = stage(tmp_path, BARE, scope=regency)

    decisions.register(batch, 0)
    batches.apply(batch, by=None)

    assert Worker.objects.filter(name="Siti Aminah").count() == 3


def test_nobody_is_registered_by_an_import_that_updates(tmp_path, regency, two_sitis):
    batch = stage(tmp_path, BARE, scope=regency, mode=ImportBatch.Mode.UPDATE)

    with pytest.raises(RuleError, match="only updates"):
        decisions.register(batch, 0)


def test_number_of_somebody_else_is_not_written(tmp_path, office, regency):
    """The NIK is another person's, and the clerk says that this row is somebody new."""
    owner = make_worker(office, "Nurul Huda", nik=SITI[1])
    batch = stage(tmp_path, SITI, scope=regency)
    assert row(batch).reason == "name_mismatch"

    decided = decisions.register(batch, 0)
    batches.apply(batch, by=None)

    assert [issue["code"] for issue in decided.issues] == ["nik_taken"]
    assert Worker.objects.get(name="Siti Aminah").nik is None
    assert Worker.objects.get(nik=SITI[1]) == owner


def test_row_left_out_is_not_written(tmp_path, regency):
    batch = stage(tmp_path, SITI, BUDI, scope=regency)

    decisions.skip(batch, 0)
    batches.apply(batch, by=None)

    assert list(Worker.objects.values_list("name", flat=True)) == ["Budi Santoso"]


def test_saved_row_is_not_decided_again(tmp_path, regency):
    batch = stage(tmp_path, SITI, scope=regency)
    batches.apply(batch, by=None)

    with pytest.raises(RuleError, match="saved already"):
        decisions.skip(batch, 0)


# Suggestions


def test_clear_suggestions_are_accepted_together(tmp_path, office, regency, regions):
    known = {}
    for name in ("Siti Aminah", "Budi Santoso"):
        known[name] = make_worker(office, name, nik=None, sex="")
        appoint(known[name], "PSM", regions["35.13.19.2003"])
    bare = [
        person(one, **{"NIK": None, "Tanggal Lahir": None, "HP": None, "Desa": None}) for one in (SITI, BUDI)
    ]
    batch = stage(tmp_path, *bare, scope=regency)
    assert [row(batch, number).reason for number in (0, 1)] == ["name_district"] * 2

    assert decisions.accept_suggestions(batch) == 2

    assert [row(batch, number).worker for number in (0, 1)] == list(known.values())


def test_suggestion_that_two_rows_share_is_not_clear(tmp_path, office, regency, regions):
    siti = make_worker(office, "Siti Aminah", nik=None, sex="")
    appoint(siti, "PSM", regions["35.13.19.2003"])
    batch = stage(tmp_path, BARE, BARE, scope=regency)

    assert decisions.accept_suggestions(batch) == 0
    assert actions(batch) == ["choose", "choose"]


# Cells


def test_cell_is_read_as_typed(tmp_path, regency):
    batch = stage(tmp_path, person(SITI, **{"Tanggal Lahir": "31/02/1980"}), scope=regency)
    assert [issue["code"] for issue in row(batch).issues] == ["birth_date_invalid"]

    mended = decisions.correct(batch, 0, field="birth_date", text="4 Mei 1980")
    batches.apply(batch, by=None)

    assert (mended.values.get("birth_date"), mended.issues) == ("1980-05-04", [])
    assert Worker.objects.get().birth_date == date(1980, 5, 4)


def test_cell_left_empty_is_no_fault(tmp_path, regency):
    batch = stage(tmp_path, person(SITI, HP="08123"), scope=regency)

    mended = decisions.correct(batch, 0, field="phone", text="")

    assert (mended.values.get("phone"), mended.issues) == (None, [])


def test_what_was_read_is_kept_beside_what_was_typed(tmp_path, regency):
    batch = stage(tmp_path, person(SITI, HP="08123"), scope=regency)

    mended = decisions.correct(batch, 0, field="phone", text="081299990000")

    assert (mended.raw["cells"]["phone"], mended.corrections) == ("08123", {"phone": "081299990000"})


def test_district_put_right_keeps_the_village(tmp_path, regency):
    batch = stage(tmp_path, person(SITI, Kecamatan="Dringgu Baru"), scope=regency)
    assert row(batch).values.get("village") is None

    mended = decisions.correct(batch, 0, field="district", text="Kec. Dringu")

    assert (mended.values.get("district"), mended.values.get("village")) == ("35.13.19", "35.13.19.2003")


@pytest.mark.parametrize("text", ["Kalirejo", "Desa Kalirejo, Kec. Dringu", "35.13.19.2003"])
def test_village_is_put_right_by_name_or_code(text, tmp_path, regency):
    batch = stage(tmp_path, person(SITI, Desa="Kalirjeo Wetan"), scope=regency)

    mended = decisions.correct(batch, 0, field="village", text=text)

    assert (mended.values.get("village"), mended.action) == ("35.13.19.2003", "create")


def test_unknown_field_is_refused(tmp_path, regency):
    batch = stage(tmp_path, SITI, scope=regency)

    with pytest.raises(RuleError, match="no such column"):
        decisions.correct(batch, 0, field="mother", text="x")


def test_same_wrong_cell_is_put_right_everywhere(tmp_path, regency):
    wrong = {"Desa": "Kalirjeo Wetan"}
    batch = stage(tmp_path, person(SITI, **wrong), person(BUDI, **wrong), BUDI, scope=regency)
    (issue,) = [one for one in row(batch).issues if one["code"] == "region_unknown"]
    asked = {name: issue[name] for name in ("field", "code", "message")}

    assert decisions.correct_alike(batch, **asked, text="Kalirejo") == 2

    assert [row(batch, number).values.get("village") for number in (0, 1)] == ["35.13.19.2003"] * 2
    with pytest.raises(RuleError, match="put right already"):
        decisions.correct_alike(batch, **asked, text="Kalirejo")


CELLS = {"field": "village", "code": "region_unknown", "message": "?"}


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("reading", "worked on"),
        ("applying", "worked on"),
        ("undone", "not waiting"),
    ],
)
@pytest.mark.parametrize(
    "act",
    [
        lambda batch: decisions.correct_alike(batch, **CELLS, text="Kalirejo"),
        lambda batch: together.take_suggestions(batch, **CELLS),
        lambda batch: decisions.accept_suggestions(batch),
        lambda batch: blanks.clear(batch, "phone"),
        lambda batch: blanks.keep(batch, "phone"),
    ],
    ids=["apply to all", "as suggested", "suggestions", "empty", "keep"],
)
def test_rows_of_an_import_at_work_or_undone_are_left_alone(act, state, why, tmp_path, regency):
    batch = stage(tmp_path, SITI, scope=regency)
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)

    with pytest.raises(RuleError, match=why):
        act(batch)


def test_spelling_is_learnt_by_those_who_may(tmp_path, regency, administrator, operator):
    batch = stage(tmp_path, person(SITI, Desa="Kalirjeo Wetan"), scope=regency)
    asked = {"field": "village", "wrong": "Kalirjeo Wetan", "text": "Kalirejo"}

    with pytest.raises(RuleError, match="Only an administrator"):
        decisions.remember_spelling(batch, **asked, by=operator)
    decisions.remember_spelling(batch, **asked, by=administrator)

    assert RegionName.objects.get().region.code == "35.13.19.2003"
    again = stage(tmp_path, person(SITI, Desa="Kalirjeo Wetan"), scope=regency)
    assert row(again).values.get("village") == "35.13.19.2003"


def test_spelling_of_several_regions_is_not_learnt(tmp_path, regency, administrator):
    batch = stage(tmp_path, SITI, scope=regency)

    with pytest.raises(RuleError, match="Choose one region"):
        decisions.remember_spelling(batch, field="village", wrong="X", text="Nirwana", by=administrator)


# Discarding


def test_discarded_import_is_gone_with_its_file(
    tmp_path, regency, settings, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    batch = stage(tmp_path, SITI, scope=regency, keep_file=True)
    path = Path(batch.file.path)
    assert path.stat().st_mode & 0o777 == 0o600

    with django_capture_on_commit_callbacks(execute=True):
        decisions.discard(batch)

    assert not ImportBatch.objects.exists()
    assert not path.exists()


def test_discarding_what_is_left_keeps_what_was_saved(tmp_path, regency, two_sitis):
    batch = stage(tmp_path, BUDI, BARE, scope=regency)
    batch = batches.apply(batch, by=None)

    decisions.discard(batch)

    batch.refresh_from_db()
    assert (batch.state, batch.rows.count(), batch.counts["read"]) == ("applied", 1, 1)
    assert Worker.objects.filter(name="Budi Santoso").exists()


@pytest.mark.django_db(transaction=True)
def test_row_is_not_decided_while_it_is_being_saved(tmp_path, regency, way):
    batch = stage(tmp_path, SITI, scope=regency)

    said = outcome_beside(lambda: batches.apply(batch, by=None), lambda: decisions.skip(batch, 0))

    assert str(said) == "This row is saved already. Reload the page to see how it stands."
    assert Worker.objects.count() == 1
