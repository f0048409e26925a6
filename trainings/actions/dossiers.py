"""Printing the dossier of one person; every one printed is written down."""

from datetime import date

from django.db import transaction

from registry import access
from registry.models import AccessLog, User, Worker
from trainings.reports.dossier import dossier
from welfare.files import CONTENT_TYPES, File
from welfare.printing import render_pdf

PERSONAL = ["nik", "phone", "birth_date", "address"]


@transaction.atomic
def print_dossier(*, worker: Worker, on: date, by: User) -> File:
    """The PDF, and a line in the access log that says who printed it and whether numbers stand in full."""
    content = render_pdf("dossier", dossier(worker, reader=by, on=on))
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.PRINT,
        worker=worker,
        fields=PERSONAL if access.sees_personal_of(by, worker) else ["name"],
        what="dossier",
    )
    return File(f"data-psks_{worker.pk}_{on.isoformat()}.pdf", CONTENT_TYPES["pdf"], content)
