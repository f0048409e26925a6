"""The recapitulation of an event: the number printed is the number counted."""

from datetime import date

import pytest

from registry.models import Appointment, Worker
from registry.models import Role as AnyRole
from tests.factories import appoint, invite, make_event, make_user, make_worker
from tests.papers.reading import pages
from tests.trainings.people import attend, invite_many
from tests.trainings.reports.making import sheet_rows
from trainings.actions.participants import freeze
from trainings.actions.printing import print_report
from trainings.models import HeadcountClaim, Participant, Quota
from trainings.reports.parameters import Parameters
from trainings.reports.recap.paper import papers
from trainings.reports.recap.query import query
from trainings.reports.recap.report import REPORT

SIGNER = "ENDAH RATNANINGTYAS, S.Sos., M.M."


def paper(event, **parameters):
    return next(papers(query(Parameters(event=event, **parameters)))).data


def rows(event, **parameters):
    """name of the district -> (cells, percent, note)."""
    return {
        row["name"]: (row["cells"], row["percent"], row["note"])
        for row in paper(event, **parameters)["rows"]
        if row["kind"] == "row"
    }


def printed(event, file_format="pdf", **parameters):
    asked = Parameters(event=event, **parameters)
    return print_report(report=REPORT, parameters=asked, file_format=file_format, by=None).content


def sexes(event) -> tuple[int, int]:
    """How many men and women take part."""
    people = event.participants.filter(capacity="participant")
    return tuple(people.filter(worker__sex=sex).count() for sex in ("male", "female"))


def test_264_people_of_24_districts_are_24_and_24_and_216(bimtek):
    texts = pages(printed(bimtek))
    text, last = " ".join(" ".join(texts).split()), texts[-1]

    men, women = sexes(bimtek)
    assert men + women == 264
    assert f"JUMLAH {'24 24 216 264 ' * 3}{men} {women} 100,0" in text
    assert "264 (dua ratus enam puluh empat) orang, terdiri atas 24 Kasi Kesra, 24 TKSK, dan 216 PSM" in text
    assert "dari 24 kecamatan." in text
    assert "Kehadiran hari I : 264 dari 264 orang (100,0%)" in text
    assert "Orang-hari : 528 dari 528 (100,0%)" in text
    assert "214 dari 330; tanpa PSM hadir 116" in text
    assert "264 orang (Siaran pers, 10 Desember 2019); hadir 264, sesuai" in text
    assert "PSM lebih banyak daripada desa/kelurahan: Kuripan." in text
    assert [last.count(SIGNER), last.count("Kraksaan, 10 Desember 2019")] == [1, 1]


def test_every_district_has_eleven(bimtek):
    counted = rows(bimtek)

    assert len(counted) == 24
    assert {tuple(cells[:12]) for cells, _percent, _note in counted.values()} == {("1", "1", "9", "11") * 3}


def test_workbook_says_what_the_query_says(bimtek):
    recap = query(Parameters(event=bimtek))

    found = sheet_rows(printed(bimtek, "xlsx"), "Rekapitulasi", head="Kode")

    # Below the head of two rows; the sum and the sentences follow.
    assert [row[0:3] + row[3:15] for row in found[1:25]] == [
        (row.region.code, "Kabupaten Probolinggo", row.name, 1, 1, 9, 11, 1, 1, 9, 11, 1, 1, 9, 11)
        for row in recap.rows
    ]
    day = (24, 24, 216, 264)
    assert found[25][2:19] == ("JUMLAH", *day, *day, *day, *sexes(bimtek), 1, None)


