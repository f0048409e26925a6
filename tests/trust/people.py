"""Made-up people: who serves where, with everything an office knows of them."""

import datetime
import random
from dataclasses import dataclass, field

from registry.imports.rows import Known, Post
from tests.trust.places import Scope

MEN = (
    "Budi Slamet Sugeng Hadi Bambang Joko Imam Rudi Yusuf Hasan Umar Wahyu Agus Eko Suparman Sutrisno "
    "Kasiyanto Mulyono Jumali Totok Kadir Nasrullah Asep Dadang Ujang Petrus Yohanes Markus Ketut "
    "Lalu Baso Sahrul Rizal"
).split()
WOMEN = (
    "Siti Dewi Sri Rina Yuni Lilis Endang Aminah Khadijah Zainab Winarti Suparmi Mulyani Nur'aini Desi "
    "Mei Tuti Yunita Hartatik Umi Masruroh Luluk Maria Yohana Ni'mah Euis Nyoman Halimah Marisa "
    "Ratih Jumiati Sulastri"
).split()
LAST = (
    "Santoso Wibowo Prasetyo Nugroho Hidayat Kurniawan Setiawan Iswahyudi Ma'ruf Harahap Siregar Nasution "
    "Tanjung Simanjuntak Sinaga Situmorang Lubis Wahab Hakim Syarif Faruq Basri Rahman Effendi "
    "Arifin Subagyo Muttaqin Kusuma Permana Suryadi Purnomo Hartono Gunawan Saputra Firdaus Ramadhan "
    "Maulana Zulkarnain Polapa Tuloli Sumarno Widodo Suharto Anwar Ghofur Latif Munir Rosyid Jaelani "
    "Sholeh Bahri Mansur Yasin Toha Amin Sari Rahayu Lestari Wulandari Hidayati Kurniawati Anggraini "
    "Handayani Astuti Ningsih Fitriani Safitri Utami"
).split()
TITLES = {"male": ("H. ", "Drs. ", "Ir. ", "K.H. "), "female": ("Hj. ", "Dra. ", "Ibu ")}
DEGREES = (", S.Sos", ", S.E", ", S.Pd.I", ", A.Md", ", S.H., M.H", ", S.Ag", ", S.Sos., M.Si", ", S.Kom")
PREFIXES = ("0812", "0813", "0821", "0852", "0857", "0878", "0895", "0831")
ROLES = {"TKSK": "T", "PSM": "P", "KASI_KESRA": "K"}
KNOWN_SHARE = 0.8
ODDS = {"single": 0.08, "muhammad": 0.1, "title": 0.12, "degree": 0.2, "three": 0.4}


@dataclass(slots=True)
class Person:
    """Somebody invented; `known` when the registry has this person."""

    id: int
    name: str
    sex: str
    born: datetime.date
    birth_place: str
    nik: str
    member_number: str
    phone: str
    role: str
    district: str
    village: str | None
    known: Known | None = field(default=None)

    @property
    def region(self) -> str:
        return self.village or self.district


def make_people(chance: random.Random, scope: Scope, count: int) -> list[Person]:
    """So many people of a few neighbouring districts, in the order of these; most of them are known."""
    districts = scope.districts
    first = chance.randrange(len(districts))
    districts = sorted({districts[(first + step) % len(districts)] for step in range(chance.randint(1, 6))})
    people: list[Person] = []
    taken: set[str] = set()
    for number in range(1, count + 1):
        district = districts[(number - 1) * len(districts) // count]
        person = make_person(chance, scope, district, number, taken)
        twin = chance.choice(people) if people and chance.random() < 0.02 else person
        if twin.region != person.region and twin.sex == person.sex:  # a namesake elsewhere
            person.name = twin.name
        if chance.random() < KNOWN_SHARE:
            person.known = known_as(chance, person)
        people.append(person)
    return people


def make_person(chance: random.Random, scope: Scope, district: str, number: int, taken: set[str]) -> Person:
    sex = chance.choice(("male", "female"))
    role = chance.choices(("PSM", "TKSK", "KASI_KESRA"), (12, 2, 1))[0]
    born = datetime.date(1962, 1, 1) + datetime.timedelta(days=chance.randrange(15_000))
    day = born.day + 40 * (sex == "female")
    origin = chance.choice(list(scope.villages)).replace(".", "")
    return Person(
        id=number,
        name=make_name(chance, sex, taken),
        sex=sex,
        born=born,
        birth_place=chance.choice((scope.name.partition(" ")[2], "Malang", "Jember", "Surabaya", "Bandung")),
        nik=f"{origin}{day:02}{born:%m%y}{chance.randint(1, 40):03}{chance.randint(1, 9)}",
        member_number=f"{ROLES[role]}{scope.code.replace('.', '')}{number:05}",
        phone="+62"
        + chance.choice(PREFIXES)[1:]
        + f"{number:03}{chance.randrange(100_000):05}"[: chance.choice((7, 8))],
        role=role,
        district=district,
        village=chance.choice(scope.villages[district]) if role == "PSM" else None,
    )


def make_name(chance: random.Random, sex: str, taken: set[str]) -> str:
    """A name nobody else has, with or without titles; some people have one name only."""
    while True:
        first = chance.choice(MEN if sex == "male" else WOMEN)
        words = [first]
        if chance.random() >= ODDS["single"]:
            words += chance.sample(LAST, 2 if chance.random() < ODDS["three"] else 1)
            if sex == "male" and chance.random() < ODDS["muhammad"]:
                words = ["Muhammad", *words[-2:]]
        if " ".join(words) not in taken:
            break
    taken.add(" ".join(words))
    title = chance.choice(TITLES[sex]) if chance.random() < ODDS["title"] else ""
    degree = chance.choice(DEGREES) if chance.random() < ODDS["degree"] else ""
    return f"{title}{' '.join(words)}{degree}"


def known_as(chance: random.Random, person: Person) -> Known:
    """The person as the registry has it: now and then a fact was never asked."""

    def perhaps(value: str, share: float) -> str | None:
        return value if chance.random() < share else None

    return Known(
        id=person.id,
        name=person.name,
        nik=perhaps(person.nik, 0.95),
        member_number=perhaps(person.member_number, 0.7),
        phone=perhaps(person.phone, 0.9),
        birth_date=perhaps(person.born.isoformat(), 0.9),
        sex=person.sex,
        posts=[Post(person.role, person.district, person.village, current=True)],
    )
