"""Where a table begins, and headers of several rows and columns."""

import datetime

import pytest

from registry.imports.reading.reader import Workbook
from registry.imports.reading.tables import parse
from tests.registry.imports.grids import (
    BOTH,
    BUDI,
    HEADER,
    SITI,
    cells,
    grid_of,
    only_sheet,
    parse_rows,
    people,
)


def test_header_in_the_first_row():
    assert people([HEADER, BUDI, SITI]) == BOTH


def test_header_forty_rows_down():
    titles = [[f"Uraian kegiatan bagian {number}"] for number in range(39)]

    assert people([*titles, HEADER, BUDI]) == [(41, "Budi Santoso")]


def test_titles_above_the_header_are_no_people():
    rows = [["DAFTAR HADIR PESERTA"], ["Hari/Tanggal", None, ": Senin, 9 Desember 2019"], [], HEADER, BUDI]

    assert people(rows) == [(5, "Budi Santoso")]


def test_table_that_begins_in_column_c():
    rows = [[None, None, *HEADER], [None, None, *BUDI]]

    assert only_sheet(rows).mapping == {"C": "number", "D": "name", "E": "district", "F": "village"}


def test_sheet_without_a_table_is_left_out():
    assert parse_rows([["Jadwal kegiatan"], ["Pukul", "Acara"], ["08.00", "Registrasi"]]) == []


def test_empty_workbook_has_no_sheets():
    assert parse(Workbook([grid_of([])])) == []


def test_header_alone_has_no_people():
    assert parse_rows([HEADER]) == []


def test_list_of_names_alone():
    assert people([["Nama"], ["Budi Santoso"], ["Siti Aminah"]]) == BOTH


@pytest.mark.parametrize("numbers", [["1)", "2)"], ["1.", "2."], [1.0, 2.0], ["(1)", "(2)"], ["01", "02"]])
def test_running_numbers_in_many_forms(numbers):
    rows = [HEADER, [numbers[0], *BUDI[1:]], [numbers[1], *SITI[1:]]]

    assert people(rows) == BOTH


def test_two_row_header_joins_parent_and_child():
    rows = [
        ["No", "Nama", "Tempat/Tgl Lahir", None, "Tanda Tangan", None],
        [None, None, "Tempat", "Tanggal", "9 Des", "10 Des"],
        [1, "Budi Santoso", "Malang", "12-05-1980", "ttd", None],
    ]
    merges = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5))

    sheet = only_sheet(rows, merges=merges)

    assert sheet.mapping == {
        "A": "number", "B": "name", "C": "birth_place", "D": "birth_date",
        "E": "attendance:1", "F": "attendance:2",
    }  # fmt: skip
    assert sheet.rows[0].marks == {1: "ttd", 2: None}


def test_section_below_a_two_row_header_is_no_third_row():
    rows = [
        ["No", "Nama", "Kehadiran", None],
        [None, None, "Sesi 1", "Sesi 2"],
        ["KECAMATAN: DRINGU"],
        [1, "Budi Santoso", "v", "v"],
    ]
    merges = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3))

    sheet = only_sheet(rows, merges=merges)

    assert list(sheet.mapping.values()) == ["number", "name", "attendance:1", "attendance:2"]
    assert [row.context for row in sheet.rows] == [{"district": "KECAMATAN DRINGU"}]


def test_two_row_header_without_merges():
    rows = [
        ["No", "Nama", "Tanda Tangan", None, "Ket"],
        [None, None, "Hari 1", "Hari 2", None],
        [1, "Budi Santoso", "ttd", "ttd", None],
    ]

    assert only_sheet(rows).mapping == {
        "A": "number", "B": "name", "C": "attendance:1", "D": "attendance:2", "E": "note",
    }  # fmt: skip


def test_three_row_header():
    rows = [
        ["No", "Identitas", None, None, "Kehadiran", None, None, None],
        [None, "Nama", "Alamat", None, "9 Des", None, "10 Des", None],
        [None, None, "Desa", "Kec", "Pagi", "Siang", "Pagi", "Siang"],
        [1, "Budi Santoso", "Kalirejo", "Dringu", "v", None, None, "v"],
    ]
    merges = (
        (1, 0, 3, 0),
        (1, 1, 1, 3),
        (1, 4, 1, 7),
        (2, 1, 3, 1),
        (2, 2, 2, 3),
        (2, 4, 2, 5),
        (2, 6, 2, 7),
    )

    (row,) = only_sheet(rows, merges=merges).rows

    assert row.cells == {"number": 1, "name": "Budi Santoso", "village": "Kalirejo", "district": "Dringu"}
    assert row.marks == {1: "v", 2: None, 3: None, 4: "v"}


