"""Printing transport receipts: the amounts paid are kept with the print."""

from django.db import transaction

from trainings.actions.rules import require_organiser
from trainings.models import Printout
from trainings.reports.parameters import Parameters
from trainings.reports.transport.query import Receipts, query
from trainings.reports.transport.rates import SLUG


@transaction.atomic
def print_receipts(parameters: Parameters) -> Receipts:
    """The receipts to print; what was typed for them stays beside the event.

    RuleError unless the reader works for the organising office, whose money it is.
    """
    event, reader = parameters.event, parameters.reader
    require_organiser(event, reader)
    answer = query(parameters)
    Printout.objects.create(
        report=SLUG,
        asked=parameters.query(),
        file_format="",
        event=event,
        scope=reader.scope if reader else event.office.region,
        state=Printout.State.READY,
        papers=len(answer.receipts),
        people=answer.people,
        made_by=reader,
    )
    return answer
