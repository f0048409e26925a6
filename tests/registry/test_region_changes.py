"""Regions that are merged or split: recorded with the decree, and what becomes of who serves there."""

from datetime import date

import pytest
from django.urls import reverse

from registry.access import ADMINISTRATOR
from registry.actions import appointments
from registry.actions.region_changes import may_undo, record_change, undo_change
from registry.actions.regions import newest_day
from registry.history import changes_of
from registry.models import Appointment, Appraisal, Region, RegionChange, Worker
from registry.tree import seats_below, table_below
from registry.vacancies import vacancies
from tests.factories import appoint, make_user, make_worker
from welfare.errors import RuleError

DAY = date(2020, 1, 1)


@pytest.fixture
def people(office, regions):
    """Two serve in Kalirejo, one has served there, one serves in Ngepoh."""
    kalirejo = regions["35.13.19.2003"]
    posts = [appoint(make_worker(office), "PSM", kalirejo) for _number in range(2)]
    appoint(make_worker(office), "PSM", kalirejo, end=date(2019, 1, 1))
    appoint(make_worker(office), "PSM", regions["35.13.19.2005"])
    return [post.worker for post in posts]


def record(regions, by, *, kind="merged", code="35.13.19.2003", other="35.13.19.2004", on=DAY):
    return record_change(
        region=regions[code], other=regions[other], kind=kind, decree="Perda 7/2019", on=on, by=by
    )


def test_who_serves_in_a_merged_region_is_transferred_with_his_history(people, regions, administrator):
    _change, moved = record(regions, administrator)

    assert moved == 2
    told = Appointment.objects.filter(worker__in=people).order_by("worker", "service")
    assert [(post.worker, post.region.name, post.end_reason) for post in told] == [
        row for worker in people for row in ((worker, "Kalirejo", "transferred"), (worker, "Kedungdalem", ""))
    ]
    assert set(told.filter(end_reason="").values_list("service__startswith", flat=True)) == {DAY}


def test_merged_region_ends_with_its_seats(people, regions, administrator):
    kalirejo, dringu = regions["35.13.19.2003"], regions["35.13.19"]

    record(regions, administrator)

    assert Region.objects.valid(date(2019, 12, 31)).filter(pk=kalirejo.pk).exists()
    assert not Region.objects.current().filter(pk=kalirejo.pk).exists()
    assert [
        one.region.name for one in vacancies(dringu, on=date(2019, 12, 31)) if one.role.code == "PSM"
    ] == ["Kedungdalem"]
    assert [one.region.name for one in vacancies(dringu, on=DAY) if one.role.code == "PSM"] == []


@pytest.mark.parametrize(
    ("day", "listed"),
    [(date(2019, 12, 31), ["Kalirejo", "Kedungdalem", "Ngepoh"]), (DAY, ["Kedungdalem", "Ngepoh"])],
)
def test_merged_region_is_listed_until_its_last_day(day, listed, people, regions, administrator):
    dringu = regions["35.13.19"]
    record(regions, administrator)

    seats = seats_below(dringu, on=day)

    assert [row.region.name for row in table_below(dringu, seats, on=day).rows] == listed
    (district,) = (row for row in table_below(regions["35.13"], {}, on=day).rows if row.region == dringu)
    assert district.parts == {"village": len(listed)}


@pytest.mark.parametrize(("start", "end"), [(None, date(2019, 6, 1)), (date(2019, 1, 1), date(2021, 1, 1))])
def test_region_that_a_list_ended_keeps_that_day(start, end, people, regions, administrator):
    kalirejo = Region.objects.filter(pk=regions["35.13.19.2003"].pk)
    kalirejo.update(validity=(start, end))

    record(regions, administrator)

    assert kalirejo.get().validity.upper == end


def test_split_moves_nobody(people, regions, administrator):
    change, moved = record(regions, administrator, kind="split")

    assert (moved, change.before, change.after) == (0, regions["35.13.19.2003"], regions["35.13.19.2004"])
    assert Appointment.objects.filter(region=regions["35.13.19.2003"], end_reason="").count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"other": "35.13.19"}, "Choose another region of the same level."),
        ({"other": "35.13.19.2003"}, "Choose another region of the same level."),
        ({"other": "35.14.14.1001"}, "Kauman lies outside your region."),
        ({"kind": "renamed"}, "Say whether it was merged or split."),
        (
            {"code": "35.13.19", "other": "35.13.18"},
            "Dringu still has regions below it. Load the list of codes first.",
        ),
    ],
)
def test_change_is_refused(changed, sentence, people, regions, administrator):
    with pytest.raises(RuleError) as refused:
        record(regions, administrator, **changed)

    assert str(refused.value) == sentence
    assert not RegionChange.objects.exists()


def test_change_of_a_day_to_come_is_refused(people, regions, administrator):
    """The next list still has the region, which would be no more among those it is compared with."""
    with pytest.raises(RuleError, match=r"^This holds from .* 2999\. Record it on that day\.$"):
        record(regions, administrator, on=date(2999, 1, 1))

    assert not RegionChange.objects.exists()


def test_region_that_began_later_was_not_merged(people, regions, administrator):
    Region.objects.filter(code="35.13.19.2003").update(validity=(DAY, None))

    with pytest.raises(RuleError, match=r"^Kalirejo did not exist before that day\.$"):
        record(regions, administrator)

    assert not RegionChange.objects.exists()


def test_change_is_recorded_once(people, regions, administrator):
    record(regions, administrator)

    with pytest.raises(RuleError, match=r"^This change is recorded already\.$"):
        record(regions, administrator)


