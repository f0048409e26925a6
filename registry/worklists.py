"""What waits for somebody: terms that end soon, and imports to be reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from registry.filters import SOON
from registry.imports.kinds import SETTLED
from registry.models import Appointment, ImportBatch, ImportRow, Region, Role, Status, User
from welfare.charts import Part

SHOWN = 5
ROW_TONES = {
    ImportRow.Action.MATCH: "primary",
    ImportRow.Action.CREATE: "primary",
    ImportRow.Action.UPDATE: "primary",
    ImportRow.Action.SAME: "soft",
    ImportRow.Action.CHOOSE: "accent",
    ImportRow.Action.ERROR: "danger",
}


@dataclass(frozen=True)
class Ending:
    """So many people of one role whose terms end on one day."""

    last_day: date
    role_code: str
    role: str
    people: int
    days: int


def terms_ending(region: Region, *, on: date) -> list[Ending] | None:
    """The terms inside `region` that end within 90 days of `on`, by day and role, the nearest first.

    None for a province or the nation: regencies keep the terms, and going through all of them takes a second.
    """
    if region.is_wide:
        return None
    posts = Appointment.objects.within(region).ending(on, on + timedelta(days=SOON))
    groups = (
        posts.with_status(on=on)
        .order_by()
        .values_list("term_end", "role__position", "role__code", "role__short_name")
    )
    rows = groups.annotate(people=Count("pk")).order_by("term_end", "role__position")
    return [
        Ending(end - timedelta(days=1), code, name, people, (end - timedelta(days=1) - on).days)
        for end, _position, code, name, people in rows
    ]


@dataclass(frozen=True)
class Clock:
    """Of one role: how many open posts have a term that ends soon or is over, or no decree at all."""

    role: Role
    soon: int = 0
    over: int = 0
    bare: int = 0


def term_clocks(region: Region, *, on: date) -> list[Clock] | None:
    """What the term clock says inside `region`, by role in the order of papers; None above a regency.

    Each number is that of the people list with the same conditions; 4 statements.
    """
    if region.is_wide:
        return None
    posts = Appointment.objects.within(region)
    counts = {
        "soon": by_role(posts.ending(on, on + timedelta(days=SOON))),
        "over": by_role(posts.in_status([Status.OVERDUE], on=on)),
        "bare": by_role(posts.not_ended(on=on).without_decree()),
    }
    roles = Role.objects.filter(pk__in=set().union(*counts.values()))
    return [Clock(role, **{name: many.get(role.pk, 0) for name, many in counts.items()}) for role in roles]


def by_role(posts: QuerySet[Appointment]) -> dict[int, int]:
    """How many people hold `posts`, by role."""
    rows = posts.order_by().values_list("role").annotate(people=Count("worker", distinct=True))
    return dict(rows)


@dataclass(frozen=True)
class Waiting:
    """An import to be reviewed: how many rows are ready, ask or are wrong."""

    batch: ImportBatch
    ready: int
    asking: int
    wrong: int
    parts: list[Part]


def imports_waiting(user: User) -> QuerySet:
    """Imports of the user's scope that somebody has to decide on."""
    return ImportBatch.objects.visible_to(user).waiting()


def told(batches: Iterable[ImportBatch]) -> list[Waiting]:
    """The counts of each batch as the home page shows them."""
    return [_told(batch) for batch in batches]


def _told(batch: ImportBatch) -> Waiting:
    counts = {action: batch.counts.get(action, 0) for action in ROW_TONES}
    asking, wrong = counts[ImportRow.Action.CHOOSE], counts[ImportRow.Action.ERROR]
    ready = sum(counts[action] for action in SETTLED)
    parts = [Part(count, ROW_TONES[action]) for action, count in counts.items()]
    return Waiting(batch, ready, asking, wrong, parts)
