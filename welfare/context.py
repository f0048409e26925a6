"""What the shell needs on every page."""

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from welfare import navigation


def shell(request) -> dict:
    """Context processor: the navigation and the addresses of the one search box and of the login."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "search_url": ""}
    return {
        "navigation": SimpleLazyObject(lambda: navigation.entries_for(user, request.path)),
        "search_url": address("search"),
        "login_url": resolve_url(settings.LOGIN_URL),
    }


def address(url_name: str) -> str:
    """The address of a page that an app may or may not offer; empty where it does not."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
