"""Levels of schooling, told from what sheets write of them: SLTA, SMK and "SMA sederajat" are one level."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The ladder offices ask by."""

    PRIMARY = "sd", _("Primary school (SD)")
    LOWER = "smp", _("Lower secondary (SMP)")
    UPPER = "sma", _("Upper secondary (SMA/SMK)")
    DIPLOMA = "diploma", _("Diploma (D1-D3)")
    BACHELOR = "s1", _("Bachelor (D4/S1)")
    POSTGRADUATE = "s2", _("Master or doctor (S2/S3)")


@dataclass(frozen=True)
class Rung:
    """One degree of the ladder, within a level.

    `pattern` is a regular expression of PostgreSQL, capitals ignored; \\m and \\M are the ends of a word.
    `usual` are its commonest spellings: they are compared ten times as fast as patterns.
    """

    level: Level
    usual: tuple[str, ...]
    pattern: str


LADDER = (  # from the lowest
    Rung(Level.PRIMARY, ("SD",), r"\m(sd|sr|mi|sekolah dasar|paket a)\M"),
    Rung(Level.LOWER, ("SMP", "SLTP"), r"\m(smp|sltp|mts|paket b)\M"),
    Rung(
        Level.UPPER,
        ("SMA", "SMK", "SLTA"),
        r"\m(sma|smk|smu|slta|stm|smea|spg|ma|man|aliyah|paket c)\M",
    ),
    Rung(Level.DIPLOMA, ("D1",), r"\m(d *[-.]? *(1|i)|diploma( *(1|i))?)\M(?! *(4|iv)\M)"),
    Rung(Level.DIPLOMA, ("D2",), r"\m(d *[-.]? *|diploma *)(2|ii)\M"),
    Rung(Level.DIPLOMA, ("D3",), r"\m(d *[-.]? *|diploma *)(3|iii)\M"),
    Rung(
        Level.BACHELOR,
        ("S1", "D4"),
        r"\m(s *[-.]? *(1|i)|d *[-.]? *(4|iv)|diploma *(4|iv)|sarjana|strata *(1|i))\M",
    ),
    Rung(Level.POSTGRADUATE, ("S2",), r"\m(s *[-.]? *(2|ii)|magister|strata *(2|ii))\M"),
    Rung(Level.POSTGRADUATE, ("S3",), r"\m(s *[-.]? *(3|iii)|doktor|strata *(3|iii))\M"),
)


def written_as(levels: Iterable[str]) -> Q:
    """People whose schooling reads like one of `levels`."""
    patterns = [rung.pattern for rung in LADDER if rung.level in levels]
    return Q(*(Q(education__iregex=pattern) for pattern in patterns), _connector=Q.OR)


def with_rung(workers: QuerySet, *, backwards: bool) -> QuerySet:
    """Each person with `rung`, a number to sort by: 1 for primary school, more for each degree above it.

    Words that name no degree, and then no words at all, stand behind all others, also where the numbers are
    sorted `backwards`. Without an index, for it would slow down every change of a person.
    """
    rungs = list(enumerate(LADDER, 1))[::-1]  # of "SMA, S1" the higher one is meant
    unread, unwritten = (0, -1) if backwards else (len(LADDER) + 1, len(LADDER) + 2)
    return workers.annotate(
        rung=Case(
            When(education="", then=Value(unwritten)),
            *(When(education__in=rung.usual, then=Value(number)) for number, rung in rungs),
            *(When(education__iregex=rung.pattern, then=Value(number)) for number, rung in rungs),
            default=Value(unread),
        )
    )
