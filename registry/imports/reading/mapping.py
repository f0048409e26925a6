"""Decides which columns of a table carry which field, by their headers and by what stands in them."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from registry.imports.reading.attendance import assign_sessions
from registry.imports.reading.columns import (
    REGION_FIELDS,
    Meaning,
    find_role,
)
from registry.imports.reading.headers import Column, Header
from registry.imports.reading.neighbours import (
    count_roman_days,
    join_sex_columns,
    join_status_columns,
    part_birth_dates,
    split_birth,
    split_titles,
    widened,
)
from registry.imports.reading.refining import refine
from registry.imports.reading.rivals import best_of
from registry.imports.reading.sampling import Sample
from registry.imports.reading.sessions import SessionLabel
from registry.imports.reading.side_by_side import KEPT_APART, left_edges, split_tables


@dataclass(slots=True)
class Table:
    """One table: its number column, and for each field the columns in which to look, the best first.

    `context` holds the role in the heading of the names: "role" where tables for several roles stand side
    by side, else "role_hint", which only a roster believes. `left` and `right` bound its side of the sheet.
    `shared` are the fields it reads from columns that the tables beside it read too.
    """

    number: Column | None = None
    fields: dict[str, list[Column]] = field(default_factory=dict)
    options: list[Column] = field(default_factory=list)
    sessions: dict[int, list[Column]] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)
    left: int = 0
    right: int | None = None
    shared: set[str] = field(default_factory=set)

    @property
    def columns(self) -> list[Column]:
        """Every column the table is read from, but for the running numbers."""
        sources = [*self.fields.values(), *self.sessions.values(), self.options]
        return [column for columns in sources for column in columns]


@dataclass(slots=True)
class ColumnMap:
    """The tables under one header (several when they stand side by side) and what to tell the user.

    `mapping` and `unsure` go from a column letter to a field and to the field it resembles; `ignored` are
    letters; `conflicts` go from a field to the letters that all claim it.
    """

    tables: list[Table] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    unsure: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, list[str]] = field(default_factory=dict)
    session_labels: dict[int, str] = field(default_factory=dict)


def map_columns(
    header: Header,
    sample: Sample,
    chosen: Mapping[str, str],
    days: Sequence[datetime.date],
    day: int | None = None,
) -> ColumnMap:
    """The fields of every column. `chosen` is what a user decided: {column letter: field, "" for none}.

    `day` is the one that lines above the header name, for marks whose headings name none.
    """
    found = ColumnMap()
    columns = [widened(column, header, sample) for column in header.columns]
    for column in columns:
        if column.letter in chosen:
            column.meaning = chosen_meaning(chosen[column.letter])
    columns = [part for column in columns for part in split_birth(column, sample)]
    columns = [part for column in columns for part in split_titles(column, sample)]
    free = [column for column in columns if column.letter not in chosen]
    count_roman_days(free)
    part_birth_dates(free)
    join_status_columns(free)
    join_sex_columns(free, sample)
    groups = split_tables(columns)
    for group in groups:
        table = map_table(group, sample, chosen, days, day, found)
        if role := role_over_names(table):
            table.context["role" if len(groups) > 1 else "role_hint"] = role
        found.tables.append(table)
    share_fields(found.tables)
    for table, edge in zip(found.tables[1:], left_edges(groups), strict=True):
        table.left = edge
    for table, after in pairwise(found.tables):
        table.right = after.left
    return found


def share_fields(tables: list[Table]) -> None:
    """Note which fields several tables read from the same column: they say that no one is there."""
    for table in tables:
        others = {c.index for other in tables if other is not table for c in other.columns}
        table.shared = {name for name, columns in table.fields.items() if columns[0].index in others}


def role_over_names(table: Table) -> str:
    """The role in the heading of the names ("Nama TKSK"), "" where the rows have their own."""
    names = table.fields.get("name", [])
    if not names or table.fields.keys() & {"role", "post"}:
        return ""
    return find_role(" ".join(names[0].labels))


def chosen_meaning(choice: str) -> Meaning:
    kind, _, number = choice.partition(":")
    if kind == "attendance":
        return Meaning("attendance", session=SessionLabel("presence", number=int(number or 1)))
    return Meaning(choice or "ignored")


def map_table(
    columns: list[Column],
    sample: Sample,
    chosen: Mapping[str, str],
    days: Sequence[datetime.date],
    day: int | None,
    found: ColumnMap,
) -> Table:
    """One table's columns by field; what the user should know of them goes into `found`."""
    free = [column for column in columns if column.letter not in chosen]
    for column in free:
        refine(column, columns, sample)
    settle_regions(free, columns)
    settle_titles(free, columns)
    table = Table(options=[column for column in columns if column.meaning.option])
    for column in table.options:
        found.mapping[column.letter] = column.meaning.field
    for name, rivals in claims(columns).items():
        if winners := settle_rivals(name, rivals, sample, found):
            table.fields[name] = winners
    if addresses := [column for column in columns if column.meaning.place_kind == "address"]:
        table.fields.setdefault("address", addresses)
    table.number = next(iter(table.fields.pop("number", [])), None) if sample.is_numbered else None
    table.fields.pop("number", None)
    table.sessions = assign_sessions([c for c in columns if c.meaning.field == "attendance"], days, day)
    note_rest(table, columns, found)
    return table


