"""A real office's first day, and the office that is made when a region is first worked in."""

from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registry.actions.offices import ensure_office, set_up
from registry.models import Office, Region, User
from registry.regions.lists import read_list
from tests.factories import make_office, make_regions
from welfare.errors import RuleError

PASSWORD = "kantor-kraksaan-2025"


@pytest.fixture
def run(monkeypatch):
    """A function that runs setup without a terminal and returns what it said."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    monkeypatch.delenv("PILAR_ADMIN_PASSWORD", raising=False)

    def run_setup(region="35.13", office="DINAS SOSIAL", admin="siti"):
        told = StringIO()
        call_command("setup", region=region, office=office, admin=admin, stderr=told)
        return told.getvalue()

    return run_setup


def made():
    """What setup makes, counted."""
    return Office.objects.count(), User.objects.count()


# The office of a scope


def test_office_is_made_with_the_lines_of_its_letterhead(regions):
    office = ensure_office(regions["35.13"])

    assert (office.region, office.name, office.government) == (
        regions["35.13"],
        "DINAS SOSIAL",
        "PEMERINTAH KABUPATEN PROBOLINGGO",
    )
    assert office.history.get().pgh_context.metadata["username"] == "command line"


@pytest.mark.parametrize(
    ("code", "seat", "name", "government"),
    [
        ("ID", "ID", "KEMENTERIAN SOSIAL", "REPUBLIK INDONESIA"),
        ("35", "35", "DINAS SOSIAL", "PEMERINTAH PROVINSI JAWA TIMUR"),
        ("36.71", "36.71", "DINAS SOSIAL", "PEMERINTAH KOTA TANGERANG"),
        ("35.13.19", "35.13", "DINAS SOSIAL", "PEMERINTAH KABUPATEN PROBOLINGGO"),
        ("35.13.19.2003", "35.13", "DINAS SOSIAL", "PEMERINTAH KABUPATEN PROBOLINGGO"),
    ],
)
def test_office_sits_where_the_scope_is_governed(code, seat, name, government, regions):
    office = ensure_office(regions[code])

    assert (office.region.code, office.name, office.government) == (seat, name, government)


def test_office_that_exists_is_taken_whatever_its_name(regions):
    first = make_office(regions["35.13"], name="DINAS SOSIAL PPPA")
    make_office(regions["35.13"], name="DINAS SOSIAL")

    assert ensure_office(regions["35.13"]) == first
    assert Office.objects.count() == 2


ZONES = {
    "Asia/Jakarta": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    "Asia/Makassar": "51 52 53 63 64 65 71 72 73 74 75 76",
    "Asia/Jayapura": "81 82 91 92 93 94 95 96",
}


def test_every_province_has_its_time_zone(db):
    provinces = "".join(f"{code} province province P\n" for line in ZONES.values() for code in line.split())
    regions = make_regions(f"ID nation nation Indonesia\n{provinces}".strip())

    zones = {code: ensure_office(region).time_zone for code, region in regions.items() if code != "ID"}

    assert zones == {code: zone for zone, line in ZONES.items() for code in line.split()}
    assert sorted(zones) == [code for code in read_list().names if len(code) == 2]


def test_office_asked_for_twice_at_once_is_made_once(transactional_db):
    region = make_regions()["35.13"]
    start = Barrier(4)
    offices = []

    def ask():
        start.wait()
        offices.append(ensure_office(region).pk)
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(offices) == 4
    assert set(offices) == {Office.objects.get().pk}


# The first day


def test_setup_makes_office_and_administrator(run, regions, monkeypatch, client):
    monkeypatch.setenv("PILAR_ADMIN_PASSWORD", PASSWORD)

    told = run()

    user = User.objects.get()
    assert (user.username, user.scope, user.office.name) == ("siti", regions["35.13"], "DINAS SOSIAL")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert [group.name for group in user.groups.all()] == ["administrator"]
    assert client.login(username="siti", password=PASSWORD)
    assert PASSWORD not in told


def test_password_is_made_up_and_told_once_without_a_terminal(run, regions, client):
    told = run()

    password = told.splitlines()[-1].rpartition(" ")[2]
    assert len(password) == 16
    assert client.login(username="siti", password=password)


def test_password_is_typed_twice_on_a_terminal(run, regions, monkeypatch, client):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)

    told = run()

    assert client.login(username="siti", password=PASSWORD)
    assert PASSWORD not in told


def test_passwords_typed_differently_are_refused(run, regions, monkeypatch):
    typed = iter([PASSWORD, PASSWORD + "x"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))

    with pytest.raises(CommandError, match="differ"):
        run()

    assert made() == (0, 0)


def test_weak_password_is_refused(run, regions, monkeypatch):
    monkeypatch.setenv("PILAR_ADMIN_PASSWORD", "12345")

    with pytest.raises(CommandError) as refused:
        run()

    assert refused.value.returncode == 2
    assert made() == (0, 0)


@pytest.mark.parametrize("again", ["siti", "Siti"])
def test_setup_again_says_who_is_there_and_changes_nothing(again, run, regions):
    run()
    before = list(User.objects.values()), list(Office.objects.values())

    with pytest.raises(CommandError, match=again) as refused:
        run(admin=again)

    assert refused.value.returncode == 2
    assert (list(User.objects.values()), list(Office.objects.values())) == before


def test_second_administrator_joins_the_same_office(run, regions):
    run()
    run(admin="budi")

    assert made() == (1, 2)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"region": "35.99"}, "35.99"),
        ({"region": "Probolinggo"}, "Probolinggo"),
        ({"region": "35.13.19"}, "belongs to a regency"),
        ({"admin": "siti aminah"}, "valid username"),
        ({"office": ""}, "needs a name"),
    ],
)
def test_setup_that_cannot_be_done_leaves_nothing(run, regions, wrong, told):
    with pytest.raises(CommandError, match=told) as refused:
        run(**wrong)

    assert refused.value.returncode == 2
    assert made() == (0, 0)


def test_setup_brings_the_regions_with_it(run, db, monkeypatch):
    monkeypatch.setattr("registry.management.commands.setup.read_list", lambda: small_list())

    run(region="35.13")

    assert set(Region.objects.values_list("code", flat=True)) == {"ID", "35", "35.13"}
    assert User.objects.get().scope.code == "35.13"


def test_unknown_region_loads_nothing(run, db, monkeypatch):
    monkeypatch.setattr("registry.management.commands.setup.read_list", lambda: small_list())

    with pytest.raises(CommandError, match=r"35\.14"):
        run(region="35.14")

    assert Region.objects.count() == 0


def small_list():
    """A list of one province and one regency."""
    from dataclasses import replace

    return replace(read_list(), names={"35": "Jawa Timur", "35.13": "Kabupaten Probolinggo"}, earlier={})


def test_user_that_appears_meanwhile_is_refused_by_the_database(regions, monkeypatch):
    set_up(region=regions["35.13"], name="DINAS SOSIAL", username="siti", password=PASSWORD)
    monkeypatch.setattr("registry.actions.offices.check_username", lambda username: None)

    with pytest.raises(RuleError):
        set_up(region=regions["35.14"], name="DINAS SOSIAL", username="siti", password=PASSWORD)

    assert made() == (1, 1)
