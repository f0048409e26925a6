"""What was typed for the last print of a report about an event, so that it need not be typed again."""

from collections.abc import Mapping

from trainings.models import Event, Printout
from trainings.reports.parameters import OPTION


def kept_for(event: Event, slug: str) -> Mapping[str, str]:
    """The options of the last print by their names; nothing before the first. 1 statement."""
    last = Printout.objects.filter(event=event, report=slug).first()
    asked = last.asked if last else {}
    return {name.removeprefix(OPTION): text for name, text in asked.items() if name.startswith(OPTION)}
