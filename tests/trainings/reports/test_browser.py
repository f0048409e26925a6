"""Reports in a real browser: readable at both widths, printable, one click from their file."""

import io
import re
from pathlib import Path

import pypdf
import pytest

from tests.browser import faults
from tests.factories import invite, make_event, make_worker
from tests.papers.reading import pages
from tests.trainings.people import attend
from tests.trainings.reports.making import serve, sheet_rows

pytestmark = pytest.mark.browser

DISTRICT = "/laporan/district/?region=35.13.19&on=2019-12-16"
RECAP = "/laporan/event-recap/?event=bimtek"
SIGN_IN = "/laporan/sign-in/?event=bimtek&region=35.13.19"


@pytest.fixture
def reports(transactional_db, office, regions):
    """Somebody who serves in Dringu, and came to an event."""
    worker = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha").worker
    event = make_event(office, slug="bimtek")
    invite(event, worker, "TKSK", regions["35.13.19"])
    for place in ("35.13.19.2003", "35.13.18.2001"):
        invite(event, make_worker(office), "PSM", regions[place])
    attend(event, session=1)


@pytest.mark.parametrize("address", ["/laporan/", DISTRICT, RECAP, SIGN_IN])
def test_page_fits_and_can_be_read_by_everybody(address, visit, supervisor, reports):
    assert faults(visit(supervisor, address)) == []


@pytest.mark.parametrize(("address", "button"), [(DISTRICT, "a"), (SIGN_IN, "button")])
def test_file_is_one_click_away(address, button, visit, supervisor, reports):
    page = visit(supervisor, address)

    with page.expect_download() as download:
        page.click(f".page-actions {button}:has-text('PDF')")

    content = Path(download.value.path()).read_bytes()
    assert "Moh. Toha" in pages(content)[0]


def test_from_the_catalogue_to_the_files(visit, supervisor, reports):
    page = visit(supervisor, "/laporan/")

    page.click("a[href='/laporan/roster/']")
    page.fill("[name=region]", "35.13.19")
    page.fill("[name=on]", "2019-12-16")
    page.click(".panel-foot button")

    assert re.findall(r"\d+", page.inner_text("p.muted.no-print")) == ["1", "1"]  # people, pages
    assert page.inner_text("article").count("Moh. Toha") == 1
    files = {kind: downloaded(page, kind) for kind in ("PDF", "XLSX")}
    assert "Moh. Toha" in pages(files["PDF"])[0]
    assert sheet_rows(files["XLSX"], "Daftar PSKS per kecamatan", head="Kecamatan")[0][1] == "Moh. Toha"


def downloaded(page, kind: str) -> bytes:
    """The file behind a button."""
    with page.expect_download() as download:
        page.click(f".page-actions a:text-is('{kind}')")
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(("address", "is_wide"), [(DISTRICT, False), (RECAP, True)])
def test_browser_prints_on_the_paper_of_the_report(address, is_wide, visit, supervisor, reports):
    page = visit(supervisor, address)

    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages

    assert {sheet.mediabox.width > sheet.mediabox.height for sheet in printed} == {is_wide}
