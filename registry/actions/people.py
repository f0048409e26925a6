"""Acts on a person that are more than an edit."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registry import access
from registry.models import AccessLog, User, Worker
from welfare.constraints import explained
from welfare.errors import RuleError

REVEALABLE = ("nik", "phone")
EDITED_TOGETHER = ("institution", "education", "sex")  # what many can have in common


@explained()
def reveal(*, worker: Worker, fields: Sequence[str], by: User) -> dict[str, str]:
    """The full values of `fields`, and a line in the access log that says who looked.

    RuleError without the right, or for a field that is never masked.
    """
    if not access.sees_personal(by):
        raise RuleError(_("Your account shows a NIK or phone number only in part."))
    if not fields or not set(fields) <= set(REVEALABLE):
        raise RuleError(_("Choose what to show: the NIK or the phone number."))
    AccessLog.objects.create(user=by, act=AccessLog.Act.REVEAL, worker=worker, fields=list(fields))
    return {name: getattr(worker, name) or "" for name in fields}


@explained()
def edit_many(*, people: QuerySet[Worker], values: Mapping[str, str], by: User) -> int:
    """Set `values` (of EDITED_TOGETHER; "" empties) for all of these people; how many were changed.

    RuleError, and nobody is changed, when one of them is not `by`'s to edit.
    """
    if not values or not set(values) <= set(EDITED_TOGETHER):
        raise RuleError(_("Choose what to change."))
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    chosen = Worker.objects.filter(pk__among=keys)
    if chosen.editable_by(by).count() < len(keys):
        raise RuleError(_("Some of these people are not yours to edit."))
    return chosen.exclude(**values).update(**values)


def log_file(*, what: str, by: User, worker: Worker | None = None) -> None:
    """A line in the access log: somebody took an uploaded paper, which tells more than a page does."""
    AccessLog.objects.create(user=by, act=AccessLog.Act.REVEAL, worker=worker, fields=["scan"], what=what)
