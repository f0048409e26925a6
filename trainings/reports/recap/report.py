"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from trainings.reports.recap import paper, query, tables
from trainings.reports.report import Report

REPORT = Report(
    slug="event-recap",
    title=_("Recap of an event"),
    summary=_(
        "Invited and present by role, day and district, people counted once, the number claimed beside the "
        "number counted."
    ),
    icon="table-cells",
    file_stem="rekap-kegiatan",
    screen="reports/event_recap.html",
    query=query.query,
    papers=paper.papers,
    tables=tables.tables,
    event_required=True,
    is_landscape=True,
)
