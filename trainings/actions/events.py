"""Planning an event and its life: open, closed (frozen), cancelled."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registry.models import User
from trainings.actions import participants
from trainings.actions.rules import require_open, require_organiser
from trainings.models import AgendaItem, Event, Group, Quota, Session, Speaker
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting

SLUG_LENGTH = 60
SLUG_LOCK = 7_403_001  # any number; it must differ from the other advisory locks of this database


@explained()
def create(
    *, event: Event, sessions: Sequence[Session], quotas: Sequence[Quota] = (), by: User | None
) -> Event:
    """Save a new event with its sessions and invitation quotas, all given unsaved.

    The slug and the dates are worked out here. RuleError without a session, or for an office outside the
    actor's scope.
    """
    require_organiser(event, by)
    event.dates = _span(sessions)
    event.slug = _free_slug(event.title, event.first_day.year)
    event.save(force_insert=True)
    for row in [*sessions, *quotas]:
        row.event = event
    Session.objects.bulk_create(sessions)
    Quota.objects.bulk_create(quotas)
    return event


@explained()
def copy(*, event: Event, first_day: date, title: str, by: User | None) -> Event:
    """Plan the event again from `first_day` on: sessions, quotas, groups, agenda, speakers, no people.

    Asked twice, it is planned once: a copy that is there already, with nobody invited, is given back.
    RuleError when the office has another event of that name on these days.
    """
    require_organiser(event, by)
    shift = first_day - event.first_day
    title = title or event.title
    if alike := _planned_alike(event, title, shift):
        return alike
    twin = Event.objects.get(pk=event.pk)
    twin.pk, twin.title = None, title
    twin.status, twin.status_reason, twin.letter_number = Event.Status.PLANNED, "", ""
    twin._state.adding = True
    originals = list(event.sessions.all())
    sessions = [_moved(session, shift) for session in originals]
    quotas = [Quota(role=quota.role, level=quota.level, number=quota.number) for quota in event.quotas.all()]
    create(event=twin, sessions=sessions, quotas=quotas, by=by)
    moved = dict(zip((s.pk for s in originals), sessions, strict=True))
    _copy_agenda(event, twin, moved)
    _copy_groups(event, twin, moved)
    return twin


@explained()
def rearrange(
    *, event: Event, changed: Sequence[Session], removed: Sequence[Session], by: User | None
) -> None:
    """Save new and changed sessions and delete others; the event's dates follow.

    RuleError when a session to delete holds attendance, or when none would be left.
    """
    require_open(event, by, alone=True)
    if any(session.attendance.exists() for session in removed):
        raise RuleError(_("A session with recorded attendance cannot be deleted."))
    for session in removed:
        session.delete()
    for session in changed:
        session.event = event
        session.save()
    follow_sessions(event)


def follow_sessions(event: Event) -> None:
    """The event lasts from its first session to its last. RuleError without a session.

    Part of whatever changes sessions; run it inside that transaction.
    """
    event.dates = _span(event.sessions.all())
    event.save(update_fields=["dates"])


@explained()
def close(*, event: Event, reason: str = "", by: User | None) -> None:
    """Close the event: the names of its participants are frozen, and nothing of it changes any more."""
    require_open(event, by, alone=True)
    participants.freeze(participants=event.participants.all())
    _set_status(event, Event.Status.CLOSED, reason, by)


@explained()
def cancel(*, event: Event, reason: str, by: User | None) -> None:
    """The event does not take place. RuleError without a reason, or when somebody attended it."""
    require_open(event, by, alone=True)
    if event.sessions.filter(attendance__status__in=["present", "represented"]).exists():
        raise RuleError(_("Somebody attended this event, so it cannot be cancelled."))
    _set_status(event, Event.Status.CANCELLED, _required(reason), by)


@explained()
def reopen(*, event: Event, reason: str, by: User | None) -> None:
    """Open a closed or cancelled event again; frozen names stay as they are. RuleError without a reason."""
    require_organiser(event, by)
    status = Event.objects.select_for_update().values_list("status", flat=True).get(pk=event.pk)
    if status == Event.Status.PLANNED:
        raise RuleError(_("This event is open already."))
    _set_status(event, Event.Status.PLANNED, _required(reason), by)


def _required(reason: str) -> str:
    if not reason.strip():
        raise RuleError(_("Give the reason."))
    return reason.strip()


def _set_status(event: Event, status: Event.Status, reason: str, by: User | None) -> None:
    event.status, event.status_reason = status, reason.strip()
    with acting(by=by, reason=event.status_reason):
        event.save(update_fields=["status", "status_reason"])


def _span(sessions: Iterable[Session]) -> DateRange:
    """First day and the day after the last one."""
    days = [session.date for session in sessions]
    if not days:
        raise RuleError(_("An event needs at least one session."))
    return DateRange(min(days), max(days) + timedelta(days=1))


def _planned_alike(event: Event, title: str, shift: timedelta) -> Event | None:
    """The copy of `event` under this name and `shift` days later, if there is one; nobody else makes it."""
    _lock_slugs()
    days = DateRange(event.dates.lower + shift, event.dates.upper + shift)
    alike = Event.objects.filter(office=event.office_id, region=event.region_id, title=title, dates=days)
    found = alike.exclude(status=Event.Status.CANCELLED).order_by("-pk").first()
    if found and (found == event or found.is_closed or found.participants.exists()):
        raise RuleError(_("There is an event of this name on these days. Choose another name or day."))
    return found


def _lock_slugs() -> None:
    """Until the commit nobody else plans an event."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLUG_LOCK])


def _free_slug(title: str, year: int) -> str:
    """`bimbingan-teknis-psks-2019`, with -2, -3 ... when taken."""
    _lock_slugs()
    words = re.sub(r"[^a-z0-9]+", "-", slugify(title))[:SLUG_LENGTH].strip("-") or "kegiatan"
    stem = words if words.endswith(str(year)) else f"{words}-{year}"
    taken = set(Event.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _moved(session: Session, shift: timedelta) -> Session:
    return Session(
        label=session.label,
        date=session.date + shift,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        venue=session.venue,
        venue_region_id=session.venue_region_id,
    )


def _copy_agenda(event: Event, twin: Event, sessions: dict[int, Session]) -> None:
    """The speakers and topics of `event` for `twin`; `sessions` leads from an old session's id to the new."""
    speakers = {}
    for speaker in event.speakers.all():
        speakers[speaker.pk] = Speaker.objects.create(
            event=twin, name=speaker.name, position=speaker.position, institution=speaker.institution
        )
    for item in AgendaItem.objects.filter(session__event=event).prefetch_related("speakers"):
        told = [speakers[speaker.pk] for speaker in item.speakers.all()]
        item.pk, item.session = None, sessions[item.session_id]
        item._state.adding = True
        item.save()
        item.speakers.set(told)


def _copy_groups(event: Event, twin: Event, sessions: dict[int, Session]) -> None:
    """The groups of `event` for `twin`, empty, with the sessions that `sessions` leads to."""
    for group in event.groups.prefetch_related("sessions"):
        copied = Group.objects.create(event=twin, name=group.name)
        copied.sessions.set(sessions[session.pk] for session in group.sessions.all())
