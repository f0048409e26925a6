"""The conditions of the people list."""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry import access, education, plugs
from registry.models import Appointment, Region, Role, Status, Worker
from registry.regions.past import lay_in
from welfare.days import FIRST, LAST, SANE
from welfare.digits import is_key

INDENT = chr(0x2003)  # a blank that a select does not swallow
SOON = 90  # days before a term ends in which a new decree should be on its way
MOST_YEARS = 120
DAY_FORMAT = "%Y-%m-%d"
OF_AGES = ("age_from", "age_to")  # these tell a birth date
OF_POSTS = ("region", "role", "status", "term", "on")  # these speak of one and the same post
MISSING = {
    "nik": (_("NIK"), Q(nik=None)),
    "birth_date": (_("Birth date"), Q(birth_date=None)),
    "sex": (_("Sex"), Q(sex="")),
    "phone": (_("Phone"), Q(phone="")),
    "address": (_("Address"), Q(address="")),
    "education": (_("Education"), Q(education="")),
}


def regions_to_choose(request) -> QuerySet:
    """The way down to the chosen region (or the user's scope), and the regions right below it.

    Those that exist, or existed on the day that is asked for, under their names of that day. One that was
    chosen stays to choose when the day is dropped.
    """
    scope, visible = request.user.scope, Region.objects.visible_to(request.user)
    chosen, asked = scope, request.GET.get("region", "")
    if is_key(asked):
        chosen = visible.filter(pk=asked).first() or scope
    day = day_of(request.GET)
    if day and day < timezone.localdate():
        visible, exists = visible.named_on(day), Q(validity__contains=day)
    else:
        exists = Q(validity__contains=timezone.localdate())
    above = [chosen.parent_id, chosen.province_id, chosen.regency_id, chosen.district_id]
    near = Q(parent=chosen) | Q(pk__in=filter(None, above))
    choices = visible.filter(near & exists | Q(pk=chosen.pk))
    return choices if asked == str(scope.pk) else choices.exclude(pk=scope.pk)  # it is the empty choice


def day_of(data: QueryDict) -> date | None:
    """The day the conditions `data` speak of; None when they name none."""
    try:
        day = datetime.strptime(data.get("on", ""), DAY_FORMAT).date()
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


class RegionChoice(filters.ModelChoiceFilter):
    """A select of regions, indented by level."""

    class field_class(filters.fields.ModelChoiceField):  # noqa: N801 - the name django-filter reads
        def label_from_instance(self, region):
            depth = {"district": 1, "village": 2}.get(region.level, 0)
            return INDENT * depth + getattr(region, "name_on_day", region.called)


