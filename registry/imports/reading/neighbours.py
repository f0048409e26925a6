"""Columns that are understood by those beside them: ticks under L and P, signatures in zigzag."""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, pairwise

from registry.imports.meaning.dates import DAY_MONTH_YEAR
from registry.imports.meaning.texts import text_of
from registry.imports.meaning.titles import sort_titles
from registry.imports.reading.columns import Meaning, words_of
from registry.imports.reading.headers import Column, Header
from registry.imports.reading.sampling import Sample
from registry.imports.reading.sessions import SessionLabel, status_of
from registry.imports.reading.vocabulary import SEX_WORDS

DATE_PARTS = {(day, month, "tahun") for day in ("tanggal", "hari", "hr") for month in ("bulan", "bln")}
MOST = 0.7  # of the cells of a column
MALE, FEMALE = {"L", "LK", "Pria"}, {"P", "PR", "Wanita", "W"}


def widened(column: Column, header: Header, sample: Sample) -> Column:
    """The column, one wider where its data stand under the unlabelled column to the right.

    Signatures stand in zigzag over two columns: those of the even rows under no heading.
    """
    taken = {other.index for other in header.columns}
    width, after = column.width, column.index + column.width
    is_free = after not in taken and bool(sample.values(after))
    zigzag = column.meaning.field == "attendance" and not sample.meet(column.index, after)
    if is_free and (sample.is_empty(column) or zigzag):
        width += 1
    return Column(column.index, width, column.labels, column.meaning)


def split_birth(column: Column, sample: Sample) -> list[Column]:
    """A wide "Tempat/Tgl Lahir" whose place and date stand in two sheet columns becomes two columns."""
    inside = range(column.index, column.index + column.width)
    filled = [index for index in inside if sample.values(index)]
    if column.meaning.field != "birth" or len(filled) != 2 or not sample.go_together(*filled):
        return [column]
    first, second = filled
    return [
        Column(first, 1, column.labels, Meaning("birth_place")),
        Column(second, 1, column.labels, Meaning("birth_date")),
    ]


def split_titles(column: Column, sample: Sample) -> list[Column]:
    """A wide "Nama" over titles, names and titles again becomes a column of each."""
    inside = range(column.index, column.index + column.width)
    filled = [index for index in inside if sample.values(index)]
    if column.meaning.field != "name" or len(filled) < 2:
        return [column]
    parts = [Column(index, 1, column.labels, column.meaning) for index in filled]
    titles = [part for part in parts if sample.share(part, holds_titles) >= MOST]
    if len(titles) != len(parts) - 1:
        return [column]
    for part in titles:
        part.meaning = Meaning("titles")
    return parts


def part_birth_dates(columns: list[Column]) -> None:
    """Under one "Tanggal Lahir" the columns "Tgl", "Bln" and "Thn" hold a part of the day each."""
    for three in zip(columns, columns[1:], columns[2:], strict=False):
        words = tuple(words_of(column.labels[-1]) for column in three)
        if words in DATE_PARTS and all(column.meaning.field in ("birth", "birth_date") for column in three):
            for column, field in zip(three, DAY_MONTH_YEAR, strict=True):
                column.meaning = Meaning(field)


def holds_titles(text: str) -> bool:
    """Whether a cell holds titles and nothing else; a dash does not speak against."""
    before, behind, unknown = sort_titles(text)
    return not unknown and (bool(before or behind) or text_of(text) is None)


def count_roman_days(columns: list[Column]) -> None:
    """Under one heading an "I" beside a "II" is the first day, not Izin."""
    for first, second in pairwise(columns):
        *above, child = (words_of(label) for label in first.labels)
        if child == "i" and [*above, "ii"] == [words_of(label) for label in second.labels]:
            label = first.meaning.session
            first.meaning = Meaning("attendance", session=replace(label, number=1, status=""))


def join_status_columns(columns: list[Column]) -> None:
    """Columns "Hadir", "Izin", "Sakit" side by side, without a heading over them, hold ticks."""
    for run in runs_of(columns, lambda column: len(column.labels) == 1 and bool(status_of(column.labels[0]))):
        if len(run) > 1:
            for column in run:
                label = SessionLabel("presence", status=status_of(column.labels[0]))
                column.meaning = Meaning("attendance", session=label)


def join_sex_columns(columns: list[Column], sample: Sample) -> None:
    """Columns "L" and "P" side by side, without a heading over them, hold a tick in one of the two."""
    if any(column.meaning.field == "sex" for column in columns):
        return
    for pair in pairwise(columns):
        words = [SEX_WORDS.get(words_of(column.labels[0]), "") for column in pair if len(column.labels) == 1]
        first, second = pair
        is_pair = len(words) == 2 and bool(MALE & set(words)) and bool(FEMALE & set(words))
        if is_pair and not sample.meet(first.index, second.index):
            for column, word in zip(pair, words, strict=True):
                column.meaning = Meaning("sex", option=word)


def runs_of(columns: list[Column], test: Callable[[Column], bool]) -> list[list[Column]]:
    """The columns that pass a test, in groups of neighbours."""
    return [list(run) for passes, run in groupby(columns, key=test) if passes]
