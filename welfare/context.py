"""What the page's frame needs on every page."""

from django.conf import settings


def shell(request):
    """`languages` for the switch; the frame reads the rest from `request.user`."""
    return {"languages": settings.LANGUAGES}
