"""The registry's entries in the navigation."""

from django.utils.translation import gettext_lazy as _

from welfare.navigation import Entry, add

HOME, PEOPLE, REGIONS, EVENTS, IMPORTS, REPORTS, SETTINGS = range(7)  # the order of the whole navigation


def add_entries() -> None:
    """Home and settings, which everybody has."""
    add(Entry(_("Home"), "house", "home", HOME, on_phones=True))
    add(Entry(_("Settings"), "gear", "settings", SETTINGS))
