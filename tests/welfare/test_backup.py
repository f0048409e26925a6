"""A backup holds all, comes back as it was, and is refused when it is not whole."""

import json
import stat
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from registry.models import Worker
from tests.factories import make_office, make_regions, make_worker
from welfare.backup import DUMP, MANIFEST


@pytest.fixture
def uploads(settings, tmp_path):
    """The folder of uploads, with one file."""
    settings.MEDIA_ROOT = tmp_path / "var" / "uploads"
    (settings.MEDIA_ROOT / "scans").mkdir(parents=True)
    (settings.MEDIA_ROOT / "scans" / "decree.pdf").write_bytes(b"%PDF- a decree")
    return settings.MEDIA_ROOT


@pytest.fixture
def office(transactional_db):
    """An office with one person in it, written for good."""
    office = make_office(make_regions()["35.13"])
    make_worker(office, name="Siti Aminah")
    return office


@pytest.fixture
def backup(office, uploads, tmp_path):
    """A backup of that office."""
    path = tmp_path / "pilar.backup"
    call_command("backup", path)
    return path


def contents() -> dict[str, str]:
    """A digest of the rows of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: digest(cursor, table) for table in tables}


def digest(cursor, table: str) -> str:
    cursor.execute(f"SELECT md5(string_agg(t::text, '\n' ORDER BY t::text COLLATE \"C\")) FROM {table} t")
    return cursor.fetchone()[0]


def files(folder) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def rewrite(backup, change) -> None:
    """Write the archive anew after `change` had its members in hand (name -> bytes)."""
    with tarfile.open(backup) as tar:
        members = {entry.name: tar.extractfile(entry).read() for entry in tar}
    change(members)
    folder = backup.parent / "members"
    with tarfile.open(backup, "w") as tar:
        for number, (name, content) in enumerate(members.items()):
            folder.mkdir(exist_ok=True)
            (folder / str(number)).write_bytes(content)
            tar.add(folder / str(number), name)


def test_backup_is_for_its_owner_only(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert sorted(path.name for path in backup.parent.iterdir()) == ["pilar.backup", "var"]


def test_restore_brings_back_every_row_and_file(backup, office, uploads):
    rows, scans = contents(), files(uploads)
    make_worker(office, name="Came Later")
    Worker.objects.filter(name="Siti Aminah").update(name="Changed")
    (uploads / "scans" / "decree.pdf").unlink()
    (uploads / "later.pdf").write_bytes(b"later")

    call_command("restore", backup, replace=True)

    assert contents() == rows
    assert files(uploads) == scans
    assert [path.name for path in uploads.parent.iterdir()] == ["uploads"]


def test_restore_is_not_held_up_by_a_site_that_runs(backup):
    rows = contents()
    site = connection.copy()
    site.set_autocommit(False)
    with site.cursor() as cursor:
        cursor.execute("SELECT * FROM registry_worker")  # holds the table until the end of its transaction

    call_command("restore", backup, replace=True)

    assert contents() == rows
    with pytest.raises(OperationalError), site.cursor() as cursor:
        cursor.execute("SELECT 1")
    site.close()


def test_restored_database_goes_on_as_before(backup, office):
    call_command("restore", backup, replace=True)

    later = make_worker(office, name="Came Later")  # sequences, triggers and history are there again
    assert later.pk > Worker.objects.get(name="Siti Aminah").pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_workerhistory WHERE name = 'Came Later'")
        assert cursor.fetchone() == (1,)


def test_restore_over_data_is_refused_unless_asked_for(backup, uploads):
    rows, scans = contents(), files(uploads)

    with pytest.raises(CommandError) as refused:
        call_command("restore", backup)

    assert str(refused.value) == "The database holds data already; --replace puts the backup in its place."
    assert refused.value.returncode == 2
    assert (contents(), files(uploads)) == (rows, scans)


def change_scan(members):
    members["uploads/scans/decree.pdf"] = b"%PDF- another"


def change_dump(members):
    members[DUMP] = members[DUMP][:-100]


def lose_scan(members):
    del members["uploads/scans/decree.pdf"]


def add_file(members):
    members["uploads/smuggled.pdf"] = b"%PDF-"


@pytest.mark.parametrize("change", [change_scan, change_dump, lose_scan, add_file])
def test_damaged_backup_is_refused_and_changes_nothing(backup, uploads, change):
    rows, scans = contents(), files(uploads)
    rewrite(backup, change)

    with pytest.raises(CommandError, match=r"^pilar\.backup is damaged"):
        call_command("restore", backup, replace=True)

    assert (contents(), files(uploads)) == (rows, scans)


def lose_manifest(members):
    del members[MANIFEST]


def break_manifest(members):
    members[MANIFEST] = b"{"


def climb_out(members):
    members["../outside"] = b"x"


@pytest.mark.parametrize("change", [lose_manifest, break_manifest, climb_out])
def test_file_that_is_no_backup_is_refused(backup, change):
    rows = contents()
    rewrite(backup, change)

    with pytest.raises(CommandError, match=r"^pilar\.backup is no backup"):
        call_command("restore", backup, replace=True)

    assert contents() == rows
    assert not (backup.parent / "outside").exists()


def test_backup_that_broke_off_is_refused(backup):
    rows = contents()
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CommandError, match=r"^pilar\.backup is no backup of Pilar, or only"):
        call_command("restore", backup, replace=True)

    assert contents() == rows


def test_statement_that_fails_takes_the_whole_restore_back(backup, uploads, monkeypatch):
    rows, scans = contents(), files(uploads)
    monkeypatch.setattr("welfare.backup.EMPTY_SCHEMA", "CREATE TABLE left_behind ()")  # then all tables exist

    with pytest.raises(CommandError, match="already exists"):
        call_command("restore", backup, replace=True)

    assert (contents(), files(uploads)) == (rows, scans)


def test_newer_format_is_refused(backup):
    def change(members):
        members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | {"format": 2}).encode()

    rewrite(backup, change)

    with pytest.raises(CommandError, match="made by another version of Pilar"):
        call_command("restore", backup, replace=True)


def test_missing_file_is_refused(office, tmp_path):
    with pytest.raises(CommandError, match=r"^There is no file nowhere\.backup\.$"):
        call_command("restore", tmp_path / "nowhere.backup", replace=True)


def test_backup_to_a_place_that_cannot_be_written_is_refused(office, uploads, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match=r"Not a directory|File exists"):
        call_command("backup", tmp_path / "file" / "pilar.backup")
