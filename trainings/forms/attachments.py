"""Adding scans and photographs, several at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.models import Attachment, Event
from trainings.queries import with_area
from welfare.forms import LaidOut
from welfare.uploads import ScanFormField


class ManyFiles(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class ScansField(ScanFormField):
    """Several scans, each checked by itself; cleans to a list."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        return [super(ScansField, self).clean(one, initial) for one in data or [None]]


class AttachmentForm(LaidOut, forms.ModelForm):
    """What the papers are, and of which day and district."""

    files = ScansField(
        label=_("Files"),
        help_text=_("PDF, PNG or JPG, 10 MB each; several pages may be chosen at once."),
    )

    class Meta:
        model = Attachment
        fields = ("kind", "session", "district", "caption")

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        areas = with_area(event.participants.all(), event).values("area")
        self.fields["session"].queryset = event.sessions.all()
        self.fields["district"].queryset = Region.objects.filter(pk__in=areas).order_by("code")
