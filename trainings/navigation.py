"""The entries of events and reports in the navigation."""

from django.utils.translation import gettext_lazy as _

from registry.navigation import EVENTS, REPORTS
from welfare.navigation import Entry, add


def add_entries() -> None:
    """Events, for everybody who may see them, and reports, for those who may print them."""
    add(
        Entry(
            _("Events"), "calendar-days", "events", EVENTS, permission="trainings.view_event", on_phones=True
        )
    )
    add(Entry(_("Reports"), "file-lines", "reports", REPORTS, permission="trainings.print_report"))
