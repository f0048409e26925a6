"""Rows without a revision, alone or several on a page: what somebody else saved is never overwritten unseen.

Each stored row carries what it said when the page was drawn. So a row that was not touched is not written,
and one that both changed is refused with what it says now; saved again, it is meant.
"""

import json

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from welfare import shown
from welfare.errors import RuleError
from welfare.forms import as_sent, comparable, model_value

Said = dict[str, list[str]]  # the strings a browser sends for each field


class Seen(forms.CharField):
    """What a row said when its page was drawn: sent along, never a change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class SeenRow:
    """Mixin for the ModelForm of a row."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"] = Seen(required=False, initial=lambda: json.dumps(self.stored()))

    def stored(self) -> Said:
        """What the stored row says."""
        return self._said(lambda name, field: field.prepare_value(self.get_initial_for_field(field, name)))

    def sent(self) -> Said:
        """What came back from the browser."""
        return self._said(
            lambda name, field: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        )

    def _said(self, value_of) -> Said:
        fields = self.typed_in().items()
        return {name: sorted(as_sent(field.widget, value_of(name, field))) for name, field in fields}

    def typed_in(self) -> dict[str, forms.Field]:
        """The fields somebody fills in, by name."""
        fields = {name: self.fields[name] for name in self._meta.fields}
        return {name: field for name, field in fields.items() if not field.widget.is_hidden}

    @property
    def seen(self) -> Said | None:
        """What the row said when the page was drawn; None when that did not come back."""
        try:
            return json.loads(self.data.get(self.add_prefix("seen"), ""))
        except ValueError:
            return None

    def has_changed(self):
        return super().has_changed() and self.sent() != self.seen

    def refuse(self, now: "SeenRow | None") -> None:
        """Say at the row what it says `now` (None: it is gone), and take that for seen."""
        if now is None:
            self.add_error(None, _("Somebody else deleted this row. Open the page again."))
            return
        self.add_error(None, self.taken_for_seen(now.stored(), now.instance))

    def refuse_if_overtaken(self) -> None:
        """Hold the one row of this form; RuleError when it is not, now, what the form showed."""
        rows = self._meta.model._base_manager.select_for_update(of=("self",))
        row = rows.get(pk=self.instance.pk)
        now = forms.model_to_dict(row, self._meta.fields)
        said = self._said(lambda name, field: field.prepare_value(now[name]))
        if self.seen not in (None, said):
            raise RuleError(self.taken_for_seen(said, row))

    def taken_for_seen(self, said: Said, row: Model) -> str:
        """The refusal that tells what the row says; sent once more, the form has seen it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = json.dumps(said)
        text = _("Somebody else changed this row while you were editing it. It now says: %(now)s.")
        return text % {"now": self.in_words(row)}

    def in_words(self, row: Model) -> str:
        """`Venue: Gedung 2; Date: 9 Des 2019`: the filled fields of a stored row."""
        values = [(field, comparable(model_value(row, name))) for name, field in self.typed_in().items()]
        return "; ".join(
            f"{getattr(field, 'plain_label', field.label)}: {shown.choice(field, value)}"
            for field, value in values
            if value not in (None, "", [])
        )


def refuse_overtaken(rows: forms.BaseModelFormSet, now: forms.BaseModelFormSet) -> None:
    """RuleError when a row that `rows` would write or delete is not, `now`, what the page showed.

    Ask it with the rows' owner locked, and `now` read under that lock.
    """
    standing = {form.instance.pk: form for form in now.initial_forms}
    overtaken = False
    for form in rows.initial_forms:
        theirs = standing.get(form.instance.pk)
        is_written = form.has_changed() or form in rows.deleted_forms
        if is_written and form.seen is not None and (theirs is None or theirs.stored() != form.seen):
            form.refuse(theirs)
            overtaken = True
    if overtaken:
        raise RuleError(
            _("Somebody else was faster, so nothing was saved. Save again to put your rows in their place.")
        )
