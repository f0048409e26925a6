"""Reports that are lists: sections of rows, written as one paper and as a sheet a section.

A list is declared once, as the columns of a workbook; paper and screen show the same rows in the same words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainings.reports.heads import Head
from trainings.reports.paper import Paper
from welfare import words
from welfare.sheets import NUMBERS, Column, Table, Value

Row = Mapping[str, Value]


@dataclass(frozen=True)
class Section:
    """One list. `groups` are (title, rows), the title "" where rows stand without one.

    On paper a title tells how many rows follow where those are `counted` as something, `orang`. In a workbook
    it is a value of the column `group_column`, the first one.
    """

    title: str
    columns: Sequence[Column]
    groups: Sequence[tuple[str, Sequence[Row]]]
    group_column: Column | None = None
    note: str = ""
    total: Row | None = None
    counted: str = ""

    @property
    def rows(self) -> Iterator[dict]:
        """All rows, each with the title of its group."""
        for title, rows in self.groups:
            for row in rows:
                yield {GROUP: title} | row


GROUP = "group"


@dataclass(frozen=True)
class Listing:
    """A whole report of lists, as of the day `on`; `people` counts those named on it."""

    head: Head
    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    people: int
    on: date
    signers: Sequence[dict]
    is_landscape: bool = False

    @property
    def is_empty(self) -> bool:
        """Is there nothing on it?"""
        return not any(rows for section in self.sections for _title, rows in section.groups)


def papers(listing: Listing) -> Iterator[Paper]:
    """The one paper."""
    office = listing.head.office
    data = {
        "paper": office.paper,
        "letterhead": listing.head.letterhead(),
        "landscape": listing.is_landscape,
        "title": listing.title.upper(),
        "lines": list(listing.lines),
        "footer": " · ".join([listing.title, f"keadaan {words.long_date(listing.on)}"]),
        "bookmark": listing.title,
        "sections": [_section(section) for section in listing.sections],
        "signers": list(listing.signers),
    }
    yield Paper(listing.title, "listing", data)


def _section(section: Section) -> dict:
    return {
        "title": section.title,
        "columns": [
            {"label": column.title, "width": column.width, "right": column.kind in NUMBERS}
            for column in section.columns
        ],
        "groups": [_group(section, title, rows) for title, rows in section.groups],
        "total": _cells(section.columns, section.total) if section.total else [],
        "note": section.note,
    }


def _group(section: Section, title: str, rows: Sequence[Row]) -> dict:
    many = f" ({words.number(len(rows))} {section.counted})" if section.counted else ""
    return {"title": title + many, "rows": [_cells(section.columns, row) for row in rows]}


def _cells(columns: Sequence[Column], row: Row) -> list[str]:
    return [told(column, row.get(column.key)) for column in columns]


def told(column: Column, value: Value) -> str:
    """A value as a paper tells it; a dash for none."""
    if value is None or value == "":
        return words.DASH
    if isinstance(value, date):
        return words.short_date(value)
    if column.kind == "percent":
        return f"{words.number(value * 100, 1)}%"
    return value if isinstance(value, str) else words.count(value)


def tables(listing: Listing) -> list[Table]:
    """A sheet a section."""
    return [
        Table(
            name=section.title.partition(". ")[2] or listing.title,
            columns=[*filter(None, [section.group_column]), *section.columns],
            rows=list(section.rows),
            total=section.total,
            titles=tuple(filter(None, (listing.title.upper(), *listing.lines, section.title))),
            notes=[section.note] if section.note else (),
            footer=listing.title,
            paper=listing.head.office.paper,
            landscape=True,
        )
        for section in listing.sections
    ]
