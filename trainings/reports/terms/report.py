"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.reports import listing
from trainings.reports.report import Report
from trainings.reports.terms import query

REPORT = Report(
    slug="terms",
    title=_("Terms ending"),
    summary=_("Whose decree has run out or soon will, day by day: the list for preparing new decrees."),
    icon="hourglass-half",
    file_stem="masa-tugas-berakhir",
    screen="reports/listing.html",
    query=query.query,
    papers=listing.papers,
    tables=listing.tables,
    levels=(Region.Level.DISTRICT, Region.Level.REGENCY),
    region_required=True,
    is_as_of=True,
    is_landscape=True,
    options=query.options,
)
