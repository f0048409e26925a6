"""The registry's entries in the navigation."""

from django.utils.translation import gettext_lazy as _

from registry.worklists import imports_waiting
from welfare.navigation import Entry, add

HOME, PEOPLE, REGIONS, EVENTS, IMPORTS, REPORTS, SETTINGS = range(7)  # the order of the whole navigation


def add_entries() -> None:
    """Home and settings, which everybody has; people and regions for those who may see them."""
    add(Entry(_("Home"), "house", "home", HOME, on_phones=True))
    view_people, view_regions = "registry.view_worker", "registry.view_region"
    posts = ("/penugasan/", "/penilaian/")
    add(Entry(_("People"), "people-group", "workers", PEOPLE, view_people, on_phones=True, also=posts))
    add(Entry(_("Regions"), "map", "regions", REGIONS, view_regions))
    bring_in = "registry.add_importbatch"
    add(
        Entry(_("Import"), "file-import", "imports", IMPORTS, bring_in, badge=waiting_imports, on_phones=True)
    )
    add(Entry(_("Settings"), "gear", "settings", SETTINGS))


def waiting_imports(user) -> int:
    """How many imports wait for the review of this user."""
    return imports_waiting(user).count()