def test_transfer_that_is_refused_records_nothing(people, office, regions, administrator):
    """Somebody began there after the day of the decree."""
    appoint(make_worker(office), "PSM", regions["35.13.19.2003"], start=date(2021, 1, 1))

    with pytest.raises(RuleError, match="began after that day"):
        record(regions, administrator)

    assert not RegionChange.objects.exists()
    assert not Appointment.objects.filter(end_reason="transferred").exists()


def test_pages_of_both_regions_tell_the_change(people, regions, login, administrator):
    client, here = login(administrator), regions["35.13.19.2003"]
    values = {"kind": "merged", "other": "35.13.19.2004", "decree": "Perda 7/2019", "on": "2020-01-01"}

    answer = client.post(reverse("region_change", args=[here.pk]), values)

    assert answer["Location"] == reverse("region", args=[here.pk])
    for code in ("35.13.19.2003", "35.13.19.2004"):
        page = client.get(reverse("region", args=[regions[code].pk]))
        assert [(one.old_name, one.new_name) for one in page.context["changes"]] == [
            ("Kalirejo", "Kedungdalem")
        ]
        assert page.context["region"].last_day == (date(2019, 12, 31) if code == here.code else None)


# Undoing


def stand(people):
    """What is known of the people's posts, without the keys."""
    told = Appointment.objects.filter(worker__in=people).order_by("worker", "service")
    return list(told.values_list("worker", "region__name", "service", "end_reason", "end_note"))


def test_undone_merger_leaves_everything_as_it_was(people, regions, administrator):
    kalirejo = Region.objects.filter(code="35.13.19.2003")
    before = stand(people), kalirejo.get().validity
    change, _moved = record(regions, administrator)

    undo_change(change=change, by=administrator)

    assert (stand(people), kalirejo.get().validity) == before
    change.refresh_from_db()
    assert (change.undone_by, change.can_be_undone) == (administrator, False)


def test_what_was_undone_can_be_recorded_anew(people, regions, administrator):
    change, _moved = record(regions, administrator)
    undo_change(change=change, by=administrator)

    _change, moved = record(regions, administrator, other="35.13.19.2005")
    assert moved == 2


def transfer_on(post, regions, by):
    appointments.transfer(
        appointments=[post], region=regions["35.13.19.2005"], first_day=date(2021, 1, 1), by=by
    )


def appraise(post, regions, by):
    Appraisal.objects.create(appointment=post, year=2020, grade="good")


def call_a_mistake(post, regions, by):
    post.delete()


@pytest.mark.parametrize("happened", [transfer_on, appraise, call_a_mistake])
def test_undo_names_whose_post_was_changed_since(happened, people, regions, administrator):
    Worker.objects.filter(pk=people[1].pk).update(name="Siti Aminah")
    change, _moved = record(regions, administrator)
    happened(Appointment.objects.get(worker=people[1], end_reason=""), regions, administrator)
    before = stand(people)

    with pytest.raises(RuleError) as refused:
        undo_change(change=change, by=administrator)

    assert str(refused.value) == (
        "Changed since: Siti Aminah. Take that back first, in the history of each person."
    )
    assert stand(people) == before
    assert not Region.objects.current().filter(code="35.13.19.2003").exists()


def test_undo_of_a_code_that_is_used_anew_is_refused(people, regions, administrator):
    change, _moved = record(regions, administrator)
    kalirejo = Region.objects.get(code="35.13.19.2003")
    kalirejo.pk, kalirejo.validity = None, (date(2022, 1, 1), None)
    kalirejo.save(force_insert=True)

    with pytest.raises(RuleError, match=r"^Two regions cannot have one code on the same day\.$"):
        undo_change(change=change, by=administrator)


def test_only_what_was_recorded_by_hand_is_undone_and_once(people, regions, administrator):
    listed = RegionChange.objects.create(
        before=regions["35.13.19"], after=regions["35.13.19"], kind="renamed", decree="Kepmen", on=DAY
    )
    undone, _moved = record(regions, administrator)
    undo_change(change=undone, by=administrator)

    for change in (listed, undone):
        with pytest.raises(RuleError, match=r"^Only what was recorded by hand can be undone, and only once"):
            undo_change(change=change, by=administrator)


def test_undone_change_does_not_keep_an_older_list_out(people, regions, administrator):
    change, _moved = record(regions, administrator)
    assert newest_day() == DAY

    undo_change(change=change, by=administrator)

    assert newest_day() is None


def test_page_of_the_region_leads_to_the_undo_and_tells_it(people, regions, login, administrator):
    client, here = login(administrator), reverse("region", args=[regions["35.13.19.2003"].pk])
    change, _moved = record(regions, administrator)
    address = reverse("region_change_undo", args=[change.pk])
    assert f'href="{address}"' in client.get(here).text

    asked = client.get(address)
    answer = client.post(address)

    assert (asked.status_code, answer["Location"]) == (200, here)
    page = client.get(here)
    assert [one.undone_by for one in page.context["changes"]] == [administrator]
    assert address not in page.text
    assert client.get(address).status_code == 404


def test_history_of_a_person_tells_the_undo_in_words(people, regions, administrator):
    change, _moved = record(regions, administrator)
    undo_change(change=change, by=administrator)

    told = changes_of(people[0], user=administrator)

    assert [one.reason for one in told[:2]] == ["recorded change of a region undone", "Perda 7/2019"]


def test_undo_is_offered_only_where_both_regions_are_in_scope(people, regions, login, administrator):
    change, _moved = record(regions, administrator)
    below = make_user(ADMINISTRATOR, change.after, office=administrator.office)

    client = login(below)

    assert client.get(reverse("region_change_undo", args=[change.pk])).status_code == 404
    (told,) = client.get(reverse("region", args=[change.after_id])).context["changes"]
    assert (told.may_undo, may_undo(change, administrator)) == (False, True)
