"""A person's page: who may open it, what is masked, and the history in words."""

from datetime import date

import pytest
from django.db import connection

from registry import phones
from registry.actions import people
from registry.models import AccessLog, Appointment, AppointmentDecree, Decree, Worker
from tests.factories import appoint, make_office, make_user, make_worker
from tests.registry.persons import NIK, PHONE, make_dewi
from welfare.errors import RuleError
from welfare.history import acting

ADDRESSES = ["", "penugasan/", "riwayat/"]


@pytest.fixture
def worker(office, regions):
    return make_dewi(office, regions)


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


def test_province_reads_what_a_regency_keeps_masked_until_a_logged_look(worker, regions, login):
    Worker.objects.update(address="Dusun Krajan RT 3", birth_date=date(1980, 5, 12), birth_place="Lumajang")
    client = login(make_user("operator", regions["35"], office=make_office(regions["35"], town="Surabaya")))
    told = ("Dusun Krajan", "Lumajang", "1980")

    for tab in ("", "riwayat/"):
        page = client.get(f"/psks/{worker.pk}/{tab}").text
        assert [text for text in told if text in page] == []
    assert not AccessLog.objects.exists()

    looked = client.post(f"/psks/{worker.pk}/lihat/").text
    assert [text for text in told if text in looked] == list(told)
    assert AccessLog.objects.get().worker == worker


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


def test_call_shows_the_phone_alone_and_is_logged(worker, login, operator):
    page = login(operator).post(f"/psks/{worker.pk}/telepon/")

    log = AccessLog.objects.get()
    assert f'href="tel:{PHONE}"' in page.content.decode()
    assert NIK not in page.content.decode()
    assert page.headers["Refresh"] == f"30; url=/psks/{worker.pk}/"
    assert (log.user, log.worker, log.act, log.fields) == (operator, worker, "reveal", ["phone"])


def test_who_has_no_phone_cannot_be_called(office, login, operator):
    worker = make_worker(office, "Junaidi")

    assert login(operator).post(f"/psks/{worker.pk}/telepon/").status_code == 404
    (row,) = login(operator).get("/psks/").context["page_obj"].object_list
    assert not row.call_url


def test_reveal_without_the_right_is_refused_by_the_action(worker, supervisor):
    with pytest.raises(RuleError, match=r"^Your account shows a NIK or phone number only in part\.$"):
        people.reveal(worker=worker, fields=["nik"], by=supervisor)


@pytest.mark.parametrize("fields", [[], ["address"], ["nik", "password"]])
def test_reveal_of_other_fields_is_refused(fields, worker, operator):
    with pytest.raises(RuleError, match=r"^Choose what to show: the NIK or the phone number\.$"):
        people.reveal(worker=worker, fields=fields, by=operator)


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


def test_change_of_what_was_never_recorded_is_still_told(worker, login, operator):
    """A history restored or begun later holds the change and not what stood before."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registry_workerhistory DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM registry_workerhistory")
        cursor.execute("ALTER TABLE registry_workerhistory ENABLE TRIGGER USER")
    with acting(by=operator, reason=""):
        Worker.objects.update(education="S1")

    changes = login(operator).get(f"/psks/{worker.pk}/riwayat/").context["changes"]

    assert [(len(act.lines), change.who) for change in changes[:1] for act in change.acts] == [
        (0, str(operator))
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("until=2019-12-31", "No change fits these conditions."),
        ("since=2020-01-01&until=2019-12-31", "The last day cannot lie before the first."),
    ],
)
def test_history_of_a_period_says_why_it_is_empty(query, said, worker, login, operator):
    operator.language = "en"
    operator.save()
    page = login(operator).get(f"/psks/{worker.pk}/riwayat/?{query}").text

    assert said in page
    assert "No change recorded yet." not in page


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


PAGE_STATEMENTS = 18
