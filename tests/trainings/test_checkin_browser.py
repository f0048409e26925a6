"""The check-in desk in a real browser: by keys, without a network, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser import faults
from tests.factories import appoint, invite, make_event, make_worker
from tests.trainings.people import address, attend, invite_many
from trainings.actions import events
from trainings.actions.checkin import check_in
from trainings.models import Attendance, Participant

pytestmark = pytest.mark.browser


@pytest.fixture
def event(transactional_db, office, regions, desk):
    event = make_event(office)
    event.desks.add(desk)
    for name, place in (
        ("Siti Aminah", "35.13.18.2001"),
        ("Siti Zubaidah", "35.13.19.2003"),
        ("Budi", "35.13.19"),
    ):
        invite(event, make_worker(office, name), "PSM", regions[place])
    return event


@pytest.fixture
def uninvited(event, office, regions):
    """Somebody of the roster who is not invited."""
    worker = make_worker(office, "Yusuf Maulana")
    appoint(worker, "PSM", regions["35.13.18.2001"])
    return worker


@pytest.fixture
def at_desk(event, visit, desk):
    """A function that opens the desk; with scripts it waits until the names are there."""

    def open_desk(**how):
        page = visit(desk, address("checkin_desk", event, event.sessions.first().pk), **how)
        if how.get("scripts", True):
            page.wait_for_selector("[data-kept-count]:not(:empty)")
        return page

    return open_desk


def enter(page, text: str) -> None:
    """Type into the search box, as a person or a scanner does, and press Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def cards(page) -> list[tuple[str, str]]:
    """(kind, name) of the cards, the newest first."""
    return page.eval_on_selector_all(
        "[data-card]",
        "all => all.map(one => [one.dataset.kind, one.querySelector('[data-name]').textContent])",
    )


def wait_for_cards(page, many: int) -> None:
    page.wait_for_selector(f".arrivals > :nth-child({many})")


def wait_until_sent(page) -> None:
    """Wait until nothing is left in the queue; the strict policy forbids to ask for it inside the page."""
    while page.evaluate("Object.keys(localStorage).some((key) => key.includes('-queue-'))"):
        page.wait_for_timeout(100)


def stored() -> list[str]:
    return sorted(str(row.participant) for row in Attendance.objects.select_related("participant__worker"))


def test_crowd_is_checked_in_by_keys_alone(at_desk, event):
    page = at_desk()

    enter(page, "budi")
    wait_for_cards(page, 1)
    page.keyboard.type("siti")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_cards(page, 2)
    enter(page, event.participants.get(worker__name="Budi").token)
    wait_for_cards(page, 3)

    assert cards(page) == [["again", "Budi"], ["present", "Siti Zubaidah"], ["present", "Budi"]]
    assert stored() == ["Budi", "Siti Zubaidah"]
    expect(page.locator(".counts [data-here]")).to_have_text("2")
    page.keyboard.press("Control+z")
    page.wait_for_selector("[data-kind=undone]")
    assert stored() == ["Budi"]


def test_somebody_of_the_roster_is_offered_and_added(at_desk, uninvited):
    page = at_desk()

    enter(page, "yusuf")
    page.wait_for_selector("[data-found] [name=worker]", state="attached")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-kind=present]")

    assert Participant.objects.get(worker=uninvited).origin == "walk_in"
    assert cards(page) == [["present", "Yusuf Maulana"], ["unknown", "yusuf"]]


def test_what_one_desk_records_the_other_is_told(at_desk, visit, event, operator):
    first = at_desk()
    second = visit(operator, address("checkin_desk", event, event.sessions.first().pk))
    second.wait_for_selector("[data-kept-count]:not(:empty)")

    enter(first, "budi")
    wait_for_cards(first, 1)
    enter(second, "budi")
    wait_for_cards(second, 1)
    enter(second, "aminah")
    wait_for_cards(second, 2)

    assert cards(second) == [["present", "Siti Aminah"], ["again", "Budi"]]
    expect(first.locator(".counts [data-here]")).to_have_text("2")


