"""Papers of an event: what was printed, and what came back signed."""

from pathlib import PurePath

from django.contrib.postgres.fields import ArrayField
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import Region, User
from trainings.models.event import Event
from trainings.models.session import Session
from welfare.uploads import PICTURES, ScanField

# Who opens a scan reads every NIK on it.
SEES_SCANS = ("trainings.view_attachment", "registry.reveal_worker")


class PaperQuerySet(models.QuerySet):
    """Papers name everybody who came: they are the organising office's alone."""

    event_path = ""

    def visible_to(self, user: User) -> "PaperQuerySet":
        """Those of the events organised inside the user's scope."""
        return self.filter(**user.scope.scope_lookup(f"{self.event_path}event__office__region__"))


class SessionPaperQuerySet(PaperQuerySet):
    """Papers of one session."""

    event_path = "session__"


class Attachment(models.Model):
    """A scan or photograph: signed sheets, minutes, pictures of the day."""

    class Kind(models.TextChoices):
        SIGNED_SHEET = "signed_sheet", _("Signed sheet")
        PHOTO = "photo", _("Photograph")
        MINUTES = "minutes", _("Minutes")
        LETTER = "letter", _("Letter")
        OTHER = "other", _("Other")

    event = models.ForeignKey(Event, models.CASCADE, related_name="attachments", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="attachments", verbose_name=_("session")
    )
    district = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    kind = models.TextField(_("kind"), choices=Kind)
    caption = models.TextField(_("caption"), blank=True)
    file = ScanField(
        _("file"),
        url_name="attachment_file",
        upload_to="attachments",
        validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
    )
    added_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["added_at"]

    def __str__(self):
        return self.caption or self.get_kind_display()

    @property
    def is_picture(self) -> bool:
        """A page can show it, unlike a PDF."""
        return PurePath(self.file.name).suffix in PICTURES


class PrintedSheet(models.Model):
    """A sign-in sheet as it was printed: whose number stands where, so that the scan can be read back."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="printed_sheets", verbose_name=_("session")
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name=_("region"))
    participants = ArrayField(
        models.BigIntegerField(), help_text=_("In the order of the numbers."), verbose_name=_("participants")
    )
    printed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("printed by")
    )
    printed_at = models.DateTimeField(_("printed at"), auto_now_add=True)

    objects = SessionPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed sign-in sheet")
        verbose_name_plural = _("printed sign-in sheets")
        ordering = ["printed_at"]

    def __str__(self):
        return f"{self.session} {self.region or ''}".strip()
