"""Certificates in a real browser: issued, printed, revoked; and verified by strangers without JavaScript."""

import io
from datetime import date

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import faults
from tests.factories import invite, make_event, make_worker
from tests.trainings.people import address, attend
from trainings.actions import certificates
from trainings.models import Certificate

NIKS = {"Ani": "3513191205800001", "Budi": "3513191205800002"}

pytestmark = pytest.mark.browser


@pytest.fixture
def event(transactional_db, office, regions):
    """Two who were there on both days."""
    event = make_event(office)
    for name, nik in NIKS.items():
        invite(event, make_worker(office, name, nik=nik), "PSM", regions["35.13.19.2003"])
    attend(event, session=1)
    attend(event, session=2)
    return event


@pytest.fixture
def issued(event, operator) -> dict[str, Certificate]:
    rows = certificates.issue(event=event, on=date(2019, 12, 10), by=operator)
    return {row.printed_name: row for row in rows}


def test_certificates_are_issued_printed_and_revoked(visit, operator, event):
    page = visit(operator, address("event_certificates", event))

    page.click("main .btn-primary")
    page.click("form .btn-primary")
    expect(page.locator(".say-success")).to_contain_text("2")
    with page.expect_download() as download:
        page.click("a[href$='sertifikat/pdf/']")
    assert len(PdfReader(io.BytesIO(download.value.path().read_bytes())).pages) == 4
    page.locator("tr", has_text="Budi").get_by_role("link", name="Cabut").click()
    page.click("form .btn-danger")
    assert page.locator("form .btn-danger").is_visible()  # not without a reason
    page.fill("[name=reason]", "Nama keliru")
    page.click("form .btn-danger")

    expect(page.locator("tr", has_text="Budi")).to_contain_text("Nama keliru")
    assert Certificate.objects.get(printed_name="Budi").revoke_reason == "Nama keliru"
    assert Certificate.objects.get(printed_name="Ani").revoked_at is None


@pytest.mark.parametrize("width", [360, 1280])
def test_code_is_verified_without_javascript(width, visit, issued, operator):
    certificates.revoke(certificate=issued["Budi"], reason="Nama keliru", by=operator)
    page = visit(None, "/s/", width=width, scripts=False)
    told = {}

    typed = {"right": issued["Ani"].spoken_code.lower(), "revoked": issued["Budi"].code, "wrong": "7K4M-0000"}
    for name, code in typed.items():
        page.fill("[name=code]", code)
        page.click("form .btn-primary")
        told[name] = page.locator("#main").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.goto(page.url.partition("/s/")[0] + "/s/")

    assert ("asli" in told["right"], "Ani" in told["right"]) == (True, True)
    assert ("dicabut" in told["revoked"], "Nama keliru" in told["revoked"]) == (True, False)
    assert "Ani" not in told["wrong"]
    assert [nik for nik in NIKS.values() if nik in "".join(told.values())] == []


def test_verification_is_accessible_and_fits(visit, issued):
    assert faults(visit(None, f"/s/{issued['Ani'].code}/")) == []
