"""Reads a PDF back as the text a person would find on its pages."""

import io
import re

import pypdf

ZERO_WIDTH_SPACE = "\u200b"


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without the invisible places where a long word may break."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [page.extract_text().replace(ZERO_WIDTH_SPACE, "") for page in reader.pages]


def lines_at(pdf: bytes, page: int) -> dict[str, int]:
    """How high each piece of text on a page stands, in whole points from its foot."""
    found = {}

    def note(text, transform, text_matrix, _font, _size):
        if text.strip():
            found[text.strip()] = round(transform[5] + text_matrix[5] * transform[3])

    pypdf.PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_text=note)
    return found


def solid(text: str) -> str:
    """The text without any white space, for words that were set on several lines."""
    return re.sub(r"\s", "", text)


def page_counts(pdf: bytes) -> list[str]:
    """What stands at the foot of each page: `Halaman 1 dari 2`, ..."""
    return [" / ".join(re.findall(r"Halaman \d+ dari \d+", page)) for page in pages(pdf)]


def bookmarks(pdf: bytes) -> list[str]:
    """The titles in the list of contents."""
    return [item.title for item in pypdf.PdfReader(io.BytesIO(pdf)).outline]


def page_sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages in whole millimetres."""
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return {(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes}
