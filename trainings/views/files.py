"""Uploaded papers of events and people: in the user's scope, and every look at them is written down."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from registry.actions.people import log_file
from trainings.models import Attachment, OutsideTraining
from trainings.models.papers import SEES_SCANS
from welfare.files import stored


@require_GET
@permission_required(SEES_SCANS, raise_exception=True)
def attachment_file(request, pk):
    """A signed sheet, a photograph: of the events the user's offices organise."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    response = stored(attachment.file, name=f"lampiran-{pk}")
    log_file(what=f"lampiran {pk}", by=request.user)
    return response


@require_GET
@permission_required(["trainings.view_outsidetraining", "registry.reveal_worker"], raise_exception=True)
def outside_scan(request, pk):
    """The certificate of a training elsewhere."""
    training = get_object_or_404(OutsideTraining.objects.visible_to(request.user), pk=pk)
    response = stored(training.scan, name=f"pelatihan-{pk}")
    log_file(what=f"pelatihan luar {pk}", worker=training.worker, by=request.user)
    return response
