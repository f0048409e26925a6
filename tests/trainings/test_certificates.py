"""Certificates: who gets one, under which number, and how one is taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier, local

import pytest
from django.db import connection
from django.db.utils import InternalError
from django.utils import timezone

from registry.models import Office
from registry.numbering import number_of
from tests.factories import invite, make_event, make_worker
from tests.trainings.people import attend, invite_many
from tests.waiting import outcome_beside
from trainings.actions import certificates, events
from trainings.models import Certificate, Event, Group, Participant, Speaker
from welfare.errors import RuleError

DAY = date(2019, 12, 10)


def attended(event, office, region, name, *statuses, **fields):
    """A participant with one status a session; "" is not recorded."""
    person = invite(event, make_worker(office, name), "PSM", region, **fields)
    for number, status in enumerate(statuses, start=1):
        if status:
            attend(event, session=number, status=status, participants=[person])
    return person


def names(found) -> list[str]:
    return [certificate.printed_name for certificate in found]


@pytest.fixture
def certificate(event, office, operator, regions):
    """The first one of the office."""
    attended(event, office, regions["35.13.19.2003"], "Ani", "present", "present")
    (issued,) = certificates.issue(event=event, on=DAY, by=operator)
    return issued


@pytest.mark.parametrize(
    ("threshold", "earned"), [(100, ["Ani"]), (50, ["Ani", "Budi"]), (51, ["Ani"]), (0, ["Ani", "Budi"])]
)
def test_certificate_is_earned_by_the_share_of_days(threshold, earned, office, operator, regions):
    event, place = make_event(office, attendance_threshold=threshold), regions["35.13.19.2003"]
    attended(event, office, place, "Ani", "present", "present")
    attended(event, office, place, "Budi", "present", "sick")
    attended(event, office, place, "Citra", "represented", "represented")
    attended(event, office, place, "Dewi", "", "")

    assert names(certificates.issue(event=event, on=DAY, by=operator)) == earned


def test_certificate_is_earned_by_the_days_of_ones_group(event, office, operator, regions):
    group = Group.objects.create(event=event, name="Gelombang 2")
    group.sessions.add(event.sessions.last())
    attended(event, office, regions["35.13.19.2003"], "Ani", "", "present", group=group)

    assert names(certificates.issue(event=event, on=DAY, by=operator)) == ["Ani"]


def test_speakers_get_one_and_guests_do_not(event, office, operator, regions):
    for capacity in Participant.Capacity:
        name = f"{capacity.label} {capacity}"
        attended(event, office, regions["35.13.19"], name, "present", "present", capacity=capacity)
    Speaker.objects.create(event=event, name="Dra. Wahyuningtyas")

    issued = certificates.issue(event=event, on=DAY, by=operator)

    assert names(issued) == [
        "Committee committee",
        "Moderator moderator",
        "Participant participant",
        "Dra. Wahyuningtyas",
    ]


def test_numbers_follow_the_order_of_papers_and_the_offices_pattern(event, office, operator, regions):
    office.certificate_pattern = "400.9.12.3/{seq:04}/{office}/{month}/{year}"
    office.save()
    for code, name in (("35.13.19.2003", "Citra"), ("35.13.18.2001", "Dewi"), ("35.13.19.2003", "Budi")):
        attended(event, office, regions[code], name, "present", "present")

    issued = certificates.issue(event=event, on=DAY, by=operator)

    assert [(row.printed_name, row.sequence, row.number) for row in issued] == [
        ("Dewi", 1, "400.9.12.3/0001/426.104/XII/2019"),
        ("Budi", 2, "400.9.12.3/0002/426.104/XII/2019"),
        ("Citra", 3, "400.9.12.3/0003/426.104/XII/2019"),
    ]


def test_issuing_again_adds_only_who_is_new(event, office, operator, regions, certificate):
    attended(event, office, regions["35.13.19.2003"], "Budi", "present", "present")

    again = certificates.issue(event=event, on=DAY, by=operator)
    nobody = certificates.issue(event=event, on=DAY, by=operator)

    assert ([(row.printed_name, row.sequence) for row in again], nobody) == ([("Budi", 2)], [])


def test_numbers_begin_anew_each_year_and_in_each_office(office, other_office, operator, regions):
    for organiser, days in (
        (office, (date(2019, 12, 30),)),
        (office, (date(2020, 1, 2),)),
        (other_office, (date(2020, 1, 3),)),
    ):
        event = make_event(organiser, days=days)
        attended(event, organiser, regions["35.13.19"], "Ani", "present")
        certificates.issue(event=event, on=days[0], by=None)

    found = Certificate.objects.order_by("issued_at").values_list("office", "year", "sequence")
    assert list(found) == [(office.pk, 2019, 1), (office.pk, 2020, 1), (other_office.pk, 2020, 1)]


def test_printed_name_stays_when_the_person_is_renamed(certificate):
    worker = certificate.participant.worker
    worker.name = "Ani Lestari"
    worker.save()

    certificate.refresh_from_db()
    person = Participant.objects.as_shown().get()
    assert (certificate.printed_name, person.shown_name) == ("Ani", "Ani")


@pytest.mark.parametrize("on", [date(2019, 12, 9), date(2999, 1, 1)])
def test_date_lies_between_the_end_of_the_event_and_today(on, event, operator):
    with pytest.raises(RuleError):
        certificates.issue(event=event, on=on, by=operator)


def test_nobody_gets_one_before_the_last_day(office, operator):
    today = timezone.localdate()
    event = make_event(office, days=(today, date.fromordinal(today.toordinal() + 1)))

    with pytest.raises(RuleError):
        certificates.issue(event=event, on=today, by=operator)


def test_nobody_gets_one_for_a_cancelled_event(event, operator):
    events.cancel(event=event, reason="Banjir", by=operator)

    with pytest.raises(RuleError):
        certificates.issue(event=Event.objects.get(), on=DAY, by=operator)


def test_closed_event_still_gives_certificates(event, office, operator, regions):
    attended(event, office, regions["35.13.19"], "Ani", "present", "present")
    events.close(event=event, by=operator)

    assert names(certificates.issue(event=Event.objects.get(), on=DAY, by=operator)) == ["Ani"]


def test_other_office_issues_nothing(event, neighbour):
    with pytest.raises(RuleError):
        certificates.issue(event=event, on=DAY, by=neighbour)


def test_office_without_its_part_of_the_number_is_told_so(event, office, operator, regions):
    Office.objects.update(archive_code="")
    attended(event, office, regions["35.13.19"], "Ani", "present", "present")

    with pytest.raises(RuleError, match="archive code"):
        certificates.issue(event=event, on=DAY, by=operator)


def test_revoked_certificate_keeps_its_number(certificate, event, operator):
    certificates.revoke(certificate=certificate, reason=" Salah nama ", by=operator)

    certificate.refresh_from_db()
    assert (certificate.revoke_reason, certificate.revoked_by, certificate.sequence) == (
        "Salah nama",
        operator,
        1,
    )
    assert certificates.issue(event=event, on=DAY, by=operator) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_revoking_needs_a_reason(reason, certificate, operator):
    with pytest.raises(RuleError):
        certificates.revoke(certificate=certificate, reason=reason, by=operator)


def test_certificate_is_revoked_once(certificate, operator):
    certificates.revoke(certificate=certificate, reason="Salah nama", by=operator)

    with pytest.raises(RuleError):
        certificates.revoke(certificate=certificate, reason="Lagi", by=operator)


@pytest.mark.django_db(transaction=True)
def test_certificate_revoked_by_two_at_once_keeps_the_first_reason(certificate, operator):
    said = outcome_beside(
        lambda: certificates.revoke(certificate=certificate, reason="Salah nama", by=operator),
        lambda: certificates.revoke(certificate=certificate, reason="Lagi", by=operator),
    )

    certificate.refresh_from_db()
    assert (said, certificate.revoke_reason) == ("This certificate is revoked already.", "Salah nama")


def test_other_office_revokes_nothing(certificate, neighbour):
    with pytest.raises(RuleError):
        certificates.revoke(certificate=certificate, reason="Salah nama", by=neighbour)


def test_revoked_one_is_followed_by_another_under_a_new_number(certificate, operator):
    with pytest.raises(RuleError):
        certificates.reissue(certificate=certificate, on=DAY, by=operator)
    certificates.revoke(certificate=certificate, reason="Salah nama", by=operator)
    Participant.objects.update(name="Ani Lestari")

    another = certificates.reissue(certificate=certificate, on=DAY, by=operator)

    assert (another.sequence, another.printed_name) == (2, "Ani Lestari")
    assert another.code != certificate.code


@pytest.mark.parametrize("change", [{"number": "1"}, {"sequence": 2}, {"code": "A"}])
def test_number_and_code_never_change(change, certificate):
    with pytest.raises(InternalError):
        Certificate.objects.update(**change)


def test_certificate_is_never_deleted(certificate):
    with pytest.raises(InternalError):
        Certificate.objects.all().delete()


@pytest.mark.parametrize("many", [1, 30])
def test_issuing_takes_a_fixed_number_of_statements(
    many, event, office, operator, regions, django_assert_num_queries
):
    invite_many(event, office, {"PSM": many}, [regions["35.13.19.2003"]])
    attend(event, session=1)
    attend(event, session=2)

    with django_assert_num_queries(9):
        certificates.issue(event=event, on=DAY, by=operator)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["as the pages do", "without the lock"])
def test_two_issuers_at_once_leave_no_gap(way, office, regions, monkeypatch):
    """The control shows that the test can fail: both read the same last number, and one is refused."""
    planned = [full_event(office, regions, many) for many in (500, 495)]
    start, read = Barrier(2), Barrier(2)
    if way == "without the lock":
        monkeypatch.setattr(certificates, "_lock_numbers", lambda office: office)
        monkeypatch.setattr(certificates, "number_of", partial(number_when_both_have_read, local(), read))

    with ThreadPoolExecutor(2) as pool:
        issued = sum(pool.map(partial(issue_together, start), planned))

    numbers = list(Certificate.objects.order_by("sequence").values_list("sequence", flat=True))
    assert (numbers == list(range(1, 996)), issued == 995) == (
        (True, True) if "pages" in way else (False,) * 2
    )


def full_event(office, regions, many: int) -> Event:
    """An event at which `many` people were present."""
    event = make_event(office, days=(DAY,))
    invite_many(event, office, {"PSM": many}, [regions["35.13.19.2003"]])
    attend(event, session=1)
    return event


def issue_together(start: Barrier, event: Event) -> int:
    """How many certificates were issued; none when the database refused them."""
    try:
        start.wait(timeout=60)
        return len(certificates.issue(event=event, on=DAY, by=None))
    except RuleError:
        return 0
    finally:
        connection.close()


def number_when_both_have_read(thread, read: Barrier, pattern, **parts) -> str:
    """Waits, once a thread, until both have read the last number."""
    if not hasattr(thread, "waited"):
        thread.waited = True
        read.wait(timeout=60)
    return number_of(pattern, **parts)
