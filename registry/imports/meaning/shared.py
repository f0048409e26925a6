"""Numbers that a whole file makes doubtful: several people share them, or all lost their last digit."""

from collections import defaultdict
from collections.abc import Iterable

from registry import nik as niks
from registry.imports.meaning.issues import issue
from registry.imports.rows import CleanRow, RawRow
from registry.names import Likeness, compare

CUT_NIKS = 4  # so many NIKs that all end in 0 are no chance any more


def flag_shared_numbers(rows: list[CleanRow]) -> None:
    """Empty a NIK or member number that stands with different names, and say so on each of the rows.

    So a family card's number pasted as NIK identifies nobody. The same person written twice shares a number
    too: there the names do not contradict each other, and it stays.
    """
    for field in ("nik", "member_number"):
        holders: defaultdict[str, list[CleanRow]] = defaultdict(list)
        for row in rows:
            if number := row.values[field]:
                holders[number].append(row)
        for members in holders.values():
            if len(members) > 1 and _several_people(members):
                for row in members:
                    _empty(row, field)


def _several_people(rows: list[CleanRow]) -> bool:
    names = [row.values["name"] for row in rows if row.values["name"]]
    return any(compare(names[0], name) is Likeness.DIFFERENT for name in names[1:])


def _empty(row: CleanRow, field: str) -> None:
    """What the number said of birth and sex goes with it."""
    row.values[field] = None
    if field == "nik":
        row.issues = [known for known in row.issues if not known.code.startswith("nik_")]
    row.issues.append(issue(field, "nik_shared"))


def all_cut(rows: Iterable[RawRow]) -> bool:
    """Do all NIKs of the sheet end in 0? Then they were numbers before the file was saved as text."""
    found = [nik for row in rows if (nik := niks.clean(row.cells.get("nik"))[0])]
    return len(found) >= CUT_NIKS and all(nik.endswith("0") for nik in found)
