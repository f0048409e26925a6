"""The conditions of the people list."""

from datetime import date, timedelta

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry import plugs
from registry.models import Appointment, Region, Role, Status, Worker

INDENT = chr(0x2003)  # a blank that a select does not swallow
SOON = 90  # days before a term ends in which a new decree should be on its way


def regions_to_choose(request) -> QuerySet:
    """The way down to the chosen region (or the user's scope), and the regions right below it."""
    scope = request.user.scope
    chosen, asked = scope, request.GET.get("region", "")
    if asked.isdecimal() and len(asked) < 18:
        chosen = Region.objects.visible_to(request.user).filter(pk=asked).first() or scope
    above = [chosen.pk, chosen.parent_id, chosen.province_id, chosen.regency_id, chosen.district_id]
    current = Region.objects.visible_to(request.user).current()
    return current.filter(Q(parent=chosen) | Q(pk__in=filter(None, above))).exclude(pk=scope.pk)


class RegionChoice(filters.ModelChoiceFilter):
    """A select of regions, indented by level."""

    class field_class(filters.fields.ModelChoiceField):  # noqa: N801 - the name django-filter reads
        def label_from_instance(self, region):
            depth = {"district": 1, "village": 2}.get(region.level, 0)
            return INDENT * depth + region.name


class WorkerFilter(filters.FilterSet):
    """Region, role, status and term speak of one and the same post; sex and training of the person."""

    region = RegionChoice(label=_("Region"), queryset=regions_to_choose, empty_label=_("The whole region"))
    role = filters.ModelMultipleChoiceFilter(
        label=_("Role"),
        queryset=Role.objects.all(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    status = filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    term = filters.ChoiceFilter(
        label=_("Decree"),
        choices=[("soon", _("Ends within 90 days")), ("none", _("None recorded"))],
        empty_label=_("Any"),
    )
    sex = filters.ChoiceFilter(label=_("Sex"), choices=Worker.Sex.choices, empty_label=_("Any"))
    training = filters.ChoiceFilter(
        label=_("Training"), choices=[("never", _("Never trained"))], empty_label=_("Any")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not plugs.never_trained:
            del self.filters["training"]

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data
        if chosen["sex"]:
            queryset = queryset.filter(sex=chosen["sex"])
        if chosen.get("training"):
            queryset = queryset.filter(plugs.never_trained())
        if chosen["region"] or chosen["role"] or chosen["status"] or chosen["term"]:
            queryset = queryset.filter(holds_such_a_post(chosen, on=timezone.localdate()))
        return queryset


def holds_such_a_post(chosen: dict, *, on: date) -> Q:
    """People with a post that fits all conditions at once; without a status, one that has not ended.

    A candidate is also who has no post at all, as long as nothing else is asked of the post.
    """
    posts = posts_that_fit(chosen, on=on).filter(worker=OuterRef("pk"))
    fits = Q(Exists(posts))
    if Status.CANDIDATE in chosen["status"] and not (chosen["region"] or chosen["role"] or chosen["term"]):
        fits |= ~Q(Exists(Appointment.objects.filter(worker=OuterRef("pk"))))
    return fits


def posts_that_fit(chosen: dict, *, on: date) -> QuerySet:
    """The appointments that fit region, role, status and term."""
    posts = Appointment.objects.all()
    if chosen["region"]:
        posts = posts.within(chosen["region"])
    if chosen["role"]:
        posts = posts.filter(role__in=list(chosen["role"]))
    posts = posts.in_status(chosen["status"], on=on) if chosen["status"] else posts.not_ended(on=on)
    if chosen["term"] == "none":
        posts = posts.without_decree()
    elif chosen["term"] == "soon":
        posts = posts.ending(on, on + timedelta(days=SOON))
    return posts
