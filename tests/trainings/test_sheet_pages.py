"""Attendance sheets in the browser: the event, guests, the review, saving and undoing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registry.imports import batches
from registry.imports.undo import kept_names, undo
from registry.models import ImportBatch, Worker
from tests.factories import appoint, make_event, make_user, make_worker
from tests.registry.imports.files import save_rows
from trainings.models import Attendance, Participant
from welfare.errors import RuleError
from welfare.history import acting

HEAD = ["No", "Nama", "NIK", "Unsur", "Desa", "Kecamatan", "Hari I", "Hari II"]
SITI = ["Siti Aminah", "3513194405800001", "PSM", "Kalirejo", "Dringu", "Hadir", "Izin"]
GUEST = ["Rahmat Tamu", None, None, None, "Dringu", "Hadir", "Hadir"]


@pytest.fixture(autouse=True)
def uploaded(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def operator(office):
    return make_user("operator", office.region, office=office, language="en")


@pytest.fixture
def siti(office, regions):
    worker = make_worker(office, "Siti Aminah", nik=SITI[1])
    appoint(worker, "PSM", regions["35.13.19.2003"])
    return worker


@pytest.fixture
def event(office):
    return make_event(office, slug="bimtek-uji")


def sheet(folder, *people):
    return save_rows(folder / "hadir.xlsx", [HEAD, *([n, *one] for n, one in enumerate(people, start=1))])


def stage(folder, *people, office, **how):
    path = sheet(folder, *people)
    return batches.stage(path, kind="attendance", scope=office.region, by=None, target="bimtek-uji", **how)


def recorded() -> set[tuple]:
    """Who was what on which day: (name, day, status)."""
    return {
        (row.participant.name or row.participant.worker.name, row.session.date.day, row.status)
        for row in Attendance.objects.select_related("participant__worker", "session")
    }


def send(client, path, office, **data):
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    sent = {"file": upload, "kind": "attendance", "mode": "both", "scope": office.region_id} | data
    return client.post(reverse("imports"), sent, follow=True)


def test_sheet_is_saved_into_its_event(login, operator, office, event, siti, tmp_path):
    client = login(operator)

    response = send(client, sheet(tmp_path, SITI, GUEST), office, target="bimtek-uji")
    batch = ImportBatch.objects.get()
    text = response.content.decode()
    assert event.title in text
    assert "Save 2 attendances" in text
    client.post(reverse("import_apply", args=[batch.pk]))

    assert recorded() == {
        ("Siti Aminah", 9, "present"),
        ("Siti Aminah", 10, "excused"),
        ("Rahmat Tamu", 9, "present"),
        ("Rahmat Tamu", 10, "present"),
    }
    assert Worker.objects.count() == 1


def test_same_sheet_again_changes_nothing(office, event, siti, tmp_path):
    batches.apply(stage(tmp_path, SITI, GUEST, office=office), by=None)
    before = list(Attendance.objects.values())

    again = batches.apply(stage(tmp_path, SITI, GUEST, office=office), by=None)

    assert set(again.rows.values_list("action", flat=True)) == {"same"}
    assert list(Attendance.objects.values()) == before


def test_event_has_to_be_chosen(login, operator, office, event, tmp_path):
    response = send(login(operator), sheet(tmp_path, SITI), office)

    assert list(response.context["form"].errors) == ["target"]


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_event_that_is_not_open_is_not_offered(status, login, operator, office, event, tmp_path):
    event.status = status
    event.save()

    response = send(login(operator), sheet(tmp_path, SITI), office, target="bimtek-uji")

    assert list(response.context["form"].errors) == ["target"]


def test_event_of_another_office_is_not_offered(login, stranger, other_office, office, event, tmp_path):
    response = send(login(stranger), sheet(tmp_path, SITI), other_office, target="bimtek-uji")

    assert list(response.context["form"].errors) == ["target"]


def test_event_closed_meanwhile_refuses_the_decision(login, operator, office, event, siti, tmp_path):
    batch = stage(tmp_path, SITI, GUEST, office=office)
    event.status = "closed"
    event.save()

    client = login(operator)
    page = client.post(reverse("import_row", args=[batch.pk, 1]), {"act": "skip"}, follow=True)
    saved = client.post(reverse("import_apply", args=[batch.pk]), follow=True)

    assert not recorded()
    for response in (page, saved):
        assert 'class="say say-error"' in response.content.decode()


def test_unknown_people_are_registered_on_request(office, event, tmp_path):
    batches.apply(stage(tmp_path, GUEST, office=office, registers=True), by=None)

    worker = Worker.objects.get()
    assert (worker.name, worker.appointments.count()) == ("Rahmat Tamu", 0)
    assert Participant.objects.get().worker == worker


def test_registering_takes_its_own_right(office, event, tmp_path):
    user = make_user(None, office.region, office=office)
    names = ["add_attendance", "change_attendance"]
    user.user_permissions.set(user.user_permissions.model.objects.filter(codename__in=names))

    with pytest.raises(RuleError, match="may not register people"):
        batches.begin(
            sheet(tmp_path, GUEST),
            kind="attendance",
            scope=office.region,
            by=user,
            target="bimtek-uji",
            registers=True,
        )


def test_expected_is_no_record(office, event, siti, regions, tmp_path):
    """Somebody expected at a session may be added to by an import that only adds."""
    participant = Participant.objects.create(event=event, worker=siti, region=regions["35.13.19.2003"])
    for session in event.sessions.all():
        Attendance.objects.create(
            participant=participant,
            session=session,
            status="expected",
            method="grid",
            recorded_at="2019-12-01T00:00Z",
        )

    batches.apply(stage(tmp_path, SITI, office=office, mode="add"), by=None)

    assert recorded() == {("Siti Aminah", 9, "present"), ("Siti Aminah", 10, "excused")}


def test_who_came_instead_is_recorded(office, event, siti, tmp_path):
    rows = [[*HEAD, "Diwakili oleh"], [1, *SITI[:5], "Hadir", "Hadir", "Dewi Lestari"]]
    path = save_rows(tmp_path / "hadir.xlsx", rows)
    batch = batches.stage(
        path, kind="attendance", scope=office.region, by=None, target="bimtek-uji", mode="both"
    )

    batches.apply(batch, by=None)

    assert set(Attendance.objects.values_list("status", "represented_by")) == {
        ("represented", "Dewi Lestari")
    }


def test_undone_sheet_leaves_the_event_as_it_was(office, event, siti, regions, tmp_path):
    participant = Participant.objects.create(event=event, worker=siti, region=regions["35.13.19.2003"])
    first = event.sessions.first()
    with acting(reason="desk"):
        Attendance.objects.create(
            participant=participant,
            session=first,
            status="sick",
            method="desk",
            recorded_at="2019-12-09T02:00Z",
        )
    batch = batches.apply(stage(tmp_path, SITI, GUEST, office=office), by=None)
    assert len(recorded()) == 4

    batch = undo(batch, by=None)

    assert recorded() == {("Siti Aminah", 9, "sick")}
    assert list(Participant.objects.all()) == [participant]
    assert Attendance.objects.get().method == "desk"
    assert kept_names(batch) == []


def test_attendance_corrected_since_stays_with_its_person(office, event, siti, tmp_path):
    batch = batches.apply(stage(tmp_path, SITI, GUEST, office=office), by=None)
    with acting(reason="corrected"):
        Attendance.objects.filter(participant__name="Rahmat Tamu", session__date="2019-12-10").update(
            status="absent"
        )

    batch = undo(batch, by=None)

    assert recorded() == {("Rahmat Tamu", 9, "present"), ("Rahmat Tamu", 10, "absent")}
    assert kept_names(batch) == ["Rahmat Tamu"]


# Who is not in the sheet


def test_who_takes_part_but_is_not_in_the_sheet_is_listed(
    login, operator, office, event, siti, regions, tmp_path
):
    """Of the districts that the sheet names only; nothing is recorded of them."""
    here, elsewhere = make_worker(office, "Wahyu Nugroho"), make_worker(office, "Joko Susilo")
    for worker, code in ((siti, "35.13.19"), (here, "35.13.19"), (elsewhere, "35.13.18")):
        Participant.objects.create(event=event, worker=worker, region=regions[code])
    batch = stage(tmp_path, SITI, office=office)

    page = login(operator).get(batch.get_absolute_url(), {"show": "absent"}).context["page"]

    assert [row.name for row in page.absent.rows] == ["Wahyu Nugroho"]
    assert not page.absent.may_end
