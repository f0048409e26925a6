"""Printing sign-in sheets: from then on the names are those on paper."""

from collections.abc import Iterable

from django.db import transaction

from registry.models import User
from trainings.actions.participants import freeze
from trainings.actions.rules import require_organiser
from trainings.models import Event, PrintedSheet
from trainings.reports.parameters import Parameters
from trainings.reports.sign_in.query import Sheet, SignIn, on_sheets, query, staff


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
    keep_sheets(event, answer.sheets, by=reader)
    return answer


def keep_sheets(event: Event, sheets: Iterable[Sheet], *, by: User | None) -> None:
    """Write down whose number stands where; a sheet printed again just as it was is kept once."""
    rows = [
        PrintedSheet(
            session=sheet.session,
            region=sheet.region,
            participants=[line.participant for line in sheet.lines if line.participant],
            printed_by=by,
        )
        for sheet in sheets
    ]
    before = PrintedSheet.objects.filter(session__event=event)
    known = {(one.session_id, one.region_id, tuple(one.participants)) for one in before}
    PrintedSheet.objects.bulk_create(
        row for row in rows if (row.session_id, row.region_id, tuple(row.participants)) not in known
    )
