"""What a report is asked about, and the refusals of what it cannot be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from registry.models import Office, Region, User
from trainings.models import Event
from welfare.errors import RuleError

OPTION = "with_"  # stands before the name of an option wherever parameters are written as texts


@dataclass(frozen=True)
class Parameters:
    """One question: for which region or event, as of which day, over which period.

    `on` empty: the report's own day (today, or the event's last). `since` empty: from 1 January of that year.
    `paper` empty: the office's own size. `is_masked` no: NIKs stand in full, for those who may see them.
    `options` are what one report asks besides, as texts: amounts, a letter's number, months.
    `reader` is whose scope limits what is counted; None for the command line, which sees everything.
    """

    region: Region | None = None
    event: Event | None = None
    on: date | None = None
    since: date | None = None
    paper: str = ""
    is_masked: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
    reader: User | None = None

    def query(self) -> dict[str, str]:
        """As the parameters of an address or a form: codes, slugs, days and options, nothing personal."""
        texts = {
            "region": self.region and self.region.code,
            "event": self.event and self.event.slug,
            "on": self.on and self.on.isoformat(),
            "since": self.since and self.since.isoformat(),
            "paper": self.paper,
            "full": "" if self.is_masked else "on",
        }
        texts |= {f"{OPTION}{name}": text for name, text in self.options.items()}
        return {name: text for name, text in texts.items() if text}

    def option(self, name: str) -> str:
        """What was typed for an option; "" for nothing."""
        return self.options.get(name, "").strip()

    def part(self, name: str) -> "Parameters":
        """The question as one part of a larger paper is asked it: by its own options, `<name>_number`."""
        prefix = f"{name}_"
        own = {key.removeprefix(prefix): text for key, text in self.options.items() if key.startswith(prefix)}
        return replace(self, options=own)

    def lines(self, name: str) -> list[str]:
        """What was typed one a line, without the empty ones."""
        return [line.strip() for line in self.option(name).splitlines() if line.strip()]

    def number(self, name: str, default: int) -> int:
        """A whole number that was typed, with or without points; RuleError for anything else."""
        text = self.option(name).replace(".", "")
        if not text:
            return default
        if not text.isdecimal() or len(text) > LONGEST_NUMBER:
            raise RuleError(_("Write a whole number: %(text)s is none.") % {"text": self.option(name)})
        return int(text)

    def day(self, name: str) -> date | None:
        """A day that was typed as 2019-12-02; RuleError for anything else, None for nothing."""
        text = self.option(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise RuleError(_("Write the date as 2019-12-16.")) from None


LONGEST_NUMBER = 9  # digits


def parameters_of(asked: Mapping[str, str], *, reader: User | None) -> Parameters:
    """The question that `Parameters.query` wrote down; RuleError when region or event are gone."""
    days = {name: date.fromisoformat(asked[name]) for name in ("on", "since") if name in asked}
    return Parameters(
        region=region_of(asked["region"], on=None, reader=reader) if "region" in asked else None,
        event=event_of(asked["event"], reader=reader) if "event" in asked else None,
        paper=asked.get("paper", ""),
        is_masked="full" not in asked,
        options={name.removeprefix(OPTION): asked[name] for name in asked if name.startswith(OPTION)},
        reader=reader,
        **days,
    )


def region_of(code: str, *, on: date | None, reader: User | None = None) -> Region:
    """The region of a code on the day `on` (default: as codes are now); RuleError when there is none.

    A region outside the reader's scope does not exist for him.
    """
    regions = Region.objects.visible_to(reader) if reader else Region.objects.all()
    regions = regions.valid(on) if on else regions.current()
    region = regions.filter(code=code).first()
    if region is None:
        raise RuleError(_("There is no region with the code %(code)s.") % {"code": code})
    return region


def event_of(slug: str, *, reader: User | None = None) -> Event:
    """The event of a slug; RuleError when the reader can see none."""
    events = Event.objects.visible_to(reader) if reader else Event.objects.all()
    event = events.filter(slug=slug).select_related("office__region", "region").first()
    if event is None:
        raise RuleError(_("There is no event called %(slug)s.") % {"slug": slug})
    return event


def paper_size(text: str) -> str:
    """`f4`, `a4`, or "" for the office's own; RuleError for another."""
    if text and text not in Office.Paper.values:
        raise RuleError(_("A paper is f4 or a4."))
    return text
