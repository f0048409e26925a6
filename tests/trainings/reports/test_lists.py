"""Reports that are lists: rosters, coverage gaps, terms."""

from datetime import date, timedelta

import pytest

from tests.factories import appoint, invite, make_event, make_worker
from tests.papers.names import HOSTILE_NAMES
from tests.papers.reading import pages, solid
from tests.trainings.people import attend
from tests.trainings.reports.making import DAY, serve, sheet_rows
from trainings.actions.printing import print_report
from trainings.models import OutsideTraining
from trainings.reports.catalogue import report_of
from trainings.reports.listing import papers
from trainings.reports.parameters import Parameters
from trainings.reports.roster import months_before

SIGNER = "ENDAH RATNANINGTYAS, S.Sos., M.M."
LISTS = ("roster", "roster-by-role", "roster-by-status", "coverage-gaps", "terms")


def ask(slug, region, on=DAY, **parameters):
    return report_of(slug).query(Parameters(region=region, on=on, **parameters))


def groups(listing, section=0, label="Nama"):
    """title of each group on paper -> the values of one column."""
    (paper,) = papers(listing)
    shown = paper.data["sections"][section]
    column = [column["label"] for column in shown["columns"]].index(label)
    return {group["title"]: [row[column] for row in group["rows"]] for group in shown["groups"]}


def rows(listing, title):
    """The rows of the section whose title holds `title`, without their groups."""
    section = next(section for section in listing.sections if title in section.title)
    return [row for _title, found in section.groups for row in found]


def printed(slug, region, file_format="pdf", on=DAY, **parameters):
    asked = Parameters(region=region, on=on, **parameters)
    return print_report(report=report_of(slug), parameters=asked, file_format=file_format, by=None).content


@pytest.fixture
def people(office, regions):
    """Five posts of four people in two districts and one of the whole regency."""
    serve(office, "TKSK", regions["35.13.19"], "Toha", until=DAY + timedelta(days=20), sex="male")
    serve(office, "PSM", regions["35.13.19.2003"], "Yuli", until=DAY - timedelta(days=1))
    serve(office, "PSM", regions["35.13.19.2003"], "Agus")
    appoint(serve(office, "TKSK", regions["35.13"], "Siti").worker, "PSM", regions["35.13.18.2001"])


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "roster",
            {
                "Kabupaten Probolinggo (1 orang)": ["Siti"],
                "Gending (1 orang)": ["Siti"],
                "Dringu (3 orang)": ["Toha", "Agus", "Yuli"],
            },
        ),
        (
            "roster-by-role",
            {
                "Tenaga Kesejahteraan Sosial Kecamatan (2 orang)": ["Siti", "Toha"],
                "Pekerja Sosial Masyarakat (3 orang)": ["Siti", "Agus", "Yuli"],
            },
        ),
        (
            "roster-by-status",
            {
                "Bertugas, SK berlaku (1 orang)": ["Toha"],
                "Bertugas, masa SK lewat (1 orang)": ["Yuli"],
                "Bertugas, masa SK tidak tercatat (3 orang)": ["Siti", "Siti", "Agus"],
            },
        ),
    ],
)
def test_roster_is_grouped(slug, expected, people, regions):
    listing = ask(slug, regions["35.13"])

    assert groups(listing) == expected
    assert listing.people == 4
    assert listing.sections[0].note == "4 (empat) orang: 1 laki-laki, 3 perempuan; 5 penugasan."