def test_who_is_not_invited_is_added(at_desk):
    page = at_desk()

    enter(page, "Yusuf Maulana")
    page.click("[data-act=walk-in] button")
    page.wait_for_selector("[data-kind=present]")

    assert cards(page) == [["present", "Yusuf Maulana"], ["unknown", "Yusuf Maulana"]]
    assert Participant.objects.get(name="Yusuf Maulana").origin == "walk_in"


def test_desk_goes_on_without_a_network_and_sends_later(at_desk, event):
    page = at_desk(width=360)
    budi = event.participants.get(worker__name="Budi")
    page.context.set_offline(True)

    enter(page, f"http://localhost:8000/k/{budi.token}/")
    wait_for_cards(page, 1)
    enter(page, "aminah")
    wait_for_cards(page, 2)
    enter(page, "budi")
    wait_for_cards(page, 3)

    assert cards(page) == [["again", "Budi"], ["present", "Siti Aminah"], ["present", "Budi"]]
    assert "3 " in page.text_content("[data-network]")
    assert stored() == []
    page.context.set_offline(False)
    page.wait_for_selector("[data-network]", state="hidden")
    assert stored() == ["Budi", "Siti Aminah"]
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "Siti Aminah" in kept
    assert budi.token not in kept


def test_what_a_closed_page_left_is_sent_by_the_next(at_desk, event):
    page = at_desk()
    page.context.set_offline(True)
    enter(page, "budi")
    page.wait_for_selector("[data-waits]:not([hidden])")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.context.set_offline(False)

    page.go_back()

    page.wait_for_selector("[data-kind=present]")
    wait_until_sent(page)
    assert stored() == ["Budi"]


