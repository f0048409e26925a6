"""`serve`: address, tables and static files first; then web server and worker, for as long as it lives."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.environment import bare_environment
from welfare import serving
from welfare.embedded.cluster import Cluster

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_busy_port_is_refused_before_anything_is_done(taken):
    with pytest.raises(CommandError, match=rf"{taken}.*--port") as refusal:
        call_command("serve", port=taken)

    assert refusal.value.returncode == 2


@pytest.mark.parametrize(
    ("host", "port"), [("no-such-host.invalid", 8000), ("192.0.2.1", 8000), ("127.0.0.1", 70000)]
)
def test_impossible_address_is_refused(host, port):
    with pytest.raises(CommandError, match=re.escape(host)):
        call_command("serve", host=host, port=port)


def test_static_files_are_collected_only_when_one_changed(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("a {}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    said = []

    serving.collect_static(said.append)
    serving.collect_static(said.append)
    assert len(said) == 1
    (source / "page.css").write_text("a { color: red }")
    os.utime(source / "page.css", (2_000_000_000, 2_000_000_000))
    serving.collect_static(said.append)

    assert len(said) == 2
    assert (tmp_path / "collected" / "page.css").read_text() == "a { color: red }"


@pytest.mark.django_db
def test_tables_that_are_up_to_date_are_left_alone():
    said = []

    serving.migrate(said.append)

    assert said == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


@pytest.fixture(scope="module")
def folder():
    """A folder of all data; the first to serve from it makes the tables."""
    with tempfile.TemporaryDirectory(prefix="pilar-serving-") as folder:
        yield Path(folder)


class Server:
    """`manage.py serve` in a folder of its own."""

    def __init__(self, folder: Path):
        self.port = free_port()
        self.cluster = Cluster(folder / "postgres")
        self.messages = folder / "messages"
        settings = {"PILAR_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "welfare.settings"}
        with self.messages.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=CHECKOUT,
                env=bare_environment() | settings,
                stdout=output,
                stderr=output,
            )

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    def answers(self) -> bool:
        try:
            return self.get("/masuk/")[0] == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def children(self) -> dict[int, str]:
        """The commands of web server and worker, by process id."""
        process = self.process.pid
        found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return {int(child): _command(int(child)) for child in found}

    def worker(self) -> int | None:
        return next((child for child, command in self.children().items() if " work" in command), None)


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode().rstrip()
    except FileNotFoundError:
        return ""


def wait_until(happened) -> None:
    deadline = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_serve_from_an_empty_folder_to_a_clean_end(folder):
    server = Server(folder)
    try:
        wait_until(server.answers)
        _status, page = server.get("/masuk/")
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert [server.get(style)[0] for style in styles] == [200] * len(styles)
        assert len(styles) > 1

        first = server.worker()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: server.worker() not in {None, first})
        children = server.children()

        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=60) == 0
        assert not server.answers()
        assert {_command(child) for child in children} == {""}
        assert server.cluster.state() == ""
        messages = server.messages.read_text()
        assert "Traceback" not in messages
        assert "manage.py setup" in messages  # nobody can log in to an empty registry
    finally:
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not server.answers())
        server.cluster.stop()


def test_children_end_with_a_server_that_was_killed(folder):
    server = Server(folder)
    try:
        wait_until(server.answers)
        children = server.children()
        assert len(children) == 2

        server.process.kill()
        server.process.wait()

        wait_until(lambda: {_command(child) for child in children} == {""})
        assert not server.answers()
    finally:
        server.process.kill()
        server.process.wait()
        server.cluster.stop()
