"""Which accounts stand at the check-in desks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import User
from trainings.actions.desks import officers_for
from trainings.models import Event
from welfare.forms import LaidOut


class DesksForm(LaidOut, forms.Form):
    """The desk officers of one event."""

    officers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who checks participants in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Accounts of the group “desk” in this region. The office's own staff may always do it."),
    )

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = officers_for(event)
        self.initial.setdefault("officers", list(event.desks.values_list("pk", flat=True)))
