"""How many rows an import has of each kind: the tiles on its page, and the words on its buttons."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from registry.imports import kinds
from registry.models import ImportBatch
from welfare.charts import Part

LOOKS = {  # tone and icon of each action
    "match": ("success", "circle-check"),
    "create": ("primary", "circle-plus"),
    "update": ("soft", "pen"),
    "same": ("muted", "equals"),
    "choose": ("accent", "hand"),
    "error": ("danger", "circle-xmark"),
}
NEEDS = {
    "choose": (_("Needs you"), _("we do not guess who is meant")),
    "error": (_("In error"), _("can be put right here")),
}


@dataclass(frozen=True)
class Tile:
    """One action with the number of its rows; together they are all rows read."""

    action: str
    title: str
    text: str
    count: int
    tone: str
    icon: str


class Tally:
    """The rows of an import in figures."""

    def __init__(self, batch: ImportBatch):
        self.batch = batch
        self.kind = kinds.get(batch.kind)

    @cached_property
    def totals(self) -> dict[tuple[str, bool], int]:
        """Rows by action and by whether they are saved; while none is, the import has them counted."""
        if not self.batch.applied_at:
            return Counter({(action, False): self.batch.counts.get(action, 0) for action in LOOKS})
        is_saved = Q(applied_at__isnull=False)
        counted = self.batch.rows.order_by().values("action", saved=is_saved).annotate(number=Count("pk"))
        return Counter({(row["action"], row["saved"]): row["number"] for row in counted})

    @cached_property
    def tiles(self) -> list[Tile]:
        """A tile for each action the kind knows, in the order of the bar."""
        texts, totals = dict(self.kind.tile_texts) | NEEDS, self.totals
        return [
            Tile(action, *texts[action], totals[action, False] + totals[action, True], *LOOKS[action])
            for action in texts
        ]

    @property
    def bar(self) -> list[Part]:
        """The tiles as pieces of one bar."""
        return [Part(tile.count, tile.tone) for tile in self.tiles]

    @property
    def read(self) -> int:
        """How many rows there are in all."""
        return sum(self.totals.values())

    @property
    def ready(self) -> int:
        """Rows that saving would write now."""
        return sum(self.totals[action, False] for action in kinds.SETTLED)

    @property
    def saved(self) -> int:
        """Rows that are written."""
        return sum(count for (_action, is_saved), count in self.totals.items() if is_saved)

    @property
    def asking_count(self) -> int:
        """Rows that wait for a decision."""
        return self.totals["choose", False]

    @property
    def error_count(self) -> int:
        """Rows that cannot be written as they are."""
        return self.totals["error", False]

    @property
    def ready_text(self) -> str:
        """`250 attendances`: what the button saves."""
        return self.kind.counted(self.ready)

    @property
    def saved_text(self) -> str:
        """`250 attendances`: what was saved."""
        return self.kind.counted(self.saved)
