"""Staging and saving a roster: once, completely, as it was shown, and in a constant number of statements."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.imports import batches, kinds
from registry.imports.review import decisions
from registry.models import Appointment, ImportBatch, Region, RegionChange, Worker
from tests.factories import appoint, make_user, make_worker
from tests.registry.imports.staged import BUDI, NURUL, SITI, actions, person, row, sheet, stage
from welfare.errors import RuleError

Mode = ImportBatch.Mode


@pytest.fixture
def regency(office):
    return office.region


def posts():
    """Who serves where, by name and code of the region."""
    return set(
        Appointment.objects.filter(service__upper_inf=True).values_list("worker__name", "region__code")
    )


def test_saving_makes_people_with_their_posts(tmp_path, regency):
    batch = stage(tmp_path, SITI, BUDI, scope=regency)

    batch = batches.apply(batch, by=None)

    assert batch.state == "applied"
    assert (batch.counts["read"], actions(batch)) == (2, ["create", "create"])
    assert posts() == {("Siti Aminah", "35.13.19.2003"), ("Budi Santoso", "35.13.19.2005")}
    assert Worker.objects.get(nik=SITI[1]).phone_written == SITI[3]


def test_saving_twice_is_refused_and_writes_nothing(tmp_path, regency):
    batch = batches.apply(stage(tmp_path, SITI, scope=regency), by=None)

    with pytest.raises(RuleError, match="Everything that is decided has been saved"):
        batches.apply(batch, by=None)

    assert Worker.objects.count() == Appointment.objects.count() == 1


def test_same_file_again_changes_nothing(tmp_path, regency):
    batches.apply(stage(tmp_path, SITI, BUDI, scope=regency), by=None)
    before = list(Worker.objects.order_by("pk").values())

    again = stage(tmp_path, SITI, BUDI, scope=regency)
    again = batches.apply(again, by=None)

    assert actions(again) == ["same", "same"]
    assert list(Worker.objects.order_by("pk").values()) == before


def test_blank_cell_leaves_what_is_recorded(tmp_path, regency):
    batches.apply(stage(tmp_path, SITI, scope=regency), by=None)

    again = stage(tmp_path, person(SITI, HP=None), scope=regency)

    assert actions(again) == ["same"]


def test_name_without_its_titles_leaves_the_titles_that_are_recorded(tmp_path, regency):
    batches.apply(stage(tmp_path, person(SITI, Nama="Hj. Siti Aminah, S.Sos."), scope=regency), by=None)

    again = stage(tmp_path, SITI, scope=regency)

    assert actions(again) == ["same"]


def test_number_known_elsewhere_is_an_error_that_names_nobody(tmp_path, regency, other_office):
    make_worker(other_office, "Rahasia Benar", nik=SITI[1])

    batch = stage(tmp_path, SITI, BUDI, scope=regency)

    (issue,) = row(batch).issues
    assert actions(batch) == ["error", "create"]
    assert issue["code"] == "nik_elsewhere"
    assert row(batch).candidates == []
    assert "Rahasia" not in str([row(batch).values, issue])


def test_row_from_outside_the_scope_is_refused_by_its_number(tmp_path, regions, regency):
    bangil = person(NURUL, Desa="Kauman", Kecamatan="Bangil")

    batch = stage(tmp_path, SITI, bangil, scope=regency)

    assert actions(batch) == ["create", "error"]
    assert (row(batch, 1).row, row(batch, 1).reason) == (3, "region_outside_scope")
    batches.apply(batch, by=None)
    assert posts() == {("Siti Aminah", "35.13.19.2003")}


# What moved since the preview


def test_row_that_would_overwrite_an_unseen_change_goes_back(tmp_path, office, regency):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1], phone="+6281111111111")
    batch = stage(tmp_path, SITI, BUDI, scope=regency)
    Worker.objects.filter(pk=siti.pk).update(phone="+6282222222222")

    batch = batches.apply(batch, by=None)

    siti.refresh_from_db()
    assert siti.phone == "+6282222222222"
    assert [(row(batch).action, row(batch).reason), row(batch, 1).action] == [("choose", "moved"), "create"]


def test_row_that_moved_stays_until_somebody_decides_it(tmp_path, office, regency, operator):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1], phone="+6281111111111")
    batch = stage(tmp_path, SITI, scope=regency)
    Worker.objects.filter(pk=siti.pk).update(phone="+6282222222222")
    batch = batches.apply(batch, by=None)

    batch = batches.restage(batch)
    assert (row(batch).action, row(batch).reason) == ("choose", "moved")
    decisions.choose(batch, 0, worker=siti.pk, by=operator)
    batches.apply(batch, by=None)

    siti.refresh_from_db()
    assert siti.phone == "+6281234500001"


def test_person_made_meanwhile_is_not_made_twice(tmp_path, office, regency):
    batch = stage(tmp_path, SITI, scope=regency)
    make_worker(office, "Siti Aminah", nik=SITI[1])

    batch = batches.apply(batch, by=None)

    assert Worker.objects.count() == 1
    assert row(batch).reason == "moved"


def test_preview_is_stale_once_anything_changed(tmp_path, office, regency):
    batch = stage(tmp_path, SITI, scope=regency)
    assert not batches.is_stale(batch)

    make_worker(office)

    assert batches.is_stale(batch)


def test_row_of_a_village_that_went_meanwhile_goes_back_to_review(tmp_path, regency, regions):
    batch = stage(tmp_path, SITI, BUDI, scope=regency)
    village = regions["35.13.19.2003"]
    Region.objects.filter(pk=village.pk).update(validity=(None, date(2020, 1, 1)))
    RegionChange.objects.create(
        before=village, kind="retired", decree="Kepmendagri", on=date(2020, 1, 1), old_code=village.code
    )

    batch = batches.apply(batch, by=None)

    assert posts() == {("Budi Santoso", "35.13.19.2005")}
    assert row(batch).applied_at is None


# Rows that are left


def test_rows_left_are_saved_later_and_only_they(tmp_path, office, regency, operator):
    twin = make_worker(office, "Budi Santoso", nik=None, sex="")
    batch = stage(tmp_path, SITI, BUDI, scope=regency)
    assert actions(batch) == ["create", "choose"]
    batch = batches.apply(batch, by=None)
    assert Worker.objects.count() == 2

    decisions.register(batch, 1)
    batch = batches.apply(batch, by=None)

    assert Worker.objects.exclude(pk=twin.pk).count() == 2
    assert batch.rows.filter(applied_at=None).count() == 0


def test_row_left_does_not_take_the_person_just_made(tmp_path, regency):
    """Two rows of one person: the first is saved, the other still asks and is not quietly written."""
    batch = stage(tmp_path, SITI, person(SITI, HP="081234509999"), scope=regency)
    assert actions(batch) == ["create", "choose"]

    batch = batches.apply(batch, by=None)

    assert (row(batch, 1).action, row(batch, 1).applied_at) == ("choose", None)
    assert Worker.objects.get().phone == "+6281234500001"


# Modes and rights


def test_adding_changes_nobody(tmp_path, office, regency):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1], phone="+6281111111111")

    batch = batches.apply(stage(tmp_path, SITI, BUDI, scope=regency, mode=Mode.ADD), by=None)

    siti.refresh_from_db()
    assert (siti.phone, row(batch).action, row(batch).reason) == ("+6281111111111", "same", "mode_add")
    assert Worker.objects.count() == 2


def test_updating_adds_nobody(tmp_path, office, regency):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1], phone="+6281111111111")

    batch = batches.apply(stage(tmp_path, SITI, BUDI, scope=regency, mode=Mode.UPDATE), by=None)

    siti.refresh_from_db()
    assert (siti.phone, row(batch, 1).reason) == ("+6281234500001", "mode_update")
    assert Worker.objects.count() == 1


@pytest.mark.parametrize(
    ("permissions", "mode"),
    [
        (["add_worker"], Mode.UPDATE),
        (["add_worker"], Mode.BOTH),
        (["change_worker"], Mode.ADD),
        ([], Mode.ADD),
    ],
)
def test_mode_beyond_the_rights_is_refused(permissions, mode, tmp_path, office, django_user_model):
    user = make_user(None, office.region, office=office)
    user.user_permissions.set(user.user_permissions.model.objects.filter(codename__in=permissions))

    with pytest.raises(RuleError, match="not import in this mode"):
        stage(tmp_path, SITI, scope=office.region, by=user, mode=mode)

    assert not ImportBatch.objects.exists()


def test_rights_are_asked_again_when_saving(tmp_path, regency, operator, supervisor):
    batch = stage(tmp_path, SITI, scope=regency, by=operator)

    with pytest.raises(RuleError, match="not import in this mode"):
        batches.apply(batch, by=supervisor)

    assert not Worker.objects.exists()


# Posts


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("transfer", {("Siti Aminah", "35.13.19.2003")}),
        ("second", {("Siti Aminah", "35.13.19.2003"), ("Siti Aminah", "35.13.18.2001")}),
        ("leave", {("Siti Aminah", "35.13.18.2001")}),
    ],
)
def test_differing_post_is_what_the_person_decided(
    post, expected, tmp_path, office, regency, regions, operator
):
    siti = make_worker(
        office, "Siti Aminah", nik=SITI[1], phone="+6281234500001", birth_date=date(1980, 5, 4)
    )
    appoint(siti, "PSM", regions["35.13.18.2001"])
    batch = stage(tmp_path, SITI, scope=regency)
    assert row(batch).reason == "post_mismatch"

    decisions.choose(batch, 0, worker=siti.pk, post=post, by=operator)
    batches.apply(batch, by=None)

    assert posts() == expected


def test_transfer_ends_the_old_post_as_transferred(tmp_path, office, regency, regions, operator):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1])
    old = appoint(siti, "PSM", regions["35.13.18.2001"])
    other = appoint(siti, "TKSK", regions["35.13.18"])
    batch = stage(tmp_path, SITI, scope=regency)

    decisions.choose(batch, 0, worker=siti.pk, post="transfer", by=operator)
    batches.apply(batch, by=None)

    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.end_reason, old.service.upper) == ("transferred", timezone.localdate())
    assert other.end_reason == ""
    assert siti.appointments.get(region__code="35.13.19.2003").service.lower == timezone.localdate()


def test_who_comes_back_to_a_post_begins_after_he_left_it(tmp_path, office, regency, regions):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1])
    appoint(siti, "PSM", regions["35.13.19.2003"], start=date(2015, 1, 1), end=date(2020, 1, 1))

    batches.apply(stage(tmp_path, SITI, scope=regency), by=None)

    again = siti.appointments.get(service__upper_inf=True)
    assert (again.region.code, again.service.lower) == ("35.13.19.2003", date(2020, 1, 1))


# The database


def test_broken_rule_refuses_everything_in_its_own_words(tmp_path, regency, monkeypatch):
    batch = stage(tmp_path, SITI, BUDI, scope=regency)
    batch.rows.filter(position=1).update(values=row(batch, 1).values | {"nik": "12"})

    with pytest.raises(RuleError, match="A NIK has 16 digits") as caught:
        batches.apply(batch, by=None)

    assert BUDI[1] not in str(caught.value)
    assert not Worker.objects.exists()
    assert row(batch).applied_at is None


def test_failure_halfway_leaves_nothing_half_written(tmp_path, regency, monkeypatch):
    batch = stage(tmp_path, SITI, scope=regency)
    kind = kinds.get("roster")
    write = kind.write

    def write_and_die(batch, *, by):
        write(batch, by=by)
        raise SystemError

    monkeypatch.setattr(kind, "write", write_and_die)
    with pytest.raises(SystemError):
        batches.apply(batch, by=None)
    batch.refresh_from_db()
    assert (Worker.objects.count(), batch.state) == (0, "review")

    monkeypatch.undo()
    batches.apply(batch, by=None)
    assert Worker.objects.count() == 1


def many(count: int) -> list[tuple]:
    """So many people, a third of them with a mistake that asks or a cell that cannot be read."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [
        (
            f"Orang {letters[number % 26]}{letters[number // 26 % 26]} Contoh",
            f"35131944058{number:05}",
            "31/02/1980" if number % 3 == 0 else "4/5/1980",
            f"0812345{number:05}",
            "PSM",
            "Kalirejo",
            "Dringu",
        )
        for number in range(count)
    ]


