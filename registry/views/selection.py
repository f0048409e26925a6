"""What an act is about: rows ticked on the people list, or everything that matches its conditions.

The address says it: `?post=5&post=9`, or `?all=1` with the conditions of the list. An act on several is shown
before it is done, and done only to what was shown.
"""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from registry.filters import posts_that_fit
from registry.models import Appointment, Worker
from registry.views.workers import WorkerList
from welfare.digits import is_key
from welfare.errors import RuleError
from welfare.filters import without
from welfare.pages import KEYS
from welfare.views import ActView

MOST_TICKED = 1_000
MOST_MATCHING = 20_000
SHOWN = 50  # of the rows an act is about
BACK = "back"  # the button that leads from what will change to the form


def ticked(request) -> QuerySet[Appointment]:
    """The posts named in the address; 404 when one is not seen or names nothing."""
    keys = {key for key in request.GET.getlist("post") if is_key(key)}
    found = Appointment.objects.visible_to(request.user).filter(pk__in=keys)
    if not keys or len(keys) > MOST_TICKED or found.count() != len(keys):
        raise Http404
    return found


def listed(request) -> WorkerList:
    """The people list with the conditions of this address."""
    view = WorkerList()
    view.setup(request)
    return view


def list_address(request) -> str:
    """The people list with the conditions it had when its rows were ticked."""
    conditions = without(request.GET, "post", "all", *KEYS)
    return f"{reverse('workers')}?{conditions}" if conditions else reverse("workers")


def matching_people(request) -> QuerySet[Worker]:
    """Everybody on all pages of the list with these conditions."""
    return listed(request).matching(request.GET).order_by()


def matching_posts(request) -> QuerySet[Appointment]:
    """The open posts by which people are on the list with these conditions; 404 when one cannot be read.

    Only those that are the user's to change: inside his region, and of people he may edit.
    """
    filterset = listed(request).conditions
    if not filterset.is_valid():
        raise Http404
    posts = posts_that_fit(filterset.form.cleaned_data, on=timezone.localdate()).filter(end_reason="")
    people = matching_people(request).filter(pk__in=Worker.objects.editable_by(request.user))
    return posts.within(request.user.scope).filter(worker__in=people.values("pk"))


class Previewed(ActView):
    """An act that shows what it will do before it does it to several rows.

    A subclass says `rows` (what it is about), and in `outcomes` what becomes of the first of them.
    """

    preview_template = "appointments/preview.html"

    @cached_property
    def rows(self) -> list:
        """What the act is about, each with a `revision`."""
        raise NotImplementedError

    def outcomes(self, form, rows: Iterable) -> list[tuple]:
        """[(row, what it will be)] for the rows shown."""
        raise NotImplementedError

    @cached_property
    def digest(self) -> str:
        """Tells whether the rows are those that were shown, unchanged."""
        told = ",".join(sorted(f"{row.pk}:{row.revision}" for row in self.rows))
        return hashlib.sha256(told.encode()).hexdigest()

    def post(self, request, *args, **kwargs):
        """The way back from what was shown leads to the form as it was filled in."""
        if BACK in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        seen = self.request.POST.get("seen", "")
        if len(self.rows) < 2 or seen == self.digest:
            return super().form_valid(form)
        return self.preview(form, is_stale=bool(seen))

    def preview(self, form, *, is_stale: bool):
        """Do it, see whether anything speaks against it, and take all of it back."""
        form.cleaned_data = form.cleaned_data | ({"scan": None} if "scan" in form.fields else {})
        try:
            with transaction.atomic():
                self.save(form)
                outcomes = self.outcomes(form, self.rows[:SHOWN])
                transaction.set_rollback(True)
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        context = self.get_context_data(form=form) | {
            "title": _("What will change"),
            "outcomes": outcomes,
            "left": len(self.rows) - len(outcomes),
            "seen": self.digest,
            "is_stale": is_stale,
            "with_scan": "scan" in form.fields,
            "here": self.request.get_full_path(),
        }
        return render(self.request, self.preview_template, context)
