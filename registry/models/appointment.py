"""Appointments: who serves as what, where, from when to when, under which decrees."""

from collections.abc import Collection
from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Deferrable, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import NullIf
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.decree import Decree
from registry.models.region import Region
from registry.models.role import Role
from registry.models.worker import Worker
from welfare.history import tracked
from welfare.revision import Revised
from welfare.scope import BelongingQuerySet


class Status(models.TextChoices):
    """What a post is on a given day; worked out from its dates and decrees, never stored."""

    SERVING = "serving", _("Serving")
    OVERDUE = "overdue", _("Term over")
    CANDIDATE = "candidate", _("Candidate")
    ENDED = "ended", _("Ended")


def mistaken(on: date) -> Q:
    """What was entered by mistake, as long as a day that is past is asked for: nobody served by it.

    Not asked of today: a post ends when it is called a mistake, and the index that finds who serves in a
    region now holds no reasons. Put in other words than the constraint's below: PostgreSQL would read that
    one's index for it, which takes thirty times as long to find a region.
    """
    is_mistake = IsNull(NullIf("end_reason", Value("mistake", models.TextField())), True)
    return Q(is_mistake) if on < timezone.localdate() else Q(pk__in=())


def papers_known(on: date) -> models.QuerySet:
    """The decrees of appointments; asked for a day that is past, those whose term had begun by then.

    Today a decree counts before its term begins: who is extended in time needs no other.
    """
    if on < timezone.localdate():
        begun = Q(decree__term__lower_inf=True) | Q(decree__term__startswith__lte=on)
        return AppointmentDecree.objects.filter(begun)
    return AppointmentDecree.objects.all()


class AppointmentQuerySet(models.QuerySet):
    """Appointments by place and by day."""

    def visible_to(self, user) -> "AppointmentQuerySet":
        """All appointments of the people the user may see."""
        return self.filter(worker__in=Worker.objects.visible_to(user))

    def editable_by(self, user) -> "AppointmentQuerySet":
        """Those in the user's scope, of people he may edit."""
        return self.within(user.scope).filter(worker__in=Worker.objects.editable_by(user))

    def serving(self, *, on) -> "AppointmentQuerySet":
        """Those whose service holds the day `on` (the last day of service included)."""
        return self.filter(Q(service__contains=on) & ~mistaken(on))

    def not_ended(self, *, on) -> "AppointmentQuerySet":
        """Those serving on the day `on` or beginning after it."""
        return self.filter(Q(service__upper_inf=True) | Q(service__endswith__gt=on))

    def within(self, region: Region) -> "AppointmentQuerySet":
        """Those whose duty region lies inside `region`."""
        return self.filter(**region.scope_lookup("region__"))

    def with_status(self, *, on) -> "AppointmentQuerySet":
        """Each with its `status` on the day `on` and `term_end`, the day after its last decree's term.

        No term end: no decree says one. A decree without an end leaves the term open. On a day that is past
        the decrees that began after it are not known yet.
        """
        papers = papers_known(on).filter(appointment=OuterRef("pk"), decree__term__isnull=False)
        latest = papers.order_by(F("decree__term__endswith").desc(nulls_first=True))
        return self.annotate(
            term_end=Subquery(latest.values("decree__term__endswith")[:1]),
            status=Case(
                When(mistaken(on), then=Value(Status.ENDED)),
                When(service__startswith__gt=on, then=Value(Status.CANDIDATE)),
                When(service__endswith__lte=on, then=Value(Status.ENDED)),
                When(term_end__lte=on, then=Value(Status.OVERDUE)),
                default=Value(Status.SERVING),
                output_field=models.TextField(),
            ),
        )

    def in_status(self, statuses: Collection[str], *, on) -> "AppointmentQuerySet":
        """Those whose status on the day `on` is one of `statuses`, told as by `with_status`."""
        papers = papers_known(on)
        reaching = papers.filter(Q(decree__term__upper_inf=True) | Q(decree__term__endswith__gt=on))
        longer = reaching.filter(appointment=OuterRef("appointment"))
        # One question: of two that are joined by OR, as their denial is, PostgreSQL asks for every post.
        over = papers.filter(decree__term__endswith__lte=on).exclude(Exists(longer))
        is_late = Q(Exists(over.filter(appointment=OuterRef("pk"))))
        serving = Q(service__contains=on) & ~mistaken(on)
        ways = []
        if Status.CANDIDATE in statuses:
            ways.append(Q(service__startswith__gt=on) & ~mistaken(on))
        if Status.ENDED in statuses:
            ways.append(Q(service__endswith__lte=on) | mistaken(on))
        if {Status.SERVING, Status.OVERDUE} <= set(statuses):
            ways.append(serving)
        elif Status.OVERDUE in statuses:
            ways.append(serving & is_late)
        elif Status.SERVING in statuses:
            ways.append(serving & ~is_late)
        return self.filter(Q(*ways, _connector=Q.OR)) if ways else self.none()

    def best_first(self, *, on) -> "AppointmentQuerySet":
        """Posts held on the day `on`, then those to come, then the ended ones; the latest first.

        The same as by status, but told by the dates alone: no decree is looked up for it.
        """
        order = Case(
            When(Q(service__endswith__lte=on) | mistaken(on), then=2),
            When(service__startswith__gt=on, then=1),
            default=Value(0),
        )
        return self.order_by(order, F("service__startswith").desc(nulls_last=True), "-pk")

    def ending(self, first: date, last: date) -> "AppointmentQuerySet":
        """Those serving on `first` whose decrees' term ends on a day from `first` to `last`."""
        ends = (first + timedelta(days=1), last + timedelta(days=1))  # the term's end is the day after
        papers = papers_known(first)
        so_long = papers.filter(decree__term__endswith__range=ends).values("appointment")
        longer = papers.filter(Q(decree__term__upper_inf=True) | Q(decree__term__endswith__gt=ends[1]))
        posts = self.serving(on=first).filter(pk__in=so_long)
        return posts.exclude(Exists(longer.filter(appointment=OuterRef("pk"))))

    def without_decree(self) -> "AppointmentQuerySet":
        """Those no decree is recorded for."""
        return self.filter(~Exists(AppointmentDecree.objects.filter(appointment=OuterRef("pk"))))


