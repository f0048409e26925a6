"""How somebody did in a post, year by year: re-appointment rests on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.appointment import Appointment
from welfare.history import tracked
from welfare.revision import Revised
from welfare.scope import BelongingQuerySet


@tracked()
class Appraisal(Revised):
    """The grade of one post for one year (Permensos 28/2018, Ps 32: at the end of each budget year)."""

    class Grade(models.TextChoices):
        GOOD = "good", _("Good")
        FAIR = "fair", _("Fair")
        POOR = "poor", _("Poor")

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, related_name="appraisals", verbose_name=_("appointment")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    grade = models.TextField(_("grade"), choices=Grade)
    note = models.TextField(_("note"), blank=True)

    seen_with = "appointment"
    objects = BelongingQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "year"],
                name="registry_appraisal_once_a_year",
                violation_error_message=_("This post is already appraised for that year."),
            ),
            models.CheckConstraint(
                name="registry_appraisal_year_sane",
                condition=Q(year__gte=1990, year__lte=2100),
                violation_error_message=_("The year has four digits."),
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_grade_display()}"
