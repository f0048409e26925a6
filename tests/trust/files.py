"""Made-up sheets as the files that programs write: xlsx, xls, ods, csv; or read already, as grids."""

import csv
import datetime
import io
from pathlib import Path

import xlsxwriter
import xlwt
from odf import opendocument, table, text

from registry.imports.reading.reader import Grid, Workbook
from registry.imports.rows import CellValue
from tests.trust.drawing import Tab

MOST_WRITTEN_OUT = 1e11  # Excel writes larger numbers as 3,51319E+15
ERRORS = ("#N/A", "#REF!")


def as_grids(tabs: list[Tab]) -> Workbook:
    """What reading a workbook of these tabs gives."""
    return Workbook([as_grid(tab) for tab in tabs])


def as_grid(tab: Tab) -> Grid:
    rows = []
    for number, cells in enumerate(tab.rows, start=1):
        cells = [value if value != "" else None for value in cells]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows.append((number, cells))
    return Grid(tab.name, rows, list(tab.merges), set(tab.hidden))


def save(tabs: list[Tab], kind: str, folder: Path, number: int) -> Path:
    """A file of this kind in the folder."""
    path = folder / f"{number}.{kind}"
    SAVERS[kind](tabs, path, number)
    return path


def save_xlsx(tabs: list[Tab], path: Path, number: int) -> None:
    """Some values as formulas with their results, as sheets that look things up have them."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for tab in tabs:
        sheet = book.add_worksheet(tab.name)
        for top, left, bottom, right in tab.merges:
            sheet.merge_range(top - 1, left, bottom - 1, right, "")
        for row, cells in enumerate(tab.rows):
            for column, value in enumerate(cells):
                write_xlsx(
                    sheet, row, column, value, day, formula=number % 7 == 0 and (row + column) % 3 == 0
                )
        for row in tab.hidden:
            sheet.set_row(row - 1, None, None, {"hidden": True})
    book.close()


def write_xlsx(sheet, row: int, column: int, value: CellValue, day, *, formula: bool) -> None:
    if value is None:
        return
    if isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), day)
    elif isinstance(value, str) and (value in ERRORS or formula):
        sheet.write_formula(row, column, "=Z1", None, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def save_xls(tabs: list[Tab], path: Path, number: int) -> None:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for tab in tabs:
        sheet = book.add_sheet(tab.name, cell_overwrite_ok=True)  # a merge may cover what stands below
        merged = {(top, left): (bottom, right) for top, left, bottom, right in tab.merges}
        for row, cells in enumerate(tab.rows, start=1):
            for column, value in enumerate(cells):
                style = day if isinstance(value, datetime.date) else xlwt.Style.default_style
                if (row, column) in merged:
                    bottom, right = merged[row, column]
                    sheet.write_merge(
                        row - 1, bottom - 1, column, right, value if value is not None else "", style
                    )
                elif value is not None:
                    sheet.write(row - 1, column, value, style)
    book.save(str(path))


def save_ods(tabs: list[Tab], path: Path, number: int) -> None:
    book = opendocument.OpenDocumentSpreadsheet()
    for tab in tabs:
        sheet = table.Table(name=tab.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in tab.merges}
        covered = {
            (row, column)
            for top, left, bottom, right in tab.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(merged)
        for row, cells in enumerate(tab.rows, start=1):
            line = table.TableRow()
            for column in range(max([len(cells), *(c + 1 for r, c in covered if r == row)])):
                value = cells[column] if column < len(cells) else None
                line.addElement(ods_cell(row, column, value, merged, covered))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(str(path))


def ods_cell(row: int, column: int, value: CellValue, merged: dict, covered: set):
    if (row, column) in covered:
        return table.CoveredTableCell()
    how = {}
    if (row, column) in merged:
        bottom, right = merged[row, column]
        how = {"numberrowsspanned": bottom - row + 1, "numbercolumnsspanned": right - column + 1}
    if value is None:
        return table.TableCell(**how)
    if isinstance(value, datetime.date):
        cell = table.TableCell(valuetype="date", datevalue=value.isoformat(), **how)
        cell.addElement(text.P(text=f"{value:%d/%m/%Y}"))
    elif isinstance(value, int | float):
        cell = table.TableCell(valuetype="float", value=str(value), **how)
        cell.addElement(text.P(text=f"{value:g}"))
    else:
        cell = table.TableCell(valuetype="string", **how)
        for part in value.split("\n"):
            paragraph = text.P()
            opened = part.split(" ")
            for place, word in enumerate(opened):
                if place:
                    paragraph.addElement(text.S(c=1))
                paragraph.addText(word)
            cell.addElement(paragraph)
    return cell


def save_csv(tabs: list[Tab], path: Path, number: int) -> None:
    """With a semicolon, a comma or a tab; in UTF-8 with and without a mark, or in cp1252."""
    delimiter = ";,\t"[number % 3]
    encoding = ("utf-8", "utf-8-sig", "cp1252")[number // 3 % 3]
    lines = io.StringIO(newline="")
    if encoding == "cp1252" and not all(
        is_western(value) for tab in tabs for cells in tab.rows for value in cells
    ):
        encoding = "utf-8-sig"
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    (tab,) = tabs
    for cells in tab.rows:
        writer.writerow([csv_text(value) for value in cells])
    path.write_bytes(lines.getvalue().encode(encoding, "replace"))


def csv_text(value: CellValue) -> str:
    """A cell as Excel writes it into a text file."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value < MOST_WRITTEN_OUT else f"{value:.5E}".replace(".", ",")
    return str(value).replace("\n", " / ")  # a line of a file is a row


def is_western(value: CellValue) -> bool:
    """Has the old Windows encoding all of a text?"""
    return not isinstance(value, str) or value.encode("cp1252", "ignore").decode("cp1252") == value


SAVERS = {"xlsx": save_xlsx, "xls": save_xls, "ods": save_ods, "csv": save_csv}
