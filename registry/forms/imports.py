"""The form that brings a spreadsheet in."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.imports import batches, kinds, uploads
from registry.models import ImportBatch, Region
from welfare.errors import RuleError
from welfare.forms import LaidOut

Mode = ImportBatch.Mode
MODES = (
    (Mode.BOTH, _("Add and update"), _("New people are added, known ones brought up to date.")),
    (Mode.ADD, _("Only add"), _("Nothing that is recorded already is changed.")),
    (Mode.UPDATE, _("Only update"), _("Nobody is added; who is not known asks.")),
)
ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.txt"


class UploadForm(LaidOut, forms.Form):
    """File, kind, what it belongs to, and how far saving may go, each only as far as the user may."""

    kind = forms.ChoiceField(label=_("What is in the sheet?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose the file again; it may not have been saved yet."),
        },
    )
    target = forms.ChoiceField(label=_("Event"), required=False)
    scope = forms.ModelChoiceField(Region.objects.none(), label=_("Area"), empty_label=None)
    mode = forms.ChoiceField(label=_("What may saving do?"), widget=forms.RadioSelect, initial=Mode.BOTH)
    registers = forms.BooleanField(
        label=_("Register people who are not in the registry"),
        required=False,
        help_text=_("Otherwise they are recorded as guests of the event."),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        allowed = [kind for kind in map(kinds.get, kinds.codes()) if modes_of(kind, user)]
        fields = self.fields
        fields["file"].help_text = (
            _(
                "Excel (.xlsx, .xls), LibreOffice (.ods) or .csv; up to %(size)s MB, %(rows)s rows and "
                "%(columns)s columns."
            )
            % uploads.limits()
        )
        fields["kind"].choices = [(kind.code, kind.label) for kind in allowed]
        fields["kind"].initial = allowed[0].code if allowed else None
        targets = [target for kind in allowed for target in kind.targets(user)]
        fields["target"].choices = [("", _("Choose the event")), *targets]
        fields["target"].label = _("Event")  # without the mark "optional": a kind that has it asks for it
        within = Region.objects.current().filter(Q(pk=user.scope_id) | Q(parent=user.scope_id))
        fields["scope"].queryset = within.order_by("code")
        fields["scope"].label_from_instance = lambda region: region.label
        fields["scope"].initial = user.scope_id
        modes = {mode for kind in allowed for mode in modes_of(kind, user)}
        fields["mode"].choices = [(mode, label) for mode, label, _text in MODES if mode in modes]
        if not user.has_perm("registry.add_worker"):
            del fields["registers"]

    @property
    def mode_texts(self):
        """(value, name, what it does) of each mode the user may choose."""
        offered = {value for value, _label in self.fields["mode"].choices}
        return [(mode, label, text) for mode, label, text in MODES if mode in offered]

    def clean(self):
        cleaned = super().clean()
        if "kind" not in cleaned or "mode" not in cleaned:
            return cleaned
        kind = kinds.get(cleaned["kind"])
        try:
            batches.require_permission(kind, cleaned["mode"], self.user)
        except RuleError as error:
            self.add_error("mode", str(error))
        targets = dict(kind.targets(self.user))
        if not kind.needs_target:
            cleaned["target"] = ""
            cleaned["registers"] = False
        elif cleaned.get("target") not in targets:
            self.add_error("target", _("Choose the event whose attendance this is."))
        return cleaned


def modes_of(kind, user) -> list[str]:
    """The modes in which the user may import sheets of a kind."""
    held = {part for part, permission in kind.permissions.items() if user.has_perm(permission)}
    wanted = {Mode.ADD: {"add"}, Mode.UPDATE: {"update"}, Mode.BOTH: {"add", "update"}}
    return [mode for mode, parts in wanted.items() if parts <= held]
