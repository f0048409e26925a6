"""Which lines of a sheet are people: one test for each kind of mess that offices make."""

import datetime

import pytest

from registry.imports.reader import Workbook
from registry.imports.tables import parse
from tests.registry.imports.grids import grid_of, only_sheet, parse_rows, people

HEADER = ["No", "Nama", "Kecamatan", "Desa"]
BUDI = [1, "Budi Santoso", "Dringu", "Kalirejo"]
SITI = [2, "Siti Aminah", "Gending", "Bulang"]
BOTH = [(2, "Budi Santoso"), (3, "Siti Aminah")]


def contexts(rows, **how):
    return [row.context for sheet in parse_rows(rows, **how) for row in sheet.rows]


def cells(rows, field, **how):
    return [row.cells.get(field) for sheet in parse_rows(rows, **how) for row in sheet.rows]


def marks(rows, **how):
    return [row.marks for sheet in parse_rows(rows, **how) for row in sheet.rows]


# Where the table begins


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


# Headers of several rows and columns


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
        {"role_hint": "TKSK"},
    )
    assert (siti.cells["district"], siti.cells["phone"], siti.context) == (
        "Dringu",
        "0812",
        {"role_hint": "PSM"},
    )


# Lines that are nobody


@pytest.mark.parametrize(
    "line",
    [
        ["JUMLAH", None, None, 2],
        [None, "JUMLAH", 2],
        [None, "JUMLAH 7"],
        ["TOTAL PESERTA", None, 2],
        [None, "Sub Total", 14],
        [None, "JML", 3],
        ["Jumlah : 2 orang"],
        [None, "Grand Total"],
        [None, "Jumlah dipindahkan"],
        [None, "Pindahan"],
        ["Halaman 2 dari 5"],
        ["Hal. 2"],
        [None, None, None, "- 2 -"],
        ["Dicetak pada 9 Desember 2019"],
        [3],
        [3, None, "Dringu"],
        [None, None, "Dringu"],
        ["Catatan: peserta membawa KTP"],
        [None, "*) coret yang tidak perlu"],
        [None, "Keterangan :"],
        ["col_no", "col_name", "col_district", "col_village"],
        ["{no}", "{nama}", "{kecamatan}", "{desa}"],
        [None, "KECAMATAN GENDING"],
        ["B.", "PSM"],
        ["II", "KECAMATAN GENDING"],
        ["1", "KECAMATAN GENDING"],
        ["A", "TENAGA KESEJAHTERAAN SOSIAL KECAMATAN (TKSK)"],
        [None, "KECAMATAN GENDING", None, 11],
        [2, "KEC. GENDING", 11],
        ["JUMLAH", "2 orang", "1 TKSK", "1 PSM"],
        ["a", "b", "c", "d"],
        [2, "dst."],
    ],
)
def test_line_is_nobody(line):
    rows = [HEADER, BUDI, line, SITI]

    assert people(rows) == [(2, "Budi Santoso"), (4, "Siti Aminah")]


SIGNERS = [
    [],
    [None, "Mengetahui,", None, "Kraksaan, 9 Desember 2019"],
    [None, "Kepala Dinas Sosial", None, "Ketua Panitia"],
    [],
    [None, "Drs. H. Contoh Pejabat, M.Si", None, "Contoh Ketua, S.Sos"],
    [None, "Pembina Utama Muda", None, "Penata Tk. I"],
    [None, "NIP. 19680512 199403 1 004", None, "NIP. 19700101 199503 1 002"],
]


