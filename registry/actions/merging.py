"""Two records of one person become one, and can be taken apart again.

The record registered earlier stays; field by field somebody says whose value it keeps. Everything that hangs
on the other moves to it. Two services in the same post that overlap become one, with the decrees of both.
The journal of the merge holds every row it wrote as it stood before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import plugs
from registry.history import MERGED, TAKEN_APART
from registry.imports.batches import lock_regencies
from registry.models import (
    AccessLog,
    Appointment,
    AppointmentDecree,
    Appraisal,
    ImportRow,
    Merge,
    NotDuplicate,
    User,
    Worker,
)
from registry.names import name_key
from registry.regions.heirs import followed
from welfare import journal
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting
from welfare.journal import Journal

FIELDS = (
    *("name", "sex", "nik", "birth_place", "birth_date", "phone", "email", "address", "home_region"),
    *("member_number", "nip", "institution", "education", "notes"),
)
WITH_THEM = {"name": ("name_key",), "phone": ("phone_written",)}  # what goes with a field that is taken
Precision, EndReason = Appointment.Precision, Appointment.EndReason


def merge(
    *, kept: Worker, dropped: Worker, taken: Iterable[str], revisions: Mapping[int, int], by: User | None
) -> Merge:
    """Make `dropped` part of `kept`; `taken` names the FIELDS whose value comes from `dropped`.

    `revisions` are those the two records were looked at with, by id. RuleError when one was changed since,
    when they are one record, or when both hold what only one can (two certificates of one event).
    """
    if by is not None and not by.has_perm("registry.merge_worker"):
        raise RuleError(_("You may not merge records. Ask an administrator."))
    with explained(), acting(by=by, reason=MERGED):
        _lock_imports(kept, dropped)
        kept, dropped = _held(kept, dropped, revisions)
        written = Journal()
        survivors = _join_posts(kept, dropped, written)
        plugs.merge_people(kept, dropped, survivors, written)
        _move_the_rest(kept, dropped, written)
        values = _values(dropped, taken)
        written.remove(Worker.objects.filter(pk=dropped.pk))
        written.change(Worker.objects.filter(pk=kept.pk), **values)
        return Merge.objects.create(kept=kept, dropped_id=dropped.pk, journal=written.as_json(), by=by)


def unmerge(*, merge: Merge, by: User | None) -> None:
    """Take a merge apart: both records are as they were. RuleError when later changes stand on it."""
    if by is not None and not by.has_perm("registry.merge_worker"):
        raise RuleError(_("You may not merge records. Ask an administrator."))
    with explained(), acting(by=by, reason=TAKEN_APART):
        _lock_imports(merge.kept)
        merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        if merge.undone_at:
            raise RuleError(_("This merge has been taken apart already."))
        if merge.first_kept_id != merge.kept_id:
            name = Merge.objects.get(dropped_id=merge.first_kept_id, undone_at=None).dropped_name
            raise RuleError(_("“%(name)s” itself was merged since. Take that apart first.") % {"name": name})
        journal.take_back(followed(journal.read(merge.journal)))
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])


@explained()
def tell_apart(*, first: Worker, second: Worker, by: User | None) -> NotDuplicate:
    """Remember that these are two people; the pair is shown no more."""
    first, second = sorted((first, second), key=lambda worker: worker.pk)
    pair, _is_new = NotDuplicate.objects.get_or_create(first=first, second=second, defaults={"by": by})
    return pair


def _lock_imports(*workers: Worker) -> None:
    """Keep imports of their regencies from saving meanwhile: they may match one of the records."""
    regions = {worker.office.region_id: worker.office.region for worker in workers}
    for _key, region in sorted(regions.items()):
        lock_regencies(region)


def _held(kept: Worker, dropped: Worker, revisions: Mapping[int, int]) -> tuple[Worker, Worker]:
    """Both rows as they stand, locked; RuleError when one is not what was looked at."""
    rows = Worker.objects.select_for_update(of=("self",)).order_by("pk")
    found = {worker.pk: worker for worker in rows.filter(pk__in=[kept.pk, dropped.pk])}
    if len(found) < 2 or any(found[key].revision != revisions.get(key) for key in found):
        raise RuleError(_("One of the two was changed meanwhile. Look at them again before you merge."))
    return found[kept.pk], found[dropped.pk]


def _values(dropped: Worker, taken: Iterable[str]) -> dict[str, object]:
    """What the kept record takes over, by attribute."""
    values = {}
    for name in taken:
        if name not in FIELDS:
            raise RuleError(_("That cannot be chosen."))
        for field in (name, *WITH_THEM.get(name, ())):
            attname = Worker._meta.get_field(field).attname
            values[attname] = getattr(dropped, attname)
    if "name" in values:
        values["name_key"] = name_key(values["name"])
    return values


# Posts


def _join_posts(kept: Worker, dropped: Worker, written: Journal) -> dict[int, Appointment]:
    """Move the posts; where both held the same post at once, one service remains.

    Returns the post that took the place of each of the absorbed ones, by the absorbed one's id.
    """
    posts = Appointment.objects.filter(worker__in=[kept, dropped]).exclude(end_reason=EndReason.MISTAKE)
    by_post = defaultdict(list)
    for post in posts.select_for_update(of=("self",)).order_by("pk"):
        by_post[post.role_id, post.region_id].append(post)
    survivors = {}
    for same in by_post.values():
        for chain in _chains(same):
            survivor = next((post for post in chain if post.worker_id == kept.pk), chain[0])
            for other in (post for post in chain if post is not survivor):
                _absorb(survivor, other, written)
                survivors[other.pk] = survivor
            if len(chain) > 1:
                written.change(Appointment.objects.filter(pk=survivor.pk), **_union(kept, chain))
    written.change(Appointment.objects.filter(worker=dropped), worker_id=kept.pk)
    return survivors


def _chains(posts: list[Appointment]) -> list[list[Appointment]]:
    """`posts` of one role and region, those whose services overlap together."""
    chains: list[list[Appointment]] = []
    until = date.min
    for post in sorted(posts, key=lambda post: post.service.lower or date.min):
        if chains and (post.service.lower or date.min) < until:
            chains[-1].append(post)
        else:
            chains.append([post])
            until = date.min
        until = max(until, post.service.upper or date.max)
    return chains


def _absorb(survivor: Appointment, other: Appointment, written: Journal) -> None:
    """Decrees and appraisals of `other` become the survivor's; `plugs.merge_people` moves the rest."""
    known = set(survivor.papers.values_list("decree_id", flat=True))
    written.remove(other.papers.filter(decree__in=known))
    appraised = survivor.appraisals.values_list("year", flat=True)
    written.remove(other.appraisals.filter(year__in=set(appraised)))
    written.change(Appraisal.objects.filter(appointment=other), appointment_id=survivor.pk)
    written.change(AppointmentDecree.objects.filter(appointment=other), appointment_id=survivor.pk)
    written.remove(Appointment.objects.filter(pk=other.pk))


