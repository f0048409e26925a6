"""What the four groups may do, and where."""

import pytest

from registry import access
from registry.models import Worker
from tests.factories import appoint, make_user, make_worker


def test_group_above_ones_own_cannot_be_granted(operator, regions):
    assert access.may_grant(operator, groups=["supervisor"], scope=regions["35.13"])
    assert not access.may_grant(operator, groups=["administrator"], scope=regions["35.13"])


def test_scope_outside_ones_own_cannot_be_granted(administrator, regions):
    assert access.may_grant(administrator, groups=["operator"], scope=regions["35.13.19"])
    assert not access.may_grant(administrator, groups=["operator"], scope=regions["35.14"])
    assert not access.may_grant(administrator, groups=["operator"], scope=regions["35"])


def test_supervisor_never_sees_a_full_nik(supervisor, operator):
    assert access.sees_personal(operator)
    assert not access.sees_personal(supervisor)


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ("ID", {"A", "B", "C"}),
        ("35", {"A", "B"}),
        ("35.13", {"A"}),
        ("35.13.19.2003", {"A"}),
        ("35.13.18", set()),
    ],
)
def test_worker_is_seen_where_he_serves(scope, seen, regions, office, other_office):
    far_office_worker = {"A": (office, "35.13.19.2003"), "B": (other_office, "35.14.14.1001")}
    for name, (registered_by, place) in far_office_worker.items():
        appoint(make_worker(registered_by, name), "PSM", regions[place])
    appoint(make_worker(other_office, "C"), "PSM", regions["36.71.01.1001"])
    Worker.objects.filter(name="C").update(office=_office_in(regions["36.71"]))

    workers = Worker.objects.visible_to(make_user("supervisor", regions[scope]))

    assert set(workers.values_list("name", flat=True)) == seen


def _office_in(region):
    from tests.factories import make_office

    return make_office(region, town="Tangerang")


def test_worker_stays_visible_where_he_once_served(regions, office, stranger):
    worker = make_worker(office)
    appoint(worker, "PSM", regions["35.14.14.1001"], end="2019-01-01")

    assert Worker.objects.visible_to(stranger).get() == worker


def test_province_edits_only_whom_it_registered(regions, office):
    province_office = _office_in(regions["35"])
    user = make_user("operator", regions["35"], office=province_office)
    appoint(make_worker(office, "Regency's"), "PSM", regions["35.13.19.2003"])
    make_worker(province_office, "Province's")

    assert Worker.objects.visible_to(user).count() == 2
    assert [worker.name for worker in Worker.objects.editable_by(user)] == ["Province's"]
