"""What a person can show for it: certificates of ours, trainings elsewhere."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models import Office, User, Worker
from trainings.models.participant import Participant
from trainings.models.session import Speaker
from welfare.fields import KeyTextField
from welfare.history import tracked
from welfare.scope import BelongingQuerySet
from welfare.uploads import ScanField


class CertificateQuerySet(models.QuerySet):
    """Certificates by who may see them."""

    def visible_to(self, user: User) -> "CertificateQuerySet":
        """Those an office in the user's scope issued, or that a participant he sees received."""
        issued = Q(**user.scope.scope_lookup("office__region__"))
        return self.filter(issued | Q(participant__in=Participant.objects.visible_to(user)))


@tracked()
class Certificate(models.Model):
    """A numbered certificate. Numbers are gap-free per office and year; a reprint keeps its number."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="certificates", verbose_name=_("office"))
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("running number"))
    number = KeyTextField(_("number"))
    participant = models.OneToOneField(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificate",
        verbose_name=_("participant"),
    )
    speaker = models.OneToOneField(
        Speaker, models.PROTECT, null=True, blank=True, related_name="certificate", verbose_name=_("speaker")
    )
    printed_name = models.TextField(_("name as printed"))
    code = KeyTextField(_("verification code"), unique=True)
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

    def __str__(self):
        return self.number


@tracked()
class OutsideTraining(models.Model):
    """A training elsewhere that a person can prove."""

    worker = models.ForeignKey(
        Worker, models.CASCADE, related_name="outside_trainings", verbose_name=_("person")
    )
    title = models.TextField(_("title"))
    organiser = models.TextField(_("organiser"), blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours"), null=True, blank=True)
    certificate_number = KeyTextField(_("certificate number"), blank=True)
    scan = ScanField(
        _("scan"),
        url_name="outside_scan",
        upload_to="outside",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
    )

    seen_with = "worker"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training elsewhere")
        verbose_name_plural = _("trainings elsewhere")
        ordering = ["-date"]

    def __str__(self):
        return self.title
