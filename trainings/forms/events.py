"""What an event is, and the questions asked when its state changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import RegionField
from registry.models import Office, Region, User
from trainings.models import Event
from welfare.forms import LaidOut, RevisedForm


class EventForm(RevisedForm):
    """The facts of an event; its days are rows of their own."""

    fieldsets = (
        (_("The event"), ("title", "theme", "kinds", "grade")),
        (_("Who and for whom"), ("office", "region", "opened_by")),
        (_("Papers"), ("letter_number", "budget_code", "attendance_threshold")),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=Event.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An event may be several."),
    )
    region = RegionField(
        label=_("For whom"), help_text=_("People of this region are invited; quotas count in it.")
    )

    class Meta:
        model = Event
        fields = (
            *("title", "theme", "kinds", "grade", "office", "region", "opened_by"),
            *("letter_number", "budget_code", "attendance_threshold"),
        )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        offices = Office.objects.visible_to(user)
        self.fields["office"].queryset = offices
        self.fields["region"].queryset = Region.objects.visible_to(user)
        self.fields["grade"].choices = [("", "–"), *Event.Grade.choices]
        if self.instance._state.adding:
            self.initial.setdefault("office", user.office_id)
            self.initial.setdefault("region", user.scope)
        if self.instance._state.adding and offices.count() == 1:
            self.initial["office"] = offices[0].pk
            self.fields["office"].widget = forms.HiddenInput()


class ReasonForm(LaidOut, forms.Form):
    """Why: the words stay in the history."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class NoteForm(LaidOut, forms.Form):
    """What is worth noting at the end, if anything."""

    reason = forms.CharField(label=_("Note"), max_length=300, required=False)


class DateForm(LaidOut, forms.Form):
    """The date printed on certificates; the rules about it are told by `trainings.actions.certificates`."""

    on = forms.DateField(label=_("Date on the certificate"))


class CopyForm(LaidOut, forms.Form):
    """The copy's name and first day; its other days keep their distance."""

    title = forms.CharField(label=_("Title"))
    first_day = forms.DateField(label=_("First day"))
