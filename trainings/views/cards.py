"""Cards with a QR code: the sheet to print, and the page that a code leads to."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from trainings import checkin
from trainings.actions.cards import RIM, print_cards
from trainings.models import Event, Participant
from trainings.states import today_of
from trainings.views.pages import EventChange
from welfare.errors import RuleError
from welfare.files import download
from welfare.qr import qr_svg


class EventCards(EventChange, View):
    """The cards of an event as a PDF; by POST, since who prints them is written down."""

    def post(self, request, *args, **kwargs):
        def address_of(token: str) -> str:
            return request.build_absolute_uri(reverse("card", args=[token]))

        try:
            return download(print_cards(event=self.event, address_of=address_of, by=request.user))
        except RuleError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("event_participants", args=[self.event.slug]))


@method_decorator([login_not_required, never_cache], name="dispatch")
class CardPage(TemplateView):
    """Where the code leads, whatever reads it: the code itself, to show at the desk, and the event's name.

    An officer at one of the event's desks sees whose it is, and the button that checks him in.
    """

    template_name = "checkin/card.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        cards = Participant.objects.select_related("event__office")
        participant = get_object_or_404(cards, token=self.kwargs["token"])
        event = participant.event
        here = self.request.build_absolute_uri(self.request.path)  # whatever was written behind it
        context = super().get_context_data(**kwargs) | {
            "title": event.title,
            "event": event,
            "code": mark_safe(qr_svg(here, border=RIM)),  # noqa: S308 - drawn from an address
        }
        user = self.request.user
        may_check_in = user.is_authenticated and user.has_perm("trainings.check_in")
        if may_check_in and Event.objects.at_desk_of(user).filter(pk=event.pk).exists():
            context |= self.for_officer(event, participant)
        return context

    def for_officer(self, event: Event, participant: Participant) -> dict:
        """Whose card it is, and the session he comes to."""
        session = checkin.session_for(event, today_of(event))
        return {
            "person": checkin.people(event).get(pk=participant.pk),
            "line": checkin.line(participant),
            "session": session,
            "attendance": session and checkin.statuses(session).get(participant.pk),
            "is_open": event.status == Event.Status.PLANNED,
            "nonce": uuid4(),
        }
