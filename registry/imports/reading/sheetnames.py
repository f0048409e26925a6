"""What the name of a sheet says of the people in it."""

import re
from collections.abc import Callable

from registry.imports.reading.columns import find_role, is_role_name
from registry.imports.reading.lines import region_words, strip_number
from registry.imports.reading.whole_names import whole_names

SUMMARY = re.compile(
    r"\b(?:rekap(?:itulasi)?|resume|ringkasan|summary|statistik|grafik|pivot)\b", re.IGNORECASE
)
COMBINED = re.compile(
    r"\b(?:gab(?:ungan)?|all|semua|seluruh|total|keseluruhan|master|induk)\b", re.IGNORECASE
)
GENERAL = re.compile(
    r"sheet|lembar|\bdata|daftar|hadir|absen|peserta|hari|sesi|angkatan|gelombang|kelompok|kelas|lampiran|"
    r"panitia|narasumber|undangan|format|template|tabel|table|form|roster|import|export|\d",
    re.IGNORECASE,
)
LEADING_NUMBER = re.compile(r"^\d{1,2}[\s._)-]+(?=\D)")


def is_summary_name(name: str) -> bool:
    return bool(SUMMARY.search(name))


def is_combined_name(name: str) -> bool:
    return bool(COMBINED.search(name))


def sheet_context(
    name: str, several: bool, region_level: Callable[[str], str | None], is_role: Callable[[str], bool]
) -> dict[str, str]:
    """The region or role a sheet is named after; {} for "Sheet1", "REKAP" and the like.

    Without knowledge of the regions a plain name counts as a kecamatan only among several such sheets.
    """
    whole = name.replace("_", " ").strip()
    if level := region_level(whole):  # a village may be called "1 Ulu", a kecamatan "Kota Ternate Utara"
        found = whole_names(region_words(whole), region_level)
        return found if level in found else {level: whole}
    plain = strip_number(LEADING_NUMBER.sub("", whole))
    if not plain:
        return {}
    if found := region_words(plain):
        return found
    if level := region_level(plain):
        return {level: plain}
    if is_role_name(plain) or is_role(plain):
        return {"role": find_role(plain) or plain}
    if GENERAL.search(plain) or SUMMARY.search(plain) or COMBINED.search(plain) or not several:
        return {}
    return {"district": plain} if re.fullmatch(r"[A-Za-z .'’-]{3,}", plain) else {}
