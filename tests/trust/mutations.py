"""Sound spreadsheets broken at random: bytes, parts of the archive, XML."""

import io
import random
import re
import zipfile
from pathlib import Path

from tests.trust import hostile
from tests.trust.cases import make_case
from tests.trust.files import save

KINDS = ("xlsx", "xls", "ods", "csv")
SOUND_OF_EACH = 3
REGENCY = "35.13"
ATTRIBUTE = re.compile(rb'="([^"]*)"')
TAG = re.compile(rb"<[^>]+>")
VALUES = (
    b"",
    b"-1",
    b"0",
    b"99999999999",
    b"XFD1048576",
    b"A0",
    b"1048577",
    b"s",
    b"e",
    b"d",
    b"\xff",
    b"A1:ZZZ9",
)


class Mutants:
    """Makes files one after the other, the same for the same seed. `folder` is for its own use."""

    def __init__(self, seed: int, folder: Path):
        self.chance = random.Random(seed)
        self.folder = folder
        self.sound = [path.read_bytes() for path in self._sound_files()]
        self.archives = [data for data in self.sound if data.startswith(b"PK")]

    def _sound_files(self) -> list[Path]:
        wanted = dict.fromkeys(KINDS, SOUND_OF_EACH)
        found, number = [], 0
        while any(wanted.values()):
            number += 1
            case = make_case(number, REGENCY)
            if wanted[case.plan.format]:
                wanted[case.plan.format] -= 1
                found.append(save(case.tabs, case.plan.format, self.folder, number))
        return found

    def make(self) -> tuple[str, str, bytes]:
        """(what was done, name of the file, its content) of the next one."""
        ways = (
            *[self._bytes, self._part, self._xml] * 4,
            *[self._cells] * 3,
            self._text,
            self._text,
            self._wrong,
        )
        way = self.chance.choice((*ways, self._bomb) if self.chance.random() < 0.2 else ways)
        what, data = way()
        kind = self.chance.choice(KINDS)
        name = self.chance.choice(hostile.NAMES) if self.chance.random() < 0.1 else f"lembar.{kind}"
        return what, name, data

    def _bytes(self) -> tuple[str, bytes]:
        """Bytes changed, cut off, doubled or taken out."""
        data = bytearray(self.chance.choice(self.sound))
        what = self.chance.choice(("flip", "flip", "cut", "double", "drop"))
        place = self.chance.randrange(len(data))
        size = self.chance.randint(1, 2000)
        match what:
            case "flip":
                for _ in range(self.chance.choice((1, 3, 20, 300))):
                    data[self.chance.randrange(len(data))] = self.chance.randrange(256)
            case "cut":
                del data[place:]
            case "double":
                data[place:place] = data[place : place + size]
            case "drop":
                del data[place : place + size]
        return f"bytes {what}", bytes(data)

    def _part(self) -> tuple[str, bytes]:
        """A part of an archive changed, lost, renamed, exchanged for another, or kept twice."""
        what = self.chance.choice(("change", "lose", "rename", "exchange", "empty", "store"))
        parts = parts_of(self.chance.choice(self.archives))
        name, other = self.chance.choice(list(parts)), self.chance.choice(list(parts))
        match what:
            case "change" if parts[name]:
                changed = bytearray(parts[name])
                for _ in range(self.chance.choice((1, 5, 50))):
                    changed[self.chance.randrange(len(changed))] = self.chance.randrange(256)
                parts[name] = bytes(changed)
            case "lose":
                del parts[name]
            case "rename":
                parts[self.chance.choice(("xl/x.xml", "../x.xml", "/etc/x", name.upper()))] = parts.pop(name)
            case "exchange":
                parts[name], parts[other] = parts[other], parts[name]
            case "empty":
                parts[name] = b""
        return f"part {what}", zipped(parts, store=what == "store")

    def _xml(self) -> tuple[str, bytes]:
        """Tags lost or doubled, attributes with values that cannot be, texts nobody types."""
        what = self.chance.choice(("attribute", "attribute", "tag lost", "tag doubled", "text", "deep"))
        parts = parts_of(self.chance.choice(self.archives))
        name = self.chance.choice([name for name in parts if name.endswith(".xml")])
        data = parts[name]
        for _ in range(self.chance.choice((1, 2, 10))):
            data = self._change_xml(what, data)
        parts[name] = data
        return f"xml {what}", zipped(parts)

    def _change_xml(self, what: str, data: bytes) -> bytes:
        found = list((ATTRIBUTE if what == "attribute" else TAG).finditer(data))
        if not found:
            return data
        at = self.chance.choice(found)
        match what:
            case "attribute":
                return data[: at.start(1)] + self.chance.choice(VALUES) + data[at.end(1) :]
            case "tag lost":
                return data[: at.start()] + data[at.end() :]
            case "tag doubled":
                return data[: at.end()] + at[0] * self.chance.choice((1, 2, 1000)) + data[at.end() :]
            case "deep":
                return data[: at.start()] + b"<a>" * 20_000 + data[at.start() :]
        text = self.chance.choice(hostile.TEXTS).encode("utf-8", "replace")
        return data[: at.end()] + text.replace(b"<", b"&lt;") + data[at.end() :]

    def _spoilt(self) -> tuple[str, bytes]:
        """A sound sheet in which some cells hold what nobody types."""
        number = self.chance.randrange(10_000)
        case = make_case(number, REGENCY)
        for tab in case.tabs:
            for cells in self.chance.choices(tab.rows or [[]], k=self.chance.choice((1, 5, 20))):
                if cells:
                    cells[self.chance.randrange(len(cells))] = self.chance.choice(
                        (*hostile.TEXTS, *hostile.VALUES)
                    )
        path = save(case.tabs, case.plan.format, self.folder, number)
        data = path.read_bytes()
        path.unlink()
        return "spoilt cells", data

    def _cells(self) -> tuple[str, bytes]:
        return "hostile cells", self._written(hostile.cells)

    def _text(self) -> tuple[str, bytes]:
        return "hostile text", self._written(hostile.text_file)

    def _wrong(self) -> tuple[str, bytes]:
        return "wrong file", self._written(hostile.wrong_file)

    def _bomb(self) -> tuple[str, bytes]:
        return "bomb", self._written(hostile.bomb)

    def _written(self, write) -> bytes:
        path = self.folder / "hostile"
        write(self.chance, path)
        return path.read_bytes()


def parts_of(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: dict[str, bytes], *, store: bool = False) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()