def test_roster_by_status_holds_candidates_and_those_who_left(people, office, regions):
    village = regions["35.13.18.2001"]
    serve(office, "PSM", village, "Umi", start=DAY + timedelta(days=16))
    appoint(make_worker(office, "Wati"), "PSM", village, end=DAY - timedelta(days=30))
    appoint(make_worker(office, "Hasan"), "PSM", village, start=date(2015, 1, 1), end=date(2017, 1, 1))
    make_worker(office, "Yanti", home_region=village)

    listing = ask("roster-by-status", regions["35.13"])

    assert list(groups(listing).items())[3:] == [
        ("Calon, belum mulai bertugas (1 orang)", ["Umi"]),
        ("Calon, tercatat tanpa penugasan (1 orang)", ["Yanti"]),
        ("Berakhir dalam 12 bulan terakhir (1 orang)", ["Wati"]),
    ]
    remarks = groups(listing, label="Keterangan")
    assert remarks["Calon, belum mulai bertugas (1 orang)"] == ["mulai 1 Jan 2020"]
    assert remarks["Berakhir dalam 12 bulan terakhir (1 orang)"] == ["s.d. 15 Nov 2019, masa tugas habis"]
    assert listing.people == 7
    assert listing.sections[0].note == "4 (empat) orang: 1 laki-laki, 3 perempuan; 5 penugasan."
    told = groups(ask("roster-by-status", regions["35.13"], options={"months": "40"}))
    assert told["Berakhir dalam 40 bulan terakhir (2 orang)"] == ["Hasan", "Wati"]


@pytest.mark.parametrize(("is_masked", "nik"), [(True, "3513********0001"), (False, "3513190101800001")])
def test_nik_stands_in_full_only_when_asked_for(is_masked, nik, office, regions):
    serve(office, "TKSK", regions["35.13.19"], "Toha", nik="3513190101800001")

    text = " ".join(pages(printed("roster", regions["35.13.19"], is_masked=is_masked)))

    assert [text.count(shown) for shown in ("3513********0001", "3513190101800001")] == [
        int(is_masked),
        int(not is_masked),
    ]
    assert nik in text


def test_terms_are_listed_by_the_day_they_end(people, regions):
    listing = ask("terms", regions["35.13"], options={"days": "30"})

    assert groups(listing) == {"15 Desember 2019 (1 orang)": ["Yuli"]}
    assert groups(listing, 1) == {"5 Januari 2020 (1 orang)": ["Toha"]}
    assert groups(listing, 1, label="Sisa hari") == {"5 Januari 2020 (1 orang)": ["20"]}
    assert groups(ask("terms", regions["35.13"], options={"days": "19"}), 1) == {}


@pytest.mark.parametrize(("on", "days"), [(DAY, "20"), (date(2020, 1, 5), "0")], ids=["last", "first"])
def test_term_that_ends_on_an_outer_day_of_the_list_is_on_it(on, days, people, regions):
    listing = ask("terms", regions["35.13"], on=on, options={"days": days})

    assert groups(listing, 1) == {"5 Januari 2020 (1 orang)": ["Toha"]}


def test_gaps_tell_vacant_and_excess_seats_and_villages(people, regions):
    listing = ask("coverage-gaps", regions["35.13"])

    vacant = [(row["district"], row["role"], row["vacant"]) for row in rows(listing, "Tempat kosong")]
    excess = [(row["district"], row["role"], row["excess"]) for row in rows(listing, "Melebihi kuota")]
    villages = [(row["district"], row["village"]) for row in rows(listing, "tanpa PSM")]
    assert vacant == [
        ("Gending", "Kasi Kesra", 1),
        ("Gending", "TKSK", 1),
        ("Gending", "PSM", 1),
        ("Dringu", "Kasi Kesra", 1),
        ("Dringu", "PSM", 2),
    ]
    assert excess == [("Dringu", "PSM", 1)]
    assert villages == [("Gending", "Sebaung"), ("Dringu", "Kedungdalem"), ("Dringu", "Ngepoh")]


def test_gaps_tell_districts_nobody_came_from(office, regions):
    event = make_event(office)
    came = invite(event, make_worker(office), "TKSK", regions["35.13.19"])
    invite(event, make_worker(office), "TKSK", regions["35.13.18"])
    attend(event, session=1, participants=[came])

    listing = ask("coverage-gaps", regions["35.13"], event=event)

    assert [(row["district"], row["remark"]) for row in rows(listing, "tanpa wakil")] == [
        ("Gending", "diundang, tidak ada yang hadir")
    ]


