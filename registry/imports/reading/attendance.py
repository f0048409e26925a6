"""The attendance columns of a table: which session each belongs to, and what stands in them for a row."""

import datetime
import re
from collections.abc import Sequence

from registry.imports.reading.headers import Column
from registry.imports.reading.lines import is_ditto, is_number, number_of
from registry.imports.reading.sessions import SessionLabel, matches_day
from registry.imports.rows import CellValue, RawRow

PRINTED_NUMBER = re.compile(r"^\(?(\d{1,4})\s*[.)]*[\s.…_]*")
TIME = re.compile(r"^\d{1,2}[.:]\d{2}(?!\d)")
DOTS = re.compile(r"^[\s.…_]*$")


def assign_sessions(
    columns: list[Column], days: Sequence[datetime.date], day: int | None = None
) -> dict[int, list[Column]]:
    """{session: its columns, those with words before those with signatures}.

    A number in the heading is the session; dates are sessions in their order, or by the days of the event
    where these are given; headings without either are of the `day` that lines above name, else they count
    from left to right, but one column of words and one of signatures are the same session.
    """
    labels = {column.index: column.meaning.session for column in columns}
    keys = {index: session_key(label) for index, label in labels.items()}
    order = numbered_keys(list(dict.fromkeys(keys[column.index] for column in columns)), days)
    if day and not any(label.number or label.when for label in labels.values()):
        sessions = {day: list(columns)} if columns else {}
    elif set(order) == {None}:
        sessions = unnamed_sessions(columns)
    else:
        sessions = {}
        for column in columns:
            if (number := order.get(keys[column.index])) is not None:
                sessions.setdefault(number, []).append(column)
    for sources in sessions.values():
        sources.sort(key=lambda column: labels[column.index].kind == "signature")
    return dict(sorted(sessions.items()))


Key = tuple[int, tuple[int, int, int] | None, str] | None


def session_key(label: SessionLabel) -> Key:
    named = label.number or label.when or label.part
    return (label.number, label.when, label.part) if named else None


def numbered_keys(keys: list[Key], days: Sequence[datetime.date]) -> dict[Key, int | None]:
    """A session number for each key; None for headings that name no day."""
    named = [key for key in keys if key is not None]
    if not named:
        return {None: None}
    if all(number and not part for number, _, part in named):
        return {key: key[0] for key in named}
    dated = [key for key in named if key[1]]
    if len(dated) == len(named) and (found := dated_keys(dated, days)):
        return found
    if len(days) == 1 and not any(number or when for number, when, _ in named):
        return dict.fromkeys(named, 1)  # "Datang" and "Pulang" of the only day
    return {key: place for place, key in enumerate(named, 1)}


def dated_keys(keys: list[Key], days: Sequence[datetime.date]) -> dict[Key, int | None] | None:
    """A session for each heading with a date; None where the parts of a day may be sessions of their own."""
    places = {key: place_among(key[1], days) for key in keys}
    has_parts = any(part for _, _, part in keys)
    if len(keys) > len(days) and any(places.values()):
        return places  # a few days of a month, or the mornings and afternoons of each day
    if has_parts:
        return None
    if days and all(places.values()):
        return places
    return {key: place for place, key in enumerate(sorted(keys, key=lambda key: key[1]), 1)}


def place_among(when: tuple[int, int, int], days: Sequence[datetime.date]) -> int | None:
    return next((place for place, day in enumerate(days, 1) if matches_day(when, day)), None)


def unnamed_sessions(columns: list[Column]) -> dict[int, list[Column]]:
    """Columns whose headings name no day. Ticks under "Hadir | Izin | Sakit" are one session."""
    ticks = [column for column in columns if column.meaning.session.status]
    others = [column for column in columns if not column.meaning.session.status]
    kinds = [column.meaning.session.kind for column in others]
    if ticks:
        return {1: ticks + others}
    if len(others) > 1 and len(set(kinds)) == len(kinds):
        return {1: others}
    return {place: [column] for place, column in enumerate(others, 1)}


def read_mark(cells: Sequence[CellValue], sources: list[Column]) -> CellValue:
    """What stands in a session's columns: the word of a ticked column, else the first thing written."""
    for column in sources:
        for value in cells[column.index : column.index + column.width]:
            if value is None:
                continue
            return column.meaning.session.status or value
    return None


def clean_marks(rows: list[RawRow], sessions: dict[int, list[Column]]) -> None:
    """Take out what is printed in the cells before anyone signs, and resolve ditto marks.

    Sheets for signatures have their running numbers printed in zigzag ("1. ", "2. "): these are no
    signatures. Whether a bare number is one is decided for the whole column: a 1 may also mean presence.
    """
    numbers = [number_of(n) if is_number(n := row.cells.get("number")) else None for row in rows]
    for session, sources in sessions.items():
        printed = is_zigzag([row.marks.get(session) for row in rows], numbers)
        above: CellValue = None
        for place, row in enumerate(rows):
            value = row.marks.get(session)
            if is_ditto(value):
                value = above if above is not None else value
            elif not sources[0].meaning.session.status:
                value = without_print(value, printed, numbers[place])
            row.marks[session] = above = value


def is_zigzag(values: list[CellValue], numbers: list[int | None]) -> bool:
    """Whether the bare numbers in a column are the running numbers of the rows, printed there.

    Running numbers rise; where only 1 stands, it marks who came, also beside numbers that begin anew.
    """
    pairs = [
        (number_of(value), place if number is None else number)
        for place, (value, number) in enumerate(zip(values, numbers, strict=True), 1)
        if is_number(value)
    ]
    same = sum(value == number for value, number in pairs)
    rising = len({value for value, _ in pairs}) > 1
    return rising and same >= 0.6 * len(pairs)


def without_print(value: CellValue, printed: bool, number: int | None) -> CellValue:
    """A mark without the number and the dotted line printed in its cell; None when nothing else is there."""
    if is_number(value):
        own = isinstance(value, str) and not value.strip().isdigit() and number in (None, number_of(value))
        return None if printed or own else value
    if not isinstance(value, str):
        return value
    if DOTS.match(value):
        return None
    if TIME.match(value):  # of arrival, and no printed number
        return value
    found = PRINTED_NUMBER.match(value)
    if found and (printed or int(found[1]) == number):
        return value[found.end() :].strip() or None
    return value
