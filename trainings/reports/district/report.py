"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.reports.district import paper, query, tables
from trainings.reports.report import Report

REPORT = Report(
    slug="district",
    title=_("District report"),
    summary=_(
        "Who serves, seats filled, villages without PSM, trainings and terms ending; one district, or all "
        "of a regency or a province."
    ),
    icon="map-location-dot",
    file_stem="laporan-kecamatan",
    screen="reports/district.html",
    query=query.query,
    papers=paper.papers,
    tables=tables.tables,
    levels=(Region.Level.DISTRICT, Region.Level.REGENCY, Region.Level.PROVINCE),
    region_required=True,
    is_as_of=True,
    has_period=True,
    shows_nik=True,
    split=query.split,
    size=query.size,
)
