"""A paper before it is printed."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Paper:
    """One document: its title in a list of contents, its typst template and that template's data.

    `folder` is what the title stands under where a file holds the papers of several regencies; `pdf` is
    the document itself where it was made elsewhere, as a scan is.
    """

    title: str
    template: str
    data: dict
    folder: str = ""
    pdf: bytes = b""


class Entry(NamedTuple):
    """One line of a table of contents: a paper, or a chapter inside the paper above it."""

    title: str
    page: int
    is_chapter: bool = False
