"""A number typed into the search box: whose it is, told without an address that holds it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from registry.models import Worker
from welfare.filters import without
from welfare.pages import keys_of
from welfare.search import keep_found

MOST_FOUND = 500


def answer_number(request, typed: str):
    """Lead to the one person a NIK, member number, NIP or phone belongs to, or to a list in the session.

    Where it is nobody's number it may be (part of) a decree's.
    """
    visible = Worker.objects.visible_to(request.user)
    found = list(keys_of(visible.numbered(typed))[:MOST_FOUND])
    if len(found) == 1:
        return redirect("worker", found[0])
    if found:
        return redirect(f"{reverse('workers')}?found={keep_found(request, found)}")
    return answer_decree(request, list(keys_of(visible.under_decree(typed))[: MOST_FOUND + 1]))


def answer_decree(request, found: list[int]):
    """Lead to those named by a decree, whose number was written without a slash; at most MOST_FOUND."""
    if 0 < len(found) <= MOST_FOUND:
        messages.info(request, gettext("It is nobody's number; a decree of these people holds it."))
        return redirect(f"{reverse('workers')}?found={keep_found(request, found)}")
    told = gettext("Nobody you may see has that number.")
    if found:
        told = gettext("It is nobody's number, and too many decrees hold it. Type more of it.")
    messages.info(request, told)
    return HttpResponseRedirect(f"{reverse('workers')}?{without(request.GET, 'q', 'found', 'page')}")
