"""One person on paper: everything recorded, numbers by right, every print written down."""

from datetime import date

import pytest
from django.urls import reverse

from registry.models import AccessLog, AppointmentDecree, Appraisal, Decree
from tests.factories import appoint, invite, make_event, make_office, make_user, make_worker
from tests.papers.reading import pages
from tests.registry.persons import NIK, PHONE, make_dewi
from trainings.models import Attendance, OutsideTraining


@pytest.fixture
def worker(office, regions):
    """The TKSK of Dringu, once a PSM; at an event of two days on the first, and at a training elsewhere."""
    worker = make_dewi(office, regions)
    past = appoint(worker, "PSM", regions["35.13.19.2003"], start=date(2013, 3, 1), end=date(2018, 1, 1))
    term = (date(2018, 1, 1), date(2020, 1, 1))
    decree = Decree.objects.create(office=office, number="188.45/017/2018", date=date(2018, 1, 2), term=term)
    AppointmentDecree.objects.create(appointment=worker.appointments.get(role__code="TKSK"), decree=decree)
    Appraisal.objects.create(appointment=past, year=2017, grade="good", note="Laporan lengkap")
    event = make_event(office, title="Bimtek PSKS")
    Attendance.objects.create(
        participant=invite(event, worker, "TKSK", regions["35.13.19"]),
        session=event.sessions.first(),
        status="present",
        recorded_at="2019-12-09T08:00+07:00",
        method="grid",
    )
    OutsideTraining.objects.create(worker=worker, title="Pelatihan dasar", organiser="BBPPKS")
    return worker


def text_of(response) -> str:
    return " ".join(" ".join(pages(response.content)).split())


def test_dossier_holds_everything_recorded(worker, login, operator):
    text = text_of(login(operator).post(reverse("worker_dossier", args=[worker.pk])))

    for told in (
        *("DATA PERORANGAN PSKS", "Dewi Kartika Sari, S.Sos.", NIK, PHONE, "Probolinggo, 12 Mei 1980"),
        *("TKSK, Kec. Dringu, Kab. Probolinggo", "sejak 1 Januari 2018"),
        "SK 188.45/017/2018, tanggal 2 Januari 2018, berlaku s.d. 31 Desember 2019",
        "PSM, Desa Kalirejo, Kec. Dringu, Kab. Probolinggo",
        *("1 Maret 2013 s.d. 31 Desember 2017", "Penilaian kinerja: 2017 baik (Laporan lengkap)"),
        *("9 s.d. 10 Desember 2019", "Bimtek PSKS", "1 dari 2 sesi", "Pelatihan dasar", "BBPPKS"),
        "ENDAH RATNANINGTYAS, S.Sos., M.M.",
    ):
        assert told in text


@pytest.fixture
def province(regions):
    """An operator of the province: reads what the regency keeps, masked."""
    return make_user("operator", regions["35"], office=make_office(regions["35"], town="Surabaya"))


@pytest.mark.parametrize("reader", ["supervisor", "province"])
def test_dossier_hides_personal_values_from_who_may_not_see_them(reader, worker, login, request):
    user = request.getfixturevalue(reader)

    text = text_of(login(user).post(reverse("worker_dossier", args=[worker.pk])))

    personal = (NIK, PHONE, "1980", "Dusun", "dewi@", "198005122005012003", "Laporan lengkap")
    assert [value for value in personal if value in text] == []
    assert "3513********0099" in text


@pytest.mark.parametrize("reader", ["operator", "supervisor", "province"])
def test_every_print_is_written_down(reader, worker, login, request):
    user = request.getfixturevalue(reader)

    response = login(user).post(reverse("worker_dossier", args=[worker.pk]))

    log = AccessLog.objects.get()
    assert (log.user, log.worker, log.act, log.what) == (user, worker, "print", "dossier")
    assert ("nik" in log.fields) is (reader == "operator")
    assert worker.name.split()[0] not in response.headers["Content-Disposition"]


def test_person_without_anything_has_a_dossier(office, login, operator):
    response = login(operator).post(reverse("worker_dossier", args=[make_worker(office).pk]))

    assert text_of(response).count("Belum ada catatan.") == 2
