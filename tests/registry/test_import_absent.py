"""Who is on the roster but not in a file: looked for where the file speaks of, and nowhere else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.imports import batches
from registry.imports.absent import absent_posts
from registry.imports.review import decisions
from registry.models import Appointment, ImportBatch
from tests.factories import appoint, make_worker
from tests.registry.imports.staged import BUDI, SITI, person, stage

KALIREJO, NGEPOH, PESISIR, DRINGU = "35.13.19.2003", "35.13.19.2005", "35.13.18.2001", "35.13.19"
BARE = person(SITI, NIK=None, **{"Tanggal Lahir": None}, HP=None, Desa=None)


@pytest.fixture
def make(office, regions):
    """A function that registers somebody in a post."""

    def make(name, role="PSM", code=KALIREJO, **how):
        worker = make_worker(office, name, nik=how.pop("nik", None), sex="")
        appoint(worker, role, regions[code], **how)
        return worker

    return make


def absent(batch: ImportBatch) -> list[str]:
    """The names of those who hold a post the file should have told of."""
    posts = absent_posts(batch, on=batch.created_at.date())
    return sorted(posts.values_list("worker__name", flat=True))


def test_who_holds_a_role_of_the_file_in_its_district_is_missed(make, office, tmp_path):
    make("Siti Aminah", nik=SITI[1])
    make("Wahyu Nugroho", code=NGEPOH)

    assert absent(stage(tmp_path, SITI, scope=office.region)) == ["Wahyu Nugroho"]


@pytest.mark.parametrize(
    ("role", "code"), [("PSM", PESISIR), ("TKSK", DRINGU)], ids=["another district", "another role"]
)
def test_nobody_is_missed_where_the_file_says_nothing(role, code, make, office, tmp_path):
    make("Wahyu Nugroho", role, code)

    assert absent(stage(tmp_path, SITI, scope=office.region)) == []


def test_role_is_looked_for_in_every_district_of_the_file(make, office, tmp_path):
    """A sheet that lists the TKSK of one district and the PSM of the next misses the TKSK of the latter."""
    make("Wahyu Nugroho", "TKSK", "35.13.18")
    tksk = person(BUDI, Unsur="TKSK", Desa=None)
    psm = person(SITI, Desa="Pesisir", Kecamatan="Gending")

    assert absent(stage(tmp_path, tksk, psm, scope=office.region)) == ["Wahyu Nugroho"]


def test_who_left_the_post_is_not_missed(make, office, tmp_path):
    worker = make("Wahyu Nugroho")
    post = worker.appointments.get()
    Appointment.objects.filter(pk=post.pk).update(service=("2015-01-01", "2019-01-01"), end_reason="term")

    assert absent(stage(tmp_path, SITI, scope=office.region)) == []


def test_who_may_be_meant_by_an_open_row_is_missed_only_once_it_is_decided(make, office, operator, tmp_path):
    first, second = make("Siti Aminah"), make("Siti Aminah", code=NGEPOH)
    batch = stage(tmp_path, BARE, scope=office.region)
    assert absent(batch) == []

    decisions.choose(batch, 0, worker=first.pk, by=operator)

    assert list(absent_posts(batch, on=batch.created_at.date()).values_list("worker", flat=True)) == [
        second.pk
    ]


def test_row_left_out_still_speaks_of_its_person(make, office, tmp_path):
    make("Siti Aminah")
    batch = stage(tmp_path, BARE, scope=office.region)

    decisions.skip(batch, 0)

    assert absent(batch) == []


def test_who_was_just_registered_is_in_the_file(make, office, tmp_path):
    make("Wahyu Nugroho")

    batch = batches.apply(stage(tmp_path, SITI, scope=office.region), by=None)

    assert absent(batch) == ["Wahyu Nugroho"]


# The tab


def test_tab_lists_them_with_their_post_to_be_ended(make, office, login, operator, tmp_path):
    wahyu = make("Wahyu Nugroho")
    batch = stage(tmp_path, SITI, scope=office.region)

    page = login(operator).get(batch.get_absolute_url(), {"show": "absent"})

    missing = page.context["page"].absent
    assert [(row.pk, row.tick) for row in missing.rows] == [(wahyu.pk, wahyu.appointments.get().pk)]
    assert (missing.roles, missing.districts, missing.may_end) == (["PSM"], ["Kec. Dringu"], True)


def test_nothing_happens_to_them_by_saving(make, office, tmp_path):
    wahyu = make("Wahyu Nugroho")

    batches.apply(stage(tmp_path, SITI, scope=office.region), by=None)

    assert wahyu.appointments.get().service.upper is None


def test_tab_takes_as_many_statements_for_many(make, office, login, operator, tmp_path):
    client, batch = login(operator), stage(tmp_path, SITI, scope=office.region)
    counts = []
    for number in (1, 9):
        for _person in range(number):
            make("Wahyu Nugroho")
        with CaptureQueriesContext(connection) as statements:
            client.get(batch.get_absolute_url(), {"show": "absent"})
        counts.append(len(statements))

    assert counts[0] == counts[1]
