"""What a list's filter form needs beside django-filter: its layout, its parameters, and whether it is set."""

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField


def lay_out_filters(form: forms.Form) -> None:
    """Choices as boxes to tick, ranges as two date fields that say which end they are."""
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.disable_csrf = True
    for field in form.fields.values():
        if type(field.widget) is forms.SelectMultiple:
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
        if isinstance(field.widget, forms.TextInput | forms.NumberInput | forms.DateInput):
            field.widget.attrs["class"] = "form-control"
        if isinstance(field, DateRangeField):
            for end, widget in zip((_("from"), _("until")), field.widget.widgets, strict=True):
                widget.input_type = "date"
                widget.attrs["aria-label"] = f"{field.label}, {end}"


def keys_of(data: QueryDict, name: str, field) -> list[str]:
    """The parameters one filter reads: its own name, or one a part for ranges."""
    parts = getattr(field.widget, "suffixes", None)
    return [f"{name}_{part}" if part else name for part in parts] if parts else [name]


def without(data: QueryDict, *names: str) -> str:
    """The query string of `data` without `names`."""
    kept = data.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def is_set(value: object) -> bool:
    """Does a cleaned filter value restrict anything?"""
    if isinstance(value, slice):
        return value.start is not None or value.stop is not None
    if isinstance(value, QuerySet):
        return value.exists()
    return value not in (None, "", [], ())
