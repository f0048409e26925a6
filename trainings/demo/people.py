"""Invented people: the same ones every time, no two alike in one district."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from registry import nik

MEN = (
    "Abdul Achmad Agus Ahmad Arif Bambang Budi Didik Edi Eko Fathor Hadi Hasan Heri Imam Joko Junaidi Mahfud "
    "Misbahul Mohammad Mukhlas Nanang Purwanto Rudi Saiful Samsul Slamet Sugeng Suhartono Sutrisno Taufik "
    "Wahyu Yusuf Zainal"
).split()
WOMEN = (
    "Aisyah Anis Dewi Endang Erna Fatimah Hidayatul Indah Khofifah Lailatul Lilik Luluk Maimunah Mariyah "
    "Mega Nur Nurul Puji Ratna Rina Rohmatul Siti Sri Sulastri Sumiati Titik Umi Wiwik Yayuk Yuliana"
).split()
LAST_OF_MEN = (
    "Arifin Basri Cahyono Effendi Fauzi Firmansyah Ghofur Hakim Hariyanto Hidayat Huda Iskandar Kurniawan "
    "Maulana Mustofa Nugroho Prasetyo Pratama Rahman Rozi Santoso Setiawan Subagyo Sulaiman Susanto Syafii "
    "Utomo Wahid Wibowo Wijaya"
).split()
LAST_OF_WOMEN = (
    "Agustin Aminah Andayani Astutik Fitriyah Handayani Hasanah Hidayati Indrawati Jannah Kartika Khasanah "
    "Kusmiati Lestari Maghfiroh Mufidah Ningsih Nuraini Permatasari Puspita Rahayu Rahmawati Romlah Safitri "
    "Sholihah Susilowati Ulfa Wahyuni Wulandari Zahro"
).split()
DEGREES = ("", "", "", "", "", ", S.Pd.", ", S.Sos.", ", S.E.", ", A.Md.")
SCHOOLS = ("SMP", "SMA", "SMA", "SMK", "D-3", "S-1")
TOWNS = (
    "Probolinggo",
    "Probolinggo",
    "Probolinggo",
    "Kraksaan",
    "Lumajang",
    "Pasuruan",
    "Situbondo",
    "Jember",
)


@dataclass(frozen=True)
class Person:
    """One invented person: nobody of this name, birth date and NIK is known to exist."""

    name: str
    sex: str
    birth_place: str
    birth_date: date
    nik: str
    phone: str
    education: str


class People:
    """Makes people one by one; the same seed gives the same people."""

    def __init__(self, seed: int = 2019) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing here is secret
        self._names: set[str] = set()
        self._niks: set[str] = set()

    def new(
        self, district_code: str, *, oldest: int = 1962, youngest: int = 1996, degree: str = ""
    ) -> Person:
        """Somebody whose NIK was issued in the district (`35.13.19`), born between the two years."""
        sex = self._random.choice(("male", "female"))
        born = date(oldest, 1, 1) + timedelta(days=self._random.randrange(365 * (youngest - oldest)))
        name, degree = self._new_name(sex), degree or self._random.choice(DEGREES)
        return Person(
            name=name + degree,
            sex=sex,
            birth_place=self._random.choice(TOWNS),
            birth_date=born,
            nik=self._new_nik(district_code, born, sex),
            phone=f"+62812{self._random.randrange(10_000_000, 99_999_999)}",
            education=school_of(degree, self._random.choice(SCHOOLS)),
        )

    def _new_name(self, sex: str) -> str:
        first, last = (MEN, LAST_OF_MEN) if sex == "male" else (WOMEN, LAST_OF_WOMEN)
        while True:
            name = f"{self._random.choice(first)} {self._random.choice(last)}"
            if name not in self._names:
                self._names.add(name)
                return name

    def _new_nik(self, district_code: str, born: date, sex: str) -> str:
        day = born.day + (nik.FEMALE_DAYS if sex == "female" else 0)
        stem = f"{district_code.replace('.', '')}{day:02}{born:%m%y}"
        serial = self._random.randrange(1, 15)
        while f"{stem}{serial:04}" in self._niks:
            serial += 1
        self._niks.add(f"{stem}{serial:04}")
        return f"{stem}{serial:04}"


def school_of(degree: str, otherwise: str) -> str:
    """The schooling that a degree behind the name tells; `otherwise` for nobody with one."""
    if not degree:
        return otherwise
    return "D-3" if degree == ", A.Md." else "S-1"
