"""Appointing, ending, transferring and extending: what is written, and what is refused."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from registry.actions import appointments, decrees
from registry.models import Appointment, Decree, Role
from tests.factories import appoint, make_worker
from welfare.errors import RuleError

NEW_YEAR = date(2020, 1, 1)


@pytest.fixture
def worker(office):
    return make_worker(office, "Dewi Kartika Sari, S.Sos.")


@pytest.fixture
def post(worker, regions):
    return appoint(worker, "PSM", regions["35.13.19.2003"])


@pytest.fixture
def decree(office, operator):
    return decrees.record(
        office=office,
        number="188.45/402/426.32/2019",
        date=date(2019, 12, 20),
        first_day=NEW_YEAR,
        last_day=date(2020, 12, 31),
        by=operator,
    )


def role(code):
    return Role.objects.get(code=code)


def end(post, *, by, last_day=date(2019, 12, 31), reason="resigned"):
    return appointments.end(appointments=[post], last_day=last_day, reason=reason, by=by)


def test_appoint_opens_a_service_under_the_decree(worker, regions, decree, operator):
    post = appointments.appoint(
        worker=worker,
        role=role("TKSK"),
        region=regions["35.13.19"],
        first_day=NEW_YEAR,
        decree=decree,
        is_acting=True,
        by=operator,
    )

    post.refresh_from_db()
    assert (post.service.lower, post.service.upper) == (NEW_YEAR, None)
    assert post.is_acting
    assert [paper.decree for paper in post.papers.all()] == [decree]


def test_appoint_without_a_first_day_says_so(worker, regions, operator):
    post = appointments.appoint(
        worker=worker, role=role("TKSK"), region=regions["35.13.19"], first_day=None, by=operator
    )

    assert post.start_precision == "unknown"


def test_appoint_accepts_a_region_above_the_roles_level(worker, regions, operator):
    post = appointments.appoint(
        worker=worker, role=role("TKSK"), region=regions["35.13"], first_day=NEW_YEAR, by=operator
    )

    assert post.region == regions["35.13"]


@pytest.mark.parametrize(
    ("code", "place", "sentence"),
    [
        ("PSM", "35.14.14.1001", "Kauman lies outside your region."),
        (
            "TKSK",
            "35.13.19.2003",
            "TKSK serves at a higher level than Kalirejo; choose the region above it.",
        ),
        ("PSM", "35.13.19.2003", "This person already holds this post in that time."),
    ],
)
def test_appoint_is_refused(code, place, sentence, worker, post, regions, operator):
    with pytest.raises(RuleError, match=rf"^{sentence}$"):
        appointments.appoint(
            worker=worker, role=role(code), region=regions[place], first_day=NEW_YEAR, by=operator
        )

    assert Appointment.objects.get() == post


def test_refused_appointment_says_nothing_of_the_row(worker, post, operator):
    with pytest.raises(RuleError) as refusal:
        appointments.appoint(
            worker=worker, role=post.role, region=post.region, first_day=NEW_YEAR, by=operator
        )

    assert refusal.value.__suppress_context__
    assert refusal.value.__cause__ is None


def test_post_entered_by_mistake_does_not_hinder_the_right_one(worker, post, operator):
    end(post, by=operator, last_day=date(2030, 1, 1), reason="mistake")

    appointments.appoint(
        worker=worker, role=post.role, region=post.region, first_day=date(2018, 1, 1), by=operator
    )

    assert worker.appointments.count() == 2


def test_end_includes_the_last_day(post, operator):
    assert end(post, by=operator) == 1

    serving = Appointment.objects.serving
    assert list(serving(on=date(2019, 12, 31))) == [post]
    assert list(serving(on=date(2020, 1, 1))) == []


def test_end_keeps_an_unknown_start_unknown(worker, regions, operator):
    post = appoint(worker, "TKSK", regions["35.13.19"], start=None, start_precision="unknown")

    end(post, by=operator)

    post.refresh_from_db()
    assert (post.service.lower, post.service.upper) == (None, date(2020, 1, 1))


def test_end_on_the_first_day_is_one_day_of_service(post, operator):
    assert end(post, by=operator, last_day=date(2018, 1, 1)) == 1


@pytest.mark.parametrize(
    ("last_day", "reason", "sentence"),
    [
        (
            date(2017, 12, 31),
            "resigned",
            "Dewi Kartika Sari, S.Sos. began after that day. The last day cannot lie before the first.",
        ),
        (date(2019, 12, 31), "", "Say why the service ends."),
    ],
)
def test_end_is_refused(last_day, reason, sentence, post, operator):
    with pytest.raises(RuleError, match=rf"^{sentence}$"):
        end(post, by=operator, last_day=last_day, reason=reason)

    post.refresh_from_db()
    assert post.service.upper is None


def test_second_end_is_refused(post, operator):
    end(post, by=operator)

    with pytest.raises(RuleError, match=r"^The service of Dewi Kartika Sari, S\.Sos\. has already ended\.$"):
        end(post, by=operator)


def test_end_outside_ones_scope_is_refused(post, stranger):
    with pytest.raises(RuleError, match=r"^Kalirejo lies outside your region\.$"):
        end(post, by=stranger)


@pytest.mark.parametrize("many", [1, 3])
def test_end_of_many_takes_a_fixed_number_of_statements(
    many, office, regions, operator, django_assert_num_queries
):
    posts = [appoint(make_worker(office), "PSM", regions["35.13.19.2003"]) for _ in range(many)]
    operator.scope.refresh_from_db()

    with django_assert_num_queries(4):  # savepoint, lock, update, release
        assert (
            appointments.end(appointments=posts, last_day=date(2019, 12, 31), reason="term", by=operator)
            == many
        )


def test_end_of_many_is_all_or_nothing(office, regions, operator):
    early = appoint(make_worker(office), "PSM", regions["35.13.19.2003"])
    late = appoint(make_worker(office), "PSM", regions["35.13.19.2004"], start=date(2021, 1, 1))

    with pytest.raises(RuleError):
        appointments.end(appointments=[early, late], last_day=NEW_YEAR, reason="term", by=operator)

    assert not Appointment.objects.exclude(end_reason="").exists()


def test_transfer_ends_one_post_and_opens_the_next(post, regions, decree, operator):
    [moved] = appointments.transfer(
        appointments=[post],
        region=regions["35.13.18.2001"],
        first_day=NEW_YEAR,
        decree=decree,
        by=operator,
    )

    post.refresh_from_db()
    assert (post.service.upper, post.end_reason) == (NEW_YEAR, "transferred")
    assert (moved.worker, moved.role, moved.service[0]) == (post.worker, post.role, NEW_YEAR)


def test_transfer_to_another_role_ends_the_old_one_as_appointed_to_another_post(post, regions, operator):
    appointments.transfer(
        appointments=[post], role=role("TKSK"), region=regions["35.13.19"], first_day=NEW_YEAR, by=operator
    )

    post.refresh_from_db()
    assert post.end_reason == "promoted"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("35.13.19.2003", "That is the post this person already holds. Choose another region or role."),
        ("35.14.14.1001", "Kauman lies outside your region."),
    ],
)
def test_refused_transfer_leaves_the_old_post(place, sentence, post, regions, operator):
    with pytest.raises(RuleError, match=rf"^{sentence}$"):
        appointments.transfer(appointments=[post], region=regions[place], first_day=NEW_YEAR, by=operator)

    post.refresh_from_db()
    assert post.end_reason == ""


def test_transfer_of_many_is_all_or_nothing(post, office, regions, operator):
    there = appoint(make_worker(office), "PSM", regions["35.13.19.2004"])

    with pytest.raises(RuleError, match=r"^That is the post this person already holds\."):
        appointments.transfer(
            appointments=[post, there], region=regions["35.13.19.2004"], first_day=NEW_YEAR, by=operator
        )

    assert Appointment.objects.filter(end_reason="").count() == 2


def test_transfer_of_many_moves_each_in_his_role(post, office, regions, decree, operator):
    other = appoint(make_worker(office), "TKSK", regions["35.13.18"])

    moved = appointments.transfer(
        appointments=[post, other], region=regions["35.13.19"], first_day=NEW_YEAR, decree=decree, by=operator
    )

    assert [(one.worker, one.role.code) for one in moved] == [(post.worker, "PSM"), (other.worker, "TKSK")]
    ended = Appointment.objects.filter(service__endswith=NEW_YEAR)
    assert [one.end_reason for one in ended] == ["transferred", "transferred"]
    assert decree.entries.count() == 2


@pytest.mark.parametrize("many", [2, 30])
def test_transfer_takes_a_fixed_number_of_statements(
    many, office, regions, operator, django_assert_num_queries
):
    posts = [appoint(make_worker(office), "PSM", regions["35.13.19.2003"]) for _number in range(many)]

    with django_assert_num_queries(10):
        appointments.transfer(
            appointments=posts, region=regions["35.13.19.2004"], first_day=NEW_YEAR, by=operator
        )


def test_extend_adds_the_decree_once(post, decree, operator):
    assert appointments.extend(appointments=[post], decree=decree, by=operator) == 1
    assert appointments.extend(appointments=[post], decree=decree, by=operator) == 0

    assert [paper.decree for paper in post.papers.all()] == [decree]


def test_extend_of_an_ended_service_is_refused(post, decree, operator):
    end(post, by=operator)

    with pytest.raises(RuleError, match=r"has already ended\.$"):
        appointments.extend(appointments=[post], decree=decree, by=operator)


def test_decree_is_recorded_once(decree, office, operator):
    again = decrees.record(office=office, number=decree.number, date=decree.date, by=operator)

    assert again == decree
    assert Decree.objects.count() == 1


def test_decree_of_a_sheet_is_completed_by_its_paper(office, operator):
    bare = decrees.record(office=office, number="1/2020", date=NEW_YEAR, by=operator)

    paper = {"last_day": date(2020, 12, 31), "signer": "Sri Utami", "signer_position": "Bupati"}
    decrees.record(office=office, number="1/2020", date=NEW_YEAR, by=operator, **paper)

    bare.refresh_from_db()
    assert (bare.term.upper, bare.signer, bare.signer_position) == (date(2021, 1, 1), "Sri Utami", "Bupati")


def test_decree_told_without_its_date_is_the_only_one_of_the_number(decree, office, operator):
    told = {"office": office, "number": decree.number, "by": operator}

    assert decrees.record(date=None, **told) == decree
    another = decrees.record(date=date(2020, 12, 20), **told)
    undated = decrees.record(date=None, **told)

    assert len({decree.pk, another.pk, undated.pk}) == 3


def test_decree_told_again_in_capitals_is_the_same(office, operator):
    told = {"office": office, "number": "1/2020", "date": NEW_YEAR, "by": operator}
    first = decrees.record(signer="Sri Utami", **told)

    assert decrees.record(signer="SRI  UTAMI", **told) == first
    assert Decree.objects.get().signer == "Sri Utami"


@pytest.mark.parametrize(
    ("paper", "what"),
    [
        ({"first_day": NEW_YEAR, "last_day": date(2021, 12, 31)}, "is already recorded with another term"),
        ({"signer": "Budi Santoso"}, "is already recorded with another signer"),
        ({"signer_position": "Camat"}, "is already recorded with another position of its signer"),
        ({"scan": ContentFile(b"%PDF-2", "2.pdf")}, "already has its scan. Leave the file out"),
    ],
)
def test_decree_that_says_something_else_is_refused(paper, what, decree, office, operator, uploaded):
    decrees.complete(
        decree=decree,
        by=operator,
        signer="Sri Utami",
        signer_position="Bupati",
        scan=ContentFile(b"%PDF-1", "1.pdf"),
    )

    with pytest.raises(RuleError, match=rf"^Decree 188\.45/402/426\.32/2019 {what}\.$"):
        decrees.record(office=office, number=decree.number, date=decree.date, by=operator, **paper)


def test_decree_of_another_office_is_not_completed(decree, stranger):
    with pytest.raises(RuleError, match=r"^This decree belongs to an office outside your region\.$"):
        decrees.complete(decree=decree, by=stranger, signer="Budi Santoso")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"first_day": NEW_YEAR, "last_day": date(2019, 12, 31)},
            "The last day cannot lie before the first.",
        ),
        ({"number": ""}, "A decree needs a number."),
    ],
)
def test_decree_is_refused(fields, sentence, office, operator):
    with pytest.raises(RuleError, match=rf"^{sentence}$"):
        decrees.record(**{"office": office, "number": "1/2020", "date": NEW_YEAR, "by": operator} | fields)


def test_decree_of_another_office_is_refused(other_office, operator):
    with pytest.raises(RuleError, match=r"^This decree belongs to an office outside your region\.$"):
        decrees.record(office=other_office, number="1/2020", date=NEW_YEAR, by=operator)


# Asking


def plan_of(posts):
    """How PostgreSQL would find them if the tables were too long to be read."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = posts.order_by().values("worker", "service").explain()
        transaction.set_rollback(True)
    return plan


def test_posts_of_a_past_day_are_not_looked_up_in_the_index_of_the_constraint(post, regions):
    """It would fit, and it would take thirty times as long."""
    here = Appointment.objects.filter(region=regions["35.13.19.2003"])
    past = date(2019, 12, 9)
    slow = here.filter(service__contains=past).exclude(end_reason="mistake")
    assert "registry_appointment_one_post_once" in plan_of(slow)

    for asked in (here.serving(on=past), here.in_status(["serving", "overdue"], on=past)):
        assert "registry_appointment_one_post_once" not in plan_of(asked)