def test_remarks_say_who_was_missing_and_why(office, regions):
    event = make_event(office)
    Quota.objects.create(event=event, role=AnyRole.objects.get(code="TKSK"), number=1)
    Quota.objects.create(event=event, role=AnyRole.objects.get(code="PSM"), number=3)
    tksk = invite(event, make_worker(office), "TKSK", regions["35.13.18"])
    psm = [invite(event, make_worker(office), "PSM", regions["35.13.18.2001"]) for _one in range(2)]
    walk_in = invite(event, make_worker(office), "PSM", regions["35.13.18.2001"], origin="walk_in")
    attend(event, session=1, participants=[tksk, *psm, walk_in])
    attend(event, session=2, participants=[tksk], status="represented")
    attend(event, session=2, participants=psm[:1], status="excused")
    attend(event, session=2, participants=[walk_in])

    assert rows(event) == {
        "Gending": (
            ["1", "2", "3", "1", "3", "4", "–", "1", "1", "–", "4"],
            "62,5",
            "PSM kurang 1; 1 tanpa undangan; TKSK diwakili hari II; 1 PSM izin hari II; "
            "1 PSM belum dicatat hari II",
        ),
        "Dringu": (["–"] * 11, "–", "tidak ada undangan"),
    }


def test_who_sent_somebody_fills_the_seat_of_his_village_and_was_not_there(office, regions):
    event = make_event(office, days=(date(2019, 12, 9),))
    villages = [regions[f"35.13.19.{number}"] for number in (2003, 2004, 2005)]
    psm = [invite(event, make_worker(office), "PSM", village) for village in villages]
    attend(event, session=1, participants=psm[:1])
    attend(event, session=1, participants=psm[1:2], status="represented")

    assert paper(event)["pairs"] == [
        ["Kehadiran", "1 dari 3 orang (33,3%)"],
        ["Kursi terisi", "2 dari 3, termasuk 1 diwakili"],
        ["Desa/kelurahan terwakili", "2 dari 5; tanpa PSM hadir 3"],
    ]


def test_vacant_post_is_told(office, regions):
    event = make_event(office)
    Quota.objects.create(event=event, role=AnyRole.objects.get(code="TKSK"), number=1)
    invite(event, make_worker(office), "PSM", regions["35.13.18.2001"])

    assert rows(event)["Gending"][2] == "TKSK kosong"


def test_person_of_both_days_counts_once(office, regions):
    event = make_event(office)
    people = [invite(event, make_worker(office), "TKSK", regions["35.13.19"]) for _one in range(3)]
    attend(event, session=1, participants=people[:2])
    attend(event, session=2, participants=people[1:2])

    data = paper(event)

    assert data["summary"]["strong"] == "3 (tiga) orang"
    assert data["pairs"] == [
        ["Kehadiran hari I", "2 dari 3 orang (66,7%)"],
        ["Kehadiran hari II", "1 dari 3 orang (33,3%)"],
        ["Hadir seluruhnya", "1 orang; hadir sebagian 1 orang"],
        ["Tidak pernah hadir", "1 orang"],
        ["Orang-hari", "3 dari 6 (50,0%)"],
    ]


def test_before_the_day_the_paper_tells_who_is_invited(office, regions):
    event = make_event(office)
    invite_many(event, office, {"TKSK": 1, "PSM": 2}, [regions["35.13.18"], regions["35.13.19"]])

    data = paper(event)

    assert data["summary"] == {
        "before": "Jumlah peserta (orang, tanpa hitung ganda): ",
        "strong": "6 (enam) orang",
        "after": ", terdiri atas 2 TKSK dan 4 PSM dari 2 kecamatan.",
    }
    assert data["total"]["percent"] == "–"
    assert data["pairs"] == [["Kehadiran hari I", "belum dicatat"], ["Kehadiran hari II", "belum dicatat"]]


def test_person_who_moved_stays_as_printed(bimtek, kabupaten):
    before = rows(bimtek)
    freeze(participants=bimtek.participants.all())
    person = Participant.objects.filter(event=bimtek, region=kabupaten["35.13.19"]).first()
    Worker.objects.filter(pk=person.worker_id).update(name="NAMA BARU", sex="")
    Appointment.objects.filter(worker=person.worker_id).update(
        service=(date(2015, 1, 1), date(2020, 1, 1)), end_reason="transferred"
    )
    appoint(person.worker, "TKSK", kabupaten["35.13.18"], start=date(2020, 1, 1))

    assert rows(bimtek) == before


