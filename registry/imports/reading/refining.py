"""Corrects what a heading says by what stands below it: posts, places, bodies or marks."""

import re

from registry.imports.meaning.marks import is_mark_word
from registry.imports.reading.columns import (
    BRACKETS,
    REGION_FIELDS,
    Meaning,
    find_role,
    is_role_name,
    words_of,
)
from registry.imports.reading.headers import Column
from registry.imports.reading.heading_words import names_body_or_region
from registry.imports.reading.sampling import Sample
from registry.imports.reading.sessions import SessionLabel

VILLAGE_WORD, DISTRICT_WORD = "desa|ds|kel|kelurahan", "kec|kecamatan"
REGION_WORD = f"{VILLAGE_WORD}|{DISTRICT_WORD}"
NAMED = r"\b\.?\s*[A-Za-z]{3,}"  # a name behind one of these words
ROLE_WITH_PLACE = re.compile(rf"\b(?:{REGION_WORD}){NAMED}", re.IGNORECASE)
REGION_FIRST = re.compile(rf"^\s*(?:{REGION_WORD})\b", re.IGNORECASE)
# An address that tells the village and its district, wherever in it: "RT 01 Ds. Kalirejo Kec. Dringu".
WHOLE_ADDRESS = re.compile(
    rf"\b(?:{VILLAGE_WORD}){NAMED}.*\b(?:{DISTRICT_WORD}){NAMED}", re.IGNORECASE | re.DOTALL
)
MOST = 0.7  # of the cells of a column: then the others are mistakes


def refine(column: Column, columns: list[Column], sample: Sample) -> None:
    """Correct what a header says by what stands under it."""
    name = column.meaning.field
    fields = {other.meaning.field for other in columns}
    words = words_of(BRACKETS.sub(" ", column.labels[-1]))
    names_posts = name == "role" and sample.share(column, names_role_and_place) >= 0.3
    if name == "place" and not fields & {"role", "post"}:
        names_posts = sample.share(column, find_role) >= 0.6
    if names_posts:
        column.meaning = Meaning("post")
    elif name in ("", "ignored") and names_body_or_region(words):
        column.meaning = body_or_region(column, fields, sample)
    elif name in ("address", "place") and not fields & {*REGION_FIELDS, "post"}:
        column.meaning = place_or_address(column, sample)
    elif name == "note" and not fields & {"role", "post"} and sample.share(column, is_role_name) >= 0.8:
        column.meaning = Meaning("role")
    elif name == "note" or words == "status":
        if "attendance" not in fields and sample.share(column, is_mark_word) >= 0.8:
            column.meaning = Meaning("attendance", session=SessionLabel("presence"))
        elif words == "status" and "role" not in fields and sample.share(column, find_role) >= 0.5:
            column.meaning = Meaning("role")


def place_or_address(column: Column, sample: Sample) -> Meaning:
    """What an address is where no column tells a place: the place, or both when it tells a village within."""
    if sample.share(column, REGION_FIRST.match) >= 0.6:
        return Meaning("place")
    if column.meaning.field == "address" and sample.share(column, WHOLE_ADDRESS.search) >= MOST:
        return Meaning("place", place_kind="address")
    return column.meaning


def body_or_region(column: Column, fields: set[str], sample: Sample) -> Meaning:
    """What stands below "Instansi/Desa": regions, bodies, or so much of both that a person has to say."""
    for level in ("village", "district"):
        share = sample.share(column, lambda text, level=level: sample.region_level(text) == level)
        if share >= MOST and level not in fields:
            return Meaning(level)
    are_regions = sample.share(column, sample.region_level)
    return Meaning("institution") if are_regions <= 1 - MOST else Meaning(suggestion="institution")


def names_role_and_place(text: str) -> bool:
    return bool(ROLE_WITH_PLACE.search(text)) and bool(find_role(text.split(" Kec")[0]) or find_role(text))