def test_wider_headings_above_without_merges():
    rows = [
        ["No", "Identitas", None, "Wilayah Tugas", None],
        [None, "Nama", "NIK", "Kecamatan", "Desa"],
        [1, "Budi Santoso", "3513000000000001", "Dringu", "Kalirejo"],
    ]

    assert only_sheet(rows).mapping == {
        "A": "number", "B": "name", "C": "nik", "D": "district", "E": "village",
    }  # fmt: skip


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_logical_columns_of_several_sheet_columns(columns):
    def spread(*values):
        return [cell for value in values for cell in [value, *[None] * (columns - 1)]]

    merges = tuple(
        (row, at, row, at + columns - 1) for row in (1, 2) for at in range(0, 4 * columns, columns)
    )

    sheet = only_sheet([spread(*HEADER), spread(*BUDI)], merges=merges)

    assert list(sheet.mapping.values()) == ["number", "name", "district", "village"]
    assert sheet.rows[0].cells == {
        "number": 1,
        "name": "Budi Santoso",
        "district": "Dringu",
        "village": "Kalirejo",
    }


def test_merged_heading_over_unmerged_place_and_date():
    rows = [["No", "Nama", "TTL", None, "HP"], [1, "Budi", "Malang", datetime.date(1980, 5, 12), "0812"]]

    sheet = only_sheet(rows, merges=((1, 2, 1, 3),))

    assert sheet.rows[0].cells["birth_place"] == "Malang"
    assert sheet.rows[0].cells["birth_date"] == datetime.date(1980, 5, 12)


def test_data_one_column_right_of_their_heading():
    rows = [["No", "Nama", None, "Desa"], [1, None, "Budi Santoso", "Kalirejo"]]

    assert people(rows) == [(2, "Budi Santoso")]


@pytest.mark.parametrize(
    "numbers", [["(1)", "(2)", "(3)", "(4)"], [1, 2, 3, 4], [1, None, 3, 4], ["1", "2", "3", "4"]]
)
def test_row_of_column_numbers_is_no_person(numbers):
    assert people([HEADER, numbers, BUDI]) == [(3, "Budi Santoso")]


def test_repeated_page_headers_are_no_people():
    rows = [HEADER, BUDI, [], HEADER, ["(1)", "(2)", "(3)", "(4)"], SITI]

    assert people(rows) == [(2, "Budi Santoso"), (6, "Siti Aminah")]
    assert len(parse_rows(rows)) == 1


def test_repeated_two_row_headers_are_no_people():
    two_rows = [["No", "Nama", "Tanda Tangan", None], [None, None, "Hari 1", "Hari 2"]]
    rows = [*two_rows, [1, "Budi", "v", "v"], *two_rows, [2, "Siti", "v", None]]

    assert people(rows) == [(3, "Budi"), (6, "Siti")]


def test_second_table_below_with_other_columns():
    rows = [
        ["No", "Nama", "Desa"],
        [1, "Budi", "Kalirejo"],
        [],
        ["No", "NIK", "Nama"],
        [1, "3513000000000001", "Siti"],
    ]

    first, second = parse_rows(rows)

    assert first.rows[0].cells == {"number": 1, "name": "Budi", "village": "Kalirejo"}
    assert second.rows[0].cells == {"number": 1, "nik": "3513000000000001", "name": "Siti"}


def test_tables_side_by_side():
    rows = [
        ["No", "Nama", "Desa", None, "No", "Nama", "Desa"],
        [1, "Budi", "Kalirejo", None, 2, "Siti", "Bulang"],
    ]

    assert people(rows) == [(2, "Budi"), (2, "Siti")]
    assert cells(rows, "village") == ["Kalirejo", "Bulang"]


def test_uneven_tables_side_by_side():
    rows = [
        ["No", "Nama", None, "No", "Nama"],
        [1, "Budi", None, 3, "Tono"],
        [2, "Siti", None, None, None],
    ]

    assert people(rows) == [(2, "Budi"), (2, "Tono"), (3, "Siti")]


def test_two_roles_beside_each_other_share_the_kecamatan():
    rows = [
        ["No", "Kecamatan", "Nama TKSK", "No HP", "Nama PSM", "No HP"],
        [1, "Dringu", "Budi", "0811", "Siti", "0812"],
    ]

    budi, siti = only_sheet(rows).rows

    assert (budi.cells["district"], budi.cells["phone"], budi.context) == (
        "Dringu",
        "0811",
        {"role": "TKSK"},
    )
    assert (siti.cells["district"], siti.cells["phone"], siti.context) == (
        "Dringu",
        "0812",
        {"role": "PSM"},
    )
