"""Several tables beside each other under one header row."""

import re

from registry.imports.reading.columns import REGION_FIELDS, find_role, words_of
from registry.imports.reading.headers import Column
from registry.imports.reading.post_headings import is_position

# What is no field of a person that two tables could both have.
KEPT_APART = {"attendance", "ignored", ""}
# What one column tells of all the people in a line.
SHARED = {*REGION_FIELDS, "number", "institution", "decree_number", "decree_date", "decree_until"}
COUNTED = re.compile(r"(\D+?) (\d{1,2}|i{1,3}|iv|v)")


def split_tables(columns: list[Column]) -> list[list[Column]]:
    """The columns of each of several tables side by side.

    A second table begins with another running number, with a name for another role ("Nama TKSK", "Nama PSM")
    or position ("Ketua", "Sekretaris"), or of another number ("Nama 1", "Nama 2"), or with the same columns
    after it as after the first. What tells of all of them ("Desa") belongs to each: before the first name,
    and also behind the last one where the others have nothing but their names.
    """
    names = [place for place, column in enumerate(columns) if column.meaning.field == "name"]
    if len(names) < 2 or not repeats(columns, names):
        return [columns]
    starts = []
    for before, place in zip([-1, *names], names, strict=False):
        numbered = [p for p in range(before + 1, place) if columns[p].meaning.field == "number"]
        starts.append(numbered[-1] if numbered else place)
    starts[0] = 0
    groups = [columns[start:end] for start, end in zip(starts, [*starts[1:], len(columns)], strict=True)]
    are_names_alone = all(len(group) == 1 for group in [groups[0][names[0] :], *groups[1:-1]])
    outside = columns[: names[0]] + (columns[names[-1] + 1 :] if are_names_alone else [])
    shared = [column for column in outside if column.meaning.field in SHARED]
    for group in groups:
        present = {column.meaning.field for column in group}
        group[:0] = [column for column in shared if column.meaning.field not in present]
    return groups


def are_counted(headings: list[str]) -> bool:
    """Whether headings differ by a number at their ends only: "nama psm 1", "nama psm 2"."""
    found = [COUNTED.fullmatch(heading) for heading in headings]
    return all(found) and len({one[1] for one in found}) == 1 and len({one[2] for one in found}) == len(found)


def left_edges(groups: list[list[Column]]) -> list[int]:
    """Where each table but the first begins: right of the name of the one before it."""
    names = [next(c.index for c in group if c.meaning.field == "name") for group in groups[:-1]]
    return [
        min(column.index for column in group if column.index > name)
        for name, group in zip(names, groups[1:], strict=True)
    ]


def repeats(columns: list[Column], names: list[int]) -> bool:
    fields = [column.meaning.field for column in columns]
    if fields.count("number") >= len(names):
        return True
    if are_counted([words_of(" ".join(columns[place].labels)) for place in names]):
        return True
    headings = [columns[place].labels[-1] for place in names]
    if all(map(is_position, headings)) and len(set(map(words_of, headings))) == len(names):
        return True
    roles = [find_role(" ".join(columns[place].labels)) for place in names]
    if all(roles) and len(set(roles)) == len(roles):
        return True
    after_first = set(fields[names[0] + 1 : names[1]]) - KEPT_APART
    after_second = set(fields[names[1] + 1 :]) - KEPT_APART
    return bool(after_first & after_second)
