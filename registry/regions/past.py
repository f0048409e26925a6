"""What lay in a region on a past day: villages and districts move by decree, and their rows with them."""

from datetime import date

from django.db.models import F, Q

from registry.models import Region, RegionChange

HAS_MOVING_PARTS = (Region.Level.PROVINCE, Region.Level.REGENCY, Region.Level.DISTRICT)


def lay_in(region: Region, *, on: date) -> Q:
    """A condition on posts: the duty region lay in `region` on the day `on`, wherever it lies now.

    Told by the codes of that day, which the changes keep; at most 2 statements.
    """
    inside = Q(**region.scope_lookup("region__"))
    if region.level not in HAS_MOVING_PARTS:
        return inside
    then = codes_on(Q(before=region), on).get(region.pk, region.code)
    moved = codes_on(Q(old_code__startswith=f"{then}.") | Q(new_code__startswith=f"{region.code}."), on)
    were = {pk for pk, code in moved.items() if code.startswith(f"{then}.")}
    return inside & ~Q(region__in=moved.keys() - were) | Q(region__in=were)


def codes_on(which: Q, on: date) -> dict[int, str]:
    """The codes on the day `on` of the regions that had another code later, by id, of the changes `which`."""
    changes = RegionChange.objects.filter(on__gt=on, is_proposed=False, before=F("after"))
    changes = changes.exclude(old_code=F("new_code"))
    rows = changes.filter(before__in=changes.filter(which).values("before")).order_by("-on", "-pk")
    return dict(rows.values_list("before", "old_code"))  # the earliest is the last one, and stays
