"""The entries of events in the navigation."""

from django.utils.translation import gettext_lazy as _

from registry.navigation import EVENTS
from welfare.navigation import Entry, add


def add_entries() -> None:
    """Events, for everybody who may see them."""
    add(
        Entry(
            _("Events"), "calendar-days", "events", EVENTS, permission="trainings.view_event", on_phones=True
        )
    )
