"""What most tests stand on: a handful of regions, two offices, one user of each group."""

import fcntl

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from registry.access import ADMINISTRATOR, DESK, OPERATOR, SUPERVISOR
from tests import factories
from tests.browser import chromium, visit  # noqa: F401 - fixtures for all

# A loaded machine is no failure: time decides nothing.
settings.register_profile("pilar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pilar")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(items):
    """Mark what uses the database, so that it can be run again on another server."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End what a browser's last request left open, so that the test database can be dropped.

    Over a connection of its own: that of the last test may have been ended with a server's.
    """
    yield
    with django_db_blocker.unblock():
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def crowd():
    """Tests with fifty connections wait for each other: two at once are more than the server takes."""
    project.VAR.mkdir(parents=True, exist_ok=True)
    with (project.VAR / "crowd.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture
def regions(db):
    """Regions by code: two regencies of Jawa Timur, one city of Banten."""
    return factories.make_regions()


@pytest.fixture
def office(regions):
    """The office of Kabupaten Probolinggo."""
    return factories.make_office(regions["35.13"])


@pytest.fixture
def other_office(regions):
    """The office of the neighbour, Kabupaten Pasuruan."""
    return factories.make_office(regions["35.14"], town="Bangil")


@pytest.fixture
def administrator(office):
    return factories.make_user(ADMINISTRATOR, office.region, office=office, is_staff=True)


@pytest.fixture
def operator(office):
    return factories.make_user(OPERATOR, office.region, office=office)


@pytest.fixture
def supervisor(office):
    return factories.make_user(SUPERVISOR, office.region, office=office)


@pytest.fixture
def desk(office):
    return factories.make_user(DESK, office.region, office=office)


@pytest.fixture
def stranger(other_office):
    """An operator of another regency: nothing of ours exists for him."""
    return factories.make_user(OPERATOR, other_office.region, office=other_office)


@pytest.fixture
def login(client):
    """A function that logs a user in and returns the client."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture(autouse=True)
def english():
    """Speaks English outside requests, so that a test states the msgid whatever the catalogue says."""
    with translation.override("en"):
        yield
