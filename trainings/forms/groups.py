"""Which districts come in which group."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from registry.models import Region
from trainings.models import Event, Group
from trainings.queries import shares_of_groups
from welfare import shown
from welfare.forms import LaidOut

EVERYTHING, AS_IT_IS = "", "as-it-is"


class AreasForm(LaidOut, forms.Form):
    """A group for each area; one whose people are in several groups stays as it is unless chosen anew."""

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in event.groups.all()}
        choices = [
            (EVERYTHING, _("All sessions")),
            *((key, group.name) for key, group in self.groups.items()),
        ]
        shares = shares_of_groups(event)
        areas = Region.objects.in_bulk(shares)
        for area in sorted(areas.values(), key=lambda region: region.code):
            self.fields[str(area.pk)] = self._field(area, shares[area.pk], choices)

    @staticmethod
    def _field(area: Region, share: dict[int | None, int], choices: list) -> forms.ChoiceField:
        many = sum(share.values())
        is_mixed = len(share) > 1
        only = AS_IT_IS if is_mixed else str(next(iter(share)) or EVERYTHING)
        return forms.ChoiceField(
            label=area.label,
            choices=[*([(AS_IT_IS, _("In several groups, as it is"))] if is_mixed else []), *choices],
            initial=only,
            required=False,
            help_text=ngettext("%(count)s participant", "%(count)s participants", many)
            % {"count": shown.number(many)},
        )

    def areas(self) -> dict[int, Group | None]:
        """What was chosen anew: the group of each area by its region's id, None for all sessions."""
        return {
            int(name): self.groups.get(self.cleaned_data[name])
            for name in self.changed_data
            if self.cleaned_data[name] != AS_IT_IS
        }
