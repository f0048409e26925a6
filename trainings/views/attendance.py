"""Typing in signed sheets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from trainings import grid
from trainings.actions import attendance
from trainings.models import Attachment, Attendance, Event, Session
from trainings.models.papers import SEES_SCANS
from trainings.queries import Headcount, headcount
from trainings.states import today_of
from trainings.views.pages import EventPage
from welfare import shown
from welfare.errors import RuleError

NAMED_AT_MOST = 3


class AttendanceGrid(EventPage, TemplateView):
    """One sheet of the event: people down, sessions across; `?district=` names the sheet, `?session=` the
    day that is being typed in. Without them, the first sheet that misses something. `?told=` shows who
    recorded what, how and when, instead of letting type.
    """

    permission_required = "trainings.view_attendance"
    template_name = "events/attendance.html"

    @property
    def title(self):
        return _("Attendance")

    @cached_property
    def counts(self) -> Headcount:
        """The event, counted."""
        return headcount(self.event, self.participants)

    @cached_property
    def session(self) -> Session:
        """The session being typed in: the one asked for, else the first past one that misses something."""
        sessions = self.counts.sessions
        wanted = self.request.GET.get("session", "")
        if wanted:
            found = [session for session in sessions if str(session.pk) == wanted]
        else:
            today = today_of(self.event)
            found = [s for s in sessions if s.date <= today and self.counts.total.unrecorded(s)] or sessions
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def sheets(self) -> list[grid.Sheet]:
        """All sheets of the event."""
        return grid.sheets(self.counts, self.session, grid.others(self.participants))

    @cached_property
    def sheet(self) -> str:
        """The key of the sheet shown."""
        wanted = self.request.GET.get("district", "")
        if wanted == grid.ALL or any(sheet.key == wanted for sheet in self.sheets):
            return wanted
        if wanted:
            raise Http404
        unfinished = [sheet.key for sheet in self.sheets if not sheet.is_done]
        return next(iter(unfinished or [sheet.key for sheet in self.sheets]), grid.ALL)

    @property
    def may_record(self) -> bool:
        """May this user type now?"""
        is_open = self.event.status == Event.Status.PLANNED
        return is_open and self.may_change and self.request.user.has_perm("trainings.change_attendance")

    def get_context_data(self, **kwargs):
        is_told = "told" in self.request.GET
        people = grid.people_on(self.sheet, self.participants, self.event)
        rows = grid.rows(self.event, people, self.counts.sessions, with_records=is_told)
        position = next((n for n, sheet in enumerate(self.sheets) if sheet.key == self.sheet), None)
        return super().get_context_data(**kwargs) | {
            "counts": self.counts,
            "session": self.session,
            "sheets": self.sheets,
            "done": sum(sheet.is_done for sheet in self.sheets),
            "key": self.sheet,
            "sheet": self.sheets[position] if position is not None else None,
            "number": position + 1 if position is not None else None,
            "before": self.sheets[position - 1] if position else None,
            "after": self.after,
            "rows": rows,
            "scans": self.scans,
            "pictures": self.pictures(),
            "seen": grid.seen(rows),
            "sums": sums(rows, self.counts.sessions),
            "represented": [cell for cell in grid.cells(rows) if cell.is_represented],
            "keys": {letter: status for status, letter in grid.KEYS.items()},
            "legend": [(letter, status.label) for status, letter in grid.KEYS.items()],
            "may_record": self.may_record and not is_told,
            "is_told": is_told,
        }

    @cached_property
    def scans(self) -> list[Attachment]:
        """The signed sheets that were scanned, of this session and sheet."""
        if not self.is_organiser:
            return []
        kept = self.event.attachments.filter(kind=Attachment.Kind.SIGNED_SHEET, session=self.session)
        return list(kept if self.sheet in (grid.ALL, grid.OTHERS) else kept.filter(district__code=self.sheet))

    def pictures(self) -> list[Attachment]:
        """The scans to show beside the sheet, for who may open them; opening one is written down."""
        may_open = self.request.user.has_perms(SEES_SCANS)
        return [scan for scan in self.scans if scan.is_picture] if may_open else []

    @cached_property
    def after(self) -> grid.Sheet | None:
        """The next sheet."""
        keys = [sheet.key for sheet in self.sheets]
        if self.sheet not in keys or self.sheet == keys[-1]:
            return None
        return self.sheets[keys.index(self.sheet) + 1]

    def post(self, request, *args, **kwargs):
        if not (self.may_change and request.user.has_perm("trainings.change_attendance")):
            raise PermissionDenied
        try:
            done = attendance.record_many(
                event=self.event,
                marks=grid.marks(request.POST),
                method=Attendance.Method.GRID,
                by=request.user,
            )
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.address(self.sheet))
        self.tell(done)
        leads_on = "next" in request.POST and self.after
        return HttpResponseRedirect(self.address(self.after.key if leads_on else self.sheet))

    def address(self, sheet: str) -> str:
        """A sheet of this event, at the session being typed in."""
        query = QueryDict(mutable=True)
        query.update({"session": str(self.session.pk), "district": sheet})
        return f"{self.request.path}?{query.urlencode()}"

    def tell(self, done: attendance.Recorded) -> None:
        """Say what was saved, and what was left because somebody else was faster."""
        if done.changed:
            text = ngettext("%(count)s attendance saved.", "%(count)s attendances saved.", done.changed)
            messages.success(self.request, text % {"count": shown.number(done.changed)})
        elif not done.overtaken:
            messages.info(self.request, _("Nothing was changed."))
        if done.overtaken:
            self.tell_overtaken(done.overtaken)

    def tell_overtaken(self, marks: tuple[attendance.Mark, ...]) -> None:
        """Name the first of those whose cell somebody else filled meanwhile."""
        ids = {mark.participant_id for mark in marks}
        named = self.participants.filter(pk__in=ids).as_shown().values_list("shown_name", flat=True)
        names = "; ".join([*named[:NAMED_AT_MOST], *["…"][: len(ids) > NAMED_AT_MOST]])
        text = ngettext(
            "%(count)s cell was changed by somebody else meanwhile and is left as it is: %(names)s.",
            "%(count)s cells were changed by somebody else meanwhile and are left as they are: %(names)s.",
            len(marks),
        )
        messages.warning(self.request, text % {"count": shown.number(len(marks)), "names": names})


def sums(rows: list[tuple], sessions: list[Session]) -> list[dict]:
    """Under each column: present, due, not recorded."""
    cells = list(grid.cells(rows))
    columns = [(session, [cell for cell in cells if cell.session == session]) for session in sessions]
    return [
        {
            "session": session,
            "present": sum(cell.status == Attendance.Status.PRESENT for cell in column),
            "due": len(column),
            "missing": sum(not cell.status for cell in column),
        }
        for session, column in columns
    ]
