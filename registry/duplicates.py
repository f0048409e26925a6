"""People who may be registered twice: pairs that share what two people seldom share.

Nobody shares a NIK: the database keeps each once. What is left are a phone number, and a folded name with the
birth date or with a village (of duty or home). Pairs that somebody found to be two people are left out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from registry.models import NotDuplicate, Region, User, Worker
from registry.names import Likeness, compare_keys

MOST_GROUPS = 500  # of each reason; who has more begins with these
MOST_PEOPLE = 6  # who share one number: beyond it is an office's telephone

Pair = tuple[int, int]


class Reason(TextChoices):
    """What two records share."""

    BIRTH = "birth", _("same name and birth date")
    VILLAGE = "village", _("same name and village")
    PHONE = "phone", _("same phone number")


WEIGHTS = {Reason.BIRTH: 4, Reason.VILLAGE: 2, Reason.PHONE: 1}


@dataclass
class Suspect:
    """Two records that may be one person; `first` is the one registered earlier."""

    first: Worker
    second: Worker
    reasons: list[Reason] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, int]:
        """How much speaks for one person: to sort by, the highest first."""
        is_near = compare_keys(self.first.name_key, self.second.name_key) >= Likeness.NEAR
        return sum(WEIGHTS[reason] for reason in self.reasons) + 2 * is_near, -self.first.pk


def suspects(user: User) -> list[Suspect]:
    """The pairs among the people this user may edit, the likeliest first; 7 statements, whatever the size."""
    people = Worker.objects.editable_by(user)
    found: dict[Pair, list[Reason]] = defaultdict(list)
    for reason in Reason:
        for pair in pairs(people, reason):
            found[pair].append(reason)
    known = NotDuplicate.objects.filter(first__in={first for first, _second in found})
    for pair in known.values_list("first", "second"):
        found.pop(pair, None)
    rows = Worker.objects.in_bulk({key for pair in found for key in pair})
    made = [Suspect(rows[first], rows[second], reasons) for (first, second), reasons in found.items()]
    return sorted(made, key=lambda suspect: suspect.weight, reverse=True)


def suspect_of(first: Worker, second: Worker) -> Suspect:
    """These two with what they share, if anything."""
    both = Worker.objects.filter(pk__in=[first.pk, second.pk])
    return Suspect(first, second, [reason for reason in Reason if next(pairs(both, reason), None)])


def pairs(people: QuerySet[Worker], reason: Reason) -> Iterator[Pair]:
    """The pairs among `people` that share what `reason` says, the smaller id first."""
    seen = set()
    for shared in SHARED[reason]:
        for keys in shared(people):
            seen.update(combinations(sorted(keys), 2))
    yield from sorted(seen)


def groups(people: QuerySet[Worker], *shared: str) -> Iterator[list[int]]:
    """The ids of people who share all of these values; no more of them than one person can explain."""
    rows = people.order_by().values(*shared).annotate(many=Count("pk", distinct=True))
    rows = rows.filter(many__gt=1, many__lte=MOST_PEOPLE).annotate(keys=ArrayAgg("pk", distinct=True))
    return iter(rows.order_by(*shared).values_list("keys", flat=True)[:MOST_GROUPS])


def at_home_and_on_duty(people: QuerySet[Worker]) -> Iterator[list[int]]:
    """The ids of two of one name: one lives in the village where the other serves."""
    there = people.filter(NAMED, home_region__level=VILLAGE).order_by()
    there = there.annotate(
        other=F("home_region__appointments__worker"),
        other_key=F("home_region__appointments__worker__name_key"),
    )
    same = there.filter(other_key=F("name_key"), other__in=people.order_by().values("pk"))
    found = same.exclude(other=F("pk")).order_by("pk", "other").values_list("pk", "other").distinct()
    return (list(keys) for keys in found[:MOST_GROUPS])


VILLAGE = Region.Level.VILLAGE
NAMED = ~Q(name_key="")
SHARED = {
    Reason.PHONE: (lambda people: groups(people.exclude(phone=""), "phone"),),
    Reason.BIRTH: (
        lambda people: groups(people.filter(NAMED, birth_date__isnull=False), "name_key", "birth_date"),
    ),
    Reason.VILLAGE: (
        lambda people: groups(
            people.filter(NAMED, appointments__region__level=VILLAGE), "name_key", "appointments__region"
        ),
        lambda people: groups(people.filter(NAMED, home_region__level=VILLAGE), "name_key", "home_region"),
        at_home_and_on_duty,
    ),
}
