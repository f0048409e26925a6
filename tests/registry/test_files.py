"""Uploaded files: what may come in, and who may have it."""

import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from registry.models import AccessLog, Decree
from tests.access.world import PDF, picture
from welfare.uploads import LARGEST, ScanFormField

EXIF_ORIENTATION, EXIF_ARTIST = 0x0112, 0x013B


@pytest.fixture
def decree(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    decree = Decree.objects.create(office=office, number="188.45/1/2019")
    decree.scan.save("SK Siti Aminah 3513194105800001.pdf", SimpleUploadedFile("x.pdf", PDF))
    decree.refresh_from_db()
    return decree


def uploaded(name, content):
    return SimpleUploadedFile(name, content, content_type="text/html")


def refusal(name, content) -> str:
    with pytest.raises(forms.ValidationError) as refused:
        ScanFormField().clean(uploaded(name, content))
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("halaman.html", b"<script>alert(1)</script>", "kind"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        ("tanpa-akhiran", PDF, "kind"),
        ("surat.pdf", b"<html>%PDF-1.4", "broken"),
        ("surat.pdf", b"MZ\x90\x00", "broken"),
        ("foto.jpg", b"<script>alert(1)</script>", "kind"),
        ("foto.png", PDF, "kind"),
        ("foto.jpg", b"GIF89a" + b"\0" * 32, "kind"),
        ("surat.pdf", b"%PDF-" + b"0" * LARGEST, "large"),
        ("foto.png", b"0" * (LARGEST + 1), "large"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(name, content, code):
    assert refusal(name, content) == code


def test_pdf_is_kept_as_it_is():
    assert ScanFormField().clean(uploaded("surat.PDF", PDF)).read() == PDF


def test_photograph_loses_what_the_camera_knew():
    notes = Image.Exif()
    notes[EXIF_ARTIST], notes[EXIF_ORIENTATION] = "Siti Aminah", 6
    photograph = picture("JPEG", side=3000, exif=notes)

    kept = ScanFormField().clean(uploaded("foto.jpeg", photograph.read()))

    image = Image.open(io.BytesIO(kept.read()))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (2400, 2400), {})


def test_file_that_claims_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr("welfare.images.MOST_PIXELS", 63)

    assert refusal("foto.png", picture("PNG", side=8).read()) == "kind"


@pytest.mark.parametrize(("kind", "name"), [("PNG", "foto.png"), ("JPEG", "foto.jpg")])
def test_large_picture_is_not_held_twice(kind, name, monkeypatch):
    """A picture of 300 kilobytes took a gigabyte: every copy is made of the small one."""
    sides, convert = [], Image.Image.convert
    monkeypatch.setattr(
        Image.Image, "convert", lambda self, *mode: sides.append(self.width) or convert(self, *mode)
    )

    ScanFormField().clean(uploaded(name, picture(kind, side=3000).read()))

    assert sides == [2400]


def test_stored_name_says_nothing_of_anybody(decree):
    stem, ending = decree.scan.name.removeprefix("decrees/").split(".")

    assert (len(stem), ending) == (16, "pdf")
    assert int(stem, 16) >= 0


def test_file_has_no_public_address(decree, operator, login):
    assert decree.scan.url == f"/berkas/sk/{decree.pk}/"
    assert login(operator).get(f"/{decree.scan.name}").status_code == 404
    assert login(operator).get(f"/uploads/{decree.scan.name}").status_code == 404


def test_file_is_sent_as_what_its_ending_says_and_written_down(decree, operator, login):
    response = login(operator).get(decree.scan.url)

    assert b"".join(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="sk-{decree.pk}.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    log = AccessLog.objects.get()
    assert (log.user, log.act, log.fields, log.what) == (operator, "reveal", ["scan"], f"SK {decree.pk}")


def test_missing_file_is_not_found(decree, operator, login):
    decree.scan.storage.delete(decree.scan.name)

    assert login(operator).get(decree.scan.url).status_code == 404
    assert not AccessLog.objects.exists()


def test_admin_checks_what_is_uploaded(decree, administrator, login):
    page = f"/admin/registry/decree/{decree.pk}/change/"
    data = {"office": decree.office_id, "number": "188.45/1/2019", "revision_read": decree.revision}
    client = login(administrator)

    refused = client.post(page, data | {"scan": uploaded("surat.pdf", b"<html>")})
    assert list(refused.context["adminform"].errors) == ["scan"]
    client.post(page, data | {"scan": uploaded("surat.pdf", PDF + b"%2")})

    decree.refresh_from_db()
    with decree.scan.open() as stored:
        assert stored.read() == PDF + b"%2"
