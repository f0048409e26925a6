"""What the steps of an import hand to each other: plain data, without Django and without a database."""

import datetime
import re
from dataclasses import dataclass, field

CellValue = str | float | int | bool | datetime.date | datetime.datetime | datetime.time | None

# Signs of a cell that are read, and one more that tells there were more. Nothing a list of people says is
# longer, and what is looked for in a text takes the square of its length.
LONGEST_TEXT = 500


@dataclass(slots=True)
class RawRow:
    """One line of a sheet that may be about a person, before anything is understood.

    `sheet` is "" for csv. `row` is the number a spreadsheet program shows, from 1 (csv: the line).
    `cells` maps a field to its value as read: numbers stay numbers, text keeps its spaces.
    `context` holds what the sheet name, a title line or a section row says of all its rows:
    {"district": "KEC. DRINGU"}; possible keys are district, village, regency and role.
    `marks` maps a session (from 1) to what stands in its attendance column.
    """

    sheet: str
    row: int
    cells: dict[str, CellValue] = field(default_factory=dict)
    context: dict[str, str] = field(default_factory=dict)
    marks: dict[int, CellValue] = field(default_factory=dict)
    hidden: bool = False


@dataclass(slots=True)
class Issue:
    """Something a clerk should know about one field of a row; `level` is "error" or "warning".

    The message is a plain sentence in the language of the reader and never holds a whole NIK.
    """

    field: str
    code: str
    level: str
    message: str


@dataclass(slots=True)
class CleanRow:
    """A row understood: `values` has every field of the answer (dates as ISO text, regions as codes).

    `attendance` maps a session, as text, to present, absent, excused, sick or represented.
    """

    raw: RawRow
    values: dict[str, str | None] = field(default_factory=dict)
    attendance: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class Post:
    """A post a known person holds or held; the regions are codes.

    `start` tells one ended post from another: its first day as ISO text, or the year where no more is known.
    """

    role: str
    district: str | None
    village: str | None
    current: bool
    start: str | None = None


@dataclass(slots=True)
class Known:
    """A person of the roster as matching sees one: phone in E.164, birth date as ISO text."""

    id: int
    name: str
    nik: str | None = None
    member_number: str | None = None
    phone: str | None = None
    birth_date: str | None = None
    sex: str | None = None
    posts: list[Post] = field(default_factory=list)
    in_scope: bool = True


@dataclass(slots=True)
class Decision:
    """What matching decided for a row: match, create, choose or error.

    `candidates` are worker ids, best first; `reason` is the code of the rule that decided.
    """

    action: str
    worker_id: int | None
    candidates: list[int] = field(default_factory=list)
    reason: str = ""
    issues: list[Issue] = field(default_factory=list)


NUL_IN_JSON = re.compile(r"((?<!\\)(?:\\\\)*)\\u0000")  # not a backslash that somebody typed before u0000
DECODERS = {
    "@datetime": datetime.datetime.fromisoformat,
    "@date": datetime.date.fromisoformat,
    "@time": datetime.time.fromisoformat,
}


def decode_cell(found: dict) -> object:
    """A date or time from its one-key form; any other object as it is."""
    if len(found) == 1:
        ((key, value),) = found.items()
        if key in DECODERS:
            return DECODERS[key](value)
    return found


def encode_cell(value: object) -> object:
    """What JSON has no form for, as a dictionary of one key that `decode_cell` reads back."""
    if isinstance(value, datetime.datetime):
        return {"@datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"@date": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"@time": value.isoformat()}
    return str(value)  # a duration


def without_nuls(text: str) -> str:
    """JSON without the NULs in its strings: the database keeps none, neither in text nor in JSON."""
    return NUL_IN_JSON.sub(r"\1", text) if "\\u0000" in text else text
