"""Regions to look at after a list was loaded: what it only suggested, and ended ones where people serve."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from registry.actions.region_proposals import accept_proposals, reject_proposal
from registry.models import Appointment, Region, RegionChange
from registry.views.regions import may_load_regions
from welfare.errors import RuleError
from welfare.views import PageMixin

ACCEPT, REJECT = "accept", "reject"
SHOWN = 200  # of each kind; who has more begins with these


class RegionReview(PageMixin, TemplateView):
    """Proposals with how many people they concern, and regions that ended while people serve there."""

    template_name = "regions/review.html"
    permission_required = "registry.view_region"
    title = _("Regions to look at")

    def trail(self):
        return [(_("Regions"), reverse("regions"))]

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        ended = Region.objects.visible_to(user).filter(validity__endswith__lte=today)
        serving = Appointment.objects.serving(on=today).filter(region__in=ended).order_by()
        many = dict(serving.values_list("region").annotate(many=Count("pk")))
        proposed = RegionChange.objects.visible_to(user).proposed().select_related("before", "after")
        proposed = proposed.order_by("old_code")
        asked_about = set(proposed.values_list("before", flat=True))
        left = ended.filter(pk__in=many.keys() - asked_about).with_path().order_by("code")
        return super().get_context_data(**kwargs) | {
            "proposals": [(change, many.get(change.before_id, 0)) for change in proposed[:SHOWN]],
            "ended": [(region, many[region.pk]) for region in left[:SHOWN]],
            "may_answer": may_load_regions(user),
        }


@require_POST
def region_proposal(request, pk):
    """Accept or reject one proposal; regions are everybody's, so only who sees every office answers."""
    if not may_load_regions(request.user):
        raise PermissionDenied
    change = get_object_or_404(RegionChange.objects.visible_to(request.user).proposed(), pk=pk)
    answer = request.POST.get("answer")
    if answer not in {ACCEPT, REJECT}:
        raise BadRequest("answer")
    try:
        if answer == ACCEPT:
            accept_proposals(by=request.user, which=RegionChange.objects.filter(pk=pk))
            said = gettext("%(name)s keeps its people under the new code.")
        else:
            reject_proposal(change=change, by=request.user)
            said = gettext("%(name)s has ended; the new region is another one.")
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said % {"name": change.old_name})
    return redirect("region_review")
