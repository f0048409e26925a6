"""Habits of offices that no list of mess had foreseen: each with a sheet that shows it."""

import datetime

import openpyxl
import pytest

from registry.imports.meaning.texts import has_several_names, is_vacant, name_of, place_behind
from registry.imports.reading.columns import classify
from registry.imports.reading.reader import read
from tests.registry.imports.engine import DRINGU, GENDING, KALIREJO, PESISIR, REGIONS, run
from tests.registry.imports.grids import contexts, marks, only_sheet, people

DAYS = [datetime.date(2019, 12, 9), datetime.date(2019, 12, 10)]


def test_what_nobody_sees_in_a_cell_is_not_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["\u200bSiti\u200b Aminah", "De\u00adsa", "\ufeff", "35\u200e13", "Siti\u00a0A"])
    book.save(tmp_path / "a.xlsx")

    assert read(tmp_path / "a.xlsx").sheets[0].rows == [
        (1, ["Siti Aminah", "Desa", None, "3513", "Siti\u00a0A"])
    ]


@pytest.mark.parametrize(("male", "female"), [("L", "P"), ("LK", "PR"), ("Pria", "Wanita")])
def test_ticks_under_l_and_p_without_a_heading_over_both_tell_the_sex(male, female):
    rows = [
        ["No", "Nama", male, female, "Desa"],
        [1, "Budi", "√", None, "Bulang"],
        [2, "Siti", None, 1, "Bulang"],
    ]

    assert [one["sex"] for one in run(rows)] == ["male", "female"]


def test_numbers_under_l_and_p_that_stand_beside_each_other_tell_no_sex():
    rows = [["No", "Nama LKS", "Nama Ketua", "L", "P", "Desa"], [1, "LKSA Ikhlas", "Siti", 12, 5, "Bulang"]]

    assert [one["sex"] for one in run(rows, kind="roster")] == [None]


@pytest.mark.parametrize("month", ["DESEMBER 2019", "Desember", "Bulan Desember 2019", "Tanggal (Des 2019)"])
def test_days_in_numbers_below_their_month(month):
    rows = [["No", "Nama", month, None], [None, None, 9, 10], [1, "Budi", "v", None], [2, "Siti", None, "v"]]

    assert marks(rows, merges=((1, 2, 1, 3),), days=DAYS) == [{1: "v", 2: None}, {1: None, 2: "v"}]


def test_of_the_days_of_a_month_only_those_of_the_event_are_read():
    rows = [["No", "Nama", "DESEMBER 2019", None, None, None], [None, None, 8, 9, 10, 11]]
    rows += [[1, "Budi", "v", None, "v", "v"]]

    sheet = only_sheet(rows, merges=((1, 2, 1, 5),), days=DAYS)

    assert (sheet.rows[0].marks, sheet.ignored) == ({1: None, 2: "v"}, ["C", "F"])


def test_mornings_and_afternoons_are_the_days_of_an_event_that_has_no_more():
    rows = [["No", "Nama", "Senin, 9 Des 2019", None, "Selasa, 10 Des 2019", None]]
    rows += [[None, None, "Pagi", "Siang", "Pagi", "Siang"], [1, "Budi", None, "v", None, None]]

    assert marks(rows, merges=((1, 2, 1, 3), (1, 4, 1, 5)), days=DAYS) == [{1: "v", 2: None}]


def test_coming_and_going_are_one_day():
    rows = [["No", "Nama", "Jam Datang", "Jam Pulang"], [1, "Budi", "08.00", "15.00"]]

    assert marks(rows, days=DAYS[:1]) == [{1: "08.00"}]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "KOSONG",
            "(kosong)",
            "Kosong (meninggal dunia)",
            "masih kosong",
            "LOWONG",
            "vacant",
            "Nihil",
            "N/A",
        ),
        *("xxx", "Belum Terisi", "belum ada", "Tidak ada", "Dalam Proses", "proses rekrutmen", "tdk ada PSM"),
    ],
)
def test_post_that_is_vacant_is_nobody(name):
    rows = [["No", "Nama PSM", "Desa", "No HP"], [1, "Budi", "Bulang", "0812"], [2, name, "Pesisir", "-"]]

    assert (is_vacant(name), people(rows)) == (True, [(2, "Budi")])


@pytest.mark.parametrize("name", ["Kosasih", "Adam", "Tidar", "Nihaya", "Xaverius", "Ada", "Belum Priyono"])
def test_name_that_resembles_a_vacancy_is_a_name(name):
    assert not is_vacant(name)


def test_hints_for_filling_in_are_no_people():
    rows = [["PETUNJUK PENGISIAN"], ["1. Isi nama sesuai KTP"], ["2. NIK 16 digit"], ["3. Nama desa lengkap"]]

    assert people(rows) == []