@pytest.mark.parametrize(("months", "names"), [("6", ["Agus", "Siti"]), ("24", ["Siti"])])
def test_gaps_tell_who_was_not_trained_for_months(months, names, office, regions):
    recent, old, _never = (
        serve(office, "PSM", regions["35.13.19.2003"], name).worker for name in ("Yuli", "Agus", "Siti")
    )
    event = make_event(office, days=(date(2018, 12, 9),))
    attend(event, session=1, participants=[invite(event, old, "PSM", regions["35.13.19.2003"])])
    OutsideTraining.objects.create(worker=recent, title="Pelatihan", date=date(2019, 12, 1))

    listing = ask("coverage-gaps", regions["35.13"], options={"months": months})

    assert [row["name"] for row in rows(listing, "Belum dilatih")] == names


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [
        (date(2019, 12, 16), 12, date(2018, 12, 16)),
        (date(2020, 3, 31), 1, date(2020, 2, 29)),
        (date(2020, 1, 15), 1, date(2019, 12, 15)),
        (date(2020, 1, 15), 13, date(2018, 12, 15)),
        (date(2020, 2, 29), 12, date(2019, 2, 28)),
    ],
)
def test_months_are_counted_back_by_the_calendar(on, months, expected):
    assert months_before(on, months) == expected


@pytest.mark.parametrize("slug", LISTS)
def test_signature_stands_once_on_the_last_page_and_nobody_is_lost(slug, dinas, bimtek, kabupaten):
    listing = ask(slug, kabupaten["35.13"])
    every = [row for section in listing.sections for row in section.rows]
    names = [row["name"] for row in every if "name" in row]

    texts = pages(printed(slug, kabupaten["35.13"]))

    assert [text.count(SIGNER) for text in texts] == [0] * (len(texts) - 1) + [1]
    assert f"Halaman {len(texts)} dari {len(texts)}" in texts[-1]
    text = solid(" ".join(texts))
    assert [name for name in names if solid(name) not in text] == []


@pytest.mark.parametrize("slug", LISTS)
@pytest.mark.parametrize("on", [DAY, date(1990, 1, 1)])
def test_every_list_can_be_empty(slug, on, office, regions):
    texts = pages(printed(slug, regions["35.13.19"], on=on))

    assert len(texts) == 1
    assert texts[0].count(SIGNER) == (1 if on == DAY else 0)


def test_hostile_names_stand_as_written(office, regions):
    for name in HOSTILE_NAMES:
        serve(office, "PSM", regions["35.13.19.2003"], name)

    text = solid(" ".join(pages(printed("roster", regions["35.13.19"]))))

    ours = [name for name in HOSTILE_NAMES if name.isascii()]
    assert [name for name in ours if solid(name) not in text] == []


def test_workbook_has_a_sheet_a_section_with_the_group_in_a_column(people, regions):
    content = printed("roster", regions["35.13"], "xlsx")

    found = sheet_rows(content, "Daftar PSKS per kecamatan", head="Kecamatan")
    assert [row[0:2] for row in found[:3]] == [
        ("Kabupaten Probolinggo", "Siti"),
        ("Gending", "Siti"),
        ("Dringu", "Toha"),
    ]


@pytest.mark.parametrize(
    ("slug", "statements"),
    [("roster", 6), ("roster-by-role", 6), ("roster-by-status", 7), ("terms", 6), ("coverage-gaps", 14)],
)
@pytest.mark.parametrize("code", ["35.13", "35.13.19"])
def test_statements_do_not_grow(slug, statements, code, bimtek, kabupaten, django_assert_num_queries):
    with django_assert_num_queries(statements):
        ask(slug, kabupaten[code])


@pytest.mark.parametrize("slug", LISTS)
def test_page_shows_the_list(slug, people, administrator, login):
    administrator.language = "en"
    administrator.save()

    response = login(administrator).get(f"/laporan/{slug}/", {"region": "35.13", "on": "2019-12-16"})

    assert response.status_code == 200
    assert response.context["pages"] >= 1
