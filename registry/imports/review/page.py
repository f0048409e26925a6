"""What the page of an import shows: counts, rows that ask, bad cells, and the rows of one kind."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from registry import access
from registry.imports import batches, uploads
from registry.imports.review import beside, blanks, decisions
from registry.imports.review.faults import Cell, Faults, cells_behind
from registry.imports.review.missing import Missing, missing_from
from registry.imports.review.shown_rows import ShownRow, shown
from registry.imports.review.tally import Tally
from registry.imports.review.wording import field_label
from registry.models import ImportBatch, ImportRow, User

PER_PAGE = 50
SAVED, DECIDED, ABSENT, BLANK = "saved", "decided", "absent", "blank"
State = ImportBatch.State


class ReviewPage(Tally):
    """Everything the templates of an import ask for, each part fetched when it is first drawn."""

    def __init__(self, batch: ImportBatch, user: User, query: QueryDict, *, found: list[int] | None = None):
        super().__init__(batch)
        self.user, self.query = user, query
        self.found = found
        self.sees_personal = access.sees_personal(user)

    # State

    @property
    def is_open(self) -> bool:
        """Can rows still be decided and saved?"""
        return self.batch.state in decisions.OPEN_STATES

    @property
    def has_bar(self) -> bool:
        """Is there anything to save, now or after deciding?"""
        return self.is_open and bool(self.ready or self.asking_count or self.error_count or not self.saved)

    @cached_property
    def is_stale(self) -> bool:
        """Did the registry change since the rows were matched, while some still wait?"""
        return self.is_open and bool(self.ready or self.asking_count) and batches.is_stale(self.batch)

    @property
    def may_undo(self) -> bool:
        """Is there something to undo, and may this user?"""
        return self.batch.state == State.APPLIED and self.user.has_perm("registry.undo_importbatch")

    @property
    def target(self) -> tuple[str, str] | None:
        """The event, or what else the rows go into: name and address."""
        return self.kind.target_link(self.batch)

    @property
    def hidden_rows(self) -> int:
        """How many of the rows read are hidden in the sheet."""
        return sum(sheet.get("hidden_rows", 0) for sheet in self.batch.sheets)

    @property
    def hidden_columns(self) -> list[str]:
        """The headings of columns that were read though the sheet hides them."""
        letters = (
            (sheet, letter) for sheet in self.batch.sheets for letter in sheet.get("hidden_columns", ())
        )
        return list(dict.fromkeys(sheet["headers"][letter] for sheet, letter in letters))

    @property
    def create_label(self) -> str:
        """What to choose for somebody unknown."""
        return self.kind.create_label(self.batch)

    @property
    def may_create(self) -> bool:
        """Does the mode allow new people?"""
        return self.batch.mode != ImportBatch.Mode.UPDATE

    # Rows that ask

    @cached_property
    def asking_page(self) -> Page:
        """The rows that ask, a page at a time; the page with the open one unless another is wanted."""
        rows = decisions.waiting(self.batch).filter(action="choose").order_by("position")
        pages = Paginator(rows, PER_PAGE)
        wanted = self.query.get("page")
        if not wanted and self.open_position is not None:
            wanted = rows.filter(position__lt=self.open_position).count() // PER_PAGE + 1
        return pages.get_page(wanted)

    @property
    def open_position(self) -> int | None:
        """The row whose card the address opens."""
        text = self.query.get("open", "")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    @cached_property
    def asking(self) -> list[beside.Asking]:
        """The rows of the page; the open one (else the first) with its candidates."""
        rows = list(self.asking_page.object_list)
        people = beside.fetch_people(rows, on=timezone.localdate(), extra=self.found or ())
        book = beside.Book(rows)
        shown_rows = [beside.asking(row, people, self.batch.scope) for row in rows]
        if opened := self.opened(shown_rows):
            beside.open_up(
                opened,
                people,
                book,
                scope=self.batch.scope,
                found=self.found or (),
                taken=self.taken(opened.row),
                marks=self.marks(opened.row),
                sees_personal=self.sees_personal,
                writes_posts=self.kind.writes_people,
            )
        return shown_rows

    def opened(self, shown_rows: list[beside.Asking]) -> beside.Asking | None:
        """The row whose card is open: the one asked for, or the next after it, or the first."""
        wanted = self.open_position
        later = [one for one in shown_rows if wanted is not None and one.row.position >= wanted]
        return next(iter(later or shown_rows), None)

    @cached_property
    def open_row(self) -> beside.Asking | None:
        """The open card."""
        return self.opened(self.asking)

    @cached_property
    def open_cells(self) -> list[Cell]:
        """The cells of the open card that have to be put right before anybody can be meant."""
        return cells_behind(self.batch, self.open_row.row, self.sees_personal)

    @property
    def after_open(self) -> int | None:
        """The position of the row after the open one, to come to it with "later"."""
        later = decisions.waiting(self.batch).filter(action="choose", position__gt=self.open_row.row.position)
        return later.order_by("position").values_list("position", flat=True).first()

    def marks(self, row: ImportRow) -> list[beside.Line]:
        """What the row says of each session, where the kind records that."""
        if not self.kind.sessions(self.batch):
            return []
        return [
            beside.Line(field_label(f"session_{number}"), self.kind.change_text(f"session_{number}", status))
            for number, status in row.attendance.items()
        ]

    def taken(self, row: ImportRow) -> dict[int, int]:
        """Which other row of the file has each candidate already: person to row number."""
        held = self.batch.rows.filter(worker__in=[*row.candidates, *(self.found or ())])
        return dict(held.exclude(pk=row.pk).values_list("worker", "row"))

    @cached_property
    def suggestions(self) -> int:
        """How many rows have one clear suggestion."""
        return len(decisions.clear_suggestions(self.batch)) if self.asking_count else 0

    @property
    def decided_count(self) -> int:
        """Waiting rows a person has decided."""
        return decisions.waiting(self.batch).exclude(decision={}).exclude(action="choose").count()

    # Who is not in the file

    @property
    def has_absent(self) -> bool:
        """Are people expected in such a file? No longer once it is undone or refused."""
        return self.is_open and bool(self.kind.absent_title)

    @cached_property
    def absent(self) -> Missing | None:
        """Who could be expected in the file and is not in it."""
        return missing_from(self.batch, self.user, self.query.get("page")) if self.has_absent else None

    @property
    def absent_count(self) -> int | None:
        """How many they are; of a long import only where they are shown, as all its rows are looked at."""
        return self.absent.count if self.view == ABSENT or not uploads.is_long(self.batch) else None

    # Blank cells

    @property
    def has_blanks(self) -> bool:
        """Can blank cells empty what is recorded, if somebody says so?"""
        return self.is_open and bool(blanks.blank_columns(self.batch))

    @cached_property
    def blanks(self) -> list[blanks.Blank]:
        """The columns whose blank cells leave something recorded."""
        return blanks.blanks_of(self.batch)

    # Cells

    @cached_property
    def faults(self) -> Faults:
        """The bad cells, grouped."""
        return Faults(self.batch, only=self.query.get("group", ""), sees_personal=self.sees_personal)

    # The rows of one kind

    @property
    def view(self) -> str:
        """What is shown: rows of an action, saved, decided; who is absent; blanks; "" for what needs you."""
        wanted = self.query.get("show", "")
        if wanted in (ABSENT, BLANK):
            return wanted if (self.has_absent if wanted == ABSENT else self.has_blanks) else ""
        return wanted if wanted in {SAVED, DECIDED, *self.kind.tile_texts} else ""

    @cached_property
    def rows_page(self) -> Page:
        """The rows of `view`, a page at a time."""
        rows = self.batch.rows.select_related("worker").order_by("position")
        if self.view == SAVED:
            rows = rows.filter(applied_at__isnull=False)
        elif self.view == DECIDED:
            rows = rows.filter(applied_at=None).exclude(decision={}).exclude(action="choose")
        else:
            rows = rows.filter(action=self.view)
        return Paginator(rows, PER_PAGE).get_page(self.query.get("page"))

    @cached_property
    def rows(self) -> list[ShownRow]:
        """The rows of the page as they are drawn."""
        rows = list(self.rows_page.object_list)
        book = beside.Book(rows)
        return [shown(row, book, self.kind) for row in rows]
