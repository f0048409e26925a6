"""Which changes of a history to show."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A date as browsers send it."""

    input_type = "date"

    def __init__(self):
        super().__init__(attrs={"class": "form-control"}, format="%Y-%m-%d")


class HistoryForm(forms.Form):
    """By whom, and from which day to which; `people` are those who changed something."""

    who = forms.ChoiceField(
        label=_("By whom"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    def __init__(self, *args, people: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("anybody")), *((name, name) for name in sorted(people))]

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day cannot lie before the first."))
        return cleaned
