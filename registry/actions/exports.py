"""People as a file; every file made is written down."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from registry import access
from registry.models import AccessLog, User, Worker
from registry.resources import RosterLine, RosterResource, roster_lines
from welfare.errors import RuleError
from welfare.files import File

FORMATS = ("xlsx", "csv")


@transaction.atomic
def export_people(*, people: QuerySet[Worker], file_format: str, by: User) -> File:
    """The roster of `people`; personal values in full only for whom `by` may see and edit.

    Records who exported how many. RuleError without the right or for another format.
    """
    if not by.has_perm("registry.export_worker"):
        raise RuleError(_("Your account exports nobody."))
    if file_format not in FORMATS:
        raise RuleError(_("People are exported as xlsx or csv."))
    resource = RosterResource()
    today = timezone.localdate()
    may_see = reader(by)
    rows = list(resource.rows(roster_lines(people, on=today), may_see=may_see))
    name = f"psks_{today.isoformat()}"
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.EXPORT,
        fields=resource.personal() if access.sees_personal(by) else [],
        what=f"{name}.{file_format}",
        people=len(rows),
    )
    return resource.file(rows, name=name, file_format=file_format)


def reader(user: User):
    """A function of a line: may `user` have its personal values in full?

    A province or the ministry reads what others keep, masked.
    """
    sees_personal = access.sees_personal(user)

    def may_see(line: RosterLine) -> bool:
        return sees_personal and access.edits(user, line.worker)

    return may_see
