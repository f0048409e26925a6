"""What the address of a record leads to after the record was merged into another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.models import Merge


class FollowsMerge:
    """The address of a record that was merged leads to the one it became part of: links still have it.

    `lost` is said to who sent something. All keys of the address are those of records.
    """

    lost = _("What you sent was not saved. Enter it here.")

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            merges = Merge.objects.visible_to(request.user).filter(undone_at=None).select_related("kept")
            merge = merges.filter(dropped_id__in=kwargs.values()).order_by("-at").first()
            if merge is None:
                raise
        told = {"dropped": merge.dropped_name, "kept": merge.kept.name}
        messages.info(
            request, gettext("The record of %(dropped)s was merged into this one: %(kept)s.") % told
        )
        if request.method == "POST" and self.lost:
            messages.warning(request, self.lost)
        return redirect("worker", merge.kept_id)
