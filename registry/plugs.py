"""The few places where another app adds to the registry's screens; the registry runs with all of them empty.

An app fills a plug in its `AppConfig.ready()`: `plugs.training_panel.fill(training_panel)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Panel:
    """A piece of a page: `template` drawn with `panel`; `count` stands beside its name on a tab."""

    template: str
    context: dict = field(default_factory=dict)
    count: int | None = None


@dataclass(frozen=True)
class LastTraining:
    """What somebody attended last, as one line of a list: `Bimtek PSKS`, on its last day if that is known."""

    title: str
    on: date | None


@dataclass(frozen=True)
class Obstacle:
    """What keeps two records from becoming one, and the ways (label, address) to clear it, if there are."""

    text: str
    ways: tuple[tuple[str, str], ...] = ()


class Plug(Generic[Answer]):
    """One place to fill: a function, or the answer given while nobody filled it."""

    def __init__(self, empty: Answer):
        self.empty = empty
        self.function: Callable[..., Answer] | None = None

    def __call__(self, *args, **kwargs) -> Answer:
        return self.function(*args, **kwargs) if self.function else self.empty

    def __bool__(self) -> bool:
        return self.function is not None

    def fill(self, function: Callable[..., Answer]) -> None:
        """Let `function` answer from now on."""
        self.function = function


# (worker, user): the trainings of one person, on his page.
training_panel: Plug[Panel | None] = Plug(None)
# (worker ids, are personal values shown?): what was written of their trainings elsewhere, (row of the history
# with its context, sentence) each, in one statement.
trainings_told: Plug[list] = Plug([])
# (worker ids, on): what each of them attended last, in one statement; on a past day, until then.
last_trainings: Plug[dict[int, LastTraining]] = Plug({})
# (on): an expression over workers, the day of what each attended last, for sorting.
last_training_day: Plug = Plug(None)
# (on): a Q over workers, those who attended nothing yet.
never_trained: Plug = Plug(None)
# (worker ids): the day on which each of them finished the basic training; who did not is left out.
basic_trainings: Plug[dict[int, date]] = Plug({})
# (user): the last events, or those given to a desk officer, on the home page.
home_panel: Plug[Panel | None] = Plug(None)
# (region, user): the events of a region, on its page.
region_panel: Plug[Panel | None] = Plug(None)
# (first, second, user): what has to be settled before the two records can be merged.
merge_obstacles: Plug[list[Obstacle]] = Plug([])
# (kept, dropped, survivors, written): moves what hangs on the person `dropped` to `kept`, by the Journal
# `written`; `survivors` has the post that took the place of each absorbed one, by the absorbed one's id.
merge_people: Plug[None] = Plug(None)
