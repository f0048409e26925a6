"""Finds the people in the sheets of a workbook: the lines of their tables, and nothing else."""

import datetime
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from registry.imports.reading.body import Body
from registry.imports.reading.day_lines import day_of_lines, day_of_sheet
from registry.imports.reading.headers import Header, find_headers, key_of
from registry.imports.reading.headless import dispute_names, find_list
from registry.imports.reading.mapping import Sample, map_columns
from registry.imports.reading.people import Hints
from registry.imports.reading.reader import Grid, Workbook
from registry.imports.reading.sheetnames import is_combined_name, is_summary_name, sheet_context
from registry.imports.rows import RawRow


@dataclass(slots=True)
class ParsedSheet:
    """The people of one sheet under one header.

    `header_row` is None for a list without headings. `mapping` goes from a column letter to a field,
    `unsure` to the field it resembles (not read), and `conflicts` from a field to the letters that claim it
    (none of them is read, but for the name).
    `legend` goes from a mark in lower case ("" for a blank) to present, absent, excused, sick or
    represented. `session_labels` are the headings of the sessions. `combined` marks a sheet that repeats
    the people of the other sheets ("GABUNGAN"). `hidden` is true for a hidden sheet; `hidden_columns` are
    the letters of those that are read though the sheet hides them.
    """

    name: str
    header_row: int | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    unsure: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    session_labels: dict[int, str] = field(default_factory=dict)
    rows: list[RawRow] = field(default_factory=list)
    legend: dict[str, str] = field(default_factory=dict)
    combined: bool = False
    hidden: bool = False
    hidden_columns: list[str] = field(default_factory=list)
    signature: str = ""

    @property
    def hidden_rows(self) -> int:
        """How many of the rows are hidden in the sheet."""
        return sum(row.hidden for row in self.rows)


def header_signature(headers: Mapping[str, str], fingerprint: str = "") -> str:
    """A stable key of a header ({letter: text}) under which a mapping is remembered.

    Of a list without headings it is the fingerprint: the next one may have other columns.
    """
    text = fingerprint or "|".join(f"{letter}={key_of((label,))}" for letter, label in headers.items())
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def parse(
    workbook: Workbook,
    overrides: Mapping[str, Mapping[str, str]] | None = None,
    *,
    days: Sequence[datetime.date] = (),
    region_level: Callable[[str], str | None] = lambda text: None,
    is_role: Callable[[str], bool] = lambda text: False,
    titles_name_roles: bool = False,
) -> list[ParsedSheet]:
    """The people of every sheet that has some; a sheet without a table of people is left out.

    `overrides` go from a header signature to {column letter: field}, "" for a column not to be read and
    "attendance:2" for the mark of the second session. `days` are the event's, so that a heading "10 Des"
    finds its session. `region_level` says for a text whether it is a "regency", "district" or "village"
    of the scope (None: neither), `is_role` whether it names a role; without them only the words
    "Kecamatan", "PSM" and the like are understood. With `titles_name_roles` a list called "DATA PSM" or a
    column called "Nama PSM" makes all its people PSM; a meeting of PSM is attended by others too.
    """
    hints = Hints(region_level, is_role, titles_name_roles)
    found: list[ParsedSheet] = []
    for grid in workbook.sheets:
        found += parse_sheet(grid, find_headers(grid), overrides or {}, days, hints)
    for grid in () if found else workbook.sheets:
        if not find_headers(grid) and (header := find_list(grid, hints)):
            found += parse_sheet(grid, [header], overrides or {}, days, hints)
    name_sheets(found, hints)
    mark_combined(found)
    return found


