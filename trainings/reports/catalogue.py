"""All reports by slug. A further one is a package beside the others and a line here."""

from django.utils.translation import gettext as _

from trainings.reports.district.report import REPORT as DISTRICT
from trainings.reports.gaps.report import REPORT as COVERAGE_GAPS
from trainings.reports.letters.assignment import REPORT as ASSIGNMENT
from trainings.reports.letters.invitation import REPORT as INVITATION
from trainings.reports.letters.minutes import REPORT as MINUTES
from trainings.reports.packet.report import REPORT as PACKET
from trainings.reports.recap.report import REPORT as EVENT_RECAP
from trainings.reports.report import Report
from trainings.reports.rosters.report import ROSTER, ROSTER_BY_ROLE, ROSTER_BY_STATUS
from trainings.reports.sign_in.report import REPORT as SIGN_IN
from trainings.reports.terms.report import REPORT as TERMS
from trainings.reports.transport.report import REPORT as TRANSPORT
from welfare.errors import RuleError

REPORTS = {
    report.slug: report
    for report in (
        *(DISTRICT, ROSTER, ROSTER_BY_ROLE, ROSTER_BY_STATUS, COVERAGE_GAPS, TERMS),
        *(EVENT_RECAP, SIGN_IN, TRANSPORT, INVITATION, ASSIGNMENT, MINUTES, PACKET),
    )
}


def report_of(slug: str) -> Report:
    """The report of a slug; RuleError, naming those there are, for an unknown one."""
    try:
        return REPORTS[slug]
    except KeyError:
        raise RuleError(
            _("There is no report called %(slug)s. There are: %(known)s.")
            % {"slug": slug, "known": ", ".join(REPORTS)}
        ) from None
