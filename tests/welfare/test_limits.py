"""One web process refuses bodies that are too large and works on a bounded number of requests."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import FileResponse, HttpResponse
from django.urls import path

from welfare.limits import BodyLimit, BoundedHandler

LIMIT = 3 * 1024**2


def run(work):
    """Run a coroutine in a thread of its own: this one may still keep the loop of a browser test."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class Exchange:
    """A request of the given body parts, and what was answered."""

    def __init__(self, *parts: bytes, headers=(), path="/"):
        self.scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "headers": list(headers),
            "query_string": b"",
            "http_version": "1.1",
        }
        self.parts = list(parts)
        self.answer = []

    async def receive(self):
        if not self.parts:
            await asyncio.sleep(60)  # an open connection says nothing
        part = self.parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}

    async def send(self, message):
        self.answer.append(message)

    @property
    def status(self) -> int:
        return self.answer[0]["status"]


async def read_all(scope, receive, send):
    """An application that reads the whole body and says how much it was."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message["body"]), message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def ask(application, exchange):
    run(application(exchange.scope, exchange.receive, exchange.send))
    return exchange


def test_body_up_to_the_limit_passes_untouched():
    exchange = ask(BodyLimit(read_all, LIMIT), Exchange(b"x" * (LIMIT - 1), b"x"))

    assert (exchange.status, exchange.answer[1]["body"]) == (200, str(LIMIT).encode())


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange(b"", headers=[(b"content-length", str(LIMIT + 1).encode())]),
        Exchange(b"x" * LIMIT, b"x"),
        Exchange(b"x" * LIMIT, b"x", headers=[(b"content-length", b"5")]),
    ],
    ids=["declared", "without a length", "with a false length"],
)
def test_larger_body_is_refused(exchange):
    ask(BodyLimit(read_all, LIMIT), exchange)

    assert exchange.status == 413
    assert b"3 MB" in exchange.answer[1]["body"]


def test_declared_size_is_refused_before_anything_is_read():
    exchange = Exchange(b"x", headers=[(b"content-length", str(LIMIT + 1).encode())])

    ask(BodyLimit(read_all, LIMIT), exchange)

    assert exchange.parts == [b"x"]


def test_file_is_sent_in_parts_and_closed(settings, tmp_path):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    (tmp_path / "long").write_bytes(bytes(range(256)) * 1000)
    files.append((tmp_path / "long").open("rb"))

    exchange = ask(BoundedHandler(1), Exchange(b"", path="/file"))

    parts = [message["body"] for message in exchange.answer[1:-1]]
    assert b"".join(parts) == bytes(range(256)) * 1000
    assert [len(part) for part in parts] == [65_536, 65_536, 65_536, 59_392]
    assert files.pop().closed


def test_file_is_closed_when_whoever_asked_hangs_up(settings, tmp_path):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    (tmp_path / "long").write_bytes(bytes(200_000))
    files.append((tmp_path / "long").open("rb"))
    exchange = Exchange(b"", path="/file")

    async def hang_up(message):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        run(BoundedHandler(1)(exchange.scope, exchange.receive, hang_up))

    assert files.pop().closed


@pytest.mark.parametrize(("seconds", "connections"), [(600, 1), (0, 3)])
def test_thread_keeps_its_connection(seconds, connections, settings, monkeypatch, db):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", seconds)
    handler = BoundedHandler(1)

    served = [ask(handler, Exchange(b"", path="/backend")).answer[1]["body"] for _turn in range(3)]

    handler._threads.submit(lambda: connection.close()).result()
    assert len(set(served)) == connections


def test_connection_that_the_server_closed_is_made_anew(settings, monkeypatch, db):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    handler = BoundedHandler(1)
    first = ask(handler, Exchange(b"", path="/backend")).answer[1]["body"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [int(first)])

    again = ask(handler, Exchange(b"", path="/backend"))

    handler._threads.submit(lambda: connection.close()).result()
    assert again.status == 200
    assert again.answer[1]["body"] != first


busy = most_busy = 0
counting = threading.Lock()


def count_in(request):
    """A view that notes how many of its kind are at work."""
    global busy, most_busy
    with counting:
        busy += 1
        most_busy = max(most_busy, busy)
    time.sleep(0.02)
    with counting:
        busy -= 1
    return HttpResponse()


def tell_backend(request):
    """A view that tells which server process works for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return HttpResponse(cursor.fetchone())


def send_file(request):
    """A view that sends the file at hand."""
    return FileResponse(files[0])


urlpatterns = [path("", count_in), path("backend", tell_backend), path("file", send_file)]
files = []


def most_busy_of(requests: int, *, places: int) -> int:
    """How many of so many requests were worked on at once."""
    global most_busy
    most_busy = 0
    exchanges = [Exchange(b"") for _number in range(requests)]

    async def ask_all():
        handler = BoundedHandler(places)
        await asyncio.gather(*(handler(each.scope, each.receive, each.send) for each in exchanges))

    run(ask_all())
    assert {exchange.status for exchange in exchanges} == {200}
    return most_busy


def test_only_so_many_requests_are_worked_on_at_once(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []

    assert most_busy_of(12, places=2) == 2
    assert most_busy_of(12, places=12) > 2  # without the bound there would be more
