"""One change taken back from the history, or refused with the reason; the history by person and period."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.urls import reverse

from registry.actions import appointments, reverting
from registry.models import Appointment, AppointmentDecree, Decree, Role, Worker
from tests.factories import appoint, invite, make_event, make_user
from tests.registry.persons import make_dewi
from welfare.errors import RuleError
from welfare.history import acting

NEW_YEAR = date(2020, 1, 1)


@pytest.fixture
def worker(office, regions, operator):
    with acting(by=operator, reason="registered"):
        return make_dewi(office, regions)


@pytest.fixture
def change(worker, operator):
    """Runs what stands inside as one change; `change.key` is its context afterwards."""

    @contextmanager
    def changing(by=operator):
        with acting(by=by, reason="test"):
            yield
        events = [worker.history, *(post.history for post in worker.appointments.all())]
        newest = [one for history in events for one in history.order_by("-pgh_id")[:1]]
        changing.key = max(newest, key=lambda row: row.pgh_created_at).pgh_context_id

    return changing


def revert(worker, change, by):
    reverting.revert(worker=worker, change=change.key, by=by)


def edit(worker, **values):
    Worker.objects.filter(pk=worker.pk).update(**values)


def edit_later(worker, by, **values):
    """Another change; without one of its own it would still count to the last one of this transaction."""
    with acting(by=by, reason="later"):
        edit(worker, **values)


def test_edit_is_taken_back_and_later_edits_of_other_fields_stay(worker, change, operator):
    with change():
        edit(worker, education="S2", address="Dusun Baru", birth_date=None)
    edit_later(worker, operator, email="dewi@contoh.id")

    revert(worker, change, operator)

    worker.refresh_from_db()
    assert (worker.education, worker.address) == ("", "Dusun Krajan RT 03")
    assert (worker.birth_date, worker.email) == (date(1980, 5, 12), "dewi@contoh.id")


def test_edit_of_a_field_changed_again_is_refused(worker, change, operator):
    with change():
        edit(worker, education="S2", address="Dusun Baru")
    edit_later(worker, operator, education="S3")

    with pytest.raises(RuleError) as refused:
        revert(worker, change, operator)

    assert str(refused.value) == (
        "Person Dewi Kartika Sari, S.Sos.: “education” was changed again since. Take that back first."
    )
    worker.refresh_from_db()
    assert worker.address == "Dusun Baru"


def test_taking_back_can_be_taken_back(worker, change, operator):
    with change():
        edit(worker, education="S2")
    with change():
        revert(worker, change, operator)

    revert(worker, change, operator)

    worker.refresh_from_db()
    assert worker.education == "S2"


@pytest.fixture
def transferred(worker, regions, office, change, operator):
    """Dewi in Gending, under a decree of her own."""
    with change():
        [post] = appointments.transfer(
            appointments=[worker.appointments.get()],
            region=regions["35.13.18"],
            first_day=NEW_YEAR,
            decree=Decree.objects.create(office=office, number="1/2020"),
            by=operator,
        )
    return post


def test_transfer_is_taken_back_as_a_whole(worker, transferred, change, operator, regions):
    revert(worker, change, operator)

    post = worker.appointments.get()
    assert (post.region, post.service.upper, post.end_reason) == (regions["35.13.19"], None, "")
    assert not AppointmentDecree.objects.exists()
    assert Decree.objects.count() == 1


def test_transfer_is_not_taken_back_from_under_a_participation(
    worker, transferred, change, operator, regions, office
):
    event = make_event(office)
    invite(event, worker, "TKSK", regions["35.13.18"], post=transferred)

    with pytest.raises(RuleError) as refused:
        revert(worker, change, operator)

    assert str(refused.value) == (
        "Appointment TKSK, Gending is used by now: Participant Dewi Kartika Sari, S.Sos.."
    )
    assert worker.appointments.count() == 2


def test_removed_post_comes_back_with_its_decrees(worker, office, change, operator):
    post = worker.appointments.get()
    AppointmentDecree.objects.create(
        appointment=post, decree=Decree.objects.create(office=office, number="1/2020")
    )
    before = Appointment.objects.values().get()
    with acting(by=operator, reason="mistake"):
        worker.appointments.all().delete()
    context = Appointment.history.rel.related_model.objects.latest("pgh_id").pgh_context_id

    reverting.revert(worker=worker, change=context, by=operator)

    assert Appointment.objects.values().get() == before
    assert AppointmentDecree.objects.get().appointment == post


def test_registering_is_not_taken_back_from_the_history(worker, operator):
    context = worker.history.get().pgh_context_id

    with pytest.raises(RuleError, match=r"^Registering, merging or removing a person is not taken back from"):
        reverting.revert(worker=worker, change=context, by=operator)


def test_change_of_a_post_elsewhere_is_refused(worker, regions, change, operator, stranger):
    with change(by=stranger):
        appoint(worker, "PSM", regions["35.14.14.1001"])

    with pytest.raises(RuleError, match=r"^Kauman lies outside your region\.$"):
        revert(worker, change, operator)

    assert worker.appointments.filter(role=Role.objects.get(code="PSM")).exists()


def test_change_of_somebody_else_is_not_found(worker, office, change, operator):
    with acting(by=operator, reason="two at once"):
        Worker.objects.create(office=office, name="Orang Lain")
    other = Worker.objects.get(name="Orang Lain").history.get().pgh_context_id

    with pytest.raises(RuleError, match=r"^Of this person that change wrote nothing"):
        reverting.revert(worker=worker, change=other, by=operator)


def test_bulk_edit_is_taken_back_for_one_person(worker, office, change, operator):
    other = Worker.objects.create(office=office, name="Orang Lain")
    with change():
        Worker.objects.update(institution="Karang Taruna")

    revert(worker, change, operator)

    assert list(Worker.objects.order_by("pk").values_list("pk", "institution")) == [
        (worker.pk, ""),
        (other.pk, "Karang Taruna"),
    ]


# The page


def test_page_takes_a_change_back_or_says_why_not(worker, change, login, operator):
    with change():
        edit(worker, education="S2")
    client = login(operator)
    address = reverse("worker_revert", args=[worker.pk, change.key])
    assert address in client.get(reverse("worker_history", args=[worker.pk])).content.decode()

    said = [
        [str(message) for message in client.post(address, follow=True).context["messages"]] for _time in "12"
    ]

    worker.refresh_from_db()
    assert worker.education == ""
    assert [len(sentences) for sentences in said] == [1, 1]
    assert worker.history.latest("pgh_id").pgh_context.metadata["reason"] == "change taken back"


def test_reader_is_offered_nothing_to_take_back(worker, change, login, supervisor):
    with change():
        edit(worker, education="S2")

    page = login(supervisor).get(reverse("worker_history", args=[worker.pk])).content.decode()

    assert reverse("worker_revert", args=[worker.pk, change.key]) not in page


def test_history_is_filtered_by_person_and_period(worker, change, login, operator, office):
    colleague = make_user("operator", office.region, office=office, first_name="Bambang")
    with change(by=colleague):
        edit(worker, education="S2")
    client, address = login(operator), reverse("worker_history", args=[worker.pk])
    today = client.get(address).context["today"].isoformat()

    def shown(**asked):
        return [one.who for one in client.get(address, asked).context["changes"]]

    assert shown() == ["Bambang", str(operator)]
    assert shown(who="Bambang") == ["Bambang"]
    assert shown(since=today, until=today) == ["Bambang", str(operator)]
    assert shown(until="2019-12-31") == []
    assert shown(who="Bambang", until="not a day") == ["Bambang", str(operator)]