@pytest.mark.parametrize(
    "lines",
    [
        SIGNERS,
        SIGNERS[1:],
        [
            [],
            [None, None, None, "Probolinggo, ........ 2019"],
            [None, None, None, "Camat Dringu"],
            [None, None, None, "BUDI"],
        ],
        [[], [None, "Mengetahui"], [None, "CAMAT DRINGU"], [None, "CONTOH CAMAT"]],
        [
            [],
            [None, "a.n. Bupati Probolinggo"],
            [None, "Sekretaris Daerah"],
            [None, "CONTOH"],
            [None, "NIP 196805121994031004"],
        ],
        [[], ["Tembusan:"], ["1.", "Bupati Probolinggo"], ["2.", "Inspektur"]],
        [[], ["Keterangan:"], [None, "H = Hadir"], [None, "I = Izin"]],
        [[], [None, "Contoh Penanda Tangan"]],
    ],
)
def test_signatures_and_notes_below_are_nobody(lines):
    assert people([HEADER, BUDI, SITI, *lines]) == BOTH


@pytest.mark.parametrize("lines", [SIGNERS, SIGNERS[1:]])
def test_signatures_below_a_table_without_numbers(lines):
    rows = [[None, "Nama", "Kecamatan", "Desa"], [None, *BUDI[1:]], [None, *SITI[1:]], *lines]

    assert people(rows) == BOTH


@pytest.mark.parametrize(
    "lines",
    [
        [["No", "Kecamatan", "Jumlah"], [1, "Dringu", 11], [2, "Gending", 11]],
        [["Unsur", "Jumlah"], ["TKSK", 14], [1, "PSM", 68]],
        [[None, "Laki-laki", 10], [None, "Perempuan", 12]],
        [[1, "TKSK", 14], [2, "PSM", 68]],
    ],
)
def test_recap_below_the_table_is_nobody(lines):
    assert people([HEADER, BUDI, SITI, [], *lines]) == BOTH


def test_unknown_words_of_a_signature_are_nobody():
    lines = [[], [None, "Pimpinan rapat", None, "Pencatat"], [], [None, "Contoh A", None, "Contoh B"]]

    assert people([HEADER, BUDI, SITI, *lines]) == BOTH


def test_next_table_after_signatures():
    rows = [HEADER, BUDI, *SIGNERS, HEADER, SITI]

    assert people(rows) == [(2, "Budi Santoso"), (11, "Siti Aminah")]


def test_numbering_goes_on_after_a_signature():
    rows = [HEADER, BUDI, [None, None, None, "Kraksaan, 9 Desember 2019"], SITI]

    assert people(rows) == [(2, "Budi Santoso"), (4, "Siti Aminah")]


def test_person_with_an_office_is_a_person():
    rows = [["No", "Nama", "Jabatan"], [1, "Budi", "Kepala Dinas Sosial"], [2, "Siti", "Camat Dringu"]]

    assert people(rows) == [(2, "Budi"), (3, "Siti")]


@pytest.mark.parametrize("numbers", [["a.", "b."], ["1-1", "1-2"], ["PSM 01", "PSM 02"]])
def test_people_counted_in_another_way(numbers):
    assert people([HEADER, [numbers[0], *BUDI[1:]], [numbers[1], *SITI[1:]]]) == BOTH


def test_people_under_an_empty_number_column():
    rows = [HEADER, [None, "Budi Santoso", "Dringu"], [], [None, "Siti Aminah", "Gending"]]

    assert people(rows) == [(2, "Budi Santoso"), (4, "Siti Aminah")]


def test_numbers_written_before_the_names():
    assert people([["Nama", "Desa"], ["1. Budi Santoso", "Kalirejo"], ["2) Siti Aminah", "Bulang"]]) == BOTH


def test_person_with_the_name_of_a_region():
    rows = [["No", "Nama", "Hadir"], [1, "Marisa", None], [2, "Siti", "v"]]

    assert people(rows, region_level={"Marisa": "district"}.get) == [(2, "Marisa"), (3, "Siti")]


def test_title_that_begins_with_nama_is_no_header():
    rows = [["Nama Acara : Bimtek PSM"], ["Nama Kelompok", ": Mawar"], ["NAMA-NAMA PESERTA"], HEADER, BUDI]

    assert people(rows) == [(5, "Budi Santoso")]


