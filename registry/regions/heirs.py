"""Regions that took the place of another row: what was written before a proposal was accepted names that."""

from collections.abc import Iterable
from dataclasses import replace

from registry.models import Region, RegionChange
from welfare.journal import Entry, Values


def heirs(keys: Iterable[int]) -> dict[int, int]:
    """The ids of the regions that took the place of those of `keys` that are gone; 1 statement."""
    changes = RegionChange.objects.filter(replaced_id__in=set(keys), is_proposed=False)
    return dict(changes.values_list("replaced_id", "before"))


def followed(entries: Iterable[Entry]) -> list[Entry]:
    """`entries` with each region that is gone replaced by the one that took its place."""
    entries = list(entries)
    named = {int(values[name]) for entry in entries for values, name in _regions_in(entry)}
    heir = {str(gone): str(now) for gone, now in heirs(named).items()}
    if not heir:
        return entries
    return [
        replace(entry, old=_renamed(entry, entry.old, heir), new=_renamed(entry, entry.new, heir))
        for entry in entries
    ]


def _regions_in(entry: Entry) -> Iterable[tuple[Values, str]]:
    """Where the values of `entry` name a region."""
    for values in (entry.old, entry.new):
        for name, value in (values or {}).items():
            if value is not None and entry.field(name).related_model is Region:
                yield values, name


def _renamed(entry: Entry, values: Values | None, heir: dict[str, str]) -> Values | None:
    named = {name: heir.get(kept[name], kept[name]) for kept, name in _regions_in(entry) if kept is values}
    return None if values is None else values | named
