"""What the tests of events stand on."""

import pytest

from tests.factories import invite, make_event, make_user, make_worker


@pytest.fixture
def event(office):
    return make_event(office)


@pytest.fixture
def neighbour(event, other_office, regions):
    """An operator of another regency whose people take part."""
    invite(event, make_worker(other_office, "Tetangga"), "TKSK", regions["35.14.14"])
    return make_user("operator", regions["35.14"], office=other_office)