@pytest.mark.parametrize(
    "title",
    [
        "DAFTAR PENERIMA TALI ASIH TKSK BULAN JANUARI 2024",
        "DAFTAR NOMINATIF TKSK TAHUN 2024",
        "TANDA TERIMA HONOR TKSK",
        "PENGURUS TKSK",
    ],
)
def test_title_of_those_who_are_paid_names_their_role(title):
    assert contexts([[title], ["No", "Nama"], [1, "Budi"]], titles_name_roles=True) == [{"role": "TKSK"}]


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("1. Siti Aminah\n2. Budi", True),
        ("1) Siti 2) Budi", True),
        ("1. Siti Aminah", False),
        ("Siti Aminah 2", False),
        ("12. Siti Aminah", False),
        ("1. Drs. Budi, M.Si", False),
    ],
)
def test_cell_that_lists_several_people(name, several):
    assert has_several_names(name) == several


def test_several_people_in_one_cell_are_not_taken_for_one():
    (found,) = run([["No", "Desa", "Nama PSM"], [1, "Kalirejo", "1. Siti Aminah\n2. Budi"]], kind="roster")

    assert (found["name"], found.decision.action, found.codes) == (None, "error", ["names_several"])


def told(found) -> list[tuple]:
    return [(one["name"], one["role"], one["district"], one["village"]) for one in found]


@pytest.mark.parametrize("counts", [("1", "2"), ("I", "II")])
def test_names_below_a_role_that_is_counted(counts):
    rows = [["DATA PSM"], ["No", "Kecamatan", "Desa", *(f"PSM {count}" for count in counts)]]
    rows += [[1, "Dringu", "Kalirejo", "Siti", "Budi"], [2, "Gending", "Pesisir", "Umi", None]]
    rows += [[3, "Gending", "Bulang", "-", None]]

    assert told(run(rows, kind="roster")) == [
        ("Siti", "PSM", DRINGU, KALIREJO),
        ("Budi", "PSM", DRINGU, KALIREJO),
        ("Umi", "PSM", GENDING, PESISIR),
    ]


def test_names_below_a_role_each_with_a_phone_behind_it():
    rows = [["Desa", "PSM 1", "No HP", "PSM 2", "No HP"]]
    rows += [["Kalirejo", "Siti", "081234500001", "Budi", "081234500002"]]

    found = run(rows, kind="roster")

    assert [(one["name"], one["phone"]) for one in found] == [
        ("Siti", "+6281234500001"),
        ("Budi", "+6281234500002"),
    ]


def test_names_below_a_role_alone():
    rows = [["NO", "KECAMATAN", "TKSK", "NO. HP"], [1, "DRINGU", "Siti", "081234500001"]]

    assert told(run(rows, kind="roster")) == [("Siti", "TKSK", DRINGU, None)]


@pytest.mark.parametrize("cells", [(14, 68), ("v", "v"), ("PSM", "TKSK"), ("ada", "kosong"), (None, None)])
def test_role_above_anything_but_names_heads_no_people(cells):
    assert people([["No", "Kecamatan", "TKSK", "PSM"], [1, "Dringu", *cells], [2, "Gending", *cells]]) == []


def test_officers_of_a_body_beside_each_other():
    rows = [["PENGURUS KARANG TARUNA"], ["NO", "DESA", "NAMA KARANG TARUNA", "KETUA", "SEKRETARIS", "NO SK"]]
    rows += [
        [1, "Kalirejo", "Karya Muda", "Siti", "Budi", "141/7/2023"],
        [2, "Pesisir", "Bina", "Umi", None, None],
    ]

    found = run(rows, kind="roster")

    assert told(found) == [
        ("Siti", "KARANG_TARUNA", DRINGU, KALIREJO),
        ("Budi", "KARANG_TARUNA", DRINGU, KALIREJO),
        ("Umi", "KARANG_TARUNA", GENDING, PESISIR),
    ]
    assert [(one["institution"], one["decree_number"]) for one in found] == [
        ("Karya Muda", "141/7/2023"),
        ("Karya Muda", "141/7/2023"),
        ("Bina", None),
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("Instansi/Desa", "Kalirejo", "village"),
        ("Asal Instansi / Desa", "Ds. Kalirejo", "village"),
        ("Instansi/Kecamatan", "Kec. Dringu", "district"),
        ("Instansi/Desa", "Gending", "district"),
        ("Instansi/Desa", "Dinas Sosial", "institution"),
    ],
)
def test_heading_of_bodies_or_regions_is_what_stands_below_it(heading, cell, field):
    sheet = only_sheet([["No", "Nama", heading], [1, "Budi", cell]], region_level=REGIONS.level_of)

    assert (sheet.mapping["C"], sheet.unsure) == (field, {})


