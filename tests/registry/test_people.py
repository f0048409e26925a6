"""A person's page, the forms that change him, and who may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from registry import phones
from registry.actions import people
from registry.forms.people import WorkerForm
from registry.models import AccessLog, Appointment, AppointmentDecree, Decree, Worker
from tests.factories import appoint, make_office, make_user, make_worker
from welfare.errors import RuleError
from welfare.forms import ConflictError
from welfare.history import acting

NIK, PHONE = "3513195205800099", "+6281234567890"
ADDRESSES = ["", "penugasan/", "riwayat/"]


@pytest.fixture
def worker(office, regions):
    worker = make_worker(
        office,
        "Dewi Kartika Sari, S.Sos.",
        nik=NIK,
        phone=PHONE,
        birth_place="Probolinggo",
        birth_date=date(1980, 5, 12),
        address="Dusun Krajan RT 03",
        email="dewi@example.org",
        nip="198005122005012003",
        member_number="35.13.19.001",
        notes="Catatan rahasia",
    )
    appoint(worker, "TKSK", regions["35.13.19"])
    return worker


def sent(worker, **changes):
    """What the edit form sends when nothing was typed, with `changes`."""
    form = WorkerForm(instance=worker)
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (values | changes).items()}


# Who may


@pytest.mark.parametrize("path", ADDRESSES)
def test_page_is_seen_inside_the_scope_only(path, worker, login, supervisor, stranger, desk):
    address = f"/psks/{worker.pk}/{path}"

    assert login(supervisor).get(address).status_code == 200
    assert login(stranger).get(address).status_code == 404
    assert login(desk).get(address).status_code == 403


@pytest.mark.parametrize("path", ["ubah/", "angkat/"])
def test_forms_are_for_operators_inside_the_scope(path, worker, login, operator, supervisor, stranger):
    address = f"/psks/{worker.pk}/{path}"

    assert login(operator).get(address).status_code == 200
    assert login(supervisor).get(address).status_code == 403
    assert login(stranger).get(address).status_code == 404


@pytest.mark.parametrize("path", ["penugasan/akhiri/?post={}", "penugasan/perpanjang/?post={}"])
def test_acts_are_for_operators_inside_the_scope(path, worker, login, operator, supervisor, stranger):
    address = "/" + path.format(worker.appointments.get().pk)

    assert login(operator).get(address).status_code == 200
    assert login(supervisor).get(address).status_code == 403
    assert login(stranger).get(address).status_code == 404


@pytest.mark.parametrize("path", ["ubah/", "angkat/"])
def test_province_reads_but_does_not_edit_what_a_regency_keeps(path, worker, regions, login):
    user = make_user("operator", regions["35"], office=make_office(regions["35"], town="Surabaya"))
    client = login(user)

    assert client.get(f"/psks/{worker.pk}/").status_code == 200
    assert client.get(f"/psks/{worker.pk}/{path}").status_code == 403
    assert client.get(f"/penugasan/akhiri/?post={worker.appointments.get().pk}").status_code == 403


def test_adding_is_for_operators(login, operator, supervisor):
    assert login(operator).get("/psks/tambah/").status_code == 200
    assert login(supervisor).get("/psks/tambah/").status_code == 403


@pytest.mark.parametrize(
    "path", ["penugasan/akhiri/", "penugasan/perpanjang/?post=x", "penugasan/akhiri/?post=0"]
)
def test_act_on_nothing_is_not_found(path, login, operator):
    assert login(operator).get(f"/{path}").status_code == 404


# Masks


@pytest.mark.parametrize("path", [*ADDRESSES, "ubah/"])
def test_operator_sees_masks_until_he_asks(path, worker, login, operator):
    page = login(operator).get(f"/psks/{worker.pk}/{path}").content.decode()

    assert NIK not in page
    assert PHONE not in page


@pytest.mark.parametrize("path", ADDRESSES)
def test_supervisor_sees_no_personal_value(path, worker, login, supervisor, operator):
    with acting(by=operator, reason="correction"):
        Worker.objects.update(address="Dusun Baru", notes="Lama")

    page = login(supervisor).get(f"/psks/{worker.pk}/{path}").content.decode()

    hidden = [
        NIK,
        PHONE,
        "1980",
        "Probolinggo, ",
        "Dusun",
        "dewi@",
        "198005122005012003",
        "rahasia",
        "Pindahan",
    ]
    assert [value for value in hidden if value in page] == []


def test_reveal_is_logged_and_shown_once(worker, login, operator):
    page = login(operator).post(f"/psks/{worker.pk}/lihat/")

    log = AccessLog.objects.get()
    assert NIK in page.content.decode()
    assert PHONE in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert (log.user, log.worker, log.act, log.fields) == (operator, worker, "reveal", ["nik", "phone"])


def test_reveal_as_a_fragment_is_the_card_alone(worker, login, operator):
    page = login(operator).post(f"/psks/{worker.pk}/lihat/", headers={"HX-Request": "true"})

    assert page.content.decode().lstrip().startswith('<section class="panel" id="identity">')


def test_reveal_is_a_post_with_the_right_inside_the_scope(worker, login, operator, supervisor, stranger):
    address = f"/psks/{worker.pk}/lihat/"

    assert login(operator).get(address).status_code == 405
    assert login(supervisor).post(address).status_code == 403
    assert login(stranger).post(address).status_code == 404
    assert not AccessLog.objects.exists()


def test_reveal_without_the_right_is_refused_by_the_action(worker, supervisor):
    with pytest.raises(RuleError, match=r"^Your account shows a NIK or phone number only in part\.$"):
        people.reveal(worker=worker, fields=["nik"], by=supervisor)


@pytest.mark.parametrize("fields", [[], ["address"], ["nik", "password"]])
def test_reveal_of_other_fields_is_refused(fields, worker, operator):
    with pytest.raises(RuleError, match=r"^Choose what to show: the NIK or the phone number\.$"):
        people.reveal(worker=worker, fields=fields, by=operator)


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


def test_conflict_over_a_nik_shows_masks(worker, login, operator):
    values = sent(worker, nik="3513195205800001")
    Worker.objects.update(nik="3513195205800002")

    response = login(operator).post(f"/psks/{worker.pk}/ubah/", values)

    assert response.status_code == 409
    assert [one.name for one in response.context["differences"]] == ["nik"]
    assert "3513195205800002" not in response.content.decode()
    assert Worker.objects.get().nik == "3513195205800002"


# Adding


def new_person(**changes):
    return {"name": "Moh. Toha", "birth_date": "1965-03-12", "sex": "male", "nik": "", "phone": ""} | changes


def test_new_person_belongs_to_the_users_office_and_is_appointed_next(office, login, operator):
    response = login(operator).post("/psks/tambah/", new_person())

    worker = Worker.objects.get()
    assert response.headers["Location"] == f"/psks/{worker.pk}/angkat/"
    assert (worker.office, worker.name_key) == (office, "muhammad toha")


def test_namesake_of_the_same_birth_date_is_shown_first(office, login, operator):
    known = make_worker(office, "Mohammad Toha", birth_date=date(1965, 3, 12))
    client = login(operator)

    response = client.post("/psks/tambah/", new_person())

    assert response.status_code == 422
    assert response.context["form"].candidates == [known]
    assert Worker.objects.count() == 1

    client.post("/psks/tambah/", new_person(is_another="on"))
    assert Worker.objects.count() == 2


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


def test_many_are_extended_and_ended_at_once(office, regions, login, operator):
    posts = [appoint(make_worker(office), "PSM", regions["35.13.19.2003"]) for _ in range(3)]
    query = "&".join(f"post={post.pk}" for post in posts)
    client = login(operator)

    client.post(f"/penugasan/perpanjang/?{query}", {"number": "1/2020"})
    client.post(f"/penugasan/akhiri/?{query}", {"last_day": "2020-12-31", "reason": "term"})

    assert AppointmentDecree.objects.filter(decree__number="1/2020").count() == 3
    assert {post.last_day for post in Appointment.objects.all()} == {date(2020, 12, 31)}


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


# History


def test_history_tells_every_change_in_words(worker, regions, login, operator):
    operator.language = "en"
    operator.save()
    post = worker.appointments.get()
    with acting(by=operator, reason="own request", batch=17):
        Worker.objects.update(education="S1", phone="+6281298765432")
    with acting(by=operator, reason=""):
        Appointment.objects.filter(pk=post.pk).update(region=regions["35.13.18"])

    moved, edited, *_first = login(operator).get(f"/psks/{worker.pk}/riwayat/").context["changes"]

    assert [(act.what, [(line.label, line.old, line.new) for line in act.lines]) for act in moved.acts] == [
        ("Appointment changed: TKSK, Kec. Gending", [("Duty region", "Kec. Dringu", "Kec. Gending")])
    ]
    assert (edited.who, edited.reason, edited.batch) == (str(operator), "own request", 17)
    assert [(line.label, line.old, line.new) for line in edited.acts[0].lines] == [
        ("Phone", phones.mask(PHONE), phones.mask("+6281298765432")),
        ("Education", "", "S1"),
    ]


@pytest.mark.parametrize("changes", [1, 3, 20])
def test_page_takes_a_fixed_number_of_statements(
    changes, worker, office, regions, login, operator, alone, django_assert_num_queries
):
    with acting(by=operator, reason="correction"):
        for number in range(changes):
            Worker.objects.update(education=f"S{number}")
            decree = Decree.objects.create(office=office, number=str(number))
            AppointmentDecree.objects.create(appointment=worker.appointments.first(), decree=decree)
            appoint(
                worker,
                "PSM",
                regions["35.13.19.2003"],
                start=date(1990 + number, 1, 1),
                end=date(1991 + number, 1, 1),
            )
    client = login(operator)

    with django_assert_num_queries(PAGE_STATEMENTS):
        client.get(f"/psks/{worker.pk}/")


PAGE_STATEMENTS = 20


# Fifty editors of one record

EDITORS = 50


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["as the pages do", "checking first"])
def test_of_fifty_editors_exactly_one_saves(way, regions, office):
    """The control shows that the test can fail: looking at the revision and then saving loses edits."""
    worker = make_worker(office, "Moh. Toha")
    together = Barrier(EDITORS)
    save = {"as the pages do": save_at_revision, "checking first": check_then_save}[way]

    with ThreadPoolExecutor(EDITORS) as pool:
        saved = sum(pool.map(lambda number: edit(worker.pk, number, save, together), range(EDITORS)))

    assert (saved == 1) is (way == "as the pages do")


def edit(pk: int, number: int, save, together: Barrier) -> bool:
    """Edit the record read at revision 1; True when the editor believes that he saved."""
    try:
        worker = Worker.objects.get(pk=pk)
        form = WorkerForm(sent(worker, education=str(number)), instance=worker)
        assert form.is_valid()
        return save(form, together)
    finally:
        connection.close()


def save_at_revision(form, together: Barrier) -> bool:
    together.wait(timeout=60)
    try:
        form.save()
    except ConflictError:
        return False
    return True


def check_then_save(form, together: Barrier) -> bool:
    is_unchanged = Worker.objects.get(pk=form.instance.pk).revision == form.cleaned_data["revision"]
    together.wait(timeout=60)
    if is_unchanged:
        form.instance.save()
    return is_unchanged
