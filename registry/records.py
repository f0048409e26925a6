"""The rows in which a person's history stands: of the record, the posts, their decrees and appraisals."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q

from registry.models import Appointment, AppointmentDecree, Appraisal, Merge, Worker
from welfare.history import with_former

WorkerHistory = Worker.history.rel.related_model
AppointmentHistory = Appointment.history.rel.related_model
AppointmentDecreeHistory = AppointmentDecree.history.rel.related_model
AppraisalHistory = Appraisal.history.rel.related_model


@dataclass(frozen=True)
class Records:
    """What history is told of one person: `people` are the record and those merged into it.

    `posts` are the posts that any of them ever held; of these `rows` tell the whole way, elsewhere too.
    """

    people: frozenset[int]
    rows: list[Model]
    posts: frozenset[int]

    def concern(self, before: Model | None, after: Model) -> bool:
        """Does this step of a row belong to the person's history, not only to that of another record?"""
        return any(self.hold(row) for row in (before, after) if row is not None)

    def hold(self, row: Model) -> bool:
        """Was it the person's, as the row stood then?"""
        if isinstance(row, AppointmentHistory):
            return row.worker_id in self.people
        return isinstance(row, WorkerHistory) or row.appointment_id in self.posts


def records_of(worker: Worker) -> Records:
    """The history rows of the person, the posts and their decrees; of records merged into this one too."""
    # Looked up first: beside a subquery the index of the history would not be used.
    merges = Merge.objects.filter(Q(kept=worker) | Q(dropped_id=worker.pk))
    merges = set(merges.values_list("kept", "dropped_id", "undone_at"))
    people = {worker.pk, *(dropped for _kept, dropped, undone_at in merges if undone_at is None)}
    others = {one for kept, dropped, _undone in merges for one in (kept, dropped)} - people
    posts = events(AppointmentHistory, Q(worker__in=people | others))
    every = {post.pgh_obj_id for post in posts}
    papers = events(AppointmentDecreeHistory, Q(appointment__in=every))
    grades = events(AppraisalHistory, Q(appointment__in=every))
    rows = [*events(WorkerHistory, Q(pgh_obj__in=people)), *posts, *papers, *grades]
    held = frozenset(post.pgh_obj_id for post in posts if post.worker_id in people)
    return Records(frozenset(people), rows, held)


def events(model: type[Model], which: Q) -> list[Model]:
    """The history rows of one table with who and why."""
    return list(model.objects.filter(which).select_related("pgh_context"))


def pairs(rows: Iterable[Model]) -> Iterable[tuple[Model | None, Model]]:
    """Each history row with the one before it of the same record (None before the first), oldest first."""
    return with_former(sorted(rows, key=lambda row: (row.pgh_created_at, row.pgh_id)))
