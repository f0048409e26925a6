"""Bringing people onto the list of an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import RegionField
from registry.models import Region, Role, User
from trainings.models import Event, Participant
from welfare.forms import LaidOut


class RegionForm(LaidOut, forms.Form):
    """Whoever serves in a region, as one of some roles."""

    region = RegionField(label=_("Region"))
    roles = forms.ModelMultipleChoiceField(
        Role.objects.filter(is_person=True), label=_("Roles"), widget=forms.CheckboxSelectMultiple
    )

    untrained_since = forms.DateField(
        label=_("Only who attended nothing since"), widget=forms.DateInput, required=False
    )

    def __init__(self, *args, user: User, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.visible_to(user)
        self.initial.setdefault("region", event.region)
        self.fields["roles"].help_text = _("Those who hold the post on the first day of the event.")


class GuestForm(LaidOut, forms.ModelForm):
    """A guest, speaker or committee member from outside the roster, or a body invited as such."""

    name = forms.CharField(label=_("Name of the person or body"), max_length=150)
    region = RegionField(label=_("Region"), help_text=_("Whose sign-in sheet the name stands on."))

    class Meta:
        model = Participant
        fields = ("name", "capacity", "role", "institution", "sex", "region")

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].help_text = _("For a body such as Karang Taruna, or a post such as TKSK.")
        self.fields["region"].queryset = Region.objects.visible_to(user)
        self.initial["region"] = self.instance.event.region
