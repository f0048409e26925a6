"""Logging in, slowed down for who tries passwords.

Five wrong passwords for one name from one address stop both for a quarter of an hour. Nobody is locked out
elsewhere: an office behind one address shares no counter, and a stranger cannot lock somebody out from afar
(OWASP ASVS 5.0, 6.1.1).
"""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction

from registry.models import LoginFailure, User
from welfare.throttling import Throttle

ALLOWED = 5
COOL_OFF = timedelta(minutes=15)
THROTTLE = Throttle(LoginFailure, allowed=ALLOWED, pause=COOL_OFF)


def log_in(request, *, username: str, password: str, address: str) -> tuple[User | None, datetime | None]:
    """The user, or None and the moment from which another attempt is looked at (None: at once)."""
    key = THROTTLE.key(username.casefold(), address)
    with transaction.atomic():
        THROTTLE.lock(key)
        if until := THROTTLE.held_until(key):
            return None, until
        user = authenticate(request, username=username, password=password)
        if user is None:
            THROTTLE.count(key)
            return None, THROTTLE.held_until(key)
        THROTTLE.forget(key)
        return user, None
