"""What a report is asked about, on the screen."""

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.access import sees_personal
from registry.forms.fields import CODE, RegionField, written
from registry.models import Office, Region, User
from trainings.models import Event
from trainings.reports.parameters import OPTION, Parameters
from trainings.reports.report import Option, Report
from welfare import shown
from welfare.errors import RuleError
from welfare.forms import LaidOut, with_optional_mark

RECENT = 100  # events offered; an older one comes by a link from its own page


def box(field: type[forms.Field], **how):
    """A maker of optional form fields, for one kind of option."""

    def make(option: Option) -> forms.Field:
        return field(
            label=with_optional_mark(option.label),
            initial=option.initial,
            help_text=option.help,
            required=False,
            **how,
        )

    return make


FIELDS = {
    "number": box(forms.CharField, max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})),
    "day": box(forms.DateField, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")),
    "line": box(forms.CharField, max_length=300),
    "text": box(forms.CharField, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})),
}


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
    paper = forms.ChoiceField(
        label=_("Paper"), choices=[("", _("The office's own")), *Office.Paper.choices], required=False
    )
    full = forms.BooleanField(
        label=_("NIK in full"), required=False, help_text=_("Who printed it is written down.")
    )
    fieldsets = (("", ("event", "region", "on", "since", "paper", "full")),)

    def __init__(self, data, *, report: Report, user: User):
        self.report, self.user = report, user
        super().__init__(data)
        self.about = self.data.get("event", "").replace("\0", "")  # the slug of the event asked about
        self.fields["event"].queryset = self.events()
        self.fields["on"].initial = timezone.localdate
        self.offer_regions(self.fields["region"])
        asked = {"event": report.event_required, "region": report.levels}
        asked |= {"on": report.is_as_of, "since": report.has_period}
        asked |= {"full": report.shows_nik and sees_personal(user), "paper": True}
        asked["event"] = asked["event"] or report.takes_event
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]
        if not report.event_required and "event" in self.fields:
            self.fields["event"].required = False
            self.fields["event"].label = with_optional_mark(self.fields["event"].label)
        self.add_options()

    def add_options(self) -> None:
        """What the report asks besides, once it is known about which event."""
        slug = self.about
        about = Event.objects.visible_to(self.user).filter(slug=slug).first() if slug else None
        groups: dict[str, list[str]] = {}
        for option in self.report.options(Parameters(event=about, reader=self.user)):
            name = f"{OPTION}{option.name}"
            groups.setdefault(option.group, []).append(name)
            self.fields[name] = FIELDS[option.kind](option)
            if self.is_bound and name not in self.data:
                self.data = self.data.copy()
                self.data[name] = option.initial
        self.fieldsets = (*self.fieldsets, *((group, tuple(names)) for group, names in groups.items()))

    def events(self) -> QuerySet:
        """The newest the user may see, and the one a link asks for."""
        events = Event.objects.visible_to(self.user).order_by("-dates", "title")
        newest = events.values("pk")[:RECENT]
        wanted = Q(pk__in=newest) | Q(slug=self.about)
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
        known = {
            name: cleaned[name] for name in ("event", "region", "on", "since", "paper") if name in cleaned
        }
        options = {
            name.removeprefix(OPTION): value.isoformat() if isinstance(value, date) else value
            for name, value in cleaned.items()
            if name.startswith(OPTION) and value
        }
        self.parameters = Parameters(
            **known, is_masked=not cleaned.get("full"), options=options, reader=self.user
        )
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
