"""Reading a list of regions: a CSV file with the columns `code,name`, plain or compressed (gz, xz).

A list is taken whole or not at all: everything that is wrong with it is told by line number.
"""

import csv
import datetime
import gzip
import io
import lzma
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.regions import codes
from welfare.errors import RuleError

DATA = Path(__file__).parents[1] / "data"
BUNDLED, SPELLINGS = DATA / "regions-2025.csv.xz", DATA / "spellings-2022.csv"
BUNDLED_DECREE, BUNDLED_DATE = "Kepmendagri 300.2.2-2138/2025", datetime.date(2025, 4, 25)
HEADER = ["code", "name"]
LONGEST_NAME = 100
TOLD = 10  # problems shown of a list that has more
MOST_BYTES = 10 * 1024 * 1024  # unpacked; the whole country has 2 MB
OPENERS = {b"\x1f\x8b": gzip.open, b"\xfd7zXZ\x00": lzma.open}

# Written small inside a name, and kept in capitals.
PARTICLES = frozenset({"dan"})
CAPITALS = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})|DKI|DI")


class ListError(RuleError):
    """A list that cannot be used; the text names the lines."""


@dataclass(frozen=True, slots=True)
class RegionList:
    """The regions of one decree.

    `names` is {code: name} of provinces, regencies, districts and villages; `earlier` holds names that the
    decree replaced while the region stayed what it was, {code: name}.
    """

    names: dict[str, str]
    decree: str
    on: datetime.date
    earlier: dict[str, str] = field(default_factory=dict)


def read_list(path: Path | None = None, *, decree: str = "", on: datetime.date | None = None) -> RegionList:
    """The list in a file, or the one this program carries (data/NOTICE.md). Raises ListError.

    A file goes by its name and today unless `decree` and `on` say better; one that says the same as the
    bundled list is the bundled one, with the names of 2022 that differ.
    """
    path = path or BUNDLED
    text = _text(path)
    if path == BUNDLED or text == _text(BUNDLED):
        decree, on = decree or BUNDLED_DECREE, on or BUNDLED_DATE
        earlier = dict(row for _line, row in _numbered_rows(_text(SPELLINGS)))
    else:
        decree, on, earlier = decree or path.name, on or timezone.localdate(), {}
    return RegionList(_names(text), decree, on, earlier)


def _names(text: str) -> dict[str, str]:
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[str] = []
    for line, row in _numbered_rows(text):
        problem = _problem(row, lines)
        if problem:
            problems.append(_("line %(line)d: %(problem)s") % {"line": line, "problem": problem})
        else:
            code, name = row
            names[code], lines[code] = " ".join(name.split()), line
    problems += [
        _("line %(line)d: %(code)s lies in %(parent)s, which the list does not have.")
        % {"line": lines[code], "code": code, "parent": codes.parent(code)}
        for code in names
        if len(code) > 2 and codes.parent(code) not in names
    ]
    if problems:
        raise ListError(_shortened(problems))
    if not names:
        raise ListError(_("The list holds no regions."))
    return _in_natural_case(names)


def _text(path: Path) -> str:
    try:
        content = _unpacked(path)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ListError(_("line %(line)d: the text is not UTF-8.") % {"line": line}) from None
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile):
        raise ListError(_("The compressed file is damaged or cut short.")) from None
    except OSError as error:
        raise ListError(_("The file cannot be read: %(why)s.") % {"why": error.strerror}) from None


def _unpacked(path: Path) -> bytes:
    with path.open("rb") as file:
        beginning = file.read(8)
    opener = next((opener for magic, opener in OPENERS.items() if beginning.startswith(magic)), open)
    with opener(path, "rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ListError(_("The file is larger than 10 MB. It is no list of regions."))
    return content


def _numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(reader, None) != HEADER:
            raise ListError(_("line 1: the header must be code,name."))
        yield from ((reader.line_num, row) for row in reader)
    except csv.Error:
        raise ListError(_("line %(line)d: the quotes do not close.") % {"line": reader.line_num}) from None


def _problem(row: list[str], lines: dict[str, int]) -> str:
    """What is wrong with a row, "" for nothing; `lines` are the codes before it."""
    if len(row) != len(HEADER):
        return _("it must have two columns, a code and a name.")
    code, name = row
    if not codes.CODE.fullmatch(code):
        return _("“%(code)s” is no code; one reads like 35.13.19.2003.") % {"code": code[:30]}
    if code in lines:
        return _("%(code)s stands in line %(line)d already.") % {"code": code, "line": lines[code]}
    if not any(map(str.isalnum, name)):
        return _("%(code)s has no name.") % {"code": code}
    if len(name) > LONGEST_NAME:
        return _("the name of %(code)s is too long.") % {"code": code}
    if '"' in name or "\ufffd" in name or any(unicodedata.category(sign) == "Cc" for sign in name):
        return _("the name of %(code)s holds a sign that no name has.") % {"code": code}
    return ""


def _shortened(problems: list[str]) -> str:
    more = len(problems) - TOLD
    if more > 0:
        problems = [*problems[:TOLD], _("and %(count)d more.") % {"count": more}]
    return "\n".join(problems)


def _in_natural_case(names: dict[str, str]) -> dict[str, str]:
    """Give a level that the list writes in capitals throughout its usual case: KOTA JAMBI -> Kota Jambi."""
    shouted = {
        length: all(name.isupper() for code, name in names.items() if len(code) == length)
        for length in codes.LEVELS
    }
    return {code: natural_case(name) if shouted[len(code)] else name for code, name in names.items()}


def natural_case(name: str) -> str:
    """A name in capitals as it is written in a sentence: DKI, numerals and the particle "dan" apart."""
    return " ".join(_natural_word(word) for word in name.split(" "))


def _natural_word(word: str) -> str:
    if word.lower() in PARTICLES:
        return word.lower()
    return word if CAPITALS.fullmatch(word) else "-".join(map(str.capitalize, word.split("-")))
