"""What one web process takes on: how large a request may be, and how many are worked on at once."""

import asyncio

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.utils.translation import gettext as _


class BoundedHandler(ASGIHandler):
    """Django's handler with a bound on the requests that hold a thread and a database connection.

    The others wait their turn. A request that is still being sent waits outside and costs nothing, so that
    forty slow telephones do not stop a fast computer.
    """

    def __init__(self, requests_at_once: int):
        super().__init__()
        self._places = asyncio.Semaphore(requests_at_once)

    def load_middleware(self, is_async=False):
        """Everything here waits for the database, so that a request is worked on in one thread throughout.

        Django would go to the event loop and back between what is and what is not written for it.
        """
        super().load_middleware(is_async=False)

    async def get_response_async(self, request):
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)

    async def run_get_response(self, request):
        async with self._places:
            return await super().run_get_response(request)


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
