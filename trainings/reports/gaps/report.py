"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.reports import listing
from trainings.reports.gaps import query
from trainings.reports.report import Report

REPORT = Report(
    slug="coverage-gaps",
    title=_("Coverage gaps"),
    summary=_(
        "Posts vacant or in excess, villages without PSM, districts not represented at an event, and who was "
        "not trained for months."
    ),
    icon="magnifying-glass-chart",
    file_stem="kekurangan",
    screen="reports/listing.html",
    query=query.query,
    papers=listing.papers,
    tables=listing.tables,
    levels=(Region.Level.DISTRICT, Region.Level.REGENCY),
    region_required=True,
    takes_event=True,
    is_as_of=True,
    options=query.options,
)
