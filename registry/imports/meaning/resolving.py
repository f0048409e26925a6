"""Working out the place of one row: the largest region first, a district before its villages."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from registry.imports.meaning import places
from registry.imports.meaning.places import DISTRICT, REGENCY, VILLAGE, Parts

if TYPE_CHECKING:
    from registry.imports.meaning.regions import RegionIndex

UNKNOWN, AMBIGUOUS, OUTSIDE = "region_unknown", "region_ambiguous", "region_outside_scope"
LEVELS = (REGENCY, DISTRICT, VILLAGE)
CODE_LENGTH = {REGENCY: 5, DISTRICT: 8, VILLAGE: 13}
SHOWN = 5  # regions named in a message


class PlaceText(NamedTuple):
    """What a row says of a place; `loose` is a cell of no certain level ("Kalirejo, Dringu")."""

    regency: str = ""
    district: str = ""
    village: str = ""
    loose: str = ""


class Fault(NamedTuple):
    """Why a text gave no region: field of the row, issue code, sentence for the reader."""

    field: str
    code: str
    message: str


class Place(NamedTuple):
    """The regions a row means, by code; what could not be decided is None and has a fault."""

    regency: str | None = None
    district: str | None = None
    village: str | None = None
    faults: tuple[Fault, ...] = ()


def is_under(code: str, parents: Collection[str]) -> bool:
    """Is the region below one of these (or one of them)? With none given, every region is."""
    return not parents or any(code == parent or code.startswith(f"{parent}.") for parent in parents)


class Resolving:
    """One place being worked out, from the largest region to the smallest."""

    def __init__(self, index: "RegionIndex", text: PlaceText, level: str | None) -> None:
        self.index = index
        self.level = level
        self.faults: list[Fault] = []
        self.code: dict[str, str | None] = dict.fromkeys(LEVELS)
        self.text = dict.fromkeys(LEVELS, "")
        self.loose = ""
        self.regencies: list[str] = []
        self.codes: list[str] = []
        self._spread(text)

    def _spread(self, text: PlaceText) -> None:
        """Put each text at its level: a cell may hold a code, or several levels with words before them."""
        for level in LEVELS:
            self._place_cell(level, places.without_neighbourhood(getattr(text, level).strip()))
        loose = places.without_neighbourhood(text.loose.strip())
        if loose.lower() in places.BLANKS:
            return
        if self._take_code(loose):
            return
        parts = places.split(loose)
        self._fill(parts)
        self.loose = parts.bare

    def _place_cell(self, level: str, cell: str) -> None:
        if cell.lower() in places.BLANKS:
            return
        if self._take_code(cell):
            return
        parts = places.split(cell)
        if not any(parts):  # nothing but a word of a level: some villages are called Kemantren
            self.text[level] = cell
            return
        if sum(map(bool, parts)) == 1 and getattr(parts, level):
            self.text[level] = cell
            return
        self._fill(parts)
        if len(places.BETWEEN.split(parts.bare)) == 2 and not self.index.find(level, parts.bare):
            self.loose = self.loose or parts.bare
        elif parts.bare:
            self.text[level] = self.text[level] or parts.bare

    def _take_code(self, cell: str) -> bool:
        """Note the code a cell holds: alone, or beside the very name that belongs to it."""
        code = places.as_code(cell)
        if not code:
            said, name = places.code_beside_name(cell)
            own = places.loose_key(places.tokens(self.index.names.get(said, "")))
            variants = places.without_prefix(places.tokens(name)) if own else []
            code = said if own in map(places.loose_key, variants) else None
        if code:
            self.codes.append(code)
        return code is not None

    def _fill(self, parts: Parts) -> None:
        for level in LEVELS:
            self.text[level] = self.text[level] or getattr(parts, level)

    def place(self) -> Place:
        if self.codes:
            self._by_codes()
        else:
            self._regency()
        if not self.faults and not self.code[VILLAGE]:
            self._loose()
            self._part_the_village()
            self._district()
            self._village()
        code = self.code[VILLAGE] or self.code[DISTRICT]
        if code and not self.code[REGENCY]:
            self.code[REGENCY] = code[: CODE_LENGTH[REGENCY]]
        return Place(*(self.code[level] for level in LEVELS), tuple(self.faults))

    def _by_codes(self) -> None:
        """Codes decide; the longest one says everything above it too. Names tell what lies below it."""
        code = max(self.codes, key=len)
        field = next((level for level in LEVELS if CODE_LENGTH[level] == len(code)), DISTRICT)
        if code in self.index.names:
            for level in LEVELS:
                if len(code) >= CODE_LENGTH[level]:
                    self.code[level] = code[: CODE_LENGTH[level]]
            return
        if code[: CODE_LENGTH[REGENCY]] in {known[:5] for known in self.index.names if len(known) >= 5}:
            self._fault(field, UNKNOWN, _("No region has the code %(code)s.") % {"code": code})
        else:
            self._fault(field, OUTSIDE, _("The code %(code)s lies outside the scope.") % {"code": code})

    def _regency(self) -> None:
        text = self.text[REGENCY]
        if not text:
            return
        found = self.index.find(REGENCY, text)
        if len(found) == 1:
            self.code[REGENCY] = found[0]
        elif found:
            self.regencies = found
        elif self.index.find(DISTRICT, text) and places.tokens(text)[0] not in ("kab", "kabupaten"):
            self.text[DISTRICT] = self.text[DISTRICT] or text
        elif self.index.has_level(REGENCY):
            self._missing(REGENCY, text, ())

    @property
    def _above(self) -> list[str]:
        """What is known so far: look below these only."""
        code = self.code[DISTRICT] or self.code[REGENCY]
        return [code] if code else self.regencies

    def _loose(self) -> None:
        """A text of no certain level: two names ("Kalirejo, Dringu"), a district, or a village."""
        if not self.loose or (self.text[DISTRICT] and self.text[VILLAGE]):
            return
        if not self.text[DISTRICT] and not self.text[VILLAGE] and self._two_loose_names():
            return  # Sidomukti, Lamongan: the kecamatan that the regency is named after
        pieces = [piece for piece in places.BETWEEN.split(self.loose) if piece]
        within = [piece for piece in pieces if not self.index.find(REGENCY, piece)]
        if len(within) == 1 < len(pieces):
            self.loose = within[0]
        if self.text[DISTRICT]:
            self.text[VILLAGE] = self.loose
        elif self.text[VILLAGE] or self.level == DISTRICT:
            self.text[DISTRICT] = self.loose
        else:
            self._one_loose_name()

    def _part_the_village(self) -> None:
        """Of "Kalirejo - Dringu" or "Bulang (Gending)" among the villages: the village, and its district."""
        text = self.text[VILLAGE]
        if not text or self.index.find(VILLAGE, text):
            return
        own = set(self.index.find(DISTRICT, self.text[DISTRICT], self._above))
        for village, homes, district in self._pairs(places.halves(text)):
            if not self.text[DISTRICT] or own.intersection(homes):
                self.text[VILLAGE], self.text[DISTRICT] = village, self.text[DISTRICT] or district
                return

    def _two_loose_names(self) -> bool:
        """A village with its district, in either order; with a blank between them if that says but one."""
        found = list(self._pairs(places.halves(self.loose)))
        if not found and not any(self.index.find(level, self.loose) for level in LEVELS):
            found = list(self._pairs(places.blank_halves(self.loose)))
            found = found if len(found) == 1 else []
        for village, _homes, district in found[:1]:
            self.text[VILLAGE], self.text[DISTRICT] = village, district
        return bool(found)

    def _pairs(self, halves: list[tuple[str, str]]) -> Iterator[tuple[str, list[str], str]]:
        """The ways to part a text in village and district: (village, codes of the district, district)."""
        for pair in halves:
            for village, district in (pair, pair[::-1]):
                homes = self.index.find(DISTRICT, district, self._above)
                if homes and self.index.find(VILLAGE, village, homes):
                    yield village, homes, district

    def _one_loose_name(self) -> None:
        districts = self.index.find(DISTRICT, self.loose, self._above)
        villages = self.index.find(VILLAGE, self.loose, self._above)
        if not districts or not villages:
            self.text[DISTRICT if districts else VILLAGE] = self.loose
            return
        if all(is_under(code, districts) for code in villages):
            self.text[DISTRICT] = self.loose
            if self.level != VILLAGE:
                return
        self._ambiguous(DISTRICT, self.loose, districts + villages)

    def _district(self) -> None:
        text = self.text[DISTRICT]
        if not text or self.code[DISTRICT]:
            return
        found = self.index.find(DISTRICT, text, self._above)
        if len(found) > 1 and self.text[VILLAGE]:
            homes = {code[:8] for code in self.index.find(VILLAGE, self.text[VILLAGE], found)}
            found = [code for code in found if code in homes] or found
        if len(found) == 1:
            self.code[DISTRICT] = found[0]
        elif found:
            self._ambiguous(DISTRICT, text, found)
        elif not self._names_something_else(text):
            self._missing(DISTRICT, text, self._above)

    def _names_something_else(self, text: str) -> bool:
        """A column of work areas may hold the regency itself, or the village of a person without another."""
        if self.index.find(REGENCY, text):
            return True
        villages = self.index.find(VILLAGE, text, self._above)
        if len(villages) == 1 and not self.text[VILLAGE] and not places.split(text).district:
            self.text[VILLAGE] = text
            return True
        return False

    def _village(self) -> None:
        text = self.text[VILLAGE]
        if not text or (self.text[DISTRICT] and not self.code[DISTRICT] and self.faults):
            return
        found = self.index.find(VILLAGE, text, self._above)
        if len(found) > 1 and self.code[DISTRICT]:
            found = _of_kind(found, text) or found
        if len(found) == 1:
            self.code[VILLAGE] = found[0]
            self.code[DISTRICT] = found[0][: CODE_LENGTH[DISTRICT]]
        elif found:
            self._ambiguous(VILLAGE, text, found)
        elif not self._repeats_the_district(text):
            self._missing(VILLAGE, text, self._above)

    def _repeats_the_district(self, text: str) -> bool:
        """The name of the own district in the village column of somebody who serves all of it."""
        districts = self.index.find(DISTRICT, text)
        if self.code[DISTRICT] is None and len(districts) == 1 and self.level == DISTRICT:
            self.code[DISTRICT] = districts[0]
        return self.code[DISTRICT] in districts

    def _fault(self, field: str, code: str, message: str) -> None:
        self.faults.append(Fault(field, code, message))

    def _ambiguous(self, field: str, text: str, codes: list[str]) -> None:
        named = ", ".join(f"{self.index.label(code)} {code}" for code in codes[:SHOWN])
        message = _("“%(text)s” may be %(regions)s. Say which.") % {"text": text, "regions": named}
        self._fault(field, AMBIGUOUS, message)

    def _missing(self, field: str, text: str, under: Collection[str]) -> None:
        if field != VILLAGE and self.index.is_outside(text):
            self._fault(field, OUTSIDE, _("“%(text)s” lies outside the scope.") % {"text": text})
            return
        near = self.index.suggest(field, text, under) or self.index.find(field, text)
        if near:
            names = ", ".join(self.index.label(code) for code in near[:SHOWN])
            message = _("No region here is called “%(text)s”. Near it: %(regions)s.")
            self._fault(field, UNKNOWN, message % {"text": text, "regions": names})
        else:
            self._fault(field, UNKNOWN, _("No region here is called “%(text)s”.") % {"text": text})


def _of_kind(codes: list[str], text: str) -> list[str]:
    """Of a desa and a kelurahan of one name in one district, the one the text names ("Kel. Patokan")."""
    first = (places.tokens(text) or ("",))[0]
    digit = {"desa": "2", "ds": "2", "kel": "1", "kelurahan": "1"}.get(first)
    return [code for code in codes if code[9] == digit]
