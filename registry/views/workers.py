"""The people of the registry: the list and what the search box finds."""

import re
from datetime import date

from django.contrib import messages
from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import NullIf
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from registry import access, education, plugs
from registry.actions.exports import export_people
from registry.filters import PostFits, WorkerFilter, asks_of_posts, day_of, past, posts_that_fit
from registry.first_steps import first_steps
from registry.forms.fields import find, find_renamed
from registry.models import Appointment, Region, SavedFilter, Worker, WorkerPlace
from registry.models.worker import PLACED
from registry.roster import FIELDS, places_of, rows_for
from registry.views.worker_numbers import answer_number
from welfare.counting import ExactCount
from welfare.errors import RuleError
from welfare.files import download
from welfare.lists import Column, ListView
from welfare.pages import KEYS, bounded_count, keys_of, ordered
from welfare.search import words_of

MAY_EXPORT = "registry.export_worker"
COUNTED = 1_000  # rows counted with a page; an exact number beyond it follows the page
BY_NAME = ("sort_name", "sort_id")
SORTED_BY_POST = ("role", "district", "term", "status")
NOT_KEPT = ("column", *KEYS)  # of the address, when other columns are chosen
MOST_LIKE = 500  # of names that are nearly so
MOST_PLACES = 50
MOST_NAMED = 5  # in one sentence
DECREE_NUMBER = re.compile(r"\d.*/|/.*\d")


