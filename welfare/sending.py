"""A form sent twice is done once: by two clicks without scripts, or by going back and sending it again.

A form that adds or ends something carries a number of its own. The same number with the very same answers is
the same sending, and leads to where the first one led; other answers are another matter. What was done is
remembered with the session, under a lock that is held until the commit, so that two at once are one.
"""

from hashlib import sha256
from uuid import uuid4

from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from welfare.remembered import with_latest

NUMBER = "sending"  # the hidden field
PLACE = "sent"
KEPT = 20  # the latest of a session
REDIRECT = 302


class DoneOnce:
    """Mixin for a form page whose act is not to be repeated; stands before the one that does it."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {NUMBER: uuid4()}

    def form_valid(self, form):
        key = key_of(self.request)
        if not key:
            return super().form_valid(form)
        session = self.request.session
        with transaction.atomic():
            if address := earlier(session, key):
                messages.info(self.request, _("It is saved. It was sent twice and recorded once."))
                return HttpResponseRedirect(address)
            response = super().form_valid(form)
            if response.status_code == REDIRECT:
                remember(session, key, response.url)
        return response


def key_of(request: HttpRequest) -> str:
    """What stands for the form and its answers, and does not tell them; "" for a form without a number."""
    if not request.POST.get(NUMBER):
        return ""
    answers = [(name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    files = [(name, file.name, digest_of(file)) for name, all_of in request.FILES.lists() for file in all_of]
    return salted_hmac(__name__, repr((request.path, sorted(answers), sorted(files)))).hexdigest()


def digest_of(file: UploadedFile) -> str:
    """What stands for the content of a file: another page of the same name and size is another page."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def earlier(session: SessionBase, key: str) -> str:
    """Where the same sending led before, or ""; until the commit nobody else does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    return _sent(session).get(key, "")


def remember(session: SessionBase, key: str, address: str) -> None:
    """It was done, and led to `address`."""
    session[PLACE] = with_latest(_sent(session), key, address, most=KEPT)
    session.save()


def _sent(session: SessionBase) -> dict[str, str]:
    """What the session holds now, whatever it held when this request began."""
    return type(session)(session.session_key).load().get(PLACE, {})
