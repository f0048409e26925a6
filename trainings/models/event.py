"""Events: what is organised, when, where, by whom, and how many are said to have come."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Office, Region, User
from welfare.fields import KeyTextField
from welfare.history import tracked
from welfare.revision import Revised
from welfare.scope import BelongingQuerySet


class EventQuerySet(models.QuerySet):
    """Events by who may see them and by time."""

    def visible_to(self, user: User) -> "EventQuerySet":
        """Those an office in the user's scope organises, or that somebody from the scope takes part in."""
        lookup = user.scope.scope_lookup("region__")
        if not lookup:
            return self
        from trainings.models.participant import Participant

        attended = Participant.objects.filter(event=OuterRef("pk"), **lookup)
        return self.filter(Exists(attended) | Q(office__in=Office.objects.filter(**lookup)))

    def organised_within(self, user: User) -> "EventQuerySet":
        """Those whose organising office lies in the user's scope: he may change them."""
        return self.filter(**user.scope.scope_lookup("office__region__"))

    def at_desk_of(self, user: User) -> "EventQuerySet":
        """Those whose participants the user may check in, were he allowed to check in at all.

        Those given to him; and, for who records attendance anyway, those his own offices organise.
        """
        given = Q(pk__in=Event.desks.through.objects.filter(user=user).values("event"))
        if not user.has_perm("trainings.change_attendance"):
            return self.filter(given)
        scope = user.scope.scope_lookup("office__region__")
        return self.filter(given | Q(**scope)) if scope else self

    def in_period(self, first, last) -> "EventQuerySet":
        """Those with at least one day between `first` and `last`, both included."""
        return self.filter(dates__startswith__lte=last, dates__endswith__gt=first)


@tracked()
class Event(Revised):
    """A bimtek, pembinaan, rakor ... of one or several days, each day with its own venue (`Session`)."""

    class Kind(models.TextChoices):
        BIMTEK = "bimtek", _("Technical guidance (bimtek)")
        PEMBINAAN = "pembinaan", _("Coaching (pembinaan)")
        RAKOR = "rakor", _("Coordination meeting (rakor)")
        EVALUASI = "evaluasi", _("Evaluation")
        SOSIALISASI = "sosialisasi", _("Outreach (sosialisasi)")
        PENINGKATAN_KAPASITAS = "peningkatan_kapasitas", _("Capacity building")
        PEMANTAPAN = "pemantapan", _("Refresher (pemantapan)")
        DIKLAT = "diklat", _("Training course (diklat)")
        LAIN = "lain", _("Other")

    class Grade(models.TextChoices):
        BASIC = "basic", _("Basic (dasar)")
        ADVANCED = "advanced", _("Advanced (lanjutan)")
        SPECIAL = "special", _("Special (khusus)")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    slug = KeyTextField(_("slug"), unique=True)
    title = models.TextField(_("title"))
    theme = models.TextField(_("theme"), blank=True)
    kinds = ArrayField(models.TextField(choices=Kind), verbose_name=_("kinds"), default=list)
    grade = models.TextField(_("level"), choices=Grade, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="events", verbose_name=_("organised by"))
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="events",
        verbose_name=_("for whom"),
        help_text=_("The region whose people are invited."),
    )
    dates = DateRangeField(_("dates"))
    letter_number = KeyTextField(_("letter number"), blank=True)
    budget_code = KeyTextField(_("budget code"), blank=True)
    opened_by = models.TextField(_("opened by"), blank=True, help_text=_("Name and position."))
    status = models.TextField(_("status"), choices=Status, default=Status.PLANNED)
    status_reason = models.TextField(_("reason"), blank=True)
    attendance_threshold = models.PositiveSmallIntegerField(
        _("attendance for a certificate (%)"), default=100
    )
    desks = models.ManyToManyField(
        User, related_name="desk_events", blank=True, verbose_name=_("check-in desks")
    )

    objects = EventQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-dates", "title"]
        permissions = [
            ("print_report", _("Can print reports")),
            ("check_in", _("Can check participants in")),
        ]
        constraints = [
            models.CheckConstraint(
                name="trainings_event_slug_form",
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=_("A slug is small letters, digits and single hyphens."),
            ),
            models.CheckConstraint(
                name="trainings_event_titled",
                condition=~Q(title=""),
                violation_error_message=_("An event needs a title."),
            ),
            models.CheckConstraint(
                name="trainings_event_dates_bounded",
                condition=Q(dates__isempty=False, dates__lower_inf=False, dates__upper_inf=False),
                violation_error_message=_("An event has a first and a last day, in that order."),
            ),
            models.CheckConstraint(
                name="trainings_event_threshold_percent",
                condition=Q(attendance_threshold__lte=100),
                violation_error_message=_("The share is at most 100 percent."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("event", args=[self.slug])

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return self.dates.lower

    @property
    def last_day(self) -> date:
        """The day it ends, which belongs to it."""
        return self.dates.upper - timedelta(days=1)

    @property
    def kind_labels(self) -> list[str]:
        """What the event is, in words."""
        return [str(self.Kind(kind).label) for kind in self.kinds]

    @property
    def is_closed(self) -> bool:
        """Closed events are frozen: neither participants nor attendance change."""
        return self.status == self.Status.CLOSED


@tracked()
class DeskDuty(Event.desks.through):
    """An event's check-in in an account's hands: the table is Django's own, its history says who gave it."""

    class Meta:
        proxy = True
        default_permissions = ()  # given with the event
        verbose_name = _("desk officer")
        verbose_name_plural = _("desk officers")


@tracked()
class HeadcountClaim(models.Model):
    """A number somebody else gave ("995", "sekitar 77", "sejumlah"), kept beside the counted one."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="claims", verbose_name=_("event"))
    whom = models.TextField(_("whom"), blank=True, help_text=_("Empty for everybody."))
    number = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    wording = models.TextField(_("wording"), blank=True)
    source = models.TextField(_("source"), blank=True)

    seen_with = "event"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("claimed headcount")
        verbose_name_plural = _("claimed headcounts")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="trainings_headcountclaim_says_something",
                condition=Q(number__isnull=False) | ~Q(wording=""),
                violation_error_message=_("Give the number, its wording, or both."),
            )
        ]

    def __str__(self):
        return self.wording or str(self.number)


@tracked()
class Quota(models.Model):
    """How many of a role each region of a level sends: 1 Kasi Kesra + 1 TKSK + 9 PSM per district."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas", verbose_name=_("event"))
    role = models.ForeignKey(
        "registry.Role", models.PROTECT, related_name="+", verbose_name=pgettext_lazy("event", "role")
    )
    level = models.TextField(
        _("per"),
        choices=[choice for choice in Region.Level.choices if choice[0] != Region.Level.NATION],
        default=Region.Level.DISTRICT,
    )
    number = models.PositiveSmallIntegerField(_("how many"))

    seen_with = "event"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation quota")
        verbose_name_plural = _("invitation quotas")
        ordering = ["role__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "role", "level"],
                name="trainings_quota_once",
                violation_error_message=_("This role already has a quota at that level."),
            )
        ]

    def __str__(self):
        return f"{self.number} {self.role}"
