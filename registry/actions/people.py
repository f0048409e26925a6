"""Acts on a person that are more than an edit."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from registry import access
from registry.models import AccessLog, User, Worker
from welfare.constraints import explained
from welfare.errors import RuleError

REVEALABLE = ("nik", "phone")


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


def log_file(*, what: str, by: User, worker: Worker | None = None) -> None:
    """A line in the access log: somebody took an uploaded paper, which tells more than a page does."""
    AccessLog.objects.create(user=by, act=AccessLog.Act.REVEAL, worker=worker, fields=["scan"], what=what)
