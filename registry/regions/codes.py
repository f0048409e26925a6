"""What a region's code says by itself: its level, its kind and the code above it.

Kemendagri's codes are two digits for the province, two for the regency, two for the district and four for the
village, with dots between. Regencies count from 01, cities from 71; a village's first digit is 1 for a
kelurahan, 2 for a desa and 3 for a customary village, which is a desa too (Permendagri 58/2021).
"""

import re

from registry.models.region import NATION_CODE, Region

CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.[123]\d{3})?)?)?")
LEVELS = {
    2: Region.Level.PROVINCE,
    5: Region.Level.REGENCY,
    8: Region.Level.DISTRICT,
    13: Region.Level.VILLAGE,
}
LENGTHS = {level: length for length, level in LEVELS.items()}
FIRST_CITY = 71


def level(code: str) -> str:
    """The level a code stands for."""
    return Region.Level.NATION if code == NATION_CODE else LEVELS[len(code)]


def kind(code: str) -> str:
    """The kind of region a code stands for."""
    if code == NATION_CODE:
        return Region.Kind.NATION
    if len(code) == LENGTHS[Region.Level.REGENCY]:
        return Region.Kind.CITY if int(code[3:5]) >= FIRST_CITY else Region.Kind.REGENCY
    if len(code) == LENGTHS[Region.Level.VILLAGE]:
        return Region.Kind.KELURAHAN if code[9] == "1" else Region.Kind.DESA
    return Region.Kind(level(code))


def parent(code: str) -> str | None:
    """The code of the region above; None above the nation."""
    if code == NATION_CODE:
        return None
    return code.rpartition(".")[0] or NATION_CODE


def above(code: str, wanted: str) -> str | None:
    """The code of the region of the level `wanted` that `code` lies in or is; None when it lies higher."""
    length = LENGTHS[wanted]
    return code[:length] if code != NATION_CODE and len(code) >= length else None
