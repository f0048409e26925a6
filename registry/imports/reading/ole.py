"""Just enough of the compound file format (MS-CFB) to name and read the streams of an old Excel file.

Nothing is trusted: a chain of sectors that leaves the file or runs in a circle raises OleError.
"""

import struct

HEADER_BYTES = 512
ENTRY_BYTES = 128
LAST_SECTOR = 0xFFFFFFFA  # this and above are not sectors but marks
STREAM, ROOT = 2, 5


class OleError(Exception):
    """The bytes are not a sound compound file."""


class OleFile:
    """The streams of a compound file: `names` maps each name to (first sector, size in bytes)."""

    def __init__(self, data: bytes):
        if len(data) < HEADER_BYTES:
            raise OleError
        self.data = data
        shift, mini_shift = struct.unpack_from("<2H", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise OleError
        self.sector_bytes = 1 << shift
        first_directory, self.cutoff, first_mini = (
            struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60)
        )
        self.fat = self._read_fat()
        self.mini_fat = self._numbers(self._read_chain(first_mini)) if first_mini < LAST_SECTOR else []
        self.mini_stream = b""
        self.names: dict[str, tuple[int, int]] = {}
        self._read_directory(self._read_chain(first_directory))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises KeyError when there is none, OleError when its chain is broken."""
        start, size = self.names[name]
        if size >= self.cutoff:
            return self._read_chain(start)[:size]
        pieces = [self.mini_stream[at * 64 : at * 64 + 64] for at in follow(self.mini_fat, start)]
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.sector_bytes
        if at >= len(self.data):
            raise OleError
        return self.data[at : at + self.sector_bytes].ljust(self.sector_bytes, b"\x00")

    def _numbers(self, raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))

    def _read_fat(self) -> list[int]:
        """The table of next sectors; the list of its own sectors may continue outside the header."""
        places = list(struct.unpack_from("<109I", self.data, 76))
        extra, count = struct.unpack_from("<2I", self.data, 68)
        seen = set()
        while extra < LAST_SECTOR and len(seen) < count:
            if extra in seen:
                raise OleError
            seen.add(extra)
            *more, extra = self._numbers(self._sector(extra))
            places += more
        places = [place for place in places if place < LAST_SECTOR]
        if len(places) > len(self.data) // self.sector_bytes + 1:
            raise OleError
        return [number for place in places for number in self._numbers(self._sector(place))]

    def _read_chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in follow(self.fat, start))

    def _read_directory(self, raw: bytes) -> None:
        for at in range(0, len(raw) - ENTRY_BYTES + 1, ENTRY_BYTES):
            name_bytes, kind = struct.unpack_from("<HB", raw, at + 64)
            start, size = struct.unpack_from("<2I", raw, at + 116)
            if kind == ROOT and start < LAST_SECTOR:
                self.mini_stream = self._read_chain(start)
            elif kind == STREAM:
                name = raw[at : at + max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", "replace")
                self.names.setdefault(name, (start, size))


def follow(table: list[int], start: int) -> list[int]:
    """The sectors of one chain in order. Raises OleError when it leaves the table or comes back to itself."""
    chain, number = [], start
    while number < LAST_SECTOR:
        if number >= len(table) or len(chain) > len(table):
            raise OleError
        chain.append(number)
        number = table[number]
    return chain
