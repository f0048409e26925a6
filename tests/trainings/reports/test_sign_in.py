"""Sign-in sheets: who stands on which, and what printing them leaves behind."""

from datetime import date

import pytest

from registry.models import Worker
from tests.factories import invite, make_event, make_user, make_worker
from tests.papers.reading import bookmarks, page_counts, pages
from tests.trainings.reports.making import sheet_rows
from trainings.actions.printing import print_report
from trainings.models import Group, Participant, PrintedSheet, Speaker
from trainings.reports.parameters import Parameters
from trainings.reports.sign_in.paper import papers
from trainings.reports.sign_in.query import query
from trainings.reports.sign_in.report import REPORT
from welfare.errors import RuleError

pytestmark = pytest.mark.usefixtures("english")


def sheets(event, **parameters):
    """(session, district, "number/of") -> the names in the order they sign."""
    answer = query(Parameters(event=event, **parameters))
    return {
        (sheet.session_name, sheet.name, f"{sheet.number}/{sheet.of}"): [line.name for line in sheet.lines]
        for sheet in answer.sheets
    }


def printed(event, file_format="pdf", reader=None, **parameters):
    asked = Parameters(event=event, reader=reader, **parameters)
    return print_report(report=REPORT, parameters=asked, file_format=file_format, by=reader).content


def test_one_sheet_for_each_district_and_session(bimtek):
    pdf = printed(bimtek)

    texts = pages(pdf)
    names = list(Participant.objects.filter(event=bimtek).values_list("name", flat=True))
    assert page_counts(pdf) == ["Halaman 1 dari 1"] * 50  # two of them the speaker's
    assert bookmarks(pdf)[0:25:24] == ["Sukapura, hari I", "Sukapura, hari II"]
    assert [sum(text.count("ENDAH RATNANINGTYAS, S.Sos., M.M.") for text in texts)] == [50]
    assert len(names) == 264
    assert [name for name in names if sum(text.count(f"{name} ") for text in texts) != 2] == []


def test_place_and_day_of_signing_are_those_of_the_session(bimtek, kabupaten):
    first, second = pages(printed(bimtek, region=kabupaten["35.13.19"]))

    assert "Dringu, 9 Desember 2019" in first
    assert "Senin, 9 Desember 2019 (hari I)" in first
    assert "08.00 s.d. 15.00 WIB" in first
    assert "Lila Catering, Kecamatan Dringu" in first
    assert "Dringu (lembar 19 dari 24)" in first
    assert "\nProbolinggo, 10 Desember 2019" in second
    assert "Gedung Joyolelono" in second


def test_people_sign_by_role_village_and_name(office, regions):
    event = make_event(office, days=(date(2019, 12, 9),))
    invite(event, make_worker(office, "Siti"), "PSM", regions["35.13.19.2004"])
    invite(event, make_worker(office, "Yuli"), "PSM", regions["35.13.19.2003"])
    invite(event, make_worker(office, "Agus"), "PSM", regions["35.13.19.2003"])
    invite(event, make_worker(office, "Toha"), "TKSK", regions["35.13.19"])
    Participant.objects.create(
        event=event, name="Karang Taruna", institution="Desa Ngepoh", region=regions["35.13.19"]
    )

    assert sheets(event) == {("", "Dringu", "1/1"): ["Toha", "Agus", "Yuli", "Siti", "Karang Taruna"]}


def test_numbers_of_a_single_sheet_are_those_among_all(office, regions):
    event = make_event(office, days=(date(2019, 12, 9),))
    for place in ("35.13.18", "35.13.19"):
        invite(event, make_worker(office, "Toha"), "TKSK", regions[place])

    assert list(sheets(event, region=regions["35.13.19"])) == [("", "Dringu", "2/2")]


def test_group_stands_on_the_sheets_of_its_sessions(office, regions):
    event = make_event(office)
    group = Group.objects.create(event=event, name="Gelombang 2")
    group.sessions.add(event.sessions.last())
    invite(event, make_worker(office, "Toha"), "TKSK", regions["35.13.18"], group=group)
    invite(event, make_worker(office, "Yuli"), "TKSK", regions["35.13.19"])

    assert sheets(event) == {
        ("hari I", "Dringu", "1/1"): ["Yuli"],
        ("hari II", "Gending", "1/2"): ["Toha"],
        ("hari II", "Dringu", "2/2"): ["Yuli"],
    }


