"""Keeping with an event what was typed for a print of it."""

from trainings.models import Printout
from trainings.reports.parameters import Parameters


def keep_print(parameters: Parameters, *, slug: str, papers: int, people: int) -> Printout:
    """Keep the options of a report about an event, which has no file to keep: it was handed out at once.

    Part of printing it; run it inside its transaction.
    """
    event, reader = parameters.event, parameters.reader
    return Printout.objects.create(
        report=slug,
        asked=parameters.query(),
        file_format="",
        event=event,
        scope=reader.scope if reader else event.office.region,
        state=Printout.State.READY,
        papers=papers,
        people=people,
        made_by=reader,
    )
