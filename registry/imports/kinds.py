"""Kinds of sheets: what differs between a roster, an attendance list, and whatever an app adds.

The engine reads, understands and matches every sheet the same way; a kind says what a matched row means
beside what is already recorded, and writes the decided rows. Apps register theirs in `AppConfig.ready()`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from registry.imports.absent import Absence
from registry.imports.clearing import cleared, without_clearing
from registry.imports.rows import CleanRow, Decision, RawRow
from registry.imports.undo_sql import Trace
from registry.models import ImportBatch, User
from welfare.errors import RuleError

Meaning = tuple[str, int | None, dict[str, list[object]]]  # action, person, changes
SETTLED = ("match", "create", "update")  # actions that applying writes


class SheetKind(ABC):
    """One kind of sheet. `tables` are the history tables whose growth makes a preview stale.

    `titles_name_roles` says that a list called "DATA PSM" holds nobody else; those who attend a meeting
    of PSM may be anyone.
    """

    code: str
    label: str
    tables: tuple[str, ...]
    permissions: dict[str, str]  # mode ("add", "update") to the permission it takes
    titles_name_roles = False
    traces: tuple[Trace, ...]  # the tracked tables it writes, what refers before what is referred to

    @abstractmethod
    def day(self, batch: ImportBatch) -> date:
        """The day the sheet speaks of: posts and ages are judged as of it."""

    @abstractmethod
    def settle(self, batch: ImportBatch, rows: list["StagedRow"]) -> None:
        """Compare each matched row with what is recorded; set its final action and its changes."""

    @abstractmethod
    def write(self, batch: ImportBatch, *, by: User | None) -> None:
        """Write the decided rows of the batch, in a constant number of statements, inside a transaction."""

    def sessions(self, batch: ImportBatch) -> list[date]:
        """The days whose attendance the sheet may carry, in order; none for a roster."""
        return []

    # What the screens say

    tile_texts: Mapping[str, tuple[str, str]]  # action to its name and a few words
    needs_target = False  # does the sheet belong to something that has to be chosen?
    writes_people: bool  # does saving change people themselves, so that each of their cells matters?

    @abstractmethod
    def counted(self, count: int) -> str:
        """`250 people`: what saving so many rows saves."""

    def create_label(self, batch: ImportBatch) -> str:
        """What a person chooses for somebody unknown."""
        return _("Register as a new person")

    def targets(self, user: User) -> list[tuple[str, str]]:
        """(code, name) of what the user may import into; none where nothing needs to be chosen."""
        return []

    def target_link(self, batch: ImportBatch) -> tuple[str, str] | None:
        """(name, address) of what the batch goes into."""
        return None

    def change_text(self, field: str, value: object) -> str:
        """One side of a change, in words."""
        return str(value)

    absent_title = absent_text = ""  # what those who are not in the file are called, and what that means

    def absent(self, batch: ImportBatch) -> Absence | None:
        """Who could be expected in the file and is not in it; None where nobody can be."""
        return None


class StagedRow:
    """A row on its way into the staging table: as read, then understood, matched and settled in place.

    `decided` is what a person decided about it, `corrections` what a person typed instead of a cell.
    `applied_worker` is set for a row that was saved earlier: the person it was given to, or 0 for nobody.
    `shown` is what the review showed of it before: action, person and changes.
    """

    __slots__ = (
        *("action", "applied_worker", "changes", "clean", "corrections", "decided", "decision", "position"),
        *("raw", "shown"),
    )

    def __init__(
        self,
        raw: RawRow,
        position: int,
        *,
        decided: dict[str, object] | None = None,
        corrections: dict[str, str] | None = None,
        applied_worker: int | None = None,
        shown: Meaning | None = None,
    ):
        self.raw = raw
        self.position = position
        self.decided = decided or {}
        self.corrections = corrections or {}
        self.applied_worker = applied_worker
        self.shown = shown
        self.clean: CleanRow
        self.decision: Decision
        self.action = ""
        self.changes: dict[str, list[object]] = {}

    @property
    def corrected(self) -> RawRow:
        """The raw row with what a person typed in place of what was read."""
        return without_clearing(self._typed)

    @property
    def cleared(self) -> set[str]:
        """The cells that say that what is recorded is to be emptied."""
        return cleared(self._typed)

    @property
    def _typed(self) -> RawRow:
        return replace(self.raw, cells=self.raw.cells | self.corrections) if self.corrections else self.raw

    @property
    def is_applied(self) -> bool:
        """Was this row saved earlier? Then it only speaks for the others."""
        return self.applied_worker is not None

    @property
    def meaning(self) -> Meaning:
        """What applying would do with it."""
        return self.action, self.worker_id, self.changes

    @property
    def worker_id(self) -> int | None:
        """The person the row is about, when that is settled."""
        return self.decision.worker_id if self.action in {"match", "update", "same"} else None


_kinds: dict[str, SheetKind] = {}


def register(kind: SheetKind) -> None:
    """Make a kind known under its code."""
    _kinds[kind.code] = kind


def get(code: str) -> SheetKind:
    """The kind of this code. Raises RuleError for one that nobody registered."""
    try:
        return _kinds[code]
    except KeyError:
        raise RuleError(_("There is no kind of sheet called %(code)s.") % {"code": code}) from None


def codes() -> list[str]:
    """The codes of all kinds, in the order they were registered."""
    return list(_kinds)
