"""Acts on appointments: each a form, its preview and one transaction."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.actions import appointments
from registry.forms.appointments import AppointForm, EndForm, ExtendForm, TransferForm
from registry.models import Appointment, Worker
from welfare.constraints import explained
from welfare.views import ActView

MOST = 1000  # posts in one act from the screen


class AppointmentAct(ActView):
    """What the acts share: the person or posts they are about, and the way back."""

    permission_required = "registry.change_appointment"
    template_name = "appointments/form.html"

    @cached_property
    def posts(self) -> list[Appointment]:
        """The posts of the address: 404 when one is not seen, 403 when one may not be edited."""
        keys = {key for key in self.asked_keys() if key.isdecimal() and len(key) < 18}
        rows = Appointment.objects.visible_to(self.request.user).filter(pk__in=keys)
        rows = rows.with_status(on=timezone.localdate())
        found = list(rows.select_related("worker", "role", "region__district", "region__regency")[:MOST])
        if not found or len(found) != len(keys):
            raise Http404
        editable = Worker.objects.editable_by(self.request.user)
        editable = editable.filter(pk__in={post.worker_id for post in found})
        if editable.count() < len({post.worker_id for post in found}):
            raise PermissionDenied
        return found

    def asked_keys(self) -> list[str]:
        return [str(self.kwargs["pk"])] if "pk" in self.kwargs else self.request.GET.getlist("post")

    @cached_property
    def worker(self) -> Worker | None:
        """The one person the act is about; None when there are several."""
        workers = {post.worker for post in self.posts}
        return workers.pop() if len(workers) == 1 else None

    def trail(self):
        trail = [(_("People"), reverse("workers"))]
        if self.worker:
            trail.append((self.worker.name, reverse("worker", args=[self.worker.pk])))
        return trail

    def get_success_url(self):
        return self.cancel_url()

    def get_context_data(self, **kwargs):
        return {"posts": self.posts} | super().get_context_data(**kwargs)


class DecreeAct(AppointmentAct):
    """An act that may stand on a decree of the user's office."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}


class AppointmentCreate(DecreeAct):
    """Appoint one person to one more post."""

    permission_required = "registry.add_appointment"
    form_class = AppointForm
    title = _("Appoint")
    save_label = _("Appoint")
    saved = _("Appointed.")
    posts = ()

    @cached_property
    def worker(self) -> Worker:
        user = self.request.user
        worker = Worker.objects.visible_to(user).filter(pk=self.kwargs["pk"]).first()
        if worker is None:
            raise Http404
        if not Worker.objects.editable_by(user).filter(pk=worker.pk).exists():
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


class AppointmentTransfer(DecreeAct):
    """End one post and open the next."""

    form_class = TransferForm
    title = _("Transfer")
    save_label = _("Transfer")
    saved = _("Transferred. The old post ended the day before.")

    def get_initial(self):
        return {"role": self.posts[0].role_id}

    @explained()
    def save(self, form):
        appointments.transfer(
            appointment=self.posts[0],
            region=form.cleaned_data["region"],
            role=form.cleaned_data["role"],
            first_day=form.cleaned_data["first_day"],
            decree=form.recorded(),
            by=self.request.user,
        )


class AppointmentExtend(DecreeAct):
    """Record the decree that extends one post or many."""

    form_class = ExtendForm
    title = _("Extend by a decree")

    @property
    def save_label(self):
        many = len(self.posts)
        return ngettext("Extend %(many)s appointment", "Extend %(many)s appointments", many) % {"many": many}

    @explained()
    def save(self, form):
        many = appointments.extend(appointments=self.posts, decree=form.recorded(), by=self.request.user)
        self.saved = ngettext("%(many)s appointment extended.", "%(many)s appointments extended.", many) % {
            "many": many
        }


class AppointmentEnd(AppointmentAct):
    """End one post or many with one reason."""

    form_class = EndForm
    title = _("End the service")

    @property
    def save_label(self):
        many = len(self.posts)
        return ngettext("End %(many)s appointment", "End %(many)s appointments", many) % {"many": many}

    def get_initial(self):
        return {"last_day": timezone.localdate()}

    def save(self, form):
        many = appointments.end(appointments=self.posts, by=self.request.user, **form.cleaned_data)
        self.saved = ngettext("%(many)s appointment ended.", "%(many)s appointments ended.", many) % {
            "many": many
        }
