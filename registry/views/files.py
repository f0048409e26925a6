"""Uploaded files, in the user's scope; the personal ones for those with the right, and written down."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from registry.actions.people import log_file
from registry.models import Decree, Office
from welfare.files import stored


@require_GET
@permission_required(["registry.view_decree", "registry.reveal_worker"], raise_exception=True)
def decree_scan(request, pk):
    """The scan of a decree: it lists people with all their numbers."""
    decree = get_object_or_404(Decree.objects.visible_to(request.user), pk=pk)
    response = stored(decree.scan, name=f"sk-{pk}")
    log_file(what=f"SK {pk}", by=request.user)
    return response


@require_GET
@permission_required("registry.view_office", raise_exception=True)
def office_logo(request, pk):
    """The logo of an office."""
    office = get_object_or_404(Office.objects.visible_to(request.user), pk=pk)
    return stored(office.logo, name=f"logo-{pk}")
