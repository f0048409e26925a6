"""Workbooks and CSV: text stays text, numbers are numbers, the page is set up for printing."""

import csv
import datetime
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from welfare.escaping import unescape, without_controls
from welfare.sheets import Column, Table, csv_file, sheet_name, xlsx

NAME = Column("Nama", "name", width=30)
NIK = Column("NIK", "nik", kind="digits", width=20)
PEOPLE = [NAME, NIK, Column("Telepon", "phone", kind="digits"), Column("Lahir", "born", kind="date")]
SITI = {
    "name": "Siti Romlah",
    "nik": "3513194101800001",
    "phone": "+6281234567890",
    "born": datetime.date(1980, 1, 1),
}
FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://contoh")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "{=1+1}",
    "http://contoh.go.id",
]


def table(columns=PEOPLE, rows=(SITI,), **changes):
    return Table(**{"name": "PSKS", "columns": columns, "rows": rows} | changes)


def opened(*tables):
    return openpyxl.load_workbook(io.BytesIO(xlsx(tables)))


def test_rows_stand_below_the_head():
    sheet = opened(table())["PSKS"]

    assert list(sheet.values) == [
        ("Nama", "NIK", "Telepon", "Lahir"),
        ("Siti Romlah", "3513194101800001", "+6281234567890", datetime.datetime(1980, 1, 1)),
    ]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("group", ["", "Orang"])
def test_text_is_never_a_formula_or_a_link(text, group):
    columns = [Column("Nama", "name", group=group)]

    cell = next(opened(table(columns, [{"name": text}]))["PSKS"].columns)[-1]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_digits_stay_text_also_where_somebody_types_later():
    sheet = opened(table())["PSKS"]

    assert [sheet["B2"].data_type, sheet["B2"].number_format] == ["s", "@"]
    assert sheet.column_dimensions["B"].width == pytest.approx(20, abs=1)
    assert sheet.column_dimensions["B"].number_format == "@"


@pytest.mark.parametrize(
    ("kind", "value", "expected", "number_format"),
    [
        ("integer", 1234, 1234, "#,##0"),
        ("decimal", Decimal("1234.5"), 1234.5, "#,##0.0"),
        ("percent", 0.909, 0.909, "0.0%"),
        ("money", 1615000, 1615000, '"Rp"#,##0'),
        ("date", datetime.date(2019, 12, 9), datetime.datetime(2019, 12, 9), "[$-421]d mmm yyyy;@"),
        ("date", datetime.date(1890, 5, 1), "1890-05-01", "[$-421]d mmm yyyy;@"),
        ("date", "sekitar 1980", "sekitar 1980", "[$-421]d mmm yyyy;@"),
        ("integer", "–", "–", "#,##0"),
        ("integer", None, None, "#,##0"),
        ("text", 7, "7", "@"),
    ],
)
def test_value_is_written_as_its_kind(kind, value, expected, number_format):
    cell = opened(table([Column("X", "x", kind=kind)], [{"x": value}]))["PSKS"]["A2"]

    assert (cell.value, cell.number_format) == (expected, number_format)


def test_titles_total_and_notes_stand_around_the_table():
    columns = [NAME, Column("Jumlah", "count", kind="integer")]

    sheet = opened(
        table(
            columns,
            [{"name": "Dringu", "count": 11}],
            titles=["REKAPITULASI", "9 Desember 2019"],
            total={"name": "JUMLAH", "count": 11},
            notes=["Orang dihitung satu kali."],
        )
    )["PSKS"]

    assert [row[:2] for row in sheet.values] == [
        ("REKAPITULASI", None),
        ("9 Desember 2019", None),
        (None, None),
        ("Nama", "Jumlah"),
        ("Dringu", 11),
        ("JUMLAH", 11),
        (None, None),
        ("Orang dihitung satu kali.", None),
    ]
    assert sheet["A6"].font.bold


def test_groups_stand_above_their_columns():
    columns = [
        Column("Kecamatan", "name"),
        Column("TKSK", "a", group="Diundang"),
        Column("PSM", "b", group="Diundang"),
        Column("TKSK", "c", group="Hadir"),
        Column("%", "d"),
    ]

    sheet = opened(table(columns, [{"name": "Dringu"}]))["PSKS"]

    assert list(sheet.values)[:2] == [
        ("Kecamatan", "Diundang", None, "Hadir", "%"),
        (None, "TKSK", "PSM", "TKSK", None),
    ]
    assert sorted(str(merged) for merged in sheet.merged_cells.ranges) == ["A1:A2", "B1:C1", "E1:E2"]
    assert [sheet.freeze_panes, sheet.print_title_rows] == ["A3", "$1:$2"]


