"""The grade of one post for one year."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import Appraisal
from welfare.forms import RevisedForm


class AppraisalForm(RevisedForm):
    """Year, grade and what was said about it."""

    multiline = ("note",)

    class Meta:
        model = Appraisal
        fields = ("year", "grade", "note")
        widgets = {
            "year": forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
            "grade": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = Appraisal.Grade.choices
        self.fields["year"].validators.append(MaxValueValidator(this_year, _("This year is still to come.")))


def this_year() -> int:
    """The year it is in the office."""
    return timezone.localdate().year
