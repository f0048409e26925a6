"""What two records of one person attended becomes one person's (see `registry.actions.merging`)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from registry.models import Appointment, Worker
from trainings.models import Attendance, Certificate, OutsideTraining, Participant, PrintedSheet
from welfare.errors import RuleError
from welfare.journal import Journal

Status = Attendance.Status
# What tells more of a session wins: somebody who was seen was there, whatever another list says.
TELLING = (Status.EXPECTED, Status.ABSENT, Status.EXCUSED, Status.SICK, Status.REPRESENTED, Status.PRESENT)


def merge_people(
    kept: Worker, dropped: Worker, survivors: Mapping[int, Appointment], written: Journal
) -> None:
    """Move trainings and participations; of two at one event one remains, with the attendance of both."""
    written.change(OutsideTraining.objects.filter(worker=dropped), worker_id=kept.pk)
    for absorbed, survivor in survivors.items():
        written.change(Participant.objects.filter(post=absorbed), post_id=survivor.pk)
    own = {one.event_id: one for one in Participant.objects.filter(worker=kept)}
    for other in Participant.objects.filter(worker=dropped).select_related("event"):
        if twin := own.get(other.event_id):
            _join(twin, other, written)
        else:
            written.change(Participant.objects.filter(pk=other.pk), worker_id=kept.pk)


def _join(twin: Participant, other: Participant, written: Journal) -> None:
    """`other` becomes part of `twin`, who takes part in the same event."""
    _move_certificate(twin, other, written)
    known = {one.session_id: one for one in twin.attendance.all()}
    for record in other.attendance.all():
        ours = known.get(record.session_id)
        weaker = ours and min(ours, record, key=lambda one: TELLING.index(one.status))
        if weaker is not None:
            written.remove(Attendance.objects.filter(pk=weaker.pk))
        if weaker is not record:
            written.change(Attendance.objects.filter(pk=record.pk), participant_id=twin.pk)
    for sheet in PrintedSheet.objects.filter(participants__contains=[other.pk]):
        lines = [twin.pk if key == other.pk else key for key in sheet.participants]
        written.change(PrintedSheet.objects.filter(pk=sheet.pk), participants=lines)
    if other.group_id and not twin.group_id:
        written.change(Participant.objects.filter(pk=twin.pk), group_id=other.group_id)
    written.remove(Participant.objects.filter(pk=other.pk))


def _move_certificate(twin: Participant, other: Participant, written: Journal) -> None:
    """A numbered certificate is never thrown away, and one participant has one."""
    moving = Certificate.objects.filter(participant=other)
    if moving.exists() and Certificate.objects.filter(participant=twin).exists():
        raise RuleError(
            _("Both records hold a certificate of “%(event)s”. Two certificates cannot become one.")
            % {"event": other.event}
        )
    written.change(moving, participant_id=twin.pk)
