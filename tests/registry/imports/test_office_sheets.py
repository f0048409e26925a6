"""Whole sheets as different offices make them, each with its truth."""

import pytest

from registry.imports.reading.columns import classify
from tests.registry.imports.engine import BESUK, DRINGU, GENDING, KALIREJO, KANDANG_JATI, NGEPOH, PESISIR, run
from tests.registry.imports.grids import contexts, people

FIELDS = ("name", "role", "district", "village")


def told(found, *fields: str) -> list[tuple]:
    """Of everyone found the fields asked for."""
    return [tuple(one[field] for field in fields or FIELDS) for one in found]


def test_list_by_name_and_address_under_titles_that_name_the_role_in_a_line_of_its_own():
    rows = [
        ["DATA BY NAME BY ADDRESS (BNBA)"],
        ["PEKERJA SOSIAL MASYARAKAT (PSM)"],
        ["KECAMATAN DRINGU TAHUN 2024"],
        [],
        ["NO", "N A M A", "TTL", "JNS KLMN", "ALMAT", "DESA", "NO. HP/WA"],
        [
            1,
            "SITI ROHMAH",
            "PROBOLINGGO,12-05-1980",
            "P",
            "DSN KRAJAN RT.002/RW.001",
            "KALIREJO",
            "081234567801 / 0857",
        ],
        [2, "SUPARDI", "Jember; 31 Jan '68", "L", "-", "KANDANGJATI", "0812-3456-7802\n0812-9999-0002"],
        [None, None, None, None, None, "Dringu, 4 Januari 2024"],
        [None, None, None, None, None, "Camat Dringu"],
    ]

    found = run(rows, kind="roster")

    assert told(found) == [("SITI ROHMAH", "PSM", DRINGU, KALIREJO), ("SUPARDI", "PSM", DRINGU, KANDANG_JATI)]
    assert told(found, "birth_place", "birth_date", "sex", "phone", "address") == [
        ("PROBOLINGGO", "1980-05-12", "female", "+6281234567801", "DSN KRAJAN RT.002/RW.001"),
        ("Jember", "1968-01-31", "male", "+6281234567802", None),
    ]


def test_people_numbered_anew_in_each_merged_village():
    rows = [
        ["DAFATR NAMA PSM PER DESA SE-KECAMATAN DRINGU"],
        ["No.", "Desa", "No.", "Nama", "L/P"],
        ["1", "Kalirejo", "1", "Bambang", "L"],
        [None, None, "2", "Lilik Handayani", "P"],
        ["2", "Ngepoh", "1", "Hosnan", "L"],
        ["3", "Kandang Jati", "-", "-", None],
        [None, "JUMLAH", None, 3],
    ]

    found = run(rows, kind="roster", merges=((3, 0, 4, 0), (3, 1, 4, 1)))

    assert told(found) == [
        ("Bambang", "PSM", DRINGU, KALIREJO),
        ("Lilik Handayani", "PSM", DRINGU, KALIREJO),
        ("Hosnan", "PSM", DRINGU, NGEPOH),
    ]


def test_annex_of_a_decree_that_lists_the_role_of_its_title():
    rows = [
        [None, None, "LAMPIRAN"],
        [None, None, "NOMOR : 460/0123/2023"],
        ["SUSUNAN TENAGA KESEJAHTERAAN SOSIAL KECAMATAN (TKSK)"],
        ["KABUPATEN PROBOLINGGO"],
        ["NO", "NAMA", "WILAYAH TUGAS"],
        ["1", "2", "3"],
        ["1.", "Wahyu Nugroho, S.Sos.", "Kec. Dringu"],
        ["2.", "Dwi Astuti, A.Md", "Kec. Gending"],
        [None, None, "BUPATI PROBOLINGGO,"],
        [None, None, "ttd."],
    ]

    assert told(run(rows, kind="roster")) == [
        ("Wahyu Nugroho, S.Sos.", "TKSK", DRINGU, None),
        ("Dwi Astuti, A.Md", "TKSK", GENDING, None),
    ]


def test_lists_of_several_pilar_below_each_other_with_headers_of_their_own():
    rows = [
        ["DATA PILAR SOSIAL KABUPATEN PROBOLINGGO 2024"],
        ["A. TKSK"],
        ["No", "Nama", "Kecamatan", "No HP"],
        [1, "Dewi Kartika", "Dringu", "081330000011"],
        ["B. PSM"],
        ["No", "Nm Lengkap", "L/P", "Desa", "Kecamatan", "Th. Angkat"],
        [1, "Fathor Rosi", "L", "Kalirejo", "Dringu", "Th. 2015"],
        ["C. KARANG TARUNA"],
        ["No", "Nama Ketua", "Alamat", "Desa", "Kec.", "Telp"],
        [1, "Hendra", "RT 1", "Pesisir", "Gending", "0335-841222"],
    ]

    found = run(rows, kind="roster")

    assert told(found) == [
        ("Dewi Kartika", "TKSK", DRINGU, None),
        ("Fathor Rosi", "PSM", DRINGU, KALIREJO),
        ("Hendra", "KARANG_TARUNA", GENDING, PESISIR),
    ]
    assert told(found, "service_start", "phone", "address") == [
        (None, "+6281330000011", None),
        ("2015", None, None),
        (None, "+62335841222", "RT 1"),
    ]