def test_person_without_a_number_is_a_person():
    assert people([HEADER, BUDI, [None, *SITI[1:]]]) == BOTH


def test_numbered_line_without_a_name_is_a_person_when_the_rest_is_there():
    rows = [
        ["No", "Nama", "Kecamatan", "Jabatan", "Hadir"],
        [1, None, "Dringu", "PSM", "✓"],
        [2, "Siti", "Dringu", "PSM", "✓"],
    ]

    assert people(rows) == [(2, None), (3, "Siti")]


def test_prefilled_lines_at_the_end_are_nobody():
    rows = [["No", "Nama", "Kecamatan", "Jabatan", "Hadir"], [1, "Budi", "Dringu", "PSM", "✓"]]
    rows += [[number, None, "Dringu", "PSM", None] for number in (2, 3, 4)]

    assert people(rows) == [(2, "Budi")]


def test_second_line_of_a_person_merged_over_two_is_nobody():
    rows = [["No", "Nama", "HP"], [1, "Budi", "0811"], [None, None, "0812"], [2, "Siti", "0813"]]

    assert people(rows, merges=((2, 0, 3, 0), (2, 1, 3, 1))) == [(2, "Budi"), (4, "Siti")]


def test_hidden_people_are_reported():
    sheet = only_sheet([HEADER, BUDI, SITI], hidden=(3,))

    assert [row.hidden for row in sheet.rows] == [False, True]


def test_blank_separator_lines_change_nothing():
    assert people([HEADER, [], BUDI, [], [], SITI]) == [(3, "Budi Santoso"), (6, "Siti Aminah")]


# What the lines above say of a row


@pytest.mark.parametrize(
    ("line", "context"),
    [
        (["Kecamatan : Dringu"], {"district": "Kecamatan Dringu"}),
        (["Kecamatan", None, ": Dringu"], {"district": "Kecamatan Dringu"}),
        (["DAFTAR HADIR PSM KECAMATAN DRINGU"], {"district": "KECAMATAN DRINGU", "role_hint": "PSM"}),
        (["KABUPATEN LUMAJANG"], {"regency": "KABUPATEN LUMAJANG"}),
        (
            ["DATA TKSK KABUPATEN PROBOLINGGO TAHUN 2022"],
            {"regency": "KABUPATEN PROBOLINGGO", "role_hint": "TKSK"},
        ),
        (["Desa : Kalirejo"], {"village": "Desa Kalirejo"}),
        (["Tempat : Pendopo Kecamatan Kraksaan"], {}),
        (["Aula Kecamatan Kraksaan, 9 Desember 2019"], {}),
        (["Tapadaa Beach, Kabupaten Boalemo, 12 Juni 2024"], {}),
        (["BIMBINGAN TEKNIS TKSK DAN PSM"], {}),
        (["DAFTAR HADIR BIMTEK PSM"], {}),
        (["RAPAT KOORDINASI PSM KELURAHAN"], {}),
        (["TENAGA KESEJAHTERAAN SOSIAL KECAMATAN"], {}),
    ],
)
def test_title_as_context(line, context):
    rows = [line, [], ["No", "Nama"], [1, "Budi"]]

    assert contexts(rows) == [context]


def test_section_rows_of_kecamatan():
    rows = [["No", "Nama"], ["KECAMATAN DRINGU"], [1, "Budi"], ["KEC. GENDING"], [1, "Siti"]]

    assert contexts(rows) == [{"district": "KECAMATAN DRINGU"}, {"district": "KEC GENDING"}]


@pytest.mark.parametrize(
    "line",
    [
        ["A. TKSK"],
        ["A.", "TKSK"],
        ["TKSK"],
        ["I", "UNSUR TKSK"],
        ["A. TENAGA KESEJAHTERAAN SOSIAL KECAMATAN (TKSK) : 14 ORANG"],
    ],
)
def test_section_row_of_a_role(line):
    rows = [["No", "Nama"], line, [1, "Budi"]]

    assert contexts(rows) == [{"role": "TKSK"}]


