"""A training elsewhere that somebody can prove."""

from django import forms

from trainings.models import OutsideTraining
from welfare.days import COME
from welfare.forms import RevisedForm


class OutsideForm(RevisedForm):
    """What it was, who held it, and the paper that proves it."""

    class Meta:
        model = OutsideTraining
        fields = ("title", "organiser", "date", "lesson_hours", "certificate_number", "is_basic", "scan")
        widgets = {"scan": forms.FileInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["date"].validators.append(COME)