@pytest.mark.parametrize(("paper", "code"), [("f4", 14), ("a4", 9)])
@pytest.mark.parametrize(("landscape", "orientation"), [(False, "portrait"), (True, "landscape")])
def test_sheet_is_ready_to_print(paper, code, landscape, orientation):
    sheet = opened(table(titles=["PSKS"], paper=paper, landscape=landscape, footer="Dinas & Desa"))["PSKS"]

    assert [int(sheet.page_setup.paperSize), sheet.page_setup.orientation] == [code, orientation]
    assert [sheet.print_title_rows, sheet.freeze_panes] == ["$3:$3", "A4"]
    assert [sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight] == [1, 0]
    assert sheet.oddFooter.right.text.endswith("Halaman &P dari &N")


@pytest.mark.parametrize(
    ("text", "height"),
    [
        ("Siti Romlah", None),
        ("Siti Romlah binti Abdul Manan Wijaya", 30),
        ("A\nB\nC", 45),
        ("x" * 75, 45),
    ],
)
def test_row_is_as_high_as_the_words_that_wrap_in_it(text, height):
    sheet = opened(table([NAME, NIK], [{"name": text, "nik": "3" * 60}, SITI]))["PSKS"]

    assert [sheet.row_dimensions[line].height for line in (1, 2, 3)] == [None, height, None]


def test_rows_to_be_signed_leave_room_and_the_total_none():
    rows = [{"name": "Siti Romlah"}, {"name": "A\nB\nC"}]
    sheet = opened(table([NAME], rows, signed=True, total={"name": "JUMLAH"}))["PSKS"]

    assert [sheet.row_dimensions[line].height for line in (2, 3, 4)] == [30, 45, None]


@pytest.mark.parametrize(("group", "line"), [("", 3), ("Orang", 4)])
def test_head_and_title_are_as_high_as_their_words(group, line):
    column = Column("Dilatih 12 bulan terakhir", "name", width=14, group=group)
    sheet = opened(table([column], titles=["Daftar PSKS Kabupaten"]))["PSKS"]

    assert sheet.row_dimensions[1].height == pytest.approx(3 * 15 * 1.4)
    assert sheet.row_dimensions[line].height == 45


def test_ampersand_in_the_foot_is_no_command():
    with zipfile.ZipFile(io.BytesIO(xlsx([table(footer="Dinas & Desa")]))) as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "Dinas &amp;&amp; Desa" in content


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Dringu"], ["Dringu"]),
        (["Dringu", "DRINGU", "dringu"], ["Dringu", "DRINGU (2)", "dringu (3)"]),
        (["a/b:c*d?e[f]g\\h"], ["a b c d e f g h"]),
        (["", "''"], ["Lembar", "Lembar (2)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_sheets_have_names_that_excel_accepts(names, expected):
    taken = set()

    found = []
    for name in names:
        found.append(sheet_name(name, taken))
        taken.add(found[-1].lower())

    assert found == expected


def test_longest_text_is_cut_to_what_a_cell_holds():
    cell = opened(table([NAME], [{"name": "x" * 40_000}]))["PSKS"]["A2"]

    assert len(cell.value) == 32_767


def test_csv_opens_in_an_indonesian_excel():
    content = csv_file(table())

    assert content == (
        b"\xef\xbb\xbfNama;NIK;Telepon;Lahir\r\nSiti Romlah;'3513194101800001;+6281234567890;1980-01-01\r\n"
    )


def test_csv_numbers_have_a_comma():
    columns = [Column("a", "a", kind="decimal"), Column("b", "b", kind="percent", group="c"), NAME]

    content = csv_file(table(columns, [{"a": Decimal("-1234.5"), "b": 0.909, "name": "a;b"}]))

    assert content.decode("utf-8-sig") == 'a;c b;Nama\r\n-1234,5;90,9%;"a;b"\r\n'


def test_csv_has_no_titles_so_that_it_can_be_read_in_again():
    content = csv_file(table([NAME], [], titles=["JUDUL"], total={"name": "JUMLAH"}, notes=["catatan"]))

    assert content.decode("utf-8-sig") == "Nama\r\n"


def is_writable(text):
    return without_controls(text) == text and text != ""


@given(st.lists(st.text(min_size=1, max_size=40).map(without_controls).filter(is_writable), max_size=8))
def test_csv_gives_back_every_text(texts):
    content = csv_file(table([NAME], [{"name": text} for text in texts])).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1:]
    assert [unescape(row[0]) for row in rows] == texts


@given(st.lists(st.text(min_size=1, max_size=40).map(without_controls).filter(is_writable), max_size=8))
@example(["_x0041_", " luar ", "satu\ndua", "x\ty"])
def test_workbook_gives_back_every_text(texts):
    content = xlsx([table([NAME], [{"name": text} for text in texts])])

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    assert [row[0] for row in rows] == texts