def open_anew(page) -> None:
    """Load the page again, as a person does who is asked whether he really wants to leave."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()


def wait_until_kept(page) -> None:
    """Wait until the desk could open without a network."""
    while not page.evaluate(
        "navigator.serviceWorker.controller && caches.keys().then((all) => all.length > 0)"
    ):
        page.wait_for_timeout(100)


def test_desk_opens_anew_without_a_network(at_desk, event):
    page = at_desk()
    wait_until_kept(page)
    page.context.set_offline(True)
    enter(page, "budi")
    wait_for_cards(page, 1)

    open_anew(page)

    page.wait_for_selector("[data-kind=present] [data-waits]:not([hidden])")
    expect(page.locator("[data-network]")).to_contain_text("1 ")
    expect(page.locator(".counts [data-here]")).to_have_text("1")
    enter(page, "budi")
    enter(page, "aminah")
    page.wait_for_selector(".arrivals > :nth-child(3)")
    assert cards(page) == [["present", "Siti Aminah"], ["again", "Budi"], ["present", "Budi"]]
    page.context.set_offline(False)
    wait_until_sent(page)
    assert stored() == ["Budi", "Siti Aminah"]
    open_anew(page)
    page.wait_for_selector(".counts [data-here]:text-is('2')")
    assert stored() == ["Budi", "Siti Aminah"]


def test_card_that_cannot_be_told_apart_is_asked_for_later(at_desk, event):
    page = at_desk()
    page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")  # as over plain http
    page.context.set_offline(True)

    enter(page, event.participants.get(worker__name="Budi").token)
    wait_for_cards(page, 1)
    assert cards(page) == [["undone", ""]]
    page.context.set_offline(False)

    page.wait_for_selector("[data-kind=present]")
    assert stored() == ["Budi"]


def test_kept_page_names_nobody(at_desk, event):
    attend(event, session=1)
    page = at_desk()
    wait_until_kept(page)

    kept = page.evaluate(
        "caches.keys().then(([key]) => caches.open(key)).then((cache) => cache.keys().then((all) => "
        "Promise.all(all.map((one) => cache.match(one).then((answer) => answer.text())))))"
    )

    assert [name for name in ("Siti", "Budi") if name in "".join(kept)] == []


def test_check_in_the_server_fails_at_holds_nobody_up(at_desk, event, monkeypatch):
    broken = {"Budi"}

    def failing(*, participant, **rest):
        if str(participant) in broken:
            raise OSError
        return check_in(participant=participant, **rest)

    monkeypatch.setattr("trainings.views.checkin.check_in", failing)
    page = at_desk()
    page.evaluate("DeskLine.PAUSE = 500")
    page.context.set_offline(True)
    enter(page, "budi")
    enter(page, "aminah")
    wait_for_cards(page, 2)
    page.context.set_offline(False)

    expect(page.locator("[data-network]")).to_contain_text("500")
    page.wait_for_selector(".arrivals > :first-child [data-waits][hidden]", state="attached")
    assert stored() == ["Siti Aminah"]
    broken.clear()
    wait_until_sent(page)

    assert stored() == ["Budi", "Siti Aminah"]
    expect(page.locator("[data-network]")).to_be_hidden()


def test_who_was_shown_as_present_and_then_refused_is_told(at_desk, event, operator):
    page = at_desk()
    page.context.set_offline(True)
    enter(page, "budi")
    wait_for_cards(page, 1)
    events.close(event=event, by=operator)
    page.context.set_offline(False)

    told = page.locator("[data-refusals] li")

    expect(told).to_have_count(1)
    expect(told).to_contain_text("Budi")
    expect(told).to_contain_text("sudah ditutup")
    page.click("[data-refusals] button")
    page.wait_for_selector(".say-warning")
    assert stored() == []


def test_two_hundred_queued_check_ins_sent_twice_are_two_hundred_rows(at_desk, event, office, regions):
    """A desk that sends its whole queue again, as when no answer came through, records nobody twice."""
    invite_many(event, office, {"PSM": 200}, [regions["35.13.18.2002"]])
    page = at_desk()
    page.context.set_offline(True)
    numbers = list(event.participants.filter(region=regions["35.13.18.2002"]).values_list("pk", flat=True))
    for number in numbers:
        page.keyboard.insert_text(str(number))
        page.keyboard.press("Enter")
    expect(page.locator("[data-network]")).to_contain_text("200", timeout=60_000)
    queue = page.evaluate("Object.entries(localStorage).find(([key]) => key.includes('-queue-'))")
    page.context.set_offline(False)
    wait_until_sent(page)
    sent = list(Attendance.objects.order_by("pk").values())

    page.evaluate("([key, value]) => localStorage.setItem(key, value)", queue)
    again = []
    page.on("request", lambda request: again.append(request.url) if request.method == "POST" else None)
    page.reload()
    wait_until_sent(page)

    assert len(sent) == len(again) == 200
    assert list(Attendance.objects.order_by("pk").values()) == sent


def test_names_are_dropped_when_the_event_closes(at_desk, event, operator):
    page = at_desk()
    events.close(event=event, by=operator)

    page.wait_for_selector(".say-warning")

    assert page.evaluate("Object.keys(localStorage)") == []


def test_names_are_dropped_where_somebody_has_to_log_in(at_desk, event):
    page = at_desk()
    wait_until_kept(page)
    page.context.clear_cookies()

    page.goto(page.url.partition("/kegiatan/")[0] + "/masuk/")

    while page.evaluate("caches.keys().then((all) => all.length)"):
        page.wait_for_timeout(100)
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_desk_works_without_javascript(width, at_desk, event):
    page = at_desk(width=width, scripts=False)

    page.fill(".find [name=q]", "aminah")
    page.click(".find button")
    page.click(".found button")
    page.wait_for_selector(".arrival-present")
    assert stored() == ["Siti Aminah"]
    page.click(".arrival-present button")
    page.wait_for_selector(".arrival-undone")

    assert stored() == []


def test_desk_is_accessible_and_fits(at_desk, event):
    attend(event, session=1, participants=event.participants.filter(worker__name="Budi"), status="excused")
    page = at_desk()

    for number, text in enumerate(("budi", "aminah", "aminah", "Yusuf"), start=1):
        enter(page, text)
        wait_for_cards(page, number)
    page.keyboard.type("siti")

    assert [kind for kind, _name in cards(page)] == ["unknown", "again", "present", "other"]
    assert faults(page) == []
