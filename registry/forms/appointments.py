"""Forms that lead to acts on appointments."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.actions import decrees
from registry.forms.fields import RegionField
from registry.models import Appointment, Decree, Region, Role
from welfare.errors import RuleError
from welfare.forms import LaidOut
from welfare.uploads import ScanFormField

DECREE_FIELDS = ("decree", "number", "date", "signer", "signer_position", "term_first", "term_last", "scan")
OF_DECREES = DECREE_FIELDS[2:]  # what is said of a decree beside its number
RECENT = 200


class DecreeForm(LaidOut, forms.Form):
    """A decree: one recorded before, or a new one; `needs_decree` says whether none will do."""

    decree = forms.ModelChoiceField(
        label=_("Recorded decree"),
        queryset=Decree.objects.none(),
        required=False,
        empty_label=_("A new one, or none"),
    )
    number = forms.CharField(label=_("Number of a new decree"), required=False, max_length=100)
    date = forms.DateField(label=_("Date of the decree"), required=False, widget=forms.DateInput)
    signer = forms.CharField(label=_("Signed by"), required=False, max_length=150)
    signer_position = forms.CharField(label=_("Position of the signer"), required=False, max_length=150)
    term_first = forms.DateField(label=_("Term from"), required=False, widget=forms.DateInput)
    term_last = forms.DateField(label=_("Term until"), required=False, widget=forms.DateInput)
    scan = ScanFormField(label=_("Scan"), required=False, help_text=_("PDF, JPG or PNG."))
    fieldsets = ((_("Decree"), DECREE_FIELDS),)
    needs_decree = False

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        recent = Decree.objects.visible_to(user).order_by("-date", "-pk")
        newest = recent.values("pk")[:RECENT]
        if self.needs_decree:
            self.fields["decree"].empty_label = _("A new one, written below")
        self.fields["decree"].queryset = recent.filter(pk__in=newest)

    def clean(self):
        cleaned = super().clean()
        if self.needs_decree and not cleaned.get("decree") and not cleaned.get("number"):
            self.add_error("decree", _("Choose a recorded decree or write the number of a new one."))
        if cleaned.get("decree") and cleaned.get("number"):
            self.add_error("number", _("Choose a recorded decree or write a new one, not both."))
        elif cleaned.get("decree") and cleaned.get("date") not in (None, cleaned["decree"].date):
            self.add_error("date", _("The recorded decree has another date."))
        elif cleaned.get("number") == "" and not cleaned.get("decree") and any(map(cleaned.get, OF_DECREES)):
            self.add_error("number", _("Write the number of the decree the other fields speak of."))
        return cleaned

    def recorded(self) -> Decree | None:
        """The decree meant, recorded now or completed by what is written here; None when there is none."""
        data = self.cleaned_data
        said = {"first_day": data["term_first"], "last_day": data["term_last"], "signer": data["signer"]}
        said |= {"signer_position": data["signer_position"], "scan": data["scan"]}
        if data["decree"]:
            return decrees.complete(decree=data["decree"], by=self.user, **said)
        if not data["number"]:
            return None
        if self.user.office is None:
            raise RuleError(_("Your account belongs to no office, so it cannot record a decree."))
        return decrees.record(
            office=self.user.office,
            number=data["number"],
            date=data["date"],
            by=self.user,
            **said,
        )


class AppointForm(DecreeForm):
    """A post to open: role, duty region, first day."""

    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.filter(is_person=True))
    region = RegionField(label=_("Duty region"), help_text=_("Village and district, or the district alone."))
    first_day = forms.DateField(
        label=_("First day of service"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Leave it empty when it is unknown."),
    )
    only_year = forms.BooleanField(label=_("Only the year is known"), required=False)
    is_acting = forms.BooleanField(label=_("Acting"), required=False)
    fieldsets = (
        (_("Post"), ("role", "region", "first_day", "only_year", "is_acting")),
        (_("Decree"), DECREE_FIELDS),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.visible_to(self.user)

    def start(self) -> tuple[date | None, str]:
        """The first day and how exactly it is known."""
        first = self.cleaned_data["first_day"]
        if first and self.cleaned_data["only_year"]:
            return first.replace(month=1, day=1), Appointment.Precision.YEAR
        return first, Appointment.Precision.DAY


class CoverForm(DecreeForm):
    """Who covers for a vacant post, from which day; `holders` are the posts to choose from."""

    holder = forms.ModelChoiceField(
        label=_("Who acts"),
        queryset=Appointment.objects.none(),
        help_text=_("People who serve in the same role nearby. They keep their own post."),
    )
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput)
    fieldsets = ((_("Acting"), ("holder", "first_day")), (_("Decree"), DECREE_FIELDS))

    def __init__(self, *args, holders: QuerySet[Appointment], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders
        self.fields["holder"].label_from_instance = lambda post: f"{post.worker} ({post.region.label})"


class TransferForm(DecreeForm):
    """Where to, as what, from which day."""

    region = RegionField(label=_("New duty region"))
    role = forms.ModelChoiceField(label=_("Role"), queryset=Role.objects.filter(is_person=True))
    first_day = forms.DateField(
        label=_("First day in the new post"),
        widget=forms.DateInput,
        help_text=_("The old post ends the day before."),
    )
    fieldsets = ((_("New post"), ("region", "role", "first_day")), (_("Decree"), DECREE_FIELDS))

    def __init__(self, *args, is_for_many: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_for_many:
            self.fields["role"].required = False
            self.fields["role"].empty_label = _("Each as before")
        self.fields["region"].queryset = Region.objects.visible_to(self.user)


class ExtendForm(DecreeForm):
    """The decree that extends."""

    needs_decree = True


class EndForm(LaidOut, forms.Form):
    """The last day and the reason."""

    last_day = forms.DateField(label=_("Last day of service"), widget=forms.DateInput)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *Appointment.EndReason.choices]
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
