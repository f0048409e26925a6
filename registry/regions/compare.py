"""What a new list of regions does to the old one: which region is which, when codes and names change.

A code is not an identity. Level by level, from the provinces down, an old region is looked for in
the new list:

1. its name under the code it should have beneath its parent, or under its own code: the same region;
2. its name under another code of the same parent while its own code goes on under another name: the list
   exchanged codes, and people follow the name (between 2022 and 2025 so in 14 places);
3. its code under another name: it was renamed;
4. its code is gone, and its name (or nearly) stands elsewhere: perhaps recoded or moved. That is proposed,
   never done.

What is left of the old list has retired, what is left of the new one was added.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.models import NATION_CODE, RegionChange
from registry.regions import codes

Kind = RegionChange.Kind
ALIKE = 0.85  # how near a name must be to be proposed: one letter in seven may differ
NOT_IN_KEY = re.compile(r"[\W_]+")
Key = tuple[str | None, str]  # a parent's code and a folded name


@lru_cache(200_000)
def fold(name: str) -> str:
    """A name without case, blanks and signs: Batujaya and Batu Jaya are one."""
    return NOT_IN_KEY.sub("", name).lower()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the new list does; a code or name is "" where there is none."""

    kind: str
    old_code: str = ""
    new_code: str = ""
    old_name: str = ""
    new_name: str = ""
    is_proposed: bool = False
    keeps_old_name: bool = False  # renamed, and the old name is still free to mean this region


@dataclass(slots=True)
class Difference:
    """`kept` maps the old code of every region that stays itself to its new one; `changes` tell the rest."""

    kept: dict[str, str]
    changes: list[Change] = field(default_factory=list)

    def of(self, kind: str, *, proposed: bool = False) -> list[Change]:
        """The changes of one kind, by code."""
        return [change for change in self.changes if change.kind == kind and change.is_proposed is proposed]

    @property
    def proposed(self) -> list[Change]:
        """What is only inferred."""
        return [change for change in self.changes if change.is_proposed]


def compare(old: dict[str, str], new: dict[str, str]) -> Difference:
    """The way from the list `old` to the list `new`, both {code: name} without the nation."""
    if old == new:
        return Difference(kept={code: code for code in (NATION_CODE, *old)})
    matching = _Matching(old, new)
    for length in codes.LEVELS:
        matching.match_level(length)
    difference = Difference(kept=matching.kept)
    difference.changes = [
        *_kept_changes(old, new, matching.kept),
        *_other_changes(old, new, matching),
    ]
    return difference


class _Matching:
    """The search for each old region, one level after the other."""

    def __init__(self, old: dict[str, str], new: dict[str, str]) -> None:
        self.old, self.new = old, new
        self.kept: dict[str, str] = {NATION_CODE: NATION_CODE}
        self.proposed: dict[str, str] = {}
        self.taken: set[str] = set()

    def match_level(self, length: int) -> None:
        lost = [code for code in self.old if len(code) == length]
        listed = [code for code in self.new if len(code) == length]
        lost = self._keep(lost, self._same_name_beneath_parent)
        lost = self._keep(lost, self._same_name_and_code)
        self._follow_names(lost, listed)
        lost = [code for code in lost if code not in self.kept]
        contested = {self._home(code) for code in lost}
        lost = self._keep(lost, lambda code: self._renamed(code, contested))
        self._propose(lost, [code for code in listed if code not in self.taken])

    def _keep(self, lost: list[str], find: Callable[[str], str | None]) -> list[str]:
        """Keep each region that `find` finds a free code for; the others are returned."""
        left = []
        for code in lost:
            found = find(code)
            if found is None or found in self.taken:
                left.append(code)
            else:
                self.kept[code] = found
                self.taken.add(found)
        return left

    def _beneath(self, code: str) -> str | None:
        """The code a region has when it follows its parent."""
        parent = self.kept.get(codes.parent(code))
        last = code.rpartition(".")[2]
        return last if parent == NATION_CODE else parent and f"{parent}.{last}"

    def _home(self, code: str) -> Key:
        """Where an old region's name belongs: its parent in the new list, and the folded name."""
        return self.kept.get(codes.parent(code)), fold(self.old[code])

    def _place(self, code: str) -> Key:
        """The parent and folded name of a code of the new list."""
        return codes.parent(code), fold(self.new[code])

    def _is_called(self, new_code: str | None, name: str) -> bool:
        return new_code in self.new and fold(self.new[new_code]) == fold(name)

    def _same_name_beneath_parent(self, code: str) -> str | None:
        target = self._beneath(code)
        return target if self._is_called(target, self.old[code]) else None

    def _same_name_and_code(self, code: str) -> str | None:
        return code if self._is_called(code, self.old[code]) else None

    def _follow_names(self, lost: list[str], listed: list[str]) -> None:
        """Rule 2; a name that two regions of one parent bear decides nothing."""
        reused = [code for code in lost if self._beneath(code) in self.new]
        free = [code for code in listed if code not in self.taken]
        for code, found in _pairs(reused, self._home, free, self._place):
            self.kept[code] = found
            self.taken.add(found)

    def _renamed(self, code: str, contested: Collection[Key]) -> str | None:
        """Rule 3, unless the new name was that of a sibling whose code is gone: then nobody knows."""
        target = self._beneath(code)
        if target not in self.new or self._place(target) in contested:
            return None
        return target

    def _propose(self, gone: list[str], free: list[str]) -> None:
        """Rule 4: by name beneath the parent, then in the regency, then by a name that is nearly it."""
        for above in (codes.parent, _area):

            def home(code, above=above):
                return self._inferred(above(code)), fold(self.old[code])

            def place(code, above=above):
                return above(code), fold(self.new[code])

            self.proposed |= dict(_pairs(self._unproposed(gone), home, self._unproposed(free), place))
        self._propose_alike(self._unproposed(gone), _grouped(self._unproposed(free), _area))

    def _propose_alike(self, gone: list[str], free: dict[str, list[str]]) -> None:
        """Pairs whose names are nearer to each other than to any other name in question."""
        pairs = [
            (_likeness(self.old[code], self.new[found]), code, found)
            for code in gone
            for found in free.get(self._inferred(_area(code)), ())
        ]
        pairs = sorted((pair for pair in pairs if pair[0] >= ALIKE), reverse=True)
        used: set[str] = set()
        for likeness, code, found in pairs:
            rivals = [p for p in pairs if p[0] == likeness and (p[1] == code) != (p[2] == found)]
            if not rivals and not used & {code, found}:
                self.proposed[code] = found
            used |= {code, found}

    def _inferred(self, code: str) -> str | None:
        return self.kept.get(code) or self.proposed.get(code)

    def _unproposed(self, candidates: list[str]) -> list[str]:
        given = self.proposed.keys() | set(self.proposed.values())
        return [code for code in candidates if code not in given]


