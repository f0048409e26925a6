"""Made-up people, and the real names of places, to print with."""

import itertools
import re

DISTRICTS = re.findall(
    r"\w+",
    """
    Sukapura Sumber Kuripan Bantaran Leces Banyuanyar Tiris Krucil Gading Pakuniran Kotaanyar Paiton Besuk
    Kraksaan Krejengan Pajarakan Maron Gending Dringu Tegalsiwalan Sumberasih Wonomerto Tongas Lumbang
    """,
)
VILLAGES = re.findall(
    r"\w+",
    """Dringu Kalirejo Kalisalam Kedungdalem Mrangonlawang Ngepoh Pabean Randuputih Sekarkare
    Sumberagung Sumbersuko Tamansari Tegalrejo Watuwungkuk""",
)
FIRST = (
    "Ahmad",
    "Siti",
    "Moh.",
    "Nurul",
    "Eko",
    "Dewi",
    "Abdul",
    "Titik",
    "Sutrisno",
    "Umi",
    "Joko",
    "Anisah",
)
LAST = (
    "Muzakki",
    "Hidayati",
    "Fathor",
    "Kusmiati",
    "Prasetyo",
    "Romlah",
    "Basri",
    "Puspita",
    "Wahid",
    "Lestari",
)
DEGREES = ("", ", S.Sos.", "", ", S.Pd.", "", "", ", A.Md.", "")

HOSTILE_NAMES = (
    '#read("/etc/passwd") *tebal* _miring_ $x$ @rujuk <label> `kode`',
    "\\u{41} \\ // bukan komentar /* juga bukan */ [isi] = Judul",
    'O\'Brien "Bung" <script>alert(1)</script> & Co.',
    "محمد عبد الله",
    "שלום עולם",
    "Aisyah 😀 Putri",
    "A" * 150,
    "Siti " + "w" * 145,
    "=1+1",
    "- bukan daftar",
    "1. bukan nomor",
)


def people(many):
    """`many` invented names, the same each time."""
    names = (f"{a} {b}{c}" for b, c, a in itertools.product(LAST, DEGREES, FIRST))
    return list(itertools.islice(itertools.cycle(names), many))
