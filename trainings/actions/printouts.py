"""Printouts: long reports made by a task, and the parameters that are kept."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import User
from trainings.actions.printing import EVERY_FORMAT, make_file
from trainings.models import Printout
from trainings.reports.catalogue import report_of
from trainings.reports.parameters import Parameters, parameters_of
from trainings.reports.report import Report
from welfare.errors import RuleError

KEPT_DAYS = 90  # a file; what was asked is kept, so that it can be made again
STEP = 10  # papers between two lines of progress
State = Printout.State


@transaction.atomic
def order(*, report: Report, parameters: Parameters, file_format: str, by: User) -> Printout:
    """Have a report made in the background; the printout tells how far it is and keeps its address.

    RuleError when it cannot be asked this, or changes something when it is made.
    """
    from trainings.tasks import make_printout

    report.check(parameters)
    if file_format not in EVERY_FORMAT or report.has_consequences:
        raise RuleError(_("This report is not made in the background."))
    forget_old_files()
    size = report.size(parameters) if report.size else None
    printout = Printout.objects.create(
        report=report.slug,
        asked=parameters.query(),
        file_format=file_format,
        event=parameters.event,
        scope=by.scope,
        is_masked=parameters.is_masked,
        papers=size.papers if size else 0,
        people=size.people if size else 0,
        made_by=by,
    )
    transaction.on_commit(lambda: make_printout.enqueue(printout.pk))
    return printout


def make(printout: Printout) -> None:
    """Make the file that was ordered, telling the printout how far it is. RuleError when it cannot."""
    report = report_of(printout.report)
    parameters = parameters_of(printout.asked, reader=printout.made_by)
    rows = Printout.objects.filter(pk=printout.pk)
    rows.update(state=State.WORKING, done=0, problem="")

    def progress(done: int) -> None:
        if done % STEP == 0:
            rows.update(done=done)

    file = make_file(
        report=report,
        parameters=parameters,
        file_format=printout.file_format,
        by=printout.made_by,
        progress=progress,
    )
    printout.file.save(file.name, ContentFile(file.content), save=False)
    rows.update(state=State.READY, done=printout.papers, file=printout.file.name)


def forget_old_files() -> None:
    """Remove the files nobody needs any more: they are lists of people."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    for printout in Printout.objects.filter(made_at__lt=old).exclude(file=""):
        printout.file.delete()
