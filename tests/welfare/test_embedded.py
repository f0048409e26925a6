"""The embedded server: shared, stopped by the last, found again after a crash, and closed to other users."""

import os
import pickle
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest

from welfare.embedded import server
from welfare.embedded.cluster import DATABASE, ROLE, Cluster
from welfare.embedded.programs import ServerError

NOBODY = 65534
CHECKOUT = Path(__file__).parents[2]
VISIT = """
import sys
from pathlib import Path
import psycopg2
from welfare.embedded import server
sockets = server.ensure_running(Path(sys.argv[1]))
connection = psycopg2.connect(host=str(sockets), user="pilar", dbname="pilar")
print("ready", flush=True)
sys.stdin.read()
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@contextmanager
def folder_for_a_cluster():
    """A folder that is not there yet; servers in it or beside it are stopped at the end."""
    parent = Path(tempfile.mkdtemp(prefix="pilar-test-"))
    yield parent / "postgres"
    for data in parent.rglob("data"):
        server.stop(data.parent)
        shutil.rmtree(Cluster(data.parent).sockets)
    shutil.rmtree(parent)


@pytest.fixture
def folder():
    """A folder for a cluster, not there yet."""
    with folder_for_a_cluster() as folder:
        yield folder


@pytest.fixture(scope="module")
def template():
    """A cluster that was made and stopped: copying it is quicker than making another."""
    with folder_for_a_cluster() as folder:
        server.ensure_running(folder)
        server.stop(folder)
        yield folder


@pytest.fixture
def made(folder, template):
    """A folder with a cluster that does not run."""
    shutil.copytree(template, folder)
    return folder


@pytest.fixture(scope="module")
def served(template):
    """The folder of a cluster that runs, for tests that only look at it."""
    with folder_for_a_cluster() as folder:
        shutil.copytree(template, folder)
        server.ensure_running(folder)
        yield folder


@pytest.fixture
def visit():
    """Start processes that use the server of a folder until they are told to leave."""
    visitors = []

    def start(folder):
        visitors.append(
            subprocess.Popen(
                [sys.executable, "-c", VISIT, str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=CHECKOUT,
            )
        )
        return visitors[-1]

    yield start
    for visitor in visitors:
        visitor.kill()
        visitor.wait()
        visitor.stdin.close()
        visitor.stdout.close()


def is_served(visitor) -> bool:
    return visitor.stdout.readline() == b"ready\n"


def leave(visitor) -> int:
    visitor.stdin.close()
    return visitor.wait(timeout=30)


def kill(process_id: int) -> None:
    """kill -9, and wait until it is gone."""
    os.kill(process_id, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{process_id}/cmdline").exists() and Path(f"/proc/{process_id}/cmdline").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def server_id(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def connect(sockets: Path):
    return closing(psycopg2.connect(host=str(sockets), user=ROLE, dbname=DATABASE))


def as_nobody(act):
    """The result of `act()` run by another user of this machine, or the error it raised."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            result = act()
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        os.write(writing, pickle.dumps(result))
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        result = pickle.loads(pipe.read())
    os.waitpid(child, 0)
    return result


def test_cluster_is_private(served):
    sockets = server.ensure_running(served)

    with connect(sockets) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('listen_addresses'), current_user, current_database()")
        assert cursor.fetchone() == ("", "pilar", "pilar")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (served, served / "data", sockets)}
    assert modes == {"postgres": 0o700, "data": 0o700, "socket": 0o700}


def test_second_process_shares_the_server_and_the_last_stops_it(made, visit):
    first, second = visit(made), visit(made)
    assert is_served(first)
    assert is_served(second)
    served_by = server_id(made)

    assert leave(first) == 0
    assert Cluster(made).state() == "ready"
    assert server_id(made) == served_by

    assert leave(second) == 0
    assert Cluster(made).state() == ""


def test_killed_process_leaves_a_server_that_the_next_finds_and_stops(made, visit):
    killed = visit(made)
    assert is_served(killed)
    served_by = server_id(made)

    kill(killed.pid)
    following = visit(made)

    assert is_served(following)
    assert server_id(made) == served_by
    assert leave(following) == 0
    assert Cluster(made).state() == ""


def test_process_killed_while_it_makes_the_cluster_leaves_none_half_made(folder, visit):
    killed = visit(folder)
    deadline = time.monotonic() + 10
    while not list(folder.glob("new-*/PG_VERSION")):
        assert time.monotonic() < deadline
        time.sleep(0.005)

    kill(killed.pid)

    assert not (folder / "data").exists()
    assert is_served(visit(folder))


