"""Where people belong: kept by triggers on every path, and nobody seen from elsewhere."""

import threading
from datetime import date
from functools import partial

import pytest
from django.db import connection, transaction

from registry.models import Appointment, Region, Worker, WorkerPlace, place_sql
from tests.factories import appoint, make_office, make_regions, make_worker

OURS, THEIRS, PROVINCE = "35.13", "35.14", "35"
VILLAGE, OTHER_VILLAGE = "35.13.19.2003", "35.14.14.1001"


def places(worker):
    return set(WorkerPlace.objects.filter(worker=worker).values_list("region__code", "name_key"))


def codes(worker):
    return {code for code, _name in places(worker)}


def test_person_belongs_where_his_office_registered_him(office):
    assert places(make_worker(office, "Moh. Toha, S.Sos")) == {
        (PROVINCE, "muhammad toha"),
        (OURS, "muhammad toha"),
    }


def test_post_elsewhere_adds_a_place_and_its_end_leaves_it(office, regions):
    worker = make_worker(office)

    appoint(worker, "PSM", regions[OTHER_VILLAGE], end=date(2019, 1, 1))

    assert codes(worker) == {PROVINCE, OURS, THEIRS}


def test_deleted_post_takes_its_place_with_it_but_no_other(office, regions):
    worker = make_worker(office)
    one = appoint(worker, "PSM", regions[OTHER_VILLAGE])
    two = appoint(worker, "TKSK", regions["35.14.14"])

    one.delete()
    assert codes(worker) == {PROVINCE, OURS, THEIRS}
    two.delete()
    assert codes(worker) == {PROVINCE, OURS}


def test_moved_post_moves_its_place(office, regions):
    worker = make_worker(office)
    post = appoint(worker, "PSM", regions[OTHER_VILLAGE])

    Appointment.objects.filter(pk=post.pk).update(region=regions[VILLAGE])

    assert codes(worker) == {PROVINCE, OURS}


def test_post_given_to_somebody_else_moves_with_him(office, regions):
    before, after = make_worker(office), make_worker(office)
    post = appoint(before, "PSM", regions[OTHER_VILLAGE])

    Appointment.objects.filter(pk=post.pk).update(worker=after)

    assert (codes(before), codes(after)) == ({PROVINCE, OURS}, {PROVINCE, OURS, THEIRS})


def test_person_taken_over_by_another_office_moves(office, other_office):
    worker = make_worker(office)

    Worker.objects.filter(pk=worker.pk).update(office=other_office)

    assert codes(worker) == {PROVINCE, THEIRS}


def test_new_name_sorts_anew(office):
    worker = make_worker(office, "Aminah")

    worker.name = "Zubaidah"
    worker.save()

    assert places(worker) == {(PROVINCE, "zubaidah"), (OURS, "zubaidah")}


def test_deleted_person_has_no_place(office, regions):
    worker = make_worker(office)
    appoint(worker, "PSM", regions[VILLAGE])

    Worker.objects.filter(pk=worker.pk).delete()

    assert WorkerPlace.objects.count() == 0


def test_people_follow_their_office_and_their_village_into_another_regency(office, regions):
    worker = make_worker(office)
    appoint(worker, "PSM", regions[VILLAGE])
    district, village = regions["35.13.19"], regions[VILLAGE]

    Region.objects.filter(pk__in=[district.pk, village.pk]).update(regency=regions[THEIRS])
    assert codes(worker) == {PROVINCE, OURS, THEIRS}
    office.region = regions[THEIRS]
    office.save()
    assert codes(worker) == {PROVINCE, THEIRS}


def test_person_of_the_ministry_without_a_post_has_no_place(db):
    regions = make_regions("ID nation nation Indonesia")

    assert codes(make_worker(make_office(regions["ID"]))) == set()


@pytest.mark.parametrize("code", ["ID", PROVINCE, OURS, THEIRS, "35.13.19", VILLAGE])
def test_scope_sees_whom_its_posts_and_offices_name(code, office, other_office, regions):
    here, there, both = (make_worker(one) for one in (office, other_office, office))
    appoint(here, "PSM", regions[VILLAGE])
    appoint(both, "PSM", regions[VILLAGE], end=date(2019, 1, 1))
    appoint(both, "TKSK", regions["35.14.14"])
    expected = {
        "ID": {here, there, both},
        PROVINCE: {here, there, both},
        OURS: {here, both},
        THEIRS: {there, both},
        "35.13.19": {here, both},
        VILLAGE: {here, both},
    }

    seen = Worker.objects.listed_for(regions[code]).order_by("sort_name", "sort_id")

    assert list(seen) == sorted(expected[code], key=lambda worker: (worker.name_key, worker.pk))


def add_while_deleting(adds_first: bool) -> set[str]:
    """The places of somebody whose one post is deleted while another session gives him a second one there."""
    regions = make_regions()
    worker = make_worker(make_office(regions[OURS]))
    dropped = appoint(worker, "PSM", regions[OTHER_VILLAGE])
    acts = [dropped.delete, partial(appoint, worker, "TKSK", regions["35.14.14"])]
    first, second = reversed(acts) if adds_first else acts
    done = threading.Event()

    def follow():
        done.wait()
        second()  # waits for the first to commit, where the triggers lock
        connection.close()

    thread = threading.Thread(target=follow)
    thread.start()
    with transaction.atomic():
        first()
        done.set()
        thread.join(timeout=0.5)
    thread.join()
    return codes(worker)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("adds_first", [True, False])
def test_post_added_while_another_is_deleted_keeps_its_place(adds_first):
    assert add_while_deleting(adds_first) == {PROVINCE, OURS, THEIRS}


@pytest.fixture
def without_lock(transactional_db):
    """The triggers of the places as they would be if none waited for another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE strpos(prosrc, %s) > 0", [place_sql.LOCK]
        )
        functions = [definition for (definition,) in cursor.fetchall()]
        for definition in functions:
            cursor.execute(definition.replace(place_sql.LOCK, ""))
        yield
        for definition in functions:
            cursor.execute(definition)


def test_place_is_lost_where_the_triggers_do_not_wait(without_lock):
    """The control: the test above would see the race if nothing prevented it."""
    assert add_while_deleting(adds_first=True) == {PROVINCE, OURS}
