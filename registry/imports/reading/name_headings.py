"""Which texts stand over the names of people: "Nama", a slip of it, the name of a body, a post."""

from registry.imports.reading.columns import (
    BRACKETS,
    PHRASES,
    QUESTION_NUMBER,
    Meaning,
    classify,
    squash,
    words_of,
)
from registry.imports.reading.heading_words import field_by_words
from registry.imports.reading.post_headings import names_a_post
from registry.imports.rows import CellValue

NAME_KEYS = {phrase for phrase, field in PHRASES.items() if field == "name"}
LONGEST_LABEL = 80
# Two of these beside a heading that only begins like that of names make a header.
TELLING = frozenset("nik member_number sex birth birth_place birth_date phone role village district".split())
LEAST_TELLING = 2


def heads_names(cells: list[CellValue]) -> bool:
    """Whether a row holds a heading of names, or one that begins like it ("Nama Suster") among others."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not hints_at_name("\n".join(texts).lower()):  # asked of every row, so of all of it at once
        return False
    if any(map(says_name, texts)):
        return True
    if not any(text[:5].lower() == "nama " and may_say_name(text) for text in texts):
        return False
    return sum(classify((text,)).field in TELLING for text in texts if may_be_label(text)) >= LEAST_TELLING


def says_name(text: str) -> bool:
    """Whether a cell is exactly a heading of names."""
    if not hints_at_name(text.lower()) or not may_be_label(text):
        return False
    plain = BRACKETS.sub(" ", QUESTION_NUMBER.sub("", text))
    return squash(plain) in NAME_KEYS or field_by_words(words_of(plain)) == "name"


def hints_at_name(lowered: str) -> bool:
    """Whether a text in lower case has the letters of one of the headings of names."""
    return "nam" in lowered or "n a" in lowered or "nm" in lowered or "peserta" in lowered


def may_say_name(text: str) -> bool:
    meaning = classify((text,)) if may_be_label(text) else Meaning()
    return "name" in (meaning.field, meaning.suggestion) or names_a_body(text)


def may_head_names(text: str) -> bool:
    return may_say_name(text) or (may_be_label(text) and names_a_post(text))


def names_a_body(text: str) -> bool:
    """Whether a heading stands over the names of organisations ("Nama LKS"): they may be all a list has."""
    return text[:5].lower() == "nama " and classify((text,)).field == "institution"


def may_be_label(text: str) -> bool:
    return len(text) <= LONGEST_LABEL and ":" not in text.rstrip(" :*")
