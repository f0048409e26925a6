"""From raw cells to values: every field of a row understood by itself, and what is odd about it said.

A value that cannot be read is None with an issue; it is never guessed. An issue of level "error" means that
this cell is not used, not that the row is lost: what happens to the row is decided by matching.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from registry import nik as niks
from registry import phones
from registry.imports.meaning import dates, marks, places, sexes, titles
from registry.imports.meaning.issues import issue
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.resolving import OUTSIDE, Place, PlaceText
from registry.imports.meaning.roles import RoleIndex, is_position
from registry.imports.meaning.shared import all_cut, flag_shared_numbers
from registry.imports.meaning.texts import (
    has_several_names,
    is_formula_error,
    name_of,
    numbers_behind,
    place_behind,
    role_behind,
    stand_in,
    text_of,
    whole_number,
    year_of,
)
from registry.imports.rows import LONGEST_TEXT, CellValue, CleanRow, Issue, RawRow

# The fields of the answer, then those that the review shows and applying uses.
ANSWER_FIELDS = (
    "name", "nik", "member_number", "sex", "birth_place", "birth_date", "phone", "role", "district",
    "village", "institution", "home_district", "home_village", "address", "education", "decree_number",
    "decree_date", "service_start",
)  # fmt: skip
FURTHER_FIELDS = ("row_id", "nip", "email", "decree_until", "note", "represented_by")
FIELDS = ANSWER_FIELDS + FURTHER_FIELDS
TEXT_FIELDS = ("member_number", "institution", "address", "education", "decree_number", "row_id", "note")
NIP_LENGTH, LONGEST_EMAIL = 18, 254
SHEET_NAME_LENGTH = 31  # letters to which spreadsheet programs cut the name of a sheet
SERVICE_LEVELS = (places.DISTRICT, places.VILLAGE)
POST_CELLS = ("role", "post", "regency", "district", "village", "place", "institution")
ROLE_CELLS = frozenset(("role", "post"))
PLACE_CELLS = frozenset(("post", "district", "village", "place"))
SERVICE_CELLS = ("decree_date", "decree_until", "service_start")

Post = tuple[str | None, str | None, str | None, tuple[Issue, ...]]  # role, district, village, what is odd


def clean_rows(
    rows: Sequence[RawRow],
    *,
    regions: RegionIndex,
    roles: RoleIndex,
    on: date,
    legends: Mapping[str, marks.Legend] | None = None,
) -> list[CleanRow]:
    """The rows of one file, cleaned, in their order.

    `on` is the day ages are reckoned at: the event's, or today for a roster. `legends` has, by the name of
    the sheet, what its marks mean (`marks.read_legend`).
    """
    sheets: dict[str, list[RawRow]] = {}
    for row in rows:
        sheets.setdefault(row.sheet, []).append(row)
    p_male = len(sheets) > 1 and sexes.p_means_male(row.cells.get("sex") for row in rows)
    cleaners = {
        name: _Cleaner(regions, roles, on, members, (legends or {}).get(name, {}), p_male)
        for name, members in sheets.items()
    }
    cleaned = [cleaners[row.sheet].clean(row) for row in rows]
    flag_shared_numbers(cleaned)
    return cleaned


class _Cleaner:
    """Cleans the rows of one sheet: some columns are only understood as a whole."""

    def __init__(
        self,
        regions: RegionIndex,
        roles: RoleIndex,
        on: date,
        rows: list[RawRow],
        legend: marks.Legend,
        p_male: bool,
    ) -> None:
        self.regions, self.roles, self.on = regions, roles, on
        self.p_male = p_male or sexes.p_means_male(row.cells.get("sex") for row in rows)
        self.columns = marks.Columns(rows, legend)
        self.niks_cut = all_cut(rows)
        self.posts: dict[tuple, Post] = {}
        self.services: dict[tuple, dict[str, str | None]] = {}
        self.one_session = len({session for row in rows for session in row.marks}) == 1

    def clean(self, row: RawRow) -> CleanRow:
        values: dict[str, str | None] = dict.fromkeys(FIELDS)
        cleaned = CleanRow(raw=row, values=values)
        issues = cleaned.issues
        cells = _usable(row.cells, issues)
        listed = has_several_names(cells.get("name"))
        values["name"] = None if listed else name_of(cells.get("name"))
        if values["name"] is None:
            issues.append(issue("name", "names_several" if listed else "name_missing"))
        elif not titles.CELLS.isdisjoint(cells):
            values["name"], unknown = titles.joined(values["name"], cells)
            if unknown:
                issues.append(issue("name", "title_unknown", text=unknown))
        for field in TEXT_FIELDS:
            if field in cells:
                values[field] = text_of(cells[field])
        self._identity(cells, values, issues)
        self._birth(cells, values, issues)
        self._role_and_place(row, cells, values, issues)
        self._home(cells, values, issues)
        values |= self._service(cells)
        if row.marks:
            self._attendance(row, values, cleaned)
        return cleaned

    def _identity(self, cells: dict, values: dict, issues: list[Issue]) -> None:
        """NIK, NIP, phone, email and sex."""
        behind = numbers_behind(cells.get("name"))
        values["nik"], fault = niks.clean(cells.get("nik") or behind.get("nik"))
        if values["nik"] and self.niks_cut:
            values["nik"], fault = None, niks.PRECISION
        if fault:
            issues.append(issue("nik", fault))
        values["phone"], fault = phones.clean(cells.get("phone"))
        if fault:
            issues.append(issue("phone", fault))
        nip, email = whole_number(cells.get("nip") or behind.get("nip")), text_of(cells.get("email"))
        values["nip"] = nip if nip and len(nip) == NIP_LENGTH else None
        values["email"] = email if email and "@" in email and len(email) <= LONGEST_EMAIL else None
        values["sex"], readable = sexes.read(cells.get("sex"), self.p_male)
        if not readable:
            issues.append(issue("sex", "sex_unknown"))
        if values["sex"] and values["nik"] and niks.sex_of(values["nik"]) not in (values["sex"], None):
            issues.append(issue("sex", "nik_sex_mismatch"))

    def _birth(self, cells: dict, values: dict, issues: list[Issue]) -> None:
        place, day = dates.birth_cells(cells)
        values["birth_place"] = place
        if dates.is_blank(day):
            return
        born, fault = dates.birth_date(day, values["nik"], self.on)
        if fault == dates.INVALID and isinstance(day, str):
            before, rest = dates.split_birth(day)
            if before and rest:
                values["birth_place"] = place or before
                born, fault = dates.birth_date(rest, values["nik"], self.on)
        values["birth_date"] = born.isoformat() if born else None
        if fault:
            issues.append(issue("birth_date", fault))

    def _role_and_place(self, row: RawRow, cells: dict, values: dict, issues: list[Issue]) -> None:
        """The duty; people of one village share the cells that tell it, so each wording is read once."""
        if not cells.keys() & PLACE_CELLS and (behind := place_behind(cells.get("name"))):
            cells = cells | {"place": behind}
        if not cells.keys() & ROLE_CELLS and (behind := role_behind(cells.get("name"))):
            cells = cells | {"role": behind}
        texts = tuple([text_of(cells.get(name)) for name in POST_CELLS])
        said = (texts, *row.context.items())
        post = self.posts.get(said)
        if post is None:
            post = self.posts[said] = self._post(row, dict(zip(POST_CELLS, texts, strict=True)))
        values["role"], values["district"], values["village"], faults = post
        issues.extend(faults)

    def _post(self, row: RawRow, texts: dict[str, str | None]) -> Post:
        role, rest, issues = None, "", []
        listed = row.context.get("role")
        told = [
            text for text in (texts["role"], texts["post"]) if text and not (listed and is_position(text))
        ]
        for text in told:
            if role is None:
                role, rest = self.roles.read(text)
                if role is None:
                    issues.append(issue("role", "role_unknown", text=text))
        if not told and listed:
            role = self.roles.read(listed).code
        place = self._place(row, texts, rest, self.roles.level(role))
        faults = [Issue(fault.field, fault.code, "error", fault.message) for fault in place.faults]
        return role, place.district, place.village, (*issues, *faults)

    def _place(self, row: RawRow, texts: dict[str, str | None], rest: str, level: str | None) -> Place:
        """The duty area: the row's own cells, then what stands behind the role, then what the sheet says."""
        level = level if level in SERVICE_LEVELS else None
        regency, district, village = (texts[name] or "" for name in ("regency", "district", "village"))
        loose = texts["place"] or self._place_in_passing(rest, level)
        if not (district or village or loose):
            district, village = self._place_of_institution(texts["institution"])
        text = PlaceText(
            regency,
            district or ("" if places.split(loose).district else self._context(places.DISTRICT, row)),
            village or ("" if places.split(loose).village else self._context(places.VILLAGE, row)),
            loose,
        )
        above = "" if regency else self._context(places.REGENCY, row)
        place = self.regions.resolve(text._replace(regency=regency or above), level)
        if above and place.faults:  # a title may name the regency of the hall, not of the people
            place = self.regions.resolve(text, level)
        if texts["place"] and not place.village and (said := places.split(rest).village):
            both = self.regions.resolve(text._replace(village=said), level)  # "PSM Ds. X", from "Kec. Y"
            return place if both.faults else both
        return place

    def _context(self, level: str, row: RawRow) -> str:
        """What the sheet says of all its rows, unless it plainly is no region (a sheet called Rekap)."""
        text = row.context.get(level, "")
        if not text or self.regions.find(level, text):
            return text
        if len(row.sheet) == SHEET_NAME_LENGTH and row.sheet.endswith(text):
            text = self.regions.begun(level, text) or text
        return text if getattr(places.split(text), level) or self.regions.find(level, text) else ""

    def _place_in_passing(self, text: str, level: str | None) -> str:
        """What stands behind a role: a place when it says so ("Kec. ...") or is found without any doubt."""
        if not text:
            return ""
        parts = places.split(text)
        if parts.district or parts.village:
            return text
        found = self.regions.resolve(PlaceText(loose=text), level)
        return text if found.district and not found.faults else ""

    def _place_of_institution(self, text: str | None) -> tuple[str, str]:
        """District and village of "Kantor Kec. Dringu", for a row that tells no other place."""
        parts = places.split(text or "")
        found = self.regions.resolve(PlaceText(district=parts.district, village=parts.village))
        return ("", "") if found.faults else (parts.district, parts.village)

    def _home(self, cells: dict, values: dict, issues: list[Issue]) -> None:
        district, village = text_of(cells.get("home_district")), text_of(cells.get("home_village"))
        if not (district or village):
            return
        place = self.regions.resolve(PlaceText(district=district or "", village=village or ""))
        values["home_district"], values["home_village"] = place.district, place.village
        for fault in place.faults:  # people may live outside the scope
            if fault.code != OUTSIDE:
                field = "home_village" if fault.field == places.VILLAGE else "home_district"
                issues.append(Issue(field, fault.code, "warning", fault.message))

    def _service(self, cells: dict) -> dict[str, str | None]:
        """The days of decree and service; one decree names many people."""
        said = tuple([cells.get(field) for field in SERVICE_CELLS])
        found = self.services.get(said)
        if found is None:
            found = self.services[said] = {}
            for field, value in zip(SERVICE_CELLS, said, strict=True):
                if value is not None:
                    day = dates.read(value, self.on)
                    year = year_of(value) if field == "service_start" else None
                    found[field] = day.isoformat() if day else year
        return found

    def _attendance(self, row: RawRow, values: dict, cleaned: CleanRow) -> None:
        """The marks; a note may say who came instead, or why nobody did on the only day."""
        found = self.columns.attendance(row)
        _name, beside_name = stand_in(row.cells.get("name"))
        instead = text_of(row.cells.get("represented_by")) or beside_name
        values["represented_by"] = instead or None
        said = marks.state_of_words(marks.fold(values["note"])) if values["note"] else None
        if instead is not None or said == marks.REPRESENTED:
            found = {
                day: marks.REPRESENTED if state == marks.PRESENT else state for day, state in found.items()
            }
        elif self.one_session and said in (marks.SICK, marks.EXCUSED) and marks.PRESENT not in found.values():
            found = {str(session): said for session in row.marks}
        cleaned.attendance = found


def _usable(cells: dict[str, CellValue], issues: list[Issue]) -> dict[str, CellValue]:
    """The cells without failed formulas and endless texts; masked ones coming back are as good as empty."""
    for value in cells.values():
        if type(value) is str and (
            value.startswith(("#", "Err:")) or "***" in value or len(value) > LONGEST_TEXT
        ):
            break
    else:
        return cells
    usable = {}
    for field, value in cells.items():
        if is_formula_error(value) and field == "number":
            continue  # nobody misses a running number
        if is_formula_error(value):
            issues.append(issue(field, "formula_error"))
        elif isinstance(value, str) and len(value) > LONGEST_TEXT:
            issues.append(issue(field, "text_too_long", most=LONGEST_TEXT))
        elif not (isinstance(value, str) and "***" in value and field != "name"):
            usable[field] = value
    return usable
