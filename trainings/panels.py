"""What trainings add to the registry's screens (`registry.plugs`)."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import access, plugs
from registry.models import Region, User, Worker
from registry.plugs import LastTraining, Obstacle, Panel
from trainings.actions.merging import merge_people, twin_certificates
from trainings.models import Attendance, Certificate, Event, OutsideTraining, Participant, Session
from trainings.outside_story import outside_told
from trainings.pictures import months_of, trained_tiles
from trainings.queries import batches, having_earned
from trainings.states import state_of, today_of

NEWEST = 5
PRESENT = Attendance.Status.PRESENT
# Every page of people asks it; in Django's words making the statement would take longer than answering it.
LAST_TRAININGS = """
    SELECT DISTINCT ON (worker) worker, title, day
    FROM (
        SELECT p.worker_id AS worker, e.title, s.date AS day
        FROM trainings_attendance a
        JOIN trainings_participant p ON p.id = a.participant_id
        JOIN trainings_session s ON s.id = a.session_id
        JOIN trainings_event e ON e.id = p.event_id
        WHERE a.status = %(present)s AND p.worker_id = ANY(%(workers)s)
        UNION ALL
        SELECT worker_id, title, date FROM trainings_outsidetraining WHERE worker_id = ANY(%(workers)s)) told
    WHERE %(on)s::date IS NULL OR day IS NULL OR day <= %(on)s::date
    ORDER BY worker, day DESC NULLS LAST
"""


def fill() -> None:
    """Fill every plug of the registry."""
    plugs.training_panel.fill(training_panel)
    plugs.trainings_told.fill(outside_told)
    plugs.last_trainings.fill(last_trainings)
    plugs.last_training_day.fill(last_training_day)
    plugs.never_trained.fill(never_trained)
    plugs.basic_trainings.fill(basic_trainings)
    plugs.home_panel.fill(home_panel)
    plugs.region_panel.fill(region_panel)
    plugs.merge_obstacles.fill(merge_obstacles)
    plugs.merge_people.fill(merge_people)


def training_panel(worker: Worker, user: User) -> Panel:
    """The events of one person and the trainings he had elsewhere, newest first."""
    rows = participations(Participant.objects.visible_to(user).filter(worker=worker))
    for row in rows:
        row.event.state = state_of(row.event, today_of(row.event))
    held = Certificate.objects.valid()
    prefetch_related_objects(rows, Prefetch("certificates", held, to_attr="held_certificates"))
    outside = list(worker.outside_trainings.all())
    context = {"participations": rows, "outside": outside, "worker": worker}
    context["may_edit"] = access.edits(user, worker)
    return Panel("events/_of_worker.html", context, count=len(rows) + len(outside))


def merge_obstacles(first: Worker, second: Worker, user: User) -> list[Obstacle]:
    """Events of which both records hold a valid certificate; one of the two has to be revoked before."""
    found = []
    for pair in twin_certificates(first, second):
        event = pair[0].participant.event
        text = _("Both records hold a certificate of “%(event)s”. Revoke one of the two, then merge.")
        ways = []
        if user.has_perm("trainings.change_certificate") and user.scope.contains(event.office.region):
            ways = [(_("Revoke %(number)s") % {"number": one}, revoke_address(event, one)) for one in pair]
        found.append(Obstacle(text % {"event": event}, tuple(ways)))
    return found


def revoke_address(event: Event, certificate: Certificate) -> str:
    return reverse("certificate_revoke", args=[event.slug, certificate.pk])


def last_trainings(workers: Iterable[int], *, on: date | None = None) -> dict[int, LastTraining]:
    """What each of the workers (by id) attended last, here or elsewhere; who attended nothing is left out.

    With `on`, a day that is past: until then. One elsewhere whose day is not known counts as the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(LAST_TRAININGS, {"workers": list(workers), "on": on, "present": PRESENT})
        return {worker: LastTraining(title, day) for worker, title, day in cursor}


def last_training_day(*, on: date | None = None) -> Greatest:
    """Of each worker, the day of his last training, here or elsewhere, if it is known. `on` as above."""
    here = attendances(on).filter(participant__worker=OuterRef("pk")).order_by("-session__date")
    elsewhere = outside(on).filter(worker=OuterRef("pk")).order_by(F("date").desc(nulls_last=True))
    return Greatest(Subquery(here.values("session__date")[:1]), Subquery(elsewhere.values("date")[:1]))


