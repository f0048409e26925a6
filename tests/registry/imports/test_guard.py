"""Hostile and mistaken files are refused by their bytes, before any parser sees them."""

import struct
import zipfile

import pytest
import xlwt

from registry.imports.reading import guard
from registry.imports.reading.archive import MAX_MEMBERS
from registry.imports.refusal_messages import MESSAGES
from registry.imports.refusals import MAX_BYTES, SheetRefused
from tests.registry.imports import files


def refusal(path) -> str:
    with pytest.raises(SheetRefused) as caught:
        guard.inspect(path)
    return caught.value.code


def sheet_of(*cells: str) -> str:
    return files.SHEET_START + "".join(f"<row>{cell}</row>" for cell in cells) + files.SHEET_END


def saved_xls(path, write) -> bytes:
    book = xlwt.Workbook()
    write(book.add_sheet("S"))
    book.save(str(path))
    return path.read_bytes()


# What is accepted


def test_xlsx_is_told_by_its_content_whatever_its_name(tmp_path):
    path = files.save_rows(tmp_path / "daftar.csv", [["Nama"], ["Budi"]])

    assert guard.inspect(path) == "xlsx"


def test_xls_is_accepted(tmp_path):
    path = tmp_path / "daftar.xls"
    saved_xls(path, lambda sheet: sheet.write(0, 0, "Nama"))

    assert guard.inspect(path) == "xls"


def test_ods_is_accepted(tmp_path):
    row = files.ods_row(files.ods_cell("Nama"))

    assert guard.inspect(files.ods_of(tmp_path / "daftar.ods", row)) == "ods"


@pytest.mark.parametrize(
    "data",
    [
        b"No;Nama\r\n1;Budi\r\n",
        "\ufeffNo;Nama\r\n1;Budi\r\n".encode(),
        "No\tNama\n1\tBudi\n".encode("utf-16"),
        "Nama\nMa’ruf\n".encode("cp1252"),
        b"\r\n\r\nNama\nBudi",
    ],
)
def test_text_is_taken_for_csv(tmp_path, data):
    path = tmp_path / "daftar.txt"
    path.write_bytes(data)

    assert guard.inspect(path) == "csv"


def test_formatted_empty_rows_beyond_the_limit_are_accepted(tmp_path):
    empty = "".join(
        f'<row r="{row}" hidden="false"><c r="A{row}" s="1"/><c r="B{row}" s="1"></c></row>'
        for row in range(2, 200_000)
    )
    path = files.xlsx_of(
        tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")).replace("</sheetData>", empty + "</sheetData>")
    )

    assert guard.inspect(path) == "xlsx"


def test_formatted_empty_columns_are_accepted(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1"), '<c r="XFD1" s="1"/>'))

    assert guard.inspect(path) == "xlsx"


def test_the_empty_rest_of_an_ods_sheet_is_accepted(tmp_path):
    rest = files.ods_row(files.ods_cell(times=16384), times=1_048_575)

    assert guard.inspect(files.ods_of(tmp_path / "a.ods", rest)) == "ods"


# What is not a spreadsheet


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \r\n\t ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"{\\rtf1\\ansi Daftar hadir}", "document"),
        (b"<html><body><table><tr><td>Nama</td></tr></table></body></html>", "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><table></table>", "html"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "xml"),
        (b"<svg></svg>", "not_a_sheet"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "not_a_sheet"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "old_excel"),
        (b"Nama\x00\x01\x02", "not_a_sheet"),
        (b"PK\x03\x04 cut off", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 100, "damaged"),
    ],
)
def test_other_content_is_refused(tmp_path, data, code):
    path = tmp_path / "daftar.xls"
    path.write_bytes(data)

    assert refusal(path) == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"[Content_Types].xml": "", "word/document.xml": "<w/>"}, "document"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "document"),
        ({"[Content_Types].xml": "", "xl/workbook.bin": b"\x00"}, "xlsb"),
        ({"daftar.txt": "Nama"}, "archive"),
        ({"daftar.xlsx": "PK"}, "nested"),
    ],
)
def test_other_archives_are_refused(tmp_path, parts, code):
    assert refusal(files.zip_of(tmp_path / "daftar.xlsx", parts)) == code


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "document"),
        ("Book", "old_excel"),
        ("Contents", "not_a_sheet"),
    ],
)
def test_other_compound_files_are_refused(tmp_path, stream, code):
    assert refusal(files.ole_of(tmp_path / "daftar.xls", {stream: b"x"})) == code