def parse_sheet(
    grid: Grid,
    headers: list[Header],
    overrides: Mapping[str, Mapping[str, str]],
    days: Sequence[datetime.date],
    hints: Hints,
) -> list[ParsedSheet]:
    """One ParsedSheet for each different header, or day, of a sheet that has people under it."""
    numbers = [number for number, _ in grid.rows]
    tops = [bisect_left(numbers, header.top) for header in headers] + [len(numbers)]
    body = Body(grid, hints)
    body.read_titles(grid.rows[: tops[0]])
    found: list[ParsedSheet] = []
    latest: tuple[Header, int | None] | None = None
    day, last = day_of_sheet(grid.name, days), 0
    for place, header in enumerate(headers):
        above = bisect_right(numbers, last)
        below = bisect_right(numbers, header.bottom)
        day = day_of_lines(grid.rows[above : tops[place]], days) or day
        if latest is None or not header.same_as(latest[0]) or day != latest[1]:
            found.append(start_sheet(grid, header, grid.rows[below:], overrides, days, day, body))
            latest = header, day
        body.read_rows(header.bottom, grid.rows[below : tops[place + 1]], found[-1].rows)
        last = max((row.row for row in found[-1].rows), default=header.bottom)
    body.finish()
    for sheet in found:
        sheet.legend = body.legend
    if is_summary_name(grid.name) and all(is_summary(sheet, hints) for sheet in found):
        return []
    return [sheet for sheet in found if sheet.rows]


def start_sheet(
    grid: Grid,
    header: Header,
    below: list,
    overrides: Mapping[str, Mapping[str, str]],
    days: Sequence[datetime.date],
    day: int | None,
    body: Body,
) -> ParsedSheet:
    """Map the columns under a new header, for a day that was named, and tell the body to read with them."""
    headers = {column.letter: " ".join(" ".join(column.labels).split()) for column in header.columns}
    signature = header_signature(headers, header.fingerprint)
    found = map_columns(
        header, Sample(header, below, body.hints.region_level), overrides.get(signature, {}), days, day
    )
    if header.fingerprint:
        dispute_names(found.mapping, found.unsure, found.conflicts)
    body.start_tables(found.tables)
    return ParsedSheet(
        name=grid.name,
        header_row=None if header.fingerprint else header.top,
        mapping=dict(sorted(found.mapping.items(), key=lambda item: (len(item[0]), item[0]))),
        ignored=found.ignored,
        unsure=found.unsure,
        conflicts=found.conflicts,
        headers=headers,
        session_labels=found.session_labels,
        hidden=grid.hidden,
        hidden_columns=[
            column.letter
            for column in header.columns
            if column.letter in found.mapping and column.index in grid.hidden_columns
        ],
        signature=signature,
    )


def is_summary(sheet: ParsedSheet, hints: Hints) -> bool:
    """Whether the "names" of a recap are regions, or it tells nothing of anyone but numbers."""
    names = [str(row.cells.get("name", "")) for row in sheet.rows]
    regions = sum(hints.region_level(name) is not None for name in names)
    told = {name for row in sheet.rows for name, value in row.cells.items() if value is not None}
    return regions >= 0.6 * len(names) or not told - {"name", "number", "note"}


def name_sheets(sheets: list[ParsedSheet], hints: Hints) -> None:
    """Let the sheet's name speak for its rows: "DRINGU" is a kecamatan when every sheet is one's."""
    several = len({sheet.name for sheet in sheets}) > 1
    for sheet in sheets:
        context = sheet_context(sheet.name, several, hints.region_level, hints.is_role)
        if "district" in context and "district" in sheet.mapping.values():
            context.pop("district")
        if context:
            for row in sheet.rows:
                row.context = context | row.context


def mark_combined(sheets: list[ParsedSheet]) -> None:
    """Notice sheets that repeat the people of the others."""
    if len(sheets) < 2:
        return
    names = [Counter(str(row.cells.get("name")).casefold() for row in sheet.rows) for sheet in sheets]
    everyone = sum(names, Counter())
    for sheet, own in zip(sheets, names, strict=True):
        elsewhere = everyone - own
        repeated = sum(count for name, count in own.items() if elsewhere[name])
        sheet.combined = is_combined_name(sheet.name) and repeated >= 0.8 * own.total()
