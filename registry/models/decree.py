"""Decrees (SK): one paper names many people and says how long they serve."""

import datetime

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.office import Office
from welfare.fields import KeyTextField
from welfare.history import tracked
from welfare.revision import Revised
from welfare.uploads import ScanField


class DecreeQuerySet(models.QuerySet):
    """Decrees by place."""

    def visible_to(self, user) -> "DecreeQuerySet":
        """Decrees kept by an office inside the user's scope."""
        return self.filter(**user.scope.scope_lookup("office__region__"))


@tracked(unsought=("office",))
class Decree(Revised):
    """A decree: number, date, signer and term. The term's upper bound is the day after its last day."""

    # The unique constraint begins with the office; an index of its own would only mislead the planner.
    office = models.ForeignKey(
        Office, models.PROTECT, db_index=False, related_name="decrees", verbose_name=_("kept by")
    )
    number = KeyTextField(_("number"))
    date = models.DateField(_("date"), null=True, blank=True)
    signer = models.TextField(_("signer"), blank=True)
    signer_position = models.TextField(_("signer's position"), blank=True)
    term = DateRangeField(_("term"), null=True, blank=True)
    scan = ScanField(
        _("scan"),
        url_name="decree_scan",
        upload_to="decrees",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
    )

    objects = DecreeQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("decree")
        verbose_name_plural = _("decrees")
        ordering = ["-date", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number", "date"],
                name="registry_decree_once",
                nulls_distinct=False,
                violation_error_message=_("A decree of this number and date is already recorded."),
            ),
            models.CheckConstraint(
                name="registry_decree_numbered",
                condition=~Q(number=""),
                violation_error_message=_("A decree needs a number."),
            ),
            models.CheckConstraint(
                name="registry_decree_term_not_empty",
                condition=Q(term=None) | Q(term__isempty=False),
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def term_last(self) -> datetime.date | None:
        """The last day of the term, None when it is open or unknown."""
        return self.term.upper - datetime.timedelta(days=1) if self.term and self.term.upper else None
