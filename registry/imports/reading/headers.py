"""Finds the header of each table in a sheet: which rows it takes and what stands over every column."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from registry.imports.reading.columns import (
    QUESTION_NUMBER,
    TITLE_SIDES,
    Meaning,
    classify,
    squash,
    words_of,
)
from registry.imports.reading.heading_cells import MOST_HEADER_ROWS, Sheet
from registry.imports.reading.lines import is_total, section_context
from registry.imports.reading.name_headings import (
    LONGEST_LABEL,
    heads_names,
    may_be_label,
    may_head_names,
    names_a_body,
)
from registry.imports.reading.post_headings import holds_names, names_a_post
from registry.imports.reading.reader import Grid
from registry.imports.reading.vocabulary import SEX_WORDS

MISSPELT_WITHIN = 60  # rows from the top in which a misspelt name header is also looked for


@dataclass(slots=True)
class Column:
    """One logical column: where it begins (from 0), how many sheet columns it takes, what stands over it."""

    index: int
    width: int
    labels: tuple[str, ...]
    meaning: Meaning

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(slots=True)
class Header:
    """The header of one table: its first and last row, and its columns from left to right.

    A list without headings has a `fingerprint` of its lines, and its first line as `top`.
    """

    top: int
    bottom: int
    columns: list[Column] = field(default_factory=list)
    fingerprint: str = ""

    def same_as(self, other: "Header") -> bool:
        """Whether this is the same header printed again on the next page."""
        mine, theirs = ({(c.index, key_of(c.labels)) for c in header.columns} for header in (self, other))
        return len(mine & theirs) >= 0.8 * max(len(mine), len(theirs))


def column_letter(index: int) -> str:
    """ "A" for 0."""
    letters = ""
    while index >= 0:
        index, rest = index // 26 - 1, index % 26
        letters = chr(65 + rest) + letters
    return letters


def key_of(labels: tuple[str, ...]) -> str:
    return squash(" ".join(labels))


def find_headers(grid: Grid) -> list[Header]:
    """Every header in a sheet, from the top; a repeated one is in the list again.

    A heading that only resembles "Nama", or a post that stands in its place, is looked for near the top, and
    then its repetitions everywhere.
    """
    sheet = Sheet(grid)
    headers = build_all(sheet, (row for row, cells in grid.rows if heads_names(cells)))
    if headers or not grid.rows:
        return headers
    near = [row for row in rows_with(grid, may_head_names) if row <= grid.rows[0][0] + MISSPELT_WITHIN]
    headers = build_all(sheet, near)
    texts = {column.labels[-1] for header in headers[:1] for column in header.columns if is_name(column)}
    return build_all(sheet, rows_with(grid, texts.__contains__)) if texts else []


def is_name(column: Column) -> bool:
    return column.meaning.field == "name"


def build_all(sheet: Sheet, rows: Iterable[int]) -> list[Header]:
    headers: list[Header] = []
    for row in rows:
        if headers and row <= headers[-1].bottom:
            continue
        header = build_header(sheet, row)
        if header is not None:
            headers.append(header)
    return headers


def rows_with(grid: Grid, test: Callable[[str], bool]) -> Iterator[int]:
    """The rows in which a text passes the test."""
    for number, cells in grid.rows:
        if any(map(test, [cell for cell in cells if isinstance(cell, str)])):
            yield number


def build_header(sheet: Sheet, row: int) -> Header | None:
    """The header around a row that holds the name's heading, None when the row is no header."""
    if any(sheet.text(row, column).startswith(":") for column in sheet.filled(row)):
        return None
    top, bottom = merged_rows(sheet, row)
    top = extend_up(sheet, top)
    bottom = extend_down(sheet, top, bottom)
    header = Header(top, bottom, read_columns(sheet, top, bottom))
    return header if is_header(header, sheet.grid) else None


def merged_rows(sheet: Sheet, row: int) -> tuple[int, int]:
    """The rows that low merges tie to this one."""
    top = bottom = row
    for first, left, last, _ in sheet.merges_at.get(row, ()):
        if last > first and last - first < MOST_HEADER_ROWS and sheet.text(first, left):
            top, bottom = min(top, first), max(bottom, last)
    return top, bottom


def extend_up(sheet: Sheet, top: int) -> int:
    """Take in a row of wider headings ("Identitas Peserta") right above."""
    for _ in range(MOST_HEADER_ROWS - 2):
        if not is_parent_row(sheet, top - 1, top):
            break
        top -= 1
    return top


def is_parent_row(sheet: Sheet, row: int, below: int) -> bool:
    """Whether a row holds headings over several columns each, beside some that belong to the row below.

    Without merges a title looks alike; then one of its texts must be a known heading over a blank.
    """
    filled, under = sheet.filled(row), set(sheet.filled(below))
    if not filled or not under:
        return False
    merged = beside = False
    for place, column in enumerate(filled):
        text = sheet.text(row, column)
        if len(text) > LONGEST_LABEL or ":" in text:
            return False
        merge = sheet.merge(row, column)
        after = filled[place + 1] if place + 1 < len(filled) else column + 2
        right = merge[3] if merge[3] > column else after - 1
        covered = [c for c in under if column <= c <= right]
        if column not in under and classify((text,)).field:
            beside = True
        elif column in under and 2 <= len(covered) < len(under):
            merged = merged or merge[3] > column
        else:
            return False
    return merged or (beside and len(filled) > 1)


