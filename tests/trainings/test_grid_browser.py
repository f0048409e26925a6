"""Typing in a signed sheet in a real browser: by keys alone, and without JavaScript."""

import pytest

from tests.browser import faults
from tests.factories import invite, make_event, make_worker
from tests.trainings.people import address, attend
from trainings.models import Attendance

pytestmark = pytest.mark.browser


@pytest.fixture
def event(transactional_db, office, regions):
    event = make_event(office)
    for name, place in (("Ani", "35.13.18.2001"), ("Budi", "35.13.19.2003"), ("Citra", "35.13.19.2004")):
        invite(event, make_worker(office, name), "PSM", regions[place])
    return event


@pytest.fixture
def sheet(event):
    """The sheet of Dringu."""
    return f"{address('event_attendance', event)}?district=35.13.19&session={event.sessions.first().pk}"


def recorded() -> dict[tuple[str, str], str]:
    rows = Attendance.objects.select_related("participant__worker", "session")
    return {(row.participant.worker.name, row.session.label): row.status for row in rows}


def test_sheet_is_typed_in_by_keys_alone(visit, operator, sheet):
    page = visit(operator, sheet)
    page.focus("select.mark")

    for key in ("h", "Enter", "w", "ArrowUp", "Tab", "t", "Enter", "s", "Backspace", "i"):
        page.keyboard.press(key)

    assert page.text_content("[data-unsaved]").startswith("4")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent.trim().length") > 0
    page.keyboard.press("Enter")
    page.wait_for_selector(".say-success")
    assert recorded() == {
        ("Budi", "Hari 1"): "present",
        ("Citra", "Hari 1"): "represented",
        ("Budi", "Hari 2"): "absent",
        ("Citra", "Hari 2"): "excused",
    }


def test_substitute_is_asked_for_at_once(visit, operator, sheet):
    page = visit(operator, sheet)
    page.focus("select.mark")

    page.keyboard.press("w")
    page.fill("[data-substitutes] input", "Dewi")
    page.click("[data-save-next], .savebar .btn-primary")

    page.wait_for_selector(".say-success")
    assert list(Attendance.objects.values_list("status", "represented_by")) == [("represented", "Dewi")]


def test_rest_is_filled_and_shown_before_it_is_saved(visit, operator, event, sheet):
    attend(event, session=1, participants=event.participants.filter(worker__name="Citra"), status="sick")
    page = visit(operator, sheet)

    page.click("[data-fill]")

    first = event.sessions.first().pk
    shown = page.eval_on_selector_all(f"select[name$='-{first}']", "cells => cells.map(cell => cell.value)")
    assert shown == ["present", "sick"]
    assert recorded() == {("Citra", "Hari 1"): "sick"}


@pytest.mark.parametrize("width", [360, 1280])
def test_sheet_is_typed_in_without_javascript(width, visit, operator, event, sheet):
    page = visit(operator, sheet, width=width, scripts=False)
    first = event.sessions.first().pk

    page.select_option(f"select[name$='-{first}'] >> nth=0", "present")
    page.click(".savebar button >> nth=0")

    page.wait_for_selector(".say-success")
    assert recorded() == {("Budi", "Hari 1"): "present"}


def test_event_pages_are_accessible_and_fit(visit, operator, event, sheet):
    attend(event, session=1)
    page = visit(operator, "/kegiatan/")
    root = page.url.removesuffix("/kegiatan/")
    names = [
        *("event", "event_participants", "event_agenda", "event_history", "event_edit", "event_sessions"),
        *("event_quotas", "event_invite", "event_guest_add", "event_region_add", "event_close"),
    ]
    searched = f"{address('event_participant_add', event)}?q=ani"

    for url in ["/kegiatan/", "/kegiatan/baru/", sheet, searched, *(address(name, event) for name in names)]:
        page.goto(root + url)

        assert (url, faults(page)) == (url, [])
