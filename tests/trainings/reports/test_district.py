"""The report of a district: what it counts, what it says, and on which day."""

from datetime import date, timedelta

import pytest

from registry.models import Official
from tests.factories import appoint, invite, make_event, make_worker
from tests.papers.reading import pages
from tests.trainings.people import attend
from tests.trainings.reports.making import DAY, decree, serve, sheet_rows
from trainings.actions.printing import print_report
from trainings.models import OutsideTraining
from trainings.reports.district.paper import papers
from trainings.reports.district.query import query
from trainings.reports.district.report import REPORT
from trainings.reports.parameters import Parameters


def ask(region, on=DAY, **parameters):
    return query(Parameters(region=region, on=on, **parameters))


def district(region, **parameters):
    return ask(region, **parameters).districts[0]


def paper(region, **parameters):
    return next(papers(ask(region, **parameters))).data


def printed(region, file_format="pdf", on=DAY):
    parameters = Parameters(region=region, on=on)
    return print_report(report=REPORT, parameters=parameters, file_format=file_format, by=None).content


def test_numbers_printed_are_the_numbers_counted(dinas, bimtek, kabupaten):
    dringu = kabupaten["35.13.19"]
    counted = district(dringu)

    text = " ".join("\n".join(pages(printed(dringu))).split())

    assert (len(counted.villages), len(counted.volunteers), len(counted.unserved)) == (14, 10, 5)
    assert "LAPORAN KECAMATAN DRINGU" in text
    assert "14 desa 10 PSKS aktif 9 desa ber-PSM 5 desa tanpa PSM 100,0% dilatih 12 bulan terakhir" in text
    assert "3 PSM (satu per desa) 14 9 5" in text
    assert [text.count(person.name) >= 1 for person in counted.people] == [True] * 11
    assert "hari I Senin, 9 Desember 2019 11 11" in text


def test_seat_of_somebody_acting_is_vacant_and_told_as_covered(office, regions):
    appoint(make_worker(office, "Moh. Toha"), "TKSK", regions["35.13.19"], is_acting=True)

    told = paper(regions["35.13.19"])

    assert told["seats"][1] == {"role": "TKSK", "quota": 1, "filled": 0, "vacant": 1, "excess": 0}
    assert told["seats_note"] == "Dari tempat TKSK yang kosong, satu dijabat sementara."
    assert told["groups"][0]["people"][0]["place"] == "se-Kecamatan, dijabat sementara"
    assert told["followups"][1] == (
        "TKSK kosong satu tempat (satu dijabat sementara); Camat dan Dinas Sosial mengusulkan pengisiannya."
    )


def test_signer_of_the_day_stands_on_the_page(dinas, bimtek, kabupaten):
    Official.objects.filter(office=dinas).update(service=(date(2019, 12, 16), None))
    Official.objects.create(
        office=dinas,
        name="Drs. LAMA SEKALI, M.Si.",
        title="KEPALA DINAS SOSIAL",
        capacity="head",
        service=(date(2015, 1, 1), date(2019, 12, 16)),
    )

    today, before = (pages(printed(kabupaten["35.13.19"], on=day))[-1] for day in (DAY, DAY - timedelta(1)))

    assert ("ENDAH RATNANINGTYAS, S.Sos., M.M." in today, "LAMA SEKALI" in today) == (True, False)
    assert ("ENDAH RATNANINGTYAS, S.Sos., M.M." in before, "Drs. LAMA SEKALI, M.Si." in before) == (
        False,
        True,
    )
    assert "Kraksaan, 16 Desember 2019" in today


def test_head_of_a_division_signs_on_behalf(office, regions):
    Official.objects.create(
        office=office,
        name="AGUS SUSANTO, S.AP.",
        title="Kepala Bidang Pemberdayaan Sosial",
        capacity="division_head",
        standing="a.n.",
        service=(date(2015, 1, 1), None),
    )

    assert paper(regions["35.13.19"])["signers"][1] == {
        "place_date": "Kraksaan, 16 Desember 2019",
        "heading": ["a.n. KEPALA DINAS SOSIAL", "Kepala Bidang Pemberdayaan Sosial,"],
        "name": "AGUS SUSANTO, S.AP.",
        "rank": "",
        "nip": "",
    }


def test_office_without_signer_leaves_dots_to_sign_on(office, regions):
    office.officials.all().delete()
    office.town = ""
    office.save()

    last = pages(printed(regions["35.13.19"]))[-1]

    assert last.count("." * 44) == 2
    assert f"{'.' * 24}, 16 Desember 2019\nKEPALA DINAS SOSIAL\nKABUPATEN PROBOLINGGO," in last


def test_nik_is_masked_wherever_it_stands(office, regions):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha", nik="3513190101800001")

    text = "\n".join(pages(printed(regions["35.13.19"])))
    rows = sheet_rows(printed(regions["35.13.19"], "xlsx"), "Daftar PSKS", head="Kecamatan")
    csv = printed(regions["35.13.19"], "csv").decode("utf-8-sig")

    assert [text.count("3513********0001"), text.count("3513190101800001")] == [1, 0]
    assert [row[3] for row in rows] == ["3513********0001"]
    assert [csv.count("3513********0001"), csv.count("3513190101800001")] == [1, 0]