class WorkerList(ListView):
    """Everybody the user may see, found by words, by number, by post."""

    model = Worker
    permission_required = "registry.view_worker"
    title = _("People")
    template_name = "workers/list.html"
    row_template = "workers/_row.html"
    filterset_class = WorkerFilter
    count_limit = COUNTED
    count_url_name = "workers_count"
    default_order = BY_NAME
    search_fields = ("name_key",)
    search_label = _("Name, village or decree number")
    tools_template = "workers/_tools.html"
    finds_few = False  # is what was found so little that it is sorted as quickly as counted? set by `search`
    all_columns = (
        Column("tick", _("Chosen"), css="tick", always=True),
        Column("name", _("Name"), BY_NAME, always=True),
        Column("role", _("Role"), ("main_role", *BY_NAME)),
        Column("district", _("District / village"), ("main_place", *BY_NAME)),
        Column("term", _("Decree until"), ("main_term", *BY_NAME)),
        Column("education", _("Education"), ("rung", *BY_NAME), usual=False),
        Column("institution", _("Institution"), ("said_institution", *BY_NAME), usual=False),
        Column("training", _("Last training"), ("last_training", *BY_NAME)),
        Column("status", _("Status"), ("main_status", *BY_NAME)),
    )

    @property
    def bulk_template(self):
        """Rows are ticked by those who may do something to them."""
        return "workers/_bulk.html" if self.request.user.has_perm("registry.change_appointment") else ""

    @cached_property
    def columns(self):
        """Those the reader chose, or the usual ones, without those that would stand empty."""
        chosen = set(self.request.GET.getlist("column"))
        return [
            one
            for one in self.all_columns
            if (one.always or (one.key in chosen if chosen else one.usual))
            and (one.key != "training" or plugs.last_trainings)
            and (one.key != "tick" or self.bulk_template)
        ]

    def choosable(self):
        """(column, is it shown) of each that can be shown or hidden."""
        return [
            (one, one in self.columns)
            for one in self.all_columns
            if not one.always and (one.key != "training" or plugs.last_trainings)
        ]

    def scoped(self):
        return Worker.objects.listed_for(self.request.user.scope)

    def get_queryset(self):
        queryset = self.matching(self.request.GET)
        column, backwards = self.sorted_by()
        if column and column.key == "training":
            queryset = queryset.annotate(last_training=plugs.last_training_day(on=past(self.on)))
        elif column and column.key in SORTED_BY_POST:
            queryset = with_main_post(queryset, self.posts_meant())
        elif column and column.key == "education":
            queryset = education.with_rung(queryset, backwards=backwards)
        elif column and column.key == "institution":  # an empty one is none
            said = NullIf("institution", Value("", output_field=TextField()))
            queryset = queryset.annotate(said_institution=said)
        return ordered(queryset, self.ordering_fields())

    def posts_meant(self):
        """The posts the rows tell of: those that fit what is asked of posts, or all; as of the list's day."""
        filterset = self.filterset(self.request.GET)
        posts = Appointment.objects.all()
        if filterset is not None and filterset.is_valid() and asks_of_posts(filterset.form.cleaned_data):
            posts = posts_that_fit(filterset.form.cleaned_data, on=self.on)
        return posts.with_status(on=self.on).best_first(on=self.on)

    @property
    def places_of_all(self):
        """One row for each person of a province or regency: what places are kept for. None elsewhere."""
        scope = self.request.user.scope
        return WorkerPlace.objects.filter(region=scope) if scope.level in PLACED else None

    def whole(self):
        if self.places_of_all is None:
            return super().whole()
        return bounded_count(self.places_of_all, self.count_limit)

    def ready_keys(self, queryset):
        first, *_more = self.ordering_fields()
        if self.finds_few:
            return keys_of(queryset)
        if self.places_of_all is None or first.removeprefix("-") != BY_NAME[0]:
            return None
        if self.request.GET.keys() - {"sort", *NOT_KEPT}:  # conditions
            return keys_of(queryset)
        places = self.places_of_all.order_by("name_key", "worker_id")
        return (places.reverse() if first.startswith("-") else places).values_list("worker_id", flat=True)

    def search(self, queryset, text):
        """By decree number if it looks like one, by name, by duty region, or else by names nearly so."""
        if DECREE_NUMBER.search(text):
            return queryset.under_decree(text)
        if (named := queryset.named(text)).exists():
            return named
        if places := list(keys_of(self.places(text))):
            self.hint = _("Nobody is called that; these people serve in a region of that name.")
            return self.serving_in(queryset, places)
        if places := list(keys_of(self.renamed_places(text))):
            named = Region.objects.with_path().filter(pk__in=places[:MOST_NAMED])
            self.hint = _("No region is called “%(old)s” today; it is %(now)s now. These people serve there.")
            self.hint %= {"old": text, "now": "; ".join(place.path for place in named)}
            return self.serving_in(queryset, places)
        self.hint = _("Nobody is written like that; these names are similar.")
        self.finds_few = True
        nearest = queryset.named_like(text).order_by("-likeness").values_list("pk", flat=True)
        return queryset.filter(pk__in=list(nearest[:MOST_LIKE]))  # looked for once, not for each statement

    def places(self, text):
        """The regions called like that, on the day the list tells of."""
        visible = Region.objects.visible_to(self.request.user)
        return find(visible, text, on=day_of(self.request.GET))[:MOST_PLACES]

    def renamed_places(self, text):
        """The regions that bore that name before a decree; those of a past day are found by `places`."""
        visible = Region.objects.visible_to(self.request.user)
        return (
            Region.objects.none() if day_of(self.request.GET) else find_renamed(visible, text)[:MOST_PLACES]
        )

    def serving_in(self, queryset, keys):
        """Those of `queryset` who serve in one of the regions with these keys, or in what lies in it."""
        ways = (Q(**{f"{level}__in": keys}) for level in ("pk", "district", "regency", "province"))
        inside = Region.objects.filter(Q(*ways, _connector=Q.OR))
        # Told one by one: PostgreSQL takes them for far more than they are, and reads every post there is.
        inside = list(keys_of(inside.order_by()))
        return queryset.holding(Appointment.objects.not_ended(on=self.on).filter(region__in=inside))

    def decorate(self, queryset):
        return queryset.only(*FIELDS)

    def counted(self, count):
        if not count:
            return _("nobody yet")
        return ngettext("%(n)s person", "%(n)s people", count) % {"n": self.number(count)}

    def digits_search(self, digits):
        return answer_number(self.request, words_of(self.request.POST))

    def empty(self):
        return first_steps(self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        page.object_list = rows_for(
            page.object_list,
            fits=lambda post: self.fits(post.role_code, post.status, places_of(post), post.term_end),
            on=self.on,
            reader=self.request.user,
        )
        return context | {
            "labels": {column.key: str(column.label) for column in self.columns},  # fifty times each
            "words": {"never": gettext("never"), "call": gettext("Call")},  # these as well
            "choosable": self.choosable(),
            "kept": [pair for pair in self.request.GET.lists() if pair[0] not in NOT_KEPT],
            "saved": SavedFilter.objects.visible_to(self.request.user).filter(page="workers"),
            "row_edit": "ubah/" if self.request.user.has_perm("registry.change_worker") else "",
            "may_call": access.sees_personal(self.request.user),
            "may_act": bool(self.bulk_template),
            "export_url": reverse("workers_export") if self.request.user.has_perm(MAY_EXPORT) else "",
        }

    @cached_property
    def on(self) -> date:
        """The day the list tells of: today, or the one that was asked for."""
        return day_of(self.request.GET) or timezone.localdate()

    @cached_property
    def fits(self) -> PostFits:
        """Which of somebody's posts made him match."""
        return PostFits.of(self.request.GET)


class WorkerCount(ExactCount, WorkerList):
    """How many people the list holds, told after the list."""


class WorkerExport(WorkerList):
    """What the list shows, all pages of it, as a file. POST only: every export is written down."""

    http_method_names = ["post", "options"]
    permission_required = MAY_EXPORT

    def post(self, request, *args, **kwargs):
        try:
            file = export_people(
                people=self.get_queryset(),
                file_format=request.POST.get("format", ""),
                on=self.on,
                fits=self.fits,
                by=request.user,
            )
        except RuleError as error:
            messages.error(request, str(error))
            return redirect(f"{reverse('workers')}?{request.GET.urlencode()}")
        return download(file)


class WorkerSearch(WorkerList):
    """The search box of the shell: words lead to the list, a number to the person. POST only."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        return redirect(response.url.replace(request.path, reverse("workers"), 1))


def with_main_post(queryset, posts):
    """Each person with what the first of his `posts` is sorted by: role, place, end of the term, status."""
    main = posts.filter(worker=OuterRef("pk"))
    return queryset.annotate(
        main_role=Subquery(main.values("role__position")[:1]),
        main_place=Subquery(main.values("region__code")[:1]),
        main_term=Subquery(main.values("term_end")[:1]),
        main_status=Subquery(main.values("status")[:1]),
    )
