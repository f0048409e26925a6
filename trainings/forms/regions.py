"""Choosing a place: grouped lists of regions, read once for all rows of a page."""

from collections.abc import Iterable
from itertools import groupby

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models import Region, User


def near(user: User) -> list[Region]:
    """Where a user's events take place: his regencies' districts, and the regencies around.

    A venue may lie in another regency of the province; further away the venue's text says where.
    """
    scope = user.scope
    around = Region.objects.current().filter(level=Region.Level.REGENCY)
    if scope.province_id:
        around = around.filter(province=scope.province_id)
    wanted = Q(pk__in=around)
    if scope.regency_id:
        wanted |= Q(regency=scope.regency_id, level=Region.Level.DISTRICT)
    return list(Region.objects.current().filter(wanted).select_related("regency").order_by("code"))


def below(user: User) -> list[Region]:
    """Whose people a user's event is for: his scope, and what lies one or two steps below it."""
    scope = user.scope
    steps = {
        Region.Level.NATION: [Region.Level.PROVINCE],
        Region.Level.PROVINCE: [Region.Level.REGENCY],
    }.get(scope.level, [Region.Level.DISTRICT])
    inside = Region.objects.current().within(scope).filter(Q(pk=scope.pk) | Q(level__in=steps))
    return list(inside.select_related("regency").order_by("code"))


class PlaceField(forms.ModelChoiceField):
    """One of a given list of regions, grouped by regency; no query but the one that made the list."""

    def __init__(self, places: Iterable[Region] = (), **kwargs):
        super().__init__(Region.objects.none(), **kwargs)
        self.offer(places)

    def offer(self, places: Iterable[Region]) -> None:
        """Let the user choose one of `places`."""
        self.places = {str(region.pk): region for region in places}
        blank = [("", _("Choose a region") if self.required else "–")]
        self.choices = [*blank, *grouped(self.places.values())]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return self.places[str(value)]
        except KeyError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None

    def validate(self, value):
        forms.Field.validate(self, value)


def grouped(places: Iterable[Region]) -> list[tuple]:
    """Choices: regencies and above under their own names, districts under their regency's."""
    choices = []
    for regency, members in groupby(places, key=lambda region: region.district_id and region.regency):
        options = [(region.pk, region.name) for region in members]
        choices += [(regency.name, options)] if regency else options
    return choices
