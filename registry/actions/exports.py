"""People as a file; every file made is written down."""

from datetime import date
from itertools import count

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from registry import access
from registry.district_sheets import district_sheets, role_names, workbook_of
from registry.filters import PostFits
from registry.imports.review import decisions, failed
from registry.models import AccessLog, ImportBatch, Region, User, Worker
from registry.resources import RosterLine, RosterResource, roster_lines
from welfare.errors import RuleError
from welfare.files import CONTENT_TYPES, File, zipped

FORMATS = ("xlsx", "csv")
SENT_OUT = (Region.Level.REGENCY, Region.Level.DISTRICT)


@transaction.atomic
def export_people(
    *,
    people: QuerySet[Worker],
    file_format: str,
    by: User,
    on: date | None = None,
    fits: PostFits | None = None,
) -> File:
    """The roster of `people` as of the day `on` (today), each with the post that `fits`.

    Personal values stand in full only for whom `by` may see and edit. Records who exported how many.
    RuleError without the right or for another format.
    """
    if not by.has_perm("registry.export_worker"):
        raise RuleError(_("Your account exports nobody."))
    if file_format not in FORMATS:
        raise RuleError(_("People are exported as xlsx or csv."))
    resource = RosterResource()
    on = on or timezone.localdate()
    told = count()
    lines = (line for line, _number in zip(roster_lines(people, on=on, fits=fits), told, strict=False))
    name = f"psks_{on.isoformat()}"
    # Row by row, for half a million of them would not fit into memory at once.
    file = resource.file(resource.rows(lines, may_see=reader(by)), name=name, file_format=file_format)
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.EXPORT,
        fields=resource.personal() if access.sees_personal(by) else [],
        what=file.name,
        people=next(told),
    )
    return file


@transaction.atomic
def send_out_sheets(*, region: Region, by: User) -> File:
    """The sheet of a district to be filled in; of a regency a zip with one for each of its districts.

    Personal values stand in full only for whom `by` may see and edit. Records how many people were sent out.
    RuleError without the right, or for a region that is neither or lies outside the scope of `by`.
    """
    if not by.has_perm("registry.export_worker"):
        raise RuleError(_("Your account exports nobody."))
    if region.level not in SENT_OUT or not by.scope.contains(region):
        raise RuleError(_("Sheets are sent out for a district, or for all districts of a regency."))
    today = timezone.localdate()
    sheets = district_sheets(region, on=today)
    how = {"roles": role_names(), "sender": sender_of(by), "may_see": reader(by)}
    files = [
        File(f"{sheet_stem(sheet.district, today)}.xlsx", CONTENT_TYPES["xlsx"], workbook_of(sheet, **how))
        for sheet in sheets
    ]
    is_one = region.level == Region.Level.DISTRICT and len(files) == 1
    file = files[0] if is_one else zipped(files, name=sheet_stem(region, today))
    AccessLog.objects.create(
        user=by,
        act=AccessLog.Act.EXPORT,
        fields=RosterResource().personal() if access.sees_personal(by) else [],
        what=file.name,
        people=sum(len(sheet.lines) for sheet in sheets),
    )
    return file


@transaction.atomic
def send_back_rows(*, batch: ImportBatch, by: User) -> File | None:
    """The rows left of an import, as a workbook that continues it when it comes back; None without any.

    Records how many were handed out to somebody who sees their numbers.
    """
    left = decisions.left(batch).count()
    if not left:
        return None
    sees_personal = access.sees_personal(by)
    if sees_personal:
        AccessLog.objects.create(
            user=by,
            act=AccessLog.Act.EXPORT,
            what=f"import {batch.pk}",
            fields=["nik", "phone"],
            people=left,
        )
    content = failed.workbook_of(batch, sees_personal=sees_personal)
    return File(f"perbaikan-impor-{batch.pk}.xlsx", CONTENT_TYPES["xlsx"], content)


def sheet_stem(region: Region, on: date) -> str:
    """`lembar-psks_kec-dringu_2026-11-22`: the place and the day, nobody's name."""
    return f"lembar-psks_{slugify(region.label)}_{on.isoformat()}"


def sender_of(user: User) -> str:
    """`DINAS SOSIAL Kabupaten Probolinggo`: whom a filled-in sheet goes back to."""
    return f"{user.office.name} {user.office.region.name}" if user.office else "Dinas Sosial"


def reader(user: User):
    """A function of a line: may `user` have its personal values in full?

    A province or the ministry reads what others keep, masked.
    """

    def may_see(line: RosterLine) -> bool:
        return access.sees_personal_of(user, line.worker)

    return may_see
