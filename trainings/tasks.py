"""Work that takes longer than a page: reports of a whole province.

No exception leaves a task: its text may hold a name, and the queue keeps it.
"""

import logging
import traceback

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from trainings.actions import printouts
from trainings.models import Printout
from welfare.errors import RuleError

logger = logging.getLogger(__name__)


@task()
def make_printout(printout_id: int) -> None:
    """Make the file of a printout; a task that runs again after a killed worker begins anew."""
    printout = Printout.objects.select_related("made_by__office__region", "made_by__scope").get(
        pk=printout_id
    )
    if not printout.is_at_work:
        return
    with translation.override(printout.made_by.language):
        if problem := _tried(printout):
            Printout.objects.filter(pk=printout_id).update(state=Printout.State.FAILED, problem=problem)


def _tried(printout: Printout) -> str:
    """Make it; why it could not be made, or "" """
    try:
        printouts.make(printout)
    except RuleError as error:
        return str(error)
    except Exception as error:
        places = "".join(traceback.format_tb(error.__traceback__))
        logger.error("Printout %s failed (%s):\n%s", printout.pk, type(error).__name__, places)
        return _("Something went wrong, and nothing was saved. Try again, or tell the administrator.")
    return ""