def test_event_of_a_province_stands_by_regency_and_district(office, other_office, regions):
    event = make_event(office, days=(date(2024, 6, 12),), region=regions["35"])
    for place in ("35.13.18", "35.13.19", "35.14.14"):
        invite(event, make_worker(office), "TKSK", regions[place])
    invite(event, make_worker(office), "TKSK", regions["35.14"])
    attend(event, session=1)

    assert [(row["kind"], row["name"], row.get("cells", [None])[0]) for row in paper(event)["rows"]] == [
        ("group", "KABUPATEN PROBOLINGGO", None),
        ("row", "Gending", "1"),
        ("row", "Dringu", "1"),
        ("subtotal", "Jumlah Kabupaten Probolinggo", "2"),
        ("group", "KABUPATEN PASURUAN", None),
        ("row", "Kab. Pasuruan (umum)", "1"),
        ("row", "Bangil", "1"),
        ("subtotal", "Jumlah Kabupaten Pasuruan", "2"),
    ]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"number": 5}, ["Diumumkan", "5 orang; hadir 2, selisih 3"]),
        ({"number": 2, "whom": "TKSK"}, ["Diumumkan TKSK", "2 orang; hadir 2, sesuai"]),
        ({"wording": "sekitar 2", "number": 2}, ["Diumumkan", "sekitar 2; hadir 2, sesuai"]),
        ({"wording": "sejumlah", "whom": "pendamping"}, ["Diumumkan pendamping", "sejumlah"]),
        ({"number": 9, "whom": "pejabat", "source": "Humas"}, ["Diumumkan pejabat", "9 orang (Humas)"]),
    ],
)
def test_claim_stands_beside_the_count(claim, said, office, regions):
    event = make_event(office, days=(date(2024, 5, 22),))
    invite_many(event, office, {"TKSK": 1}, [regions["35.13.18"], regions["35.13.19"]])
    attend(event, session=1)
    invite(event, make_worker(office), "TKSK", regions["35.13.18"])  # who never came
    HeadcountClaim.objects.create(event=event, **claim)

    assert paper(event)["pairs"][-1] == said


def test_more_than_four_roles_share_a_column(office, regions):
    event = make_event(office, days=(date(2024, 5, 22),))
    counts = {"KASI_KESRA": 2, "TKSK": 3, "PSM": 9, "TAGANA": 4, "PENDAMPING": 1, "PENYULUH": 1}
    invite_many(event, office, counts, [regions["35.13.18"]])
    Participant.objects.create(event=event, worker=make_worker(office), region=regions["35.13.18"])

    data = paper(event)

    labels = [column["label"] for column in data["groups"][0]["columns"]]
    assert labels == ["Kasi Kesra", "TKSK", "PSM", "Tagana", "Lain", "Jml."]
    assert data["total"]["cells"][:6] == ["2", "3", "9", "4", "3", "21"]


def test_many_sessions_are_told_by_their_sums(office, regions):
    event = make_event(office, days=tuple(date(2024, 5, day) for day in range(1, 7)))
    invite_many(event, office, {"TKSK": 2}, [regions["35.13.18"]])
    attend(event, session=6)

    data = paper(event)

    assert [group["title"] for group in data["groups"]] == ["Diundang", "Hadir", "Peserta"]
    assert data["total"]["cells"] == ["2", "2", "–", "–", "–", "–", "–", "2", "1", "1"]


def test_other_office_sees_its_own_people_only(office, other_office, regions):
    event = make_event(office, region=regions["35"])
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])
    invite(event, make_worker(other_office), "TKSK", regions["35.14.14"])
    neighbour = make_user("supervisor", regions["35.14"], office=other_office)

    assert list(rows(event, reader=neighbour)) == ["Bangil"]
    assert list(rows(event)) == ["Gending", "Dringu", "Bangil", "Tangerang"][:3]


def test_same_facts_give_the_same_bytes(bimtek):
    assert printed(bimtek) == printed(bimtek)


@pytest.mark.parametrize("code", ["35.13.19", "35.13.18", None])
def test_statements_do_not_grow_with_the_districts(code, bimtek, kabupaten, django_assert_num_queries):
    if code:
        bimtek.participants.exclude(region__district=kabupaten[code]).delete()

    with django_assert_num_queries(13):
        paper(bimtek)
