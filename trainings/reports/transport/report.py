"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.actions.receipts import print_receipts
from trainings.reports.report import Report
from trainings.reports.transport import paper, query, rates, tables

REPORT = Report(
    slug=rates.SLUG,
    title=_("Transport receipts"),
    summary=_("One receipt a district for those who were present; amounts and tax are kept with the print."),
    icon="money-bill-wave",
    file_stem="tanda-terima",
    screen="reports/transport.html",
    query=query.query,
    papers=paper.papers,
    tables=tables.tables,
    levels=(Region.Level.DISTRICT, Region.Level.REGENCY),
    event_required=True,
    printed=print_receipts,
    options=rates.options,
)