def test_inner_sections_end_with_the_outer():
    rows = [
        ["No", "Nama"],
        ["I. KECAMATAN DRINGU"], ["A. TKSK"], [1, "Budi"], ["B. PSM"], [1, "Siti"],
        ["II. KECAMATAN GENDING"], [1, "Tono"], ["A. TKSK"], [1, "Wati"],
    ]  # fmt: skip

    assert contexts(rows) == [
        {"district": "KECAMATAN DRINGU", "role": "TKSK"},
        {"district": "KECAMATAN DRINGU", "role": "PSM"},
        {"district": "KECAMATAN GENDING"},
        {"district": "KECAMATAN GENDING", "role": "TKSK"},
    ]


def test_kecamatan_sections_inside_roles():
    rows = [
        ["No", "Nama"],
        ["A. TKSK"],
        ["KEC. DRINGU"],
        [1, "Budi"],
        ["B. PSM"],
        ["KEC. GENDING"],
        [1, "Siti"],
    ]

    assert contexts(rows) == [
        {"role": "TKSK", "district": "KEC DRINGU"},
        {"role": "PSM", "district": "KEC GENDING"},
    ]


def test_section_row_without_its_word_is_known_by_the_regions():
    rows = [["No", "Nama", "Desa"], ["DRINGU"], [1, "Budi", "Kalirejo"]]

    assert contexts(rows, region_level={"DRINGU": "district"}.get) == [{"district": "DRINGU"}]


def test_section_row_of_a_role_known_only_to_the_caller():
    rows = [["No", "Nama", "Desa"], ["PENGGERAK SWADAYA"], [1, "Budi", "Kalirejo"]]

    assert contexts(rows, is_role={"PENGGERAK SWADAYA"}.__contains__) == [{"role": "PENGGERAK SWADAYA"}]


def test_roles_inside_pages_of_kecamatan():
    header = ["No", "Nama"]
    rows = [["Kecamatan : Dringu"], header, ["A. TKSK"], [1, "Budi"], ["B. PSM"], [1, "Siti"]]
    rows += [["Kecamatan : Gending"], header, ["A. TKSK"], [1, "Tono"], ["B. PSM"], [1, "Wati"]]

    assert contexts(rows) == [
        {"district": "Kecamatan Dringu", "role": "TKSK"},
        {"district": "Kecamatan Dringu", "role": "PSM"},
        {"district": "Kecamatan Gending", "role": "TKSK"},
        {"district": "Kecamatan Gending", "role": "PSM"},
    ]


def test_villages_inside_kecamatan():
    rows = [["No", "Nama"], ["DESA KALIREJO"], [1, "Budi"], ["KEC. GENDING"], ["DESA BULANG"], [1, "Siti"]]
    rows += [["DESA RANDU"], [1, "Tono"]]

    assert contexts(rows) == [
        {"village": "DESA KALIREJO"},
        {"district": "KEC GENDING", "village": "DESA BULANG"},
        {"district": "KEC GENDING", "village": "DESA RANDU"},
    ]


def test_new_page_for_another_kecamatan():
    rows = [
        ["Kecamatan : Dringu"],
        ["No", "Nama"],
        [1, "Budi"],
        [],
        ["Kecamatan : Gending"],
        ["No", "Nama"],
        [1, "Siti"],
    ]

    assert contexts(rows) == [{"district": "Kecamatan Dringu"}, {"district": "Kecamatan Gending"}]


# Sheets


def test_one_sheet_per_kecamatan():
    grids = [
        grid_of([["No", "Nama"], [1, name]], name=place)
        for place, name in (("DRINGU", "Budi"), ("Gending", "Siti"))
    ]

    found = parse(Workbook(grids))

    assert [row.context for sheet in found for row in sheet.rows] == [
        {"district": "DRINGU"},
        {"district": "Gending"},
    ]


