"""People, regions and settings in a real browser: by keys, on a phone, without scripts."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session

from registry.models import AccessLog, Worker
from registry.views.workers import WorkerList
from tests.browser import faults
from tests.factories import appoint, make_worker

pytestmark = pytest.mark.browser

NIK = "3513195205800099"
EVERY_COLUMN = "&".join(f"column={column.key}" for column in WorkerList.all_columns if not column.always)


@pytest.fixture
def roster(transactional_db, office, regions):
    """Sixty PSM, the first of them with a NIK to reveal."""
    people = [
        make_worker(office, f"Orang {n:02}", nik=NIK if n == 0 else None, birth_date=date(1980, 1, 1))
        for n in range(60)
    ]
    for worker in people:
        appoint(worker, "PSM", regions["35.13.19.2003"])
    return people


def test_pages_are_accessible_and_fit(visit, administrator, regions, roster):
    worker = roster[0]
    post, district = worker.appointments.get(), regions["35.13.19"]
    page = visit(administrator, "/")
    root = page.url.rstrip("/")

    for address in (
        *("/", "/psks/", f"/psks/?role=PSM&{EVERY_COLUMN}", "/psks/?q=nobody&sex=male", "/psks/tambah/"),
        *(f"/psks/{worker.pk}/{tab}" for tab in ("", "penugasan/", "riwayat/", "ubah/", "angkat/")),
        *(f"/penugasan/akhiri/?post={post.pk}", f"/penugasan/{post.pk}/pindah/"),
        *("/psks/daftar-kerja/", f"/psks/ganda/{worker.pk}/{roster[1].pk}/", "/psks/ubah/?all=1"),
        *(
            "/wilayah/",
            f"/wilayah/{district.pk}/",
            f"/wilayah/{district.pk}/lowong/",
            "/pengaturan/",
            "/pengaturan/kantor/",
        ),
        *("/pengaturan/pengguna/", "/pengaturan/pengguna/tambah/", "/pengaturan/peran/"),
    ):
        page.goto(root + address)

        assert (address, faults(page)) == (address, [])


def test_list_is_searched_walked_and_opened_by_keys(visit, operator, roster):
    page = visit(operator, "/psks/")

    page.keyboard.press("/")
    page.keyboard.type("orang 4")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=orang"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-ticked]").inner_text() == "1"
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(rf"/psks/{roster[1].pk}/$"))
    page.go_back()
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.wait_for_url(re.compile(r"/psks/\d+/ubah/$"))


def test_exact_number_takes_every_place_of_more_than(visit, operator, roster, monkeypatch):
    monkeypatch.setattr(WorkerList, "count_limit", 20)

    page = visit(operator, "/psks/")
    page.wait_for_selector("[data-exact-number]", state="attached")

    assert page.locator("[data-bounded]").all_inner_texts() == ["60", "60"]
    assert page.title() == f"{page.inner_text('h1')} - Pilar"
    assert "60" in page.title()


def test_ticked_people_are_extended_together(visit, operator, roster):
    page = visit(operator, "/psks/")

    page.check("thead [data-tick-all]")
    assert page.locator("[data-tick]:checked").count() == 50
    page.uncheck("thead [data-tick-all]")
    assert not page.locator("#bulk").is_visible()
    for tick in page.locator("[data-tick]").all()[:3]:
        tick.check()
    page.click("#bulk button >> nth=0")
    page.fill("[name=number]", "188.45/1/2026")
    page.click(".savebar button")
    page.wait_for_selector("input[name=seen]", state="attached")  # what will change, before it does
    assert Worker.objects.under_decree("188.45/1/2026").count() == 0
    page.click(".savebar button >> nth=0")  # back
    assert page.input_value("[name=number]") == "188.45/1/2026"
    page.click(".savebar button")
    page.wait_for_selector("input[name=seen]", state="attached")
    page.click(".savebar button >> nth=1")

    page.wait_for_url(re.compile(r"/psks/$"))
    assert Worker.objects.under_decree("188.45/1/2026").count() == 3


def test_numbers_are_shown_in_place_for_a_while_and_logged(visit, operator, roster):
    page = visit(operator, f"/psks/{roster[0].pk}/")
    page.clock.install()

    page.click("#identity button")
    page.wait_for_selector(f"text={NIK}")

    assert AccessLog.objects.count() == 1
    assert NIK not in page.url
    page.clock.fast_forward(29_000)
    assert NIK in page.content()
    page.clock.fast_forward(1_000)
    assert NIK not in page.content()
    assert page.locator("#identity button").is_visible()


def test_region_is_suggested_while_typing(visit, operator, roster):
    page = visit(operator, f"/psks/{roster[0].pk}/angkat/")

    page.locator("#id_region").press_sequentially("kali")
    option = page.locator("#id_region-suggestions option")
    option.wait_for(state="attached")

    assert option.get_attribute("value") == "Desa Kalirejo, Kec. Dringu, Kab. Probolinggo (35.13.19.2003)"


def test_filter_panel_comes_when_it_is_opened(visit, operator, roster):
    page = visit(operator, "/psks/?q=a")
    assert not page.locator("[name=role]").count()

    page.focus("details.filters summary")
    page.keyboard.press("Enter")
    page.check("[name=role][value=PSM]")
    assert [fault for fault in faults(page) if "wide of" not in fault] == []
    page.click(".filters-body button")

    page.wait_for_selector(".chip:has-text('PSM')")
    assert parse_qs(urlsplit(page.url).query)["role"] == ["PSM"]
    assert parse_qs(urlsplit(page.url).query)["q"] == ["a"]
    assert not page.locator("details.filters[open]").count()


def test_keyboard_keeps_its_place_in_a_list_that_changes(visit, operator, roster):
    page = visit(operator, "/psks/?role=PSM")
    page.focus("#sort-name")

    page.keyboard.press("Enter")
    page.wait_for_selector("[aria-sort=ascending] #sort-name:focus")
    page.reload()
    page.focus("a.chip")
    page.keyboard.press("Enter")

    page.wait_for_selector("#list:focus:not(:has(a.chip))")


def test_filters_pages_and_forms_work_without_scripts(visit, operator, roster, regions):
    page = visit(operator, "/psks/", scripts=False)

    page.click("details.filters summary")
    page.click("#conditions")
    page.check("[name=role][value=PSM]")
    page.click(".filters-body button")
    page.click("a[rel=next]")
    assert page.locator("tbody tr").count() == 10
    page.click("tbody a >> nth=0")
    page.goto(page.url + "angkat/")
    page.select_option("[name=role]", label="TKSK")
    page.fill("[name=region]", "Kec. Dringu")
    page.fill("[name=first_day]", "2026-01-01")
    page.click(".savebar button")

    page.wait_for_selector(".timeline")
    assert roster[50].appointments.filter(role__code="TKSK", region=regions["35.13.19"]).exists()


def test_numbers_are_shown_without_scripts(visit, operator, roster):
    page = visit(operator, f"/psks/{roster[0].pk}/", scripts=False)

    page.click("#identity button")

    assert NIK in page.content()


@pytest.mark.parametrize("scripts", [True, False])
def test_whole_version_is_chosen_at_once(scripts, visit, operator, roster):
    worker = roster[0]
    page = visit(operator, f"/psks/{worker.pk}/ubah/", scripts=scripts)

    Worker.objects.filter(pk=worker.pk).update(education="SMA", institution="IPSM")
    page.fill("[name=education]", "S1")
    page.fill("[name=institution]", "Karang Taruna")
    page.click(".savebar button")
    page.click("button[value=theirs]")
    assert page.locator("input[value=theirs]:checked").count() == 2
    page.click("button[value=mine]")
    assert page.locator("input[value=mine]:checked").count() == 2
    page.click("button[value=theirs]")
    page.check("[name=choose-education][value=mine]")
    page.click(".savebar button")

    page.wait_for_url(re.compile(rf"/psks/{worker.pk}/$"))
    worker.refresh_from_db()
    assert (worker.education, worker.institution) == ("S1", "IPSM")


def test_conflict_is_settled_in_the_browser(visit, operator, roster):
    worker = roster[0]
    page = visit(operator, f"/psks/{worker.pk}/ubah/")

    Worker.objects.filter(pk=worker.pk).update(education="SMA")
    page.fill("[name=education]", "S1")
    page.click(".savebar button")
    page.wait_for_selector(".versions")
    page.click(".savebar button")

    page.wait_for_url(re.compile(rf"/psks/{worker.pk}/$"))
    worker.refresh_from_db()
    assert (worker.education, worker.nik) == ("S1", NIK)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_rows_are_ticked_on_a_phone_once_somebody_wants_to(scripts, visit, operator, roster):
    page = visit(operator, "/psks/", width=360, scripts=scripts)
    box = page.locator("tbody .tick label").first
    assert (box.is_visible(), page.locator(".bulk").is_visible()) == (False, False)

    page.check(".choose")
    box.click()
    size = box.bounding_box()
    assert min(size["width"], size["height"]) >= 44
    assert not scripts or faults(page) == []
    page.click(".bulk button >> nth=0")

    page.wait_for_url(re.compile(r"/penugasan/perpanjang/\?.*post=\d+"))


def log_in(page, user) -> None:
    page.fill("[name=username]", user.username)
    page.fill("[name=password]", "sandi-rahasia-1")
    with page.expect_navigation():
        page.click("[data-stranger] .btn-primary")
    assert page.evaluate("sessionStorage.getItem('pilar-unsent')") is None  # taken, whoever came


@pytest.fixture
def lost(visit, operator, roster):
    """The login page after an edit was sent when the session had ended."""
    page = visit(operator, f"/psks/{roster[0].pk}/ubah/")
    page.fill("[name=institution]", "Karang Taruna")
    Session.objects.all().delete()
    page.click(".savebar button")
    page.wait_for_selector("[data-stranger]")
    return page


def test_what_was_typed_is_back_after_logging_in_again(lost, operator, roster):
    log_in(lost, operator)
    lost.click(".savebar button")
    lost.wait_for_url(re.compile(rf"/psks/{roster[0].pk}/$"))

    roster[0].refresh_from_db()
    assert roster[0].institution == "Karang Taruna"


def test_what_was_typed_is_shown_to_nobody_else(lost, administrator):
    log_in(lost, administrator)

    assert lost.input_value("[name=institution]") == ""
