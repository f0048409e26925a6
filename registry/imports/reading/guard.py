"""What a file is, told by its content and never by its name, and whether it is safe to parse.

Every check reads bytes only; no spreadsheet parser has seen the file yet. The parsers themselves are
no defence: two filled cells in opposite corners of a sheet make one of them abort the whole process.
"""

import re
from pathlib import Path
from typing import BinaryIO

from registry.imports.reading import biff
from registry.imports.reading.archive import inflate, open_archive, overlapping
from registry.imports.reading.ole import OleError, OleFile
from registry.imports.refusals import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, SheetRefused

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
OTHER_MAGICS = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"RIFF": "image",
    b"{\\rtf": "document",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"\x09\x00\x04\x00": "old_excel",
    b"\x09\x02\x06\x00": "old_excel",
    b"\x09\x04\x06\x00": "old_excel",
}
HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|table|meta|style)\b", re.IGNORECASE)
XML = re.compile(rb"<\?xml\b")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))

PREFIX = rb"(?:\w+:)?"
# A cell to the right of column GR (the 200th) or below row 150,000 that has a value.
FAR_CELL = re.compile(
    rb"r=[\"'](?=[A-Z]{2}|[A-Z]\d{6})"  # most cells are told by this alone
    rb"((?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])\d+|[A-Z]{1,3}(?:1[5-9]\d{4}|[2-9]\d{5}|\d{7,}))[\"']"
    rb"[^>]*(?<!/)>\s*<" + PREFIX + rb"(?:v|is|f)\b"
)
CELL_NAME = re.compile(rb"([A-Z]+)(\d+)")
# ods: many columns at once that are filled, or a wide gap with something filled behind it.
REPEATED_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b([^>]*number-columns-repeated=\"(\d{3,})\"[^>]*)>"
)
REPEATED_ROW = re.compile(rb"<table:table-row\b[^>]*number-rows-repeated=\"(\d{3,})\"[^>]*>")
FILLED = re.compile(rb"office:value-type|<text:p")


def inspect(path: Path) -> str:
    """ "xlsx", "xls", "ods" or "csv" (xlsm counts as xlsx; its macros are never run). Raises SheetRefused."""
    size = path.stat().st_size
    if size == 0:
        raise SheetRefused("empty")
    if size > MAX_BYTES:
        raise SheetRefused("too_big", limit=MAX_BYTES // (1024 * 1024))
    with path.open("rb") as file:
        head = file.read(8192)
        if head.startswith(ZIP_MAGICS):
            return inspect_zip(file)
        if head.startswith(OLE_MAGIC):
            file.seek(0)
            return inspect_ole(file.read())
    return inspect_text(path, head)


def inspect_zip(file: BinaryIO) -> str:
    entries = {entry.filename: entry for entry in open_archive(file)}
    kind = zip_kind(file, entries)
    if kind == "ods" and b"encryption-data" in member(file, entries, "META-INF/manifest.xml"):
        raise SheetRefused("encrypted")
    for name, entry in entries.items():
        if not name.endswith((".xml", ".rels")):
            continue
        check = check_ods_window if name == "content.xml" and kind == "ods" else check_xlsx_window
        for position, window in enumerate(overlapping(inflate(file, entry))):
            if position == 0 and b"\x00" in window[:200]:
                raise SheetRefused("damaged")  # an encoding in which the searches below would be blind
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise SheetRefused("entities")
            check(window)
    return kind


def zip_kind(file: BinaryIO, entries: dict) -> str:
    """Which of the formats kept in zip files this is. Raises SheetRefused for those that are no sheet."""
    if "xl/workbook.bin" in entries:
        raise SheetRefused("xlsb")
    if any(name.startswith(("word/", "ppt/")) for name in entries):
        raise SheetRefused("document")
    if "[Content_Types].xml" in entries and any(name.startswith("xl/") for name in entries):
        return "xlsx"
    mimetype = member(file, entries, "mimetype")
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    raise SheetRefused("document" if b"opendocument" in mimetype else "archive")


def member(file: BinaryIO, entries: dict, name: str) -> bytes:
    """The beginning of a part, "" when there is none."""
    return next(inflate(file, entries[name]), b"") if name in entries else b""


def check_xlsx_window(window: bytes) -> None:
    """Refuse a filled cell outside the limits; formatted cells without a value may lie anywhere."""
    if b"<v" not in window and b":v>" not in window and b"is>" not in window:
        return
    found = FAR_CELL.search(window)
    while found:
        letters, digits = CELL_NAME.fullmatch(found[1]).groups()
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if column > MAX_COLUMNS or int(digits) > MAX_ROWS:
            raise SheetRefused("sparse", cell=found[1].decode())
        found = FAR_CELL.search(window, found.end())


def check_ods_window(window: bytes) -> None:
    """Refuse filled cells or rows repeated beyond the limits, and cells behind a gap wider than them."""
    for found in REPEATED_CELL.finditer(window):
        if int(found[2]) <= MAX_COLUMNS:
            continue
        row_end = window.find(b"</table:table-row>", found.end())
        rest = window[found.start() : row_end if row_end >= 0 else found.end()]
        if FILLED.search(rest):
            raise SheetRefused("sparse", cell=f"+{int(found[2])}")
    for found in REPEATED_ROW.finditer(window):
        if int(found[1]) <= MAX_ROWS or found[0].endswith(b"/>"):
            continue
        row_end = window.find(b"</table:table-row>", found.end())
        rest = window[found.end() : row_end if row_end >= 0 else len(window)]
        if FILLED.search(rest):
            raise SheetRefused("sparse", cell=f"+{int(found[1])}")


def inspect_ole(data: bytes) -> str:
    """Old Excel files, and the wrapper Excel puts around a workbook with a password."""
    try:
        ole = OleFile(data)
    except OleError:
        raise SheetRefused("damaged") from None
    if "EncryptedPackage" in ole.names:
        raise SheetRefused("encrypted")
    if "Workbook" not in ole.names and "Book" not in ole.names:
        raise SheetRefused("document" if "WordDocument" in ole.names else "not_a_sheet")
    if "Workbook" not in ole.names:
        raise SheetRefused("old_excel")
    try:
        biff.check(ole.stream("Workbook"))
    except OleError:
        raise SheetRefused("damaged") from None
    return "xls"


def inspect_text(path: Path, head: bytes) -> str:
    """Text is taken for csv when nothing shows that it is something else."""
    for magic, code in OTHER_MAGICS.items():
        if head.startswith(magic):
            raise SheetRefused(code)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not path.read_bytes().strip():
        raise SheetRefused("empty")
    if start.startswith(b"<") or HTML.search(start):
        raise SheetRefused("html" if HTML.search(start) else "xml" if XML.search(start) else "not_a_sheet")
    if head.startswith(UTF16_MARKS):
        return "csv"
    data = path.read_bytes()
    if len(data.translate(None, CONTROL_BYTES)) != len(data):
        raise SheetRefused("not_a_sheet")
    return "csv"
