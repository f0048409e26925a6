"""The cells that could not be read, grouped by what is wrong with them, ready to be put right."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from registry.imports.kinds import SETTLED
from registry.imports.known import load_regions
from registry.imports.meaning.regions import RegionIndex
from registry.imports.review.beside import Book
from registry.imports.review.decisions import REGION_LEVELS, bad_cells
from registry.imports.review.wording import field_label
from registry.models import ImportBatch, ImportRow, Role
from registry.nik import birth_date_of
from welfare import shown

ALIKE = ("region_unknown", "region_ambiguous", "region_outside_scope", "role_unknown")
GROUPS, FIRST_ROWS, ROWS = 8, 5, 50  # shown at once: groups, rows of each, rows of one group by itself
NAMED_GROUPS = 40  # told in a line below these; a long file may have a kind for each misspelt village
BESIDE = {"role": ("post",), "birth_date": ("birth",), "birth_place": ("birth",)}  # cells of two fields
LONG_DIGITS = 9  # in a cell: then it may be somebody's number


@dataclass(frozen=True)
class Cell:
    """One bad cell: what stands in it, what is wrong, and what might be meant."""

    row: ImportRow
    field: str
    label: str
    text: str
    message: str
    suggestions: list[tuple[str, str]] = field(default_factory=list)  # (what to read, how it is called)
    choices: list[tuple[str, str]] = field(default_factory=list)
    read_as: str = ""

    @property
    def html_id(self) -> str:
        """The id of its row on the page."""
        return f"cell-{self.row.position}-{self.field}"

    @property
    def is_region(self) -> bool:
        """Is a region meant, so that names can be suggested while typing?"""
        return self.field in REGION_LEVELS

    @property
    def offers(self) -> list[str]:
        """The regions suggested, as a box understands them: `Kalirejo (Dringu) (35.13.19.2003)`."""
        return [f"{label} ({code})" for code, label in self.suggestions] if self.is_region else []


@dataclass
class Group:
    """Bad cells of one kind; `text` is the wrong text that all of them share, if they do."""

    field: str
    code: str
    message: str
    positions: list[int] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What stands for the group in an address: it says nothing of the cells."""
        return hashlib.sha256(f"{self.field}|{self.code}|{self.message}".encode()).hexdigest()[:12]

    @property
    def label(self) -> str:
        """The field in words."""
        return field_label(self.field)

    @property
    def is_alike(self) -> bool:
        """Is it the same wrong text everywhere, so that one answer serves all?"""
        return self.code in ALIKE

    @property
    def is_region(self) -> bool:
        """Is it about a region?"""
        return self.field in REGION_LEVELS

    @property
    def first_offer(self) -> str:
        """The nearest region to a name that no region bears; "" where several do."""
        offers = self.cells[0].offers if self.cells else []
        return offers[0] if offers and self.code == "region_unknown" else ""

    @property
    def has_suggestions(self) -> bool:
        """Does every cell shown have one suggestion of its own, so that all can be taken together?"""
        return not self.is_alike and all(len(cell.suggestions) == 1 for cell in self.cells)

    @property
    def rest(self) -> int:
        """How many rows are not shown."""
        return len(self.positions) - len(self.cells)


class Faults:
    """The bad cells of a batch: all groups, and the cells of those on the page."""

    def __init__(self, batch: ImportBatch, *, only: str = "", sees_personal: bool):
        self.batch, self.sees_personal = batch, sees_personal
        found = list(bad_cells(batch).order_by("position").values_list("position", "action", "issues"))
        self.ready = sum(action in SETTLED for _position, action, _issues in found)  # rows saved all the same
        self.groups = sorted(group_up(found), key=lambda group: (-len(group.positions), group.positions[0]))
        self.shown = [group for group in self.groups if group.key == only] or self.groups[:GROUPS]
        self.is_alone = bool(only) and len(self.shown) == 1 and self.shown[0].key == only
        self._fill(ROWS if self.is_alone else FIRST_ROWS)

    @property
    def rows(self) -> int:
        """How many rows have a bad cell."""
        return len({position for group in self.groups for position in group.positions})

    @cached_property
    def more(self) -> list[Group]:
        """The next groups after those shown."""
        shown = {group.key for group in self.shown}
        return [group for group in self.groups if group.key not in shown][:NAMED_GROUPS]

    @property
    def further(self) -> int:
        """How many groups are not even told."""
        return len(self.groups) - len(self.shown) - len(self.more)

    def _fill(self, limit: int) -> None:
        wanted = {position for group in self.shown for position in group.positions[:limit]}
        rows = {row.position: row for row in self.batch.rows.filter(position__in=wanted)}
        fields = {group.field for group in self.shown}
        regions, roles = suggesting_regions(self.batch, fields), role_choices(fields)
        for group in self.shown:
            group.cells = [
                bad_cell(rows[position], group.field, group.message, regions, roles, self.sees_personal)
                for position in group.positions[:limit]
            ]


