"""Rows typed below each other: days, quotas, claims, speakers and topics of an event.

A page of rows works without JavaScript: an empty one waits at the end, and a button asks for more.
"""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from registry.forms.fields import RegionField
from registry.models import Role
from trainings.models import AgendaItem, Event, Group, HeadcountClaim, Quota, Session, Speaker
from welfare import shown
from welfare.forms import LaidOut
from welfare.seen import SeenRow, refuse_overtaken

MOST = 150  # rows of one page; each takes time to draw


class RowForm(SeenRow, LaidOut, forms.ModelForm):
    """One row; times are time fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TimeInput):
                field.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class Rows(forms.BaseInlineFormSet):
    """Rows of one event."""

    @classmethod
    def of(cls, event: Event, data: QueryDict | None = None) -> "Rows":
        """The rows of `event`, as sent in `data` if given: one row more when "more" was pressed."""
        if data is not None and "more" in data:
            data = data.copy()
            name = f"{cls.get_default_prefix()}-TOTAL_FORMS"
            if data.get(name, "").isdecimal():
                data[name] = str(min(int(data[name][:9]), MOST) + 1)
        return cls(data, instance=event)

    def filled(self) -> list[forms.ModelForm]:
        """The rows that say something and are not to be deleted."""
        return [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]

    def removed(self) -> list[forms.ModelForm]:
        """The stored rows to delete."""
        return [form for form in self.deleted_forms if form.instance.pk]

    def refuse_overtaken(self) -> None:
        """RuleError when somebody else changed what these rows would write; ask it with the event held."""
        refuse_overtaken(self, type(self).of(self.instance))

    def offer(self, name: str, choices: Iterable[tuple]) -> None:
        """Give the select `name` of every row the same choices, without a query a row."""
        choices = list(choices)
        for form in self.forms:
            field = form.fields[name]
            field.choices = choices if field.widget.allow_multiple_selected else [("", "–"), *choices]


class SessionForm(RowForm):
    """A day of an event or a part of one, with its venue."""

    venue_region = RegionField(
        label=_("Region of the venue"), required=False, everywhere=True, help_text=_("District or regency.")
    )

    class Meta:
        model = Session
        fields = ("date", "label", "starts_at", "ends_at", "venue", "venue_region")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["label"].widget.attrs["placeholder"] = _("Day 1")
        self.initial["venue_region"] = self.instance.venue_region  # read with the rows, not one by one


class BaseSessionRows(Rows):
    """The days of an event."""

    def get_queryset(self):
        return super().get_queryset().select_related("venue_region__district", "venue_region__regency")


class QuotaForm(RowForm):
    """How many of a role each region sends."""

    class Meta:
        model = Quota
        fields = ("number", "role", "level")


class BaseQuotaRows(Rows):
    """The invitation quotas of an event."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("role", [(role.pk, role.short_name) for role in Role.objects.all()])


class GroupForm(RowForm):
    """A group and the sessions it attends."""

    class Meta:
        model = Group
        fields = ("name", "sessions")
        widgets = {"sessions": forms.CheckboxSelectMultiple}


class BaseGroupRows(Rows):
    """The groups of an event."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sessions = self.instance.sessions.all()
        self.offer("sessions", [(s.pk, f"{s}, {shown.day(s.date)}" if s.label else str(s)) for s in sessions])


class ClaimForm(RowForm):
    """A headcount somebody else gave."""

    class Meta:
        model = HeadcountClaim
        fields = ("number", "wording", "whom", "source")


class SpeakerForm(RowForm):
    """Somebody who speaks."""

    class Meta:
        model = Speaker
        fields = ("name", "position", "institution")


class TopicForm(RowForm):
    """A topic of a session with its lesson hours."""

    class Meta:
        model = AgendaItem
        fields = ("position", "starts_at", "topic", "lesson_hours", "speakers")
        widgets = {"speakers": forms.CheckboxSelectMultiple}


class BaseTopicRows(Rows):
    """The topics of one session."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speakers = self.instance.event.speakers.all()
        self.offer("speakers", [(speaker.pk, speaker.name) for speaker in speakers])


def rows(parent, form, formset=Rows):
    """The formset class of `form` under `parent`, with one empty row."""
    return forms.inlineformset_factory(
        parent, form.Meta.model, form=form, formset=formset, extra=1, max_num=MOST, absolute_max=MOST
    )


SessionRows = rows(Event, SessionForm, BaseSessionRows)
QuotaRows = rows(Event, QuotaForm, BaseQuotaRows)
GroupRows = rows(Event, GroupForm, BaseGroupRows)
ClaimRows = rows(Event, ClaimForm)
SpeakerRows = rows(Event, SpeakerForm)
TopicRows = rows(Session, TopicForm, BaseTopicRows)
