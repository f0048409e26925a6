"""What many people get at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.actions.people import EDITED_TOGETHER
from registry.history import label_of
from registry.models import Worker
from welfare.forms import LaidOut

SET = "set_"  # the box that says a field is meant, be it to empty it


class PeopleEditForm(LaidOut, forms.Form):
    """A box and a value for each field: not ticked it stays as it is, ticked and left empty it is emptied."""

    institution = forms.CharField(required=False, max_length=150)
    education = forms.CharField(required=False, max_length=100)
    sex = forms.ChoiceField(required=False, choices=[("", _("not known")), *Worker.Sex.choices])
    fieldsets = tuple(
        (label_of(Worker._meta.get_field(name)), (f"{SET}{name}", name)) for name in EDITED_TOGETHER
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in EDITED_TOGETHER:
            self.fields[f"{SET}{name}"] = forms.BooleanField(label=_("Change it for all"), required=False)
            field = label_of(Worker._meta.get_field(name))
            self.fields[name].label = _("%(field)s: new value; empty to clear it") % {"field": field}

    def clean(self):
        cleaned = super().clean()
        loose = [name for name in EDITED_TOGETHER if cleaned.get(name) and not cleaned[SET + name]]
        for name in loose:
            self.add_error(name, _("Tick “Change it for all”, or take this value out."))
        if not loose and not self.values():
            raise forms.ValidationError(_("Choose what to change."))
        return cleaned

    def values(self) -> dict[str, str]:
        """What to write, by field."""
        return {
            name: self.cleaned_data.get(name, "") for name in EDITED_TOGETHER if self.cleaned_data[SET + name]
        }
