"""The attendance workbook of the demo, as messy as an office gets it.

One sheet a district, title lines, a header of two rows, capitals, birth place and date in one cell, NIKs and
phones written in five ways, a REKAP sheet and lines for the signatures: what the import has to see through.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path

import xlsxwriter

from registry.models import Region
from trainings.demo.roster import PSM_A_DISTRICT, Member
from welfare import words

ROLE_ON_SHEET = {"KASI_KESRA": "Kasi Kesra", "TKSK": "TKSK", "PSM": "PSM Desa"}
ATTENDED_BY = PSM_A_DISTRICT + 2  # one Kasi Kesra, one TKSK, nine PSM
HEADER_ROW = 5
EXCEPTIONS = {  # (district, number on its sheet): the marks of who missed one of the days
    ("35.13.01", 8): ("izin", "v"),
    ("35.13.03", 5): ("v", "izin"),
    ("35.13.07", 2): ("v", "izin"),
    ("35.13.08", 9): ("v", "izin"),
    ("35.13.09", 4): ("v", "sakit"),
    ("35.13.13", 1): ("v", "diwakili"),
    ("35.13.19", 8): ("v", "sakit"),
}


def attendees(members: Iterable[Member]) -> list[list[Member]]:
    """Who went to the bimtek, by district: the first eleven of each."""
    return [list(group)[:ATTENDED_BY] for _code, group in groupby(members, key=lambda m: m.district.code)]


def write_workbook(path: Path, members: Iterable[Member], days: tuple[date, date]) -> None:
    """Write the attendance of both days to `path` (xlsx)."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True, "align": "center"})
        for number, group in enumerate(attendees(members)):
            _write_district(
                book.add_worksheet(_sheet_name(group[0].district.name, number)), bold, group, days
            )
        _write_recap(book.add_worksheet("REKAP"), bold, attendees(members))


def _sheet_name(district: str, number: int) -> str:
    return (district, f"Kec. {district}", district.upper())[number % 3]


def _write_district(sheet, bold, group: list[Member], days: tuple[date, date]) -> None:
    district = group[0].district.name
    sheet.write(0, 0, "DAFTAR HADIR PESERTA BIMBINGAN TEKNIS PSKS", bold)
    sheet.write(1, 0, "DINAS SOSIAL KABUPATEN PROBOLINGGO", bold)
    sheet.write(2, 0, f"Kecamatan : {district}")
    sheet.write(3, 0, f"Hari/Tanggal : {words.full_range(*days)}")
    titles = ("No", "NAMA LENGKAP", "L/P", "NIK", "TEMPAT/TGL LAHIR", "UNSUR", "DESA/KEL", "NO. HP/WA")
    for column, title in enumerate(titles):
        sheet.merge_range(HEADER_ROW, column, HEADER_ROW + 1, column, title, bold)
    sheet.merge_range(HEADER_ROW, 8, HEADER_ROW, 9, "TANDA TANGAN", bold)
    sheet.write_row(HEADER_ROW + 1, 8, ("1", "2"), bold)
    sheet.merge_range(HEADER_ROW, 10, HEADER_ROW + 1, 10, "KET", bold)
    for number, member in enumerate(group, start=1):
        sheet.write_row(HEADER_ROW + 1 + number, 0, _person_row(number, member))
    foot = HEADER_ROW + len(group) + 3
    sheet.write(foot, 1, f"JUMLAH PESERTA : {len(group)} ORANG")
    sheet.write(foot + 2, 7, f"Dringu, {words.long_date(days[1])}")
    sheet.write(foot + 3, 7, "Mengetahui, Camat " + district)
    sheet.write(foot + 7, 7, "NIP. 19700101 199503 1 001")


def _person_row(number: int, member: Member) -> tuple[object, ...]:
    person, village = member.person, member.village
    return (
        number,
        person.name.upper() if number % 4 else person.name,
        "L" if person.sex == "male" else "P",
        _nik_as_typed(person.nik, number),
        f"{person.birth_place}, {_date_as_typed(person.birth_date, number)}",
        ROLE_ON_SHEET[member.role],
        ("Ds. " if number % 5 == 0 else "") + village.name if village else "-",
        _phone_as_typed(person.phone, number),
        *_marks(number, member.district),
    )


def _marks(number: int, district: Region) -> tuple[str, str]:
    """Signed on both days, but for a few who missed one of them."""
    signed = ("v", "√", "hadir")[number % 3]
    return EXCEPTIONS.get((district.code, number), (signed, signed))


def _nik_as_typed(nik: str, number: int) -> str:
    groups = f"{nik[:6]} {nik[6:12]} {nik[12:]}"
    return (nik, f"'{nik}", groups, groups.replace(" ", "."), f" {nik} ")[number % 5]


def _date_as_typed(day: date, number: int) -> str:
    spelled = words.long_date(day)
    return (spelled, f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", spelled.replace("Februari", "Pebruari"))[
        number % 4
    ]


def _phone_as_typed(phone: str, number: int) -> str:
    local = "0" + phone[3:]
    return (local, f"{local[:4]}-{local[4:8]}-{local[8:]}", phone[1:], f"+62 {phone[3:]}")[number % 4]


def _write_recap(sheet, bold, groups: list[list[Member]]) -> None:
    sheet.write(0, 0, "REKAPITULASI PESERTA", bold)
    sheet.write_row(2, 0, ("No", "Kecamatan", "Jumlah"), bold)
    for number, group in enumerate(groups, start=1):
        sheet.write_row(2 + number, 0, (number, group[0].district.name, len(group)))
    sheet.write_row(3 + len(groups), 1, ("JUMLAH", sum(map(len, groups))), bold)
