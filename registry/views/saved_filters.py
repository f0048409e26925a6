"""Saving a list's filters, and forgetting them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.actions.saved_filters import delete_filter, save_filter
from registry.models import SavedFilter
from welfare.errors import RuleError

PEOPLE = "workers"  # the list whose filters are kept, by the name of its address


@require_POST
@permission_required("registry.add_savedfilter", raise_exception=True)
def saved_filter_add(request):
    """Keep the conditions in this address under a name."""
    query = request.GET.urlencode()
    try:
        save_filter(
            page=PEOPLE,
            name=request.POST.get("name", ""),
            query=query,
            is_shared=bool(request.POST.get("shared")),
            by=request.user,
        )
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The filter is saved."))
    return redirect(f"{reverse(PEOPLE)}?{query}")


@require_POST
@permission_required("registry.delete_savedfilter", raise_exception=True)
def saved_filter_delete(request, pk):
    """Forget a filter, and lead back to the list as it stands."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    try:
        delete_filter(saved=saved, by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The filter is deleted."))
    query = request.GET.urlencode()
    return redirect(f"{reverse(PEOPLE)}?{query}" if query else PEOPLE)
