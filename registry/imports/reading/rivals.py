"""Several columns that claim one field: which of them to read, and when only the user can tell."""

from registry.imports.reading.columns import words_of
from registry.imports.reading.headers import Column
from registry.imports.reading.sampling import Sample

# Where two columns carry one field and differ in meaning, the one whose header has the earlier word is meant.
PREFERRED = {
    "phone": ("hp", "wa", "phone", "mobile", "telepon"),
    "name": ("lengkap", "peserta", "gelar", "ktp"),
    "role": ("unsur", "peran", "pilar", "psks", "jabatan"),
    "member_number": ("niat", "nia", "anggota", "induk"),
    "note": ("ket", "keterangan"),
}
ALWAYS_READ = ("name", "number")  # a sheet without names is lost, and a wrong one is seen at once


def best_of(name: str, rivals: list[Column], sample: Sample) -> tuple[list[Column], list[Column]]:
    """The columns to read, the best first, and those in dispute: equal claims with different contents."""
    filled = [column for column in rivals if not sample.is_empty(column)] or rivals[:1]
    filled.sort(key=lambda column: preference(name, column))
    winners, disputed = filled[:1], []
    for column in filled[1:]:
        if name == "phone" or not sample.differ(winners[0], column):
            winners.append(column)
        elif preference(name, column) == preference(name, winners[0]):
            disputed = [*(disputed or winners[:1]), column]
    if disputed and name not in ALWAYS_READ:
        winners = []
    return winners, disputed


def preference(name: str, column: Column) -> int:
    """How plainly the header means the field: less is plainer."""
    words = words_of(" ".join(column.labels)).split()
    ranked = PREFERRED.get(name, ())
    return next((place for place, word in enumerate(ranked) if word in words), len(ranked))
