"""The check-in desk: one page that works as plain forms, and the same answers as JSON for its script."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.staticfiles.finders import find
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.generic import RedirectView, TemplateView, View

from registry.models import Worker
from registry.names import name_key
from trainings import checkin
from trainings.actions.checkin import check_in, undo, walk_in
from trainings.checkin_cards import Card, arrived, last, refused, unknown
from trainings.models import Event, Session
from trainings.states import today_of
from trainings.views.pages import OfEvent
from welfare import shown
from welfare.errors import RuleError
from welfare.search import words_of

JSON, HTML = "application/json", "text/html"
READ_BY_ACTS = ("date", "event__slug", "event__status", "event__office__time_zone")


class AtDesk(OfEvent):
    """What belongs to the desks of an event: for those it was given to."""

    permission_required = "trainings.check_in"

    def events(self):
        return Event.objects.at_desk_of(self.request.user)

    def dispatch(self, request, *args, **kwargs):
        """Times are told on the clock of the organising office."""
        if not request.user.has_perm(self.permission_required):
            return self.handle_no_permission()
        with timezone.override(self.event.office.zone):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response


class DeskNow(AtDesk, RedirectView):
    """To the desk of the session that is on."""

    http_method_names = ["get", "head", "options"]

    def get_redirect_url(self, *args, **kwargs):
        session = checkin.session_for(self.event, today_of(self.event))
        if session is None:
            raise Http404
        return reverse("checkin_desk", args=[self.event.slug, session.pk])


class AtSession(AtDesk):
    """What belongs to the desks of one session."""

    @cached_property
    def session(self) -> Session:
        """The session, with its event and office, in one statement."""
        return get_object_or_404(self.sessions(), pk=self.kwargs["session"], event__slug=self.kwargs["slug"])

    def sessions(self) -> QuerySet[Session]:
        """The sessions of all events at whose desks the user may stand."""
        sessions = Session.objects.filter(event__in=self.events())
        return sessions.select_related("event__office")

    @property
    def event(self) -> Event:
        """The session's event."""
        return self.session.event


class DeskPage(AtSession, TemplateView):
    """Search, one big button, what happened last, and how many came. `?q=` searches by name."""

    template_name = "checkin/desk.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        text = words_of(self.request.GET)
        found = checkin.named(self.event, text) if text else []
        known = checkin.statuses(self.session) if found else {}
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "session": self.session,
            "sessions": self.event.sessions.all(),
            "is_open": self.event.status == Event.Status.PLANNED,
            "may_leave": user.has_perm("trainings.view_event"),
            "query": text,
            "found": [(person, checkin.line(person), known.get(person.pk), uuid4()) for person in found],
            "uninvited": self.roster(text) if text and not found else [],
            "cards": [card for card in (kwargs.get("card"), *self.earlier(kwargs.get("card"))) if card],
            "blank": [Card("present"), Card("again"), Card("other"), Card("unknown"), Card("refused")],
            "counts": checkin.count(self.session),
            "nonce": uuid4(),
        }

    def earlier(self, card: Card | None) -> list[Card]:
        """The last check-ins at this desk, without the one just made."""
        made = (last(row) for row in checkin.last_of(self.session, self.request.user))
        return [one for one in made if card is None or one.nonce != card.nonce]

    def roster(self, text: str) -> list[tuple]:
        """People of the roster who are not invited, as (person, line, a nonce)."""
        found = checkin.uninvited(self.event, text)
        return [(one, checkin.roster_line(one), uuid4()) for one in found]


class DeskShell(DeskPage):
    """The same page with nobody's name on it: what a browser keeps for when the network drops."""

    def earlier(self, card):
        return []


class DeskWorker(AtSession, View):
    """The script that shows the kept page; from here, for a service worker's power ends at its own folder."""

    def get(self, request, *args, **kwargs):
        return FileResponse(open(find("js/checkin-worker.js"), "rb"), content_type="text/javascript")


