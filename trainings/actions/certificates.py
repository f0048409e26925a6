"""Certificates: issued to those who earned one, numbered without a gap, printed, revoked."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import AccessLog, Office, User
from registry.numbering import number_of
from trainings.actions.participants import freeze
from trainings.actions.rules import require_organiser
from trainings.models import Certificate, Event, Participant, Speaker
from trainings.models.participant import ParticipantQuerySet
from trainings.queries import having_earned
from trainings.reports.certificate import paper
from trainings.states import today_of
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.files import CONTENT_TYPES, File
from welfare.history import acting
from welfare.printing import render_pdf

Receiver = Participant | Speaker


@explained()
def issue(*, event: Event, on: date, by: User | None) -> list[Certificate]:
    """Certificates dated `on` for everybody who earned one and never had any, in the order of the papers.

    Participants who reached the event's threshold, then its speakers. Their names are frozen as printed.
    RuleError before the event is over, or for a date that no certificate of it can bear.
    """
    _require_date(event, on, by)
    office = _lock_numbers(event.office)
    people, speakers = earning(event)
    freeze(participants=event.participants.filter(pk__in=[person.pk for person in people]))
    return _number([*people, *speakers], office, on, by)


@explained()
def reissue(*, certificate: Certificate, on: date, by: User | None) -> Certificate:
    """Another certificate, under a new number and today's name, for one that was revoked."""
    receiver = certificate.participant or certificate.speaker
    _require_date(receiver.event, on, by)
    office = _lock_numbers(certificate.office)
    if receiver.certificates.valid().exists():
        raise RuleError(_("There is a valid certificate already."))
    if certificate.participant:
        receiver = Participant.objects.as_shown().get(pk=receiver.pk)
    (made,) = _number([receiver], office, on, by)
    return made


@explained()
def revoke(*, certificate: Certificate, reason: str, by: User | None) -> None:
    """From now on the certificate is shown as revoked; its number stays taken. RuleError without a reason."""
    require_organiser(event_of(certificate), by)
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.revoked_at:
        raise RuleError(_("This certificate is revoked already."))
    if not reason.strip():
        raise RuleError(_("Give the reason."))
    locked.revoked_at, locked.revoked_by, locked.revoke_reason = timezone.now(), by, reason.strip()
    with acting(by=by, reason=locked.revoke_reason):
        locked.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])


@transaction.atomic
def print_certificates(
    *, event: Event, certificates: Sequence[Certificate], address: str, by: User | None
) -> File:
    """One PDF of these certificates of `event`, and a record of who made it.

    `address` is where their codes are verified (`https://.../s/`). RuleError for none, or for a revoked one.
    """
    if not certificates:
        raise RuleError(_("There is no certificate to print yet."))
    if any(row.revoked_at for row in certificates):
        raise RuleError(_("A revoked certificate is not printed."))
    name = f"sertifikat_{event.slug}"
    if len(certificates) == 1:
        name += f"_{certificates[0].sequence:04}"
    AccessLog.objects.create(
        user=by, act=AccessLog.Act.PRINT, fields=["name"], what=name, people=len(certificates)
    )
    pdf = render_pdf("certificate", paper(event, certificates, address=address))
    return File(f"{name}.pdf", CONTENT_TYPES["pdf"], pdf)


def earning(event: Event) -> tuple[ParticipantQuerySet, Sequence[Speaker]]:
    """Who earned a certificate and never had one: participants as shown, in the order of papers; speakers.

    Somebody listed as a speaker among the participants gets his as one of the event's speakers.
    """
    others = (Participant.Capacity.SPEAKER, Participant.Capacity.GUEST)
    people = having_earned(event.participants.exclude(capacity__in=others)).filter(certificates=None)
    order = (F("region__district__code").asc(nulls_first=True), "role__position", "region__code")
    return (
        people.as_shown().order_by(*order, "shown_name", "pk"),
        event.speakers.filter(certificates=None),
    )


def event_of(certificate: Certificate) -> Event:
    """What it certifies."""
    return (certificate.participant or certificate.speaker).event


def _require_date(event: Event, on: date, by: User | None) -> None:
    """RuleError unless the actor may issue certificates of the event dated `on`."""
    require_organiser(event, by)
    if event.status == Event.Status.CANCELLED:
        raise RuleError(_("This event was cancelled, so nobody earned a certificate."))
    if today_of(event) < event.last_day:
        raise RuleError(_("Certificates are issued on the last day of the event or later."))
    if not event.last_day <= on <= today_of(event):
        raise RuleError(_("A certificate is dated from the last day of the event until today."))


def _lock_numbers(office: Office) -> Office:
    """The office, its numbers held until the transaction ends: whoever else issues for it waits."""
    return Office.objects.select_for_update(no_key=True).get(pk=office.pk)


def _number(receivers: Iterable[Receiver], office: Office, on: date, by: User | None) -> list[Certificate]:
    """Write a certificate for each receiver, under the numbers that follow the year's last."""
    if "{office}" in office.certificate_pattern and not office.archive_code:
        raise RuleError(
            _("The number of certificates names the office: give its archive code in the settings.")
        )
    of_year = Certificate.objects.filter(office=office, year=on.year)
    last = of_year.aggregate(last=Max("sequence"))["last"] or 0
    issued_at = timezone.now()
    return Certificate.objects.bulk_create(
        Certificate(
            office=office,
            year=on.year,
            sequence=sequence,
            number=number_of(
                office.certificate_pattern, sequence=sequence, office=office.archive_code, on=on
            ),
            date=on,
            participant=receiver if isinstance(receiver, Participant) else None,
            speaker=receiver if isinstance(receiver, Speaker) else None,
            printed_name=receiver.shown_name if isinstance(receiver, Participant) else receiver.name,
            issued_at=issued_at,
            issued_by=by,
        )
        for sequence, receiver in enumerate(receivers, start=last + 1)
    )
