"""What trainings add to the registry's screens (`registry.plugs`)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from registry import plugs
from registry.models import Region, User, Worker
from registry.plugs import LastTraining, Panel
from trainings.actions.merging import merge_people
from trainings.models import Attendance, Event, OutsideTraining, Participant, Session
from trainings.queries import batches, having_earned
from trainings.states import state_of, today_of

NEWEST = 5
PRESENT = Attendance.Status.PRESENT


def fill() -> None:
    """Fill every plug of the registry."""
    plugs.training_panel.fill(training_panel)
    plugs.last_trainings.fill(last_trainings)
    plugs.never_trained.fill(never_trained)
    plugs.basic_trainings.fill(basic_trainings)
    plugs.home_panel.fill(home_panel)
    plugs.region_panel.fill(region_panel)
    plugs.merge_people.fill(merge_people)


def training_panel(worker: Worker, user: User) -> Panel:
    """The events of one person and the trainings he had elsewhere, newest first."""
    rows = participations(Participant.objects.visible_to(user).filter(worker=worker))
    for row in rows:
        row.event.state = state_of(row.event, today_of(row.event))
    outside = list(worker.outside_trainings.all())
    return Panel(
        "events/_of_worker.html", {"participations": rows, "outside": outside}, count=len(rows) + len(outside)
    )


def last_trainings(workers: Iterable[int]) -> dict[int, LastTraining]:
    """What each of the workers (by id) attended last; who attended nothing is left out."""
    attended = (
        Attendance.objects.filter(status=PRESENT, participant__worker__in=list(workers))
        .order_by("participant__worker_id", "-session__date")
        .distinct("participant__worker_id")
        .select_related("participant__event", "session")
    )
    return {
        row.participant.worker_id: LastTraining(
            row.participant.event.title, row.session.date, row.participant.event.get_absolute_url()
        )
        for row in attended
    }


def never_trained() -> Q:
    """Workers who were present at no event and have no training elsewhere."""
    attended = Attendance.objects.filter(status=PRESENT, participant__worker=OuterRef("pk"))
    return ~Q(Exists(attended) | Exists(OutsideTraining.objects.filter(worker=OuterRef("pk"))))


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
    """The newest events; for who sees none but stands at desks, the desks given to him."""
    if user.has_perm("trainings.view_event"):
        return _events(Event.objects.visible_to(user))
    if not user.has_perm("trainings.check_in"):
        return None
    given = Event.objects.at_desk_of(user).filter(status=Event.Status.PLANNED)
    return _events(given, template="checkin/_given.html")


def region_panel(region: Region, user: User) -> Panel:
    """The newest events that somebody from the region takes part in."""
    there = Participant.objects.visible_to(user).filter(
        event=OuterRef("pk"), **region.scope_lookup("region__")
    )
    return _events(Event.objects.visible_to(user).filter(Exists(there)))


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


def _events(events, *, template: str = "events/_newest.html") -> Panel:
    rows = list(events.select_related("office__region")[:NEWEST])
    for row in rows:
        row.state = state_of(row, today_of(row))
    return Panel(template, {"events": rows}, count=len(rows))
