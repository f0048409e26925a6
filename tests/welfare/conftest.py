"""The pages of tests/welfare/urls.py, and the template of their rows."""

from pathlib import Path

import pytest

from registry.access import OPERATOR
from tests import factories


@pytest.fixture
def pages(settings):
    """The test addresses instead of the site's."""
    settings.ROOT_URLCONF = "tests.welfare.urls"
    engine = dict(settings.TEMPLATES[0])
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]


@pytest.fixture
def operator(office):
    """Reads English, so that these tests do not hang on the Indonesian catalogue."""
    return factories.make_user(OPERATOR, office.region, office=office, language="en")
