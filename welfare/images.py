"""Pictures that people upload: read by Pillow, shrunk, and written anew without what a camera adds."""

import io
import secrets
import warnings

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from welfare.errors import RuleError

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_SIDE = 10_000  # pixels: a few kilobytes can claim more than memory holds


def shrunk(upload: UploadedFile, *, side: int) -> ContentFile:
    """The picture as a PNG of at most `side` pixels each way under a random name; RuleError if it is none."""
    if upload.size > LARGEST_FILE:
        raise RuleError(_("The picture is larger than 5 MB."))
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written_anew(Image.open(upload, formats=("PNG", "JPEG")), side)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        raise RuleError(_("This is no PNG or JPG picture that can be read.")) from None


def _written_anew(picture: Image.Image, side: int) -> ContentFile:
    if max(picture.size) > LARGEST_SIDE:
        raise ValueError("too many pixels")
    picture = ImageOps.exif_transpose(picture).convert("RGBA")
    picture.thumbnail((side, side))
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return ContentFile(written.getvalue(), name=f"{secrets.token_hex(8)}.png")
