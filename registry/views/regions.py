"""Regions: walking down the tree with its seats, one region's posts, and the names it goes by."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView

from registry import access, plugs
from registry.actions.exports import SENT_OUT, send_out_sheets
from registry.actions.region_changes import may_undo
from registry.coverage import PSM
from registry.forms.fields import suggested, written
from registry.forms.regions import RegionNameForm, SheetsForm
from registry.models import Appointment, Region, RegionChange, RegionName
from registry.tree import seats_below, seats_of, table_below
from registry.vacancies import vacancies
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.files import download

POSTS_SHOWN = 200  # a district has a few dozen; the people list shows the rest
WITH_POSTS = (Region.Level.DISTRICT, Region.Level.VILLAGE)


class RegionPage(PermissionRequiredMixin, TemplateView):
    """One region: its seats, the regions below it, who serves there. Without a key: the user's scope."""

    template_name = "regions/page.html"
    permission_required = "registry.view_region"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        regions = Region.objects.visible_to(user).select_related("province", "regency", "district")
        region = get_object_or_404(regions, pk=self.kwargs.get("pk", user.scope_id))
        below = seats_below(region, on=today)
        return super().get_context_data(**kwargs) | {
            "title": region.label,
            "region": region,
            "trail": list(way_down(region, user)),
            "seats": seats_of(region, below, on=today),
            "table": table_below(region, below, on=today),
            "psm": PSM,
            "posts": posts_in(region, user, today) if region.level in WITH_POSTS else None,
            "vacancies": vacancies(region, on=today) if region.level in WITH_POSTS else None,
            "changes": changes_of(region, user),
            "may_load": region.pk == user.scope_id and may_load_regions(user),
            "names": region.other_names.order_by("kind", "name"),
            "name_form": RegionNameForm() if user.has_perm("registry.add_regionname") else None,
            "panel": plugs.region_panel(region, user),
            "has_sheets": region.level in SENT_OUT and user.has_perm("registry.export_worker"),
        }


@require_GET
@permission_required("registry.view_region", raise_exception=True)
def regions_suggested(request):
    """The options under a region box; of the whole nation where a home is asked for."""
    everywhere = request.GET.get("everywhere")
    regions = Region.objects.all() if everywhere else Region.objects.visible_to(request.user)
    typed = next((value for key, value in request.GET.items() if key.endswith("region")), "")
    options = [written(region) for region in suggested(regions, typed.replace("\0", ""))]
    return render(request, "widgets/suggestions.html", {"options": options})


@require_POST
@permission_required("registry.add_regionname", raise_exception=True)
def region_name_add(request, pk):
    """Add a spelling found on sheets, or the name used locally in place of the one before it."""
    region = get_object_or_404(Region.objects.visible_to(request.user), pk=pk)
    form = RegionNameForm(request.POST, instance=name_to_write(region, request.POST.get("kind", "")))
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return to_region(region)
    try:
        with explained():
            form.save()
    except RuleError as error:
        messages.error(request, str(error))
    else:
        said = _("Sheets that write it “%(name)s” are understood from now on.")
        if form.instance.kind == RegionName.Kind.LOCAL:
            said = _("Called “%(name)s” on all pages from now on.")
        messages.success(request, said % form.cleaned_data)
    return to_region(region)


def name_to_write(region: Region, kind: str) -> RegionName:
    """A new spelling; for a local name the one that holds now, for a region has one at a time."""
    local = region.other_names.filter(kind=RegionName.Kind.LOCAL, validity__upper_inf=True).first()
    if kind == RegionName.Kind.LOCAL and local:
        return local
    return RegionName(region=region, validity=(None, None))


@require_POST
@permission_required("registry.delete_regionname", raise_exception=True)
def region_name_delete(request, pk):
    """Take a spelling away; official names stay."""
    names = RegionName.objects.visible_to(request.user).exclude(kind=RegionName.Kind.OFFICIAL)
    name = get_object_or_404(names.select_related("region"), pk=pk)
    name.delete()
    messages.success(request, _("“%(name)s” was taken away.") % {"name": name.name})
    return to_region(name.region)


@require_POST
@permission_required("registry.export_worker", raise_exception=True)
def region_sheets(request):
    """The sheets of a region to be sent out and filled in. POST only: every export is written down."""
    form = SheetsForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Http404
    try:
        return download(send_out_sheets(region=form.cleaned_data["region"], by=request.user))
    except RuleError as error:
        messages.error(request, str(error))
    return to_region(form.cleaned_data["region"])


class OfRegion:
    """A page about the region of the address, inside the user's scope; its trail leads down to it."""

    @cached_property
    def region(self) -> Region:
        regions = Region.objects.visible_to(self.request.user)
        return get_object_or_404(
            regions.select_related("province", "regency", "district"), pk=self.kwargs["pk"]
        )

    def trail(self):
        return [*way_down(self.region, self.request.user), (self.region.label, self.here())]

    def here(self) -> str:
        """The page of the region itself."""
        return reverse("region", args=[self.region.pk])


def to_region(region: Region) -> HttpResponse:
    return redirect(reverse("region", args=[region.pk]))


def way_down(region: Region, user):
    """(label, address) of each region above `region` that the user may see."""
    for above in (region.province, region.regency, region.district):
        if above and above != region and user.scope.contains(above):
            yield above.label, reverse("region", args=[above.pk])


def may_load_regions(user) -> bool:
    """Regions are everybody's: a newer list is loaded by who sees every office there is."""
    return user.has_perm("registry.add_region") and access.sees_every_office(user)


def changes_of(region: Region, user) -> list[RegionChange]:
    """What decrees did to the region, the latest first; proposals, of which nothing was done, last.

    Each says whether `user` `may_undo` it.
    """
    changes = RegionChange.objects.filter(Q(before=region) | Q(after=region))
    changes = changes.select_related("before", "after", "undone_by")
    told = list(changes.order_by("is_proposed", "-on", "pk"))
    for change in told:
        change.may_undo = may_undo(change, user)
    return told


def posts_in(region: Region, user, on) -> list[Appointment]:
    """Who serves in `region` on the day `on`, in the order of papers."""
    posts = Appointment.objects.visible_to(user).within(region).serving(on=on).with_status(on=on)
    posts = posts.select_related("worker", "role", "region__district", "region__regency")
    return list(posts.order_by("role__position", "region__code", "worker__name_key")[:POSTS_SHOWN])
