"""Appointing people, ending and moving their service, and extending it by a decree."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Func, Value
from django.utils.translation import gettext as _

from registry.models import Appointment, AppointmentDecree, Decree, Region, Role, User, Worker
from welfare.constraints import explained
from welfare.errors import RuleError

LEVELS = [level.value for level in Region.Level]  # from the nation down to the village
Precision, EndReason = Appointment.Precision, Appointment.EndReason


@explained()
def appoint(
    *,
    worker: Worker,
    role: Role,
    region: Region,
    first_day: date | None,
    by: User | None,
    precision: Precision = Precision.DAY,
    is_acting: bool = False,
    decree: Decree | None = None,
) -> Appointment:
    """Put `worker` into a post from `first_day` on (None: the start is unknown).

    RuleError when the region lies outside the scope of `by` or below the level the role serves at, or when
    the person already holds that post in that time. More holders than seats are no error: quotas warn.
    """
    check_place(role, region, by)
    appointment = Appointment.objects.create(
        worker=worker,
        role=role,
        region=region,
        service=(first_day, None),
        start_precision=precision if first_day else Precision.UNKNOWN,
        is_acting=is_acting,
    )
    if decree:
        AppointmentDecree.objects.create(appointment=appointment, decree=decree)
    return appointment


@explained()
def end(
    *,
    appointments: Iterable[Appointment],
    last_day: date,
    reason: EndReason,
    by: User | None,
    note: str = "",
) -> int:
    """End the service of all `appointments` with `last_day`; how many ended. One refusal refuses them all."""
    if not reason:
        raise RuleError(_("Say why the service ends."))
    standing = locked(appointments)
    for appointment in standing:
        check_open(appointment, by)
        if appointment.service.lower and last_day < appointment.service.lower:
            raise RuleError(
                _("%(person)s began after that day. The last day cannot lie before the first.")
                % {"person": appointment.worker}
            )
    until = Value(last_day + timedelta(days=1))
    return Appointment.objects.filter(pk__in=[one.pk for one in standing]).update(
        service=Func(Func(F("service"), function="lower"), until, function="daterange"),
        end_reason=reason,
        end_note=note,
    )


@explained()
def transfer(
    *,
    appointments: Iterable[Appointment],
    region: Region,
    first_day: date,
    by: User | None,
    role: Role | None = None,
    decree: Decree | None = None,
) -> list[Appointment]:
    """End each post the day before `first_day` and appoint to `region`, all or none; the new posts.

    With another `role` (from PSM to TKSK) the old post ends as "appointed to another post". RuleError as for
    `end` and `appoint`, and for who holds that very post already.
    """
    standing = locked(appointments)
    moved, promoted = [], []
    for one in standing:
        if (role or one.role, region) == (one.role, one.region):
            raise RuleError(_("That is the post this person already holds. Choose another region or role."))
        (moved if (role or one.role) == one.role else promoted).append(one)
    for wanted in {role or one.role for one in standing}:
        check_place(wanted, region, by)
    last_day = first_day - timedelta(days=1)
    end(appointments=moved, last_day=last_day, reason=EndReason.TRANSFERRED, by=by)
    end(appointments=promoted, last_day=last_day, reason=EndReason.PROMOTED, by=by)
    posts = Appointment.objects.bulk_create(
        Appointment(worker=one.worker, role=role or one.role, region=region, service=(first_day, None))
        for one in standing
    )
    if decree:
        AppointmentDecree.objects.bulk_create(AppointmentDecree(appointment=p, decree=decree) for p in posts)
    return posts


@explained()
def extend(*, appointments: Iterable[Appointment], decree: Decree, by: User | None) -> int:
    """Record that `decree` extends `appointments`; how many it had not named before."""
    standing = locked(appointments)
    for appointment in standing:
        check_open(appointment, by)
    known = AppointmentDecree.objects.filter(decree=decree, appointment__in=standing)
    named = set(known.values_list("appointment_id", flat=True))
    new = [AppointmentDecree(appointment=one, decree=decree) for one in standing if one.pk not in named]
    AppointmentDecree.objects.bulk_create(new)
    return len(new)


def locked(appointments: Iterable[Appointment]) -> list[Appointment]:
    """The rows as they stand now, held until the transaction ends, always in the same order."""
    keys = [appointment.pk for appointment in appointments]
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("worker", "role", "region")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def check_place(role: Role, region: Region, by: User | None) -> None:
    """RuleError unless `by` may appoint in `region` and the role serves there."""
    if by is not None and not by.scope.contains(region):
        raise RuleError(_("%(region)s lies outside your region.") % {"region": region})
    if LEVELS.index(region.level) > LEVELS.index(role.level):
        raise RuleError(
            _("%(role)s serves at a higher level than %(region)s; choose the region above it.")
            % {"role": role, "region": region}
        )


def check_open(appointment: Appointment, by: User | None) -> None:
    """RuleError unless the service is open and lies in the scope of `by`."""
    if by is not None and not by.scope.contains(appointment.region):
        raise RuleError(_("%(region)s lies outside your region.") % {"region": appointment.region})
    if appointment.end_reason:
        raise RuleError(_("The service of %(person)s has already ended.") % {"person": appointment.worker})