def claims(columns: list[Column]) -> dict[str, list[Column]]:
    """The columns that claim each field."""
    found: dict[str, list[Column]] = {}
    for column in columns:
        if column.meaning.field not in KEPT_APART and not column.meaning.option:
            found.setdefault(column.meaning.field, []).append(column)
    return found


def note_rest(table: Table, columns: Iterable[Column], found: ColumnMap) -> None:
    """Tell of the attendance columns, and of those that carry nothing or cannot be decided."""
    used = set()
    for number, sources in table.sessions.items():
        found.session_labels.setdefault(number, " ".join(sources[0].labels))
        for column in sources:
            found.mapping[column.letter] = f"attendance:{number}"
            used.add(column.letter)
    for column in columns:
        name, suggestion = column.meaning.field, column.meaning.suggestion
        if name == "attendance" and column.letter not in used:
            if column.meaning.session.when:  # a day of the month on which the event was not
                found.ignored.append(column.letter)
            else:
                found.unsure[column.letter] = "attendance"
        elif suggestion:
            found.unsure[column.letter] = suggestion
        elif name in ("ignored", ""):
            found.ignored.append(column.letter)


def settle_regions(free: list[Column], columns: list[Column]) -> None:
    """Tell the duty area from the home where a sheet has both.

    Plain "Kecamatan" is the duty area, unless the same sheet has a "Kecamatan Lokasi Tugas" beside it; then
    a plain "Desa" next to it is the home too.
    """
    kinds = {(column.meaning.field, column.meaning.place_kind) for column in columns}
    address_at = [column.index for column in columns if column.meaning.field == "address"]
    for column in (column for column in free if column.meaning.field in REGION_FIELDS):
        if is_home(column.meaning, kinds) or (
            ("place", "duty") in kinds
            and column.meaning.place_kind == ""
            and any(0 < column.index - at <= 4 for at in address_at)
        ):
            make_home(column)
    if any(kind == "duty" for _, kind in kinds):
        for before, column in [*pairwise(columns), *pairwise(reversed(columns))]:
            if before.meaning.field.startswith("home_") and column in free and is_plain_region(column):
                make_home(column)
    fields = {column.meaning.field for column in columns}
    if "village" in fields and "district" not in fields:
        for column in free:
            if (column.meaning.field, column.meaning.place_kind) == ("place", "duty"):
                column.meaning = Meaning("district", place_kind="duty")
                break


def settle_titles(free: list[Column], columns: list[Column]) -> None:
    """Tell "Gelar" left of the name from "Gelar" right of it where a sheet has both."""
    names = [column.index for column in columns if column.meaning.field == "name"]
    titles = [column for column in free if column.meaning.field == "titles"]
    if names and len(titles) > 1:
        for column in titles:
            column.meaning = Meaning("title_before" if column.index < names[0] else "title_after")


def is_home(meaning: Meaning, kinds: set[tuple[str, str]]) -> bool:
    """Whether a region column means the home, judged by the kinds of region the sheet has."""
    level, kind = meaning.field, meaning.place_kind
    if kind in ("home", "duty"):
        return kind == "home"
    return (level, "duty") in kinds or (
        kind == "weak home" and bool({(level, ""), ("place", "duty")} & kinds)
    )


def is_plain_region(column: Column) -> bool:
    return column.meaning.field in REGION_FIELDS and column.meaning.place_kind == ""


def make_home(column: Column) -> None:
    column.meaning = Meaning(
        "ignored" if column.meaning.field == "regency" else f"home_{column.meaning.field}"
    )


def settle_rivals(name: str, rivals: list[Column], sample: Sample, found: ColumnMap) -> list[Column]:
    """The columns to read a field from, the best first; none where the user has to choose."""
    winners, disputed = best_of(name, rivals, sample)
    if disputed:
        found.conflicts[name] = [column.letter for column in disputed]
    for column in rivals:
        if column in winners:
            found.mapping[column.letter] = name
        elif column not in disputed:
            found.ignored.append(column.letter)
    return winners
