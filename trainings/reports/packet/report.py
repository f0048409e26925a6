"""What this report asks for and who answers."""

from django.utils.translation import gettext_lazy as _

from trainings.actions.packets import print_packet
from trainings.reports.packet import options, paper, query
from trainings.reports.report import Report

REPORT = Report(
    slug=query.SLUG,
    title=_("Accountability packet"),
    summary=_(
        "Cover, contents, activity report, invitation, agenda and speakers, sign-in sheets, recap, minutes, "
        "photographs and scans of one event, as one PDF."
    ),
    icon="box-archive",
    file_stem="laporan-pertanggungjawaban",
    screen="reports/packet.html",
    query=query.query,
    papers=paper.papers,
    tables=paper.tables,
    front=paper.front,
    event_required=True,
    options=options.options,
    printed=print_packet,
    asks_much=True,
)
