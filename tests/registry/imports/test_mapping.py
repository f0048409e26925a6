"""Columns beside each other: which of them carry which field, and what the user must choose."""

import pytest

from tests.registry.imports.grids import only_sheet


def mapping(header, *rows, **how):
    return only_sheet([["No", "Nama", *header], *([1, "Budi", *row] for row in rows)], **how)


def test_plain_regions_are_the_home_beside_explicit_duty_regions():
    header = [
        "Alamat",
        "Kabupaten / Kota",
        "Kecamatan",
        "Desa / Kelurahan",
        "Kab/Kota Lokasi Tugas",
        "Kecamatan Lokasi Tugas",
    ]

    sheet = mapping(header, ["Jl. Mawar", "Malang", "Klojen", "Kauman", "Probolinggo", "Dringu"])

    assert sheet.mapping == {
        "A": "number", "B": "name", "C": "address", "E": "home_district", "F": "home_village",
        "G": "regency", "H": "district",
    }  # fmt: skip
    assert sheet.ignored == ["D"]


def test_regions_under_alamat_are_the_duty_area_where_no_other_is_named():
    assert mapping(["Alamat Desa", "Alamat Kecamatan"], ["Kalirejo", "Dringu"]).mapping == {
        "A": "number", "B": "name", "C": "village", "D": "district",
    }  # fmt: skip


def test_duty_area_beside_a_village_is_the_kecamatan():
    assert mapping(["Wilayah Kerja", "Kel/Desa"], ["Gading", "Batur"]).mapping["C"] == "district"


def test_home_regions():
    sheet = mapping(["Desa Domisili", "Kecamatan Domisili", "Desa"], ["Bulang", "Gending", "Kalirejo"])

    assert sheet.mapping == {
        "A": "number", "B": "name", "C": "home_village", "D": "home_district", "E": "village",
    }  # fmt: skip


@pytest.mark.parametrize(
    "value", ["PSM Kel. Jati Kec. Mayangan", "TKSK Kecamatan Dringu", "PSM Desa Kalirejo"]
)
def test_role_and_place_in_one_cell_are_a_post(value):
    assert mapping(["Jabatan"], [value]).mapping["C"] == "post"


@pytest.mark.parametrize(
    "value", ["PSM Desa", "TKSK", "Kasi Kesra Kecamatan", "Tenaga Kesejahteraan Sosial Kecamatan"]
)
def test_role_that_only_ends_in_a_region_word_is_a_role(value):
    assert mapping(["Jabatan"], [value]).mapping["C"] == "role"


@pytest.mark.parametrize("header", ["Asal", "Alamat", "Asal Peserta"])
def test_origin_full_of_regions_is_a_place(header):
    assert mapping([header], ["Desa Kalirejo Kec. Dringu"], ["Kec. Gending"]).mapping["C"] == "place"


def test_institution_stays_one_where_it_is_a_kecamatan():
    assert mapping(["Instansi"], ["Kecamatan Dringu"]).mapping["C"] == "institution"


def test_phone_is_taken_from_the_mobile_and_else_from_the_other_column():
    sheet = mapping(["Telp Rumah", "No. HP"], ["0335421", "0812"], ["0335422", None])

    assert [row.cells["phone"] for row in sheet.rows] == ["0812", "0335422"]


def test_fuller_name_column_is_the_name():
    sheet = mapping(["Nama Lengkap", "Nama Panggilan"], ["Budi Santoso", "Budi"])

    assert (sheet.rows[0].cells["name"], sheet.mapping) == ("Budi Santoso", {"A": "number", "C": "name"})


def test_unsur_is_the_role_beside_jabatan():
    sheet = mapping(["Jabatan", "Unsur"], ["Ketua", "PSM"])

    assert sheet.mapping == {"A": "number", "B": "name", "D": "role"}


def test_two_columns_for_one_field_must_be_chosen():
    sheet = mapping(["NIK", "NIK"], ["3513000000000001", "3513000000000002"])

    assert sheet.conflicts == {"nik": ["C", "D"]}
    assert "nik" not in sheet.rows[0].cells


def test_two_columns_for_one_field_need_no_choice_when_one_is_empty():
    sheet = mapping(["NIK", "NIK"], [None, "3513000000000002"])

    assert (sheet.conflicts, sheet.rows[0].cells["nik"]) == ({}, "3513000000000002")


def test_two_columns_that_never_differ_need_no_choice():
    sheet = mapping(["NIK", "NIK"], ["3513000000000001", "3513000000000001"], [None, "3513000000000002"])

    assert [row.cells["nik"] for row in sheet.rows] == ["3513000000000001", "3513000000000002"]


def test_column_that_only_resembles_a_field_is_shown_and_not_read():
    sheet = mapping(["Kecmatn"], ["Dringu"])

    assert (sheet.unsure, sheet.rows[0].cells) == ({"C": "district"}, {"number": 1, "name": "Budi"})


def test_unknown_and_private_columns_are_ignored():
    assert mapping(["Agama", "Hobi Anak", "No. KK"], ["Islam", "Bola", "1"]).ignored == ["C", "D", "E"]


def test_user_may_correct_the_mapping():
    rows = [["No", "Nama", "Kode X", "Jabatan", "Ket"], [1, "Budi", "P-1", "Ketua", "v"]]
    signature = only_sheet(rows).signature
    chosen = {"C": "member_number", "D": "", "E": "attendance:2"}

    sheet = only_sheet(rows, overrides={signature: chosen})

    assert sheet.mapping == {"A": "number", "B": "name", "C": "member_number", "E": "attendance:2"}
    assert (sheet.rows[0].cells["member_number"], sheet.rows[0].marks) == ("P-1", {2: "v"})


def test_user_may_choose_between_two_columns():
    rows = [["No", "Nama", "NIK", "NIK"], [1, "Budi", "1", "2"]]

    sheet = only_sheet(rows, overrides={only_sheet(rows).signature: {"C": ""}})

    assert (sheet.conflicts, sheet.rows[0].cells["nik"]) == ({}, "2")


def test_signature_is_that_of_the_header_only():
    first = only_sheet([["DAFTAR HADIR"], ["No", "NAMA", "Desa"], [1, "Budi", "Kalirejo"]])
    second = only_sheet([["No", "Nama ", "DESA"], [7, "Siti", None]])
    third = only_sheet([["No", "Desa", "Nama"], [7, None, "Siti"]])

    assert first.signature == second.signature != third.signature


def test_day_month_and_year_of_birth_under_one_heading_are_parts_of_a_date():
    rows = [
        ["Nama", "Tanggal Lahir", None, None, "Desa"],
        [None, "Tgl", "Bln", "Thn", None],
        ["Budi", 12, "Mei", 1980, "Bulang"],
    ]

    sheet = only_sheet(rows, merges=((1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 2, 4)))

    assert sheet.mapping == {
        "A": "name",
        "B": "birth_day",
        "C": "birth_month",
        "D": "birth_year",
        "E": "village",
    }
    assert sheet.conflicts == {}