def test_workbook_says_what_the_query_says(dinas, bimtek, kabupaten):
    report = ask(kabupaten["35.13"])

    content = printed(kabupaten["35.13"], "xlsx")

    assert [row[:3] for row in sheet_rows(content, "Daftar PSKS", head="Kecamatan")] == [
        (part.name, person.role.short_name, person.name)
        for part in report.districts
        for person in part.people
    ]
    assert sheet_rows(content, "Keterisian", head="Kecamatan") == [
        (
            *(part.name, row.role.short_name, row.quota, row.people),
            *(row.filled, row.vacant, row.covered, row.excess),
        )
        for part in report.districts
        for row in part.seats
    ]
    assert sheet_rows(content, "Desa dan kelurahan", head="Kecamatan") == [
        (part.name, village.code, village.name, village.psm)
        for part in report.districts
        for village in part.villages
    ]


def test_two_psm_of_one_village_fill_one_seat(office, regions):
    for name in ("Sutrisno", "Titik Kusmiati"):
        serve(office, "PSM", regions["35.13.19.2003"], name)

    data = paper(regions["35.13.19"])

    assert data["seats"][-1] == {
        "role": "PSM (satu per desa)",
        "quota": 3,
        "filled": 1,
        "vacant": 2,
        "excess": 1,
    }
    assert data["seats_note"] == (
        "Lebih dari satu PSM: Kalirejo (dua). 2 orang PSM mengisi 1 tempat. "
        "Kolom Terisi menghitung tempat, bukan orang."
    )
    assert data["villages_note"] == "Dua dari 3 desa (66,7%): Kedungdalem dan Ngepoh."


def test_person_of_two_posts_counts_once(office, regions):
    appointment = serve(office, "PSM", regions["35.13.19.2003"], "Sutrisno")
    appointment.pk = None
    appointment.region = regions["35.13.19.2004"]
    appointment.save()

    part = district(regions["35.13.19"])

    assert (len(part.people), len(part.volunteers), len(part.untrained)) == (2, 1, 1)


def test_official_is_listed_and_not_counted_as_psks(office, regions):
    serve(office, "KASI_KESRA", regions["35.13.19"], "Ahmad Muzakki")
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")

    data = paper(regions["35.13.19"])

    assert [group["title"] for group in data["groups"]] == [
        "TKSK (1 orang)",
        "Kasi Kesra (1 pejabat, tidak dihitung sebagai PSKS)",
    ]
    assert [person["number"] for group in data["groups"] for person in group["people"]] == ["1", "2"]
    assert data["figures"][1] == {"value": "1", "label": "PSKS aktif"}


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2018, 12, 31), []),
        (date(2019, 1, 1), ["Moh. Toha"]),
        (date(2019, 6, 30), ["Moh. Toha"]),
        (date(2019, 7, 1), []),
    ],
)
def test_first_and_last_day_of_service_belong_to_it(day, names, office, regions):
    appointment = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")
    appointment.service = (date(2019, 1, 1), date(2019, 7, 1))
    appointment.end_reason = "term"
    appointment.save()

    assert [person.name for person in district(regions["35.13.19"], on=day).people] == names


@pytest.mark.parametrize(
    ("until", "days"),
    [
        (DAY - timedelta(days=1), ["lewat 1"]),
        (DAY, ["0"]),
        (DAY + timedelta(days=90), ["90"]),
        (DAY + timedelta(days=91), []),
    ],
)
def test_terms_are_called_up_90_days_before_their_last_day(until, days, office, regions):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha", until=until)

    assert [term["days"] for term in paper(regions["35.13.19"])["terms"]] == days


def test_extending_decree_takes_the_term_from_the_list(office, regions):
    appointment = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha", until=date(2019, 12, 31))
    decree(office, appointment, date(2020, 12, 31), number="45/HUK", on=date(2019, 12, 20))

    before = district(regions["35.13.19"], on=date(2019, 12, 19))
    after = district(regions["35.13.19"], on=date(2019, 12, 20))

    assert [person.ends for person in before.ending(date(2019, 12, 19))] == [date(2019, 12, 31)]
    assert (after.ending(date(2019, 12, 20)), after.people[0].ends) == ([], date(2020, 12, 31))


@pytest.mark.parametrize(
    ("day", "trained"),
    [
        (date(2018, 12, 16), 0),
        (date(2018, 12, 17), 1),
        (date(2019, 12, 16), 1),
        (date(2019, 12, 17), 0),
    ],
)
def test_training_holds_for_twelve_months(day, trained, office, regions):
    appointment = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")
    event = make_event(office, days=(day,))
    invite(event, appointment.worker, "TKSK", regions["35.13.19"])
    attend(event, session=1)

    assert len(district(regions["35.13.19"]).trained) == trained


