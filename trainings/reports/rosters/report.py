"""What these reports ask for and who answers."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.reports import listing
from trainings.reports.report import Report
from trainings.reports.rosters import query, status

_roster = partial(
    Report,
    screen="reports/listing.html",
    papers=listing.papers,
    tables=listing.tables,
    levels=(Region.Level.VILLAGE, Region.Level.DISTRICT, Region.Level.REGENCY),
    region_required=True,
    is_as_of=True,
    is_landscape=True,
    shows_nik=True,
)

ROSTER = _roster(
    slug="roster",
    title=_("Roster by district"),
    summary=_("Everybody who serves, with village, decree and the end of the term."),
    icon="address-book",
    file_stem="daftar-psks",
    query=query.by_district,
)
ROSTER_BY_ROLE = _roster(
    slug="roster-by-role",
    title=_("Roster by role"),
    summary=_("The same people, TKSK, PSM and each other role by itself."),
    icon="user-group",
    file_stem="daftar-psks-per-unsur",
    query=query.by_role,
)
ROSTER_BY_STATUS = _roster(
    slug="roster-by-status",
    title=_("Roster by status"),
    summary=_("Candidates, those serving by whether a decree still covers it, and those who left."),
    icon="user-clock",
    file_stem="daftar-psks-per-status",
    query=status.by_status,
    options=status.options,
)
