"""The kinds of mess that offices make, one test each, in the order and under the numbers of the catalogue.

Each goes through the whole engine, from the cells of a sheet to who the row is about.
"""

import datetime

import pytest

from registry.imports.reading.reader import read
from registry.imports.reading.tables import parse
from tests.registry.imports.engine import (
    BESUK,
    DEME,
    DRINGU,
    GENDING,
    KALIREJO,
    KANDANG_JATI,
    PESISIR,
    known,
    run,
    run_sheets,
)
from tests.registry.imports.grids import grid_of, only_sheet

HEAD = ["No", "Nama", "NIK", "Desa", "Kecamatan"]
NIK, OTHER_NIK = "3513194405800001", "3513191203790002"
SITI = [1, "Siti Aminah", NIK, "Kalirejo", "Dringu"]
BUDI = [2, "Budi Santoso", OTHER_NIK, "Pesisir", "Gending"]


def names(found) -> list[tuple[int, str | None]]:
    return [(one.row.raw.row, one["name"]) for one in found]


def one_cell(heading: str, value, field: str, **shape):
    """What comes of one value under one heading: (value of the field, issue codes)."""
    (found,) = run([["No", "Nama", heading], [1, "Siti Aminah", value]], **shape)
    return found[field], found.codes


@pytest.mark.parametrize("above", [1, 5, 23, 39])
def test_mess_01_title_rows_above_the_header(above):
    titles = [["DAFTAR HADIR"], ["Tempat : Aula Kecamatan Gending"], []] * 13

    found = run([*titles[:above], HEAD, SITI])

    assert names(found) == [(above + 2, "Siti Aminah")]
    assert found[0].place == (DRINGU, KALIREJO)


def test_mess_02_each_column_is_several_merged_columns():
    widths = (1, 4, 2, 2, 3)

    def spread(values):
        return [
            cell
            for value, width in zip(values, widths, strict=True)
            for cell in (value, *[None] * (width - 1))
        ]

    starts = [sum(widths[:place]) for place in range(len(widths))]
    merges = tuple(
        (row, start, row, start + width - 1)
        for row in (1, 2, 3)
        for start, width in zip(starts, widths, strict=True)
        if width > 1
    )

    found = run([spread(HEAD), spread(SITI), spread(BUDI)], merges=merges)

    assert [(one["nik"], one.place) for one in found] == [
        (NIK, (DRINGU, KALIREJO)),
        (OTHER_NIK, (GENDING, PESISIR)),
    ]


def test_mess_03_headers_over_two_and_three_rows():
    rows = [
        ["No", "Nama", "Kehadiran", None, None, None],
        [None, None, "Hari I", None, "Hari II", None],
        [None, None, "Hadir", "Izin", "Hadir", "Izin"],
        [1, "Siti Aminah", "v", None, None, "v"],
    ]
    merges = ((1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5))

    (found,) = run(rows, merges=merges)

    assert found.row.attendance == {"1": "present", "2": "excused"}


