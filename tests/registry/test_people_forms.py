"""Adding and editing a person, and the acts on the posts by their forms."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from registry.forms.fields import RegionField
from registry.models import AppointmentDecree, Decree, Region, Worker
from tests.factories import make_user, make_worker
from tests.registry.persons import NIK, PHONE, make_dewi, sent
from welfare.history import acting


@pytest.fixture
def worker(office, regions):
    return make_dewi(office, regions)


# Editing


def test_masks_left_as_they_stand_change_nothing(worker, login, operator):
    response = login(operator).post(f"/psks/{worker.pk}/ubah/", sent(worker, education="S1"))

    stored = Worker.objects.get()
    assert response.headers["Location"] == f"/psks/{worker.pk}/"
    assert (stored.nik, stored.phone, stored.education) == (NIK, PHONE, "S1")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("3513 1952 0580 0001", "3513195205800001"), ("", None), ("'3513195205800001", "3513195205800001")],
)
def test_new_nik_is_taken_anyhow_it_is_typed(typed, stored, worker, login, operator):
    login(operator).post(f"/psks/{worker.pk}/ubah/", sent(worker, nik=typed))

    assert Worker.objects.get().nik == stored


def test_nik_of_somebody_else_is_refused_at_its_field(worker, office, login, operator):
    make_worker(office, "Budi Santoso", nik="3513195205800001")

    response = login(operator).post(f"/psks/{worker.pk}/ubah/", sent(worker, nik="3513195205800001"))

    assert response.status_code == 422
    assert response.context["form"].errors == {"nik": ["Orang lain sudah memakai NIK ini."]}


@pytest.mark.parametrize("typed", ["081298765432", "+62 812-9876-5432"])
def test_new_phone_is_kept_in_one_form(typed, worker, login, operator):
    login(operator).post(f"/psks/{worker.pk}/ubah/", sent(worker, phone=typed))

    stored = Worker.objects.get()
    assert (stored.phone, stored.phone_written) == ("+6281298765432", typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("nik", "35131952"),
        ("nik", "1234567890123456"),
        ("nik", "no idea"),
        ("phone", "12"),
        ("phone", "+6281*****111"),
        ("nip", "123"),
        ("name", ""),
        ("home_region", "Antah Berantah"),
        ("birth_date", "1880-01-01"),
        ("birth_date", "2074-05-12"),
    ],
)
def test_edit_is_refused_and_nothing_is_lost(field, typed, worker, login, operator):
    response = login(operator).post(
        f"/psks/{worker.pk}/ubah/", sent(worker, **{"education": "S1", field: typed})
    )

    assert response.status_code == 422
    assert response.context["form"].errors
    assert b'value="S1"' in response.content
    assert Worker.objects.get().education == ""


def test_nik_of_somebody_outside_the_scope_names_nobody(worker, other_office, login, operator):
    other = make_worker(other_office, "Rahasia Sekali", nik="3514145205800001")

    page = login(operator).post(f"/psks/{worker.pk}/ubah/", sent(worker, nik=other.nik))

    assert page.status_code == 422
    assert "Rahasia" not in page.content.decode()


def test_nik_that_tells_another_birth_date_is_kept_and_told(worker, login, operator):
    page = login(operator).post(
        f"/psks/{worker.pk}/ubah/", sent(worker, birth_date="1980-05-13", sex="male"), follow=True
    )

    assert Worker.objects.get().birth_date == date(1980, 5, 13)
    assert [message.level_tag for message in page.context["messages"]] == ["warning", "warning", "success"]


def test_home_region_is_understood_by_name(worker, regions, login, operator):
    login(operator).post(f"/psks/{worker.pk}/ubah/", sent(worker, home_region="Desa Kalirejo, Kec. Dringu"))

    assert Worker.objects.get().home_region == regions["35.13.19.2003"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kec. Dringu", "35.13.19"),
        ("kecamatan dringu", "35.13.19"),
        ("Distrik Dringu", "35.13.19"),
        ("Desa Dringu", "35.13.19.2003"),
        ("Dringu, Dringu", "35.13.19.2003"),
        ("Desa Dringu, Kec. Dringu, Kab. Probolinggo", "35.13.19.2003"),
        ("Kab. Probolinggo", "35.13"),
        ("Prov. Banten", "36"),
    ],
)
def test_kind_before_a_name_tells_the_district_from_its_village(typed, code, regions):
    Region.objects.filter(code="35.13.19.2003").update(name="Dringu")

    assert RegionField().clean(typed) == regions[code]


def test_name_of_several_regions_shows_how_to_write_each(regions):
    Region.objects.filter(code="35.13.19.2003").update(name="Dringu")

    with pytest.raises(ValidationError) as refused:
        RegionField().clean("dringu")

    assert refused.value.messages == [
        "Several regions bear this name: Kec. Dringu, Kab. Probolinggo; Desa Dringu, Kec. Dringu, "
        "Kab. Probolinggo. Write one of them as it stands here."
    ]


def test_conflict_over_a_nik_shows_masks(worker, login, operator):
    values = sent(worker, nik="3513195205800001")
    Worker.objects.update(nik="3513195205800002")

    response = login(operator).post(f"/psks/{worker.pk}/ubah/", values)

    assert response.status_code == 409
    assert [one.name for one in response.context["differences"]] == ["nik"]
    assert "3513195205800002" not in response.content.decode()
    assert Worker.objects.get().nik == "3513195205800002"


def test_conflict_tells_who_saved_first(worker, login, operator, administrator):
    values = sent(worker, education="S1")
    with acting(by=administrator, reason=""):
        Worker.objects.update(education="S2")

    response = login(operator).post(f"/psks/{worker.pk}/ubah/", values)

    who, at = response.context["saved"]
    assert (who, at) == (str(administrator), worker.history.latest("pgh_id").pgh_created_at)


# Adding


def new_person(**changes):
    return {"name": "Moh. Toha", "birth_date": "1965-03-12", "sex": "male", "nik": "", "phone": ""} | changes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Siti\n Aminah ", "Siti Aminah"),
        ("Nur\u00adHidayah", "NurHidayah"),
        ("Ni\u200b Ketut", "Ni Ketut"),
    ],
)
def test_name_is_kept_as_it_can_be_read(typed, kept, office, login, operator):
    login(operator).post("/psks/tambah/", new_person(name=typed))

    assert Worker.objects.get().name == kept


@pytest.mark.parametrize("typed", ["\u200b", "Toha\u202e", "123", "- . -", "A" * 151, "a\0b"])
def test_name_without_letters_is_refused(typed, office, login, operator):
    page = login(operator).post("/psks/tambah/", new_person(name=typed))

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name"])
    assert not Worker.objects.exists()


def test_new_person_belongs_to_the_users_office_and_is_appointed_next(office, login, operator):
    response = login(operator).post("/psks/tambah/", new_person())

    worker = Worker.objects.get()
    assert response.headers["Location"] == f"/psks/{worker.pk}/angkat/"
    assert (worker.office, worker.name_key) == (office, "muhammad toha")


def test_nobody_is_asked_about_another_before_there_is_one(office, login, operator):
    form = login(operator).get("/psks/tambah/").context["form"]

    assert form["is_another"].is_hidden


def test_namesake_of_the_same_birth_date_is_shown_first(office, login, operator):
    known = make_worker(office, "Mohammad Toha", birth_date=date(1965, 3, 12))
    client = login(operator)

    response = client.post("/psks/tambah/", new_person())

    assert response.status_code == 422
    assert response.context["form"].candidates == [known]
    assert response.context["form"]["is_another"].field.widget.input_type == "checkbox"
    assert Worker.objects.count() == 1

    client.post("/psks/tambah/", new_person(is_another="on"))
    assert Worker.objects.count() == 2


@pytest.mark.parametrize(
    ("known", "typed", "is_shown"),
    [
        ({}, {"birth_date": ""}, True),
        ({}, {}, True),
        ({"birth_date": date(1965, 3, 12)}, {"birth_date": ""}, True),
        ({"birth_date": date(1965, 3, 13)}, {}, False),
        ({"nik": "3513191203650002"}, {"birth_date": "", "nik": NIK}, False),
        ({"nik": "3513191203650002"}, {"birth_date": ""}, True),
        ({"birth_date": date(1965, 3, 12)}, {"birth_date": "", "name": "Moh. Taha"}, False),
    ],
)
def test_namesake_with_nothing_against_it_is_shown_first(known, typed, is_shown, office, login, operator):
    known = make_worker(office, "Mohammad Toha", **{"nik": None, "birth_date": None} | known)

    response = login(operator).post("/psks/tambah/", new_person(**typed))

    shown = response.context["form"].candidates if response.status_code == 422 else []
    assert shown == ([known] if is_shown else [])


def test_namesake_outside_the_scope_is_not_shown(other_office, login, operator):
    make_worker(other_office, "Mohammad Toha", birth_date=date(1965, 3, 12))

    assert login(operator).post("/psks/tambah/", new_person()).status_code == 302


def test_same_nik_is_refused_even_for_somebody_else(office, login, operator):
    known = make_worker(office, "Mohammad Toha", nik=NIK)

    response = login(operator).post("/psks/tambah/", new_person(nik=NIK, is_another="on"))

    assert response.status_code == 422
    assert response.context["form"].candidates == [known]


def test_user_without_an_office_cannot_register(regions, login):
    user = make_user("operator", regions["35.13"], language="en")

    response = login(user).post("/psks/tambah/", new_person())

    assert response.status_code == 422
    assert b"Your account belongs to no office" in response.content


# Posts


def test_appointing_with_a_new_decree_records_both(worker, office, regions, login, operator):
    response = login(operator).post(
        f"/psks/{worker.pk}/angkat/",
        {
            "role": worker.appointments.get().role_id,
            "region": "35.13.18",
            "first_day": "2020-01-15",
            "only_year": "on",
            "number": "188.45/402/2019",
            "date": "2019-12-20",
            "term_first": "2020-01-01",
            "term_last": "2020-12-31",
        },
    )

    post = worker.appointments.get(region__code="35.13.18")
    assert response.headers["Location"] == f"/psks/{worker.pk}/"
    assert (post.service.lower, post.start_precision) == (date(2020, 1, 1), "year")
    decree = post.decrees.get()
    assert (decree.number, decree.term_last, decree.office) == (
        "188.45/402/2019",
        date(2020, 12, 31),
        office,
    )


def test_refused_appointment_records_no_decree(worker, login, operator):
    held = worker.appointments.get()

    response = login(operator).post(
        f"/psks/{worker.pk}/angkat/",
        {"role": held.role_id, "region": "35.13.19", "first_day": "2020-01-01", "number": "1/2020"},
    )

    assert response.status_code == 422
    assert not Decree.objects.exists()


def test_transfer_by_form(worker, login, operator):
    held = worker.appointments.get()

    login(operator).post(
        f"/penugasan/{held.pk}/pindah/",
        {"role": held.role_id, "region": "Gending", "first_day": "2020-01-01"},
    )

    held.refresh_from_db()
    assert (held.end_reason, held.last_day) == ("transferred", date(2019, 12, 31))
    assert worker.appointments.filter(region__code="35.13.18", service__contains=date(2020, 1, 1)).exists()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"number": "1/2020", "decree": "known"},
        {"number": "2", "term_first": "2020-02-01", "term_last": "2020-01-01"},
    ],
)
def test_extending_needs_one_sound_decree(values, worker, office, login, operator):
    known = Decree.objects.create(office=office, number="known")
    values = values | ({"decree": known.pk} if "decree" in values else {})

    response = login(operator).post(f"/penugasan/perpanjang/?post={worker.appointments.get().pk}", values)

    assert response.status_code == 422
    assert not AppointmentDecree.objects.exists()