@pytest.mark.parametrize("name", ["Sheet1", "Lembar1", "Peserta", "Daftar Hadir", "Hari 1", "Data 2019", ""])
def test_sheet_names_that_say_nothing(name):
    grids = [
        grid_of([["No", "Nama"], [1, "Budi"]], name=name),
        grid_of([["No", "Nama"], [1, "Siti"]], name="Sheet2"),
    ]

    assert parse(Workbook(grids))[0].rows[0].context == {}


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("Kec. Dringu", {"district": "Kec Dringu"}),
        ("01_Kec. Dringu", {"district": "Kec Dringu"}),
        ("TKSK", {"role": "TKSK"}),
    ],
)
def test_sheet_names_that_say_something(name, context):
    assert contexts([["No", "Nama"], [1, "Budi"]], name=name) == [context]


def test_title_wins_over_the_sheet_name():
    rows = [["Kecamatan : Gending"], ["No", "Nama"], [1, "Budi"]]

    assert contexts(rows, name="Kec. Dringu") == [{"district": "Kecamatan Gending"}]


@pytest.mark.parametrize(
    "rows",
    [
        [["No", "Kecamatan", "Jumlah"], [1, "Dringu", 11], [2, "Gending", 11], [None, "JUMLAH", 22]],
        [["No", "Nama Kecamatan", "TKSK", "PSM"], [1, "Dringu", 1, 9]],
        [["No", "Nama", "Jumlah"], [1, "Dringu", 11], [2, "Gending", 11]],
        [["No", "Nama", "L", "P"], [1, "Dringu", 5, 6], [2, "Gending", 4, 7]],
    ],
)
def test_recap_sheets_are_left_out(rows):
    assert parse_rows(rows, name="REKAP") == []


def test_combined_sheet_is_noticed():
    first = grid_of([HEADER, BUDI], name="Dringu")
    second = grid_of([HEADER, SITI], name="Gending")
    everyone = grid_of([HEADER, BUDI, SITI], name="GABUNGAN")

    assert [sheet.combined for sheet in parse(Workbook([first, second, everyone]))] == [False, False, True]


def test_hidden_sheet_is_reported():
    grid = grid_of([HEADER, BUDI])
    grid.hidden = True

    assert parse(Workbook([grid]))[0].hidden


# Cells that stand for others


def test_merged_kecamatan_fills_its_rows_only():
    rows = [HEADER, BUDI, [2, "Siti Aminah", None, "Bulang"], [3, "Tono", None, "Randu"]]

    assert cells(rows, "district", merges=((2, 2, 3, 2),)) == ["Dringu", "Dringu", None]


@pytest.mark.parametrize("ditto", ['"', "''", "sda", "s.d.a", "S.D.A.", "idem", '-"-', "”", "〃", "Sda"])
def test_ditto_marks_repeat_the_cell_above(ditto):
    rows = [HEADER, BUDI, [2, "Siti Aminah", ditto, "Bulang"], [3, "Tono", ditto, ditto]]

    assert cells(rows, "district") == ["Dringu", "Dringu", "Dringu"]
    assert cells(rows, "village") == ["Kalirejo", "Bulang", "Bulang"]


def test_blank_below_is_blank():
    assert cells([HEADER, BUDI, [2, "Siti Aminah", None, "Bulang"]], "district") == ["Dringu", None]


def test_ditto_goes_on_after_a_repeated_header():
    rows = [HEADER, BUDI, HEADER, [2, "Siti Aminah", '"', "Bulang"]]

    assert cells(rows, "district") == ["Dringu", "Dringu"]


def test_dash_is_not_a_ditto_mark():
    assert cells([HEADER, BUDI, [2, "Siti Aminah", "-", "-"]], "village") == ["Kalirejo", "-"]


