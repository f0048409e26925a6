"""Pages of a list, quick however long it is: a bounded count, and steps that follow the last row seen.

`?page=7&after=123` is the page that follows row 123, found by an index instead of by counting off 300 rows;
`?page=7` alone still works, by counting off from the end that is nearer.
"""

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, QuerySet, Value
from django.db.models.expressions import Col
from django.utils.functional import cached_property

from welfare.digits import is_key

# The parameters that speak of one page only: which it is, and whether its filter panel is drawn with it.
# They are dropped whenever the list changes.
KEYS = ("page", "after", "before", "conditions")
FAR = 250_000  # rows before a page from which on all are counted: the other end may be nearer


def bounded_count(queryset: QuerySet, limit: int | None) -> int:
    """How many rows there are, but never more than `limit` + 1, which means "more than `limit`"."""
    unordered = queryset.order_by()
    return unordered.count() if limit is None else unordered[: limit + 1].count()


class SteadyPage(Page):
    """One page of keys; `has_more` says whether another follows, whatever the count says."""

    def __init__(self, keys, number, paginator, *, has_more):
        super().__init__(keys, number, paginator)
        self.first_key, self.last_key = (keys[0], keys[-1]) if keys else (None, None)
        self.has_more = has_more

    def has_next(self):
        return self.has_more

    def next_page_number(self):
        return self.number + 1

    def previous_page_number(self):
        return self.number - 1

    def end_index(self):
        return self.start_index() + max(len(self.object_list) - 1, 0)

    def numbers(self):
        """The page numbers to offer, with gaps."""
        if not self.paginator.is_bounded:
            yield from self.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
            return
        if self.number > 3:
            yield from (1, self.paginator.ELLIPSIS)
        yield from range(max(self.number - 2, 1), self.number + 1)
        if self.has_more:
            yield from (self.number + 1, self.paginator.ELLIPSIS)


class SteadyPaginator(Paginator):
    """Pages over keys. `count_limit` bounds the counting; the pages themselves go on to the end.

    `keys` are those of the same rows in the same order, where an index has them so: what is counted of them
    are the first pages at once.
    """

    def __init__(self, queryset, per_page, *, fields, count_limit=None, keys=None):
        super().__init__(queryset, per_page)
        self.fields = fields
        self.count_limit = count_limit
        self.ready_keys = keys

    @cached_property
    def count(self):
        return bounded_count(self.object_list, None) if self.count_limit is None else len(self.counted)

    @cached_property
    def counted(self) -> list:
        """The keys of the rows that were counted: one more than the limit if there are more.

        In their order if there are ready keys, else in none.
        """
        keys = keys_of(self.object_list.order_by()) if self.ready_keys is None else self.ready_keys
        return list(keys[: self.count_limit + 1])

    @cached_property
    def rows(self) -> QuerySet:
        """The rows in their order; where few fit, by their keys.

        Looking for few among many in the order of an index walks through nearly all of it.
        """
        if self.count_limit is None or self.is_bounded:
            return self.object_list
        return self.object_list.filter(pk__in=self.counted)

    @property
    def is_bounded(self) -> bool:
        """Are there more rows than were counted?"""
        return self.count_limit is not None and self.count > self.count_limit

    def keys_at(self, data) -> SteadyPage:
        """The page that `data` (the address's parameters) asks for; the first when it cannot be read."""
        if self.is_far(data):
            self.count_all()
        number = self.asked_number(data)
        for name, forwards in (("after", True), ("before", False)):
            anchor = self.anchor(data.get(name, "")) if number > 1 or name == "before" else None
            if anchor:
                return self.page_beyond(anchor, number, forwards)
        return self.page_counted_off(number)

    def is_far(self, data) -> bool:
        """Does `data` ask for a page far behind, and by its number alone?"""
        return number_in(data) * self.per_page > FAR and not (data.get("after") or data.get("before"))

    def asked_number(self, data) -> int:
        number = number_in(data)
        return max(number if self.is_bounded else min(number, self.num_pages), 1)

    def anchor(self, key: str) -> tuple | None:
        """What row `key` is sorted by; None when it left the list, or where rows may lack such a value.

        Those without one stand last both ways, out of reach of "greater than".
        """
        if not is_key(key):
            return None
        names = [field.removeprefix("-") for field in self.fields]
        if any(may_lack(self.object_list, name) for name in names):
            return None
        return self.object_list.filter(pk=key).values_list(*names).first()

    def page_beyond(self, anchor: tuple, number: int, forwards: bool) -> SteadyPage:
        """The page after the row sorted by `anchor`, or the one before it."""
        rows = self.rows.filter(beyond(self.fields, anchor, forwards))
        if forwards:
            return self.page_of(self.some(keys_of(rows)), number)
        keys = self.some(keys_of(rows.reverse()))[: self.per_page]
        return SteadyPage(keys[::-1], number, self, has_more=True)

    def page_counted_off(self, number: int) -> SteadyPage:
        """Page `number`, counted off from the end that is nearer; the last one of fewer."""
        start = (number - 1) * self.per_page
        if self.count_limit is not None or start * 2 < self.count:
            keys = self.keys_from(start)
            if keys or not start:
                return self.page_of(keys, number)
            self.count_all()
            return self.page_counted_off(self.num_pages)
        end = min(start + self.per_page, self.count)
        keys = keys_of(self.rows) if self.ready_keys is None else self.ready_keys
        from_behind = list(keys.reverse()[self.count - end : self.count - start])
        return SteadyPage(from_behind[::-1], number, self, has_more=end < self.count)

    def count_all(self) -> None:
        """Count on beyond the limit, from now on."""
        self.count_limit = None
        for told in ("count", "num_pages"):
            vars(self).pop(told, None)

    def page_of(self, keys: list, number: int) -> SteadyPage:
        return SteadyPage(keys[: self.per_page], number, self, has_more=len(keys) > self.per_page)

    def keys_from(self, start: int) -> list:
        """Those of the page that begins with row `start`, as `some` gives them."""
        if self.ready_keys is None:
            return self.some(keys_of(self.rows), start)
        was_counted = self.count_limit is not None and start + self.per_page < self.count_limit
        return self.some(self.counted if was_counted else self.ready_keys, start)

    def some(self, keys: QuerySet | list, start: int = 0) -> list:
        """Those of one page from `start` on, and one more if another page follows."""
        return list(keys[start : start + self.per_page + 1])


