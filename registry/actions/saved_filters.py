"""Filters under a name: kept by a user for himself, or shared with his office."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from registry.models import SavedFilter, User
from welfare import pages
from welfare.digits import is_number
from welfare.errors import RuleError
from welfare.escaping import without_controls

NAME_LENGTH = 60
NEVER_KEPT = ("found", "csrfmiddlewaretoken", *pages.KEYS)  # the result of one search, and where one stood


@transaction.atomic
def save_filter(*, page: str, name: str, query: str, is_shared: bool, by: User) -> SavedFilter:
    """Keep the conditions of `query` (an address's parameters) for a list; the same name again replaces it.

    RuleError without a name, without a condition, or when there is a number among the words searched for.
    """
    name = " ".join(without_controls(name).split())[:NAME_LENGTH]
    kept = QueryDict(query, mutable=True)
    for key in NEVER_KEPT:
        kept.pop(key, None)
    if not name:
        raise RuleError(_("Give the filter a name."))
    if not kept or is_number(kept.get("q", "")):
        raise RuleError(_("There is nothing to keep: set a condition first."))
    if is_shared and by.office is None:
        raise RuleError(_("Your account belongs to no office, so it shares nothing."))
    values = {"query": kept.urlencode(), "is_shared": is_shared, "office": by.office}
    saved, _made = SavedFilter.objects.update_or_create(user=by, page=page, name=name, defaults=values)
    return saved


def delete_filter(*, saved: SavedFilter, by: User) -> None:
    """Forget a filter of one's own; RuleError for somebody else's."""
    if saved.user_id != by.pk:
        raise RuleError(_("Only who saved this filter can delete it."))
    saved.delete()
