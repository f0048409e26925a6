"""What one web process takes on: how large a request may be, and how many are worked on at once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from django.utils.translation import gettext as _


class BoundedHandler(ASGIHandler):
    """Django's handler, working on each request in one of so many threads, from its first step to its last.

    Django would make a thread for every request, and go to it and back at each step. These stay, and each
    keeps its database connection. Who finds all of them busy waits his turn; a request that is still being
    sent waits outside and holds none, so that forty slow telephones do not stop a fast computer.
    """

    def __init__(self, requests_at_once: int):
        super().__init__()
        self._threads = ThreadPoolExecutor(requests_at_once, thread_name_prefix="request")

    def load_middleware(self, is_async=False):
        """Everything here waits for the database: nothing is written for the event loop."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope, receive, send):
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await self._in_thread(self._answer, scope, body)
        try:
            await self.send_response(response, send)
        finally:  # whoever asked may be gone in the middle of a file
            if response.streaming:
                await self._in_thread(response.close)

    def _in_thread(self, function, *arguments) -> asyncio.Future:
        return asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    def _answer(self, scope: dict, body: SpooledTemporaryFile) -> HttpResponseBase:
        """The response to a request, closed already unless it is a file that has yet to be read."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        with body:
            request, refusal = self.create_request(scope, body)
            response = refusal or self.get_response(request)
        if response.streaming:
            response.block_size = self.chunk_size
            response.streaming_content = self._parts(response.streaming_content)
        else:
            response.close()
        return response

    async def _parts(self, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        """The parts of a file, each read when the one before it is sent."""
        while (part := await self._in_thread(next, parts, None)) is not None:
            yield part


class BodyTooLargeError(Exception):
    """The body turned out larger than allowed while it was read."""


class BodyLimit:
    """ASGI middleware: a body larger than `limit` bytes is answered 413 and read no further.

    Django itself writes the whole body to disk before any view can refuse it.
    """

    def __init__(self, application, limit: int):
        self.application, self.limit = application, limit

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self.application(scope, receive, send)
        elif self._declared_size(scope) > self.limit:
            await self._refuse(send)
        else:
            try:
                await self.application(scope, self._counting(receive), send)
            except BodyTooLargeError:
                await self._refuse(send)

    @staticmethod
    def _declared_size(scope) -> int:
        size = dict(scope["headers"]).get(b"content-length", b"")
        return int(size) if size.isdigit() else 0

    def _counting(self, receive):
        received = 0

        async def receive_and_count():
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.limit:
                raise BodyTooLargeError
            return message

        return receive_and_count

    async def _refuse(self, send):
        text = _("What was sent is larger than %(megabytes)s MB.") % {"megabytes": self.limit // 1024**2}
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})
