"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.actions.sheets import print_sheets
from trainings.reports.report import Report
from trainings.reports.sign_in import paper, query, tables

REPORT = Report(
    slug="sign-in",
    title=_("Sign-in sheets"),
    summary=_("One sheet for each session and district, with spare rows; printing freezes the names."),
    icon="signature",
    file_stem="daftar-hadir",
    screen="reports/sign_in.html",
    query=query.query,
    papers=paper.papers,
    tables=tables.tables,
    levels=(Region.Level.DISTRICT, Region.Level.REGENCY),
    event_required=True,
    printed=print_sheets,
)
