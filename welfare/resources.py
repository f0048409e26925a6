"""Sheets that are written and read back: one declaration of their columns for exports and templates.

The columns are django-import-export's fields, so that its admin knows them. What comes back is understood by
the import engine, which sees whole rows: a NIK is a witness for a birth date, a village needs its district.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from import_export import fields, resources

from welfare.files import CONTENT_TYPES, File
from welfare.sheets import Column, Table, Value, csv_file, xlsx


class SheetField(fields.Field):
    """One column: its heading, what the engine calls it, what it holds and how wide it is.

    `personal` columns stay empty for those without the right, or show what `mask` leaves.
    """

    def __init__(self, heading, attribute, meaning, *, kind="text", width=14, personal=False, mask=None):
        super().__init__(attribute=attribute, column_name=heading)
        self.meaning = meaning
        self.kind = kind
        self.width = width
        self.personal = personal
        self.mask = mask

    def shown(self, line: Any, *, full: bool) -> Value:
        """The value of one line, as far as the reader may see it."""
        value = self.get_value(line)
        if full or not self.personal:
            return value
        return self.mask(value) if self.mask else None


class SheetResource(resources.Resource):
    """The columns of one kind of sheet, and its files."""

    sheet_name = ""

    @classmethod
    def get_display_name(cls) -> str:
        """What the admin's export form calls it."""
        return cls.sheet_name

    def columns(self) -> list[Column]:
        """The columns as the writer wants them."""
        return [
            Column(field.column_name, name, field.width, field.kind) for name, field in self.fields.items()
        ]

    def personal(self) -> list[str]:
        """What the engine calls the personal columns."""
        return [field.meaning for field in self.fields.values() if field.personal]

    def rows(self, lines: Iterable, *, may_see: Callable[[Any], bool]) -> Iterator[dict[str, Value]]:
        """The lines as rows; `may_see` says of which the personal values may be told."""
        for line in lines:
            full = may_see(line)
            yield {name: field.shown(line, full=full) for name, field in self.fields.items()}

    def file(self, rows: Iterable[dict], *, name: str, file_format: str) -> File:
        """`name.xlsx` or `name.csv` with these rows."""
        table = Table(name=self.sheet_name, columns=self.columns(), rows=rows, landscape=True)
        content = csv_file(table) if file_format == "csv" else xlsx([table])
        return File(f"{name}.{file_format}", CONTENT_TYPES[file_format], content)
