"""What a person can show for it: certificates of ours, trainings elsewhere."""

import secrets

import pgtrigger
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models import Office, User, Worker
from trainings.models.event import Event
from trainings.models.participant import Participant
from trainings.models.session import Speaker
from welfare.fields import KeyTextField
from welfare.history import tracked
from welfare.revision import Revised
from welfare.scope import BelongingQuerySet
from welfare.throttling import Failure
from welfare.uploads import ScanField

CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # those that nobody confuses when he reads them from paper
CODE_LENGTH = 16  # 80 bits


def new_code() -> str:
    """What verifies a certificate: long and random, so that codes cannot be walked through."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


class CertificateQuerySet(models.QuerySet):
    """Certificates by who may see them."""

    def visible_to(self, user: User) -> "CertificateQuerySet":
        """Those an office in the user's scope issued, or that a participant he sees received."""
        issued = Q(**user.scope.scope_lookup("office__region__"))
        return self.filter(issued | Q(participant__in=Participant.objects.visible_to(user)))

    def of(self, event: Event) -> "CertificateQuerySet":
        """Those of one event."""
        return self.filter(Q(participant__event=event) | Q(speaker__event=event))

    def valid(self) -> "CertificateQuerySet":
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


@tracked()
class Certificate(models.Model):
    """A numbered certificate. Numbers are gap-free per office and year; a reprint keeps its number.

    It is never deleted and its number never changes: one that should not be is revoked, and its holder may
    get another.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="certificates", verbose_name=_("office"))
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("running number"))
    number = KeyTextField(_("number"))
    date = models.DateField(_("date"), help_text=_("As printed above the signature."))
    participant = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("participant"),
    )
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name=_("speaker")
    )
    printed_name = models.TextField(_("name as printed"))
    code = KeyTextField(_("verification code"), unique=True, default=new_code)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    revoke_reason = models.TextField(_("reason of revocation"), blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "sequence"],
                name="trainings_certificate_number_once",
                violation_error_message=_("This number is already taken."),
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(revoked_at=None),
                name="trainings_certificate_once_a_participant",
                violation_error_message=_("This participant has a certificate already."),
            ),
            models.UniqueConstraint(
                fields=["speaker"],
                condition=Q(revoked_at=None),
                name="trainings_certificate_once_a_speaker",
                violation_error_message=_("This speaker has a certificate already."),
            ),
            models.CheckConstraint(
                name="trainings_certificate_numbered_from_one",
                condition=Q(sequence__gte=1),
                violation_error_message=_("Running numbers begin with 1."),
            ),
            models.CheckConstraint(
                name="trainings_certificate_year_of_date",
                condition=Q(year=F("date__year")),
                violation_error_message=_("A certificate is numbered in the year of its date."),
            ),
            models.CheckConstraint(
                name="trainings_certificate_of_one",
                condition=Q(participant__isnull=False, speaker=None)
                | Q(participant=None, speaker__isnull=False),
                violation_error_message=_("A certificate belongs to a participant or to a speaker."),
            ),
            models.CheckConstraint(
                name="trainings_certificate_revoked_with_reason",
                condition=Q(revoked_at=None, revoke_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                violation_error_message=_("A revoked certificate has a date and a reason."),
            ),
        ]
        triggers = [
            # A gap or another number behind a printed one could never be explained.
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="number_stays",
                operation=pgtrigger.UpdateOf("office_id", "year", "sequence", "number", "date", "code"),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def spoken_code(self) -> str:
        """`7K4M-Q2RD-9XTB-HW3E`: the code as people read and type it."""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))


class CodeFailure(Failure):
    """A verification code that leads to no certificate. `key` stands for the address it was asked from."""

    class Meta(Failure.Meta):
        verbose_name = _("wrong verification code")
        verbose_name_plural = _("wrong verification codes")
        indexes = [models.Index(fields=["key", "-at"], name="trainings_codefailure_latest")]


@tracked()
class OutsideTraining(Revised):
    """A training elsewhere that a person can prove."""

    worker = models.ForeignKey(
        Worker, models.CASCADE, related_name="outside_trainings", verbose_name=_("person")
    )
    title = models.TextField(_("title"))
    organiser = models.TextField(_("organiser"), blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours"), null=True, blank=True)
    certificate_number = KeyTextField(_("certificate number"), blank=True)
    is_basic = models.BooleanField(
        _("counts as basic training"),
        default=False,
        help_text=_("Who holds it needs no other basic training to be a PSM (Permensos 10/2019)."),
    )
    scan = ScanField(
        _("scan"),
        url_name="outside_scan",
        upload_to="outside",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
    )

    seen_with = "worker"
    objects = BelongingQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("training elsewhere")
        verbose_name_plural = _("trainings elsewhere")
        ordering = ["-date"]
        constraints = [
            models.CheckConstraint(
                name="trainings_outsidetraining_basic_on_a_day",
                condition=Q(is_basic=False) | Q(date__isnull=False),
                violation_error_message=_("A training that counts as the basic one needs its date."),
            )
        ]

    def __str__(self):
        return self.title
