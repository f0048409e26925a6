"""A real browser for the tests that need one: Debian's Chromium, driven by Playwright."""

import os
import shutil
import threading
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

WIDTHS = (320, 820, 1280)
LOOKS = ((320, "light"), (1280, "light"), (1280, "dark"))  # where all rules of accessibility are tried
CHROMIUM = shutil.which("chromium")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; without one the test is skipped, unless PILAR_REQUIRE_BROWSER is set."""
    if CHROMIUM is None:
        if os.environ.get("PILAR_REQUIRE_BROWSER") == "1":
            pytest.fail("PILAR_REQUIRE_BROWSER is set, but no chromium is on the path.")
        pytest.skip("no chromium found (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """A function that opens an address as a user (None: a stranger) in a browser of his own: the page."""
    contexts = []

    def open_page(user, address: str, *, width: int = 1280, dark: bool = False, scripts: bool = True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        if user is not None:
            client = Client()  # each his own session: another login in it would end the one before
            client.force_login(user)
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(live_server.url + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    _let_requests_end()


def _let_requests_end(patience: float = 30) -> None:
    """Wait for what the closed pages had still asked: emptying the tables under a request is a deadlock."""
    deadline = time.monotonic() + patience
    while any("process_request_thread" in thread.name for thread in threading.enumerate()):
        if time.monotonic() > deadline:
            raise TimeoutError("a request of a closed page does not end")
        time.sleep(0.01)


def faults(page) -> list[str]:
    """What is wrong with the page: rules of accessibility it breaks, and widths at which it has to be moved.

    One page is loaded once and looked at in several ways, which loading it each time would make four times as
    slow.
    """
    page.emulate_media(reduced_motion="reduce")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        taken = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{taken} px wide of {width}"] if taken != width else []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        broken = Axe().run(page).response["violations"]
        found += [f"{rule['id']} ({scheme}, {width} px)" for rule in broken]
    return found