def test_heading_with_bodies_and_regions_below_it_is_asked_about():
    rows = [["No", "Nama", "Instansi/Desa"], [1, "Budi", "Dinas Sosial"], [2, "Siti", "Kalirejo"]]

    sheet = only_sheet(rows, region_level=REGIONS.level_of)

    assert ("C" in sheet.mapping, sheet.unsure) == (False, {"C": "institution"})


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("data_psm/nama_lengkap", "name"),
        ("kontak/no_hp", "phone"),
        ("wilayah_tugas/desa_kelurahan", "village"),
        ("tempat_lahir/tgl_lahir", "birth"),
        ("NMKEC", "district"),
        ("Hadir sebagai", "role"),
        ("NMDESA", "village"),
        ("Tgl. Masuk", "service_start"),
        ("TTL/Umur", "birth"),
        ("Jam Masuk", "attendance"),
    ],
)
def test_headings_of_programs_and_forms(heading, field):
    assert classify((heading,)).field == field


@pytest.mark.parametrize(
    ("cell", "name", "place"),
    [
        ("Siti Aminah (Ds. Kalirejo)", "Siti Aminah", "Ds. Kalirejo"),
        ("Siti Aminah\nDesa Ngepoh RT 01", "Siti Aminah", "Desa Ngepoh RT 01"),
        ("Budi - Kec. Dringu", "Budi", "Kec. Dringu"),
        ("Budi, Jl. Mawar 5", "Budi", "Jl. Mawar 5"),
        ("Siti Aminah (PSM)", "Siti Aminah", ""),
        ("Siti Aminah\nTKSK", "Siti Aminah", ""),
        ("Siti *)", "Siti", ""),
        ("Siti**", "Siti", ""),
        ("Siti 1)", "Siti", ""),
        ("Siti (Ketua)", "Siti (Ketua)", ""),
        ("Ahmad Kelana, S.Kes", "Ahmad Kelana, S.Kes", ""),
        ("Desa Ayu", "Desa Ayu", ""),
        ("Desi Jalaludin", "Desi Jalaludin", ""),
        ("Kecamatan Dringu Desa Kalirejo", "Kecamatan Dringu Desa Kalirejo", ""),
    ],
)
def test_what_stands_behind_a_name_is_no_part_of_it(cell, name, place):
    assert (name_of(cell), place_behind(cell)) == (name, place)


def test_place_behind_the_name_is_believed_where_no_column_tells_one():
    behind = "Siti (Ds. Kalirejo)"

    alone, beside = run([["No", "Nama"], [1, behind]]), run([["Nama", "Desa"], [behind, "Pesisir"]])

    assert [told(found)[0][2:] for found in (alone, beside)] == [(DRINGU, KALIREJO), (GENDING, PESISIR)]


def test_list_of_things_is_no_list_of_people():
    assert people([["No", "Nama Barang", "Jumlah", "Kondisi"], [1, "Kursi", 10, "Baik"]]) == []


def test_address_with_village_and_district_is_both_where_no_column_tells_a_place():
    address = "Dsn Krajan RT 01 RW 02 Ds. Kalirejo Kec. Dringu"

    (alone,) = run([["DATA PSM"], ["No", "Nama", "Alamat"], [1, "Siti", address]], kind="roster")
    (beside,) = run([["No", "Nama", "Alamat", "Kecamatan"], [1, "Siti", address, "Gending"]])

    assert (alone.place, alone["address"]) == ((DRINGU, KALIREJO), address)
    assert (beside.place, beside["address"]) == ((GENDING, None), address)


def test_address_without_a_village_tells_no_place():
    (found,) = run([["No", "Nama", "Alamat"], [1, "Siti", "Jl. Mawar 5 Kec. Dringu"]])

    assert (found.place, found["address"]) == ((None, None), "Jl. Mawar 5 Kec. Dringu")


def test_headings_that_end_in_the_star_of_what_is_required():
    rows = [["No.*", "Nama Lengkap :*", "NIK *", "Desa/Kel*"], [1, "Siti", "3513194405800001", "Kalirejo"]]

    assert list(only_sheet(rows).mapping.values()) == ["number", "name", "nik", "village"]


def test_role_behind_the_name_is_believed_where_no_column_tells_one():
    (alone,) = run(
        [["DATA PSM"], ["No", "Nama/Jabatan", "Desa"], [1, "Siti\nTKSK", "Pesisir"]], kind="roster"
    )
    (beside,) = run([["No", "Nama", "Jabatan"], [1, "Siti (PSM)", "TKSK"]])

    assert [(one["name"], one["role"]) for one in (alone, beside)] == [("Siti", "TKSK"), ("Siti", "TKSK")]