class DeskAct(DeskPage):
    """Something done at the desk: JSON for the script, for a plain form the page, safe to send again."""

    http_method_names = ["post", "options"]

    def sessions(self):
        """For the script no more of each than an act reads: a crowd passes through here."""
        return super().sessions().only(*READ_BY_ACTS) if self.for_script else super().sessions()

    @cached_property
    def for_script(self) -> bool:
        """Is the answer for the page's script, not for a browser without one?"""
        return self.request.get_preferred_type([HTML, JSON]) == JSON

    def post(self, request, *args, **kwargs):
        try:
            card = self.act()
        except RuleError as refusal:
            card = refused(str(refusal))
        if self.for_script:
            return JsonResponse(card.as_json())
        return self.render_to_response(self.get_context_data(card=card))

    def act(self) -> Card:
        """Do it, and say how it ended; RuleError when it may not be."""
        raise NotImplementedError

    @property
    def nonce(self) -> UUID:
        """What the page named this act by, so that it happens once however often it is sent."""
        try:
            return UUID(self.request.POST.get("nonce", ""))
        except ValueError:
            raise BadRequest("nonce") from None

    @property
    def waited(self) -> timedelta:
        """How long the desk kept it before it could be sent."""
        try:
            return timedelta(seconds=int(self.request.POST.get("waited", "0")[:9]))
        except ValueError:
            return timedelta()


class CheckIn(DeskAct):
    """Record somebody who came: `participant` by id, or `q`, a scanned code or the number of a card.

    Any other text in `q` is a name to search for.
    """

    def post(self, request, *args, **kwargs):
        text = words_of(request.POST)
        is_name = text and not checkin.CARD_NUMBER.fullmatch(text) and name_key(text)
        if is_name and not checkin.token_in(text) and "participant" not in request.POST:
            address = reverse("checkin_desk", args=[self.event.slug, self.session.pk])
            return HttpResponseRedirect(f"{address}?{urlencode({'q': text})}")
        return super().post(request, *args, **kwargs)

    def act(self):
        text = self.request.POST.get("participant") or self.request.POST.get("q", "").strip()
        participant = checkin.scanned(self.event, text)
        if participant is None:
            return unknown()
        done = check_in(
            session=self.session,
            participant=participant,
            nonce=self.nonce,
            by=self.request.user,
            waited=self.waited,
            instead_of=self.request.POST.get("instead_of", ""),
        )
        return arrived(done, participant)


class Undo(DeskAct):
    """Take one's own check-in back."""

    def act(self):
        was_there = undo(session=self.session, nonce=self.nonce, by=self.request.user, waited=self.waited)
        text = _("Undone: not recorded any more.") if was_there else _("Nothing to undo.")
        return refused(text, kind="undone")


class WalkIn(DeskAct):
    """Record somebody who was not invited: `worker`, of the roster in the event's region, or a `name`."""

    def act(self):
        worker = None
        if wanted := self.request.POST.get("worker", ""):
            seen = Worker.objects.seen_from(self.event.region)
            worker = seen.filter(pk=wanted).first() if checkin.CARD_NUMBER.fullmatch(wanted) else None
            if worker is None:
                return unknown()
        done = walk_in(
            session=self.session,
            nonce=self.nonce,
            by=self.request.user,
            name=self.request.POST.get("name", ""),
            worker=worker,
            waited=self.waited,
        )
        return arrived(done, checkin.people(self.event).get(pk=done.attendance.participant_id))


class DeskCount(AtSession, View):
    """How many came, for the page to show; with it a fresh token for its forms."""

    def get(self, request, *args, **kwargs):
        counts = checkin.count(self.session)
        return JsonResponse(
            {
                "open": self.event.status == Event.Status.PLANNED,
                "present": counts.present,
                "due": counts.due,
                "areas": counts.areas,
                "time": shown.clock(timezone.now()),
                "token": get_token(request),
            }
        )


class DeskRoster(AtSession, View):
    """People of the roster who are not invited, by name (`?q=`): for the page to offer as an addition."""

    def get(self, request, *args, **kwargs):
        found = checkin.uninvited(self.event, words_of(request.GET))
        rows = [{"worker": one.pk, "name": one.name, "line": checkin.roster_line(one)} for one in found]
        return JsonResponse({"people": rows})


@method_decorator(gzip_page, name="dispatch")
class DeskNames(AtSession, View):
    """Whom the desk may meet, for when the network drops: names, what tells them apart, digests of tokens."""

    def get(self, request, *args, **kwargs):
        if self.event.status != Event.Status.PLANNED:
            return JsonResponse({"open": False, "people": []})
        known = checkin.statuses(self.session)
        rows = [
            {
                "id": person.pk,
                "name": person.shown_name,
                "key": name_key(person.shown_name),
                "line": checkin.line(person),
                "digest": checkin.digest(person.token),
                "status": known[person.pk].status if person.pk in known else "",
                "time": shown.clock(known[person.pk].recorded_at) if person.pk in known else "",
            }
            for person in checkin.people(self.event).order_by("shown_name", "pk")
        ]
        return JsonResponse({"open": True, "people": rows})
