"""Filters of the lists of events and participants."""

from collections.abc import Callable, Collection
from datetime import date

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Region, Role
from trainings.models import Attendance, Certificate, Event, Participant
from trainings.queries import with_area

STATES = (
    ("coming", _("Coming up")),
    ("running", _("Under way")),
    ("over", _("To be closed")),
    ("closed", _("Closed")),
    ("cancelled", _("Cancelled")),
)
VALIDITIES = (("valid", _("Valid")), ("revoked", _("Revoked")))
CLASHES = (("yes", _("On the same day")),)
PRESENCES = (("came", _("Came at least once")), ("never", _("Never came")))


class EventFilter(django_filters.FilterSet):
    """By year, kind, state and organiser; only the years and offices that have an event are offered."""

    year = django_filters.TypedChoiceFilter(label=_("Year"), coerce=int, method="held_in", choices=())
    kind = django_filters.ChoiceFilter(label=_("Kind"), method="of_kind", choices=Event.Kind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), method="in_state", choices=STATES)

    class Meta:
        model = Event
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        spans = Event.objects.visible_to(self.request.user).order_by().values_list("dates", flat=True)
        years = {year for span in spans.distinct() for year in range(span.lower.year, span.upper.year + 1)}
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in sorted(years, reverse=True)]

    def held_in(self, queryset, name, value):
        """At least one day of the year."""
        return queryset.in_period(date(value, 1, 1), date(value, 12, 31))

    def of_kind(self, queryset, name, value):
        """Among others of this kind."""
        return queryset.filter(kinds__contains=[value])

    def in_state(self, queryset, name, value):
        """As `trainings.states` names it, on today's date."""
        today = timezone.localdate()
        if value in {Event.Status.CLOSED, Event.Status.CANCELLED}:
            return queryset.filter(status=value)
        queryset = queryset.filter(status=Event.Status.PLANNED)
        if value == "coming":
            return queryset.filter(dates__startswith__gt=today)
        if value == "running":
            return queryset.filter(dates__contains=today)
        return queryset.filter(dates__endswith__lte=today)


class ParticipantFilter(django_filters.FilterSet):
    """By role, capacity, area and whether they came; an event's own roles and areas are offered."""

    presence = django_filters.ChoiceFilter(label=_("Presence"), method="by_presence", choices=PRESENCES)
    clash = django_filters.ChoiceFilter(label=_("Also invited elsewhere"), method="by_clash", choices=CLASHES)
    role = django_filters.ModelChoiceFilter(label=pgettext_lazy("event", "Role"), queryset=Role.objects.all())
    capacity = django_filters.ChoiceFilter(label=_("Capacity"), choices=Participant.Capacity.choices)
    area = django_filters.ModelChoiceFilter(
        label=_("Region"), method="in_area", queryset=Region.objects.none(), to_field_name="code"
    )

    class Meta:
        model = Participant
        fields = ()

    def __init__(self, *args, event: Event, clashing: Callable[[], Collection[int]], **kwargs):
        super().__init__(*args, **kwargs)
        self.clashing = clashing
        listed = Participant.objects.visible_to(self.request.user).filter(event=event)
        areas = with_area(listed, event).values("area")
        self.filters["area"].queryset = Region.objects.filter(pk__in=areas)
        self.filters["role"].queryset = Role.objects.filter(participations__in=listed).distinct()

    def in_area(self, queryset, name, value):
        """Those whose region lies in it."""
        return queryset.filter(**value.scope_lookup("region__"))

    def by_clash(self, queryset, name, value):
        """Those who are invited to another event on one of their days here."""
        return queryset.filter(pk__in=list(self.clashing()))

    def by_presence(self, queryset, name, value):
        """Present at one session at least, or at none."""
        came = Q(pk__in=Attendance.objects.filter(status="present").values("participant"))
        return queryset.filter(came if value == "came" else ~came)


class CertificateFilter(django_filters.FilterSet):
    """By running number and by whether they still hold."""

    number = django_filters.NumberFilter(label=_("Running number"), field_name="sequence")
    state = django_filters.ChoiceFilter(label=_("State"), method="in_state", choices=VALIDITIES)

    class Meta:
        model = Certificate
        fields = ()

    def in_state(self, queryset, name, value):
        """Valid, or revoked."""
        return queryset.filter(revoked_at__isnull=value == "valid")
