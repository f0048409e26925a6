"""The form for another spelling of a region."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import RegionName
from welfare.forms import LaidOut


class RegionNameForm(LaidOut, forms.ModelForm):
    """A spelling found on sheets, or the name used locally; official ones come with the decrees' lists."""

    class Meta:
        model = RegionName
        fields = ("name", "kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = RegionName.Kind
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in (kinds.ALIAS, kinds.LOCAL)]
        self.fields["name"].label = _("Another spelling")

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())
