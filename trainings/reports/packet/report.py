"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from trainings.reports.letters import invitation
from trainings.reports.packet import paper, query
from trainings.reports.report import Report

REPORT = Report(
    slug="packet",
    title=_("Accountability packet"),
    summary=_(
        "Cover, contents, invitation, agenda and speakers, sign-in sheets, recap, minutes, photographs and "
        "scans of one event, as one PDF."
    ),
    icon="box-archive",
    file_stem="laporan-pertanggungjawaban",
    screen="reports/packet.html",
    query=query.query,
    papers=paper.papers,
    tables=paper.tables,
    front=paper.front,
    event_required=True,
    options=invitation.options,
)
