"""The list of events; planning, changing, copying, closing and reopening one."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trainings.actions import events
from trainings.actions.rules import held_open
from trainings.filters import EventFilter
from trainings.forms.events import CopyForm, EventForm, NoteForm, ReasonForm
from trainings.forms.rows import SessionRows
from trainings.models import Event, Participant
from trainings.queries import headcount
from trainings.states import state_of, today_of
from trainings.views.pages import EventChange
from welfare import shown
from welfare.lists import Column, ListView
from welfare.sending import DoneOnce
from welfare.views import ActView, AddView, EditView


class EventList(ListView):
    """Events of the scope's offices, and those somebody from the scope takes part in."""

    model = Event
    permission_required = "trainings.view_event"
    template_name = "events/list.html"
    row_template = "events/_row.html"
    title = _("Events")
    search_fields = ("title", "theme", "sessions__venue", "office__name", "office__region__name")
    search_label = _("Title, theme or venue")
    filterset_class = EventFilter
    columns = (
        Column("date", _("Date"), ("dates", "title")),
        Column("title", _("Event"), ("title",)),
        Column("office", _("Organised by"), ("office__region__name", "title")),
        Column("listed", _("Participants"), css="num"),
        Column("came", _("Present"), css="num"),
        Column("state", _("State")),
    )

    def search(self, queryset, text):
        return queryset.filter(pk__in=super().search(queryset, text).values("pk"))

    def decorate(self, queryset):
        mine = Participant.objects.visible_to(self.request.user).filter(
            event=OuterRef("pk"), capacity=Participant.Capacity.PARTICIPANT
        )
        present = Q(attendance__status="present")
        rows = queryset.select_related("office__region").annotate(
            listed=_count(mine, Count("pk")),
            came=_count(mine, Count("pk", filter=present, distinct=True)),
        )
        for row in rows:
            row.state = state_of(row, today_of(row))
        return rows

    def counted(self, count):
        return ngettext("%(count)s event", "%(count)s events", count) % {"count": shown.number(count)}

    def empty(self):
        may_add = self.request.user.has_perm("trainings.add_event")
        return {
            "sign": "calendar-days",
            "heading": _("No events yet"),
            "text": _("Plan the first one: its days, its venues and who is invited."),
            "actions": [(_("Plan an event"), reverse("event_create"), "plus")] if may_add else [],
        }


def _count(participants, what):
    """`what` counted over `participants` of the outer event; nought where there are none."""
    return Coalesce(Subquery(participants.order_by().values("event").annotate(many=what).values("many")), 0)


class EventCreate(AddView):
    """Plan an event: what it is, and its days with their venues."""

    model = Event
    form_class = EventForm
    permission_required = "trainings.add_event"
    template_name = "events/form.html"
    title = _("Plan an event")
    save_label = _("Save and go on to the invitation")
    saved = _("The event is planned. Now say who is invited.")

    def trail(self):
        return [(_("Events"), reverse("events"))]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    @cached_property
    def rows(self) -> SessionRows:
        """The days."""
        return SessionRows.of(Event(), self.request.POST or None)

    def post(self, request, *args, **kwargs):
        self.object = None
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data())
        form, rows_are_valid = self.get_form(), self.rows.is_valid()
        return self.form_valid(form) if form.is_valid() and rows_are_valid else self.form_invalid(form)

    def save(self, form):
        sessions = [row.save(commit=False) for row in self.rows.filled()]
        self.object = events.create(event=form.save(commit=False), sessions=sessions, by=self.request.user)

    def get_success_url(self):
        return reverse("event_quotas", args=[self.object.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"rows": self.rows}


class EventEdit(EventChange, EditView):
    """Change what the event is; its days have a page of their own."""

    model = Event
    form_class = EventForm
    saved = _("The event is saved.")

    def get_object(self, queryset=None):
        return self.event

    def form_arguments(self):
        return {"user": self.request.user}

    def save(self, form):
        with held_open(self.event, self.request.user, alone=True):
            self.object = form.save()


class EventAct(DoneOnce, EventChange, ActView):
    """A change of the event's state or a copy of it, asked for once more."""

    template_name = "events/act.html"
    form_class = ReasonForm
    heading = ""
    danger = False

    @property
    def title(self):
        return self.heading

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"danger": self.danger}


class EventClose(EventAct):
    """Close: the names are frozen."""

    form_class = NoteForm
    heading = _("Close the event")
    save_label = _("Close the event")
    saved = _("The event is closed; its names and attendance are frozen.")
    template_name = "events/close.html"

    def get_context_data(self, **kwargs):
        counts = headcount(self.event, self.participants)
        missing = sum(counts.total.unrecorded(session) for session in counts.sessions)
        return super().get_context_data(**kwargs) | {"unrecorded": missing}

    def save(self, form):
        events.close(event=self.event, reason=form.cleaned_data["reason"], by=self.request.user)


class EventReopen(EventAct):
    """Open again, with a reason that stays in the history."""

    heading = _("Reopen the event")
    save_label = _("Reopen the event")
    saved = _("The event is open again.")

    def save(self, form):
        events.reopen(event=self.event, reason=form.cleaned_data["reason"], by=self.request.user)


class EventCancel(EventAct):
    """It does not take place."""

    heading = _("Cancel the event")
    save_label = _("Cancel the event")
    saved = _("The event is cancelled.")
    danger = True

    def save(self, form):
        events.cancel(event=self.event, reason=form.cleaned_data["reason"], by=self.request.user)


class EventCopy(EventAct):
    """Plan it again on other days."""

    form_class = CopyForm
    heading = _("Copy the event")
    save_label = _("Plan the copy")
    saved = _("The copy is planned: sessions, quotas and schedule. Nobody is invited yet.")
    permission_required = ("trainings.change_event", "trainings.add_event")

    def get_initial(self):
        return {"title": self.event.title}

    def save(self, form):
        self.copied = events.copy(event=self.event, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return self.copied.get_absolute_url()
