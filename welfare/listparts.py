"""What a list page says beside its rows: the conditions in force, and what an empty list tells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """One condition in force, and the list's query string without it."""

    name: str
    label: str
    value: str
    query: str


@dataclass(frozen=True)
class Drop:
    """The condition whose removal brings rows back: `count` of them, `told` in words."""

    chip: Chip
    count: int
    told: str


@dataclass(frozen=True)
class Fact:
    """One thing an empty list says below its actions, perhaps with the address it leads to."""

    heading: str
    text: str
    url: str = ""
