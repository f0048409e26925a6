"""What the check-in desk reads: who may come, who came, how many."""

import hashlib
import re
from dataclasses import dataclass, field

from django.db.models import Count, FilteredRelation, Q
from django.utils.translation import gettext as _

from registry import names
from registry.models import Region, Worker
from trainings.models import Attendance, Event, Participant, Session
from trainings.models.participant import ParticipantQuerySet
from trainings.queries import batches, with_area

PRESENT = Attendance.Status.PRESENT
# A code as the camera or the scanner gives it: the token, or the address that ends in it.
TOKEN = re.compile(r"(?:^|/)([\w-]{20,43})/?$", re.ASCII)
CARD_NUMBER = re.compile(r"[0-9]{1,12}")
TOLD = (
    *("event_id", "capacity", "token", "role__short_name", "region__name", "region__kind", "region__level"),
    *("region__local_name", "region__district__local_name"),
    *("region__district__name", "region__district__kind"),
)
DIGEST = 16  # hexadecimal digits: of a thousand tokens no two are alike, and none can be made from it
FOUND_AT_MOST = 8


@dataclass
class Counts:
    """How many came to a session of those who are due; `areas` are (name, present, due), by code."""

    present: int = 0
    due: int = 0
    areas: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """Those who have not come yet."""
        return max(self.due - self.present, 0)


def count(session: Session) -> Counts:
    """Participants (not speakers, committee or guests) present at `session`, in 3 statements."""
    event = session.event
    elsewhere = [group for group, sessions in batches(event).items() if session.pk not in sessions]
    attended = Q(attendance__session=session, attendance__status=PRESENT)
    rows = (
        with_area(event.participants.all(), event)
        .filter(capacity=Participant.Capacity.PARTICIPANT)
        .annotate(came=FilteredRelation("attendance", condition=attended))
        .order_by()
        .values_list("area")
        .annotate(present=Count("came"), due=Count("pk", filter=~Q(group__in=elsewhere)))
    )
    by_area = {area: (present, due) for area, present, due in rows}
    areas = Region.objects.filter(pk__in=by_area).order_by("code")
    told = [(area.called, *by_area[area.pk]) for area in areas]
    return Counts(sum(one[1] for one in told), sum(one[2] for one in told), told)


def people(event: Event) -> ParticipantQuerySet:
    """Everybody who may come, with what the desk is told of each, and no more: name, role and place."""
    return event.participants.as_shown().select_related("role", "region__district").only(*TOLD)


def line(participant: Participant) -> str:
    """What tells two of one name apart: `PSM · Desa Kalirejo, Kec. Dringu`."""
    region = participant.region
    places = [region] if region.level != Region.Level.VILLAGE else [region, region.district]
    role = str(participant.role) if participant.role else participant.get_capacity_display()
    return " · ".join([role, ", ".join(place.label for place in places)])


def digest(token: str) -> str:
    """What a desk's browser keeps of a token: enough to know it again, not enough to make a card."""
    return hashlib.sha256(token.encode()).hexdigest()[:DIGEST]


def token_in(text: str) -> str:
    """The token in what a scanner typed; "" when it is none."""
    match = TOKEN.search(text.strip())
    return match[1] if match else ""


def scanned(event: Event, text: str) -> Participant | None:
    """Whose card `text` is: a scanned code, or the number printed on the card. None when nobody's."""
    if CARD_NUMBER.fullmatch(text):
        return people(event).filter(pk=text).first()
    token = token_in(text)
    return people(event).filter(token=token).first() if token else None


def named(event: Event, text: str) -> list[Participant]:
    """The first participants whose name holds every word of `text`, folded as names are compared."""
    words = names.name_key(text).split() or names.name_key(text.replace(".", " ")).split()
    if not words:
        return []
    found = []
    for person in people(event).order_by("shown_name", "pk"):
        key = names.name_key(person.shown_name)
        if all(word in key for word in words):
            found.append(person)
    return found[:FOUND_AT_MOST]


def uninvited(event: Event, text: str) -> list[Worker]:
    """People of the event's region on the roster by name who do not take part, for those who just came."""
    if not names.name_key(text):
        return []
    known = event.participants.filter(worker__isnull=False).values("worker")
    found = Worker.objects.seen_from(event.region).named(text).exclude(pk__in=known)
    return list(found.with_posts(on=event.first_day).order_by("name_key", "pk")[:FOUND_AT_MOST])


def roster_line(worker: Worker) -> str:
    """What tells one of the roster from another: his post, and that he is not invited."""
    post = next(iter(worker.posts), None)
    if post is None:
        return _("On the roster; not invited")
    return _("%(role)s · %(place)s; not invited") % {"role": post.role, "place": post.region.label}


def statuses(session: Session) -> dict[int, Attendance]:
    """What is recorded at `session`, by participant."""
    rows = Attendance.objects.filter(session=session).exclude(status=Attendance.Status.EXPECTED)
    return {row.participant_id: row for row in rows.select_related("recorded_by")}


def last_of(session: Session, user) -> list[Attendance]:
    """The last check-ins this user made at `session`, newest first."""
    rows = Attendance.objects.filter(session=session, recorded_by=user, method=Attendance.Method.DESK)
    places = ("participant__worker", "participant__role", "participant__region__district")
    return list(rows.select_related(*places).order_by("-recorded_at", "-pk")[:FOUND_AT_MOST])


def session_for(event: Event, today) -> Session | None:
    """The session the desk most likely stands at: today's first, else the next, else the last."""
    sessions = list(event.sessions.all())
    ahead = [session for session in sessions if session.date >= today]
    return next(iter(ahead), sessions[-1] if sessions else None)
