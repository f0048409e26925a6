"""The people list beside the changelist of Django's admin: the same columns of the same people.

Both answer through Django's test client, all middleware included, in one run and in turn, warm; times are
medians. The peer is one ModelAdmin with fifty rows a page and its defaults otherwise; `tuned_s` is the same
admin once it fetches what the rows of a page need with the page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.urls import reverse

from registry.access import ADMINISTRATOR
from registry.actions.offices import ensure_office
from registry.models import NATION_CODE, Region, Role, User, Worker
from tests.benchmarks import editing
from tests.benchmarks.measuring import medians, statements
from tests.benchmarks.report import Case, Check, Report
from tests.benchmarks.rosterrows import fill
from tests.benchmarks.statements import ROSTER
from tests.factories import make_user

PEER = "Django admin"
RUNS = 9
PAGE_SIZE = 50
DEEPEST_PAGE = 10_000
SCOPES = (NATION_CODE, "35", "35.13")
DISTRICT = "35.13.19"
PEER_SHARE = 0.25  # of the peer's time, at most
PAGE_MS = 60
SCOPE_COST = 1.2


@dataclass(frozen=True)
class Asked:
    """One page of both: the query strings of ours and of the peer's."""

    case: str
    ours: str
    peer: str


def run(report: Report, rows: int) -> None:
    """Measure the list, a filter, a misspelt name, a page far behind and a region; the same in two scopes."""
    nation, province, regency = (Region.objects.current().get(code=code) for code in SCOPES)
    fill(nation, rows)
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    administrator = make_administrator(nation)
    client = signed_in(administrator)
    for asked in questions(nation):
        case = compare(client, asked)
        report.results.append(case)
        report.checks += limits(case)
    scoped = {scope: signed_in(make_administrator(scope)) for scope in (province, regency)}
    for same in zip(*map(questions, (nation, province, regency)), strict=True):
        report.checks += compare_scopes(same, client, scoped)
    editing.run(report, administrator)


def limits(case: Case) -> list[Check]:
    """What one page may cost: a share of the peer's time, and of the user's patience."""
    return [
        Check(f"{case.case}: share of the peer's time", round(case.ours_s / case.peer_s, 3), PEER_SHARE),
        Check(f"{case.case}: milliseconds", round(case.ours_s * 1000, 1), PAGE_MS),
        Check(f"{case.case}: statements", case.statements, ROSTER[case.case.split()[0]]),
    ]


def compare_scopes(same: Sequence[Asked], whole: Client, scoped: dict[Region, Client]) -> list[Check]:
    """A page in each scope, as a multiple of what the same costs somebody who sees the whole roster."""
    clients = (whole, *scoped.values())
    pages = [
        getting(client, reverse("workers"), asked.ours) for client, asked in zip(clients, same, strict=True)
    ]
    base, *times = medians(*pages, runs=RUNS)
    return [
        Check(
            f"{same[0].case}: times the whole nation's, in a {scope.level}", round(time / base, 2), SCOPE_COST
        )
        for scope, time in zip(scoped, times, strict=True)
    ]


def questions(scope: Region) -> list[Asked]:
    """What is asked of both; the peer's words are spelt well, as it knows no others.

    The page far behind is the last one of a scope with fewer people; it is asked for by its number, and as
    "Next" on the page before it asks.
    """
    people = Worker.objects.listed_for(scope).order_by("sort_name", "sort_id")
    page = min(DEEPEST_PAGE, people.count() // PAGE_SIZE)
    seen_last = people.values_list("pk", flat=True)[(page - 1) * PAGE_SIZE - 1]
    psm = Role.objects.get(code="PSM").pk
    district = Region.objects.current().get(code=DISTRICT).pk
    return [
        Asked("list", "", ""),
        Asked("filtered", "role=PSM&sex=female", f"appointments__role__id__exact={psm}&sex__exact=female"),
        Asked("typo", "q=Aminnah+Lestary", "q=aminah+lestari"),
        Asked(f"page {page}", f"page={page}", f"p={page}"),
        Asked(f"next to page {page}", f"page={page}&after={seen_last}", f"p={page}"),
        Asked("region", f"region={district}", f"appointments__region__district__id__exact={district}"),
    ]


def make_administrator(scope: Region) -> User:
    """Somebody who may do everything in `scope`."""
    return make_user(ADMINISTRATOR, scope, office=ensure_office(scope), is_staff=True)


def signed_in(user: User) -> Client:
    """A browser in which `user` is logged in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def compare(client: Client, asked: Asked) -> Case:
    """One page of ours and of both peers."""
    ours = getting(client, reverse("workers"), asked.ours)
    peer, tuned = (
        getting(client, reverse(f"{site}:registry_worker_changelist"), asked.peer)
        for site in ("plain", "careful")
    )
    our_time, peer_time, tuned_time = medians(ours, peer, tuned, runs=RUNS)
    return Case(asked.case, our_time, PEER, peer_time, statements(ours), tuned_s=tuned_time)


def getting(client: Client, address: str, query: str) -> Callable[[], None]:
    """A function that asks for a page, which must be there."""

    def get() -> None:
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200, (address, response.status_code)

    return get
