"""One person: the page with its tabs, adding, editing, and the logged look at a number."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from registry import access, plugs
from registry.actions import people, reverting
from registry.filters import SOON
from registry.forms.history import HistoryForm
from registry.forms.people import NewWorkerForm, WorkerForm
from registry.history import changes_of, chosen
from registry.models import AppointmentDecree, Worker
from registry.views.merged import FollowsMerge
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.views import AddView, EditView, RecordView

LATEST = 4  # changes shown beside the overview
REVEALED_SECONDS = 30  # how long full numbers stand on the screen


class WorkerPage(FollowsMerge, RecordView):
    """Overview, appointments, trainings or history of one person, each under its own address."""

    model = Worker
    permission_required = "registry.view_worker"
    context_object_name = "worker"
    tab = "overview"

    def get_template_names(self):
        return [f"people/{self.tab}.html"]

    def get_queryset(self):
        papers = AppointmentDecree.objects.select_related("decree").order_by("decree__date", "pk")
        return (
            super()
            .get_queryset()
            .select_related("home_region__district", "home_region__regency")
            .with_posts(on=timezone.localdate())
            .prefetch_related(Prefetch("posts__papers", queryset=papers), "posts__appraisals")
        )

    def trail(self):
        trail = [(_("People"), reverse("workers"))]
        if self.object.posts and (region := self.object.posts[0].region):
            trail.append((region.label, reverse("region", args=[region.pk])))
        return trail

    def get_context_data(self, **kwargs):
        user, worker = self.request.user, self.object
        context = super().get_context_data(**kwargs)
        panel = plugs.training_panel(worker, user)
        changes = changes_of(worker, user=user)
        asked = HistoryForm(self.request.GET or None, people={change.who for change in changes})
        shown = chosen(changes, **asked.cleaned_data) if asked.is_valid() else changes
        return context | {
            "title": worker.name,
            "post": next(iter(worker.posts), None),
            "training_panel": panel,
            "changes": shown if self.tab == "history" else changes[:LATEST],
            "history_form": asked,
            "merges": worker.merges.filter(undone_at=None) if self.tab == "history" else (),
            "tabs": self.tabs(panel, len(changes)),
            "may_edit": may_edit(user, worker),
            "sees_personal": access.sees_personal_of(user, worker),
            "may_reveal": access.sees_personal(user),
            "today": timezone.localdate(),
            "soon": SOON,
        }

    def tabs(self, panel, changes: int):
        """(label, address, count, is open) of each tab."""
        tabs = [("overview", _("Overview"), "worker", None)]
        tabs.append(("appointments", _("Appointments"), "worker_appointments", len(self.object.posts)))
        if panel:
            tabs.append(("trainings", _("Trainings"), "worker_trainings", panel.count))
        tabs.append(("history", _("History"), "worker_history", changes))
        return [
            (label, reverse(name, args=[self.object.pk]), count, tab == self.tab)
            for tab, label, name, count in tabs
        ]


class WorkerCreate(AddView):
    """Register a person; the office is the user's own."""

    form_class = NewWorkerForm
    template_name = "people/create.html"
    permission_required = "registry.add_worker"
    title = _("Add a person")
    save_label = _("Register")
    saved = _("Registered. Next: the post this person holds.")

    def trail(self):
        return [(_("People"), reverse("workers"))]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"visible": Worker.objects.visible_to(self.request.user)}

    def save(self, form):
        if self.request.user.office is None:
            raise RuleError(_("Your account belongs to no office, so it cannot register anybody."))
        form.instance.office = self.request.user.office
        with explained():
            super().save(form)
        tell_doubts(self.request, form)

    def get_success_url(self):
        if self.request.user.has_perm("registry.add_appointment"):
            return reverse("appointment_create", args=[self.object.pk])
        return reverse("worker", args=[self.object.pk])


class WorkerEdit(FollowsMerge, EditView):
    """Edit a person; two who edit at once see both versions."""

    model = Worker
    form_class = WorkerForm
    permission_required = "registry.change_worker"
    title = _("Edit")

    def get_object(self, queryset=None):
        worker = super().get_object(queryset)
        if not may_edit(self.request.user, worker):
            raise PermissionDenied
        return worker

    def trail(self):
        return [
            (_("People"), reverse("workers")),
            (self.object.name, reverse("worker", args=[self.object.pk])),
        ]

    def save(self, form):
        with explained():
            super().save(form)
        tell_doubts(self.request, form)

    def get_success_url(self):
        return reverse("worker", args=[self.object.pk])


@require_POST
@never_cache
@permission_required("registry.reveal_worker", raise_exception=True)
def worker_reveal(request, pk):
    """Show the full NIK and phone number for a while, and log who looked."""
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=pk)
    values = people.reveal(worker=worker, fields=people.REVEALABLE, by=request.user)
    template = "people/_identity.html" if request.htmx else "people/revealed.html"
    context = {"worker": worker, "revealed": values, "sees_personal": True, "may_reveal": True}
    context |= {"title": worker.name, "trail": way_to(worker)}
    context["hidden_after"] = REVEALED_SECONDS
    response = render(request, template, context)
    if not request.htmx:  # the page itself leads back; in place of a part the script hides the numbers
        response["Refresh"] = f"{REVEALED_SECONDS}; url={reverse('worker', args=[pk])}"
    return response


@require_POST
@never_cache
@permission_required("registry.reveal_worker", raise_exception=True)
def worker_call(request, pk):
    """The phone number alone, to be called at a touch; that too is a look, and logged."""
    worker = get_object_or_404(Worker.objects.visible_to(request.user).exclude(phone=""), pk=pk)
    values = people.reveal(worker=worker, fields=["phone"], by=request.user)
    response = render(request, "people/call.html", values | {"title": worker.name, "trail": way_to(worker)})
    response["Refresh"] = f"{REVEALED_SECONDS}; url={reverse('worker', args=[pk])}"
    return response


@require_POST
@permission_required(["registry.change_worker", "registry.change_appointment"], raise_exception=True)
def worker_revert(request, pk, change):
    """Take one change of a person back, or say what stands on it."""
    worker = get_object_or_404(Worker.objects.visible_to(request.user), pk=pk)
    if not may_edit(request.user, worker):
        raise PermissionDenied
    try:
        reverting.revert(worker=worker, change=change, by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Taken back. This too stands in the history."))
    return redirect("worker_history", pk)


def may_edit(user, worker: Worker) -> bool:
    """Seen is not yet editable: a province reads what regencies keep and edits what it registered."""
    return user.has_perm("registry.change_worker") and access.edits(user, worker)


def tell_doubts(request, form) -> None:
    """Say what the NIK says otherwise, after saving."""
    for doubt in form.doubts():
        messages.warning(request, doubt)


def way_to(worker: Worker) -> list[tuple[str, str]]:
    """The way to what stands below a person's page."""
    return [(_("People"), reverse("workers")), (worker.name, reverse("worker", args=[worker.pk]))]