def number_in(data) -> int:
    """The number of the page that `data` (the address's parameters) asks for; 1 when it cannot be read."""
    text = data.get("page", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def keys_of(queryset: QuerySet) -> QuerySet:
    """The keys of its rows, in their order."""
    return queryset.values_list("pk", flat=True)


def ordered(queryset: QuerySet, fields: list[str]) -> QuerySet:
    """Sorted by `fields` ("-name" runs backwards); what lacks a value stands last, whichever way."""
    return queryset.order_by(
        *(
            F(field[1:]).desc(nulls_last=True)
            if field.startswith("-") and may_lack(queryset, field[1:])
            else field
            for field in fields
        )
    )


def may_lack(queryset: QuerySet, name: str) -> bool:
    """May a row lack what `name` says: a field that can be null, or a value that is worked out?"""
    worked_out = queryset.query.annotations.get(name)
    if isinstance(worked_out, Case):
        outcomes = [*(case.result for case in worked_out.cases), worked_out.default]
        return not all(isinstance(one, Value) and one.value is not None for one in outcomes)
    if worked_out is not None:
        return not isinstance(worked_out, Col) or worked_out.target.null
    model, lacks = queryset.model, False
    for part in name.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        model, lacks = field.related_model, lacks or field.null
    return lacks


def beyond(fields: list[str], values: tuple, forwards: bool) -> Q:
    """Rows that stand after (or before) `values` in the order of `fields` ("-name" runs backwards)."""
    condition, equal = Q(), Q()
    for position, (field, value) in enumerate(zip(fields, values, strict=True)):
        name = field.removeprefix("-")
        sign = "gt" if field.startswith("-") != forwards else "lt"
        condition |= equal & Q(**{f"{name}__{sign}": value})
        if position == 0:
            first = Q(**{f"{name}__{sign}e": value})  # what an index can begin with
        equal &= Q(**{name: value})
    return first & condition