def test_processes_that_start_at_once_get_one_server(folder, visit):
    visitors = [visit(folder) for _number in range(3)]

    assert [is_served(visitor) for visitor in visitors] == [True] * 3
    assert [leave(visitor) for visitor in visitors] == [0] * 3
    assert Cluster(folder).state() == ""


def test_crashed_server_is_started_again_with_what_was_committed(made):
    with connect(server.ensure_running(made)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (name text); INSERT INTO kept VALUES ('Siti')")
        connection.commit()
        kill(server_id(made))

        with connect(server.ensure_running(made)) as anew, anew.cursor() as cursor:
            cursor.execute("SELECT name FROM kept")
            assert cursor.fetchall() == [("Siti",)]


@pytest.mark.parametrize("name", ["with a space", "Kabupaten-" * 12], ids=["space", "too long for a socket"])
def test_unusual_path_is_served(made, name):
    unusual = made.rename(made.parent / name)

    with connect(server.ensure_running(unusual)) as connection:
        assert connection.status == psycopg2.extensions.STATUS_READY


@pytest.mark.parametrize("name", ["it's", 'a "b"', "$HOME", "a,b"])
def test_path_that_a_shell_would_read_otherwise_is_refused(folder, name):
    with pytest.raises(ServerError, match="PILAR_VAR must be a path without quotes"):
        server.ensure_running(folder.parent / name)


def test_server_that_cannot_start_says_what_its_log_says(made):
    server.ensure_running(made)
    server.stop(made)
    with (made / "data" / "postgresql.conf").open("a") as file:
        file.write("max_connections = many\n")

    with pytest.raises(ServerError, match='invalid value for parameter "max_connections"'):
        server.ensure_running(made)


def test_log_holds_no_values_of_rows(served):
    with connect(server.ensure_running(served)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute("CREATE TABLE person (nik text UNIQUE, born date)")
        cursor.execute("INSERT INTO person VALUES ('3513194105800001', NULL)")
        for values in ("('3513194105800001', NULL)", "('1', 'on 3513194105800001')", "('3513194105800001'"):
            with pytest.raises(psycopg2.Error):
                cursor.execute(f"INSERT INTO person VALUES {values}")

    assert "3513194105800001" not in (served / "postgres.log").read_text()


@needs_root
def test_folders_that_only_root_enters_are_passed(made):
    closed = made.parent / "closed"
    closed.mkdir(mode=0o700)
    inner = made.rename(closed / "postgres")

    with connect(server.ensure_running(inner)):
        assert stat.S_IMODE(closed.stat().st_mode) == 0o701  # passed, still not listed


@needs_root
@pytest.mark.usefixtures("template")  # which lets everybody pass to the programs
def test_ordinary_user_has_his_own_server(folder):
    os.chown(folder.parent, NOBODY, NOBODY)

    def ask():
        with connect(server.ensure_running(folder)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT current_user::text")
            return cursor.fetchone()

    assert as_nobody(ask) == ("pilar",)
    assert (folder / "data").stat().st_uid == NOBODY


@needs_root
@pytest.mark.usefixtures("template")
def test_root_uses_the_server_of_an_ordinary_user(folder):
    os.chown(folder.parent, NOBODY, NOBODY)
    as_nobody(lambda: str(server.ensure_running(folder)))

    with connect(server.ensure_running(folder)):
        assert Path(f"/proc/{server_id(folder)}").stat().st_uid == NOBODY


@needs_root
def test_copy_put_back_by_root_is_served(made, template):
    assert (made / "data").stat().st_uid == 0

    with connect(server.ensure_running(made)):
        assert (made / "data").stat().st_uid == (template / "data").stat().st_uid


@needs_root
def test_another_user_is_told_that_the_folder_is_not_his(served):
    refusal = as_nobody(lambda: server.ensure_running(served))

    assert refusal.startswith("ServerError: ")
    assert "cannot be used by this user: run Pilar as the owner" in refusal


@needs_root
def test_another_user_does_not_reach_the_socket(served):
    sockets = server.ensure_running(served)

    refusal = as_nobody(lambda: psycopg2.connect(host=str(sockets), user=ROLE, dbname=DATABASE).status)

    assert "Permission denied" in refusal


@needs_root
def test_another_user_who_reaches_the_socket_is_refused_by_name(made):
    sockets = server.ensure_running(made)
    for path in (made, sockets):
        path.chmod(0o755)
    (sockets / ".s.PGSQL.5432").chmod(0o777)

    refusal = as_nobody(lambda: psycopg2.connect(host=str(sockets), user=ROLE, dbname=DATABASE).status)

    assert 'Peer authentication failed for user "pilar"' in refusal
