"""Numbers that several people of one file share: they identify nobody."""

from collections import defaultdict

from registry.imports.meaning.issues import issue
from registry.imports.rows import CleanRow
from registry.names import Likeness, compare


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
