"""What somebody should look at: terms, decrees, doubles, vacant seats."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from registry.worklists import term_clocks
from welfare.views import PageMixin


class WorklistPage(PageMixin, TemplateView):
    """The term clock by role, and the ways to the other lists."""

    template_name = "people/worklists.html"
    permission_required = ["registry.view_worker", "registry.view_appointment"]
    title = _("Worklists")

    def trail(self):
        return [(_("People"), reverse("workers"))]

    def get_context_data(self, **kwargs):
        region = self.request.user.scope
        return super().get_context_data(**kwargs) | {
            "region": region,
            "clocks": term_clocks(region, on=timezone.localdate()),
        }
