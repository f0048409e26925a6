"""What every form shares: layout, marks for what is optional, safe saving of what others edit too."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from welfare import shown
from welfare.days import SANE

CHOICE_PREFIX = "choose-"
KEEPS_ITS_DIRECTION = RegexValidator(
    r"[\u202a-\u202e\u2066-\u2069]",
    _("Take out the invisible sign that turns the direction of writing."),
    inverse_match=True,
)
NO_CHOICE = forms.ModelChoiceField(None).empty_label  # Django's dashes


class ConflictError(Exception):
    """Somebody saved the row first; nothing was written. Carries both versions."""

    def __init__(self, mine: forms.ModelForm, theirs):
        super().__init__("The row was changed since it was read.")
        self.mine = mine
        self.theirs = theirs


class LaidOut:
    """Form mixin: one crispy layout from `fieldsets`, sane dates as date fields, "(optional)" where it is so.

    `fieldsets` is ((legend, (field, ...)), ...); fields it leaves out follow at the end. Text takes one line
    unless it is named in `multiline`.
    """

    fieldsets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    multiline: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea) and name not in self.multiline:
                field.widget = forms.TextInput()
            if isinstance(field, forms.ChoiceField):
                name_no_choice(field)
            if isinstance(field, forms.DateField):
                field.validators += SANE
            if isinstance(field, forms.CharField):
                field.validators.append(KEEPS_ITS_DIRECTION)
            if isinstance(field.widget, forms.DateInput):
                field.widget = forms.DateInput(format="%Y-%m-%d", attrs=field.widget.attrs | {"type": "date"})
            if not field.required and not isinstance(field.widget, forms.CheckboxInput):
                field.plain_label = field.label
                field.label = with_optional_mark(field.label)

    @property
    def helper(self) -> FormHelper:
        """The crispy helper: fields only; the page's template writes the form tag and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_unmentioned_fields = True
        helper.layout = Layout(
            *(
                Fieldset(str(legend), *(name for name in names if name in self.fields))
                for legend, names in self.fieldsets
            )
        )
        return helper


def name_no_choice(field: forms.ChoiceField) -> None:
    """Write "Choose" where Django has dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == NO_CHOICE:
            field.empty_label = _("Choose")
    elif BLANK_CHOICE_DASH[0] in list(field.choices):
        others = [choice for choice in field.choices if choice not in BLANK_CHOICE_DASH]
        field.choices = [("", _("Choose")), *others]


class RevisedForm(LaidOut, forms.ModelForm):
    """A form for rows with a `revision`: what somebody else saved meanwhile is never overwritten unseen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["revision"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=self.instance.revision
            )

    def save(self, commit=True):
        """Save a new row as usual, a known one only at the revision read; else raise ConflictError.

        A change meanwhile that left every field of this form as it was sent is no conflict.
        """
        if self.instance._state.adding or not commit:
            return super().save(commit)
        with transaction.atomic():
            if not update_at(self.instance, self.cleaned_data["revision"]):
                conflict = ConflictError(self, self._meta.model._base_manager.get(pk=self.instance.pk))
                if differences(conflict) or not update_at(self.instance, self.instance.revision):
                    raise conflict
            self._save_m2m()
        return self.instance


def update_at(instance, revision: int) -> bool:
    """UPDATE the row of `instance` if it still stands at `revision`; False when it does not.

    One statement, so that of two savers at the same moment only one wins.
    """
    fields = [
        field
        for field in instance._meta.concrete_fields
        if not field.primary_key and not field.generated and field.name != "revision"
    ]
    values = {field.attname: field.pre_save(instance, add=False) for field in fields}
    rows = instance._meta.model._base_manager.filter(pk=instance.pk, revision=revision)
    if not rows.update(**values):
        return False
    instance.refresh_from_db(fields=["revision"])
    return True


def with_optional_mark(label: str):
    """`Phone (optional)`, the mark muted."""
    return format_html('{} <span class="optional">({})</span>', label, _("optional"))


# Two versions of one row