def test_speakers_and_committee_sign_sheets_of_their_own(office, regions):
    event = make_event(office, days=(date(2019, 12, 9),))
    for name in ("speaker", "committee", "moderator", "guest"):
        invite(event, make_worker(office, name), "TKSK", regions["35.13.19"], capacity=name)
    Speaker.objects.create(event=event, name="Umi", institution="Balai")

    assert sheets(event) == {
        ("", "Panitia", "1/1"): ["committee"],
        ("", "Narasumber", "1/1"): ["moderator", "speaker", "Umi"],
    }
    assert sheets(event, region=regions["35.13.19"]) == {}
    first, second = pages(printed(event))
    assert ("DAFTAR HADIR PANITIA" in first, "DAFTAR HADIR NARASUMBER" in second) == (True, True)
    assert "No. Nama Jabatan Instansi/asal Tanda tangan" in second
    assert event.participants.filter(frozen_at__isnull=False).count() == 3


def test_preview_changes_nothing(bimtek):
    list(papers(query(Parameters(event=bimtek))))

    assert Participant.objects.filter(frozen_at__isnull=False).count() == 0
    assert PrintedSheet.objects.count() == 0


def test_printing_freezes_the_names_and_keeps_their_order(bimtek, kabupaten, administrator_of_dinas):
    dringu = kabupaten["35.13.19"]

    printed(bimtek, region=dringu, reader=administrator_of_dinas)

    frozen = Participant.objects.filter(event=bimtek, frozen_at__isnull=False)
    kept = list(PrintedSheet.objects.order_by("session__date"))
    answer = query(Parameters(event=bimtek, region=dringu))
    assert {person.region.district for person in frozen.select_related("region__district")} == {dringu}
    assert frozen.count() == 11
    assert [(sheet.session, sheet.region, sheet.printed_by) for sheet in kept] == [
        (session, dringu, administrator_of_dinas) for session in bimtek.sessions.all()
    ]
    assert [sheet.participants for sheet in kept] == [
        [line.participant for line in sheet.lines] for sheet in answer.sheets
    ]


def test_person_renamed_after_printing_stays_as_printed(office, regions):
    event = make_event(office)
    person = invite(event, make_worker(office, "Titik Kusmiati"), "PSM", regions["35.13.19.2003"])
    before = printed(event)

    Worker.objects.filter(pk=person.worker_id).update(name="Titik Kusmiati, S.Sos.", sex="male")

    assert printed(event) == before


def test_nobody_of_another_office_prints_the_sheets(office, other_office, regions):
    event = make_event(office, region=regions["35"])
    invite(event, make_worker(other_office), "TKSK", regions["35.14.14"])
    neighbour = make_user("supervisor", regions["35.14"], office=other_office)

    with pytest.raises(RuleError, match="Only the organising office changes this event"):
        printed(event, reader=neighbour)

    assert Participant.objects.filter(frozen_at__isnull=False).count() == 0


def test_nothing_is_printed_for_nobody(office):
    event = make_event(office)

    with pytest.raises(RuleError, match="There is nothing to print for this choice"):
        printed(event)

    assert PrintedSheet.objects.count() == 0


def test_no_personal_value_stands_on_a_sheet(office, regions):
    event = make_event(office)
    worker = make_worker(
        office, "Moh. Toha", nik="3513190101800001", phone="+6281234567890", birth_date=date(1980, 1, 1)
    )
    invite(event, worker, "TKSK", regions["35.13.19"])

    text = " ".join(pages(printed(event)))

    assert [part for part in ("351319", "3513***", "81234567890", "1980") if part in text] == []


def test_workbook_holds_the_lines_of_the_sheets(bimtek):
    found = sheet_rows(printed(bimtek, "xlsx"), "Daftar hadir", head="Sesi")

    answer = query(Parameters(event=bimtek))
    assert [(row[0], row[2], row[3], row[4]) for row in found] == [
        (sheet.session_name, sheet.name, number, line.name)
        for sheet in answer.sheets
        for number, line in enumerate(sheet.lines, start=1)
    ]
    assert len(found) == 530


@pytest.mark.parametrize(("district", "statements"), [("35.13.19", 5), (None, 7)])
def test_statements_do_not_grow_with_the_sheets(
    district, statements, bimtek, kabupaten, django_assert_num_queries
):
    region = kabupaten[district] if district else None

    with django_assert_num_queries(statements):
        query(Parameters(event=bimtek, region=region))
