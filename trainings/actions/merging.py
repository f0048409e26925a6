"""What two records of one person attended becomes one person's (see `registry.actions.merging`)."""

from collections import defaultdict
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
    """Move trainings and participations; of two at one event one remains, with the attendance of both.

    The one remains by which papers were made or certified: what was printed does not change by a merge.

    RuleError when both hold a valid certificate of one event: which of the two holds is for people to say,
    and the other is revoked with its reason, never by the way.
    """
    for ours, theirs in twin_certificates(kept, dropped):
        raise RuleError(
            _("Both records hold a certificate of “%(event)s”: %(first)s and %(second)s. Revoke one first.")
            % {"event": ours.participant.event, "first": ours, "second": theirs}
        )
    written.change(OutsideTraining.objects.filter(worker=dropped), worker_id=kept.pk)
    for absorbed, survivor in survivors.items():
        written.change(Participant.objects.filter(post=absorbed), post_id=survivor.pk)
    own = {one.event_id: one for one in Participant.objects.filter(worker=kept)}
    for other in Participant.objects.filter(worker=dropped).select_related("event"):
        if twin := own.get(other.event_id):
            other, going = sorted((twin, other), key=_standing, reverse=True)
            _join(other, going, written)
        if other.worker_id != kept.pk:
            written.change(Participant.objects.filter(pk=other.pk), worker_id=kept.pk)


def twin_certificates(first: Worker, second: Worker) -> list[tuple[Certificate, Certificate]]:
    """The valid certificates the two hold of one event, that of `first` before the other's; 1 statement."""
    held = Certificate.objects.valid().filter(participant__worker__in=[first, second])
    by_event = defaultdict(dict)
    for one in held.select_related("participant__event__office__region").order_by("date", "pk"):
        by_event[one.participant.event_id][one.participant.worker_id] = one
    return [(pair[first.pk], pair[second.pk]) for pair in by_event.values() if len(pair) == 2]


def _standing(one: Participant) -> tuple[bool, bool]:
    """How much of the event's papers stands on this participation: to sort by, the most last."""
    return one.frozen_at is not None, one.certificates.valid().exists()


def _join(twin: Participant, other: Participant, written: Journal) -> None:
    """`other` becomes part of `twin`, who takes part in the same event."""
    written.change(Certificate.objects.filter(participant=other), participant_id=twin.pk)
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
