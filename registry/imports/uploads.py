"""Files that come in through the browser: to a file of our own, then staged here or by a task."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from registry.actions.offices import ensure_office
from registry.imports import batches
from registry.imports.reading.reader import read
from registry.imports.review import mended
from registry.models import ImportBatch, User

LARGE_BYTES = 500_000  # about 5,000 rows: more than a page should wait for
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
    rows mended stands second. Raises SheetRefused and RuleError, and nothing is kept then.
    """
    forget_old_files()
    if path.stat().st_size > LARGE_BYTES and not mended.may_be_returned(path):
        return leave_to_task(path, by=by, **how), None
    workbook = read(path)
    if continued := mended.returned(workbook, by=by):
        return continued, mended.take_back(continued, workbook)
    return batches.stage(path, workbook=workbook, keep_file=True, by=by, **how), None


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


@contextmanager
def kept_file(batch: ImportBatch) -> Iterator[Path]:
    """The kept file of a batch as a local file, wherever the storage has it."""
    with batch.file.open("rb") as kept, NamedTemporaryFile(suffix=Path(batch.file.name).suffix) as file:
        for chunk in kept.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def forget_old_files() -> None:
    """Remove the uploads that nobody saved in time."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    for batch in ImportBatch.objects.filter(created_at__lt=old).exclude(file=""):
        batches.forget_file(batch)
