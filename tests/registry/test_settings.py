"""Office, officials, roles and quotas: the administrator's pages."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from registry.models import ImportBatch, Office, Official, Role, RoleQuota, User
from tests.access.forms import sent
from tests.factories import make_user

PAGES = ["kantor/", "pejabat/tambah/", "pengguna/", "pengguna/tambah/", "kuota/tambah/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_administrators(path, login, administrator, operator, supervisor):
    assert login(administrator).get(f"/pengaturan/{path}").status_code == 200
    assert login(operator).get(f"/pengaturan/{path}").status_code == 403
    assert login(supervisor).get(f"/pengaturan/{path}").status_code == 403


# Office


def office_form(office, **changes):
    names = (
        "government",
        "name",
        "address",
        "postcode",
        "town",
        "paper",
        "archive_code",
        "time_zone",
        "certificate_pattern",
    )
    values = {name: getattr(office, name) for name in names}
    return values | {"privacy_contact": "", "revision": office.revision} | changes


def picture(size=(2000, 1000), kind="PNG"):
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    Image.new("RGB", size, "teal").save(written, kind, exif=exif)
    return SimpleUploadedFile(f"My logo.{kind.lower()}", written.getvalue())


def test_office_is_edited_at_its_revision(office, login, administrator):
    client = login(administrator)

    client.post("/pengaturan/kantor/", office_form(office, town="Dringu"))
    stale = client.post("/pengaturan/kantor/", office_form(office, town="Gending"))

    assert Office.objects.get(pk=office.pk).town == "Dringu"
    assert stale.status_code == 409


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_logo_is_shrunk_and_written_anew(kind, office, login, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    login(administrator).post("/pengaturan/kantor/", office_form(office, logo=picture(kind=kind)))

    office.refresh_from_db()
    stored = (tmp_path / office.logo.name).read_bytes()
    assert Image.open(io.BytesIO(stored)).size == (600, 300)
    assert b"secret description" not in stored
    assert "logo" not in office.logo.name.removeprefix("logos/")


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.png", b"no picture"),
        SimpleUploadedFile("logo.svg", b"<svg/>"),
        picture((10_001, 1)),
        SimpleUploadedFile("logo.png", picture().read()[:200]),
    ],
    ids=["text", "svg", "too wide", "cut off"],
)
def test_what_is_no_picture_is_refused(upload, office, login, administrator):
    upload.seek(0)

    response = login(administrator).post("/pengaturan/kantor/", office_form(office, logo=upload))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["logo"]


def test_office_page_needs_an_office(regions, login):
    user = make_user("administrator", regions["35.13"])

    assert login(user).get("/pengaturan/kantor/").status_code == 404
    assert login(user).post("/pengaturan/pejabat/tambah/", official_form()).status_code == 404


@pytest.mark.parametrize(
    ("zone", "said"), [("Asia/Jakarta", "9 Dec 2019 23:30"), ("Asia/Jayapura", "10 Dec 2019 01:30")]
)
def test_pages_tell_the_time_by_the_clock_of_the_office(zone, said, office, operator, login):
    Office.objects.update(time_zone=zone)
    User.objects.update(language="en")
    batch = ImportBatch.objects.create(kind="roster", scope=office.region, office=office, state="review")
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=datetime(2019, 12, 9, 16, 30, tzinfo=UTC))

    page = login(operator).get(reverse("imports")).content.decode()

    assert said in page


def official_form(**changes):
    values = {
        "name": "RINA WULANDARI, S.Sos.",
        "title": "KEPALA BIDANG",
        "capacity": "division_head",
        "nip": "19721108 199803 2 005",
        "first_day": "2020-01-01",
        "last_day": "2020-12-31",
    }
    return values | changes


def test_official_is_added_with_his_last_day_included(office, login, administrator):
    login(administrator).post("/pengaturan/pejabat/tambah/", official_form())

    official = Official.objects.get(capacity="division_head")
    assert (official.office, official.nip, official.last_day) == (
        office,
        "197211081998032005",
        date(2020, 12, 31),
    )
    assert Official.objects.serving(date(2020, 12, 31)).filter(pk=official.pk).exists()
    assert not Official.objects.serving(date(2021, 1, 1)).filter(pk=official.pk).exists()


@pytest.mark.parametrize(
    ("field", "value"), [("last_day", "2019-12-31"), ("nip", "123"), ("name", ""), ("capacity", "king")]
)
def test_official_is_refused(field, value, office, login, administrator):
    response = login(administrator).post("/pengaturan/pejabat/tambah/", official_form(**{field: value}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_official_is_edited_at_his_revision(office, login, administrator):
    official = office.officials.get()
    client = login(administrator)

    for title in ("KEPALA DINAS", "PENGGANTI"):
        values = official_form(title=title, capacity="head", revision=official.revision)
        response = client.post(f"/pengaturan/pejabat/{official.pk}/", values)

    assert response.status_code == 409
    assert office.officials.get().title == "KEPALA DINAS"


def test_official_of_another_office_is_not_found(other_office, login, administrator):
    assert (
        login(administrator).get(f"/pengaturan/pejabat/{other_office.officials.get().pk}/").status_code == 404
    )


# Roles and quotas


def quota_form(**changes):
    role = Role.objects.get(code="TKSK")
    return {"role": role.pk, "region": "35.13.19", "quota": 2, "reason": "Dua bendungan"} | changes


def test_quota_of_a_region_is_added_changed_and_taken_away(regions, login, administrator):
    client = login(administrator)

    client.post("/pengaturan/kuota/tambah/", quota_form())
    quota = RoleQuota.objects.get()
    client.post(f"/pengaturan/kuota/{quota.pk}/", quota_form(quota=3))
    assert (RoleQuota.objects.get().quota, RoleQuota.objects.get().region) == (3, regions["35.13.19"])

    client.post(f"/pengaturan/kuota/{quota.pk}/hapus/")
    assert not RoleQuota.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("region", "35.14"), ("reason", ""), ("quota", "-1"), ("role", "")]
)
def test_quota_is_refused(field, value, regions, login, administrator):
    response = login(administrator).post("/pengaturan/kuota/tambah/", quota_form(**{field: value}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_second_quota_for_the_same_region_is_refused(regions, login, administrator):
    client = login(administrator)
    client.post("/pengaturan/kuota/tambah/", quota_form())

    assert client.post("/pengaturan/kuota/tambah/", quota_form(quota=5)).status_code == 422
    assert RoleQuota.objects.get().quota == 2


def test_quotas_of_other_regions_are_not_found(regions, login, administrator, operator):
    far = RoleQuota.objects.create(
        role=Role.objects.get(code="TKSK"), region=regions["35.14.14"], quota=2, reason="x"
    )

    assert login(administrator).get(f"/pengaturan/kuota/{far.pk}/").status_code == 404
    assert login(administrator).post(f"/pengaturan/kuota/{far.pk}/hapus/").status_code == 404
    assert login(administrator).get(f"/pengaturan/kuota/{far.pk}/hapus/").status_code == 405
    assert login(operator).post(f"/pengaturan/kuota/{far.pk}/hapus/").status_code == 403


def test_role_is_changed_where_one_sees_all_offices(office, login, administrator):
    role = Role.objects.get(code="PSM")
    values = {"short_name": "PSM", "name": "Pekerja Sosial", "level": "village", "quota": 2, "position": 30}

    login(administrator).post(f"/pengaturan/peran/{role.pk}/", values)

    role.refresh_from_db()
    assert (role.name, role.quota) == ("Pekerja Sosial", 2)


@pytest.fixture
def shared_rows(office, regions) -> dict:
    """A role and a quota by the address of their forms."""
    role = Role.objects.get(code="TKSK")
    quota = RoleQuota.objects.create(role=role, region=regions["35.13.19"], quota=2, reason="Dua bendungan")
    return {f"/pengaturan/peran/{role.pk}/": role, f"/pengaturan/kuota/{quota.pk}/": quota}


def test_row_that_somebody_else_changed_is_refused_once(shared_rows, login, administrator):
    client = login(administrator)
    for page, row in shared_rows.items():
        opened = sent(client.get(page), "form")
        type(row).objects.filter(pk=row.pk).update(quota=7)

        late = client.post(page, opened | {"quota": "5"})

        row.refresh_from_db()
        assert (late.status_code, row.quota) == (422, 7)
        assert ": 7" in late.context["form"].non_field_errors()[0]
        assert client.post(page, sent(late, "form")).status_code == 302
        row.refresh_from_db()
        assert row.quota == 5


def test_shared_roles_are_not_changed_by_one_office_of_several(other_office, login, administrator):
    role = Role.objects.get(code="PSM")

    assert login(administrator).get(f"/pengaturan/peran/{role.pk}/").status_code == 403
    assert b"/pengaturan/peran/1/" not in login(administrator).get("/pengaturan/peran/").content


def test_roles_are_read_by_everybody_who_sees_people(login, supervisor, desk):
    assert login(supervisor).get("/pengaturan/peran/").status_code == 200
    assert login(desk).get("/pengaturan/peran/").status_code == 403
