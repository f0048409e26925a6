"""Seats against quota: who fills them, what is vacant, who is one too many."""

from datetime import date

import pytest

from registry.coverage import seats_by_area
from registry.models import Region, RoleQuota
from registry.models import Role as AnyRole
from tests.factories import appoint, make_worker

DAY = date(2019, 12, 16)


def seats(within, level="district", on=DAY):
    """code of the area -> role -> (quota, people, filled, vacant, excess, unplaced)."""
    codes = dict(Region.objects.values_list("pk", "code"))
    return {
        codes[area]: {
            row.role.code: (row.quota, row.people, row.filled, row.vacant, row.excess, row.unplaced)
            for row in rows
        }
        for area, rows in seats_by_area(within, on=on, level=level).items()
    }


def serve(office, role, region, many=1, **fields):
    for _one in range(many):
        appoint(make_worker(office), role, region, **fields)


def except_for(role, region, quota):
    RoleQuota.objects.create(
        role=AnyRole.objects.get(code=role), region=region, quota=quota, reason="Keputusan bupati"
    )


def test_empty_district_is_all_vacant(regions):
    assert seats(regions["35.13.19"]) == {
        "35.13.19": {"KASI_KESRA": (1, 0, 0, 1, 0, 0), "TKSK": (1, 0, 0, 1, 0, 0), "PSM": (3, 0, 0, 3, 0, 0)}
    }


def test_second_psm_of_a_village_fills_no_seat_next_door(office, regions):
    serve(office, "PSM", regions["35.13.19.2003"], many=2)
    serve(office, "PSM", regions["35.13.19.2004"])

    assert seats(regions["35.13.19"])["35.13.19"]["PSM"] == (3, 3, 2, 1, 1, 0)


def test_psm_without_a_village_fills_no_seat(office, regions):
    serve(office, "PSM", regions["35.13.19"])

    assert seats(regions["35.13.19"])["35.13.19"]["PSM"] == (3, 1, 0, 3, 0, 1)


@pytest.mark.parametrize(
    ("appointed", "acting", "told"),
    [
        (0, 1, (1, 0, 1, 1, 0, 0)),
        (1, 1, (2, 1, 0, 0, 0, 1)),
        (0, 2, (2, 0, 1, 1, 0, 1)),
        (0, 0, (0, 0, 1, 0, 1, 0)),
    ],
)
def test_who_acts_covers_a_seat_and_does_not_fill_it(appointed, acting, told, office, regions):
    serve(office, "TKSK", regions["35.13.19"], many=appointed)
    serve(office, "TKSK", regions["35.13.19"], many=acting, is_acting=True)

    rows = seats_by_area(regions["35.13.19"], on=DAY, level="district")[regions["35.13.19"].pk]

    (tksk,) = (row for row in rows if row.role.code == "TKSK")
    assert (
        *(tksk.people, tksk.filled, tksk.vacant),
        *(tksk.covered, tksk.uncovered, tksk.excess),
    ) == told


def test_role_without_quota_is_told_only_where_somebody_serves(office, regions):
    serve(office, "PENDAMPING", regions["35.13.18"], many=2)

    found = seats(regions["35.13"])

    assert found["35.13.18"]["PENDAMPING"] == (None, 2, 2, 0, 0, 0)
    assert "PENDAMPING" not in found["35.13.19"]


def test_exception_of_a_district_takes_the_place_of_the_usual_quota(office, regions):
    except_for("TKSK", regions["35.13.19"], 3)
    serve(office, "TKSK", regions["35.13.19"], many=2)

    assert seats(regions["35.13.19"])["35.13.19"]["TKSK"] == (3, 2, 2, 1, 0, 0)


def test_exception_of_a_whole_regency_counts_in_its_sum_only(office, regions):
    except_for("TKSK", regions["35.13"], 5)
    serve(office, "TKSK", regions["35.13.19"], many=3)
    serve(office, "TKSK", regions["35.13"])

    by_regency = seats(regions["35.13"], level="regency")
    by_district = seats(regions["35.13"])

    assert by_regency["35.13"]["TKSK"] == (5, 4, 4, 1, 0, 0)
    assert by_district["35.13.19"]["TKSK"] == (1, 3, 1, 0, 2, 0)


def test_sums_of_a_regency_are_those_of_its_districts(office, regions):
    serve(office, "PSM", regions["35.13.19.2003"], many=2)
    serve(office, "PSM", regions["35.13.18.2001"])

    assert seats(regions["35.13"], level="regency")["35.13"]["PSM"] == (5, 3, 2, 3, 1, 0)


def test_villages_with_and_without_psm_are_counted_apart_from_seats(office, regions):
    except_for("PSM", regions["35.13.19.2003"], 2)
    serve(office, "PSM", regions["35.13.19.2003"])

    rows = seats_by_area(regions["35.13.19"], on=DAY, level="district")[regions["35.13.19"].pk]
    psm = next(row for row in rows if row.role.code == "PSM")

    assert (psm.quota, psm.filled, psm.places, psm.served, psm.unserved) == (4, 1, 3, 1, 2)


@pytest.mark.parametrize(
    ("day", "people"),
    [
        (date(2018, 12, 31), 0),
        (date(2019, 1, 1), 1),
        (date(2019, 12, 31), 1),
        (date(2020, 1, 1), 0),
    ],
)
def test_first_and_last_day_of_service_count(day, people, office, regions):
    serve(office, "TKSK", regions["35.13.19"], start=date(2019, 1, 1), end=date(2020, 1, 1))

    assert seats(regions["35.13.19"], on=day)["35.13.19"]["TKSK"][1] == people


def test_village_that_does_not_exist_on_the_day_has_no_seat(office, regions):
    village = regions["35.13.19.2005"]
    village.validity = (None, date(2019, 12, 16))
    village.save()
    serve(office, "PSM", village)

    assert seats(regions["35.13.19"])["35.13.19"]["PSM"] == (2, 1, 0, 2, 0, 1)
    assert seats(regions["35.13.19"], on=date(2019, 12, 15))["35.13.19"]["PSM"] == (3, 1, 1, 2, 0, 0)


@pytest.mark.parametrize("code", ["35.13.19", "35.13", "35", "ID"])
def test_counting_takes_five_statements_whatever_the_size(code, office, regions, django_assert_num_queries):
    serve(office, "PSM", regions["35.13.19.2003"])

    with django_assert_num_queries(5):
        assert seats_by_area(regions[code], on=DAY, level="district")
