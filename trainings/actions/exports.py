"""The attendance of an event as a file; every file made is written down."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry.actions.exports import FORMATS
from registry.models import AccessLog, User
from trainings.models import Event, Participant
from trainings.resources import AttendanceResource, attendance_lines
from welfare.errors import RuleError
from welfare.files import File


@transaction.atomic
def export_attendance(
    *, event: Event, participants: QuerySet[Participant], file_format: str, by: User
) -> File:
    """`participants` of the event with their attendance; holds names, but no numbers.

    Records who exported how many. RuleError without the right or for another format.
    """
    if not by.has_perm("registry.export_worker"):
        raise RuleError(_("Your account exports nobody."))
    if file_format not in FORMATS:
        raise RuleError(_("Attendance is exported as xlsx or csv."))
    resource = AttendanceResource(list(event.sessions.all()))
    rows = list(resource.rows(list(attendance_lines(participants)), may_see=lambda line: True))
    name = f"kehadiran_{event.slug}"
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.EXPORT,
        fields=["name"],
        what=f"{name}.{file_format}",
        people=len(rows),
    )
    return resource.file(rows, name=name, file_format=file_format)