def test_values_are_handed_on_as_read():
    rows = [
        ["No", "Nama", "NIK", "HP", "Tgl Lahir"],
        [1, " Budi ", 3513000000000001.0, 81234.0, datetime.date(1980, 5, 12)],
    ]

    assert only_sheet(rows).rows[0].cells == {
        "number": 1, "name": " Budi ", "nik": 3513000000000001.0, "phone": 81234.0,
        "birth_date": datetime.date(1980, 5, 12),
    }  # fmt: skip


def test_error_cells_are_handed_on():
    rows = [["No", "Nama", "HP"], ["#REF!", "Budi", "#N/A"]]

    assert cells(rows, "phone") == ["#N/A"]


# Attendance


@pytest.mark.parametrize(
    ("headings", "numbers"),
    [
        (["Tanda Tangan"], [1]),
        (["Hari 1", "Hari 2"], [1, 2]),
        (["Hari ke-2", "Hari ke-1"], [2, 1]),
        (["H1", "H2", "H3"], [1, 2, 3]),
        (["Hari I", "Hari II"], [1, 2]),
        (["Hari Pertama", "Hari Kedua"], [1, 2]),
        (["9 Des 2019", "10 Des 2019"], [1, 2]),
        (["Senin, 9/12", "Selasa, 10/12"], [1, 2]),
        (["Selasa, 10/12", "Senin, 9/12"], [2, 1]),
        (["30 Nopember 2019", "1 Desember 2019"], [1, 2]),
        ([datetime.date(2019, 12, 9), datetime.datetime(2019, 12, 10)], [1, 2]),
        (["TTD Hari ke-1", "TTD Hari ke-2"], [1, 2]),
        (["Paraf 1", "Paraf 2"], [1, 2]),
        (["Paraf Pagi", "Paraf Siang"], [1, 2]),
        (["Senin", "Selasa"], [1, 2]),
        (["Sesi I", "Sesi II"], [1, 2]),
        (["Hari 2"], [2]),
    ],
)
def test_sessions_of_the_attendance_columns(headings, numbers):
    sheet = only_sheet([["No", "Nama", *headings], [1, "Budi", *["v"] * len(headings)]])

    letters = "CDEFG"[: len(headings)]
    assert {letter: sheet.mapping[letter] for letter in letters} == {
        letter: f"attendance:{number}" for letter, number in zip(letters, numbers, strict=True)
    }


def test_dated_heading_finds_its_day_of_the_event():
    rows = [["No", "Nama", "10 Des"], [1, "Budi", "v"]]

    assert marks(rows, days=[datetime.date(2019, 12, 9), datetime.date(2019, 12, 10)]) == [{2: "v"}]


def test_words_and_signature_of_one_day_are_one_session():
    rows = [
        ["No", "Nama", "Tanda Tangan", "Kehadiran"],
        [1, "Budi", "ttd", "Hadir"],
        [2, "Siti", "ttd", None],
    ]

    assert marks(rows) == [{1: "Hadir"}, {1: "ttd"}]


def test_ticks_under_words_become_the_word():
    rows = [
        ["No", "Nama", "Kehadiran", None, None],
        [None, None, "Hadir", "Izin", "Sakit"],
        [1, "Budi", "v", None, None],
        [2, "Siti", None, None, "v"],
        [3, "Tono", None, None, None],
    ]

    assert marks(rows, merges=((1, 2, 1, 4),)) == [{1: "Hadir"}, {1: "Sakit"}, {1: None}]


def test_ticks_in_columns_of_words_side_by_side():
    rows = [["No", "Nama", "H", "S", "I", "A"], [1, "Budi", "v"], [2, "Siti", None, None, "v"]]

    assert marks(rows) == [{1: "H"}, {1: "I"}]


def test_ticks_under_words_of_two_days():
    rows = [
        ["No", "Nama", "9 Des", None, "10 Des", None],
        [None, None, "Hadir", "Izin", "Hadir", "Izin"],
        [1, "Budi", "v", None, None, "v"],
    ]

    assert marks(rows, merges=((1, 2, 1, 3), (1, 4, 1, 5))) == [{1: "Hadir", 2: "Izin"}]


