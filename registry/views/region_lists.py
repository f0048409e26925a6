"""A newer list of regions: what it would change is shown, then it is loaded; for who sees every office."""

import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from registry.actions.regions import difference_of, load_regions
from registry.forms.regions import RegionListForm
from registry.models import Appointment, Region, RegionChange
from registry.regions.compare import Difference
from registry.regions.lists import RegionList, read_list
from registry.views.regions import may_load_regions
from welfare.errors import RuleError
from welfare.views import ActView

KEPT = "region_list"  # in the session: the file between looking and loading, with its decree and day
SHOWN = 100  # changes of a kind


class RegionListLoad(ActView):
    """Send a list and see the difference; nothing is written yet."""

    form_class = RegionListForm
    title = _("Load a list of regions")
    save_label = _("Show what it changes")

    def has_permission(self):
        return may_load_regions(self.request.user)

    def trail(self):
        return [(_("Regions"), reverse("regions"))]

    def form_valid(self, form):
        data = form.cleaned_data
        content = data["file"].read()
        try:
            regions = listed(content, decree=data["decree"], on=data["on"])
        except RuleError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        keep(self.request.session, content, regions)
        difference = difference_of(regions)
        context = {
            "title": gettext("What this list changes"),
            "trail": [*self.trail(), (self.title, self.request.path)],
            "regions": regions,
            "groups": list(groups(difference)),
            "proposed": len(difference.proposed),
        }
        return render(self.request, "regions/difference.html", context)


@require_POST
def region_list_apply(request):
    """Load the list that was shown."""
    if not may_load_regions(request.user):
        raise PermissionDenied
    kept = request.session.pop(KEPT, None)
    if kept is None or not default_storage.exists(kept["file"]):
        messages.error(request, gettext("Send the list again: it is not kept any more."))
        return redirect("region_list")
    with default_storage.open(kept["file"]) as file:
        content = file.read()
    default_storage.delete(kept["file"])
    try:
        regions = listed(content, decree=kept["decree"], on=parse_date(kept["on"]))
        load_regions(regions=regions, accept=bool(request.POST.get("accept")), by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
        return redirect("region_list")
    messages.success(
        request, gettext("The regions are those of %(decree)s now.") % {"decree": kept["decree"]}
    )
    return redirect("regions")


def listed(content: bytes, *, decree: str, on) -> RegionList:
    """The list in an uploaded file; RuleError names its faulty lines."""
    with NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        return read_list(Path(file.name), decree=decree, on=on)


def keep(session, content: bytes, regions: RegionList) -> None:
    """Keep the file for the next step, in place of one that was looked at before."""
    if before := session.get(KEPT):
        default_storage.delete(before["file"])
    name = default_storage.save(f"regions/{secrets.token_hex(8)}.csv", ContentFile(content))
    session[KEPT] = {"file": name, "decree": regions.decree, "on": regions.on.isoformat()}


def groups(difference: Difference):
    """(label, how many, the first of them with how many serve there) of each kind, the proposed ones last."""
    kinds = RegionChange.Kind
    told = [
        (kind.label, difference.of(kind))
        for kind in (kinds.RENAMED, kinds.RECODED, kinds.MOVED, kinds.ADDED, kinds.RETIRED)
    ]
    told.append((_("Proposed"), difference.proposed))
    serving = serving_in([change.old_code for _label, changes in told for change in changes[:SHOWN]])
    for label, changes in told:
        yield label, len(changes), [(one, serving.get(one.old_code, 0)) for one in changes[:SHOWN]]


def serving_in(codes: list[str]) -> dict[str, int]:
    """How many serve today in the regions that have these codes now, by code; in none of them, left out."""
    regions = Region.objects.current().filter(code__in=codes)
    posts = Appointment.objects.serving(on=timezone.localdate()).filter(region__in=regions).order_by()
    return dict(posts.values_list("region__code").annotate(many=Count("pk")))
