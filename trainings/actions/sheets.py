"""Printing sign-in sheets: from then on the names are those on paper."""

from django.db import transaction

from trainings.actions.participants import freeze
from trainings.actions.rules import require_organiser
from trainings.models import PrintedSheet
from trainings.reports.parameters import Parameters
from trainings.reports.sign_in.query import SignIn, on_sheets, query, staff


@transaction.atomic
def print_sheets(parameters: Parameters) -> SignIn:
    """Freeze the names on the sheets asked for and keep whose number stands where; the sheets to print.

    RuleError unless the reader works for the organising office: what is signed is that office's list.
    """
    event, reader = parameters.event, parameters.reader
    require_organiser(event, reader)
    freeze(participants=on_sheets(reader, event, parameters.region))
    if parameters.region is None:
        freeze(participants=staff(reader, event))
    answer = query(parameters)
    PrintedSheet.objects.bulk_create(
        PrintedSheet(
            session=sheet.session,
            region=sheet.region,
            participants=[line.participant for line in sheet.lines if line.participant],
            printed_by=reader,
        )
        for sheet in answer.sheets
    )
    return answer
