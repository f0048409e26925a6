"""Acts on appointments: each a form, its preview and one transaction."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registry import access, plugs
from registry.actions import appointments
from registry.coverage import PSM
from registry.forms.appointments import AppointForm, EndForm, ExtendForm, TransferForm
from registry.models import Appointment, Region, Role, Worker
from registry.vacancies import beyond_seats
from registry.views.selection import (
    MOST_MATCHING,
    SHOWN,
    Previewed,
    list_address,
    matching_people,
    matching_posts,
    ticked,
)
from welfare import shown
from welfare.constraints import explained
from welfare.sending import DoneOnce


class AppointmentAct(DoneOnce, Previewed):
    """What the acts share: the person or posts they are about, and the way back."""

    permission_required = "registry.change_appointment"
    template_name = "appointments/form.html"

    @cached_property
    def rows(self) -> list[Appointment]:
        """The posts the act is about: 404 for none, 403 when one of them may not be edited."""
        rows = self.asked().with_status(on=timezone.localdate()).order_by("pk")
        found = list(
            rows.select_related("worker", "role", "region__district", "region__regency")[: MOST_MATCHING + 1]
        )
        if not found or len(found) > MOST_MATCHING:
            raise Http404
        workers = {post.worker_id for post in found}
        if Worker.objects.editable_by(self.request.user).filter(pk__in=workers).count() < len(workers):
            raise PermissionDenied
        return found

    def asked(self):
        """The posts of the address, as far as they are seen."""
        if "pk" in self.kwargs:
            return Appointment.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        return matching_posts(self.request) if self.request.GET.get("all") else ticked(self.request)

    @cached_property
    def worker(self) -> Worker | None:
        """The one person the act is about; None when there are several."""
        workers = {post.worker for post in self.rows}
        return workers.pop() if len(workers) == 1 else None

    def trail(self):
        trail = [(_("People"), list_address(self.request))]
        if self.worker:
            trail.append((self.worker.name, reverse("worker", args=[self.worker.pk])))
        return trail

    def get_success_url(self):
        return self.cancel_url()

    def get(self, request, *args, **kwargs):
        """The form; back to the list where none of those who match holds anything that can be changed."""
        if self.is_of_all and not self.asked().exists():
            messages.info(request, _("None of these people has an open service that is yours to change."))
            return HttpResponseRedirect(list_address(request))
        return super().get(request, *args, **kwargs)

    @property
    def is_of_all(self) -> bool:
        """Is the act about everybody on the list, not about rows that were ticked?"""
        return "pk" not in self.kwargs and bool(self.request.GET.get("all"))

    def left_out(self) -> int:
        """How many people of the list it is not about: they hold nothing here that can be changed."""
        if not self.is_of_all:
            return 0
        return matching_people(self.request).count() - len({post.worker_id for post in self.rows})

    def get_context_data(self, **kwargs):
        told = {"posts": self.rows[:SHOWN], "left": max(len(self.rows) - SHOWN, 0)}
        return told | {"left_out": self.left_out()} | super().get_context_data(**kwargs)


class DecreeAct(AppointmentAct):
    """An act that may stand on a decree of the user's office; who still lacks basic training is named."""

    def lacking(self) -> list[str]:
        """Who is or may become a PSM without a basic training (Permensos 10/2019); it never blocks."""
        if not plugs.basic_trainings:
            return []
        posts = [post for post in self.rows[:SHOWN] if post.role.code == PSM]
        people = [post.worker for post in posts] if self.rows else [self.worker]
        trained = plugs.basic_trainings([worker.pk for worker in people])
        return [worker.name for worker in people if worker.pk not in trained]

    def get_context_data(self, **kwargs):
        return {"lacking": self.lacking()} | super().get_context_data(**kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}


class AppointmentCreate(DecreeAct):
    """Appoint one person to one more post."""

    permission_required = "registry.add_appointment"
    form_class = AppointForm
    title = _("Appoint")
    save_label = _("Appoint")
    saved = _("Appointed.")
    rows = ()

    @cached_property
    def worker(self) -> Worker:
        user = self.request.user
        worker = Worker.objects.visible_to(user).filter(pk=self.kwargs["pk"]).first()
        if worker is None:
            raise Http404
        if not access.edits(user, worker):
            raise PermissionDenied
        return worker

    @explained()
    def save(self, form):
        first_day, precision = form.start()
        appointments.appoint(
            worker=self.worker,
            role=form.cleaned_data["role"],
            region=form.cleaned_data["region"],
            first_day=first_day,
            precision=precision,
            is_acting=form.cleaned_data["is_acting"],
            decree=form.recorded(),
            by=self.request.user,
        )
        warn_of_excess(self.request, {form.cleaned_data["role"]}, form.cleaned_data["region"], first_day)


