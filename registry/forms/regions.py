"""The forms about regions: another spelling, and the sheets that are sent out."""

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.actions.regions import refuse_early
from registry.forms.fields import RegionField
from registry.models import Region, RegionChange, RegionName
from welfare.errors import RuleError
from welfare.forms import LaidOut

LARGEST_LIST = 10 * 1024 * 1024
LONGEST_NAME = 100  # the longest official one has 44 characters


class RegionNameForm(LaidOut, forms.ModelForm):
    """A spelling found on sheets, or the name used locally; official ones come with the decrees' lists."""

    class Meta:
        model = RegionName
        fields = ("name", "kind")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = RegionName.Kind
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in (kinds.ALIAS, kinds.LOCAL)]
        self.fields["name"] = forms.CharField(label=gettext_lazy("Another spelling"), max_length=LONGEST_NAME)

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())


class RegionChangeForm(LaidOut, forms.Form):
    """What a decree did to a region beside renaming and recoding it, which the lists of codes tell."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[
            (RegionChange.Kind.MERGED, gettext_lazy("It was merged into the other region")),
            (RegionChange.Kind.SPLIT, gettext_lazy("The other region was split off it")),
        ],
        widget=forms.RadioSelect,
    )
    other = RegionField(label=gettext_lazy("Other region"))
    decree = forms.CharField(label=gettext_lazy("Decree"), max_length=200)
    on = forms.DateField(label=gettext_lazy("In force from"), widget=forms.DateInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Region.objects.visible_to(user)


class RegionListForm(LaidOut, forms.Form):
    """A list of all regions of a decree."""

    file = forms.FileField(
        label=gettext_lazy("List of regions"),
        help_text=gettext_lazy("A CSV file with the columns code and name, all regions of Indonesia."),
        validators=[FileExtensionValidator(["csv"])],
    )
    decree = forms.CharField(label=gettext_lazy("Decree"), max_length=200)
    on = forms.DateField(label=gettext_lazy("In force from"), widget=forms.DateInput)

    def clean_on(self):
        try:
            refuse_early(self.cleaned_data["on"])
        except RuleError as error:
            raise forms.ValidationError(str(error)) from None
        return self.cleaned_data["on"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_LIST:
            raise forms.ValidationError(_("The file is larger than 10 MB. It is no list of regions."))
        return file


class SheetsForm(forms.Form):
    """The district whose sheet is sent out, or the regency all of whose districts get one."""

    region = forms.ModelChoiceField(Region.objects.none(), empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        levels = [Region.Level.REGENCY, Region.Level.DISTRICT]
        regions = Region.objects.visible_to(user).current().filter(level__in=levels)
        self.fields["region"].queryset = regions.order_by("code")

    def choices(self):
        """The regions as a page offers them: above a regency whole regencies only, for there are too many."""
        regions = list(self.fields["region"].queryset.filter(level=Region.Level.REGENCY))
        if len(regions) < 2:
            regions = list(self.fields["region"].queryset)
        return [(region.pk, told(region)) for region in regions]


def told(region: Region) -> str:
    """`Kec. Dringu`; `All districts of Kab. Probolinggo (zip)`."""
    if region.level == Region.Level.DISTRICT:
        return region.label
    return _("All districts of %(regency)s (zip)") % {"regency": region.label}
