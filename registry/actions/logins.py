"""Logging in, slowed down for who tries passwords.

Five wrong passwords for one name from one address stop both for a quarter of an hour. Nobody is locked out
elsewhere: colleagues behind the same address go on, and a stranger cannot lock somebody out from afar (OWASP
ASVS 5.0, 6.1.1).

Who tries one password on many names is stopped by the address alone, after a hundred wrong ones within a
quarter of an hour. That many because a whole office may share one address: only wrong passwords count, and a
right one takes none of them back, or one known account would buy an endless number of guesses.
"""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction

from registry.models import LoginFailure, User
from welfare.throttling import Throttle

ALLOWED = 5
ALLOWED_OF_ADDRESS = 100
COOL_OFF = timedelta(minutes=15)
THROTTLE = Throttle(LoginFailure, allowed=ALLOWED, pause=COOL_OFF)
OF_ADDRESS = Throttle(LoginFailure, allowed=ALLOWED_OF_ADDRESS, pause=COOL_OFF)


def log_in(request, *, username: str, password: str, address: str) -> tuple[User | None, datetime | None]:
    """The user, or None and the moment from which another attempt is looked at (None: at once).

    The attempts for a name wait for each other; those of an address do not, for checking a password takes a
    while and an office comes in at the same hour. So a few more than a hundred may slip through together.
    """
    key, whole = THROTTLE.key(username.casefold(), address), OF_ADDRESS.key(address)
    with transaction.atomic():
        THROTTLE.lock(key)
        if until := THROTTLE.held_until(key) or OF_ADDRESS.held_until(whole):
            return None, until
        user = authenticate(request, username=username, password=password)
        if user is None:
            THROTTLE.count(key)
            OF_ADDRESS.count(whole)
            return None, THROTTLE.held_until(key) or OF_ADDRESS.held_until(whole)
        THROTTLE.forget(key)
        return user, None
