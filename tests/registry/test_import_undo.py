"""Undoing an import: what it made goes, what it changed is as it was, what was edited since stays.

A test is one transaction, in which a context of the history lasts: later edits have one of their own.
"""

from datetime import date

import pytest

from registry.imports import batches
from registry.imports.review import decisions
from registry.imports.undo import kept_names, undo
from registry.models import Appointment, AppointmentDecree, Decree, ImportBatch, NotDuplicate, Worker
from tests.factories import appoint, make_worker
from tests.registry.imports.staged import BUDI, HEAD, NURUL, SITI, person, sheet, stage
from tests.registry.test_import_batches import statements
from welfare.errors import RuleError
from welfare.history import acting


@pytest.fixture
def regency(office):
    return office.region


def everything() -> dict:
    """All rows an import of a roster can touch, without their revisions."""
    models = (Worker, Appointment, Decree, AppointmentDecree)
    names = {model: [field.attname for field in model._meta.concrete_fields] for model in models}
    return {
        model.__name__: list(
            model.objects.order_by("pk").values(*(name for name in names[model] if name != "revision"))
        )
        for model in models
    }


def saved(folder, *people, scope, **how) -> ImportBatch:
    return batches.apply(stage(folder, *people, scope=scope, **how), by=None)


def test_undone_import_leaves_everything_as_it_was(tmp_path, office, regency, regions, operator):
    siti = make_worker(office, "Siti Aminah", nik=SITI[1], phone="+6281111111111", notes="Ketua")
    appoint(siti, "PSM", regions["35.13.18.2001"])
    before = everything()
    batch = stage(tmp_path, SITI, BUDI, NURUL, scope=regency)
    decisions.choose(batch, 0, worker=siti.pk, post="transfer", by=operator)
    batch = batches.apply(batch, by=None)
    assert everything() != before

    batch = undo(batch, by=None)

    assert everything() == before
    assert (batch.state, kept_names(batch)) == ("undone", [])


def test_decrees_go_with_their_import(tmp_path, regency):
    head = [*HEAD, "Nomor SK", "Tanggal SK"]
    path = sheet(tmp_path / "sk.xlsx", (*SITI, "188/7/2019", "2/1/2019"), head=head)
    batch = batches.apply(batches.stage(path, kind="roster", scope=regency, by=None), by=None)
    assert AppointmentDecree.objects.count() == Decree.objects.count() == 1

    undo(batch, by=None)

    assert (AppointmentDecree.objects.count(), Decree.objects.count()) == (0, 0)


def test_decree_that_names_others_by_now_stays(tmp_path, office, regency, regions):
    head = [*HEAD, "Nomor SK", "Tanggal SK"]
    path = sheet(tmp_path / "sk.xlsx", (*SITI, "188/7/2019", "2/1/2019"), head=head)
    batch = batches.apply(batches.stage(path, kind="roster", scope=regency, by=None), by=None)
    with acting(reason="appointed"):
        post = appoint(make_worker(office), "PSM", regions["35.13.18.2001"])
    with acting(reason="extended"):
        AppointmentDecree.objects.create(appointment=post, decree=Decree.objects.get())

    undo(batch, by=None)

    assert Decree.objects.get().number == "188/7/2019"
    assert not Worker.objects.filter(nik=SITI[1]).exists()


def test_person_edited_since_stays_and_is_named(tmp_path, office, regency):
    budi = make_worker(office, "Budi Santoso", nik=BUDI[1], phone="+6281111111111")
    batch = saved(tmp_path, SITI, BUDI, scope=regency)
    with acting(reason="edited"):
        Worker.objects.filter(pk=budi.pk).update(address="Jalan Baru 1")

    batch = undo(batch, by=None)

    budi.refresh_from_db()
    assert (budi.phone, budi.address) == ("+6281234500002", "Jalan Baru 1")
    assert kept_names(batch) == ["Budi Santoso"]
    assert list(Worker.objects.all()) == [budi]


def test_person_whose_post_was_ended_since_stays_whole(tmp_path, regency):
    batch = saved(tmp_path, SITI, scope=regency)
    with acting(reason="ended"):
        Appointment.objects.update(service=(None, date(2024, 1, 1)), end_reason="resigned")

    batch = undo(batch, by=None)

    assert kept_names(batch) == ["Siti Aminah"]
    assert Worker.objects.get().appointments.get().end_reason == "resigned"


def test_person_something_refers_to_by_now_stays(tmp_path, office, regency):
    batch = saved(tmp_path, SITI, BUDI, scope=regency)
    first, second = Worker.objects.order_by("pk")
    NotDuplicate.objects.create(first=first, second=make_worker(office))

    batch = undo(batch, by=None)

    assert kept_names(batch) == [first.name]
    assert not Worker.objects.filter(pk=second.pk).exists()


def test_import_saved_in_two_turns_is_undone_whole(tmp_path, office, regency):
    make_worker(office, "Budi Santoso", nik=None, sex="")
    batch = saved(tmp_path, SITI, BUDI, scope=regency)
    decisions.register(batch, 1)
    batch = batches.apply(batch, by=None)
    assert Worker.objects.count() == 3

    undo(batch, by=None)

    assert Worker.objects.count() == 1


def test_history_keeps_what_was_undone(tmp_path, regency):
    batch = saved(tmp_path, SITI, scope=regency)
    (pk,) = Worker.objects.values_list("pk", flat=True)

    undo(batch, by=None)

    history = Worker.history.rel.related_model
    labels = history.objects.filter(pgh_obj_id=pk).order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "delete"]


def test_undoing_twice_is_refused(tmp_path, regency):
    batch = undo(saved(tmp_path, SITI, scope=regency), by=None)

    with pytest.raises(RuleError, match="Nothing of this import is saved"):
        undo(batch, by=None)


def test_import_under_review_cannot_be_undone(tmp_path, regency):
    with pytest.raises(RuleError, match="Nothing of this import is saved"):
        undo(stage(tmp_path, SITI, scope=regency), by=None)


def test_undoing_takes_its_own_right(tmp_path, regency, operator, administrator):
    batch = saved(tmp_path, SITI, scope=regency)

    with pytest.raises(RuleError, match="may not undo"):
        undo(batch, by=operator)
    assert Worker.objects.count() == 1

    assert undo(batch, by=administrator).undone_by == administrator


def test_undone_import_is_not_saved_again(tmp_path, regency):
    batch = undo(saved(tmp_path, SITI, scope=regency), by=None)

    with pytest.raises(RuleError, match="not waiting to be saved"):
        batches.apply(batch, by=None)


def test_same_file_can_come_in_again_after_undoing(tmp_path, regency):
    undo(saved(tmp_path, SITI, scope=regency), by=None)

    saved(tmp_path, SITI, scope=regency)

    assert Worker.objects.get().nik == SITI[1]


def test_undoing_takes_as_many_statements_for_many(tmp_path, regency):
    counted = set()
    for people in ([SITI], [SITI, BUDI, NURUL, person(SITI, Nama="Umi Kulsum", NIK=None, HP=None)]):
        batch = saved(tmp_path, *people, scope=regency)
        counted.add(statements(lambda batch=batch: undo(batch, by=None)))

    assert len(counted) == 1
