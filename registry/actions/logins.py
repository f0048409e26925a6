"""Logging in, slowed down for who tries passwords.

Five wrong passwords for one name from one address stop both for a quarter of an hour. Attempts meanwhile
neither count nor prolong it, and nobody is locked out elsewhere: an office behind one address shares no
counter, and a stranger cannot lock somebody out from afar (OWASP ASVS 5.0, 6.1.1).
"""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from registry.models import LoginFailure, User

ALLOWED = 5
COOL_OFF = timedelta(minutes=15)


def log_in(request, *, username: str, password: str, address: str) -> tuple[User | None, datetime | None]:
    """The user, or None and the moment from which another attempt is looked at (None: at once).

    One attempt at a time for a name and an address, so that many at once do not slip through together.
    """
    key = salted_hmac(__name__, f"{username.casefold()}\n{address}").hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if until := held_until(key):
            return None, until
        user = authenticate(request, username=username, password=password)
        if user is None:
            LoginFailure.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()
            LoginFailure.objects.create(key=key, at=timezone.now())
            return None, held_until(key)
        LoginFailure.objects.filter(key=key).delete()
        return user, None


def held_until(key: str) -> datetime | None:
    """The end of the pause for this key; None when there is none."""
    latest = list(LoginFailure.objects.filter(key=key).order_by("-at").values_list("at", flat=True)[:ALLOWED])
    if len(latest) < ALLOWED or latest[0] - latest[-1] > COOL_OFF:
        return None
    until = latest[0] + COOL_OFF
    return until if until > timezone.now() else None