def _grouped(items: Iterable[str], key: Callable[[str], object]) -> dict[object, list[str]]:
    groups = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def _pairs(old: list[str], old_key: Callable, new: list[str], new_key: Callable) -> list[tuple[str, str]]:
    """The pairs of one old and one new code that alone have a key."""
    bearers, places = _grouped(old, old_key), _grouped(new, new_key)
    return [
        (bearers[key][0], places[key][0])
        for key in bearers
        if len(bearers[key]) == 1 and len(places.get(key, ())) == 1
    ]


def _area(code: str) -> str:
    """Where a lost region is looked for: a village or district in its regency, a regency in the nation."""
    return code[:5] if len(code) > 5 else NATION_CODE


def _likeness(one: str, other: str) -> float:
    return OSA.normalized_similarity(fold(one), fold(other))


def _kept_changes(old: dict[str, str], new: dict[str, str], kept: dict[str, str]) -> Iterable[Change]:
    """What happened to the regions that stayed themselves: any of renamed, recoded and moved."""
    names_now = {(codes.parent(code), fold(name)) for code, name in new.items()}
    for old_code, old_name in old.items():
        new_code = kept.get(old_code)
        if new_code is None:
            continue
        place = {"old_code": old_code, "new_code": new_code, "old_name": old_name, "new_name": new[new_code]}
        if kept.get(codes.parent(old_code)) != codes.parent(new_code):
            yield Change(Kind.MOVED, **place)
        elif new_code != old_code:
            yield Change(Kind.RECODED, **place)
        if old_name != new[new_code]:
            is_free = fold(old_name) == fold(new[new_code]) or (
                (codes.parent(new_code), fold(old_name)) not in names_now
            )
            yield Change(Kind.RENAMED, **place, keeps_old_name=is_free)


def _other_changes(old: dict[str, str], new: dict[str, str], matching: _Matching) -> Iterable[Change]:
    """The proposals, and what came and went without one."""
    for old_code, new_code in matching.proposed.items():
        stays = matching.kept.get(codes.parent(old_code)) == codes.parent(new_code)
        yield Change(
            Kind.RECODED if stays else Kind.MOVED,
            old_code=old_code,
            new_code=new_code,
            old_name=old[old_code],
            new_name=new[new_code],
            is_proposed=True,
        )
    given = matching.taken | set(matching.proposed.values())
    for code, name in old.items():
        if code not in matching.kept and code not in matching.proposed:
            yield Change(Kind.RETIRED, old_code=code, old_name=name)
    for code, name in new.items():
        if code not in given:
            yield Change(Kind.ADDED, new_code=code, new_name=name)
