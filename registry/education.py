"""Levels of schooling, told from what sheets write of them: SLTA, SMK and "SMA sederajat" are one level."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The ladder offices ask by."""

    PRIMARY = "sd", _("Primary school (SD)")
    LOWER = "smp", _("Lower secondary (SMP)")
    UPPER = "sma", _("Upper secondary (SMA/SMK)")
    DIPLOMA = "diploma", _("Diploma (D1-D3)")
    BACHELOR = "s1", _("Bachelor (D4/S1)")
    POSTGRADUATE = "s2", _("Master or doctor (S2/S3)")


# Regular expressions of PostgreSQL, capitals ignored; \m and \M are the ends of a word.
PATTERNS = {
    Level.PRIMARY: r"\m(sd|sr|mi|sekolah dasar|paket a)\M",
    Level.LOWER: r"\m(smp|sltp|mts|paket b)\M",
    Level.UPPER: r"\m(sma|smk|smu|slta|stm|smea|spg|ma|man|aliyah|paket c)\M",
    Level.DIPLOMA: r"\m(d *[-.]? *(1|2|3|i|ii|iii)|diploma( *(1|2|3|i|ii|iii))?)\M(?! *(4|iv)\M)",
    Level.BACHELOR: r"\m(s *[-.]? *(1|i)|d *[-.]? *(4|iv)|diploma *(4|iv)|sarjana|strata *(1|i))\M",
    Level.POSTGRADUATE: r"\m(s *[-.]? *(2|3|ii|iii)|magister|doktor|strata *(2|3|ii|iii))\M",
}


def written_as(levels) -> models.Q:
    """People whose schooling reads like one of `levels`."""
    return models.Q(
        *(models.Q(education__iregex=PATTERNS[level]) for level in levels), _connector=models.Q.OR
    )
