"""What a report is asked about, on the screen."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import CODE, RegionField, written
from registry.models import Region, User
from trainings.models import Event
from trainings.reports.parameters import Parameters
from trainings.reports.report import Report
from welfare import shown
from welfare.errors import RuleError
from welfare.forms import LaidOut, with_optional_mark

RECENT = 100  # events offered; an older one comes by a link from its own page


class EventChoice(forms.ModelChoiceField):
    """An event by its title and days."""

    def label_from_instance(self, obj: Event) -> str:
        return f"{obj.title} · {shown.days(obj.first_day, obj.last_day)}"


class ReportForm(LaidOut, forms.Form):
    """The parameters of one report; it leaves out what the report does not ask for."""

    event = EventChoice(label=_("Event"), queryset=Event.objects.none(), to_field_name="slug")
    region = RegionField(label=_("Region"))
    on = forms.DateField(label=_("As of"), widget=forms.DateInput, required=False)
    since = forms.DateField(
        label=_("Trainings from"),
        widget=forms.DateInput,
        required=False,
        help_text=_("Empty: from 1 January of that year."),
    )
    fieldsets = (("", ("event", "region", "on", "since")),)

    def __init__(self, data, *, report: Report, user: User):
        self.report, self.user = report, user
        super().__init__(data)
        self.fields["event"].queryset = self.events()
        self.fields["on"].initial = timezone.localdate
        self.offer_regions(self.fields["region"])
        asked = {"event": report.event_required, "region": report.levels}
        asked |= dict.fromkeys(("on", "since"), report.is_as_of)
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]

    def events(self) -> QuerySet:
        """The newest the user may see, and the one a link asks for."""
        events = Event.objects.visible_to(self.user).order_by("-dates", "title")
        newest = events.values("pk")[:RECENT]
        wanted = Q(pk__in=newest) | Q(slug=self.data.get("event", ""))
        return events.filter(wanted).select_related("office__region", "region")

    def offer_regions(self, field: RegionField) -> None:
        """Those of the user's scope; the scope itself first, where the report can be about it."""
        field.queryset = Region.objects.visible_to(self.user)
        if self.report.region_required:
            field.initial = self.user.scope if self.user.scope.level in self.report.levels else None
        else:
            field.required = False
            field.plain_label, field.label = field.label, with_optional_mark(field.label)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.parameters = Parameters(**cleaned, reader=self.user)
        try:
            self.report.check(self.parameters)
        except RuleError as refusal:
            self.add_error("region" if self.report.levels else None, str(refusal))
        if region := cleaned.get("region"):
            self.data = self.data.copy()
            self.data["region"] = written(region)
        return cleaned

    @property
    def asks_for_the_hidden(self) -> bool:
        """Was a region or an event asked for by a link, that does not exist for this user?"""
        is_code = CODE.search(self.data.get("region", ""))
        return bool(
            self.has_error("event", "invalid_choice") or (is_code and self.has_error("region", "unknown"))
        )
