"""What a report is asked about, and the refusals of what it cannot be asked."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from registry.models import Region, User
from trainings.models import Event
from welfare.errors import RuleError


@dataclass(frozen=True)
class Parameters:
    """One question: for which region or event, as of which day, over which period.

    `on` empty: the report's own day (today, or the event's last). `since` empty: from 1 January of that year.
    `reader` is whose scope limits what is counted; None for the command line, which sees everything.
    """

    region: Region | None = None
    event: Event | None = None
    on: date | None = None
    since: date | None = None
    reader: User | None = None

    def query(self) -> dict[str, str]:
        """As the parameters of an address or a form: codes, slugs and days, nothing personal."""
        texts = {
            "region": self.region and self.region.code,
            "event": self.event and self.event.slug,
            "on": self.on and self.on.isoformat(),
            "since": self.since and self.since.isoformat(),
        }
        return {name: text for name, text in texts.items() if text}


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
