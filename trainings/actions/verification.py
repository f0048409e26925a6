"""Verifying a certificate by its code: open to everybody, and slow for who tries codes.

A code holds 80 random bits and twenty wrong ones from an address stop it for a quarter of an hour, so nobody
walks through them to learn who holds a certificate.
"""

import re
from datetime import datetime, timedelta

from django.db import transaction

from trainings.models import Certificate, CodeFailure
from welfare.throttling import Throttle

THROTTLE = Throttle(CodeFailure, allowed=20, pause=timedelta(minutes=15))
MISREAD = str.maketrans("OIL", "011")


def written(code: str) -> str:
    """A code as it is stored, whatever it was typed like: `7k4m-q2rd ...`, the letter O for a nought."""
    return re.sub(r"[^0-9A-Z]", "", code.upper()).translate(MISREAD)


@transaction.atomic
def find(*, code: str, address: str) -> tuple[Certificate | None, datetime | None]:
    """The certificate of this code, or None and the moment until which this address has to wait, if any.

    A code that leads nowhere counts against the address; while it waits, right ones are not answered either.
    """
    key = THROTTLE.key(address)
    THROTTLE.lock(key)
    if until := THROTTLE.held_until(key):
        return None, until
    rows = Certificate.objects.select_related(
        "office__region", "participant__role", "participant__event", "speaker__event"
    )
    certificate = rows.filter(code=written(code)).first()
    if certificate is None:
        THROTTLE.count(key)
    return certificate, None
