"""Sessions: the days of an event or parts of them, with their own venue, agenda and groups."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.models.event import Event
from welfare import shown
from welfare.history import tracked
from welfare.scope import BelongingQuerySet


@tracked()
class Session(models.Model):
    """A day of an event or part of one. Papers are signed per session, for it has its own venue."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    label = models.TextField(_("label"), blank=True)
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    venue = models.TextField(_("venue"), blank=True)
    venue_region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region of the venue")
    )

    seen_with = "event"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["date", F("starts_at").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(
                name="trainings_session_ends_after_start",
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A session ends after it starts."),
            )
        ]

    def __str__(self):
        return self.label or shown.day(self.date)


@tracked()
class Speaker(models.Model):
    """Somebody who speaks at an event, from outside the roster more often than not."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="speakers", verbose_name=_("event"))
    name = models.TextField(_("name"))
    position = models.TextField(_("position"), blank=True)
    institution = models.TextField(_("institution"), blank=True)

    seen_with = "event"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name"]

    def __str__(self):
        return self.name


@tracked()
class AgendaItem(models.Model):
    """A topic of a session with its lesson hours (JP) and speakers."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda", verbose_name=_("session"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    topic = models.TextField(_("topic"))
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours"), default=0)
    speakers = models.ManyToManyField(Speaker, related_name="topics", blank=True, verbose_name=_("speakers"))

    seen_with = "session"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")
        ordering = ["session", "position", "id"]

    def __str__(self):
        return self.topic


@tracked()
class Group(models.Model):
    """A batch of participants that attends some of the sessions only."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="groups", verbose_name=_("event"))
    name = models.TextField(_("name"))
    sessions = models.ManyToManyField(Session, related_name="groups", verbose_name=_("sessions"))

    seen_with = "event"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"],
                name="trainings_group_once",
                violation_error_message=_("This event already has a group of that name."),
            )
        ]

    def __str__(self):
        return self.name
