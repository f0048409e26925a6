"""Zip containers (xlsx, ods), looked at without trusting what they say of themselves.

The standard library's reader stops at the size an entry declares, so an entry that lies would pass;
here every part is inflated with a running limit, and compared with what it declared.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from registry.imports.refusals import SheetRefused

MAX_MEMBERS = 2_000
MAX_UNPACKED = 300 * 1024 * 1024  # a sheet with a million formatted empty rows unpacks to some 270 MB
# Sheets pack to a tenth or a thirtieth; nothing but repetition packs to less than a two-hundredth.
MAX_RATIO, RATIO_FROM = 200, 20 * 1024 * 1024
CHUNK = 1024 * 1024
OVERLAP = 512  # a tag cut in two by a chunk's end is seen whole in the next one

ENCRYPTED_FLAG = 0x1
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
END_OF_DIRECTORY = struct.Struct("<4s4H2IH")
ARCHIVE_NAME = re.compile(r"\.(zip|rar|7z|gz|xlsx|xlsm|ods|docx)$", re.IGNORECASE)
MAY_EMBED = re.compile(r"(^|/)embeddings/")


def open_archive(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of a zip file after every check that needs no inflating. Raises SheetRefused."""
    check_directory(file)
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise SheetRefused("damaged") from None
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise SheetRefused("encrypted")
    if len(entries) > MAX_MEMBERS:
        raise SheetRefused("members")
    if len({entry.filename for entry in entries}) != len(entries):
        raise SheetRefused("damaged")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(map(is_inflated, entries)):
        raise SheetRefused("bomb")
    if any(ARCHIVE_NAME.search(entry.filename) and not MAY_EMBED.search(entry.filename) for entry in entries):
        raise SheetRefused("nested")
    return entries


def is_inflated(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size


def check_directory(file: BinaryIO) -> None:
    """Refuse a directory too long to be read quickly, before the library reads it whole."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END_OF_DIRECTORY.size:
        raise SheetRefused("damaged")
    _, _, _, _, members, directory_bytes, _, _ = END_OF_DIRECTORY.unpack_from(tail, at)
    if members > MAX_MEMBERS or directory_bytes > MAX_MEMBERS * 512:
        raise SheetRefused("members")


def inflate(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real bytes of one entry in chunks. Raises SheetRefused when they are not what was declared."""
    file.seek(entry.header_offset)
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise SheetRefused("damaged")
    file.seek(sum(LOCAL_HEADER.unpack(header)[-2:]), 1)  # past the name and the extra field
    stored = entry.compress_type == zipfile.ZIP_STORED
    if not stored and entry.compress_type != zipfile.ZIP_DEFLATED:
        raise SheetRefused("damaged")
    total = 0
    for piece in stored_pieces(file, entry) if stored else deflated_pieces(file, entry):
        total += len(piece)
        if total > entry.file_size:
            raise SheetRefused("bomb")
        yield piece
    if total != entry.file_size:
        raise SheetRefused("damaged")


def stored_pieces(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    left = entry.compress_size
    while left > 0 and (piece := file.read(min(CHUNK, left))):
        left -= len(piece)
        yield piece


def deflated_pieces(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    left = entry.compress_size
    try:
        while left > 0 and (packed := file.read(min(CHUNK, left))):
            left -= len(packed)
            while packed:
                yield unpacker.decompress(packed, CHUNK)
                packed = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error:
        raise SheetRefused("damaged") from None


def overlapping(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, each window beginning with the end of the one before it."""
    end = b""
    for piece in pieces:
        window = end + piece
        yield window
        end = window[-OVERLAP:]


def member_windows(path: Path, name: str) -> Iterator[bytes]:
    """The overlapping windows of one part of an archive that has passed the guard; none if it is missing."""
    with path.open("rb") as file:
        for entry in zipfile.ZipFile(file).infolist():
            if entry.filename == name:
                yield from overlapping(inflate(file, entry))


def read_member(path: Path, name: str) -> bytes:
    """One whole part of an archive that has passed the guard; b"" when it is missing."""
    with path.open("rb") as file:
        for entry in zipfile.ZipFile(file).infolist():
            if entry.filename == name:
                return b"".join(inflate(file, entry))
    return b""
