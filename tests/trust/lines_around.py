"""The lines of a made-up sheet that are about nobody: titles, sums, notes and signatures."""

import random

from registry.imports.rows import CellValue
from tests.trust import writing
from tests.trust.places import Scope
from tests.trust.plans import Plan

Cells = tuple[CellValue, ...]
BLANK_IS_ABSENT = ("Ket : kolom kosong = tidak hadir", "Catatan: kosong berarti tidak hadir")
LETTERS = "H = hadir, I = izin, S = sakit, A = alpa"


def titles(chance: random.Random, plan: Plan, scope: Scope, district: str) -> list[Cells]:
    """What stands above a table. A hall in a kecamatan says nothing of the people in it."""
    name = scope.name.upper()
    chosen: list[Cells] = [
        title
        for title in (
            ("DAFTAR HADIR PESERTA" if plan.kind == "attendance" else "DATA PILAR SOSIAL",),
            ("BIMBINGAN TEKNIS POTENSI DAN SUMBER KESEJAHTERAAN SOSIAL",),
            (f"DINAS SOSIAL {name}",),
            (f"PEMERINTAH {name}",),
            ("Hari/Tanggal", None, ": Senin, 9 Desember 2019"),
            ("Tempat", None, f": Aula Kecamatan {scope.names[scope.districts[-1]]}"),
            ("Nama Kegiatan : Bimtek",),
            ("TAHUN ANGGARAN 2024",),
            ("Pukul : 08.00 WIB s.d. selesai",),
            ("Jl. Raya Panglima Sudirman No. 134 Telp. (0335) 421234",),
            (f"KABUPATEN/KOTA : {name}",),
        )
        if chance.random() < 0.3
    ]
    if plan.carrier == "title":
        written = writing.district(scope, district, "KECAMATAN")
        chosen.append(chance.choice(((written,), ("Kecamatan", None, f": {scope.names[district]}"))))
    if plan.marks == "legend":
        chosen.append((chance.choice(BLANK_IS_ABSENT),))
    elif plan.marks == "letters" and chance.random() < 0.5:
        chosen.append((LETTERS,))
    return chosen


def subtotals(count: int) -> tuple[Cells, ...]:
    """The ways to write how many people a section has."""
    number = float(count)
    return (
        (None, "JUMLAH", number),
        ("JUMLAH", None, None, number),
        (None, f"Jumlah : {count} orang"),
        (None, "Sub Total", number),
    )


def foot(chance: random.Random, scope: Scope, count: int, width: int) -> list[Cells]:
    """What stands below a table."""
    found: list[Cells] = []
    if chance.random() < 0.5:
        sums = (
            ("JUMLAH", None, float(count)),
            (None, "TOTAL", float(count)),
            (None, f"Jumlah peserta : {count} orang"),
        )
        found.append(chance.choice(sums))
    if chance.random() < 0.3:
        found.append(("Catatan : daftar ini dibuat rangkap dua",))
    right = (None,) * max(width - 3, 1)
    found += [(), (*right, f"{scope.name.partition(' ')[2]}, 22 Mei 2024")]
    for text in ("Mengetahui,", f"Kepala Dinas Sosial {scope.name}", "Kepala Bidang Pemberdayaan Sosial"):
        if chance.random() < 0.6:
            found.append((*right, text))
    found += [(), (*right, chance.choice(("Drs. CONTOH PEJABAT, M.Si", "SITI PEJABAT, S.Sos")))]
    found.append((*right, chance.choice(("Pembina Tk. I", "Pembina Utama Muda", "Penata"))))
    return [*found, (*right, "NIP. 19680512 199403 1 004")]
