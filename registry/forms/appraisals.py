"""The grade of one post for one year."""

from django import forms

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
