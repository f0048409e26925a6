"""The list page of every noun: words, filters, sort and page in the address; a number never.

One view, one context: a browser without JavaScript gets the whole page, htmx only the part that changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView as DjangoListView

from welfare import pages, shown
from welfare.digits import digits_of, is_number
from welfare.filters import is_set, keys_of, lay_out_filters, without
from welfare.listparts import Chip, Drop
from welfare.search import kept_keys, words_of

UNIQUE_FIELDS = ("pk", "id", "sort_id")  # with one of these an order is total
NOT_CONDITIONS = {"q", "found", "sort", "column", *pages.KEYS}  # parameters no filter reads


@dataclass(frozen=True)
class Column:
    """One column: `order` names the fields it sorts by, ascending; without any it cannot be sorted.

    Of those that are not `always` shown, the reader chooses; the `usual` ones stand until he does.
    """

    key: str
    label: str
    order: tuple[str, ...] = ()
    css: str = ""
    always: bool = False
    usual: bool = True


class ListView(PermissionRequiredMixin, DjangoListView):
    """A list of what the user may see.

    A subclass says `model`, `permission_required`, `title`, `columns`, `row_template` and, as needed,
    `search_fields`, `filterset_class`; the hooks are `scoped`, `search`, `decorate`, `counted`,
    `digits_search` and `empty`.
    """

    template_name = "generic/list.html"
    table_template = "generic/_table.html"
    conditions_template = "generic/_conditions.html"
    row_template = ""
    bulk_template = ""
    tools_template = ""  # what else can be done with the list, beside its number
    paginate_by = 50
    count_limit: int | None = None  # rows counted at most; the page says "more than" beyond
    count_url_name = ""  # the address that tells the exact number then, after the page (an ExactCount)
    title = ""
    hint = ""  # what a search found instead of what was asked for; set by `search`
    columns: tuple[Column, ...] = ()
    default_order: tuple[str, ...] = ()  # the model's own where a list says nothing
    search_fields: tuple[str, ...] = ()
    search_label = _("Search by words")
    filterset_class = None

    # What is listed

    def scoped(self) -> QuerySet:
        """Every row this user may see."""
        return self.model._default_manager.visible_to(self.request.user)

    def search(self, queryset: QuerySet, text: str) -> QuerySet:
        """Rows in which every word of `text` stands in one of `search_fields`."""
        for word in text.split():
            hits = [Q(**{f"{field}__icontains": word}) for field in self.search_fields]
            queryset = queryset.filter(Q(*hits, _connector=Q.OR))
        return queryset

    def whole(self) -> int:
        """How many rows this user may see, counted as far as this list counts."""
        return pages.bounded_count(self.scoped(), self.count_limit)

    def decorate(self, queryset: QuerySet) -> QuerySet:
        """Add what only the rows of one page need: related rows, annotations, masked values."""
        return queryset

    def counted(self, count: int) -> str:
        """`265 people`: what stands beside the title and above the table."""
        return self.number(count)

    def number(self, count: int) -> str:
        """`265`, or `more than 1,000` where the counting stopped: at one more than the limit."""
        if self.count_limit is None or count != self.count_limit + 1:
            return shown.number(count)
        return _("more than %(number)s") % {"number": shown.number(self.count_limit)}

    def digits_search(self, digits: str) -> HttpResponse:
        """Answer a search for a number; this list has none."""
        messages.info(self.request, _("This list cannot be searched by number. Search by words."))
        return HttpResponseRedirect(self.request.path)

    def empty(self) -> dict:
        """What an empty list says: `sign`, `heading`, `text`, `actions` [(label, address, icon)], `ready`."""
        return {"sign": "inbox", "heading": _("Nothing here yet"), "text": "", "actions": [], "ready": []}

    # How the address is read

    def get(self, request, *args, **kwargs):
        if is_number(request.GET.get("q", "")):
            messages.info(request, _("A number does not belong in an address. Type it into the search box."))
            return HttpResponseRedirect(f"{request.path}?{without(request.GET, 'q', *pages.KEYS)}")
        if request.htmx.target == "conditions" and self.filterset_class:
            response = self.panel()
        else:
            response = super().get(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def post(self, request, *args, **kwargs):
        """The search box: words go into the address, a number does not."""
        text = words_of(request.POST)
        if is_number(text):
            return self.digits_search(digits_of(text))
        query = request.GET.copy()
        for name in ("q", "found", *pages.KEYS):
            query.pop(name, None)
        if text:
            query["q"] = text
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")

    def panel(self) -> HttpResponse:
        """The fields of the filter form alone: the panel asks for them when it is opened.

        They cost a fifth of a page, and most pages are read without them.
        """
        context = {"filter": self.conditions, "clear": self.request.path}
        return TemplateResponse(self.request, self.conditions_template, context)

    def get_template_names(self):
        return [self.table_template if self.request.htmx.target == "list" else self.template_name]

    def get_queryset(self):
        return pages.ordered(self.matching(self.request.GET), self.ordering_fields())

    def matching(self, data: QueryDict) -> QuerySet:
        """The rows that fit the conditions of `data`; none when a condition cannot be read."""
        queryset = self.scoped()
        if text := words_of(data):
            queryset = self.search(queryset, text)
        if key := data.get("found", ""):
            queryset = queryset.filter(pk__in=kept_keys(self.request, key))
        filterset = self.filterset(data)
        if filterset is None:
            return queryset
        return filterset.filter_queryset(queryset) if filterset.is_valid() else queryset.none()

    def filterset(self, data: QueryDict):
        """The FilterSet for `data`, its form laid out; None without filters, and where none is asked for.

        That of this address is made once, for a form takes longer than its rows.
        """
        if self.filterset_class is None or not data.keys() - NOT_CONDITIONS:
            return None
        return self.conditions if data is self.request.GET else self.new_filterset(data)

    @cached_property
    def conditions(self):
        return self.new_filterset(self.request.GET)

    def new_filterset(self, data: QueryDict):
        nothing = self.model._default_manager.none()  # the rows come with `filter_queryset`
        filterset = self.filterset_class(data, queryset=nothing, **self.filter_arguments())
        lay_out_filters(filterset.form)
        return filterset

    def filter_arguments(self) -> dict:
        """What the FilterSet is made with, so that it offers only what the user may see."""
        return {"request": self.request}

    def sorted_by(self) -> tuple[Column | None, bool]:
        """The column of `?sort=` and whether it runs backwards; anything undeclared is ignored."""
        wanted = self.request.GET.get("sort", "")
        for column in self.columns:
            if column.order and column.key == wanted.removeprefix("-"):
                return column, wanted.startswith("-")
        return None, False

    def ordering_fields(self) -> list[str]:
        """What to order by: the chosen column, then the key, so that pages never overlap."""
        column, backwards = self.sorted_by()
        fields = list(column.order if column else self.default_order or self.model._meta.ordering)
        if backwards:
            fields = [field.removeprefix("-") if field[0] == "-" else f"-{field}" for field in fields]
        is_total = any(field.removeprefix("-") in UNIQUE_FIELDS for field in fields)
        return fields if is_total else [*fields, "pk"]

    # What the page shows

    def paginate_queryset(self, queryset, page_size):
        """One page by key first, then its rows in full: a page far back costs no more than its keys."""
        paginator = pages.SteadyPaginator(
            queryset,
            page_size,
            fields=self.ordering_fields(),
            count_limit=self.count_limit,
            keys=self.ready_keys(queryset),
        )
        page = paginator.keys_at(self.request.GET)
        keys = page.object_list
        rows = {row.pk: row for row in self.decorate(self.model._default_manager.filter(pk__in=keys))}
        page.object_list = [rows[key] for key in keys if key in rows]
        return paginator, page, page.object_list, page.has_other_pages()

    def ready_keys(self, queryset: QuerySet) -> QuerySet | None:
        """The keys of `queryset` in its order, where that costs no sorting of many; None where it does."""
        return None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page, chips = context["page_obj"], self.chips()
        count = page.paginator.count
        filterset = self.filterset(self.request.GET)
        is_unreadable = filterset is not None and not filterset.is_valid()
        is_limited = bool(chips) or is_unreadable
        whole = self.whole() if is_limited else count
        shows_conditions = is_unreadable or self.request.GET.get("conditions") == "open"
        return context | {
            "title": self.title,
            "count": self.counted(count),
            "count_url": self.count_url() if page.paginator.is_bounded else "",
            "number": self.number(count),
            "hint": self.hint if count else "",
            "total": self.counted(whole),
            "headers": list(self.headers()),
            "chips": chips,
            "clear": self.request.path,
            "query": words_of(self.request.GET),
            "has_filters": self.filterset_class is not None,
            "filter": self.conditions if shows_conditions and self.filterset_class else filterset,
            "shows_conditions": shows_conditions,
            "hidden": self.hidden_fields(),
            "empty": self.empty() if not count and not is_limited else None,
            "drop": self.drop(chips) if not count else None,
        }

    def count_url(self) -> str:
        """Where the exact number of what is listed can be asked for; nowhere for most lists."""
        if not self.count_url_name:
            return ""
        return f"{reverse(self.count_url_name)}?{without(self.request.GET, 'sort', *pages.KEYS)}"

    def headers(self) -> Iterable[dict]:
        """Each column with the query string that sorts by it, or turns its order around."""
        chosen, backwards = self.sorted_by()
        for column in self.columns:
            query = self.request.GET.copy()
            for name in pages.KEYS:
                query.pop(name, None)
            query["sort"] = f"-{column.key}" if column is chosen and not backwards else column.key
            state = ("descending" if backwards else "ascending") if column is chosen else ""
            yield {"column": column, "query": query.urlencode(), "state": state}

    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the filter form keeps of the address: the words, the sort and the columns."""
        data = self.request.GET
        return [(name, value) for name in ("q", "sort", "column") for value in data.getlist(name) if value]

    def chips(self) -> list[Chip]:
        """Every condition in force, each with the way to drop it."""
        data = self.request.GET
        chips = []
        if text := words_of(data):
            chips.append(Chip("q", str(_("Words")), text, without(data, "q", *pages.KEYS)))
        if data.get("found"):
            chips.append(
                Chip("found", str(_("Number")), str(_("search result")), without(data, "found", *pages.KEYS))
            )
        filterset = self.filterset(data)
        if filterset is None or not filterset.is_valid():
            return chips
        for name, value in filterset.form.cleaned_data.items():
            field = filterset.form.fields[name]
            if is_set(value):
                query = without(data, *keys_of(data, name, field), *pages.KEYS)
                chips.append(Chip(name, str(field.label), shown.choice(field, value), query))
        return chips

    def size(self, data: QueryDict) -> int:
        """How many rows fit `data`, counted as far as this list counts."""
        return pages.bounded_count(self.matching(data), self.count_limit)

    def drop(self, chips: list[Chip]) -> Drop | None:
        """The condition to give up when nothing matches: the one that brings most rows back."""
        sizes = [(self.size(QueryDict(chip.query)), chip) for chip in chips[:5]]
        count, chip = max(sizes, key=lambda pair: pair[0], default=(0, None))
        return Drop(chip, count, self.counted(count)) if count else None