def group_up(found: Iterable[tuple[int, str, list[dict]]]) -> list[Group]:
    """All bad cells by field, kind and sentence, from (position, action, issues) of their rows."""
    groups: dict[tuple[str, str, str], Group] = {}
    for position, _action, issues in found:
        for one in issues:
            if one["level"] == "error":
                key = one["field"], one["code"], one["message"]
                group = groups.setdefault(key, Group(*key))
                if position not in group.positions[-1:]:
                    group.positions.append(position)
    return list(groups.values())


def one_cell(batch: ImportBatch, row: ImportRow, name: str, sees_personal: bool) -> Cell:
    """A cell just typed into: with what is still wrong with it, or with no message."""
    wrong = [one["message"] for one in row.issues if one["field"] == name and one["level"] == "error"]
    regions, roles = suggesting_regions(batch, {name}), role_choices({name})
    cell = bad_cell(row, name, wrong[0] if wrong else "", regions, roles, sees_personal)
    return replace(cell, read_as=Book([row]).value(name, row.values))


def cells_behind(batch: ImportBatch, row: ImportRow, sees_personal: bool) -> list[Cell]:
    """The cells without which nobody can say who a row is about: an unclear place or role."""
    fields = dict.fromkeys(one["field"] for one in row.issues if one["code"] in ALIKE)
    return [one_cell(batch, row, name, sees_personal) for name in fields] if row.reason in ALIKE else []


def suggesting_regions(batch: ImportBatch, fields: Iterable[str]) -> RegionIndex | None:
    """The regions to suggest from where a field is one; too many to look through above a regency."""
    asked = batch.scope.regency_id and any(field in REGION_LEVELS for field in fields)
    return load_regions(batch.scope) if asked else None


def role_choices(fields: Collection[str]) -> list[tuple[str, str]]:
    """Every role by its full name, where a field is one."""
    return [(role.name, role.short_name) for role in Role.objects.all()] if "role" in fields else []


def bad_cell(
    row: ImportRow,
    name: str,
    message: str,
    regions: RegionIndex | None,
    roles: list[tuple[str, str]],
    sees_personal: bool,
) -> Cell:
    """The cell of one row behind an issue."""
    text = written(row, name)
    return Cell(
        row=row,
        field=name,
        label=field_label(name),
        text=text if sees_personal or not is_personal(text) else "",
        message=message,
        suggestions=suggested(row, name, text, regions),
        choices=roles if name == "role" else [],
    )


def written(row: ImportRow, name: str) -> str:
    """What stands in the cell a field was read from, as a person would type it."""
    cells = row.raw["cells"] | row.corrections
    sources = (name, *BESIDE.get(name, ("place", "post") if name in REGION_LEVELS else ()))
    for source in sources:
        if cells.get(source) not in (None, ""):
            return cell_text(cells[source])
    return row.raw.get("context", {}).get(name, "") if name not in row.corrections else ""


def cell_text(value: object) -> str:
    """A cell's value as text: a date as it is written here, a whole number without decimals."""
    if isinstance(value, dict):
        text = next(iter(value.values()))
        return datetime.fromisoformat(text).strftime("%d/%m/%Y") if "@time" not in value else text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def is_personal(text: str) -> bool:
    """May this be somebody's number?"""
    return sum(sign.isdigit() for sign in text) >= LONG_DIGITS


def suggested(row: ImportRow, name: str, text: str, regions: RegionIndex | None) -> list[tuple[str, str]]:
    """(what to read instead, how it is called) for a cell: near regions, the birth date the NIK tells."""
    if name in REGION_LEVELS and regions and text:
        under = [row.values["district"]] if row.values.get("district") and "village" in name else []
        near = [(code, regions.label(code)) for code in regions.suggest(REGION_LEVELS[name], text, under)]
        bearers = [one for one in near if regions.names[one[0]].casefold() == text.strip().casefold()]
        return bearers or near
    if name == "birth_date" and row.values.get("nik"):
        day = birth_date_of(row.values["nik"], timezone.localdate())
        return [(day.isoformat(), shown.day(day))] if day else []
    return []
