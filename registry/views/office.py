"""The user's own office: letterhead, logo, and those who sign."""

from django.http import Http404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.forms.settings import OfficeForm, OfficialForm
from registry.models import Office, Official
from welfare.constraints import explained
from welfare.views import AddView, EditView

SETTINGS = (_("Settings"), reverse_lazy("settings"))
OFFICE = (_("Office"), reverse_lazy("office_edit"))


class OfficeEdit(EditView):
    """The letterhead, with the officials beside it."""

    model = Office
    form_class = OfficeForm
    template_name = "settings/office.html"
    permission_required = "registry.change_office"
    title = _("Office and letterhead")
    success_url = reverse_lazy("office_edit")

    def get_object(self, queryset=None):
        if self.request.user.office_id is None:
            raise Http404
        return self.get_queryset().get(pk=self.request.user.office_id)

    def trail(self):
        return [SETTINGS]

    @explained()
    def save(self, form):
        super().save(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        officials = self.object.officials.order_by("capacity", "-service")
        return context | {"officials": officials, "today": timezone.localdate()}


class OfficialCreate(AddView):
    """Somebody who signs for the user's office."""

    form_class = OfficialForm
    permission_required = "registry.add_official"
    title = _("Add an official")
    success_url = reverse_lazy("office_edit")

    def trail(self):
        return [SETTINGS, OFFICE]

    @explained()
    def save(self, form):
        if self.request.user.office is None:
            raise Http404
        form.instance.office = self.request.user.office
        super().save(form)


class OfficialEdit(EditView):
    """Change an official; earlier papers keep the name they were printed with."""

    model = Official
    form_class = OfficialForm
    permission_required = "registry.change_official"
    title = _("Edit an official")
    success_url = reverse_lazy("office_edit")

    def trail(self):
        return [SETTINGS, OFFICE]

    @explained()
    def save(self, form):
        super().save(form)
