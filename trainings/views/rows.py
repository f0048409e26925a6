"""Pages of rows: the days, quotas, claims, speakers and topics of an event."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from trainings.actions import events
from trainings.actions.rules import held_open, hold, require_organiser
from trainings.forms.rows import ClaimRows, GroupRows, QuotaRows, Rows, SessionRows, SpeakerRows, TopicRows
from trainings.views.pages import EventChange
from welfare.constraints import explained
from welfare.errors import RuleError


class RowsPage(EventChange, TemplateView):
    """A page with the rows of one kind; `rows_class` is their formset."""

    template_name = "events/rows.html"
    rows_class = Rows
    heading = ""
    intro = ""
    one = ""  # what a row is called
    more = ""  # what the button for another one says
    saved = _("Saved.")

    @property
    def title(self):
        return self.heading

    @cached_property
    def parent(self):
        """Whose rows they are."""
        return self.event

    @cached_property
    def rows(self) -> Rows:
        """The rows, as sent or as stored."""
        return self.rows_class.of(self.parent, self.request.POST if self.request.POST else None)

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data())
        if not self.rows.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            self.save()
        except RuleError as error:
            return self.render_to_response(self.get_context_data(problem=str(error)), status=422)
        messages.success(request, self.saved)
        return HttpResponseRedirect(self.get_success_url())

    def save(self):
        """Write the rows; a RuleError is shown above them."""
        with held_open(self.event, self.request.user, alone=True):
            self.rows.refuse_overtaken()
            self.rows.save()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "rows": self.rows,
            "intro": self.intro,
            "one": self.one,
            "more": self.more,
            "save_label": _("Save"),
            "cancel_url": self.get_success_url(),
        }


class EventSessions(RowsPage):
    """The days, each with its own venue."""

    rows_class = SessionRows
    heading = _("Days and venues")
    intro = _("A row is a day or part of one. Each has its own venue, and its own sign-in sheets.")
    one = _("Day or session")
    more = _("Add another day")
    saved = _("The days are saved.")

    def save(self):
        with held_open(self.event, self.request.user, alone=True):
            self.rows.refuse_overtaken()
            events.rearrange(
                event=self.event,
                changed=[form.save(commit=False) for form in self.rows.filled()],
                removed=[form.instance for form in self.rows.removed()],
                by=self.request.user,
            )


class EventQuotas(RowsPage):
    """How many of which role each region sends."""

    rows_class = QuotaRows
    heading = _("Invitation quota")
    intro = _("For each role: how many every region sends, such as 1 TKSK and 9 PSM for each district.")
    one = _("Quota")
    more = _("Add another role")
    saved = _("The quota is saved. Now invite those who hold the posts.")

    def get_success_url(self):
        return reverse("event_invite", args=[self.event.slug])


class EventGroups(RowsPage):
    """Who attends which sessions."""

    rows_class = GroupRows
    heading = _("Groups")
    intro = _("For the same session on different days: each group attends some of the sessions only.")
    one = _("Group")
    more = _("Add another group")
    saved = _("The groups are saved. Now say which districts come in which group.")

    def get_success_url(self):
        return reverse("event_group_areas", args=[self.event.slug])


class EventClaims(RowsPage):
    """Headcounts somebody else gave; they may come when the event is long closed."""

    rows_class = ClaimRows
    heading = _("Claimed headcount")
    intro = _("What the press or a report said, beside what was counted: a number, its wording, or both.")
    one = _("Claim")
    more = _("Add another claim")

    def save(self):
        with explained():
            require_organiser(self.event, self.request.user)
            hold(self.event, alone=True)
            self.rows.refuse_overtaken()
            self.rows.save()


class EventSpeakers(RowsPage):
    """Who speaks."""

    rows_class = SpeakerRows
    heading = _("Speakers")
    one = _("Speaker")
    more = _("Add another speaker")

    def get_success_url(self):
        return reverse("event_agenda", args=[self.event.slug])


class SessionTopics(RowsPage):
    """The topics of one session."""

    rows_class = TopicRows
    heading = _("Topics")
    one = _("Topic")
    more = _("Add another topic")

    @cached_property
    def parent(self):
        try:
            return self.event.sessions.select_related("event").get(pk=self.kwargs["session"])
        except self.event.sessions.model.DoesNotExist:
            raise Http404 from None

    @property
    def intro(self):
        """Which session."""
        return str(self.parent)

    def get_success_url(self):
        return reverse("event_agenda", args=[self.event.slug])