def never_trained(*, on: date | None = None) -> Q:
    """Workers who were present at no event and have no training elsewhere. `on` as above."""
    here = attendances(on).filter(participant__worker=OuterRef("pk"))
    return ~Q(Exists(here) | Exists(outside(on).filter(worker=OuterRef("pk"))))


def attendances(on: date | None) -> QuerySet[Attendance]:
    """Who was present, until the day `on` where one is given."""
    present = Attendance.objects.filter(status=PRESENT)
    return present.filter(session__date__lte=on) if on else present


def outside(on: date | None) -> QuerySet[OutsideTraining]:
    """Trainings elsewhere, until the day `on` where one is given; those of unknown day too."""
    trainings = OutsideTraining.objects.all()
    return trainings.exclude(date__gt=on) if on else trainings


def basic_trainings(workers: Iterable[int]) -> dict[int, date]:
    """By worker, the day of the first basic training: an event whose threshold he reached, or elsewhere."""
    keys = list(workers)
    basic = Participant.objects.filter(worker__in=keys, event__grade=Event.Grade.BASIC)
    days = [(row.worker_id, row.event.last_day) for row in having_earned(basic).select_related("event")]
    elsewhere = OutsideTraining.objects.filter(worker__in=keys, is_basic=True)
    days += elsewhere.values_list("worker", "date")
    first: dict[int, date] = {}
    for worker, day in days:
        first[worker] = min(first.get(worker, day), day)
    return first


def home_panel(user: User) -> Panel | None:
    """Who was trained where, events by month and the newest; for the desk, the desks given to him."""
    if user.has_perm("trainings.view_event"):
        return _pictures(user.scope, user, Event.objects.visible_to(user))
    if not user.has_perm("trainings.check_in"):
        return None
    given = _newest(Event.objects.at_desk_of(user).filter(status=Event.Status.PLANNED))
    return Panel("checkin/_given.html", {"events": given}, count=len(given))


def region_panel(region: Region, user: User) -> Panel:
    """The same for one region: of the events that somebody from there takes part in."""
    there = Participant.objects.visible_to(user).filter(
        event=OuterRef("pk"), **region.scope_lookup("region__")
    )
    return _pictures(region, user, Event.objects.visible_to(user).filter(Exists(there)))


def participations(participants) -> list[Participant]:
    """`participants` newest first, each with `records` [(session he was due at, attendance or None)]."""
    rows = list(
        participants.select_related("event__office__region", "role", "region")
        .prefetch_related(Prefetch("event__sessions", Session.objects.all()), "attendance")
        .order_by("-event__dates", "-pk")
    )
    some = batches(*(row.event for row in rows if row.group_id))
    for row in rows:
        known = {record.session_id: record for record in row.attendance.all()}
        due = [s for s in row.event.sessions.all() if s.pk in some.get(row.group_id, {s.pk})]
        row.records = [(session, known.get(session.pk)) for session in due]
    return rows


def _newest(events) -> list[Event]:
    rows = list(events.select_related("office__region")[:NEWEST])
    for row in rows:
        row.state = state_of(row, today_of(row))
    return rows


def _count_people(events: list[Event], participants) -> None:
    """Give each event `listed` and `came`, people counted once; 1 statement."""
    present = Attendance.objects.filter(participant=OuterRef("pk"), status=PRESENT)
    rows = (
        participants.filter(event__in=events, capacity=Participant.Capacity.PARTICIPANT)
        .order_by()
        .values_list("event")
        .annotate(listed=Count("pk"), came=Count("pk", filter=Exists(present)))
    )
    counts = {event: numbers for event, *numbers in rows}
    for event in events:
        event.listed, event.came = counts.get(event.pk, (0, 0))


def _pictures(region: Region, user: User, events) -> Panel:
    """The panel of `region`; who was trained where leads to a report, so only who may print sees it."""
    today = timezone.localdate()
    from_there = Participant.objects.visible_to(user).filter(**region.scope_lookup("region__"))
    newest = _newest(events)
    _count_people(newest, from_there)
    months = months_of(today.year, events, None if region.level == Region.Level.NATION else from_there)
    shown = {
        "events": newest,
        "year": today.year,
        "months": months if any(month.events or month.present for month in months) else [],
        "most": max(month.present for month in months),
        "trained": trained_tiles(region, on=today) if user.has_perm("trainings.print_report") else [],
        "by_province": region.level == Region.Level.NATION,
    }
    return Panel("events/_pictures.html", shown, count=len(newest))
