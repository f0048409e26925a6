"""Possible duplicates: the worklist, two records side by side, merging and taking apart."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from registry import access, plugs
from registry.actions import merging
from registry.duplicates import suspect_of, suspects
from registry.forms.merging import MergeForm
from registry.models import AppointmentDecree, Merge, Worker
from registry.views.merged import FollowsMerge
from welfare.errors import RuleError
from welfare.views import ActView, PageMixin

PAGE_SIZE = 25
RECENT = 10  # merges shown below the pairs


class DuplicateList(PageMixin, TemplateView):
    """The pairs that somebody should look at, the likeliest first."""

    template_name = "people/duplicates.html"
    permission_required = "registry.change_worker"
    title = _("Possible duplicates")

    def trail(self):
        return [(_("People"), reverse("workers"))]

    def get_context_data(self, **kwargs):
        user = self.request.user
        pairs = suspects(user)
        page = Paginator(pairs, PAGE_SIZE).get_page(self.request.GET.get("page"))
        keys = {worker.pk for pair in page for worker in (pair.first, pair.second)}
        posts = Worker.objects.filter(pk__in=keys).with_posts(on=timezone.localdate()).in_bulk()
        for pair in page:
            pair.first, pair.second = posts[pair.first.pk], posts[pair.second.pk]
        editable = Worker.objects.editable_by(user)
        merges = Merge.objects.filter(kept__in=editable, undone_at=None).select_related("kept", "by")
        return super().get_context_data(**kwargs) | {
            "total": len(pairs),
            "page_obj": page,
            "merges": merges[:RECENT] if user.has_perm("registry.merge_worker") else None,
            "sees_personal": access.sees_personal(user),
        }


class DuplicatePage(FollowsMerge, ActView):
    """Two records side by side, to be merged field by field."""

    form_class = MergeForm
    template_name = "people/duplicate.html"
    permission_required = "registry.change_worker"
    title = _("The same person?")
    save_label = _("Merge the two records")
    lost = ""  # somebody else has merged them
    saved = _("Merged. The history of both is kept, and the merge can be taken apart.")

    @cached_property
    def pair(self) -> tuple[Worker, Worker]:
        """The two records, the one registered earlier first."""
        return pair_of(self.request.user, self.kwargs["first"], self.kwargs["second"])

    def trail(self):
        return [(_("People"), reverse("workers")), (_("Possible duplicates"), reverse("duplicates"))]

    def get_form_kwargs(self):
        first, second = self.pair
        arguments = {
            "first": first,
            "second": second,
            "sees_personal": access.sees_personal(self.request.user),
        }
        return super().get_form_kwargs() | arguments

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("registry.merge_worker"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def save(self, form):
        kept, dropped = self.pair
        merging.merge(
            kept=kept,
            dropped=dropped,
            taken=form.taken(),
            revisions=form.cleaned_data["revisions"],
            by=self.request.user,
        )

    def get_success_url(self):
        return reverse("worker", args=[self.pair[0].pk])

    def get_context_data(self, **kwargs):
        first, second = self.pair
        may_merge = self.request.user.has_perm("registry.merge_worker")
        panels = [plugs.training_panel(worker, self.request.user) for worker in self.pair]
        return super().get_context_data(**kwargs) | {
            "suspect": suspect_of(first, second),
            "records": list(zip(self.pair, panels, strict=True)),
            "may_merge": may_merge,
            "obstacles": plugs.merge_obstacles(first, second, self.request.user) if may_merge else [],
        }


@require_POST
@permission_required("registry.add_notduplicate", raise_exception=True)
def duplicate_apart(request, first, second):
    """Remember that these two are two people."""
    one, other = pair_of(request.user, first, second)
    merging.tell_apart(first=one, second=other, by=request.user)
    messages.success(request, gettext("Remembered: these are two people. The pair is not shown again."))
    return redirect("duplicates")


@permission_required("registry.merge_worker", raise_exception=True)
def merge_undo(request, pk):
    """Ask, then take a merge apart."""
    merge = get_object_or_404(Merge.objects.visible_to(request.user).select_related("kept"), pk=pk)
    if not access.edits(request.user, merge.kept):
        raise PermissionDenied
    here = reverse("worker_history", args=[merge.kept_id])
    if request.method == "POST":
        try:
            merging.unmerge(merge=merge, by=request.user)
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("Taken apart. Both records are as they were before the merge."))
        return redirect(here)
    trail = [(gettext("People"), reverse("workers")), (merge.kept.name, here)]
    context = {"merge": merge, "title": gettext("Take this merge apart?"), "trail": trail}
    context |= {"save_label": gettext("Take apart"), "danger": True, "cancel_url": here}
    return render(request, "people/unmerge.html", context)


def pair_of(user, *keys: int) -> tuple[Worker, Worker]:
    """Two different records in order of registration: 404 when one is not seen, 403 when not to be edited."""
    papers = AppointmentDecree.objects.select_related("decree").order_by("decree__date", "pk")
    seen = Worker.objects.visible_to(user).filter(pk__in=keys).order_by("pk")
    seen = seen.select_related("home_region__district", "home_region__regency", "office__region")
    with_posts = seen.with_posts(on=timezone.localdate())
    found = list(with_posts.prefetch_related(Prefetch("posts__papers", papers), "posts__appraisals"))
    if len(found) != 2:
        raise Http404
    if Worker.objects.editable_by(user).filter(pk__in=keys).count() != 2:
        raise PermissionDenied
    return found[0], found[1]
