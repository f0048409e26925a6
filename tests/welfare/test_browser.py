"""The shell, the list and the form in a real browser."""

import re

import pytest

from registry.models import Worker
from tests.browser import faults
from tests.factories import make_worker

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pages")]


@pytest.fixture
def people(transactional_db, office):
    return [make_worker(office, f"Orang {letter}", sex="female") for letter in "ABC"]


def test_pages_are_accessible_and_fit(visit, operator, people):
    page = visit(operator, "/")
    root = page.url

    for address in ("", "people/", "people/?q=nobody", "pengaturan/", "nowhere/"):
        page.goto(root + address)

        assert (address, faults(page)) == (address, [])


def test_login_is_accessible(visit, transactional_db):
    assert faults(visit(None, "/masuk/")) == []


def test_list_is_walked_by_keys(visit, operator, people):
    page = visit(operator, "/people/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "Orang B"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/people/{people[1].pk}/$"))


def test_keys_can_be_switched_off(visit, operator, people):
    operator.shortcuts = False
    operator.save()
    page = visit(operator, "/people/")

    page.keyboard.press("j")

    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_sorting_swaps_the_list_and_says_the_count(visit, operator, people):
    page = visit(operator, "/people/")

    page.click("thead a >> nth=0")
    page.wait_for_url(re.compile("sort=name"))
    page.click("thead a >> nth=0")
    page.wait_for_url(re.compile("sort=-name"))

    page.wait_for_function("document.getElementById('announcer').textContent === '3'")
    assert page.locator("tbody tr").first.inner_text().startswith("Orang C")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_search_works_with_and_without_scripts(scripts, visit, operator, people):
    page = visit(operator, "/people/", scripts=scripts)

    page.fill("#list input[name=q]", "orang b")
    page.press("#list input[name=q]", "Enter")

    page.wait_for_url(re.compile(r"q=orang\+b"))
    assert page.locator("tbody tr").count() == 1


def test_conflict_is_settled_in_the_browser(visit, operator, people):
    page = visit(operator, f"/people/{people[0].pk}/")
    Worker.objects.filter(pk=people[0].pk).update(education="D3")
    page.fill("#id_education", "S1")
    page.click(".savebar .btn-primary")
    page.wait_for_selector(".versions")
    assert faults(page) == []
    outcome = page.locator("[data-outcome]:visible")
    assert outcome.all_inner_texts() == ["S1 · from you"]

    page.check("input[name=choose-education][value=theirs]")
    assert outcome.all_inner_texts() == ["D3 · as it is stored"]
    page.click("[data-choose-all][value=mine]")
    assert outcome.all_inner_texts() == ["S1 · from you"]
    page.click("[data-choose-all][value=theirs]")
    page.click(".savebar .btn-primary")
    page.wait_for_url(re.compile("/people/$"))

    assert Worker.objects.get(pk=people[0].pk).education == "D3"


def test_errors_take_the_focus(visit, operator, people):
    page = visit(operator, f"/people/{people[0].pk}/")

    page.fill("#id_name", "")
    page.click(".savebar .btn-primary")
    page.wait_for_selector(".summary")

    assert page.evaluate("document.activeElement.className") == "summary"
    assert page.title() == "Error: Edit - Pilar"


def test_unsaved_changes_are_not_left_unasked(visit, operator, people):
    page = visit(operator, f"/people/{people[0].pk}/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.fill("#id_education", "S1")
    page.click(".crumbs a")
    page.wait_for_url(re.compile("/people/$"))

    assert asked == ["beforeunload"]


def test_expired_session_leads_the_page_to_the_login(visit, operator, people):
    page = visit(operator, "/people/")

    page.context.clear_cookies()
    page.click("thead a >> nth=0")

    page.wait_for_url(re.compile("/masuk/"))


def test_nothing_inline_is_blocked_and_nothing_breaks(visit, operator, people):
    page = visit(operator, "/")
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    page.goto(page.url + "people/")
    page.click("summary.chip-add")
    page.keyboard.press("Escape")
    page.click("thead a >> nth=1")
    page.wait_for_url(re.compile("sort=sex"))

    assert problems == []
