"""Which value of two records to keep, field by field."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.actions.merging import FIELDS
from registry.history import ALWAYS_MASKED, PERSONAL_FIELDS, label_of
from registry.models import Worker
from registry.privacy import masked
from welfare import shown

FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Compared:
    """One field of two records as texts; `name` is empty where there is nothing to choose."""

    name: str
    label: str
    texts: tuple[str, str]
    chosen: str = ""


class MergeForm(forms.Form):
    """A choice for each field that differs; a value beats none."""

    revisions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, first: Worker, second: Worker, sees_personal: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair, self.sees_personal = (first, second), sees_personal
        self.fields["revisions"].initial = f"{first.revision}-{second.revision}"
        for name in FIELDS:
            mine, theirs = (getattr(worker, name) for worker in self.pair)
            if (mine or None) != (theirs or None):
                self.fields[name] = forms.ChoiceField(
                    label=label_of(Worker._meta.get_field(name)),
                    choices=[(FIRST, _("the first")), (SECOND, _("the second"))],
                    initial=FIRST if mine else SECOND,
                )

    def clean_revisions(self) -> dict[int, int]:
        """The revision each record was looked at with, by the record's id."""
        numbers = self.cleaned_data["revisions"].split("-")
        if len(numbers) != 2 or not all(number.isdecimal() and len(number) < 9 for number in numbers):
            raise forms.ValidationError(_("Look at the two records again before you merge."))
        return {worker.pk: int(number) for worker, number in zip(self.pair, numbers, strict=True)}

    def taken(self) -> list[str]:
        """The fields whose value comes from the second record."""
        return [name for name in FIELDS if self.cleaned_data.get(name) == SECOND]

    @property
    def compared(self) -> list[Compared]:
        """Every field that one of the two has filled, those that differ first."""
        rows = [self._compare(name) for name in FIELDS if any(getattr(one, name) for one in self.pair)]
        return sorted(rows, key=lambda row: not row.name)

    def _compare(self, name: str) -> Compared:
        label = label_of(Worker._meta.get_field(name))
        one, other = (self._text(worker, name) for worker in self.pair)
        if name not in self.fields:
            return Compared("", label, (one, other))
        if one == other:
            other = _("%(text)s (other digits where it is hidden)") % {"text": other}
        return Compared(name, label, (one, str(other)), self[name].value())

    def _text(self, worker: Worker, name: str) -> str:
        value = getattr(worker, name)
        if name in ALWAYS_MASKED:
            return ALWAYS_MASKED[name](value)
        if not value:
            return ""
        if name in PERSONAL_FIELDS and not self.sees_personal:
            return masked(str(value))
        if name == "sex":
            return worker.get_sex_display()
        return value.path if name == "home_region" else shown.choice(None, value)
