"""Editing many people at once: those ticked on the list, or all that match its conditions."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.actions.people import edit_many
from registry.forms.bulk import PeopleEditForm
from registry.models import Worker
from registry.views.selection import MOST_MATCHING, Previewed, list_address, matching_people, ticked
from welfare import shown


class PeopleEdit(Previewed):
    """The same values for all of them, shown before they are written."""

    form_class = PeopleEditForm
    permission_required = "registry.change_worker"
    title = _("Edit several people")

    @cached_property
    def rows(self) -> list[Worker]:
        """The people: 404 for none or too many, 403 when one of them may not be edited."""
        if self.request.GET.get("all"):
            people = matching_people(self.request)
        else:
            people = Worker.objects.filter(pk__in=ticked(self.request).values("worker"))
        found = list(people.order_by("name_key", "pk")[: MOST_MATCHING + 1])
        if not found or len(found) > MOST_MATCHING:
            raise Http404
        editable = Worker.objects.editable_by(self.request.user)
        if editable.filter(pk__among=[worker.pk for worker in found]).count() < len(found):
            raise PermissionDenied
        return found

    def trail(self):
        return [(_("People"), list_address(self.request))]

    @property
    def save_label(self):
        many = len(self.rows)
        return ngettext("Edit %(many)s person", "Edit %(many)s people", many) % {"many": shown.number(many)}

    def get_success_url(self):
        return self.cancel_url()

    def save(self, form):
        people = Worker.objects.filter(pk__among=[worker.pk for worker in self.rows])
        many = edit_many(people=people, values=form.values(), by=self.request.user)
        self.saved = ngettext("%(many)s person was changed.", "%(many)s people were changed.", many) % {
            "many": shown.number(many)
        }

    def outcomes(self, form, rows):
        values = form.values()
        told = []
        for worker in rows:
            worker.now = said({name: getattr(worker, name) for name in values})
            told.append((worker, said(values)))
        return told


def said(values: dict[str, str]) -> str:
    """`Karang Taruna, S1`: values one after the other, as a reader says them."""
    words = dict(Worker.Sex.choices)
    return ", ".join(str(words.get(value, shown.choice(None, value))) for value in values.values())
