"""Files that come in through the browser: to a file of our own, then staged here or by a task."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.offices import ensure_office
from registry.imports import batches
from registry.imports.reading.reader import read
from registry.imports.refusals import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, SheetRefused
from registry.imports.review import mended
from registry.models import ImportBatch, User
from welfare.errors import RuleError
from welfare.shown import number

LARGE_ROWS = 5_000  # more than a page should wait for
LARGE_BYTES = 500_000  # surely as many: not even counted while somebody waits
KEPT_DAYS = 30  # an upload that nobody saved
LONGEST_NAME = 120
UNWANTED = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]+")
NUMBERS = re.compile(r"\d{9,}")  # may be somebody's NIK
SUFFIX = re.compile(r"\.[a-z]{2,5}")


@contextmanager
def received(upload: UploadedFile) -> Iterator[Path]:
    """The upload as a file that only we can read, gone afterwards."""
    suffix = PurePosixPath(plain_name(upload.name)).suffix.lower()
    with NamedTemporaryFile(suffix=suffix if SUFFIX.fullmatch(suffix) else "") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def plain_name(name: str) -> str:
    """The name of an uploaded file without folders, control signs and long numbers."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = NUMBERS.sub("…", UNWANTED.sub(" ", last)).strip(" .") or "lembar"
    path = PurePosixPath(plain)
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix[:LONGEST_NAME]


def take_in(path: Path, *, by: User, **how) -> tuple[ImportBatch, int | None]:
    """(the import, None) of the file at `path`, staged here or, when large, by a task.

    `how` is what `batches.begin` takes. A workbook of failed rows continues its import: then the number of
    rows mended stands second, unless a task counts them. Raises SheetRefused and RuleError, and nothing is
    kept then.
    """
    forget_old_files()
    if path.stat().st_size > LARGE_BYTES:
        continued = mended.continued_by(path, by=by)
        return (continue_by_task(continued, path) if continued else leave_to_task(path, by=by, **how)), None
    try:
        workbook = read(path, seconds=settings.IMPORT_PATIENCE)
    except SheetRefused as refusal:
        if refusal.code != "slow":
            raise
        return leave_to_task(path, by=by, **how), None
    if continued := mended.returned(workbook, by=by):
        if is_long(continued):
            return continue_by_task(continued, path), None
        return continued, mended.take_back(continued, workbook)
    if sum(len(grid.rows) for grid in workbook.sheets) > LARGE_ROWS:
        return leave_to_task(path, by=by, **how), None
    return batches.stage(path, workbook=workbook, keep_file=True, by=by, **how), None


def limits() -> dict[str, str]:
    """The largest sheet that is read, as texts say it: `size` in MB, `rows`, `columns`."""
    return {
        "size": number(MAX_BYTES // 1024**2),
        "rows": number(MAX_ROWS),
        "columns": number(MAX_COLUMNS),
    }


def is_long(batch: ImportBatch) -> bool:
    """Has an import more rows than a page should wait for when all of them are looked at?"""
    return batch.counts.get("read", 0) > LARGE_ROWS


def leave_to_task(path: Path, **how) -> ImportBatch:
    """A batch being read: the file is kept, and a task stages it."""
    from registry.tasks import read_import

    batch = batches.begin(path, **how)
    with transaction.atomic():
        if batch.office_id is None:
            batch.office = ensure_office(batch.scope, by=batch.created_by)
        batch.save()
        batches.attach(batch, path)
        read_import.enqueue(batch.pk)
    return batch


def continue_by_task(batch: ImportBatch, path: Path) -> ImportBatch:
    """The batch whose mended workbook lies at `path`: it is kept, and a task reads it into the rows.

    RuleError when somebody works on the batch already.
    """
    from registry.tasks import hand_over, take_back_import

    with transaction.atomic():
        if not hand_over(batch, take_back_import, state=ImportBatch.State.READING):
            raise RuleError(_("This import is being worked on. Wait until that is done."))
        forget_mended(batch)
        with path.open("rb") as content:
            default_storage.save(mended_name(batch), File(content))
    batch.refresh_from_db()
    return batch


def mended_name(batch: ImportBatch) -> str:
    """Where the mended workbook of a batch is kept until a task has read it."""
    return f"imports/mended-{batch.pk}"


def forget_mended(batch: ImportBatch) -> None:
    """Remove the mended workbook of a batch, if one is kept."""
    default_storage.delete(mended_name(batch))


def kept_file(batch: ImportBatch) -> AbstractContextManager[Path]:
    """The kept file of a batch as a local file, wherever the storage has it."""
    return local(batch.file.name)


def kept_mended(batch: ImportBatch) -> AbstractContextManager[Path]:
    """The mended workbook of a batch as a local file."""
    return local(mended_name(batch))


@contextmanager
def local(name: str) -> Iterator[Path]:
    """A stored file as a local one, gone afterwards."""
    with default_storage.open(name) as kept, NamedTemporaryFile(suffix=Path(name).suffix) as file:
        for chunk in kept.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def forget_old_files() -> None:
    """Remove the uploads that nobody saved in time."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    for batch in ImportBatch.objects.filter(created_at__lt=old).exclude(file=""):
        batches.forget_file(batch)
