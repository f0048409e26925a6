"""Which lines of a table are people: totals, sections, notes and signatures are not."""

import pytest

from tests.registry.imports.grids import BOTH, BUDI, HEADER, SITI, contexts, only_sheet, people


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
        ["COL_NO", " COL_NAME ", "Col_District", "COL_VILLAGE\xa0"],
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


def test_a_birth_of_place_and_day_is_no_signature():
    rows = [["Nama", "Tempat, Tgl Lahir", "Desa"], ["Budi Santoso", "Malang, 2 Des 1981", "Kalirejo"]]

    assert people(rows) == [(2, "Budi Santoso")]


def test_vacant_post_is_nobody_but_somebody_with_a_number_is():
    rows = [
        ["No", "Nama TKSK", "Kecamatan", "NIK"],
        [1, "Budi", "Dringu", None],
        [2, "(KOSONG)", "Gending", None],
        [3, "kosong", "Tongas", "3513191203790002"],
    ]

    assert people(rows) == [(2, "Budi"), (4, "kosong")]


def test_a_birth_without_a_name_is_no_signature_either():
    rows = [
        ["Nama", "Tempat/Tgl Lahir", "L/P", "Unsur"],
        ["1. Budi", "Jember, 1 Mei 1980", "L", "PSM"],
        [None, "Malang 20 September 1974", "L", "TKSK"],
        ["3. Winarti", "LAMONGAN", "P", "PSM"],
    ]

    assert people(rows) == [(2, "Budi"), (3, None), (4, "Winarti")]


def test_a_line_of_facts_without_a_name_is_a_person_in_a_table_without_numbers():
    rows = [
        ["Nama", "Unsur", "Desa", "Kecamatan", "No. HP"],
        ["Budi", "PSM", "Kalirejo", "Dringu", "0812345678"],
    ]

    assert people([*rows, [None, "PSM", "Bulang", "Gending", "081234567890"]]) == [(2, "Budi"), (3, None)]


def test_a_village_beside_a_number_begins_no_section():
    rows = [["No", "Nama", "Desa"], ["KEC. DRINGU"], [1, "Budi", "Kalirejo"], [2, None, "Bulang"]]
    rows += [[3, "Siti", "Randu"]]

    found = contexts(rows, region_level=lambda text: "village" if text == "Bulang" else None)

    assert found == [{"district": "KEC DRINGU"}] * 2


def test_the_kasi_who_signs_begins_no_section():
    rows = [["Nama", "NIK", "Desa"], ["Budi Santoso", "3513190101800001", "Kalirejo"], [], ["Mengetahui,"]]
    rows += [["Kasi Pemberdayaan Sosial"], [], ["Drs. CONTOH PEJABAT", None, "CONTOH PANITIA"]]

    assert people(rows) == [(2, "Budi Santoso")]


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


def test_recap_below_a_list_without_numbers_is_about_nobody():
    rows = [
        ["Nama", "L/P", "Jabatan", "Desa"],
        ["Budi Santoso", "L", "PSM", "Kalirejo"],
        [],
        ["Jabatan", "L", "P", "Jumlah"],
        ["PSM", 1, 0, 1],
        ["TKSK", 0, 0, 0],
    ]

    assert people(rows) == [(2, "Budi Santoso")]
