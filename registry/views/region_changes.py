"""Recording that a region was merged into another or split."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.actions.region_changes import record_change
from registry.forms.regions import RegionChangeForm
from registry.models import Appointment
from registry.views.regions import OfRegion
from welfare.views import ActView


class ChangeRecord(OfRegion, ActView):
    """One change of one region; the page says first how many people serve there."""

    form_class = RegionChangeForm
    template_name = "regions/change.html"
    permission_required = "registry.add_regionchange"
    title = _("Merged or split")

    def get_success_url(self):
        return self.here()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        serving = Appointment.objects.filter(region=self.region, end_reason="").count()
        return super().get_context_data(**kwargs) | {"region": self.region, "serving": serving}

    def save(self, form):
        _change, moved = record_change(region=self.region, by=self.request.user, **form.cleaned_data)
        if moved:
            self.saved = ngettext(
                "Recorded. %(many)s person was transferred.",
                "Recorded. %(many)s people were transferred.",
                moved,
            ) % {"many": moved}
