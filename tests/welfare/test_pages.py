"""Pages that follow the last row seen, and counting that stops."""

import pytest
from django.db.models import OuterRef, Subquery
from django.http import QueryDict

from registry.models import Region
from tests.factories import make_regions
from welfare.pages import SteadyPaginator, beyond, bounded_count, ordered

NAMES = ["Aren", "Bago", "Bago", "Bago", "Condong", "Dandang", "Gending", "Jatiadi", "Jorongan"]


@pytest.fixture
def regions(db):
    lines = ["ID nation nation Indonesia", "35 province province Jawa Timur"]
    lines += [f"35.{number:02} regency regency {name}" for number, name in enumerate(NAMES, start=10)]
    make_regions("\n".join(lines))
    return Region.objects.filter(level="regency")


def paginator(queryset, *fields, limit=None):
    return SteadyPaginator(queryset.order_by(*fields), 2, fields=list(fields), count_limit=limit)


def walk(pages, step, name):
    """The keys of every page, reached by following the steps, from page 1 (or back to it)."""
    seen, address = [], step
    while address is not None:
        page = pages.keys_at(QueryDict(address))
        seen.append(page.object_list)
        if name == "after":
            address = f"page={page.number + 1}&after={page.last_key}" if page.has_next() else None
        else:
            address = f"page={page.number - 1}&before={page.first_key}" if page.has_previous() else None
    return seen


@pytest.mark.parametrize("fields", [("name", "pk"), ("-name", "-pk"), ("name", "-pk"), ("-code", "pk")])
@pytest.mark.parametrize("limit", [None, 3, 9])  # of nine rows
def test_steps_forwards_meet_every_row_once(fields, limit, regions):
    expected = list(regions.order_by(*fields).values_list("pk", flat=True))

    seen = walk(paginator(regions, *fields, limit=limit), "page=1", "after")

    assert [key for keys in seen for key in keys] == expected


@pytest.mark.parametrize("field", ["code_of_parent", "-code_of_parent", "parent__code", "-parent__code"])
def test_steps_meet_the_rows_that_lack_the_value_last(field, regions):
    Region.objects.filter(name__in=["Aren", "Bago", "Gending"]).update(parent=None)
    parent = Region.objects.filter(pk=OuterRef("parent")).values("code")
    rows = ordered(regions.annotate(code_of_parent=Subquery(parent)), [field, "pk"])
    expected = list(rows.values_list("pk", flat=True))
    pages = SteadyPaginator(rows, 2, fields=[field, "pk"])

    forwards = walk(pages, "page=1", "after")
    backwards = walk(pages, f"page={len(forwards)}", "before")

    assert [key for keys in forwards for key in keys] == expected
    assert backwards[::-1] == forwards
    assert rows.first().pk == rows.exclude(**{f"{field.removeprefix('-')}__isnull": True}).first().pk


@pytest.mark.parametrize("fields", [("name", "pk"), ("-name", "-pk"), ("name", "-pk")])
def test_steps_backwards_meet_the_same_pages(fields, regions):
    forwards = walk(paginator(regions, *fields), "page=1", "after")

    backwards = walk(paginator(regions, *fields), "page=5", "before")

    assert backwards[::-1] == forwards


def test_page_without_a_step_is_counted_off(regions):
    page = paginator(regions, "name", "pk").keys_at(QueryDict("page=3"))

    assert [Region.objects.get(pk=key).name for key in page.object_list] == ["Condong", "Dandang"]
    assert (page.start_index(), page.end_index()) == (5, 6)


@pytest.mark.parametrize("limit", [None, *range(1, 11)])  # of nine rows, two a page
def test_pages_of_ready_keys_are_those_counted_off(limit, regions, django_assert_max_num_queries):
    keys = regions.order_by("name", "pk").values_list("pk", flat=True)
    expected = [list(keys)[start : start + 2] for start in range(0, 9, 2)]

    for number, page_keys in enumerate(expected, start=1):
        pages = SteadyPaginator(
            regions.order_by("name", "pk"), 2, fields=["name", "pk"], count_limit=limit, keys=keys
        )
        with django_assert_max_num_queries(2):
            page = pages.keys_at(QueryDict(f"page={number}"))
        assert (page.object_list, page.has_next()) == (page_keys, number < 5)


