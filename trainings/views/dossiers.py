"""The dossier of one person. POST only: every one printed is written down."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from registry.models import Worker
from trainings.actions.dossiers import print_dossier
from welfare.errors import RuleError
from welfare.files import download


@require_POST
@permission_required(["registry.view_worker", "trainings.print_report"], raise_exception=True)
def worker_dossier(request, pk):
    """Print it, or say why not."""
    people = Worker.objects.visible_to(request.user)
    worker = get_object_or_404(people.select_related("office__region", "home_region"), pk=pk)
    try:
        file = print_dossier(worker=worker, on=timezone.localdate(), by=request.user)
    except RuleError as error:
        messages.error(request, str(error))
        return redirect("worker", pk)
    return download(file)
