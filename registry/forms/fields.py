"""A region typed by name or code: suggested while typing, understood without JavaScript."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models import Region, RegionChange, RegionName

CODE = re.compile(r"^\(?(\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)\)?$|\((ID|\d{2}[\d.]*)\)\s*$")
PREFIX = re.compile(
    r"^(kec(?:amatan)?|desa|kel(?:urahan)?|kab(?:upaten)?|distrik|prov(?:insi)?)\b\.?\s*", re.I
)
LEVEL_OF = {
    **dict.fromkeys(("kec", "dis"), Region.Level.DISTRICT),
    **dict.fromkeys(("des", "kel"), Region.Level.VILLAGE),
    "kab": Region.Level.REGENCY,
    "pro": Region.Level.PROVINCE,
}  # by the first three letters of such a word
SUGGESTED = 12


def clean_nip(typed: str) -> str:
    """The 18 digits of a civil servant's number typed with or without blanks; "" for none."""
    digits = re.sub(r"[\s.]", "", typed)
    if digits and not re.fullmatch(r"[0-9]{18}", digits):
        raise ValidationError(_("A NIP has 18 digits."))
    return digits


class RegionInput(forms.TextInput):
    """A line of text with suggestions below it."""

    template_name = "widgets/region.html"

    def __init__(self, attrs=None, *, everywhere=False):
        super().__init__(attrs)
        self.everywhere = everywhere

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        suggestions = reverse("regions_suggested") + ("?everywhere=1" if self.everywhere else "")
        context["widget"] |= {"suggestions": suggestions, "list": f"{attrs['id']}-suggestions"}
        return context


class RegionField(forms.CharField):
    """One region of `queryset`: "Kalirejo, Dringu", "Kec. Dringu" or a code such as 35.13.19.2003."""

    default_error_messages = {
        "unknown": _(
            "No region here is written like that. Write the village and its district: Kalirejo, Dringu."
        ),
        "ambiguous": _("Several regions bear this name: %(regions)s. Write one of them as it stands here."),
    }

    def __init__(self, *, queryset: QuerySet | None = None, everywhere: bool = False, **kwargs):
        kwargs.setdefault("widget", RegionInput(everywhere=everywhere))
        super().__init__(**kwargs)
        self.queryset = Region.objects.all() if queryset is None else queryset

    def prepare_value(self, value):
        if isinstance(value, int):
            value = Region.objects.with_path().filter(pk=value).first()
        return written(value) if isinstance(value, Region) else value

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "").strip()

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        regions = list(find(self.queryset, text)[:4])
        if len(regions) == 1:
            return regions[0]
        if not regions:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        paths = "; ".join(region.path for region in regions)
        raise ValidationError(self.error_messages["ambiguous"], "ambiguous", {"regions": paths})


def written(region: Region) -> str:
    """How a region stands in the box: its path and its code, which alone decides when it comes back."""
    return f"{region.path} ({region.code})"


def find(queryset: QuerySet, text: str, *, on: date | None = None) -> QuerySet:
    """The regions of `queryset` that `text` can mean: by code, or by name with the names above it.

    "Kec. Dringu" means the district and "Desa Dringu" the village; "Dringu" both.

    Today's regions, or those of the day `on` by what they are called now or were called then.
    """
    regions = queryset.valid(on) if on else queryset.current()
    if code := CODE.search(text):
        return regions.with_path().filter(code=code[1] or code[2])
    name = name_in(text)
    return narrowed(regions.filter(bears(name) | bore(name, on) if on else bears(name)), text)


def find_renamed(queryset: QuerySet, text: str) -> QuerySet:
    """Today's regions that bore the name in `text` by an earlier decree, or took in one that did."""
    name = name_in(text)
    renamed = RegionName.objects.filter(spelt(name, "name"), kind=RegionName.Kind.OFFICIAL)
    merged = RegionChange.objects.in_force().filter(spelt(name, "old_name"), kind=RegionChange.Kind.MERGED)
    keys = renamed.order_by().values("region").union(merged.order_by().values("after"))
    return narrowed(queryset.current().filter(pk__in=keys), text)


def name_in(text: str) -> str:
    """The region's own name, of those that `text` writes: "Kalirejo" of "Kalirejo, Dringu"."""
    return text.split(",")[0].strip()


def narrowed(regions: QuerySet, text: str) -> QuerySet:
    """Of `regions` those of the kind that `text` names, below the regions it names."""
    name, *above = (part.strip() for part in text.split(","))
    regions = regions.with_path()
    if kind := PREFIX.match(name):
        regions = regions.filter(level=LEVEL_OF[kind[1][:3].lower()])
    for part in filter(None, above):
        regions = regions.filter(lies_in(part, Region.Level.DISTRICT) | lies_in(part, Region.Level.REGENCY))
    return regions


def bears(name: str, prefix: str = "") -> Q:
    """A condition: the region at `prefix` bears `name`, officially or locally, with or without its kind."""
    bare = PREFIX.sub("", name)
    wanted = Q()
    for spelling in {name, bare, f"Kabupaten {bare}"}:
        wanted |= Q(**{f"{prefix}name__iexact": spelling}) | called(f"{prefix}local_name__iexact", spelling)
    return wanted


def lies_in(name: str, level: str) -> Q:
    """A condition: the region above it on `level`, which it is not itself, bears `name`."""
    return bears(name, f"{level}__") & ~Q(level=level)


def bore(name: str, on: date) -> Q:
    """A condition: the region was officially called `name` on the day `on`, with or without its kind."""
    names = RegionName.objects.filter(spelt(name, "name"), kind=RegionName.Kind.OFFICIAL)
    return Q(pk__in=names.filter(validity__contains=on).values("region"))


def spelt(name: str, field: str) -> Q:
    """A condition: `field` is `name`, in whatever letters, with or without the kind of region before it."""
    return Q(**{f"{field}__iexact": name}) | Q(**{f"{field}__iexact": PREFIX.sub("", name)})


def called(lookup: str, typed: str) -> Q:
    """A condition on the local name at `lookup`, said so that the index of those few is used."""
    field = lookup.rpartition("__")[0]
    return Q(**{lookup: typed}) & ~Q(**{field: ""})


def suggested(queryset: QuerySet, text: str) -> QuerySet:
    """The first regions whose name begins with what was typed so far."""
    name = PREFIX.sub("", text.split(",")[0].strip())
    if not name:
        return queryset.none()
    begun = Q(name__istartswith=name) | called("local_name__istartswith", name)
    return queryset.current().with_path().filter(begun).order_by("name", "code")[:SUGGESTED]