def test_first_page_of_ready_keys_comes_with_their_count(regions, django_assert_num_queries):
    keys = regions.order_by("name", "pk").values_list("pk", flat=True)
    rows = regions.order_by("name", "pk")

    with django_assert_num_queries(1):
        page = SteadyPaginator(rows, 2, fields=["name", "pk"], count_limit=5, keys=keys).keys_at(QueryDict())

    assert (page.object_list, page.paginator.is_bounded) == (list(keys[:2]), True)


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize(
    "fields", [("name", "pk"), ("-name", "-pk"), ("parent__code", "pk"), ("-parent__code", "pk")]
)
def test_far_pages_are_counted_off_from_the_nearer_end(fields, ready, regions, monkeypatch):
    monkeypatch.setattr("welfare.pages.FAR", 1)
    Region.objects.filter(name__in=["Aren", "Bago", "Gending"]).update(parent=None)
    rows = ordered(regions, list(fields))
    keys = rows.values_list("pk", flat=True)
    expected = [list(keys)[start : start + 2] for start in range(0, 9, 2)]

    for number in range(1, 8):
        pages = SteadyPaginator(rows, 2, fields=list(fields), count_limit=1, keys=keys if ready else None)
        page = pages.keys_at(QueryDict(f"page={number}"))
        shown = min(number, 5)
        assert (page.number, page.object_list, page.has_next()) == (shown, expected[shown - 1], shown < 5)


def test_page_behind_the_last_is_the_last_of_a_bounded_list(regions):
    page = paginator(regions, "name", "pk", limit=3).keys_at(QueryDict("page=99"))

    assert (page.number, len(page.object_list), page.has_next()) == (5, 1, False)


def test_far_page_costs_no_more_statements_than_the_first(regions, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("welfare.pages.FAR", 1)
    pages = paginator(regions, "name", "pk", limit=1)

    with django_assert_num_queries(2) as queries:  # how many there are, and the last
        page = pages.keys_at(QueryDict("page=5"))

    assert queries[-1]["sql"].endswith("LIMIT 1")
    assert (pages.count, pages.is_bounded) == (9, False)
    assert (page.has_previous(), page.has_next()) == (True, False)


def test_step_to_a_far_page_counts_no_further(regions, monkeypatch):
    monkeypatch.setattr("welfare.pages.FAR", 1)
    pages = paginator(regions, "name", "pk", limit=1)

    page = pages.keys_at(QueryDict(f"page=3&after={regions.get(name='Aren').pk}"))

    assert (page.number, pages.is_bounded, pages.count) == (3, True, 2)


@pytest.mark.parametrize("step", ["after=999999", "after=x", "after=" + "9" * 30, "after="])
def test_step_from_a_row_that_left_the_list_is_counted_off(step, regions):
    pages = paginator(regions, "name", "pk")

    assert (
        pages.keys_at(QueryDict(f"page=3&{step}")).object_list
        == pages.keys_at(QueryDict("page=3")).object_list
    )


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("x", 1), ("", 1), ("99", 5), ("9" * 40, 1)])
def test_unreadable_or_absent_page_is_the_nearest(asked, shown, regions):
    assert paginator(regions, "name", "pk").keys_at(QueryDict(f"page={asked}")).number == shown


def test_count_stops_after_the_limit(regions):
    assert [bounded_count(regions, limit) for limit in (None, 3, 8, 9)] == [9, 4, 9, 9]


def test_page_numbers_of_a_bounded_list_lead_on(regions):
    page = paginator(regions, "name", "pk", limit=3).keys_at(QueryDict("page=4"))

    assert [str(number) for number in page.numbers()] == ["1", "…", "2", "3", "4", "5", "…"]
    assert (page.previous_page_number(), page.next_page_number()) == (3, 5)


def test_keyset_condition_lets_an_index_begin_at_the_first_field():
    assert str(beyond(["name", "pk"], ("Bago", 7), True)) == (
        "(AND: ('name__gte', 'Bago'), (OR: ('name__gt', 'Bago'), (AND: ('name', 'Bago'), ('pk__gt', 7))))"
    )