@tracked(unsought=("region", "role"))
class Appointment(Revised):
    """One person in one post. `service` is half-open: its upper bound is the day after the last day.

    From PSM to TKSK makes two appointments of one person. A post is a role in a region; nobody holds the
    same post twice at once, and a post may have several holders (quotas warn, they never block).
    """

    class Precision(models.TextChoices):
        DAY = "day", _("Exact day")
        YEAR = "year", _("Only the year")
        UNKNOWN = "unknown", _("Unknown")

    class EndReason(models.TextChoices):
        TERM = "term", _("Term ended")
        RESIGNED = "resigned", _("Resigned")
        TRANSFERRED = "transferred", _("Transferred")
        PROMOTED = "promoted", _("Appointed to another post")
        MOVED = "moved", _("Moved away")
        AGE = "age", _("Age")
        CIVIL_SERVICE = "civil_service", _("Became a civil servant")
        EVALUATION = "evaluation", _("Failed the evaluation")
        DISMISSED = "dismissed", _("Dismissed")
        DIED = "died", _("Died")
        MISTAKE = "mistake", _("Entered by mistake")
        OTHER = "other", _("Other")

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="appointments", verbose_name=_("person"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="appointments", verbose_name=_("role"))
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        db_index=False,  # an index below begins with it
        related_name="appointments",
        verbose_name=_("duty region"),
    )
    is_acting = models.BooleanField(_("acting"), default=False)
    service = DateRangeField(_("service"))
    start_precision = models.TextField(_("start known as"), choices=Precision, default=Precision.DAY)
    end_reason = models.TextField(_("reason of the end"), choices=EndReason, blank=True)
    end_note = models.TextField(_("note on the end"), blank=True)
    decrees = models.ManyToManyField(
        Decree, through="AppointmentDecree", related_name="appointments", verbose_name=_("decrees")
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-service", "id"]
        constraints = [
            ExclusionConstraint(
                name="registry_appointment_one_post_once",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("service", RangeOperators.OVERLAPS),
                ],
                # What was entered by mistake holds no post. The condition also keeps PostgreSQL from reading
                # this index in place of the one below: looking up a region in it scans all of it.
                condition=~Q(end_reason="mistake"),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("This person already holds this post in that time."),
            ),
            models.CheckConstraint(
                name="registry_appointment_service_not_empty",
                condition=Q(service__isempty=False),
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                name="registry_appointment_end_has_a_reason",
                condition=Q(service__upper_inf=True, end_reason="")
                | Q(service__upper_inf=False) & ~Q(end_reason=""),
                violation_error_message=_(
                    "An ended appointment has a last day and a reason; a current one neither."
                ),
            ),
            models.CheckConstraint(
                name="registry_appointment_start_known_as_said",
                condition=Q(service__lower_inf=True, start_precision="unknown")
                | Q(service__lower_inf=False) & ~Q(start_precision="unknown"),
                violation_error_message=_("An unknown start has no date."),
            ),
        ]
        indexes = [
            # "Who serves in this region", the roster's and the reports' way in, without a look at the table.
            models.Index(
                fields=["region", "role"], include=["worker", "service"], name="registry_appointment_post"
            ),
            # Who only acts: a few, told apart wherever seats are counted.
            models.Index(fields=["region"], condition=Q(is_acting=True), name="registry_appointment_acting"),
        ]

    def __str__(self):
        return f"{self.role}, {self.region}"

    def validate_constraints(self, exclude=None):
        """None of them can be asked without the reason a service ended; a form that refused it says so."""
        if "end_reason" not in (exclude or ()):
            super().validate_constraints(exclude)

    @property
    def last_day(self) -> date | None:
        """The last day of service, None while it is open."""
        return self.service.upper and self.service.upper - timedelta(days=1)

    @property
    def term_last(self) -> date | None:
        """The last day of the decrees' term; only on rows of `with_status`."""
        return self.term_end and self.term_end - timedelta(days=1)


@tracked(unsought=("decree",))
class AppointmentDecree(models.Model):
    """One person's place in a decree: extending an appointment adds a row."""

    appointment = models.ForeignKey(
        Appointment,
        models.CASCADE,
        db_index=False,  # what it is unique by begins with it
        related_name="papers",
        verbose_name=_("appointment"),
    )
    decree = models.ForeignKey(Decree, models.CASCADE, related_name="entries", verbose_name=_("decree"))

    seen_with = "appointment"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("decree of an appointment")
        verbose_name_plural = _("decrees of appointments")
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "decree"],
                name="registry_appointmentdecree_once",
                violation_error_message=_("This decree is already recorded for the appointment."),
            )
        ]

    def __str__(self):
        return str(self.decree)
