"""Makes spreadsheet files for tests, sound and hostile ones, byte by byte where a library would refuse."""

import struct
import zipfile
from pathlib import Path

import openpyxl

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
WORKBOOK_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET_START = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
ODS_START = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="S">'
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def number_cell(name: str, value: int = 1) -> str:
    return f'<c r="{name}"><v>{value}</v></c>'


def xlsx_of(path: Path, sheet: str | bytes, **extra: str | bytes) -> Path:
    """An xlsx around the XML of its only sheet; `extra` are further parts by name (`__` stands for `/`)."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
    } | {name.replace("__", "/"): part for name, part in extra.items()}
    return zip_of(path, parts)


def ods_of(path: Path, rows: str, **extra: str) -> Path:
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ODS_START + rows + ODS_END,
    } | {name.replace("__", "/"): part for name, part in extra.items()}
    return zip_of(path, parts)


def zip_of(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def patch_directory(path: Path, member: str, *, offset: int, value: bytes) -> Path:
    """Change bytes of one entry in the zip's directory: what an archive says of a part it holds."""
    data = bytearray(path.read_bytes())
    at = data.rfind(member.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + offset : at + offset + len(value)] = value
    path.write_bytes(data)
    return path


def declare_size(path: Path, member: str, size: int) -> Path:
    return patch_directory(path, member, offset=24, value=struct.pack("<I", size))


def mark_encrypted(path: Path, member: str) -> Path:
    return patch_directory(path, member, offset=8, value=struct.pack("<H", 1))


def ods_row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str = "", times: int = 1, attributes: str = "") -> str:
    """A cell of text, or an empty one, repeated to the right."""
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if not text:
        return f"<table:table-cell{repeated} {attributes}/>"
    value = f' office:value-type="string" {attributes}'
    return f"<table:table-cell{repeated}{value}><text:p>{text}</text:p></table:table-cell>"


def ole_of(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file (the container of .xls, .doc and protected workbooks) with these streams."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = []

    def add(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\x00") for at in range(0, max(len(data), 1), 512)]
        sectors.extend(pieces)
        chains.extend([*range(start + 1, start + len(pieces)), 0xFFFFFFFE])
        return start

    for name, data in streams.items():
        data = data.ljust(4096, b"\x00")
        entries.append((name, 2, add(data), len(data)))
    directory = b"".join(ole_entry(*entry) for entry in [("Root Entry", 5, 0xFFFFFFFE, 0), *entries])
    first_directory = add(directory)
    fat_sector = len(sectors)
    fat = struct.pack(f"<{len(chains) + 1}I", *chains, 0xFFFFFFFD).ljust(512, b"\xff")
    assert len(fat) == 512
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 16
    no_sector = 0xFFFFFFFE
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<5I", 0, 1, first_directory, 0, 4096)
    header += struct.pack("<5I", no_sector, 0, no_sector, 0, fat_sector)
    path.write_bytes(header.ljust(512, b"\xff") + b"".join(sectors) + fat)
    return path


def ole_entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = (name + "\x00").encode("utf-16-le")
    return (
        text.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        + b"\x00" * 36
        + struct.pack("<IQ", start, size)
    )


def save_rows(path: Path, rows: list[list], *, sheet: str = "Sheet1") -> Path:
    """An xlsx with these rows from A1."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
