"""The first page after logging in."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView


class HomeView(TemplateView):
    """Where the user's work lies: every part of the site he may open."""

    template_name = "home.html"
    extra_context = {"title": _("Home")}
