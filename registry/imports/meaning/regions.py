"""Which region a cell means: the names and codes of one scope, found district before village.

A name decides only when exactly one region of the scope bears it in that place. What is close to a name is
told in the message and never taken.
"""

from collections.abc import Callable, Collection, Iterable

from rapidfuzz import fuzz, process

from registry.imports.meaning import places
from registry.imports.meaning.places import DISTRICT, REGENCY, VILLAGE
from registry.imports.meaning.resolving import CODE_LENGTH, LEVELS, Place, PlaceText, Resolving, is_under

SUGGESTIONS, LEAST_LIKENESS = 3, 70

# id, code, level, name, other names, code of the parent
RegionTuple = tuple[int, str, str, str, Collection[str], str | None]


class RegionIndex:
    """The regions of one scope, looked up by the names and codes that sheets use.

    `regions` are tuples (id, code, level, name, other names, parent code) of the scope, its top included.
    `outside` are the names of regencies and districts of the whole nation, or a function that fetches them:
    only asked when a name is not found, to tell "elsewhere" from "nowhere".
    """

    def __init__(
        self,
        regions: Iterable[RegionTuple],
        outside: Collection[str] | Callable[[], Iterable[str]] = (),
    ) -> None:
        self.ids: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self._by_level: dict[str, list[str]] = {level: [] for level in LEVELS}
        # Per level, in the order they are asked: current names, the same loosely, other names, loosely.
        self._keys: dict[str, list[dict[str, list[str]]]] = {level: [{}, {}, {}, {}] for level in LEVELS}
        for region_id, code, level, name, others, _parent in regions:
            self.ids[code] = region_id
            self.names[code] = name
            if level in self._by_level:
                self._by_level[level].append(code)
                self._add(level, code, name, 0)
                for other in others:
                    self._add(level, code, other, 2)
        self._outside = outside
        self._outside_keys: frozenset[str] | None = None
        self._places: dict[tuple[PlaceText, str | None], Place] = {}

    def _add(self, level: str, code: str, name: str, table: int) -> None:
        words = places.tokens(name)
        if level == REGENCY:
            words = _regency_words(words)
        variants = [words]
        if level == REGENCY and len(words) > 1:
            variants.append(words[1:])
        for variant in variants:
            for offset, key in enumerate((places.plain_key(variant), places.loose_key(variant))):
                codes = self._keys[level][table + offset].setdefault(key, [])
                if code not in codes:
                    codes.append(code)

    def resolve(self, text: PlaceText, level: str | None = None) -> Place:
        """The place a row means. `level` is where its role serves: it decides what a loose "Dringu" is."""
        known = self._places.get((text, level))
        if known is None:
            known = self._places[text, level] = Resolving(self, text, level).place()
        return known

    def find(self, level: str, text: str, under: Collection[str] = ()) -> list[str]:
        """The codes of a level's regions of this name below one of the codes `under` (none: anywhere).

        A running number before the name, or the end of its code behind it, is passed over where no region
        bears it: "01. Dringu", "Kalirejo (2003)". 35 Ilir is found as it is.
        """
        words = places.tokens(text)
        return self._find(level, words, under) or next(
            filter(None, (self._find(level, rest, under) for rest in places.without_numbers(words))), []
        )

    def _find(self, level: str, words: tuple[str, ...], under: Collection[str]) -> list[str]:
        for table in range(4):
            for attempt in _attempts(level, words):
                key = places.loose_key(attempt) if table % 2 else places.plain_key(attempt)
                codes = self._keys[level][table].get(key)
                if codes and (found := [code for code in codes if is_under(code, under)]):
                    return found
        return []

    def begun(self, level: str, text: str) -> str:
        """The name of the one region that begins with a text which was cut short; "" for none or several."""
        start = places.plain_key(places.without_prefix(places.tokens(text))[-1])
        names = {
            self.names[code]
            for key, codes in self._keys[level][0].items()
            if key.startswith(start)
            for code in codes
        }
        return names.pop() if len(names) == 1 else ""

    def is_outside(self, text: str) -> bool:
        """Does the nation have a regency or district of this name (which the scope, by then, has not)?"""
        if self._outside_keys is None:
            names = self._outside() if callable(self._outside) else self._outside
            self._outside_keys = frozenset(key for name in names for key in _outside_keys(name))
        words = places.tokens(text)
        return any(
            places.plain_key(attempt) in self._outside_keys for attempt in places.without_prefix(words)
        )

    def suggest(self, level: str, text: str, under: Collection[str] = ()) -> list[str]:
        """The codes of the nearest names, best first: for people to choose from, never a value."""
        codes = [code for code in self._by_level[level] if is_under(code, under)]
        names = [_bare_name(level, self.names[code]) for code in codes]
        wanted = "".join(places.without_prefix(places.tokens(text))[-1])
        found = process.extract(
            wanted, names, scorer=fuzz.ratio, limit=SUGGESTIONS, score_cutoff=LEAST_LIKENESS
        )
        return [codes[position] for _name, _score, position in found]

    def label(self, code: str) -> str:
        """The name with the district it lies in, where it is a village."""
        district = self.names.get(code[: CODE_LENGTH[DISTRICT]])
        return f"{self.names[code]} ({district})" if len(code) == 13 and district else self.names[code]

    def has_level(self, level: str) -> bool:
        """Does the scope reach up to this level?"""
        return bool(self._by_level[level])

    def level_of(self, text: str) -> str | None:
        """A hint for section rows and sheet names: regency, district or village, or None for no region here.

        A name that a district and villages share is the district's, as headings go.
        """
        parts = places.split(text)
        for level in (DISTRICT, VILLAGE, REGENCY):
            if getattr(parts, level) and self.find(level, getattr(parts, level)):
                return level
        first = (places.tokens(text) or ("",))[0]
        is_regency = places.LEVEL_OF_WORD.get(first) == REGENCY  # Kota Tangerang has a kecamatan Tangerang
        levels = (REGENCY, DISTRICT, VILLAGE) if is_regency else (DISTRICT, REGENCY, VILLAGE)
        return next((level for level in levels if self.find(level, text)), None)


def _attempts(level: str, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    if level == REGENCY:
        return [_regency_words(words)] if words else []
    return places.without_prefix(words) if words else []


def _regency_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Kab., Kodya and Kota Administrasi in full, so that a regency and a city of one name stay two."""
    full = {"kab": "kabupaten", "kodya": "kota", "kotamadya": "kota"}
    found = tuple(full.get(word, word) for word in words if word not in ("adm", "administrasi"))
    while len(found) > 2 and {found[0], found[1]} <= {"kabupaten", "kota"}:  # "Kabupaten/Kota: Kabupaten ..."
        found = found[1:]
    return found


def _bare_name(level: str, name: str) -> str:
    """The key of a name for comparing by likeness; Kabupaten and Kota would make all regencies alike."""
    words = places.tokens(name)
    return "".join(words[1:] if level == REGENCY and len(words) > 1 else words)


def _outside_keys(name: str) -> set[str]:
    words = places.tokens(name)
    return {
        places.plain_key(attempt)
        for attempt in (words, _regency_words(words), *places.without_prefix(words)[1:])
    }
