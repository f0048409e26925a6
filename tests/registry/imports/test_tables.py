"""Cells that stand for others, and the marks of attendance."""

import datetime

import pytest

from tests.registry.imports.grids import BUDI, HEADER, cells, marks, only_sheet


def test_merged_kecamatan_fills_its_rows_only():
    rows = [HEADER, BUDI, [2, "Siti Aminah", None, "Bulang"], [3, "Tono", None, "Randu"]]

    assert cells(rows, "district", merges=((2, 2, 3, 2),)) == ["Dringu", "Dringu", None]


@pytest.mark.parametrize(
    "ditto", ['"', "''", "sda", "s.d.a", "S.D.A.", "idem", '-"-', "”", "〃", ",,", "Sda"]
)
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


def test_time_of_arrival_is_no_zigzag_number():
    rows = [["No", "Nama", "Jam Hadir"], [7, "Budi", "07.50"], [8, "Siti", "08.15"]]

    assert marks(rows) == [{1: "07.50"}, {1: "08.15"}]


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