def test_training_elsewhere_is_training(office, regions):
    trained = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha").worker
    serve(office, "PSM", regions["35.13.19.2003"], "Yuli")
    OutsideTraining.objects.create(worker=trained, title="Diklat provinsi", date=DAY - timedelta(days=30))

    part = district(regions["35.13.19"])

    assert (part.trained, [person.name for person in part.untrained]) == ({trained.pk}, ["Yuli"])


def test_being_invited_is_not_being_trained(office, regions):
    appointment = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha")
    event = make_event(office)
    invite(event, appointment.worker, "TKSK", regions["35.13.19"])
    attend(event, session=1, status="represented")

    data = paper(regions["35.13.19"])

    assert data["events_note"] == (
        "Belum mengikuti pelatihan dalam 12 bulan terakhir: 1 orang, Moh. Toha (TKSK Kecamatan Dringu)."
    )
    assert data["figures"][4]["value"] == "0,0%"
    assert [(row["title"], row["present"]) for row in data["events"]] == [
        ("Bimbingan Teknis PSKS, hari I (1 diwakili)", "0"),
        ("Bimbingan Teknis PSKS, hari II", "–"),
    ]


@pytest.mark.parametrize(
    ("since", "dates"),
    [
        (date(2019, 12, 9), ["Senin, 9 Desember 2019", "Selasa, 10 Desember 2019"]),
        (date(2019, 12, 10), ["Selasa, 10 Desember 2019"]),
        (date(2019, 12, 11), []),
    ],
)
def test_sessions_of_the_period_are_told(since, dates, office, regions):
    event = make_event(office)
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])

    assert [row["date"] for row in paper(regions["35.13.19"], since=since)["events"]] == dates


def test_period_runs_from_the_first_of_january(office, regions):
    assert ask(regions["35.13.19"]).since == date(2019, 1, 1)


def test_only_the_people_of_the_district_count_at_an_event(office, regions):
    event = make_event(office)
    mine = invite(event, make_worker(office), "PSM", regions["35.13.19.2003"])
    invite(event, make_worker(office), "PSM", regions["35.13.18.2001"])
    attend(event, session=1, participants=[mine])

    rows = paper(regions["35.13.19"])["events"]

    assert [(row["number"], row["invited"], row["present"], row["percent"]) for row in rows] == [
        ("1", "1", "1", "100,0%"),
        ("", "1", "–", "belum dicatat"),
    ]


def test_cancelled_event_is_left_out(office, regions):
    event = make_event(office, status="cancelled")
    invite(event, make_worker(office), "TKSK", regions["35.13.19"])

    assert paper(regions["35.13.19"])["events"] == []


def test_follow_ups_are_made_from_the_numbers(office, regions):
    serve(office, "TKSK", regions["35.13.19"], "Moh. Toha", until=date(2019, 12, 31))
    serve(office, "PSM", regions["35.13.19.2003"], "Sutrisno", until=date(2019, 11, 26))
    serve(office, "PSM", regions["35.13.19.2004"], "Siti Romlah")
    serve(office, "PSM", regions["35.13.19"], "Hasan Basri")

    assert paper(regions["35.13.19"])["followups"] == [
        "Kasi Kesra kosong satu tempat; Camat dan Dinas Sosial mengusulkan pengisiannya.",
        "Camat dan IPSM mengusulkan calon PSM untuk satu desa tanpa PSM; syarat usia dan bimbingan teknis "
        "dasar diperiksa saat pengusulan.",
        "SK satu PSM sudah lewat sejak 26 November 2019; perpanjangan atau pemberhentian segera diterbitkan.",
        "SK TKSK diperpanjang sebelum 31 Desember 2019 (sisa 15 hari).",
        "Moh. Toha (TKSK Kecamatan Dringu), Hasan Basri (PSM Kecamatan Dringu), Sutrisno (PSM Desa "
        "Kalirejo), dan Siti Romlah (PSM Desa Kedungdalem) diundang pada bimbingan teknis berikutnya.",
        "Desa/kelurahan tugas satu orang belum tercatat dan dilengkapi.",
    ]


def test_names_of_regions_are_those_of_the_day(office, regions):
    regions["35.13.19"].other_names.create(
        name="Dringo", kind="official", validity=(None, date(2019, 12, 17))
    )

    names = [paper(regions["35.13.19"], on=day)["title"] for day in (DAY, DAY + timedelta(days=1))]

    assert names == ["LAPORAN KECAMATAN DRINGO", "LAPORAN KECAMATAN DRINGU"]


@pytest.mark.parametrize(("code", "districts"), [("35.13.19", 1), ("35.13", 24)])
def test_statements_do_not_grow_with_the_districts(
    code, districts, bimtek, kabupaten, django_assert_num_queries
):
    with django_assert_num_queries(19):
        report = ask(kabupaten[code])
        data = [part.data for part in papers(report)]

    assert len(data) == districts


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow_with_the_events(many, office, regions, django_assert_num_queries):
    worker = serve(office, "TKSK", regions["35.13.19"], "Moh. Toha").worker
    for _one in range(many):
        invite(make_event(office), worker, "TKSK", regions["35.13.19"])

    with django_assert_num_queries(19):
        assert len(district(regions["35.13.19"]).turnout) == 2 * many