def test_bodies_with_their_heads_give_the_head_and_the_body_as_institution():
    rows = [
        ["DATA LEMBAGA KESEJAHTERAAN SOSIAL (LKS) TAHUN 2024"],
        ["NO", "NAMA LKS", "ALAMAT LKS", "NAMA KETUA", "NO. HP KETUA", "DESA", "KECAMATAN", "JUMLAH KLIEN"],
        [1, "LKSA Al Ikhlas", "Jl. Raya 5", "H. Ma'ruf", "081335000001", "Ngepoh", "Dringu", 35],
    ]

    (found,) = run(rows, kind="roster")

    assert told([found]) == [("H. Ma'ruf", "LKS", DRINGU, NGEPOH)]
    assert told([found], "institution", "phone", "address") == [("LKSA Al Ikhlas", "+6281335000001", None)]


def test_bodies_alone_are_what_the_list_is_about():
    rows = [["No", "Nama LKS", "Desa", "Kecamatan"], [1, "LKSA Al Ikhlas", "Ngepoh", "Dringu"]]

    assert told(run(rows, kind="roster"), "name", "institution") == [("LKSA Al Ikhlas", None)]


def test_header_with_an_unknown_name_column_below_another_is_no_person():
    rows = [
        ["No", "Nama", "Kecamatan"],
        [1, "Dewi Kartika", "Dringu"],
        ["No", "Nama Suster", "NIK", "Desa"],
        [1, "Hendra", "3513191203790002", "Pesisir"],
    ]

    assert people(rows) == [(2, "Dewi Kartika"), (4, "Hendra")]


def test_people_of_a_village_side_by_side_in_counted_columns():
    rows = [
        ["NO", "DESA", "NAMA PSM 1", "NAMA PSM 2", "NAMA PSM 3"],
        [1, "Kalirejo", "Abdi", "Bella", "Candra"],
        [2, "Kandangjati", "Dodik", "Endah", None],
    ]

    assert [(one["name"], one["village"]) for one in run(rows, kind="roster")] == [
        ("Abdi", KALIREJO),
        ("Bella", KALIREJO),
        ("Candra", KALIREJO),
        ("Dodik", KANDANG_JATI),
        ("Endah", KANDANG_JATI),
    ]


def test_answers_to_a_form_whose_questions_are_numbered():
    rows = [
        ["Timestamp", "1. Nama Lengkap", "2. NIK", "3. Kecamatan", "4. Desa", "5. Nomor HP", "6. Unsur"],
        ["2024/03/04 8:01", "Abdi", "3513191205800001", "DRINGU", "Kalirejo", "081234500001", "PSM"],
    ]

    found = run(rows, kind="roster")

    assert told(found) == [("Abdi", "PSM", DRINGU, KALIREJO)]
    assert told(found, "nik", "phone") == [("3513191205800001", "+6281234500001")]


def test_line_that_shows_how_to_fill_in_the_form_is_nobody():
    rows = [
        ["FORMAT PENDATAAN PSM"],
        ["NO", "NAMA", "NIK", "DESA"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["Contoh :", "Fulan", "3513000000000000", "Desa A"],
        [1, "Abdi", "3513191205800001", "Kalirejo"],
    ]

    assert told(run(rows, kind="roster"), "name", "role") == [("Abdi", "PSM")]


def test_one_heading_over_two_columns_with_another_between_them():
    rows = [
        ["Nama", "Tempat/Tgl Lahir", "Alamat", "Tempat/Tgl Lahir", "Desa"],
        [None, "Tempat", None, "Tanggal", None],
        ["Abdi", "Jember", "Jl. Mawar", "12-05-1980", "Kalirejo"],
    ]

    assert told(run(rows), "name", "birth_place", "birth_date") == [("Abdi", "Jember", "1980-05-12")]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Desa", "35.13.19.2003 Kalirejo"),
        ("Desa", "3513192003 - Ngepoh"),
        ("Desa", "KALIREJO (Dringu)"),
        ("Desa", "Kalirejo (35.13.19.2003)"),
        ("Desa", "Desa Kalirejo - Dringu"),
        ("Utusan", "Desa Kalirejo - Dringu"),
        ("Unsur dan Alamat", "PSM Ds. Kalirejo Kec. Dringu"),
        ("Asal", "Kalirejo Dringu"),
        ("Asal", "DRINGU KALIREJO"),
        ("Asal", "PSM Kalirejo Dringu"),
    ],
)
def test_village_beside_its_code_or_its_district(heading, cell):
    (found,) = run([["No", "Nama", heading], [1, "Siti", cell]])

    expected = (None, None) if cell == "3513192003 - Ngepoh" else (DRINGU, KALIREJO)
    assert found.place == expected
    assert ("region_unknown" in found.codes) == (expected == (None, None))


