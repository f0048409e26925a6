"""Which column is what, as a person decides it: remembered for sheets with the same headings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry.imports import batches, kinds, uploads
from registry.imports.reading.columns import classify
from registry.imports.reading.headers import column_letter
from registry.imports.reading.reader import Grid, read
from registry.imports.review.faults import cell_text, is_personal
from registry.imports.review.wording import FIELD_LABELS
from registry.imports.rows import encode_cell
from registry.models import ColumnMapping, ImportBatch
from welfare.errors import RuleError

SAMPLED_ROWS, SAMPLES = 20, 3
SEARCHED_ROWS = 100  # a heading stands in the first forty
NOT_READ = ""
CHOICES = (
    *(
        "name",
        "title_before",
        "title_after",
        "titles",
        "nik",
        "member_number",
        "role",
        "post",
        "district",
        "village",
        "place",
        "regency",
        "sex",
    ),
    *(
        "birth",
        "birth_place",
        "birth_date",
        "birth_day",
        "birth_month",
        "birth_year",
        "phone",
        "email",
        "institution",
        "education",
        "address",
    ),
    *("home_district", "home_village", "nip", "decree_number", "decree_date", "decree_until"),
    *("service_start", "represented_by", "note", "number", "row_id"),
)


@dataclass
class ColumnOfSheet:
    """One column: its heading, what it is read as, a few of its cells."""

    letter: str
    heading: str
    field: str
    is_unsure: bool = False
    in_conflict: bool = False
    is_never_read: bool = False
    is_hidden: bool = False
    samples: list[str] = field(default_factory=list)

    @property
    def needs_choice(self) -> bool:
        """Can only a person tell?"""
        return self.is_unsure or self.in_conflict


@dataclass
class SheetColumns:
    """The columns of all sheets with one heading."""

    signature: str
    names: list[str]
    header_row: int | None
    columns: list[ColumnOfSheet]


def columns_of(batch: ImportBatch) -> list[SheetColumns]:
    """The columns of the batch's sheets, one table for each different heading."""
    found: dict[str, SheetColumns] = {}
    for sheet in batch.sheets:
        if known := found.get(sheet["signature"]):
            known.names.append(sheet["name"])
            continue
        columns = [column_of(sheet, letter, heading) for letter, heading in sheet["headers"].items()]
        found[sheet["signature"]] = SheetColumns(
            sheet["signature"], [sheet["name"]], sheet["header_row"], columns
        )
    return list(found.values())


def with_samples(batch: ImportBatch) -> list[SheetColumns]:
    """The columns with a few of their cells, if the file is kept."""
    found = columns_of(batch)
    if batch.file:
        with uploads.kept_file(batch) as path:
            grids = {grid.name: grid for grid in read(path, most=SEARCHED_ROWS).sheets}
        for sheet in found:
            if grid := grids.get(sheet.names[0]):
                add_samples(sheet.columns, grid, sheet.header_row or 0)
    return found


def column_of(sheet: dict, letter: str, heading: str) -> ColumnOfSheet:
    """One column as the engine understood it."""
    rivals = [name for name, letters in sheet["conflicts"].items() if letter in letters]
    suggestion = sheet["unsure"].get(letter, "")
    return ColumnOfSheet(
        letter,
        heading,
        sheet["mapping"].get(letter, NOT_READ) or NOT_READ,
        is_unsure=bool(suggestion),
        in_conflict=bool(rivals),
        is_hidden=letter in sheet.get("hidden_columns", ()),
        is_never_read=letter in sheet["ignored"] and classify((heading,)).field == "ignored",
    )


def add_samples(columns: list[ColumnOfSheet], grid: Grid, header_row: int) -> None:
    """A few cells of each column that may be read; long numbers are masked."""
    places = {column_letter(index): index for index in range(200)}
    below = [cells for number, cells in grid.rows if number > header_row][:SAMPLED_ROWS]
    for column in columns:
        index = places[column.letter]
        if column.is_never_read:
            continue
        texts = dict.fromkeys(sample_text(cells[index]) for cells in below if filled(cells, index))
        column.samples = list(texts)[:SAMPLES]


def filled(cells: list, index: int) -> bool:
    """Does something stand in this column?"""
    return index < len(cells) and cells[index] not in (None, "")


def sample_text(value: object) -> str:
    """A cell as a sample: long numbers masked, long texts cut."""
    text = cell_text(value if isinstance(value, str | int | float) else encode_cell(value))
    if is_personal(text):
        return f"{text[:4]}{'*' * 8}"
    return text[:40]


def choices_for(batch: ImportBatch) -> list[tuple[str, str]]:
    """What a column can be read as: a field, the attendance of a session, or nothing."""
    sessions = [
        (f"attendance:{number}", _("Attendance, session %(number)s") % {"number": number})
        for number, _day in enumerate(kinds.get(batch.kind).sessions(batch), start=1)
    ]
    fields = [(name, str(FIELD_LABELS[name])) for name in CHOICES]
    return [(NOT_READ, _("Not read")), *sessions, *fields]


def choose_columns(batch: ImportBatch, chosen: Mapping[tuple[str, str], str]) -> None:
    """Remember what was changed ({(signature, letter): field}); the file is then to be read again.

    RuleError when rows are saved already or the file is gone. Run it in the transaction that reads the file
    again: nobody saves rows meanwhile, which reading would throw away.
    """
    standing = batches.locked(batch)
    if standing.state != ImportBatch.State.REVIEW:
        raise RuleError(_("Rows of this import are saved; its columns stay as they are."))
    if not standing.file:
        raise RuleError(_("The file is no longer kept. Upload it again to read its columns differently."))
    allowed = {value for value, _label in choices_for(batch)}
    for sheet in columns_of(batch):
        changed = {
            column.letter: wanted
            for column in sheet.columns
            if (wanted := chosen.get((sheet.signature, column.letter))) in allowed
            and (wanted != column.field or column.needs_choice)
        }
        if changed:
            remember(batch, sheet.signature, changed)


def read_again(batch: ImportBatch) -> None:
    """Read the kept file with the columns chosen. Raises SheetRefused."""
    with uploads.kept_file(batch) as path:
        batches.fill(batch, read(path))


def remember(batch: ImportBatch, signature: str, changed: Mapping[str, str]) -> None:
    """Keep the choice for the office's next sheet with these headings."""
    mapping, _created = ColumnMapping.objects.get_or_create(
        office=batch.office, kind=batch.kind, signature=signature
    )
    mapping.mapping |= changed
    mapping.save()
