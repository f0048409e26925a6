"""Recording that a region was merged into another or split, and undoing what was recorded by mistake."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registry.actions.region_changes import may_undo, record_change, undo_change
from registry.forms.regions import RegionChangeForm
from registry.models import Appointment, RegionChange
from registry.views.regions import OfRegion, to_region, way_down
from welfare.errors import RuleError
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


@permission_required("registry.add_regionchange", raise_exception=True)
def region_change_undo(request, pk):
    """Ask, then take back a change that was recorded by hand."""
    changes = RegionChange.objects.visible_to(request.user).select_related("before", "after")
    change = get_object_or_404(changes, pk=pk)
    if not may_undo(change, request.user):
        raise Http404
    if request.method == "POST":
        try:
            undo_change(change=change, by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("Undone. Region and posts are as they were before."))
        return to_region(change.before)
    here = reverse("region", args=[change.before_id])
    trail = [*way_down(change.before, request.user), (change.before.label, here)]
    context = {"change": change, "title": gettext("Undo this change?"), "trail": trail}
    context |= {"save_label": gettext("Undo the change"), "danger": True, "cancel_url": here}
    return render(request, "regions/undo.html", context)
