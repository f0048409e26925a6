"""Putting people into groups: by area, or those ticked on the list."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View

from trainings.actions import groups
from trainings.forms.groups import AreasForm
from trainings.views.pages import EventChange
from trainings.views.participants import numbers
from welfare import shown
from welfare.digits import is_key
from welfare.errors import RuleError
from welfare.views import ActView


class GroupAreas(EventChange, ActView):
    """A group for each district."""

    template_name = "generic/form.html"
    form_class = AreasForm
    title = _("Which districts come in which group")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"event": self.event}

    def save(self, form):
        self.moved = groups.assign_areas(event=self.event, areas=form.areas(), by=self.request.user)

    @property
    def saved(self):
        """How many were moved."""
        return moved(self.moved)

    def get_success_url(self):
        return reverse("event_participants", args=[self.event.slug])


class ParticipantsGroup(EventChange, View):
    """Put the ticked participants into a group."""

    def post(self, request, *args, **kwargs):
        wanted = request.POST.get("group", "")
        group = get_object_or_404(self.event.groups, pk=wanted) if is_key(wanted) else None
        try:
            many = groups.assign(
                event=self.event, participants=numbers(request, "participant"), group=group, by=request.user
            )
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, moved(many))
        return HttpResponseRedirect(reverse("event_participants", args=[self.event.slug]))


def moved(many: int) -> str:
    """What is said when `many` people changed their group."""
    text = ngettext("%(count)s participant changed group.", "%(count)s participants changed group.", many)
    return text % {"count": shown.number(many)}
