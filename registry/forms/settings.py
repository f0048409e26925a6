"""Forms of the settings: office, officials, roles and quotas, accounts."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from registry import access
from registry.forms.fields import RegionField, clean_nip
from registry.models import Office, Official, Region, Role, RoleQuota, User
from welfare.errors import RuleError
from welfare.forms import LaidOut, RevisedForm
from welfare.images import shrunk
from welfare.seen import SeenRow

LOGO_SIDE = 600  # pixels: 2 cm on paper at 600 dpi, and more than enough
GROUP_LABELS = {
    access.DESK: _("Desk: check-in only"),
    access.SUPERVISOR: _("Supervisor: reads and prints, masked"),
    access.OPERATOR: _("Operator: people, events, imports"),
    access.ADMINISTRATOR: _("Administrator: everything"),
}


class OfficeForm(RevisedForm):
    """The lines of the letterhead and what papers need of the office."""

    fieldsets = (
        (_("Letterhead"), ("government", "name", "address", "postcode", "logo")),
        (_("Papers"), ("town", "paper", "archive_code", "certificate_pattern", "time_zone")),
        (_("Privacy"), ("privacy_contact",)),
    )
    multiline = ("address", "privacy_contact")

    class Meta:
        model = Office
        fields = (
            *("government", "name", "address", "postcode", "logo"),
            *("town", "paper", "archive_code", "certificate_pattern", "time_zone", "privacy_contact"),
        )
        widgets = {
            "logo": forms.FileInput,
            "address": forms.Textarea(attrs={"rows": 3}),
            "privacy_contact": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if not logo or "logo" not in self.changed_data:
            return logo
        try:
            return shrunk(logo, side=LOGO_SIDE)
        except RuleError as error:
            raise forms.ValidationError(str(error)) from None


class OfficialForm(RevisedForm):
    """Somebody who signs, from his first day to his last."""

    first_day = forms.DateField(label=_("In office from"), required=False, widget=forms.DateInput)
    last_day = forms.DateField(label=_("In office until"), required=False, widget=forms.DateInput)
    fieldsets = (
        (_("Who signs"), ("name", "title", "rank", "nip")),
        (_("As what"), ("capacity", "standing", "first_day", "last_day")),
    )

    class Meta:
        model = Official
        fields = ("name", "title", "rank", "nip", "capacity", "standing")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= {"first_day": self.instance.first_day, "last_day": self.instance.last_day}

    def clean_nip(self):
        return clean_nip(self.cleaned_data["nip"])

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot lie before the first."))
        else:
            self.instance.service = (first, last and last + timedelta(days=1))
        return cleaned


class RoleForm(SeenRow, LaidOut, forms.ModelForm):
    """How a role is called and how many seats it usually has."""

    class Meta:
        model = Role
        fields = ("short_name", "name", "level", "quota", "synonyms", "position")


class RoleQuotaForm(SeenRow, LaidOut, forms.ModelForm):
    """Another quota for one region, and why."""

    region = RegionField(label=_("Region"))

    class Meta:
        model = RoleQuota
        fields = ("role", "region", "quota", "reason")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.visible_to(user)
        self.fields["role"].queryset = Role.objects.exclude(quota=None)


class AccountForm(LaidOut, forms.Form):
    """An account by an administrator: what he may give is all he can choose."""

    username = forms.CharField(label=_("User name"), max_length=150, validators=[User.username_validator])
    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    group = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)
    scope = RegionField(label=_("Region"), help_text=_("Nothing outside it is seen."))
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none(), required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        may = [group for group in access.RANKS if access.RANKS.index(group) <= access.rank(by)]
        self.fields["group"].choices = [(group, GROUP_LABELS[group]) for group in may]
        self.fields["scope"].queryset = Region.objects.visible_to(by)
        self.fields["office"].queryset = Office.objects.visible_to(by)


class AccountChangeForm(AccountForm):
    """The same for an account that exists: names are its owner's to change."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("Without it nobody can log in with this account.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("username", "first_name", "last_name"):
            del self.fields[name]
