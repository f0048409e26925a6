"""The seats of the nation, summed by the database, are those counted region by region."""

from datetime import date

import pytest

from registry.coverage import seats_by_area
from registry.models import Role, RoleQuota
from registry.nationwide import seats_by_province
from tests.factories import appoint, make_user, make_worker

DAY = date(2024, 6, 12)


@pytest.fixture
def people(office, regions):
    """PSM in two villages, acting in two; TKSK of a regency and a district; one who left, and a mistake."""
    for code in ("35.13.19.2003", "35.13.19.2003", "35.13.18.2001"):
        appoint(make_worker(office), "PSM", regions[code])
    appoint(make_worker(office), "PSM", regions["35.13.19.2005"], end=date(2020, 1, 1))
    appoint(make_worker(office), "TKSK", regions["35.13"])
    appoint(make_worker(office), "TKSK", regions["35.13.19"])
    appoint(make_worker(office), "TAGANA", regions["35.13"])
    mistaken = appoint(make_worker(office), "TKSK", regions["35.13.18"], end=date(2026, 1, 1))
    type(mistaken).objects.filter(pk=mistaken.pk).update(end_reason="mistake")
    for code in ("35.13.19.2003", "35.13.18.2002"):  # one covers a seat, one is too many
        appoint(make_worker(office), "PSM", regions[code], is_acting=True)


EXCEPTIONS = {
    "none": [],
    "of villages": [("PSM", "35.13.19.2003", 2), ("PSM", "35.13.18.2001", 0)],
    "of a district": [("PSM", "35.13.19", 5)],
    "of a regency": [("TKSK", "35.13", 14), ("TAGANA", "35.13", 3)],
    "one above another": [("PSM", "35.13", 7), ("PSM", "35.13.19", 5), ("PSM", "35.13.19.2003", 2)],
}


@pytest.mark.parametrize("exceptions", EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_seats_are_those_counted_region_by_region(exceptions, people, regions):
    for role, code, quota in exceptions:
        RoleQuota.objects.create(
            role=Role.objects.get(code=role), region=regions[code], quota=quota, reason="Luas"
        )

    assert seats_by_province(on=DAY) == seats_by_area(regions["ID"], on=DAY, level="province")


def test_statements_are_fixed(people, django_assert_num_queries):
    with django_assert_num_queries(4):
        seats_by_province(on=DAY)


def test_ministry_sees_the_seats_of_each_province(people, regions, login):
    ministry = make_user("supervisor", regions["ID"], language="en")

    response = login(ministry).get("/")

    shown = {seats.role.code: (seats.filled, seats.quota) for seats in response.context["seats"]}
    assert shown["TKSK"] == (1, Role.objects.get(code="TKSK").quota * 4)
    assert [(tile.label, tile.value) for tile in response.context["tiles"]][:1] == [("Jawa Timur", 3)]