# Passwords


def test_an_encrypted_archive_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")))

    assert refusal(files.mark_encrypted(path, "xl/worksheets/sheet1.xml")) == "encrypted"


def test_an_encrypted_ods_is_refused(tmp_path):
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"

    assert (
        refusal(files.ods_of(tmp_path / "a.ods", "", **{"META-INF__manifest.xml": manifest})) == "encrypted"
    )


def test_an_encrypted_xls_is_refused(tmp_path):
    writer = struct.pack(
        "<2H", 0x005C, 112
    )  # the record that names the writer, made one that announces a password
    data = saved_xls(tmp_path / "a.xls", lambda sheet: sheet.write(0, 0, "Nama"))
    assert writer in data
    (tmp_path / "a.xls").write_bytes(data.replace(writer, struct.pack("<2H", 0x002F, 112), 1))

    assert refusal(tmp_path / "a.xls") == "encrypted"


# Sizes


def test_a_file_over_the_limit_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    assert refusal(path) == "too_big"


def test_a_bomb_that_declares_its_size_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")))

    assert refusal(files.declare_size(path, "xl/worksheets/sheet1.xml", 2**32 - 2)) == "bomb"


def test_a_bomb_that_repeats_itself_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", b" " * 30_000_000)

    assert refusal(path) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", b" " * 5_000_000)

    assert refusal(files.declare_size(path, "xl/worksheets/sheet1.xml", 1000)) == "bomb"


def test_a_part_shorter_than_it_says_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")))

    assert refusal(files.declare_size(path, "xl/worksheets/sheet1.xml", 1_000_000)) == "damaged"


def test_an_archive_of_too_many_parts_is_refused(tmp_path):
    parts = {f"xl/{number}.xml": "" for number in range(MAX_MEMBERS + 1)}

    assert refusal(files.zip_of(tmp_path / "a.xlsx", parts)) == "members"


def test_an_archive_inside_is_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")), **{"xl__more.zip": b"PK"})

    assert refusal(path) == "nested"


def test_an_embedded_workbook_is_accepted(tmp_path):
    extra = {"xl__embeddings__oleObject1.xlsx": b"PK"}

    assert (
        guard.inspect(files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")), **extra))
        == "xlsx"
    )


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/worksheets/sheet1.xml", sheet_of(files.number_cell("A2")))

    assert refusal(path) == "damaged"


def test_a_cut_off_archive_is_refused(tmp_path):
    path = files.save_rows(tmp_path / "a.xlsx", [["Nama"], ["Budi"]])
    path.write_bytes(path.read_bytes()[:-30])

    assert refusal(path) == "damaged"


# XML that does more than hold data


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/">]>',
    ],
)
@pytest.mark.parametrize("part", ["xl__sharedStrings.xml", "xl__styles.xml", "docProps__core.xml"])
def test_entity_declarations_are_refused(tmp_path, start, part):
    path = files.xlsx_of(tmp_path / "a.xlsx", sheet_of(files.number_cell("A1")), **{part: start + "<x/>"})

    assert refusal(path) == "entities"


def test_entity_declarations_in_ods_are_refused(tmp_path):
    path = files.ods_of(tmp_path / "a.ods", "<!DOCTYPE x [<!ENTITY a 'a'>]>")

    assert refusal(path) == "entities"


def test_xml_in_an_encoding_that_hides_it_is_refused(tmp_path):
    sheet = sheet_of(files.number_cell("XFD1048576")).encode("utf-16")

    assert refusal(files.xlsx_of(tmp_path / "a.xlsx", sheet)) == "damaged"


def test_every_refusal_has_its_sentence():
    for code in MESSAGES:
        refused = SheetRefused(code, limit=1, cell="A1")

        assert refused.message.endswith((".", ")."))
