"""Faults that made-up sheets of the whole country brought to light (`python -m tests.trust sheets`)."""

import json

import pytest

from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.resolving import PlaceText
from registry.imports.reading.columns import classify
from registry.imports.review.failed import columns_of
from registry.imports.rows import RawRow, without_nuls
from registry.models import ImportBatch, ImportRow
from tests.registry.imports.grids import cells, contexts, marks, only_sheet, people
from tests.registry.imports.test_cells import clean_all

POSO = RegionIndex(
    [
        (1, "72.02", "regency", "Kabupaten Poso", (), None),
        (2, "72.02.21", "district", "Poso Kota Selatan", (), "72.02"),
        (3, "72.02.22", "district", "Pendopo", (), "72.02"),
        (4, "72.02.23", "district", "Poso", (), "72.02"),
        (5, "72.02.23.2001", "village", "Sidomukti", (), "72.02.23"),
        (6, "72.02.23.2002", "village", "Sama", (), "72.02.23"),
        (7, "72.02.24", "district", "Pergetteng Getteng Sengkut", (), "72.02"),
    ]
)


def test_section_whose_name_begins_like_an_enumeration():
    bayang = RegionIndex(
        [
            (1, "13.01", "regency", "Kabupaten Pesisir Selatan", (), None),
            (2, "13.01.12", "district", "IV Nagari Bayang Utara", (), "13.01"),
        ]
    )
    rows = [["No", "Nama"], ["IV NAGARI BAYANG UTARA"], [1, "Budi"], ["II. KECAMATAN BAYANG"], [2, "Siti"]]

    assert contexts(rows, region_level=bayang.level_of) == [
        {"district": "IV NAGARI BAYANG UTARA"},
        {"district": "KECAMATAN BAYANG"},
    ]


@pytest.mark.parametrize(("first", "second"), [("I", "II"), ("i", "ii")])
def test_i_beside_ii_is_the_first_day_and_not_izin(first, second):
    rows = [["No", "Nama", "Absensi", None], [None, None, first, second], [1, "Budi", "H", "S"]]

    assert marks(rows, merges=((1, 2, 1, 3),)) == [{1: "H", 2: "S"}]


def test_i_among_h_and_s_is_izin():
    rows = [["No", "Nama", "Absensi", None, None], [None, None, "H", "I", "S"], [1, "Budi", None, "v", None]]

    assert marks(rows, merges=((1, 2, 1, 4),)) == [{1: "I"}]


def test_misspelt_name_over_two_rows_is_found_on_every_page():
    header = [["No", "Nam Peserta", "Desa", "Paraf", None], [None, None, None, "1", "2"]]
    rows = [*header, [1, "Budi", "Bulang", "v", "v"], *header, [2, "Siti", "Bulang", "v", None]]

    assert people(rows) == [(3, "Budi"), (6, "Siti")]


def test_title_merged_over_a_two_row_header_is_no_heading():
    rows = [
        ["H = hadir, I = izin", None, None, None],
        ["Nama", "Tempat/Tgl Lahir", None, "Desa"],
        [None, "Tempat", "Tanggal", None],
        ["Budi", "Malang", "12-05-1980", "Bulang"],
    ]
    merges = ((1, 0, 1, 3), (2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 3, 3))

    mapping = only_sheet(rows, merges=merges).mapping

    assert mapping == {"A": "name", "B": "birth_place", "C": "birth_date", "D": "village"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nomr HP", "phone"),
        ("Whatspp", "phone"),
        ("Kecamaan Lokasi Tugas", "district"),
        ("Tanda Tngan", "attendance"),
        ("Unsr", "role"),
    ],
)
def test_a_slip_in_one_word_of_a_heading_is_put_right(text, field):
    assert classify((text,)).field == field


@pytest.mark.parametrize("text", ["Nilai", "Harga", "Kelas", "Surat", "Kode Barang"])
def test_another_word_is_no_slip(text):
    assert classify((text,)).field == ""


def test_ones_beside_numbers_that_begin_anew_are_presence():
    rows = [["No", "Nama", "Hadir"], [1, "Budi", 1], ["KEC. GENDING"], [1, "Siti", 1], [2, "Umi", None]]

    assert marks(rows) == [{1: 1}, {1: 1}, {1: None}]


@pytest.mark.parametrize("name", ["Poso Kota Selatan", "Kec. Poso Kota Selatan"])
def test_sheet_of_a_kecamatan_with_kota_in_its_name(name):
    rows = [["No", "Nama"], [1, "Budi"]]

    (context,) = contexts(rows, name=name, region_level=POSO.level_of)

    assert POSO.resolve(PlaceText(**context)).district == "72.02.21"


