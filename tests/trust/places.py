"""Regencies for made-up sheets, from the list of regions that the program carries."""

import functools
from collections import Counter
from dataclasses import dataclass, field

from registry.imports.meaning import places
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.roles import RoleIndex
from registry.regions.lists import RegionList, read_list
from registry.roles import FIRST_ROLES

LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}
FEWEST_DISTRICTS = 3


@dataclass(slots=True)
class Scope:
    """A regency with the regions that a name tells without doubt.

    `villages` are by district, without those of which another in the district bears the same key;
    `homes` counts how many districts have a village of this key.
    """

    code: str
    name: str
    index: RegionIndex
    names: dict[str, str]
    villages: dict[str, list[str]] = field(default_factory=dict)
    homes: Counter = field(default_factory=Counter)

    @property
    def districts(self) -> list[str]:
        return [code for code, villages in self.villages.items() if villages]


@functools.cache
def all_regions() -> RegionList:
    return read_list()


@functools.cache
def first_roles() -> RoleIndex:
    """The roles a new registry has."""
    lines = [list(map(str.strip, line.split("|"))) for line in FIRST_ROLES.splitlines()]
    return RoleIndex(
        (line[0], line[3], [line[1], line[2], *filter(None, line[7].split(","))]) for line in lines
    )


@functools.cache
def regencies() -> list[str]:
    """The codes of the regencies with districts enough to make a meeting."""
    names = all_regions().names
    districts = Counter(code[:5] for code in names if len(code) == 8)
    return [code for code in names if len(code) == 5 and districts[code] >= FEWEST_DISTRICTS]


@functools.lru_cache(maxsize=40)
def scope_of(code: str) -> Scope:
    """A regency, ready to read sheets of."""
    regions = all_regions()
    inside = {key: name for key, name in regions.names.items() if key == code or key.startswith(f"{code}.")}
    index = RegionIndex(
        (
            (
                number,
                key,
                LEVELS[len(key)],
                name,
                {regions.earlier.get(key, name)} - {name},
                key.rpartition(".")[0],
            )
            for number, (key, name) in enumerate(inside.items())
        ),
        [name for key, name in regions.names.items() if len(key) in (5, 8)],
    )
    scope = Scope(code, inside[code], index, inside)
    for district in (key for key in inside if len(key) == 8):
        own = [key for key in inside if key.startswith(f"{district}.")]
        keys = Counter(key for village in own for key in set(keys_of(inside[village])))
        scope.villages[district] = [v for v in own if all(keys[key] == 1 for key in keys_of(inside[v]))]
        scope.homes.update(keys)
    return scope


def keys_of(name: str) -> list[str]:
    """The keys by which a region of this name is found."""
    words = places.tokens(name)
    return [places.plain_key(words), places.loose_key(words)]