class AppointmentTransfer(DecreeAct):
    """End one post and open the next, or many with the same first day."""

    form_class = TransferForm
    title = _("Transfer")

    @property
    def save_label(self):
        many = len(self.rows)
        return ngettext("Transfer %(many)s person", "Transfer %(many)s people", many) % {"many": many}

    def get_initial(self):
        return {"role": self.rows[0].role_id} if len(self.rows) == 1 else {}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_for_many": len(self.rows) > 1}

    @explained()
    def save(self, form):
        moved = appointments.transfer(
            appointments=self.rows,
            region=form.cleaned_data["region"],
            role=form.cleaned_data["role"],
            first_day=form.cleaned_data["first_day"],
            decree=form.recorded(),
            by=self.request.user,
        )
        self.saved = ngettext(
            "Transferred. The old post ended the day before.",
            "%(many)s people transferred. The old posts ended the day before.",
            len(moved),
        ) % {"many": len(moved)}
        roles = {post.role for post in moved}
        warn_of_excess(self.request, roles, form.cleaned_data["region"], form.cleaned_data["first_day"])

    def outcomes(self, form, rows):
        data = form.cleaned_data
        since = gettext("from %(day)s") % {"day": shown.day(data["first_day"])}
        return [(post, f"{data['role'] or post.role}, {data['region'].path}, {since}") for post in rows]


class AppointmentExtend(DecreeAct):
    """Record the decree that extends one post or many."""

    form_class = ExtendForm
    title = _("Extend by a decree")

    @property
    def save_label(self):
        many = len(self.rows)
        return ngettext("Extend %(many)s appointment", "Extend %(many)s appointments", many) % {"many": many}

    @explained()
    def save(self, form):
        self.decree = form.recorded()
        many = appointments.extend(appointments=self.rows, decree=self.decree, by=self.request.user)
        if self.decree.term_last and self.decree.term_last < timezone.localdate():
            said = gettext("The term of this decree ended on %(day)s already.")
            messages.warning(self.request, said % {"day": shown.day(self.decree.term_last)})
        self.saved = ngettext("%(many)s appointment extended.", "%(many)s appointments extended.", many) % {
            "many": many
        }

    def outcomes(self, form, rows):
        term = gettext("until %(day)s") % {"day": shown.day(self.decree.term_last)}
        told = f"{self.decree}, {term}" if self.decree.term_last else str(self.decree)
        return [(post, told) for post in rows]


class AppointmentEnd(AppointmentAct):
    """End one post or many with one reason."""

    form_class = EndForm
    title = _("End the service")

    @property
    def save_label(self):
        many = len(self.rows)
        return ngettext("End %(many)s appointment", "End %(many)s appointments", many) % {"many": many}

    def get_initial(self):
        return {"last_day": timezone.localdate()}

    def save(self, form):
        many = appointments.end(appointments=self.rows, by=self.request.user, **form.cleaned_data)
        self.saved = ngettext("%(many)s appointment ended.", "%(many)s appointments ended.", many) % {
            "many": many
        }

    def outcomes(self, form, rows):
        reason = Appointment.EndReason(form.cleaned_data["reason"]).label
        until = gettext("until %(day)s") % {"day": shown.day(form.cleaned_data["last_day"])}
        return [(post, f"{until}, {reason}") for post in rows]


def warn_of_excess(request, roles: Iterable[Role], region: Region, first_day: date | None) -> None:
    """Quotas warn and never block: say so when more serve than there are seats, once all have begun."""
    on = max(timezone.localdate(), first_day or date.min)
    said = gettext("%(region)s now has %(many)s %(role)s more than seats. The quota warns only.")
    for role in roles:
        if many := beyond_seats(role, region, on=on):
            messages.warning(request, said % {"region": region.label, "many": many, "role": role})
