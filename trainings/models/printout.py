"""Printouts: reports made in the background or with figures typed for them, and what was asked."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models import Region, User
from trainings.models.event import Event
from welfare.fields import KeyTextField
from welfare.uploads import ScanField


class PrintoutQuerySet(models.QuerySet):
    """Printouts by who may see them."""

    def visible_to(self, user: User) -> "PrintoutQuerySet":
        """The user's own, and those for a scope inside his that show no NIK in full."""
        return self.filter(Q(made_by=user) | Q(is_masked=True, **user.scope.scope_lookup("scope__")))


class Printout(models.Model):
    """One report as it was asked for: its parameters, how far it is, and its file once there is one.

    `asked` holds codes, slugs, days, amounts and what was typed for letters and chapters. A receipt keeps its
    amounts here and has no file; a report of a whole province is made by a task and keeps its file.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting its turn")
        WORKING = "working", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    report = KeyTextField(_("report"))
    asked = models.JSONField(_("parameters"), default=dict)
    file_format = models.TextField(_("format"))
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="printouts", verbose_name=_("event")
    )
    scope = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("scope"))
    is_masked = models.BooleanField(_("NIK masked"), default=True)
    state = models.TextField(_("state"), choices=State, default=State.WAITING)
    papers = models.PositiveIntegerField(_("papers"), default=0)
    done = models.PositiveIntegerField(_("made so far"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)
    problem = models.TextField(_("problem"), blank=True)
    file = ScanField(_("file"), url_name="printout_file", upload_to="printouts", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("printout")
        verbose_name_plural = _("printouts")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.report} {self.pk}"

    def get_absolute_url(self):
        return reverse("printout", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        """Is a task at it, or about to be?"""
        return self.state in {self.State.WAITING, self.State.WORKING}
