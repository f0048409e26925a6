"""What the tests of access stand on: an office's world, and those who must see nothing of it."""

import logging
from functools import partial

import pytest
from django.conf import urls
from django.http import HttpResponse

from tests.access.world import make_world
from tests.factories import make_user


@pytest.fixture
def outsider(other_office):
    """The administrator of another regency."""
    return make_user("administrator", other_office.region, office=other_office, is_staff=True)


@pytest.fixture
def world(office, operator, regions, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_world(
        office=office,
        user=operator,
        district=regions["35.13.19"],
        village=regions["35.13.19.2003"],
        name="Srikandi",
    )


@pytest.fixture
def quiet(monkeypatch):
    """No log lines and no pages for refusals: thousands of them are what is asked for here."""
    for status in (403, 404):
        answer = partial(HttpResponse, status=status)
        monkeypatch.setattr(urls, f"handler{status}", lambda request, exception, answer=answer: answer())
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