@pytest.mark.parametrize(
    "numbers", [[1, 2, 3, 4, 5], ["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 3, 4], ["a", "b", "c", "d", "e"]]
)
def test_mess_04_row_of_column_numbers(numbers):
    assert names(run([HEAD, numbers, SITI])) == [(3, "Siti Aminah")]


def test_mess_05_nik_typed_as_a_number_never_identifies():
    lost = known(1, "Siti Aminah", nik="3513194405800000", village=PESISIR)

    (found,) = run([HEAD, [1, "Siti Aminah", 3513194405800000.0, "Kalirejo", "Dringu"]], lost)

    assert (found["nik"], "nik_precision" in found.codes) == (None, True)
    assert found.decision.action != "match"


@pytest.mark.parametrize("written", ["3,51319E+15", "3.51319E+15", "3,51319e+15"])
def test_mess_06_nik_in_scientific_notation(written):
    assert one_cell("NIK", written, "nik") == (None, ["nik_precision"])


@pytest.mark.parametrize(
    "written",
    [
        "'3513194405800001",
        "351319 440580 0001",
        "35.1319.440580.0001",
        "\xa03513194405800001\xa0",
        "35131944O58OOOO1",
    ],
)
def test_mess_07_nik_with_apostrophe_blanks_dots_or_letters(written):
    assert one_cell("NIK", written, "nik") == (NIK, [])


@pytest.mark.parametrize("written", ["0", 0, "-", "9999999999999999", "1234567890123456"])
def test_mess_08_placeholder_for_a_nik_identifies_nobody(written):
    first = known(1, "Umi Salamah", nik="9999999999999999", village=PESISIR)
    rows = [
        HEAD,
        [1, "Siti Aminah", written, "Kalirejo", "Dringu"],
        [2, "Budi Santoso", written, "Ngepoh", "Dringu"],
    ]

    found = run(rows, first)

    assert [(one["nik"], one.decision.action) for one in found] == [(None, "create"), (None, "create")]


def test_mess_09_family_card_pasted_as_nik_is_taken_from_all_of_them():
    card = known(1, "Siti Aminah", nik=NIK, village=PESISIR)
    rows = [HEAD, SITI, [2, "Budi Santoso", NIK, "Ngepoh", "Dringu"]]

    found = run(rows, card)

    assert [(one["nik"], "nik_shared" in one.codes) for one in found] == [(None, True), (None, True)]
    assert "match" not in [one.decision.action for one in found]


@pytest.mark.parametrize(
    "written",
    [81234500001.0, "81234500001", "+6281234500001", "6281234500001", "0812-3450-0001",
     "081234500001 / 085700000001", "081234500001\n0857", "WA: 0812 3450 0001"],
)  # fmt: skip
def test_mess_10_phone_in_many_forms(written):
    assert one_cell("No HP", written, "phone") == ("+6281234500001", [])


@pytest.mark.parametrize(
    "written",
    [datetime.date(1980, 5, 12), datetime.datetime(1980, 5, 12), "1980-05-12", "12 Mei 1980", "12-05-1980",
     "12/5/80", 29353.0, "29353", "12 Mei '80", "Senin, 12 Mei 1980", "12.05.1980"],
)  # fmt: skip
def test_mess_11_dates_in_many_forms(written):
    assert one_cell("Tgl Lahir", written, "birth_date") == ("1980-05-12", [])


@pytest.mark.parametrize(
    ("written", "day"),
    [("3 Pebruari 1979", "1979-02-03"), ("3 Nopember 1979", "1979-11-03"), ("3 Agt 1979", "1979-08-03")],
)
def test_mess_11_months_in_old_spelling(written, day):
    assert one_cell("Tgl Lahir", written, "birth_date") == (day, [])


def test_mess_11_nik_is_the_witness_for_day_and_month_exchanged():
    (found,) = run([["No", "Nama", "NIK", "Tgl Lahir"], [1, "Siti Aminah", NIK, "5/4/1980"]])

    assert (found["birth_date"], found.codes) == ("1980-05-04", ["birth_date_swapped"])


@pytest.mark.parametrize(
    "written",
    ["Probolinggo, 12 Mei 1980", "PROBOLINGGO/12-05-1980", "Probolinggo 12 Mei 1980", "Probolinggo,12/5/80"],
)
def test_mess_12_place_and_date_of_birth_in_one_cell(written):
    (found,) = run([["No", "Nama", "Tempat/Tgl Lahir"], [1, "Siti Aminah", written]])

    assert (found["birth_place"].title(), found["birth_date"]) == ("Probolinggo", "1980-05-12")


@pytest.mark.parametrize(
    ("male", "female"),
    [
        ("L", "P"),
        ("LK", "PR"),
        ("Laki-laki", "Perempuan"),
        ("Pria", "Wanita"),
        ("male", "female"),
        (1, 2),
        ("P", "W"),
    ],
)
def test_mess_13_sex_in_many_forms(male, female):
    found = run([["No", "Nama", "L/P"], [1, "Budi Santoso", male], [2, "Siti Aminah", female]])

    assert [one["sex"] for one in found] == ["male", "female"]


@pytest.mark.parametrize("written", ["Kec. Dringu", "DRINGU", "Kecamatan Dringu", "KEC.DRINGU", "kec dringu"])
def test_mess_14_kecamatan_with_and_without_its_word(written):
    assert one_cell("Kecamatan", written, "district") == (DRINGU, [])


@pytest.mark.parametrize(
    ("written", "village"), [("Kandangjati", KANDANG_JATI), ("Deme I", DEME), ("DEME 1", DEME)]
)
def test_mess_15_village_joined_split_or_with_another_numeral(written, village):
    (found,) = run([HEAD, [1, "Siti Aminah", NIK, written, "Dringu"]])

    assert (found["village"], found.codes) == (village, [])


def test_mess_15_misspelt_village_is_suggested_and_not_taken():
    (found,) = run([HEAD, [1, "Siti Aminah", NIK, "Kalrejo", "Dringu"]])

    assert (found.place, found.codes) == ((DRINGU, None), ["region_unknown"])
    assert "Kalirejo" in found.row.issues[0].message


def test_mess_16_village_is_looked_for_inside_its_kecamatan_only():
    rows = [HEAD, [1, "Siti Aminah", None, "Ngepoh", "Besuk"], [2, "Budi Santoso", None, "Ngepoh", None]]

    inside, anywhere = run(rows)

    assert (inside.place, anywhere.place) == ((BESUK, f"{BESUK}.2001"), (None, None))
    assert "region_ambiguous" in anywhere.codes


def test_mess_17_merged_kecamatan_fills_its_rows_only():
    rows = [HEAD, SITI, [2, "Budi Santoso", None, "Ngepoh", None], [3, "Umi Salamah", None, "Pesisir", None]]

    found = run(rows, merges=((2, 4, 3, 4),))

    assert [one.row.raw.cells.get("district") for one in found] == ["Dringu", "Dringu", None]
    assert found[1].place == (DRINGU, f"{DRINGU}.2005")


@pytest.mark.parametrize("mark", ['"', "sda", "s.d.a", "idem", "''", "〃"])
def test_mess_17_ditto_mark_repeats_the_kecamatan_above(mark):
    found = run([HEAD, SITI, [2, "Budi Santoso", None, "Ngepoh", mark]])

    assert found[1].place == (DRINGU, f"{DRINGU}.2005")


def test_mess_18_kecamatan_as_a_section_row():
    rows = [
        ["No", "Nama", "Desa"],
        ["KECAMATAN DRINGU"],
        [1, "Siti Aminah", "Kalirejo"],
        ["II. KEC. GENDING"],
    ]

    found = run([*rows, [1, "Budi Santoso", "Pesisir"]])

    assert [one.place for one in found] == [(DRINGU, KALIREJO), (GENDING, PESISIR)]


def test_mess_19_one_sheet_for_each_kecamatan():
    head = ["No", "Nama", "Desa"]
    everybody = [[1, "Siti Aminah", "Kalirejo"], [2, "Budi Santoso", "Pesisir"]]
    grids = [
        grid_of([head, everybody[0]], name="DRINGU"),
        grid_of([head, everybody[1]], name="Kec. Gending"),
        grid_of([head, *everybody], name="GABUNGAN"),
        grid_of([["No", "Kecamatan", "Jumlah"], [1, "Dringu", 1], [2, "Gending", 1]], name="REKAP"),
        grid_of([], name="Sheet2"),
    ]

    found = run_sheets(grids)

    assert [(one.row.raw.sheet, one.place) for one in found] == [
        ("DRINGU", (DRINGU, KALIREJO)),
        ("Kec. Gending", (GENDING, PESISIR)),
    ]


@pytest.mark.parametrize(
    "line",
    [["JUMLAH", None, 2], [None, "TOTAL", 2], [None, "JML : 2"], [None, "Mengetahui,"],
     [None, "NIP. 19680512 199403 1 004"], [None, None, None, "Kraksaan, 9 Desember 2019"],
     [None, "Kepala Dinas Sosial"]],
)  # fmt: skip
def test_mess_20_totals_and_signatures_are_nobody(line):
    assert names(run([HEAD, SITI, line])) == [(2, "Siti Aminah")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_mess_21_csv_of_any_delimiter_and_encoding(tmp_path, delimiter, encoding):
    lines = ["No;Nama;Desa;Kecamatan", "1;Siti Nur’aini;Kalirejo;Dringu"]
    path = tmp_path / "daftar.csv"
    path.write_bytes("\r\n".join(lines).replace(";", delimiter).encode(encoding))

    (sheet,) = parse(read(path))

    assert [(row.sheet, row.row, row.cells["name"]) for row in sheet.rows] == [("", 2, "Siti Nur’aini")]


def test_mess_22_name_alone_is_never_a_key():
    namesake = known(1, "Siti Aminah", village=PESISIR)

    (attending,) = run([["No", "Nama"], [1, "Siti Aminah"]], namesake)
    (listed,) = run([HEAD, SITI], namesake, kind="roster")

    assert [attending.decision.action, listed.decision.action] == ["choose", "choose"]


def test_mess_23_repeated_header_blank_lines_and_hidden_rows():
    rows = [HEAD, SITI, [], ["Halaman 2 dari 3"], HEAD, BUDI]

    found = run(rows, hidden=(6,))

    assert names(found) == [(2, "Siti Aminah"), (6, "Budi Santoso")]
    assert [one.row.raw.hidden for one in found] == [False, True]


def test_mess_24_failed_formula_and_a_year_alone_are_said_and_not_used():
    rows = [
        ["No", "Nama", "No HP", "Tgl Lahir"],
        [1, "Siti Aminah", "#N/A", 1980.0],
        [2, "Budi Santoso", "#REF!", "1980"],
    ]

    found = run(rows)

    assert [(one["phone"], one["birth_date"]) for one in found] == [(None, None), (None, None)]
    assert [sorted(one.codes) for one in found] == [["birth_date_invalid", "formula_error"]] * 2


@pytest.mark.parametrize("note", ["diwakili Kasi PMD", "a.n. Camat", "Diwakili"])
def test_mess_25_who_was_represented_was_not_there(note):
    rows = [["No", "Nama", "Desa", "Tanda Tangan", "Ket"], [1, "Siti Aminah", "Kalirejo", "ttd", note]]

    (found,) = run(rows)

    assert found.row.attendance == {"1": "represented"}


def test_mess_26_one_bad_row_never_refuses_the_others():
    rows = [HEAD, [1, None, "x", "Nirwana", "Antah"], SITI, [3, "Budi Santoso", "35", "Pesisir", "Gending"]]

    found = run(rows, kind="roster")

    assert [one.decision.action for one in found] == ["error", "create", "create"]


def test_mess_26_empty_dates_stay_empty():
    found = run([["No", "Nama", "Tgl Lahir", "Tgl SK", "TMT"], [1, "Siti Aminah", None, "-", ""]])

    assert [found[0][field] for field in ("birth_date", "decree_date", "service_start")] == [None, None, None]


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Kecamtan", "district"), ("Jenis Klamin", "sex"), ("Pendidkan Terakhir", "education"),
     ("Nomr HP", "phone"), ("Temapt/Tgl Lahir", "birth")],
)  # fmt: skip
def test_mess_27_misspelt_headings(heading, field):
    assert only_sheet([["No", "Nama", heading], [1, "Siti Aminah", "x"]]).mapping["C"] == field


def test_mess_27_misspelt_heading_of_the_names():
    assert names(run([["No", "Nma Lengkap", "Desa"], [1, "Siti Aminah", "Kalirejo"]])) == [(2, "Siti Aminah")]


def test_mess_27_column_that_only_resembles_a_field_is_shown_and_not_read():
    sheet = only_sheet([["No", "Nama", "Desa", "Jaabtaan"], [1, "Siti Aminah", "Kalirejo", "x"]])

    assert ("D" in sheet.mapping, sheet.unsure) == (False, {"D": "role"})
