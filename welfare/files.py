"""Files as they leave the site: made ones to download, stored ones through a page that asks who reads."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

DAWN_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # no file of a zip can be older
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


@dataclass(frozen=True)
class File:
    """A file ready to be sent or saved; its name tells what it is, the place and the day, never a person."""

    name: str
    content_type: str
    content: bytes


def zipped(files: Iterable[File], *, name: str) -> File:
    """`name.zip` with these files, the same bytes for the same files: no clock takes part.

    Workbooks and PDFs are packed already, so they are only put together.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, DAWN_OF_ZIP), file.content)
    return File(f"{name}.zip", CONTENT_TYPES["zip"], target.getvalue())


def download(file: File) -> HttpResponse:
    """A made file to be saved by the browser and kept by no cache."""
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name),
        "Cache-Control": "no-store",
    }
    return HttpResponse(file.content, file.content_type, headers=headers)


def stored(field: FieldFile, *, name: str) -> FileResponse:
    """An uploaded file, to be saved as `name` with its own ending.

    Its type follows from the ending, never from the content: what somebody uploaded cannot pose as a page.
    404 when nothing is stored.
    """
    ending = PurePath(field.name or "").suffix.lower().lstrip(".")
    if ending not in CONTENT_TYPES or not default_storage.exists(field.name):
        raise Http404
    response = FileResponse(
        field.open("rb"),
        as_attachment=True,
        filename=f"{name}.{ending}",
        content_type=CONTENT_TYPES[ending],
    )
    response["Cache-Control"] = "no-store"
    return response
