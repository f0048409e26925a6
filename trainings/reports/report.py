"""What a report is: what it asks for, who answers, and what the answer is written with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from registry.models import Region
from trainings.reports.paper import Paper
from trainings.reports.parameters import Parameters
from welfare.errors import RuleError
from welfare.sheets import Table


@dataclass(frozen=True)
class Report:
    """One report. `query` answers with facts, from which `papers` and `tables` are written.

    `levels` are those of regions it can be about (none: it asks for no region); `is_as_of` reports ask for a
    day and a period. The facts have `people`, the number of people they name, and `on`, their day. `printed`
    answers in place of `query` when the paper is really made and that has consequences: sign-in sheets freeze
    their names. `screen` is the template that shows the papers on a page.
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
    is_as_of: bool = False
    is_landscape: bool = False
    printed: Callable[[Parameters], Any] | None = None

    @property
    def has_consequences(self) -> bool:
        """Does making the paper change anything?"""
        return self.printed is not None

    def check(self, parameters: Parameters) -> None:
        """RuleError, saying what to give, unless the report can be asked this."""
        if self.event_required and not parameters.event:
            raise RuleError(_("Choose the event this report is about."))
        if not parameters.region:
            if self.region_required:
                raise RuleError(_("Choose the region this report is about."))
            return
        if not self.levels:
            raise RuleError(_("This report is not made for one region; leave the region out."))
        if parameters.region.level not in self.levels:
            labels = " / ".join(str(Region.Level(level).label) for level in self.levels)
            raise RuleError(_("This report is made for: %(levels)s.") % {"levels": labels.lower()})
