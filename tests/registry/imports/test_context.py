"""What titles, section rows and sheet names say of the people below."""

import pytest

from registry.imports.reading.reader import Workbook
from registry.imports.reading.tables import parse
from tests.registry.imports.grids import BUDI, HEADER, SITI, cells, contexts, grid_of, parse_rows


@pytest.mark.parametrize(
    ("line", "context"),
    [
        (["Kecamatan : Dringu"], {"district": "Kecamatan Dringu"}),
        (["Kecamatan", None, ": Dringu"], {"district": "Kecamatan Dringu"}),
        (["DAFTAR HADIR PSM KECAMATAN DRINGU"], {"district": "KECAMATAN DRINGU", "role": "PSM"}),
        (["KABUPATEN LUMAJANG"], {"regency": "KABUPATEN LUMAJANG"}),
        (
            ["DATA TKSK KABUPATEN PROBOLINGGO TAHUN 2022"],
            {"regency": "KABUPATEN PROBOLINGGO", "role": "TKSK"},
        ),
        (["Desa : Kalirejo"], {"village": "Desa Kalirejo"}),
        (["KECAMATAN KOTA MASOHI"], {"district": "KECAMATAN KOTA MASOHI"}),
        (["KEC. KOTA BARU KABUPATEN SERAM"], {"district": "KEC KOTA BARU", "regency": "KABUPATEN SERAM"}),
        (["PSM KEC. DRINGU & GENDING"], {"role": "PSM"}),
        (["DATA PSM KECAMATAN DRINGU DAN GENDING"], {"role": "PSM"}),
        (["KABUPATEN PANGKAJENE DAN KEPULAUAN"], {"regency": "KABUPATEN PANGKAJENE DAN KEPULAUAN"}),
        (["Tempat : Pendopo Kecamatan Kraksaan"], {}),
        (["Aula Kecamatan Kraksaan, 9 Desember 2019"], {}),
        (["Tapadaa Beach, Kabupaten Boalemo, 12 Juni 2024"], {}),
        (["BIMBINGAN TEKNIS TKSK DAN PSM"], {}),
        (["DAFTAR HADIR BIMTEK PSM"], {}),
        (["RAPAT KOORDINASI PSM KELURAHAN"], {}),
        (["TENAGA KESEJAHTERAAN SOSIAL KECAMATAN"], {"role": "TKSK"}),
    ],
)
def test_title_as_context(line, context):
    rows = [line, [], ["No", "Nama"], [1, "Budi"]]

    assert contexts(rows, titles_name_roles=True) == [context]


@pytest.mark.parametrize(
    "rows",
    [
        [["DATA PSM"], ["No", "Nama"], [1, "Budi"]],
        [["REKAPITULASI DATA PSM"], ["No", "Nama"], [1, "Budi"]],
        [["A. PSM"], ["No", "Nama"], [1, "Budi"]],
        [["No", "Nama PSM"], [1, "Budi"]],
    ],
)
def test_title_names_no_role_in_a_list_of_those_who_came(rows):
    assert contexts(rows) == [{}]
    assert contexts(rows, titles_name_roles=True) == [{"role": "PSM"}]


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


def test_titles_over_each_of_two_tables():
    rows = [["DAFTAR HADIR PSM"], ["KECAMATAN DRINGU", None, None, "KECAMATAN GENDING"]]
    rows += [["No", "Nama", None, "No", "Nama"], [1, "Budi", None, 1, "Siti"], [2, "Tono", None, None, None]]

    assert contexts(rows) == [
        {"district": "KECAMATAN DRINGU"},
        {"district": "KECAMATAN GENDING"},
        {"district": "KECAMATAN DRINGU"},
    ]


def test_section_in_one_of_two_tables():
    rows = [["No", "Nama", "Desa", "No", "Nama", "Desa"], ["KEC. DRINGU", None, None, "KEC. GENDING"]]
    rows += [[1, "Budi", "Desa Kalirejo", 1, "Siti", "Bulang"], [2, "Tono", "Randu", "KEC. TONGAS"]]
    rows += [[3, "Wati", "Randu", 1, "Umi", "Curah"]]

    assert cells(rows, "name") == ["Budi", "Siti", "Tono", "Wati", "Umi"]
    assert [context["district"] for context in contexts(rows)] == [
        "KEC DRINGU", "KEC GENDING", "KEC DRINGU", "KEC DRINGU", "KEC TONGAS",
    ]  # fmt: skip


def test_section_across_two_tables():
    rows = [["No", "Nama", "No", "Nama"], ["KEC. DRINGU"], [1, "Budi", 2, "Siti"]]

    assert contexts(rows) == [{"district": "KEC DRINGU"}, {"district": "KEC DRINGU"}]


def test_signature_below_one_of_two_tables():
    rows = [
        ["No", "Nama", "No", "Nama"],
        [1, "Budi", 3, "Siti"],
        [2, "Tono", None, "Mengetahui,"],
        [None, None, None, "CONTOH"],
    ]

    assert cells(rows, "name") == ["Budi", "Siti", "Tono"]


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
        ("1. DRINGU", {"district": "DRINGU"}),
        ("02_Dringu", {"district": "Dringu"}),
        ("1 Ulu", {"village": "1 Ulu"}),
        ("TKSK", {"role": "TKSK"}),
    ],
)
def test_sheet_names_that_say_something(name, context):
    levels = {"dringu": "district", "1 ulu": "village"}
    found = contexts(
        [["No", "Nama"], [1, "Budi"]], name=name, region_level=lambda text: levels.get(text.lower())
    )

    assert found == [context]


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
