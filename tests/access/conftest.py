"""What the tests of access stand on: an office's world, and those who must see nothing of it."""

import pytest

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
