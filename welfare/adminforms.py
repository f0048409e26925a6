"""Forms of the admin: they carry the revision that was read."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from welfare.digits import is_key


class RevisedAdminForm(forms.ModelForm):
    """A form that remembers which revision of the row it shows."""

    changed_meanwhile = _(
        "Somebody else saved this record while you were editing it, so nothing was saved. "
        "Open it again and look at the change first."
    )
    revision_read = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["revision_read"]
        else:
            self.initial["revision_read"] = self.instance.revision

    def clean(self):
        cleaned = super().clean()
        if "revision_read" in self.fields and cleaned.get("revision_read") != self.instance.revision:
            raise forms.ValidationError(self.changed_meanwhile, "conflict")
        return cleaned


class OnlyKeys:
    """A box that shows what was sent again, and of anything but a row's number only that it is wrong."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_key(str(one or 0))], attr)


class RowSelect(OnlyKeys, AutocompleteSelect):
    """One row found while typing."""


class RowSelectMultiple(OnlyKeys, AutocompleteSelectMultiple):
    """Rows found while typing."""