def statements(act) -> int:
    """How many statements `act` takes, besides those that begin and end transactions."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("act", ["stage", "restage", "apply"])
def test_statements_do_not_grow_with_the_sheet(act, tmp_path, regency):
    counted = set()
    for number in (8, 264, 995):
        path = sheet(tmp_path / f"{number}.xlsx", *many(number))
        staged = batches.stage(path, kind="roster", scope=regency, by=None)
        acts = {
            "stage": lambda path=path: batches.stage(path, kind="roster", scope=regency, by=None),
            "restage": lambda batch=staged: batches.restage(batch),
            "apply": lambda batch=staged: batches.apply(batch, by=None),
        }
        counted.add(statements(acts[act]))
        Appointment.objects.all().delete()
        Worker.objects.all().delete()

    assert len(counted) == 1, counted


# Two at once


class Meeting:
    """Lets two threads meet inside `write`, if nothing keeps them apart."""

    def __init__(self, kind):
        self.write, self.barrier = kind.write, threading.Barrier(2)

    def __call__(self, batch, *, by):
        with suppress(threading.BrokenBarrierError):
            self.barrier.wait(timeout=1)
        self.write(batch, by=by)


def save_both(staged: list[ImportBatch]) -> None:
    """Save all of them at once."""

    def save(batch):
        try:
            batches.apply(batch, by=None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[batch]) for batch in staged]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("locks", "people"), [(True, 1), (False, 2)], ids=["locked", "control"])
def test_imports_of_one_regency_are_saved_one_after_the_other(locks, people, tmp_path, office, monkeypatch):
    """Without the lock both would register the same person: the control shows that the test can fail."""
    siti = person(SITI, NIK=None)
    staged = [stage(tmp_path, siti, scope=office.region) for _ in range(2)]
    monkeypatch.setattr(kinds.get("roster"), "write", Meeting(kinds.get("roster")))
    if not locks:
        monkeypatch.setattr(batches, "lock_regencies", lambda scope: None)

    save_both(staged)

    assert Worker.objects.count() == people
