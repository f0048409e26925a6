"""Slowing down who guesses: failures are counted for a key, and a few of them within a while make a pause.

A key stands for what guesses (a user name and an address, an address); it cannot be read from it. Attempts
during a pause neither count nor prolong it. The counting is done in the database, so that every web process
knows of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from welfare.fields import KeyTextField

KEPT = timedelta(days=1)


class Failure(models.Model):
    """One wrong guess."""

    key = KeyTextField()
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Throttle:
    """So many wrong guesses within `pause` stop a key for as long; `failures` is where they are kept."""

    failures: type[Failure]
    allowed: int
    pause: timedelta

    def key(self, *guesser: str) -> str:
        """The key of whoever guesses."""
        return salted_hmac(self.failures._meta.label, "\n".join(guesser)).hexdigest()

    def lock(self, key: str) -> None:
        """One guess at a time until the transaction ends: many at once do not slip through together."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])

    def held_until(self, key: str) -> datetime | None:
        """The end of the pause for this key; None when there is none."""
        of_key = self.failures.objects.filter(key=key).order_by("-at")
        latest = list(of_key.values_list("at", flat=True)[: self.allowed])
        if len(latest) < self.allowed or latest[0] - latest[-1] > self.pause:
            return None
        until = latest[0] + self.pause
        return until if until > timezone.now() else None

    def count(self, key: str) -> None:
        """One more wrong guess; those of yesterday are forgotten."""
        self.failures.objects.filter(at__lt=timezone.now() - KEPT).delete()
        self.failures.objects.create(key=key, at=timezone.now())

    def forget(self, key: str) -> None:
        """A right one: begin anew."""
        self.failures.objects.filter(key=key).delete()
