"""Giving the check-in of an event to desk officers."""

from django.utils.translation import gettext_lazy as _

from trainings.actions import desks
from trainings.forms.desks import DesksForm
from trainings.views.pages import EventChange
from welfare.views import ActView


class EventDesks(EventChange, ActView):
    """Who stands at the desks: they see the names of this event and nothing else."""

    form_class = DesksForm
    title = _("Desk officers")
    saved = _("The desk officers are saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"event": self.event}

    def save(self, form):
        desks.give(event=self.event, officers=form.cleaned_data["officers"], by=self.request.user)
