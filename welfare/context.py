"""What the shell needs on every page."""

from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from welfare import navigation


def shell(request) -> dict:
    """Context processor: the navigation and the address of the one search box, worked out only when drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "search_url": ""}
    return {
        "navigation": SimpleLazyObject(lambda: navigation.entries_for(user, request.path)),
        "search_url": address("search"),
    }


def address(url_name: str) -> str:
    """The address of a page that an app may or may not offer; empty where it does not."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