def test_signatures_in_zigzag_over_an_unlabelled_column():
    rows = [
        ["No", "Nama", "Tanda Tangan"],
        [1, "Budi", "1. ttd"],
        [2, "Siti", None, "2. ttd"],
        [3, "Tono", "3."],
    ]

    assert marks(rows) == [{1: "ttd"}, {1: "ttd"}, {1: None}]


def test_ticks_under_l_and_p_become_the_sex():
    rows = [
        ["No", "Nama", "Jenis Kelamin", None],
        [None, None, "L", "P"],
        [1, "Budi", "v", None],
        [2, "Siti", None, "v"],
    ]

    assert cells(rows, "sex", merges=((1, 2, 1, 3),)) == ["L", "P"]


def test_note_column_full_of_presence_words_is_attendance():
    rows = [["No", "Nama", "Keterangan"], [1, "Budi", "Hadir"], [2, "Siti", "Izin"]]

    assert marks(rows) == [{1: "Hadir"}, {1: "Izin"}]


@pytest.mark.parametrize(
    "printed", [["1.", "2.", "3."], [1, 2, 3], ["1. ........", "2 ........", "3........"], ["1)", "2)", "3)"]]
)
def test_zigzag_numbers_are_no_signatures(printed):
    rows = [
        ["No", "Nama", "Tanda Tangan", None],
        [1, "Budi", printed[0], None],
        [2, "Siti", None, printed[1]],
        [3, "Tono", printed[2], None],
    ]

    assert marks(rows, merges=((1, 2, 1, 3),)) == [{1: None}, {1: None}, {1: None}]


def test_signature_beside_a_zigzag_number():
    rows = [["No", "Nama", "Tanda Tangan"], [1, "Budi", "1. ttd"], [2, "Siti", "2."], [3, "Tono", "3. hadir"]]

    assert marks(rows) == [{1: "ttd"}, {1: None}, {1: "hadir"}]


def test_ones_for_presence_are_kept():
    rows = [["No", "Nama", "Hadir"], [1, "Budi", 1.0], [2, "Siti", 1.0], [3, "Tono", 0.0]]

    assert marks(rows) == [{1: 1.0}, {1: 1.0}, {1: 0.0}]


@pytest.mark.parametrize(
    "lines",
    [
        [["H = hadir, I = izin"]],
        [["Keterangan : H = Hadir; I = Izin"]],
        [["H : Hadir"], ["I : Izin"]],
        [["Keterangan:"], [None, "H", "= Hadir"], [None, "I", "= Izin"]],
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_legend_above_or_below(lines, above):
    table = [["No", "Nama", "Hari 1"], [1, "Budi", "H"], [2, "Siti", "I"]]

    sheet = only_sheet([*lines, [], *table] if above else [*table, [], *lines])

    assert sheet.legend == {"h": "present", "i": "excused"}
    assert [row.cells["name"] for row in sheet.rows] == ["Budi", "Siti"]


def test_legend_beside_the_table():
    rows = [["No", "Nama", "Hari 1"], [1, "Budi", "H", None, "H = Hadir"], [2, "Siti", "I", None, "I = Izin"]]

    assert only_sheet(rows).legend == {"h": "present", "i": "excused"}


def test_legend_for_blanks():
    sheet = only_sheet(
        [["No", "Nama", "Hadir"], [1, "Budi", None], [], ["Keterangan: kolom kosong = tidak hadir"]]
    )

    assert sheet.legend == {"": "absent"}


def test_recap_columns_of_counts_are_not_attendance():
    rows = [["No", "Nama", "Hadir", None], [None, None, "L", "P"], [1, "Budi", 1, 0]]

    assert "attendance:1" not in only_sheet(rows, merges=((1, 2, 1, 3),)).mapping.values()
