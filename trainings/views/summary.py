"""The first page of an event: who was invited, who came, and what is left to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from trainings.models import Attendance, Event, Session
from trainings.queries import Headcount, Tally, headcount
from trainings.seats import seats_of
from trainings.states import today_of
from trainings.views.certificates import waiting
from trainings.views.pages import EventPage
from welfare import shown

STATUS = Attendance.Status
ABSENCES = (STATUS.EXCUSED, STATUS.SICK, STATUS.REPRESENTED, STATUS.ABSENT)
LONG_LIST = 8  # areas stand in two columns once there are more than this many


@dataclass(frozen=True)
class Day:
    """One session as its card shows it: how many came, and what is known of the others."""

    session: Session
    present: int
    represented: int
    seated: int
    due: int
    others: str


@dataclass(frozen=True)
class Task:
    """Something left to do, and where it is done."""

    text: str
    act: str
    url: str


class EventSummary(EventPage, TemplateView):
    """The event at a glance."""

    template_name = "events/summary.html"
    tab = "summary"

    def get_context_data(self, **kwargs):
        counts = headcount(self.event, self.participants)
        context = super().get_context_data(**kwargs)
        return context | {
            "counts": counts,
            "days": [day(session, counts.total) for session in counts.sessions],
            "roles": [(role, line(tally, counts)) for role, tally in counts.by_role],
            "total": line(counts.total, counts),
            "area_columns": columns([(area, line(tally, counts)) for area, tally in counts.by_area]),
            "claims": [claim(row, counts.total.came) for row in self.event.claims.all()],
            "missing": missing(counts),
            "speakers": self.event.speakers.all(),
            "usual": usual(counts),
            "tasks": list(self.tasks(counts)) if context["may_change"] else [],
        }

    def tasks(self, counts: Headcount) -> Iterator[Task]:
        """What the organising office still has to do."""
        event, today = self.event, today_of(self.event)
        yield from venue_tasks(event, counts)
        yield from seat_tasks(event)
        yield from clash_tasks(event, len(self.clashes))
        for session in counts.sessions:
            many = counts.total.unrecorded(session)
            if many and session.date <= today:
                text = ngettext(
                    "%(session)s: %(count)s attendance is not recorded",
                    "%(session)s: %(count)s attendances are not recorded",
                    many,
                ) % {"session": session, "count": shown.number(many)}
                url = f"{reverse('event_attendance', args=[event.slug])}?session={session.pk}"
                yield Task(text, _("Type in"), url)
        yield from certificate_tasks(event)
        if today > event.last_day:
            yield Task(_("The event is over"), _("Close"), reverse("event_close", args=[event.slug]))


def venue_tasks(event: Event, counts: Headcount) -> Iterator[Task]:
    """Days without a venue: papers are signed per venue."""
    for session in counts.sessions:
        if not session.venue:
            text = _("%(session)s has no venue yet") % {"session": session}
            yield Task(text, _("Give one"), reverse("event_sessions", args=[event.slug]))


def seat_tasks(event: Event) -> Iterator[Task]:
    """Seats of the quota nobody fills."""
    seats = seats_of(event)
    url = reverse("event_invite", args=[event.slug])
    if not seats and not event.participants.exists():
        yield Task(_("Nobody is invited yet"), _("Invite"), reverse("event_quotas", args=[event.slug]))
    inviting = sum(min(seat.open, len(seat.candidates)) for seat in seats)
    if inviting:
        text = ngettext("%(count)s seat to fill", "%(count)s seats to fill", inviting)
        yield Task(text % {"count": shown.number(inviting)}, _("Invite"), url)
    vacant = sum(seat.short for seat in seats)
    if vacant:
        text = ngettext(
            "%(count)s seat has nobody to fill it", "%(count)s seats have nobody to fill them", vacant
        )
        yield Task(text % {"count": shown.number(vacant)}, _("See which"), url)


def clash_tasks(event: Event, many: int) -> Iterator[Task]:
    """People who cannot be at both places."""
    if many:
        text = ngettext(
            "%(count)s person is invited to another event on the same day",
            "%(count)s people are invited to another event on the same day",
            many,
        )
        url = f"{reverse('event_participants', args=[event.slug])}?clash=yes"
        yield Task(text % {"count": shown.number(many)}, _("See who"), url)


def certificate_tasks(event: Event) -> Iterator[Task]:
    """Certificates that were earned and not issued."""
    if many := waiting(event):
        text = ngettext("%(count)s certificate to issue", "%(count)s certificates to issue", many)
        url = reverse("event_certificates_issue", args=[event.slug])
        yield Task(text % {"count": shown.number(many)}, _("Issue"), url)


def day(session: Session, total: Tally) -> Day:
    """The card of one session."""
    others = [(status.label, total.statuses[session.pk, status]) for status in ABSENCES]
    others.append((_("not recorded"), total.unrecorded(session)))
    words = [f"{shown.number(many)} {str(label).lower()}" for label, many in others if many]
    return Day(
        session=session,
        present=total.present(session),
        represented=total.represented(session),
        seated=total.seated(session),
        due=total.due[session.pk],
        others=" · ".join(words),
    )


def line(tally: Tally, counts: Headcount) -> dict:
    """A row of a table: invited, present and due a session, present at all."""
    return {
        "listed": tally.listed,
        "sessions": [(tally.present(session), tally.due[session.pk]) for session in counts.sessions],
        "came": tally.came,
        "always": tally.came_always,
    }


def columns(rows: list) -> list[list]:
    """One list, or two of the same length when it is long."""
    if len(rows) <= LONG_LIST:
        return [rows] if rows else []
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]]


def claim(row, came: int) -> dict:
    """A claimed number beside the counted one, with the difference."""
    return {"claim": row, "difference": came - row.number if row.number is not None else None}


def missing(counts: Headcount) -> str:
    """Who never came, by role: `1 Kasi Kesra, 2 PSM`."""
    return ", ".join(
        f"{shown.number(tally.never_came)} {role or _('without role')}"
        for role, tally in counts.by_role
        if tally.never_came
    )


def usual(counts: Headcount) -> str:
    """`1 Kasi Kesra, 1 TKSK, 9 PSM` when every area sends the same; else nothing."""
    return ", ".join(f"{many} {role or _('without role')}" for role, many in counts.usual_area or ())
