"""Pictures that people upload: read by Pillow, shrunk, and written anew without what a camera adds."""

import io
import secrets
import warnings
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from welfare.errors import RuleError

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_SIDE = 10_000  # pixels
MOST_PIXELS = 50_000_000  # a camera's; a few kilobytes can claim more than memory holds
KEPT_AS_READ = {"RGB", "RGBA", "L", "LA"}  # modes that shrink well; any other is changed first
ONE_AT_A_TIME = Lock()  # an opened picture takes up to 250 MB


def shrunk(upload: UploadedFile, *, side: int, keep_jpeg: bool = False) -> ContentFile:
    """The picture, at most `side` pixels each way, under a random name; RuleError if it is none.

    A PNG, which may be transparent; with `keep_jpeg` a photograph stays a JPG and small.
    """
    if upload.size > LARGEST_FILE:
        raise RuleError(_("The picture is larger than 5 MB."))
    upload.seek(0)
    try:
        with ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written_anew(Image.open(upload, formats=("PNG", "JPEG")), side, keep_jpeg)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        raise RuleError(_("This is no PNG or JPG picture that can be read.")) from None


def _written_anew(picture: Image.Image, side: int, keep_jpeg: bool) -> ContentFile:
    if max(picture.size) > LARGEST_SIDE or picture.width * picture.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    is_jpeg = keep_jpeg and picture.format == "JPEG"
    mode = "RGB" if is_jpeg else "RGBA"
    if picture.format == "PNG" and picture.mode not in KEPT_AS_READ:
        picture = picture.convert(mode)
    picture.thumbnail((side, side))  # before anything else, which would take as much memory again
    picture = ImageOps.exif_transpose(picture).convert(mode)
    picture.info.clear()  # also what Pillow would write back of the camera's notes
    written = io.BytesIO()
    picture.save(written, "JPEG" if is_jpeg else "PNG", optimize=True)
    return ContentFile(written.getvalue(), name=f"{secrets.token_hex(8)}.{'jpg' if is_jpeg else 'png'}")