class WorkerFilter(filters.FilterSet):
    """Region, role, status, term and the day speak of one and the same post; the others of the person.

    Nobody who may not be told an age can filter by it: a province or ministry finds those it keeps only.
    """

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
    on = filters.DateFilter(
        label=_("As of"),
        widget=forms.DateInput(attrs={"type": "date"}),
        input_formats=[DAY_FORMAT],
        validators=SANE,
    )
    sex = filters.ChoiceFilter(label=_("Sex"), choices=Worker.Sex.choices, empty_label=_("Any"))
    training = filters.ChoiceFilter(
        label=_("Training"), choices=[("never", _("Never trained"))], empty_label=_("Any")
    )

    age_from = filters.NumberFilter(label=_("Age from"), min_value=0, max_value=MOST_YEARS)
    age_to = filters.NumberFilter(label=_("Age to"), min_value=0, max_value=MOST_YEARS)
    education = filters.MultipleChoiceFilter(
        label=_("Education"), choices=education.Level.choices, widget=forms.CheckboxSelectMultiple
    )
    missing = filters.MultipleChoiceFilter(
        label=_("Missing"),
        choices=[(name, label) for name, (label, _lacks) in MISSING.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not plugs.never_trained:
            del self.filters["training"]
        if not access.sees_personal(self.request.user):
            del self.filters["age_from"], self.filters["age_to"]
        elif self.request.user.scope.is_wide:
            self.filters["age_from"].label = _("Age from (of people your office keeps)")

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data
        if any(chosen.get(name) is not None for name in OF_AGES):
            queryset = queryset.kept_by(self.request.user)
        on = chosen["on"] or timezone.localdate()
        queryset = queryset.filter(is_such_a_person(chosen, on=on))
        if asks_of_posts(chosen):
            queryset = queryset.filter(holds_such_a_post(chosen, on=on))
        return queryset


def past(on: date) -> date | None:
    """The day `on` when it is past; None for today and later, when all that is known counts."""
    return on if on < timezone.localdate() else None


def asks_of_posts(chosen: dict) -> bool:
    """Do the conditions speak of a post?"""
    return any(chosen[name] for name in OF_POSTS)


def is_such_a_person(chosen: dict, *, on: date) -> Q:
    """People by what is known of themselves, on the day `on`."""
    fits = Q()
    if chosen["sex"]:
        fits &= Q(sex=chosen["sex"])
    if chosen.get("training"):
        fits &= plugs.never_trained(on=past(on))
    if chosen.get("age_from") is not None:
        fits &= Q(birth_date__lte=years_before(on, int(chosen["age_from"])))
    if chosen.get("age_to") is not None:
        fits &= Q(birth_date__gt=years_before(on, int(chosen["age_to"]) + 1))
    if chosen["education"]:
        fits &= education.written_as(chosen["education"])
    if chosen["missing"]:
        fits &= Q(*(MISSING[name][1] for name in chosen["missing"]), _connector=Q.OR)
    return fits


def years_before(day: date, years: int) -> date:
    """The last birth date of those who are `years` old on `day`; who was born on 29 February waits for it."""
    year = day.year - years
    leaps = (day.month, day.day) == (2, 29) and not isleap(year)
    return date(year, 2, 28) if leaps else day.replace(year=year)


def holds_such_a_post(chosen: dict, *, on: date) -> Q:
    """People with a post that fits all conditions at once; without a status, one that has not ended.

    A candidate is also who has no post at all, as long as nothing else is asked of the post.
    """
    posts = posts_that_fit(chosen, on=on).filter(worker=OuterRef("pk"))
    fits = Q(Exists(posts))
    if Status.CANDIDATE in chosen["status"] and not (chosen["region"] or chosen["role"] or chosen["term"]):
        fits |= ~Q(Exists(Appointment.objects.filter(worker=OuterRef("pk"))))
    return fits


@dataclass(frozen=True)
class PostFits:
    """Is a post one by which its holder is on the list with these conditions? Asked of posts in memory.

    `roles` and `statuses` are the chosen ones, `region` the id of the chosen region as text, `term` what is
    asked of the decrees on the day `on`; empty: any.
    """

    roles: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    region: str = ""
    term: str = ""
    on: date = date.min

    @classmethod
    def of(cls, chosen: QueryDict) -> "PostFits":
        """The conditions of a list's address; a day without a status asks who served on it."""
        statuses = chosen.getlist("status")
        if chosen.get("on") and not statuses:
            statuses = [Status.SERVING, Status.OVERDUE]
        roles, on = tuple(chosen.getlist("role")), day_of(chosen) or timezone.localdate()
        return cls(roles, tuple(statuses), chosen.get("region", ""), chosen.get("term", ""), on)

    def __call__(self, role: str, status: str, places: Iterable[int | None], term_end: date | None) -> bool:
        """`places` are the ids of the post's region and those above it, `term_end` as of `with_status`."""
        return (
            (not self.roles or role in self.roles)
            and (not self.statuses or status in self.statuses)
            and (not self.region or self.region in map(str, places))
            and (not self.term or self.fits_term(status, term_end))
        )

    def fits_term(self, status: str, term_end: date | None) -> bool:
        """Does the term end soon? Or, where no decree is asked for, is no end of a term known?"""
        if self.term == "none":
            return term_end is None
        is_near = term_end is not None and term_end - timedelta(days=1) <= self.on + timedelta(days=SOON)
        return is_near and status == Status.SERVING


def posts_that_fit(chosen: dict, *, on: date) -> QuerySet:
    """The appointments that fit region, role, status and term, on the day that was asked for or else `on`."""
    day, on = chosen["on"], chosen["on"] or on
    posts = Appointment.objects.all()
    if chosen["region"]:
        region = chosen["region"]
        is_past = day and day < timezone.localdate()
        posts = posts.filter(lay_in(region, on=day)) if is_past else posts.within(region)
    if chosen["role"]:
        posts = posts.filter(role__in=list(chosen["role"]))
    if chosen["status"]:
        posts = posts.in_status(chosen["status"], on=on)
    else:
        posts = posts.serving(on=on) if day else posts.not_ended(on=on)
    if chosen["term"] == "none":
        posts = posts.without_decree()
    elif chosen["term"] == "soon":
        posts = posts.ending(on, on + timedelta(days=SOON))
    return posts
