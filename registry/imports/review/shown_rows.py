"""The rows of an import as a table shows them: who, what is written, what is worth knowing."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from registry.imports.kinds import SheetKind
from registry.imports.review.beside import Book
from registry.imports.review.wording import field_label, value_text
from registry.models import ImportRow


@dataclass(frozen=True)
class Change:
    """One cell that will be written: old and new in words; without a new one it is emptied."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownRow:
    """A row of a table: where it stands, who it is about, what it writes, what to know about it."""

    row: ImportRow
    post: str
    changes: list[Change]
    warnings: list[str]
    remark: str

    @property
    def name_as_written(self) -> str:
        """The name in the sheet, where it is another than the registry's."""
        written = self.row.values.get("name") or ""
        known = self.row.worker.name if self.row.worker else written
        return "" if written.casefold() == known.casefold() else written


REMARKS = {
    "skipped": _("left out by you"),
    "mode_add": _("known already; this import only adds"),
    "decided": _("decided by you"),
    "moved": _("goes back to you"),
}


def shown(row: ImportRow, book: Book, kind: SheetKind) -> ShownRow:
    """One row with its changes in words."""
    changes = [
        Change(field_label(name), change_text(name, old, book, kind), change_text(name, new, book, kind))
        for name, (old, new) in row.changes.items()
    ]
    return ShownRow(
        row,
        book.post(row.values),
        [change for change in changes if change.new or change.old],
        [issue["message"] for issue in row.issues],
        str(REMARKS.get(row.reason, "")),
    )


def change_text(name: str, value: object, book: Book, kind: SheetKind) -> str:
    """One side of a change: places and roles by name, the kind's own words, masked numbers."""
    if value is None:
        return ""
    if name in ("post", "home"):
        return book.coded(str(value))
    if name == "participant" or name.startswith("session_"):
        return kind.change_text(name, value)
    return value_text(name, value)