def test_village_with_its_district_in_brackets_beside_the_district():
    (found,) = run([["No", "Nama", "Desa", "Kecamatan"], [1, "Siti", "Ngepoh (Besuk)", "Besuk"]])

    assert found.place == (BESUK, f"{BESUK}.2001")


def test_position_within_a_body_leaves_the_role_of_the_list():
    rows = [
        ["DATA PSM KECAMATAN DRINGU"],
        ["NO", "NAMA", "JABATAN", "DESA"],
        [1, "Abdi", "Ketua", "Kalirejo"],
        [2, "Bella", "Wakil Ketua II", "Kalirejo"],
        [3, "Candra", "Guru", "Kalirejo"],
        [4, "Dodik", "TKSK", None],
    ]

    found = run(rows, kind="roster")

    assert [(one["role"], one.codes) for one in found] == [
        ("PSM", []),
        ("PSM", []),
        (None, ["role_unknown"]),
        ("TKSK", []),
    ]


def test_position_without_a_list_names_no_role():
    (found,) = run([["No", "Nama", "Jabatan"], [1, "Abdi", "Ketua"]], kind="roster")

    assert (found["role"], found.codes) == (None, ["role_unknown"])


def test_form_about_one_person_is_no_table():
    rows = [
        ["BIODATA PSM"],
        ["Nama", ":", "Abdi"],
        ["NIK", ":", "3513191205800001"],
        ["Desa", ":", "Kalirejo"],
    ]

    assert people(rows) == []


def test_parts_of_an_address_are_no_address():
    rows = [
        ["No", "Nama", "Alamat", None, None, None],
        [None, None, "RT/RW", "Dusun", "Desa", "Kecamatan"],
        [1, "Siti", "01/02", "Krajan", "Kalirejo", "Dringu"],
    ]
    merges = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 5))

    assert told(run(rows, merges=merges), "address", "village") == [(None, KALIREJO)]


@pytest.mark.parametrize("first", ["-", None, "--", "081336000001"])
def test_second_phone_stands_in_for_one_that_is_missing(first):
    rows = [["No", "Nama", "HP 1", "HP 2"], [1, "Siti", first, "081336000001"]]

    assert told(run(rows), "phone") == [("+6281336000001",)]


def test_titles_that_name_a_role_each_name_none():
    rows = [["PEKERJA SOSIAL MASYARAKAT"], ["DAFTAR TKSK"], ["DATA PSM"], ["No", "Nama"], [1, "Budi"]]

    assert contexts(rows, titles_name_roles=True) == [{}]


@pytest.mark.parametrize(
    "title", ["DAFTAR CALON TKSK", "BIMTEK PSM", "TKSK: Sri Wahyuni", "DATA PSM DAN TKSK", "KORDA TKSK"]
)
def test_title_about_more_than_a_role_names_none(title):
    assert contexts([[title], ["No", "Nama"], [1, "Budi"]], titles_name_roles=True) == [{}]


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("Th. 2015", "2015"),
        ("sejak 2012", "2012"),
        ("Tahun 2009", "2009"),
        (2018, "2018"),
        ("2015 s/d sekarang", "2015"),
        ("2015 - sekarang", "2015"),
        ("2015-2020", None),
        ("angkatan 2015", None),
        ("1850", None),
    ],
)
def test_year_in_which_service_began(written, year):
    rows = [["No", "Nama", "Mulai Tugas"], [1, "Siti", written]]

    assert told(run(rows), "service_start") == [(year,)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("NAMA ANGGOTA KARANG TARUNA", "name"),
        ("Nama Pendamping PKH", "name"),
        ("Nama Ketua KT", "name"),
        ("Nama Karang Taruna", "institution"),
        ("Nama Yayasan/Panti", "institution"),
        ("Nama Ahli Waris", "ignored"),
        ("No. HP 1", "phone"),
        ("Jbtn", "role"),
        ("Pddkn", "education"),
        ("Tanda Tgn", "attendance"),
        ("Tahun Rekrut", "service_start"),
        ("Menjadi TKSK Sejak", "service_start"),
        ("No. SK Camat", "decree_number"),
        ("SK LURAH", "decree_number"),
        ("NO HP PSM", "phone"),
        ("Almt (Dsn, RT/RW)", "address"),
        ("Kc.", "district"),
        ("12. Jenis Kelamin", "sex"),
        ("Tahun", "ignored"),
        ("Masa Bakti", ""),
    ],
)
def test_headings_of_offices(text, field):
    assert classify((text,)).field == field
