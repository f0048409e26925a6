"""What every request passes through."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation

from welfare.history import acting

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
LANGUAGE_CODES = frozenset(code for code, _name in settings.LANGUAGES)


class LanguageMiddleware:
    """Speaks the user's language; to strangers the office's, unless they switched (never the browser's)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = getattr(request.user, "language", None) or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME
        )
        if language not in LANGUAGE_CODES:
            language = settings.LANGUAGE_CODE
        with translation.override(language):
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


class FragmentLoginMiddleware:
    """An expired session inside a page fragment leads the whole page to the login, not a table cell."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        target = response.headers.get("Location", "")
        if request.headers.get("HX-Request") and target.startswith(resolve_url(settings.LOGIN_URL)):
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return response
