"""Spreadsheets written on purpose to do harm: cells no office types, and files that are not what they say."""

import datetime
import io
import random
import zipfile
from pathlib import Path

from tests.registry.imports import files
from tests.trust.drawing import Tab
from tests.trust.files import save_csv

LONGEST_CELL = 32_767
TEXTS = (
    "x" * LONGEST_CELL,
    *(
        (pumped * LONGEST_CELL)[:LONGEST_CELL]
        for pumped in ("- ", "a. ", "1 ", ", ", "(", "\t", "kec. ", "1/")
    ),
    "\U0001f9d1\u200d\U0001f33e" * 50,
    "\u202e\u2066Budi\u2069",
    "a\u0300" * 500,
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'; DROP TABLE registry_worker; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load static %}",
    "%s %(name)s {0} {name}",
    "\\x00\\u0000 \\N NULL \\.",
    "_x0000__x0008_",
    "\x01\x02\x1b[31m\x7f\x85",
    "\ufffe\uffff\ufeff",
    "\t\n\r\n\t",
    "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦",
    "3513" + "9" * 400,
    "31/02/1980",
    "00-00-0000",
    "29-02-1900",
    "99999-99-99",
    "12/05/10000",
    "1980-05-12T25:61:61",
    "#REF!",
    "1e309",
    "-1e-400",
    "NaN",
    "true",
)
NUMBERS = (
    "1e308",
    "-1e308",
    "1e-320",
    "NaN",
    "INF",
    "-0",
    "9" * 400,
    "2958466",
    "-1",
    "60",
    "0.1",
    "73051",
    "4e15",
)
VALUES = (1e308, -1e15, 0.1, -1.0, 2958466.0, True, datetime.date(1900, 3, 1), datetime.date(9999, 12, 31))
HEADINGS = ("Nama", "NIK", "Tempat, Tgl Lahir", "L/P", "No HP", "Jabatan", "Desa", "Kecamatan", "Tgl SK")
NAMES = (
    "daftar hadir.xlsx",
    "../../../etc/passwd",
    "a" * 400 + ".xlsx",
    "con\x00trol\r\n.xlsx",
    "3513194405800001 Siti.xlsx",
    "roster.xlsx.exe",
    "<b>daftar</b>.csv",
    ".ods",
    "データ.xls",
)


STARTS = (
    *(
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"<html><table><tr><td>Nama</td></tr></table>",
        b"<?xml version='1.0'?>",
    ),
    *(
        b"PK\x03\x04",
        b"PK\x05\x06",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        b"\x1f\x8b",
        b"Rar!\x1a\x07",
        b"{\\rtf1",
    ),
    *(b"\xff\xfe", b"\x09\x08\x10\x00", b"SQLite format 3\x00", b"", b"\x00", b"Nama"),
)


def cells(chance: random.Random, path: Path) -> None:
    """A sound workbook whose cells hold what nobody types."""
    rows = [xml_row(1, [text_cell(heading) for heading in HEADINGS])]
    for number in range(2, chance.randint(4, 12)):
        rows.append(xml_row(number, [any_cell(chance) for _ in HEADINGS]))
    files.xlsx_of(path, files.SHEET_START + "".join(rows) + files.SHEET_END)


def xml_row(number: int, found: list[str]) -> str:
    return f'<row r="{number}">{"".join(found)}</row>'


def any_cell(chance: random.Random) -> str:
    kind = chance.choice(("text", "text", "number", "date", "error", "shared", "plain", "character"))
    match kind:
        case "text":
            return text_cell(chance.choice(TEXTS))
        case "number":
            return f"<c><v>{chance.choice(NUMBERS)}</v></c>"
        case "date":
            return f'<c t="d"><v>{chance.choice(("1980-05-12", "0000-00-00", "10000-01-01", "x"))}</v></c>'
        case "error":
            return '<c t="e"><v>#N/A</v></c>'
        case "shared":
            return f'<c t="s"><v>{chance.choice(("0", "999999999", "-1", ""))}</v></c>'
        case "character":
            reference = chance.choice(("&#0;", "&#xD800;", "&#x10FFFF;", "&bad;"))
            return f'<c t="inlineStr"><is><t>{reference}</t></is></c>'
    return text_cell(
        chance.choice(("Budi Santoso", "3513191203790002", "PSM", "Kalirejo", "12-05-1980", "L"))
    )


def text_cell(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    legal = "".join(sign if sign >= " " or sign in "\t\n\r" else f"_x{ord(sign):04x}_" for sign in escaped)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{legal}</t></is></c>'


def text_file(chance: random.Random, path: Path) -> None:
    """A csv file of such texts, in one encoding or in several at once."""
    rows = [[chance.choice(TEXTS) for _ in HEADINGS] for _ in range(chance.randint(1, 6))]
    save_csv([Tab("", [list(HEADINGS), *rows])], path, chance.randrange(9))
    data = path.read_bytes()
    tricks = (b"\x00", b"\xff\xfe", b'"', b"\r", b"\xed\xa0\x80", b";" * 5000, b"\x1a", b"")
    place = chance.randrange(len(data))
    path.write_bytes(data[:place] + chance.choice(tricks) + data[place:])


def wrong_file(chance: random.Random, path: Path) -> None:
    """Something else under the name of a spreadsheet."""
    start = chance.choice(STARTS)
    path.write_bytes(start + chance.randbytes(chance.choice((0, 1, 50, 5000))))


def bomb(chance: random.Random, path: Path) -> None:
    """A small file that would be very large, or keep a parser busy for ever."""
    match chance.choice(
        ("long text", "rows", "parts", "nested", "sparse", "entities", "columns", "merges", "ods")
    ):
        case "long text":
            text = f'<row r="1"><c t="inlineStr"><is><t>{"A" * 60_000_000}</t></is></c></row>'
            files.xlsx_of(path, files.SHEET_START + text + files.SHEET_END)
        case "rows":
            rows = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 160_001))
            files.xlsx_of(path, files.SHEET_START + rows + files.SHEET_END)
        case "parts":
            files.xlsx_of(
                path, files.SHEET_START + files.SHEET_END, **{f"xl__x{n}.xml": "" for n in range(5000)}
            )
        case "nested":
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("x", b"0" * 10_000_000)
            files.xlsx_of(path, files.SHEET_START + files.SHEET_END, **{"xl__y.zip": inner.getvalue()})
        case "sparse":
            rows = (
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
            )
            files.xlsx_of(path, files.SHEET_START + rows + files.SHEET_END)
        case "entities":
            start = files.SHEET_START.replace(
                "?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1
            )
            files.xlsx_of(path, start + "<row><c><v>&a;</v></c></row>" + files.SHEET_END)
        case "columns":
            row = f'<row r="1">{"<c><v>1</v></c>" * 16_000}</row>'
            files.xlsx_of(path, files.SHEET_START + row + files.SHEET_END)
        case "merges":
            merge = '<mergeCell ref="A1:XFD1048576"/>' * 20_000
            end = files.SHEET_END.replace("</sheetData>", f"</sheetData><mergeCells>{merge}</mergeCells>")
            files.xlsx_of(path, files.SHEET_START + xml_row(1, [text_cell(h) for h in HEADINGS]) + end)
        case "ods":
            files.ods_of(path, files.ods_row(files.ods_cell("Nama", times=16_000), times=1_000_000))
