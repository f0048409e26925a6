"""What every request passes through."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import is_valid_path
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme

from welfare.history import acting

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
LANGUAGE_CODES = frozenset(code for code, _name in settings.LANGUAGES)


class LocaleMiddleware:
    """Speaks the user's language, and tells days and hours by the clock of his `zone`.

    To strangers it speaks the office's language, unless they switched (never the browser's).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = getattr(request.user, "language", None) or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        if language not in LANGUAGE_CODES:
            language = settings.LANGUAGE_CODE
        zone = getattr(request.user, "zone", None)
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PrivateMiddleware:
    """What a user sees is kept by no cache: who comes next at his computer steps back to nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class HistoryMiddleware:
    """Every change made by a request is written under the user's name and, if he gave one, his reason."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            return self.get_response(request)
        reason = request.POST.get("change_reason", "").strip()[:300]
        with acting(by=request.user, reason=reason, path=request.path):
            return self.get_response(request)


class LostSessionMiddleware:
    """After an expired session the login leads back to the page on which something was asked or done.

    Inside a page fragment the whole page goes to the login, not a table cell; and what was posted cannot be
    fetched, so the way back is the page with the form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        target = response.headers.get("Location", "")
        if not target or not target.startswith(f"{resolve_url(settings.LOGIN_URL)}?"):
            return response
        is_fragment = "HX-Request" in request.headers
        page = page_of(request) if is_fragment or request.method not in SAFE_METHODS else ""
        if page:
            target = redirect_to_login(page, resolve_url(settings.LOGIN_URL)).url
        if is_fragment:
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        response.headers["Location"] = target
        return response


class NoPageMiddleware:
    """Who opens an address that only takes what a form sends sees so, and the way to a page; no blank one.

    It happens by reloading, by the address bar, and by a login that leads back to where something was sent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or "HX-Request" in request.headers:
            return response
        shell = "base.html" if request.user.is_authenticated else "plain.html"
        context = {"shell": shell, "above": page_above(request.path)}
        page = render(request, "405.html", context, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def page_above(path: str) -> str:
    """The nearest address above `path` that there is: `/psks/7/` of `/psks/7/lihat/`."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            break
    return path


def page_of(request) -> str:
    """The address on this site, without host, of the page a request was made from; "" if it is not told."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}):
        return ""
    parts = urlsplit(told)
    return urlunsplit(("", "", parts.path, parts.query, ""))
