"""Made-up people in as many villages as there are, the same at every run."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice, product

from registry.models import Region

FIRST = (
    "Siti Dewi Sri Nur Rina Yuni Lilis Endang Wahyu Agus Budi Eko Slamet Sugeng Hadi Bambang Joko Suparman "
    "Imam Rudi Andi Yusuf Hasan Umar Fatimah Aisyah Khadijah Zainab Maria Yohana Petrus Wayan Made Ketut"
).split()
SECOND = (
    "Aminah Lestari Wulandari Rahayu Hidayati Kurniawati Puspita Anggraini Handayani Setiawan Santoso Wibowo "
    "Prasetyo Nugroho Saputra Hidayat Firmansyah Ramadhan Maulana Kusuma Permata Cahyani Utami Widodo"
).split()
THIRD = (
    "Sari Ningsih Astuti Fitriani Maharani Safitri Oktaviani Mulyani Gunawan Purnomo Hartono Suryadi "
    "Iskandar Mahendra Pratama Wicaksono Harahap Siregar Nasution Lubis Simanjuntak Tanjung Batubara "
    "Pohan Rangkuti Manurung Situmorang Hutagalung Panjaitan Silalahi Sinaga Purba Ginting Sembiring "
    "Tarigan Barus Karo Pandiangan Nainggolan Marpaung Sihombing Lumban Gaol Hutapea Sitorus Butarbutar "
    "Tambunan Aritonang Rajagukguk Pardede Napitupulu Tampubolon Sibarani Hutabarat Simatupang Pakpahan "
    "Siagian Samosir Saragih Damanik Girsang Munthe Haloho Manik Bancin Solin Berutu Padang Kaloko "
    "Boangmanalu Maha Tumangger Capah Limbong Sagala Malau Naibaho Sihotang Sinambela Simbolon Turnip "
    "Sigalingging Nadeak Tinambunan Sitanggang Situngkir Gultom Pasaribu Harianja Siringoringo Rumahorbo "
    "Sidabutar Sijabat Sidauruk Siadari Ambarita Sirait Doloksaribu Naipospos Marbun Banjarnahor "
    "Lumbantoruan Togatorop Sianturi Silaban Nababan"
).split()
SCHOOLS = ("SD", "SMP", "SMA", "D3", "S1")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who serves as PSM in a village; `region` is that village."""

    name: str
    nik: str
    sex: str
    birth_place: str
    birth_date: date
    phone: str
    school: str
    region: Region

    @property
    def district(self) -> Region:
        return self.region.district

    @property
    def regency(self) -> Region:
        return self.region.regency


def make_people(number: int, *, within: Region) -> list[Person]:
    """So many people, one village after the other; all NIKs and phones, and nearly all names, differ."""
    villages = (
        Region.objects.within(within)
        .filter(level=Region.Level.VILLAGE)
        .current()
        .select_related("district", "regency")
        .order_by("code")
    )
    people = islice(zip(_names(), cycle(villages), range(number), strict=False), number)
    chance = random.Random(1)
    return [_person(chance, name, village, serial) for name, village, serial in people]


def _names() -> Iterator[str]:
    names = [" ".join(parts) for parts in product(FIRST, SECOND, THIRD)]
    random.Random(2).shuffle(names)
    return cycle(names)


def _person(chance: random.Random, name: str, village: Region, serial: int) -> Person:
    born = date(1965, 1, 1) + timedelta(days=chance.randrange(13_000))
    is_female = serial % 2 == 0
    day = born.day + 40 * is_female  # as the civil registry writes a woman's birth
    area = village.district.code.replace(".", "")
    return Person(
        name=name,
        nik=f"{area}{day:02}{born:%m%y}{1 + serial % 9_999:04}",
        sex="female" if is_female else "male",
        birth_place=village.regency.name,
        birth_date=born,
        phone=f"+62812{serial:08}",
        school=chance.choice(SCHOOLS),
        region=village,
    )
