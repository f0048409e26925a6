"""Yearly appraisals: add one to a post, correct one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from registry import access
from registry.forms.appraisals import AppraisalForm
from registry.models import Appointment, Appraisal, User
from welfare.constraints import explained
from welfare.views import AddView, EditView


class AppraisalAct:
    """What adding and editing share: the post, the way back, and who may."""

    form_class = AppraisalForm

    def trail(self):
        worker = self.post_of.worker
        return [(_("People"), reverse("workers")), (worker.name, self.get_success_url())]

    def get_success_url(self):
        return reverse("worker_appointments", args=[self.post_of.worker_id])

    @explained()
    def save(self, form):
        super().save(form)


class AppraisalCreate(AppraisalAct, AddView):
    """Appraise one post for one year."""

    permission_required = "registry.add_appraisal"
    title = _("Appraise")
    saved = _("The appraisal was saved.")

    @cached_property
    def post_of(self) -> Appointment:
        return editable_post(self.request.user, pk=self.kwargs["pk"])

    def get_initial(self):
        return {"year": timezone.localdate().year}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Appraisal(appointment=self.post_of)}


class AppraisalEdit(AppraisalAct, EditView):
    """Correct an appraisal."""

    model = Appraisal
    permission_required = "registry.change_appraisal"
    title = _("Edit the appraisal")

    @property
    def post_of(self) -> Appointment:
        return self.object.appointment

    def get_object(self, queryset=None):
        appraisal = super().get_object(queryset)
        editable_post(self.request.user, pk=appraisal.appointment_id)
        return appraisal


def editable_post(user: User, **lookup) -> Appointment:
    """One post: 404 when it is not seen, 403 when person or place are not this user's.

    Who serves in two regencies is seen, with both posts, in each; each grades its own.
    """
    post = Appointment.objects.visible_to(user).select_related("worker", "region").filter(**lookup).first()
    if post is None:
        raise Http404
    if not (access.edits(user, post.worker) and user.scope.contains(post.region)):
        raise PermissionDenied
    return post
