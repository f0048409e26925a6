"""Several tables beside each other under one header row."""

import re

from registry.imports.reading.columns import REGION_FIELDS, find_role, words_of
from registry.imports.reading.headers import Column

# What is no field of a person that two tables could both have.
KEPT_APART = {"attendance", "ignored", ""}
COUNTED = re.compile(r"(\D+) (\d{1,2})")


def split_tables(columns: list[Column]) -> list[list[Column]]:
    """The columns of each of several tables side by side.

    A second table begins with another running number, with a name for another role ("Nama TKSK", "Nama PSM")
    or of another number ("Nama 1", "Nama 2"), or with the same columns after it as after the first. Region
    columns before the first name belong to all of them.
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
    shared = [column for column in columns[: names[0]] if column.meaning.field in (*REGION_FIELDS, "number")]
    for group in groups[1:]:
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
    roles = [find_role(" ".join(columns[place].labels)) for place in names]
    if all(roles) and len(set(roles)) == len(roles):
        return True
    after_first = set(fields[names[0] + 1 : names[1]]) - KEPT_APART
    after_second = set(fields[names[1] + 1 :]) - KEPT_APART
    return bool(after_first & after_second)
