"""Names of regions in lines of a sheet, where only the list of regions tells how far a name goes."""

import re
from collections.abc import Callable

from registry.imports.reading import lines

RegionLevel = Callable[[str], str | None]
LEVEL_FIRST = re.compile(r"\s*(?:kec|kecamatan|distrik|desa|ds|kel|kelurahan)\b", re.IGNORECASE)


def title_context(text: str, region_level: RegionLevel) -> dict[str, str]:
    """What a title says of all rows. Kecamatan Pendopo is a title too, though a pendopo is a hall."""
    found = whole_names(lines.title_context(text), region_level)
    plain = " ".join(text.split())
    if not found and LEVEL_FIRST.match(plain) and (level := region_level(plain)):
        return {level: plain}
    return found


def whole_names(found: dict[str, str], region_level: RegionLevel) -> dict[str, str]:
    """What a line says, with a name put together again that holds the word Kota: Kec. Poso Kota Selatan."""
    for level in ("district", "village"):
        whole = f"{found.get(level)} {found.get('regency')}"
        if found.keys() >= {level, "regency"} and region_level(whole) == level:
            return {key: said for key, said in found.items() if key != "regency"} | {level: whole}
    return found
