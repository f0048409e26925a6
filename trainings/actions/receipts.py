"""Printing transport receipts: the amounts paid are kept with the print."""

from django.db import transaction

from trainings.actions.keeping import keep_print
from trainings.actions.rules import require_organiser
from trainings.reports.parameters import Parameters
from trainings.reports.transport.query import Receipts, query
from trainings.reports.transport.rates import SLUG


@transaction.atomic
def print_receipts(parameters: Parameters) -> Receipts:
    """The receipts to print; what was typed for them stays beside the event.

    RuleError unless the reader works for the organising office, whose money it is.
    """
    require_organiser(parameters.event, parameters.reader)
    answer = query(parameters)
    keep_print(parameters, slug=SLUG, papers=len(answer.receipts), people=answer.people)
    return answer
