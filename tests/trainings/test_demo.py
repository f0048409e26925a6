"""The demo's made-up data, as far as the first screens stand on it."""

from collections import Counter
from datetime import date

from registry.models import Role
from trainings.demo.coaching import save_coachings
from trainings.demo.roster import make_members, save_roster
from trainings.models import Attendance, Event

TODAY = date(2026, 11, 23)


def test_coachings_of_the_past_year_reach_every_district_but_not_everybody(office):
    save_roster(office, make_members(office.region), today=TODAY)

    made = save_coachings(office, today=TODAY)

    came = Attendance.objects.filter(status="present").select_related("participant__region__district")
    districts = Counter(row.participant.region.district.code for row in came)
    assert [event.status for event in made] == [Event.Status.CLOSED] * 3
    assert all(event.first_day.weekday() < 5 for event in made)
    assert set(districts) == {"35.13.18", "35.13.19"}  # all there are here
    assert 0 < came.count() < Attendance.objects.count()
    assert Role.objects.get(code="PSM").appointments.count() >= came.count()