@pytest.mark.parametrize(
    "rows",
    [
        [["KECAMATAN POSO KOTA SELATAN"], ["No", "Nama"], [1, "Budi"]],
        [["No", "Nama"], ["KECAMATAN POSO KOTA SELATAN"], [1, "Budi"]],
    ],
)
def test_line_of_a_kecamatan_with_kota_in_its_name(rows):
    assert contexts(rows, region_level=POSO.level_of) == [{"district": "KECAMATAN POSO KOTA SELATAN"}]


def test_title_of_a_kecamatan_called_after_a_hall():
    rows = [["KECAMATAN PENDOPO"], ["Tempat : Pendopo Kecamatan Poso"], ["No", "Nama"], [1, "Budi"]]

    assert contexts(rows, region_level=POSO.level_of) == [{"district": "KECAMATAN PENDOPO"}]


def test_village_called_sama_is_no_ditto_mark():
    rows = [["No", "Nama", "Desa"], [1, "Budi", "Sidomukti"], [2, "Siti", "Sama"], [3, "Umi", "sda"]]

    assert cells(rows, "village", region_level=POSO.level_of) == ["Sidomukti", "Sama", "Sama"]


def test_kecamatan_called_as_its_regency_is_told_behind_the_village():
    place = POSO.resolve(PlaceText(loose="Sidomukti - Poso"))

    assert (place.district, place.village) == ("72.02.23", "72.02.23.2001")


@pytest.mark.parametrize("text", ["Kabupaten/Kota Kabupaten Poso", "Kabupaten Kabupaten Poso", "Kab. Poso"])
def test_regency_is_never_its_namesake_kecamatan(text):
    place = POSO.resolve(PlaceText(regency=text))

    assert (place.regency, place.district) == ("72.02", None)


def test_sheet_name_that_the_program_cut_short_is_completed():
    name = "KECAMATAN PERGETTENG GETTENG SENGKUT"[:31]
    row = RawRow(name, 2, {"name": "Budi"}, {"district": name})

    (cleaned,) = clean_all(row, regions=POSO)

    assert cleaned.values["district"] == "72.02.24"


def test_p_is_pria_on_every_sheet_of_a_file_that_has_w():
    rows = [
        RawRow("Dringu", 2, {"name": "Budi", "sex": "P"}),
        RawRow("Gending", 2, {"name": "Siti", "sex": "W"}),
    ]
    rows.append(RawRow("Gending", 3, {"name": "Joko", "sex": "P"}))

    assert [row.values["sex"] for row in clean_all(*rows)] == ["male", "female", "male"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [("a\0b", "ab"), ("\0\0", ""), (r"\u0000", r"\u0000"), ("\\\0", "\\"), ("\\\\\0x", "\\\\x")],
)
def test_nul_is_taken_out_of_json_and_a_typed_backslash_is_not(value, kept):
    assert json.loads(without_nuls(json.dumps([value]))) == [kept]


def test_wider_heading_repeated_over_each_of_its_columns():
    rows = [
        ["No", "Nama", "Paraf", "Paraf", "Desa"],
        [None, None, "1", "2", None],
        [1, "Budi", "v", None, "Bulang"],
    ]

    assert marks(rows) == [{1: "v", 2: None}]


def test_failed_formula_in_a_cell_of_two_fields_has_its_column_among_the_failed_rows():
    fault = {"field": "birth", "code": "formula_error", "level": "error", "message": ""}
    row = ImportRow(raw={"cells": {"name": "Budi", "birth": "#REF!"}}, issues=[fault], corrections={})

    assert list(columns_of(ImportBatch(sheets=[]), [row])) == ["name", "birth"]


def test_failed_formula_of_a_running_number_is_no_fault():
    (row,) = clean_all(RawRow("", 2, {"name": "Budi", "number": "#REF!"}))

    assert row.issues == []


def test_section_of_a_kecamatan_whose_name_holds_the_word_of_a_village():
    bayang = RegionIndex(
        [
            (1, "13.01", "regency", "Kabupaten Pesisir Selatan", (), None),
            (2, "13.01.12", "district", "IV Nagari Bayang Utara", (), "13.01"),
        ]
    )
    rows = [["No", "Nama"], ["Kecamatan IV Nagari Bayang Utara"], [1, "Budi"]]

    assert contexts(rows, region_level=bayang.level_of) == [{"district": "Kecamatan IV Nagari Bayang Utara"}]


def test_person_without_a_name_among_names_with_numbers_is_no_section():
    rows = [
        ["Nama", "L/P", "Jabatan", "Desa"],
        ["1. Siti Aminah", "P", "PSM", "Ds. Kalirejo"],
        [None, "P", "PSM", "Ds. Ngepoh"],
        ["3. Budi Santoso", "L", "TKSK", "-"],
    ]

    assert people(rows) == [(2, "Siti Aminah"), (3, None), (4, "Budi Santoso")]
    assert contexts(rows) == [{}, {}, {}]
