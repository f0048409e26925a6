"""Trainings elsewhere: a person's record of what other offices certified."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from registry import access
from registry.models import Worker
from trainings.forms.outside import OutsideForm
from trainings.models import OutsideTraining
from welfare.constraints import explained
from welfare.views import AddView, EditView


class OutsidePage:
    """A page about one person's training: 404 out of sight, 403 where the person is not his to edit."""

    @property
    def worker(self) -> Worker:
        """Whose it is."""
        return self.training.worker

    @cached_property
    def training(self) -> OutsideTraining:
        """The one named by `pk`."""
        rows = OutsideTraining.objects.visible_to(self.request.user).select_related("worker")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and not access.edits(request.user, self.worker):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def trail(self):
        return [
            (_("People"), reverse("workers")),
            (self.worker.name, reverse("worker_trainings", args=[self.worker.pk])),
        ]

    def get_success_url(self):
        return reverse("worker_trainings", args=[self.worker.pk])


class OutsideCreate(OutsidePage, AddView):
    """Write down a training elsewhere."""

    form_class = OutsideForm
    permission_required = "trainings.add_outsidetraining"
    title = _("Add a training elsewhere")

    @cached_property
    def worker(self) -> Worker:
        """The person of the address."""
        return get_object_or_404(Worker.objects.visible_to(self.request.user), pk=self.kwargs["worker"])

    @explained()
    def save(self, form):
        form.instance.worker = self.worker
        super().save(form)


class OutsideEdit(OutsidePage, EditView):
    """Correct it."""

    form_class = OutsideForm
    permission_required = "trainings.change_outsidetraining"
    template_name = "events/outside_form.html"
    title = _("Edit a training elsewhere")

    def get_object(self, queryset=None):
        return self.training

    @explained()
    def save(self, form):
        super().save(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"training": self.training}


@require_POST
@permission_required("trainings.delete_outsidetraining", raise_exception=True)
def outside_delete(request, pk):
    """Take it off the record; the history keeps it."""
    rows = OutsideTraining.objects.visible_to(request.user).select_related("worker")
    training = get_object_or_404(rows, pk=pk)
    if not access.edits(request.user, training.worker):
        raise PermissionDenied
    training.delete()
    messages.success(request, _("The training is deleted."))
    return redirect("worker_trainings", training.worker_id)