def _union(kept: Worker, chain: list[Appointment]) -> dict[str, object]:
    """One service for all of `chain`: from the first known day to the last, open when one of them is open."""
    known = [post for post in chain if post.service.lower]
    first = min(known, key=lambda post: post.service.lower, default=None)
    is_open = any(post.service.upper is None for post in chain)
    last = None if is_open else max(chain, key=lambda post: post.service.upper)
    return {
        "worker_id": kept.pk,
        "service": DateRange(first and first.service.lower, last and last.service.upper),
        "start_precision": first.start_precision if first else Precision.UNKNOWN,
        "is_acting": all(post.is_acting for post in chain),
        "end_reason": last.end_reason if last else "",
        "end_note": last.end_note if last else "",
    }


# What else refers to a person


def _move_the_rest(kept: Worker, dropped: Worker, written: Journal) -> None:
    """Imports, the access log, earlier merges and pairs now speak of the kept record."""
    written.change(ImportRow.objects.filter(worker=dropped), worker_id=kept.pk)
    written.change(AccessLog.objects.filter(worker=dropped), worker_id=kept.pk)
    written.change(Merge.objects.filter(kept=dropped), kept_id=kept.pk)
    for pair in NotDuplicate.objects.filter(first=dropped) | NotDuplicate.objects.filter(second=dropped):
        other = pair.second_id if pair.first_id == dropped.pk else pair.first_id
        first, second = sorted((kept.pk, other))
        written.remove(NotDuplicate.objects.filter(pk=pair.pk))
        if first != second and not NotDuplicate.objects.filter(first=first, second=second).exists():
            written.add(NotDuplicate(first_id=first, second_id=second, by_id=pair.by_id))
