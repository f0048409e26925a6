"""What a report is: what it asks for, who answers, and what the answer is written with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from registry.access import sees_personal
from registry.models import Region, User
from trainings.reports.paper import Entry, Paper
from trainings.reports.parameters import Parameters
from welfare.errors import RuleError
from welfare.sheets import Table

MOST_AT_ONCE = 60  # papers; a regency has 51 districts at most (Yahukimo)


Kind = Literal["number", "day", "line", "text"]


@dataclass(frozen=True)
class Option:
    """One thing a report asks besides region, event and days; `initial` stands in the box at first.

    Those of one `group` stand together under its name.
    """

    name: str
    label: Promise | str
    kind: Kind
    initial: str = ""
    help: Promise | str = ""
    group: Promise | str = ""


def no_options(parameters: Parameters) -> list[Option]:
    """Of a report that asks for nothing more."""
    return []


@dataclass(frozen=True)
class Size:
    """What a report will come to: how many people stand on it, on how many papers."""

    people: int
    papers: int

    @property
    def is_large(self) -> bool:
        """Too much for somebody to wait for on a page?"""
        return self.papers > MOST_AT_ONCE


@dataclass(frozen=True)
class Report:
    """One report. `query` answers with facts, from which `papers` and `tables` are written.

    `levels` are those of regions it can be about (none: it asks for no region); `is_as_of` reports ask for a
    day, those that `has_period` also for the first day of a period. The facts have `people`, the number of
    people they name, and `on`, their day. `printed` answers in place of `query` when the paper is really made
    and that has consequences: sign-in sheets freeze their names. `screen` is the template that shows the
    papers on a page. `split` cuts a question that is too large to be answered at once into its parts; `size`
    says what a large one comes to before it is made; `options` are what else it asks. What is typed for one
    that `asks_much` is too long for an address: its form is sent by POST.
    `front` makes a cover that tells on which page of the file each paper and chapter begins.
    """

    slug: str
    title: Promise
    summary: Promise
    icon: str
    file_stem: str
    screen: str
    query: Callable[[Parameters], Any]
    papers: Callable[[Any], Iterable[Paper]]
    tables: Callable[[Any], Sequence[Table]]
    levels: tuple[str, ...] = ()
    region_required: bool = False
    event_required: bool = False
    takes_event: bool = False
    is_as_of: bool = False
    has_period: bool = False
    is_landscape: bool = False
    shows_nik: bool = False
    asks_much: bool = False
    front: Callable[[Any, Sequence[Entry]], Paper] | None = None
    printed: Callable[[Parameters], Any] | None = None
    split: Callable[[Parameters], Iterable[Parameters]] | None = None
    size: Callable[[Parameters], Size] | None = None
    options: Callable[[Parameters], Sequence[Option]] = no_options

    @property
    def has_consequences(self) -> bool:
        """Does making the paper change anything?"""
        return self.printed is not None

    def parts(self, parameters: Parameters) -> list[Parameters]:
        """The question in parts that are answered one by one; most questions are one."""
        return list(self.split(parameters)) if self.split else [parameters]

    def check(self, parameters: Parameters) -> None:
        """RuleError, saying what to give, unless the report can be asked this."""
        if self.event_required and not parameters.event:
            raise RuleError(_("Choose the event this report is about."))
        if parameters.event and not (self.event_required or self.takes_event):
            raise RuleError(_("This report is not made for one event; leave the event out."))
        if not parameters.is_masked and not (self.shows_nik and _may_see_niks(parameters.reader)):
            raise RuleError(_("Your account prints a NIK only in part."))
        if not parameters.region:
            if self.region_required:
                raise RuleError(_("Choose the region this report is about."))
            return
        if not self.levels:
            raise RuleError(_("This report is not made for one region; leave the region out."))
        if parameters.region.level not in self.levels:
            labels = " / ".join(str(Region.Level(level).label) for level in self.levels)
            raise RuleError(_("This report is made for: %(levels)s.") % {"levels": labels.lower()})


def _may_see_niks(reader: User | None) -> bool:
    """The command line may, and whoever may ask for a single one."""
    return reader is None or sees_personal(reader)