@dataclass(frozen=True)
class Difference:
    """One field that differs: both values as [(text, differs)] pieces, and what stood there before both.

    `original` is None where that is not known; `unchanged` says which side left it as it was, if any.
    """

    name: str
    label: str
    mine: list[tuple[str, bool]]
    theirs: list[tuple[str, bool]]
    original: str | None = None
    unchanged: str = ""

    @property
    def proposed(self) -> str:
        """The side to take unless the user says otherwise: his own, where he changed something."""
        return "theirs" if self.unchanged == "mine" else "mine"

    @property
    def is_masked(self) -> bool:
        """Do both sides read alike, for what differs is not shown?"""
        return self.mine == self.theirs


def differences(conflict: ConflictError, original=None) -> list[Difference]:
    """The fields of the form whose value as sent is not the one now stored.

    `original` is the row as the form was opened on it, or None. A field with a function `shown` (value in,
    text out) is written by it: a number masked, for one.
    """
    found = []
    for name, field, mine, theirs in _compared(conflict):
        if not _read_alike(field, mine, theirs):
            show = partial(_text, field)
            before = _before(original, name, {"mine": mine, "theirs": theirs}, show)
            texts = show(mine), show(theirs)
            found.append(Difference(name, _label(field), pieces(*texts), pieces(*texts[::-1]), *before))
    return found


def agreements(conflict: ConflictError) -> list[tuple[str, str]]:
    """(label, value as text) of each field of the form that says the same as sent and as stored."""
    return [
        (_label(field), _text(field, theirs))
        for _name, field, mine, theirs in _compared(conflict)
        if _read_alike(field, mine, theirs)
    ]


def _compared(conflict: ConflictError) -> Iterable[tuple[str, forms.Field, object, object]]:
    """(name, field, value as sent, value as stored) of each field of the form."""
    sent = conflict.mine.cleaned_data
    for name, field in conflict.mine.fields.items():
        if name != "revision" and name in sent:
            yield name, field, comparable(sent[name]), comparable(model_value(conflict.theirs, name))


def _read_alike(field: forms.Field, mine, theirs) -> bool:
    return shown.choice(field, mine) == shown.choice(field, theirs)


def _label(field: forms.Field) -> str:
    return getattr(field, "plain_label", field.label)


def _text(field: forms.Field, value) -> str:
    show = getattr(field, "shown", None) or partial(shown.choice, field)
    return str(show(value))


def _before(original, name: str, sides: dict[str, object], show) -> tuple[str | None, str]:
    """What a field said before both sides, and which of them left it so."""
    if not hasattr(original, name):
        return None, ""
    value = comparable(model_value(original, name))
    unchanged = [side for side, other in sides.items() if (other or None) == (value or None)]
    return str(show(value)), "".join(unchanged)


def model_value(instance, name: str):
    """The stored value of a field, many related rows as a list."""
    value = getattr(instance, name, None)
    return list(value.all()) if hasattr(value, "all") else value


def comparable(value):
    """A cleaned or stored value such that equal meanings read equal: querysets as lists of rows."""
    return list(value) if hasattr(value, "iterator") else value


def pieces(text: str, other: str) -> list[tuple[str, bool]]:
    """`text` cut where it differs from `other`: [("0812", False), ("7745", True), ...]."""
    matcher = difflib.SequenceMatcher(a=text, b=other, autojunk=False)
    return [
        (text[start:end], kind != "equal")
        for kind, start, end, _from, _to in matcher.get_opcodes()
        if end > start
    ]


def choose(data: QueryDict, stored: forms.ModelForm) -> QueryDict:
    """What was sent, with the stored value wherever `choose-<field>` says "theirs".

    `stored` is the same form, unbound, over the row as it now stands.
    """
    chosen = data.copy()
    for name in stored.fields:
        if data.get(f"{CHOICE_PREFIX}{name}") != "theirs":
            continue
        bound = stored[name]
        widget = bound.field.widget
        if isinstance(widget, forms.MultiWidget):
            parts = widget.decompress(bound.value())
            for suffix, part, inner in zip(widget.widgets_names, parts, widget.widgets, strict=True):
                chosen.setlist(bound.html_name + suffix, as_sent(inner, part))
        else:
            chosen.setlist(bound.html_name, as_sent(widget, bound.value()))
    return chosen


def as_sent(widget: forms.Widget, value) -> list[str]:
    """The strings a browser would send for `value`; none for an empty box."""
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    text = widget.format_value(value)
    if isinstance(text, list | tuple):
        return [str(item) for item in text]
    return ["" if text is None else str(text)]
