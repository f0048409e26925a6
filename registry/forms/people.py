"""The form of a person. A masked NIK or phone left as it stands means "as it was"."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry import names, nik, phones
from registry.forms.fields import RegionField, clean_nip
from registry.models import Worker
from registry.models.worker import NAME_LENGTH
from welfare.days import COME
from welfare.forms import RevisedForm

NIK_FAULTS = {
    nik.PLACEHOLDER: _("This is no NIK. Leave it empty until it is known."),
    nik.WRONG_LENGTH: _("A NIK has 16 digits."),
    nik.PRECISION: _("A NIK has 16 digits."),
}
MASKS = {"nik": nik.mask, "phone": phones.mask}


class PersonalFields:
    """Form mixin: NIK and phone are shown in part; left as they stand they mean "as it was".

    Nobody is born tomorrow.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "birth_date" in self.fields:
            self.fields["birth_date"].validators.append(COME)
        for name, mask in MASKS.items():
            if name not in self.fields:
                continue
            self.initial[name] = mask(getattr(self.instance, name))
            self.fields[name].shown = mask
            if self.initial[name]:
                self.fields[name].widget.attrs.pop("data-digits", None)  # a mask has no 16 digits to count
                self.fields[name].help_text = _("Shown in part. Leave it as it stands, or type a new one.")

    def clean_nik(self):
        typed = self.cleaned_data["nik"] or ""
        if nik.is_masked(typed) and self.instance.nik:
            return self.instance.nik
        digits, fault = nik.clean(typed)
        if fault:
            raise forms.ValidationError(NIK_FAULTS[fault])
        if typed and not digits:
            raise forms.ValidationError(NIK_FAULTS[nik.WRONG_LENGTH])
        return digits

    def clean_phone(self):
        typed = self.cleaned_data["phone"]
        if typed and typed == phones.mask(self.instance.phone):
            return self.instance.phone
        number, fault = phones.clean(typed)
        if fault or (typed and not number):
            raise forms.ValidationError(_("Write the phone number with its area code, such as 081234567890."))
        self.instance.phone_written = typed
        return number or ""

    def clean_nip(self):
        return clean_nip(self.cleaned_data["nip"])


class WorkerForm(PersonalFields, RevisedForm):
    """Everything about a person but the posts, which are appointments."""

    home_region = RegionField(
        label=_("Home village"),
        required=False,
        everywhere=True,
        help_text=_("Where this person lives: village and district."),
    )
    fieldsets = (
        (_("Who it is"), ("name", "sex", "nik", "birth_place", "birth_date")),
        (_("How to reach this person"), ("phone", "email", "address", "home_region")),
        (_("In service"), ("member_number", "nip", "institution", "education", "notes")),
    )
    multiline = ("address", "notes")

    class Meta:
        model = Worker
        fields = (
            *("name", "sex", "nik", "birth_place", "birth_date", "phone", "email", "address", "home_region"),
            *("member_number", "nip", "institution", "education", "notes"),
        )
        labels = {"phone": _("Mobile phone")}
        widgets = {
            "nik": forms.TextInput(attrs={"inputmode": "numeric", "data-digits": 16, "class": "short"}),
            "phone": forms.TextInput(attrs={"inputmode": "tel", "type": "tel", "class": "short"}),
            "nip": forms.TextInput(attrs={"inputmode": "numeric", "data-digits": 18}),
            "address": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sex"].choices = [("", _("not known")), *Worker.Sex.choices]

    def clean_name(self):
        name = names.legible(self.cleaned_data["name"])
        if not any(sign.isalpha() for sign in name):
            raise forms.ValidationError(_("A name has letters."))
        if len(name) > NAME_LENGTH:
            raise forms.ValidationError(_("A name has 1 to 150 characters."))
        return name

    def doubts(self) -> list[str]:
        """What the NIK says otherwise: to look at, never to refuse (a NIK is not re-issued)."""
        number, born, sex = (self.cleaned_data.get(name) for name in ("nik", "birth_date", "sex"))
        found = []
        if number and born and number[6:12] not in birth_digits(born):
            found.append(_("The NIK tells another birth date. What you typed was kept."))
        if number and sex and nik.sex_of(number) not in (None, sex):
            found.append(_("The NIK tells the other sex. What you typed was kept."))
        return found


class NewWorkerForm(WorkerForm):
    """A new person; who it may be already is shown first: of this NIK, or this name and nothing against it.

    `visible` are the people the user may see: nobody else is ever named.
    """

    is_another = forms.BooleanField(label=_("This is somebody else"), required=False)

    def __init__(self, *args, visible, **kwargs):
        super().__init__(*args, **kwargs)
        self.visible = visible
        self.candidates: list[Worker] = []
        self.fields["is_another"].widget = forms.HiddenInput()  # until there is somebody to be another than

    def clean(self):
        cleaned = super().clean()
        self.candidates = list(self.alike(cleaned)[:5])
        if self.candidates:
            self.fields["is_another"].widget = forms.CheckboxInput()
        same_number = [one for one in self.candidates if one.nik and one.nik == cleaned.get("nik")]
        if self.candidates and not same_number and not cleaned.get("is_another"):
            raise forms.ValidationError(
                _("Somebody of this name is registered already. Is it the same person?")
            )
        return cleaned

    def alike(self, cleaned: dict):
        """Those the user may see with this NIK, or with this name and no other birth date.

        Where one of the birth dates is not known, two numbers tell two people apart.
        """
        number, born = cleaned.get("nik"), cleaned.get("birth_date")
        fits = [Q(nik=number)] if number else []
        if key := names.name_key(cleaned.get("name", "")):
            undated = (Q(birth_date=None) if born else Q()) & (Q(nik=None) if number else Q())
            fits += [Q(name_key=key) & undated, *([Q(name_key=key, birth_date=born)] if born else [])]
        return self.visible.filter(Q(*fits, _connector=Q.OR)) if fits else self.visible.none()


def birth_digits(born) -> tuple[str, str]:
    """The six digits a NIK gives a man or a woman born on that day."""
    rest = f"{born:%m%y}"
    return f"{born.day:02}{rest}", f"{born.day + nik.FEMALE_DAYS}{rest}"
