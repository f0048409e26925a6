"""The attendance of an event as a file: what it holds, for whom, and that it comes back unchanged."""

import pytest

from registry.imports import batches
from registry.imports.reading.columns import classify
from registry.models import AccessLog, Worker
from tests.factories import invite, make_worker
from tests.trainings.people import address, attend
from trainings.actions.exports import export_attendance
from trainings.models import Attendance, Participant, Session
from trainings.resources import MARKS, AttendanceResource
from welfare.errors import RuleError


@pytest.fixture
def recorded(event, office, regions):
    """A participant for each status, one not recorded at all, and a guest who came."""
    for number, status in enumerate(Attendance.Status):
        worker = make_worker(office, f"Peserta {'ABCDEF'[number]}")
        person = invite(event, worker, "PSM", regions["35.13.19.2003"], institution="IPSM")
        attend(event, session=1, status=status, participants=[person])
    invite(event, make_worker(office, "Belum Dicatat"), "TKSK", regions["35.13.18"])
    guest = Participant.objects.create(event=event, name="Tamu Dinas", capacity="guest", region=event.region)
    attend(event, session=2, participants=[guest])
    return event


def exported(event, user, file_format="csv"):
    return export_attendance(
        event=event,
        participants=Participant.objects.visible_to(user).filter(event=event),
        file_format=file_format,
        by=user,
    )


@pytest.mark.parametrize("field", AttendanceResource().fields.values(), ids=lambda field: field.column_name)
def test_heading_means_to_the_importer_what_the_column_holds(field):
    assert classify((field.column_name,)).field == field.meaning


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_attendance_comes_back_unchanged(file_format, recorded, operator, tmp_path):
    Session.objects.create(event=recorded, label="Malam", date="2019-12-09", starts_at="19:00")
    file = exported(recorded, operator, file_format)
    path = tmp_path / file.name
    path.write_bytes(file.content)

    batch = batches.stage(path, kind="attendance", scope=operator.scope, target=recorded.slug, by=operator)

    assert sorted((row.values["name"], row.action, row.changes) for row in batch.rows.all()) == sorted(
        (row.shown_name, "same", {}) for row in recorded.participants.as_shown()
    )


def test_export_has_a_column_for_each_session(recorded, operator):
    lines = exported(recorded, operator).content.decode("utf-8-sig").splitlines()

    marks = {line.split(";")[1]: line.split(";")[-2:] for line in lines}
    assert marks["Nama"] == ["Sesi 1", "Sesi 2"]
    assert marks["Tamu Dinas"] == ["", "Hadir"]
    assert marks["Peserta A"] == ["", ""]  # expected is not recorded
    assert [marks[f"Peserta {letter}"][0] for letter in "BCDEF"] == list(MARKS.values())


def test_neighbour_exports_his_own_participants_only(recorded, neighbour):
    lines = exported(recorded, neighbour).content.decode("utf-8-sig").splitlines()

    assert [line.split(";")[1] for line in lines] == ["Nama", "Tetangga"]


def test_export_holds_no_number_of_anybody(recorded, operator):
    text = exported(recorded, operator).content.decode()

    assert [worker.nik for worker in Worker.objects.all() if worker.nik in text] == []


def test_export_is_written_down(recorded, supervisor):
    file = exported(recorded, supervisor)

    log = AccessLog.objects.get()
    assert (log.user, log.act, log.people, log.what) == (supervisor, "export", 8, file.name)


@pytest.mark.parametrize("file_format", ["pdf", ""])
def test_other_formats_are_refused(file_format, recorded, operator, login):
    with pytest.raises(RuleError):
        exported(recorded, operator, file_format)

    page = login(operator).post(address("event_export", recorded), {"format": file_format}, follow=True)
    assert [str(message) for message in page.context["messages"]] != []
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_export_costs_the_same_for_any_number(
    people, event, office, regions, operator, django_assert_num_queries
):
    for _one in range(people):
        invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    attend(event, session=1)
    operator.has_perm("registry.export_worker")

    with django_assert_num_queries(6):  # sessions, people, attendance, the log, the transaction around it
        exported(event, operator)


def test_page_offers_the_export(recorded, operator, login):
    page = login(operator).get(address("event_participants", recorded)).content.decode()

    assert f'action="{address("event_export", recorded)}?"' in page
