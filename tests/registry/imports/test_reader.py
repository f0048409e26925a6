"""Reading files of every format in a child process, and surviving those that break the parser."""

import datetime
import os
import subprocess
import sys

import openpyxl
import pytest
import xlwt
from odf import table as odf
from odf.opendocument import OpenDocumentSpreadsheet
from odf.text import P

from registry.imports.reading.child import sound_merges
from registry.imports.reading.reader import Grid, read
from registry.imports.refusals import MAX_ROWS, SheetRefused
from registry.imports.rows import LONGEST_TEXT
from tests.registry.imports import files


def refusal(path, **how) -> str:
    with pytest.raises(SheetRefused) as caught:
        read(path, **how)
    return caught.value.code


# xlsx


def test_xlsx_cells_keep_their_kinds_and_places(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Dringu"
    sheet["B3"], sheet["C3"] = "Nama", 'Ma"ruf’'
    sheet["B5"], sheet["C5"], sheet["D5"] = datetime.date(1980, 5, 12), 29353, 3513000000000001
    sheet["B6"], sheet["C6"], sheet["D6"] = True, 1.5, "3513000000000001"
    sheet["C7"], sheet["D7"] = "baris\nkedua", datetime.datetime(2019, 12, 9, 8, 30)
    sheet["E9"] = "  "
    book.save(tmp_path / "a.xlsx")

    (grid,) = read(tmp_path / "a.xlsx").sheets

    assert grid == Grid(
        "Dringu",
        [
            (3, [None, "Nama", 'Ma"ruf’']),
            (5, [None, datetime.date(1980, 5, 12), 29353.0, 3513000000000001.0]),
            (6, [None, True, 1.5, "3513000000000001"]),
            (7, [None, None, "baris\nkedua", datetime.datetime(2019, 12, 9, 8, 30)]),
        ],
    )


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_text_without_an_end_is_cut_one_sign_behind_what_is_read(name, tmp_path):
    path = tmp_path / name
    if name == "a.csv":
        path.write_text(f"Nama;Alamat\nBudi;{'x' * 9_000}\n")
    else:
        book = openpyxl.Workbook()
        book.active["A1"], book.active["B1"] = "Budi", "x" * 9_000
        book.save(path)

    assert read(path).sheets[0].rows[-1][1] == ["Budi", "x" * (LONGEST_TEXT + 1)]


def test_formulas_give_their_last_value_and_errors_stay(tmp_path):
    cells = '<row r="1"><c r="A1" t="str"><f>"0"&amp;"81"</f><v>081</v></c>'
    cells += '<c r="B1" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    cells += '<row r="2"><c r="C2" t="e"><v>#REF!</v></c></row>'
    path = files.xlsx_of(tmp_path / "a.xlsx", files.SHEET_START + cells + files.SHEET_END)

    assert read(path).sheets[0].rows == [(1, ["081", "#N/A"]), (2, [None, None, "#REF!"])]


def test_xlsx_merges_and_what_is_hidden(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        sheet.append([row, f"orang {row}"])
    sheet.merge_cells("B2:C3")
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions.group("D", "E", hidden=True)
    book.create_sheet("Rahasia").append(["x"])
    book["Rahasia"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    shown, hidden = read(tmp_path / "a.xlsx").sheets

    assert (shown.merges, shown.hidden_rows, shown.hidden) == ([(2, 1, 3, 2)], {4}, False)
    assert (shown.hidden_columns, hidden.hidden_columns) == ({1, 3, 4}, set())
    assert (hidden.name, hidden.hidden) == ("Rahasia", True)


def test_hidden_rows_belong_to_their_own_sheet(tmp_path):
    book = openpyxl.Workbook()
    for name in ("Satu", "Dua"):
        sheet = book.create_sheet(name)
        sheet.append(["a"])
        sheet.append(["b"])
    book.remove(book["Sheet"])
    book["Dua"].row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")

    assert [grid.hidden_rows for grid in read(tmp_path / "a.xlsx").sheets] == [set(), {2}]


def test_chart_sheets_are_passed_over(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nama"])
    book.create_chartsheet("Grafik", 0)
    book.save(tmp_path / "a.xlsx")

    assert [grid.name for grid in read(tmp_path / "a.xlsx").sheets] == ["Sheet"]


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv"])
def test_the_beginning_of_each_sheet_can_be_read_alone(name, tmp_path):
    rows = [[f"row {number}"] for number in range(1, 6)]
    path = tmp_path / name
    if path.suffix == ".csv":
        path.write_text("\n".join(row[0] for row in rows))
    else:
        files.save_rows(path, rows)

    (grid,) = read(path, most=2).sheets

    assert grid.rows == [(1, ["row 1"]), (2, ["row 2"])]


def test_merges_are_cut_at_the_last_filled_row():
    assert sound_merges([((1, 0), (999, 0)), ((20, 0), (30, 0))], 5) == [(2, 0, 5, 0)]


def test_merges_piled_upon_each_other_are_not_followed():
    piled = [((0, 0), (MAX_ROWS, 0))] * 100

    assert len(sound_merges(piled, MAX_ROWS)) == 4


def test_formatted_empty_cells_are_trimmed(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Nama"
    for place in ("CV1", "A5000", "XFD20"):
        sheet[place].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "a.xlsx")

    assert read(tmp_path / "a.xlsx").sheets[0].rows == [(1, ["Nama"])]


# xls and ods


def test_xls_with_merges_hidden_rows_and_errors(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Dringu")
    sheet.write(1, 1, "Nama")
    sheet.write_merge(2, 3, 1, 2, "Budi")
    sheet.write(4, 0, 7)
    sheet.row(4).hidden = True
    sheet.col(2).hidden = True
    sheet.write(5, 1, datetime.date(1980, 5, 12), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.row(6).set_cell_error(3, 0x2A)
    book.save(str(tmp_path / "a.xls"))

    assert read(tmp_path / "a.xls").sheets == [
        Grid(
            "Dringu",
            [
                (2, [None, "Nama"]),
                (3, [None, "Budi"]),
                (5, [7]),
                (6, [None, datetime.date(1980, 5, 12)]),
                (7, [None, None, None, "#N/A"]),
            ],
            merges=[(3, 1, 4, 2)],
            hidden_rows={5},
            hidden_columns={2},
        )
    ]


def ods_sheet(*rows: odf.TableRow) -> odf.Table:
    sheet = odf.Table(name="Dringu")
    for row in rows:
        sheet.addElement(row)
    return sheet


def ods_row(*cells: odf.TableCell, **how) -> odf.TableRow:
    row = odf.TableRow(**how)
    for cell in cells:
        row.addElement(cell)
    return row


def ods_text(text: str, **how) -> odf.TableCell:
    cell = odf.TableCell(valuetype="string", **how)
    cell.addElement(P(text=text))
    return cell


def test_ods_with_merges_hidden_rows_repeats_and_errors(tmp_path):
    document = OpenDocumentSpreadsheet()
    document.spreadsheet.addElement(
        ods_sheet(
            ods_row(odf.TableCell(), numberrowsrepeated=2),
            ods_row(ods_text("Nama", numbercolumnsspanned=2, numberrowsspanned=2), odf.CoveredTableCell()),
            ods_row(odf.CoveredTableCell(numbercolumnsrepeated=2), ods_text("x")),
            ods_row(ods_text("Budi"), visibility="filter", numberrowsrepeated=2),
            ods_row(
                odf.TableCell(valuetype="date", datevalue="1980-05-12"), ods_text("#N/A", stringvalue="")
            ),
            ods_row(odf.TableCell(numbercolumnsrepeated=1024), numberrowsrepeated=1_048_000),
        )
    )
    document.save(tmp_path / "a.ods")

    assert read(tmp_path / "a.ods").sheets == [
        Grid(
            "Dringu",
            [
                (3, ["Nama"]),
                (4, [None, None, "x"]),
                (5, ["Budi"]),
                (6, ["Budi"]),
                (7, [datetime.date(1980, 5, 12), "#N/A"]),
            ],
            merges=[(3, 0, 4, 1)],
            hidden_rows={5, 6},
        )
    ]


def test_ods_hidden_columns(tmp_path):
    document = OpenDocumentSpreadsheet()
    sheet = ods_sheet(ods_row(ods_text("Nama"), ods_text("NIK"), ods_text("Desa")))
    columns = [odf.TableColumn(), odf.TableColumn(visibility="collapse", numbercolumnsrepeated=2)]
    for column in reversed(columns):
        sheet.insertBefore(column, sheet.firstChild)
    document.spreadsheet.addElement(sheet)
    document.save(tmp_path / "a.ods")

    assert read(tmp_path / "a.ods").sheets[0].hidden_columns == {1, 2}


def test_ods_rows_repeated_in_small_steps_are_refused(tmp_path):
    rows = files.ods_row(files.ods_cell("x", times=200), times=140_000) * 3
    path = files.ods_of(tmp_path / "a.ods", rows)

    assert refusal(path) == "memory"


# Files that break the parser


def test_a_workbook_the_parser_cannot_read_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", files.SHEET_START + "<row><c></row>")

    assert refusal(path) == "unreadable"


def test_cells_without_names_in_opposite_corners_harm_nobody(tmp_path):
    # No cell says where it stands, so the guard cannot see how far apart they are; the child's limit can.
    far_right = "<row>" + "<c/>" * 50_000 + "<c><v>1</v></c></row>"
    far_down = "<row/>" * 1_000_000 + "<row><c><v>1</v></c></row>"
    sheet = files.SHEET_START + far_right + far_down + files.SHEET_END
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet)

    assert refusal(path) == "unreadable"


def test_without_the_guard_the_parser_dies_of_two_far_cells(tmp_path):
    # The negative control: the file of the test above really kills a process that parses it.
    cells = files.number_cell("A1") + files.number_cell("XFD1048576")
    path = files.xlsx_of(tmp_path / "a.xlsx", files.SHEET_START + cells + files.SHEET_END)
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30));"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0));"
        "import python_calamine as c; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)"
    )

    died = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)

    assert died.returncode < 0
    assert refusal(path) == "sparse"


def test_a_file_that_takes_too_long_is_refused(tmp_path):
    path = files.save_rows(tmp_path / "a.xlsx", [["Nama"], ["Budi"]])

    assert refusal(path, seconds=0.0) == "slow"


def test_the_child_knows_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://rahasia")
    seen = {}
    start = subprocess.Popen

    def watched(*arguments, **how):
        seen.update(how["env"])
        return start(*arguments, **how)

    monkeypatch.setattr(subprocess, "Popen", watched)
    read(files.save_rows(tmp_path / "a.xlsx", [["Nama"]]))

    assert list(seen) == ["PYTHONPATH"]


def test_the_child_finds_its_module_wherever_the_server_was_started(tmp_path, monkeypatch):
    path = files.save_rows(tmp_path / "a.xlsx", [["Nama"]])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *(entry for entry in sys.path if "site-packages" in entry)])

    assert read(path).sheets[0].rows == [(1, ["Nama"])]


def test_the_child_loads_no_framework():
    program = "import sys, registry.imports.reading.child; print('django' in sys.modules)"

    answer = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )

    assert answer.stdout == b"False\n"
