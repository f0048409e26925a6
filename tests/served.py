"""The real web server on the database of a test or a benchmark, and desks that talk to it."""

import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection
from django.test import Client

from registry.models import User
from trainings.models import Session
from welfare.supervisor import web_command

CHECKOUT = Path(__file__).parents[1]
STARTING = 60  # seconds


@contextmanager
def web_server() -> Iterator[int]:
    """The port of a running web server, with as many processes as `serve` starts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "PILAR_TEST_DATABASE": connection.settings_dict["NAME"],
    }
    process = subprocess.Popen(web_command("127.0.0.1", port), cwd=CHECKOUT, env=os.environ | environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise TimeoutError("the web server does not start")


@dataclass
class Desk:
    """One desk's browser: logged in as `user`, with one connection that it keeps."""

    port: int
    session: Session
    user: User
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        client = Client()
        client.force_login(self.user)
        self.headers = {
            "Accept": "application/json",
            "Cookie": f"sessionid={client.cookies['sessionid'].value}",
        }
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.path = f"/kegiatan/{self.session.event.slug}/meja/{self.session.pk}"
        secret = self.ask("jumlah")["token"]
        self.headers["X-CSRFToken"] = secret
        self.headers["Cookie"] += f"; csrftoken={secret}"
        self.headers["Content-Type"] = "application/x-www-form-urlencoded"

    def close(self) -> None:
        """Hang up; the next thing asked opens the line again."""
        self.line.close()

    def ask(self, what: str, **fields: object) -> dict:
        """What the server says to a GET, or with fields to a POST; an error ends the test."""
        try:
            status, text = self._sent(what, fields)
        except (BrokenPipeError, http.client.RemoteDisconnected):  # the server closes an idle line
            self.close()
            status, text = self._sent(what, fields)
        assert status == 200, (status, text[:200])
        return json.loads(text)

    def _sent(self, what: str, fields: dict) -> tuple[int, bytes]:
        body = urlencode(fields) if fields else None
        self.line.request("POST" if fields else "GET", f"{self.path}/{what}/", body, self.headers)
        response = self.line.getresponse()
        return response.status, response.read()

    def check_in(self, participant: int, nonce: str = "") -> str:
        """How it ended: `present`, `again` ..."""
        return self.ask("hadir", participant=participant, nonce=nonce or str(uuid4()), waited=0)["kind"]
