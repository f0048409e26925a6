"""Files that users upload: checked by what they are, renamed, reached through a page that asks who reads."""

import secrets
from pathlib import PurePath

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile, ImageFieldFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from welfare.errors import RuleError
from welfare.images import shrunk

LARGEST = 10 * 1024 * 1024
SIDE = 2400  # pixels: a page of F4 can be read at it
PICTURES = {".png", ".jpg", ".jpeg"}


class ScanFormField(forms.FileField):
    """A PDF, or a picture that is read, shrunk and written anew."""

    default_error_messages = {
        "large": _("The file is larger than 10 MB."),
        "kind": _("Upload a PDF, PNG or JPG file."),
        "broken": _("This is no PDF that can be read."),
    }

    def to_python(self, data):
        upload = super().to_python(data)
        return self.checked(upload) if isinstance(upload, UploadedFile) else upload

    def checked(self, upload: UploadedFile):
        """The upload as it may be stored. The ending says what it must be; the content must bear it out."""
        ending = PurePath(upload.name).suffix.lower()
        if upload.size > LARGEST:
            raise forms.ValidationError(self.error_messages["large"], "large")
        if ending in PICTURES:
            try:
                return shrunk(upload, side=SIDE, keep_jpeg=True)
            except RuleError as error:
                raise forms.ValidationError(str(error), "kind") from None
        if ending != ".pdf":
            raise forms.ValidationError(self.error_messages["kind"], "kind")
        upload.seek(0)
        if not upload.read(1024).startswith(b"%PDF-"):
            raise forms.ValidationError(self.error_messages["broken"], "broken")
        upload.seek(0)
        return upload


class GuardedFile(FieldFile):
    """A stored file whose address is a page of the site, never a public folder."""

    @property
    def url(self) -> str:
        self._require_file()
        return reverse(self.field.url_name, args=[self.instance.pk])


class GuardedPicture(GuardedFile, ImageFieldFile):
    """The same for a picture."""


class Guarded:
    """Mixin of file fields: random names, and the page `url_name` as address."""

    attr_class = GuardedFile

    def __init__(self, *args, url_name: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.url_name = url_name

    def generate_filename(self, instance, filename):
        """What the user called it may hold a name or a number: only the ending stays."""
        return super().generate_filename(instance, secrets.token_hex(8) + PurePath(filename).suffix.lower())


class ScanField(Guarded, models.FileField):
    """A scan or photograph: PDF, PNG or JPG."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": ScanFormField} | kwargs)

    def deconstruct(self):
        """To the database it is a file like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class PictureField(Guarded, models.ImageField):
    """A picture: its forms clean it with `welfare.images.shrunk`."""

    attr_class = GuardedPicture

    def deconstruct(self):
        """To the database it is a picture like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs
