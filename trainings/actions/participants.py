"""Who takes part: invited by post, by name or by region; guests and bodies; frozen names."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from registry.models import Appointment, Region, Role, User, Worker
from trainings.actions.rules import require_open
from trainings.models import Event, Participant
from trainings.models.participant import ParticipantQuerySet
from trainings.seats import last_trained, seats_of
from welfare.constraints import explained
from welfare.errors import RuleError


@explained()
def expand_quota(*, event: Event, by: User | None) -> int:
    """Invite whoever holds a post the quota names, on the event's first day; returns how many are new.

    Where more hold a post than the quota sends, nobody is chosen for the office: those seats stay open
    (`trainings.seats`). RuleError without a quota.
    """
    require_open(event, by)
    if not event.quotas.exists():
        raise RuleError(_("This event has no invitation quota yet."))
    chosen = [post for seat in seats_of(event) if not seat.must_choose for post in seat.candidates]
    return _add(event, [_from_post(event, post) for post in chosen])


@explained()
def invite_posts(*, event: Event, posts: Iterable[Appointment], by: User | None) -> int:
    """Invite the holders of `posts`, named by the office; returns how many are new.

    RuleError for a post that is not held on the event's first day.
    """
    require_open(event, by)
    held = list(posts)
    if any(event.first_day not in post.service for post in held):
        raise RuleError(_("Somebody you chose does not hold the post on the day of the event."))
    return _add(event, [_from_post(event, post) for post in held])


@explained()
def add_workers(*, event: Event, workers: Sequence[Worker], by: User | None) -> int:
    """Invite people by name, in the post each holds on the event's first day; returns how many are new.

    Of several posts it is the first in the order of papers. Somebody without one is invited for the region he
    lives in, else for the office's region.
    """
    require_open(event, by)
    posts = {
        post.worker_id: post
        for post in Appointment.objects.filter(worker__in=workers)
        .serving(on=event.first_day)
        .order_by("-role__position", "-pk")
    }
    fallback = event.office.region_id
    return _add(
        event,
        [
            _from_post(event, posts[worker.pk])
            if worker.pk in posts
            else Participant(event=event, worker=worker, region_id=worker.home_region_id or fallback)
            for worker in workers
        ],
    )


@explained()
def add_serving(
    *,
    event: Event,
    region: Region,
    roles: Iterable[Role],
    untrained_since: date | None = None,
    by: User | None,
) -> int:
    """Invite whoever serves in `region` as one of `roles` on the first day; returns how many are new.

    With `untrained_since` only those who attended no event from that day on. RuleError for a region outside
    the actor's scope.
    """
    require_open(event, by)
    if by is not None and not by.scope.contains(region):
        raise RuleError(_("This region lies outside your scope."))
    posts = (
        Appointment.objects.serving(on=event.first_day)
        .within(region)
        .filter(role__in=roles)
        .order_by("role__position", "region__code", "id")
    )
    if untrained_since:
        posts = posts.annotate(last=last_trained(before=event.first_day))
        posts = posts.filter(Q(last=None) | Q(last__lt=untrained_since))
    return _add(event, [_from_post(event, post) for post in posts])


@explained()
def add_guest(*, participant: Participant, by: User | None) -> Participant:
    """Add a guest, speaker, committee member or partner body that is not on the roster (given unsaved)."""
    require_open(participant.event, by)
    participant.save(force_insert=True)
    return participant


@explained()
def remove(*, event: Event, participants: Iterable[int], by: User | None) -> int:
    """Take participants (by id) off the list; returns how many.

    RuleError, naming them, when attendance or a certificate is recorded for one.
    """
    require_open(event, by)
    rows = event.participants.filter(pk__in=participants)
    kept = rows.filter(attendance__isnull=False) | rows.filter(certificates__isnull=False)
    names = list(kept.as_shown().distinct().values_list("shown_name", flat=True)[:5])
    if names:
        raise RuleError(
            _("Attendance or a certificate is recorded, so they stay: %(names)s.")
            % {"names": "; ".join(names)}
        )
    _deleted, by_model = rows.delete()
    return by_model.get("trainings.Participant", 0)


def freeze(*, participants: ParticipantQuerySet) -> int:
    """Write the roster's names into `participants`, so that a printed paper never changes; how many were new.

    Part of printing a sign-in sheet and of closing an event; run it inside their transaction. 2 statements:
    told who they are, PostgreSQL need not look for them and their names at once, which can take minutes.
    """
    wanted = list(participants.filter(frozen_at=None).values_list("pk", flat=True))
    worker = Worker.objects.filter(pk=OuterRef("worker_id")).order_by()
    return Participant.objects.filter(pk__in=wanted, frozen_at=None).update(
        name=Case(When(name="", then=Subquery(worker.values("name"))), default="name"),
        sex=Case(
            When(sex="", worker__isnull=False, then=Subquery(worker.values("sex"))),
            default="sex",
            output_field=Participant._meta.get_field("sex"),
        ),
        frozen_at=Now(),
    )


def _from_post(event: Event, post: Appointment) -> Participant:
    return Participant(
        event=event, worker_id=post.worker_id, post=post, role_id=post.role_id, region_id=post.region_id
    )


def _add(event: Event, wanted: Sequence[Participant]) -> int:
    """Insert those who do not take part yet, each person once; returns how many."""
    known = set(event.participants.filter(worker__isnull=False).values_list("worker_id", flat=True))
    new = {}
    for participant in wanted:
        if participant.worker_id not in known:
            new.setdefault(participant.worker_id, participant)
    # Somebody else may add the same person at the same moment; he is in then, which is all that was wanted.
    return len(Participant.objects.bulk_create(new.values(), ignore_conflicts=True))
