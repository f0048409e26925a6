"""Making the file of a report: PDF, workbook or CSV; every one made is written down."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registry.models import AccessLog, User
from trainings.reports.parameters import Parameters
from trainings.reports.report import Report
from welfare.errors import RuleError
from welfare.files import CONTENT_TYPES, File
from welfare.printing import join_pdfs, render_pdf
from welfare.sheets import csv_file, xlsx

FORMATS = ("pdf", "xlsx", "csv")


@transaction.atomic
def print_report(*, report: Report, parameters: Parameters, file_format: str, by: User | None) -> File:
    """Make the file and record who made it. RuleError, recording nothing, when it cannot be asked this."""
    if file_format not in FORMATS:
        raise RuleError(_("A report is made as pdf, xlsx or csv."))
    report.check(parameters)
    facts = (report.printed or report.query)(parameters)
    name = file_name(report, parameters, on=facts.on)
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.PRINT if file_format == "pdf" else AccessLog.Act.EXPORT,
        fields=["name"],
        what=name,
        people=facts.people,
    )
    return File(f"{name}.{file_format}", CONTENT_TYPES[file_format], _content(report, facts, file_format))


def file_name(report: Report, parameters: Parameters, *, on: date) -> str:
    """`laporan-kecamatan_kec-dringu_2019-12-16`."""
    event, region = parameters.event, parameters.region
    parts = [report.file_stem, event and event.slug, region and slugify(region.label)]
    return "_".join([*filter(None, parts), on.isoformat()])


def _content(report: Report, facts: Any, file_format: str) -> bytes:
    if file_format == "xlsx":
        return xlsx(report.tables(facts))
    if file_format == "csv":
        return csv_file(report.tables(facts)[0])
    papers = list(report.papers(facts))
    if not papers:
        raise RuleError(_("There is nothing to print for this choice."))
    if len(papers) == 1:
        return render_pdf(papers[0].template, papers[0].data)
    return join_pdfs((paper.title, render_pdf(paper.template, paper.data)) for paper in papers)
