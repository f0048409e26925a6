"""Refusals: one exception for a broken rule, and the pages for what goes wrong."""

from django.shortcuts import render


class RuleError(Exception):
    """A rule of the domain forbids the act. Its text is a sentence for the user; the view shows it."""


def csrf_failure(request, reason=""):
    """A form sent after the session ended: say so and lead back, as a page or as a fragment."""
    return render(request, "403_csrf.html", status=403)
