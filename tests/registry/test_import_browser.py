"""The review by keyboard, without JavaScript, and on a phone, in a real browser."""

import re

import pytest

from registry.models import ImportBatch, Worker
from tests.browser import faults
from tests.factories import appoint, make_user, make_worker
from tests.registry.imports.staged import BUDI, NURUL, SITI, person, row, sheet, stage

pytestmark = [pytest.mark.browser]

UNKNOWN = {"NIK": None, "Tanggal Lahir": None, "HP": None, "Desa": None}


@pytest.fixture(autouse=True)
def uploaded(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def operator(office):
    return make_user("operator", office.region, office=office, language="en")


@pytest.fixture
def people(transactional_db, office, regions):
    """Two of one name in one district, and one whom only the name tells."""
    made = []
    for name, code in (("Siti Aminah", 2003), ("Siti Aminah", 2004), ("Budi Santoso", 2005)):
        made.append(make_worker(office, name, nik=None, sex=""))
        appoint(made[-1], "PSM", regions[f"35.13.19.{code}"])
    return made


@pytest.fixture
def batch(people, office, tmp_path):
    """Two rows that ask, two with a cell that cannot be read."""
    asking = [person(one, **UNKNOWN) for one in (SITI, BUDI)]
    wrong = {"Tanggal Lahir": "31/02/1985", "NIK": None}
    return stage(
        tmp_path,
        *asking,
        person(NURUL, **wrong),
        person(NURUL, Nama="Umi Kulsum", **wrong),
        scope=office.region,
    )


def test_rows_are_decided_by_keys(visit, operator, batch, people):
    page = visit(operator, batch.get_absolute_url())
    page.wait_for_selector(".ask h3:text-is('Siti Aminah')")

    page.keyboard.press("2")
    page.wait_for_selector(".ask h3:text-is('Budi Santoso')")
    page.keyboard.press("n")
    page.wait_for_selector("text=2 rows decided by you")

    assert (row(batch, 0).worker, row(batch, 0).reason) == (people[1], "decided")
    assert (row(batch, 1).action, row(batch, 1).reason) == ("create", "decided")
    assert not page.is_visible(".ask")


def test_key_is_not_taken_twice_for_the_next_row(visit, operator, batch, people):
    """Whoever presses a key twice decides one row."""
    page = visit(operator, batch.get_absolute_url())
    page.wait_for_selector(".ask h3:text-is('Siti Aminah')")

    page.keyboard.press("1")
    page.keyboard.press("1")
    page.wait_for_selector(".ask h3:text-is('Budi Santoso')")

    assert row(batch, 1).decision == {}


def test_later_leads_to_the_next_row_and_decides_nothing(visit, operator, batch):
    page = visit(operator, batch.get_absolute_url())
    page.wait_for_selector(".ask h3:text-is('Siti Aminah')")

    page.keyboard.press("s")

    page.wait_for_selector(".ask h3:text-is('Budi Santoso')")
    assert row(batch, 0).decision == {}


def test_enter_leads_from_cell_to_cell(visit, operator, batch):
    page = visit(operator, batch.get_absolute_url())
    page.focus("#in-cell-2-birth_date")

    page.keyboard.type("x")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cell-2-birth_date .bad")
    assert page.evaluate("document.activeElement.id") == "in-cell-2-birth_date"
    page.fill("#in-cell-2-birth_date", "1/2/1985")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cell-2-birth_date.is-right")

    page.wait_for_function("document.activeElement.id === 'in-cell-3-birth_date'")
    assert row(batch, 2).values["birth_date"] == "1985-02-01"


def test_counts_and_button_follow_the_decisions(visit, operator, batch):
    page = visit(operator, batch.get_absolute_url())
    assert page.inner_text("#savebar button").strip() == "Save 2 people"

    page.keyboard.press("n")

    page.wait_for_selector("#savebar button:has-text('Save 3 people')")
    assert page.inner_text(".tally-choose .tally-number") == "1"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_whole_way_from_the_file_to_the_people(scripts, visit, operator, people, tmp_path):
    path = sheet(tmp_path / "roster.xlsx", person(SITI, **UNKNOWN), person(NURUL, NIK="12"))
    page = visit(operator, "/impor/", scripts=scripts)

    page.set_input_files("input[name=file]", path)
    page.click("text=Read the file")
    page.wait_for_url(re.compile(r"/impor/\d+/"))
    page.fill("input[name=text]", NURUL[1])
    page.press("input[name=text]", "Enter")
    page.wait_for_selector("#cell-1-nik.is-right" if scripts else "#cells[hidden]", state="attached")
    page.click("text=Leave this row out")
    page.wait_for_selector("text=1 row decided by you")
    page.click("button:has-text('Save 1 person')")
    page.wait_for_selector("h2:has-text('1 person saved')")

    assert Worker.objects.get(nik=NURUL[1]).name == "Nurul Huda"
    assert ImportBatch.objects.get().state == "applied"


def test_pages_are_accessible_and_fit(visit, operator, batch):
    page = visit(operator, "/impor/")
    root = page.url.removesuffix("/impor/")

    for address in ("", "?show=create", "?show=decided", "kolom/", "buang/"):
        page.goto(f"{root}/impor/{batch.pk}/{address}")
        assert (address, faults(page)) == (address, [])
    page.goto(f"{root}/impor/")
    assert faults(page) == []


def test_work_goes_on_where_a_part_was_swapped_away(visit, operator, batch):
    """By keyboard: the next card after a decision, the next cells after some were put right together."""
    page = visit(operator, batch.get_absolute_url())

    page.focus(".ask button[data-key]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ask:focus h3:text-is('Budi Santoso')")
    page.focus("#cells .fault-all button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#alerts:has-text('2 cells were put right')")

    page.wait_for_selector("#savebar button:focus")
