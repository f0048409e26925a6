"""When people were last trained."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from trainings.models import Attendance, OutsideTraining


def last_attended(workers: Iterable[int], *, until: date) -> dict[int, date]:
    """The last day of a session somebody was present at, or of a training elsewhere, by worker; 2 statements.

    Who attended nothing up to `until` is left out.
    """
    workers = list(workers)
    present = Attendance.objects.filter(
        status=Attendance.Status.PRESENT, session__date__lte=until, participant__worker__in=workers
    )
    ours = present.order_by().values_list("participant__worker").annotate(day=Max("session__date"))
    outside = OutsideTraining.objects.filter(worker__in=workers, date__lte=until)
    theirs = outside.order_by().values_list("worker").annotate(day=Max("date"))
    last: dict[int, date] = {}
    for worker, day in (*ours, *theirs):
        last[worker] = max(day, last.get(worker, day))
    return last
