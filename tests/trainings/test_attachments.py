"""Papers of an event: scans of signed sheets and photographs."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.world import PDF, picture
from tests.factories import make_event
from tests.trainings.people import address
from trainings.actions import events
from trainings.models import Attachment


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def paper(event, operator) -> Attachment:
    return Attachment.objects.create(
        event=event,
        session=event.sessions.first(),
        kind="signed_sheet",
        caption="Lembar Dringu",
        file=SimpleUploadedFile("a.pdf", PDF),
        added_by=operator,
    )


def pdf(name="Lembar 1.pdf"):
    return SimpleUploadedFile(name, PDF)


def photo(name="Foto.jpg"):
    return SimpleUploadedFile(name, picture("JPEG").read())


def test_several_pages_are_added_at_once(event, operator, login, uploads):
    session = event.sessions.first()
    data = {"kind": "signed_sheet", "session": session.pk, "caption": "Hari I", "files": [pdf(), photo()]}

    response = login(operator).post(address("event_attachment_add", event), data)

    added = event.attachments.order_by("pk")
    assert response.url == address("event_attachments", event)
    assert [(row.kind, row.session, row.caption, row.added_by) for row in added] == [
        ("signed_sheet", session, "Hari I", operator)
    ] * 2
    assert [row.file.name[-4:] for row in added] == [".pdf", ".jpg"]


@pytest.mark.parametrize(
    "files",
    [[], [SimpleUploadedFile("a.exe", b"MZ")], [pdf(), SimpleUploadedFile("b.pdf", b"no pdf")]],
    ids=["none", "program", "one of them broken"],
)
def test_nothing_is_kept_when_one_file_cannot_be(files, event, operator, login):
    for file in files:
        file.seek(0)
    data = {"kind": "photo", "files": files}

    response = login(operator).post(address("event_attachment_add", event), data)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["files"])
    assert not Attachment.objects.exists()


def test_session_of_another_event_cannot_be_chosen(event, office, operator, login):
    other = make_event(office).sessions.first()

    response = login(operator).post(
        address("event_attachment_add", event), {"kind": "photo", "session": other.pk, "files": [pdf()]}
    )

    assert list(response.context["form"].errors) == ["session"]


def test_closed_event_takes_proof_and_gives_none_back(event, paper, operator, login):
    events.close(event=event, by=operator)
    client = login(operator)

    client.post(address("event_attachment_add", event), {"kind": "photo", "files": [pdf()]})
    client.post(address("event_attachment_remove", event, paper.pk))

    assert event.attachments.count() == 2


def test_removed_paper_leaves_no_file(
    event, paper, operator, login, uploads, django_capture_on_commit_callbacks
):
    stored = uploads / paper.file.name
    before = stored.exists()

    with django_capture_on_commit_callbacks(execute=True):
        login(operator).post(address("event_attachment_remove", event, paper.pk))

    assert (before, stored.exists(), Attachment.objects.exists()) == (True, False, False)


def test_picture_of_a_sheet_is_shown_beside_it(event, paper, operator, supervisor, login):
    shown = event.attachments.create(session=paper.session, kind="signed_sheet", file=photo())
    page = f"{address('event_attendance', event)}?session={paper.session.pk}"

    assert login(operator).get(page).context["pictures"] == [shown]
    assert login(supervisor).get(page).context["pictures"] == []  # he may not open it


def test_grid_leads_to_the_scan_of_its_session(event, paper, operator, login):
    first, last = event.sessions.all()
    client, page = login(operator), address("event_attendance", event)

    shown = [list(client.get(f"{page}?session={s.pk}").context["scans"]) for s in (first, last)]

    assert shown == [[paper], []]


def test_other_office_sees_no_papers(event, paper, neighbour, login):
    client = login(neighbour)

    labels = [str(label) for label, *_rest in client.get(event.get_absolute_url()).context["tabs"]]

    assert client.get(address("event_attachments", event)).status_code == 403
    assert ("Files" in labels or "Berkas" in labels) is False


def test_photograph_is_written_anew(event, operator, login, uploads):
    content = io.BytesIO(picture("JPEG", side=8).read() + b"after the end")
    upload = SimpleUploadedFile("Foto Srikandi.jpg", content.getvalue())

    login(operator).post(address("event_attachment_add", event), {"kind": "photo", "files": [upload]})

    stored = Attachment.objects.get().file
    assert b"after the end" not in (uploads / stored.name).read_bytes()
    assert "Srikandi" not in stored.name