def extend_down(sheet: Sheet, top: int, bottom: int) -> int:
    """Take in rows of narrower headings right below: the days under "Tanda Tangan"."""
    while bottom - top + 1 < MOST_HEADER_ROWS and is_child_row(sheet, bottom + 1, bottom):
        bottom += 1
    return bottom


def is_child_row(sheet: Sheet, row: int, above: int) -> bool:
    filled = sheet.filled(row)
    if not filled or is_total(sheet.text(row, filled[0])):
        return False
    headings = [sheet.text(above, column) for column in sheet.filled(above)]
    for column in filled:
        parent = sheet.text(above, column)
        merge = sheet.merge(above, column)
        has_sibling = bool(sheet.text(row, column + 1)) and not sheet.text(above, column + 1)
        is_repeated = headings.count(parent) > 1
        if parent and merge[3] == merge[1] and not has_sibling and not is_repeated:
            return False
        if not parent:
            left = max((c for c in sheet.filled(above) if c < column), default=None)
            parent = sheet.text(above, left) if left is not None else ""
        if not is_child_label(parent, sheet.text(row, column)):
            return False
    return True


def is_child_label(parent: str, text: str) -> bool:
    """Whether a text under a heading is a heading itself and not yet data."""
    if not text or not may_be_label(text) or section_context(text):
        return False
    if classify((text,)).field or words_of(text) in SEX_WORDS:
        return True
    under = classify((parent, text)) if parent else Meaning()
    tells_side = under.field in TITLE_SIDES and classify((parent,)).field == "titles"  # "Gelar" over "Depan"
    return under.session is not None or bool(under.option) or tells_side


def read_columns(sheet: Sheet, top: int, bottom: int) -> list[Column]:
    """The logical columns under a header, without those that have no text."""
    last = max((max(sheet.filled(row), default=0) for row in range(top, bottom + 1)), default=0)
    last = max([last, *(m[3] for row in range(top, bottom + 1) for m in sheet.merges_at.get(row, ()))])
    columns: list[Column] = []
    for index in range(last + 1):
        labels, origin = labels_over(sheet, top, bottom, index)
        if not labels:
            continue
        if origin != index and columns and columns[-1].index == origin and columns[-1].labels == labels:
            columns[-1].width = index - origin + 1
            continue
        columns.append(Column(index, 1, labels, classify(labels)))
    return columns


def labels_over(sheet: Sheet, top: int, bottom: int, index: int) -> tuple[tuple[str, ...], int]:
    """(texts over a column, the widest first; the column in which the lowest of them begins)."""
    labels: list[str] = []
    origin = index
    for row in range(top, bottom + 1):
        first, left, _, _ = sheet.merge(row, index)
        text = sheet.text(first, left)
        if not text and row < bottom and has_text_below(sheet, row, bottom, index):
            text = heading_to_the_left(sheet, row, bottom, index)
        elif text and first == row:
            origin = left
        if text and (not labels or labels[-1] != text):
            labels.append(text)
    return tuple(labels), origin


def has_text_below(sheet: Sheet, row: int, bottom: int, index: int) -> bool:
    return any(sheet.text(lower, index) for lower in range(row + 1, bottom + 1))


def heading_to_the_left(sheet: Sheet, row: int, bottom: int, index: int) -> str:
    """The unmerged wider heading a column belongs to: the next text to the left that has children too."""
    for column in range(index - 1, -1, -1):
        if sheet.text(row, column):
            wide = has_text_below(sheet, row, bottom, column) and sheet.merge(row, column)[3] == column
            return sheet.text(row, column) if wide else ""
        if not has_text_below(sheet, row, bottom, column):
            return ""
    return ""


def is_header(header: Header, grid: Grid) -> bool:
    """A name and something else that is known; or a name alone in a sheet of one column."""
    if len(header.columns) == 1 and header.columns[0].meaning.field == "name":
        listed = not QUESTION_NUMBER.match(header.columns[0].labels[0])  # "1. Isi nama sesuai KTP" is a hint
        return listed and all(len(cells) == 1 for number, cells in grid.rows if number > header.bottom)
    fields = [column.meaning.field for column in header.columns]
    is_guessed = "name" not in fields
    if is_guessed:
        guesses = [column for column in header.columns if column.meaning.suggestion == "name"]
        guesses = guesses[:1] or named_by_posts(header, grid)
        guesses = guesses or [column for column in header.columns if names_a_body(column.labels[-1])][:1]
        if not guesses:
            return False
        for column in guesses:
            column.meaning = Meaning("name")
        fields.append("name")
    known = {field for field in fields if field not in ("", "ignored", "name")}
    return bool(known - {"number"} if is_guessed else known)  # "No | Nama Barang" is about no people


def named_by_posts(header: Header, grid: Grid) -> list[Column]:
    """The columns of names whose headings are posts: "PSM 1 | PSM 2"."""
    posts = [column for column in header.columns if names_a_post(column.labels[-1])]
    return [column for column in posts if holds_names(grid, header.bottom, column.index)]
