"""The report of a district in words: the data of `templates/papers/district.typ`."""

from collections.abc import Iterator
from itertools import count, groupby

from registry.coverage import Seats
from registry.models import Region, Role
from trainings.reports.district.followups import followups
from trainings.reports.district.query import TERM_DAYS, District, DistrictReport, Turnout
from trainings.reports.heads import blank_signer
from trainings.reports.paper import Paper
from trainings.reports.phrases import (
    FEW,
    SEX_LETTERS,
    area_of,
    called,
    sentence,
    small_number,
    village_word,
)
from trainings.reports.roster import Person
from welfare import words

NAMED_VILLAGES = 12


def papers(report: DistrictReport) -> Iterator[Paper]:
    """One paper a district."""
    for district in report.districts:
        yield Paper(district.name, "district", _paper(report, district), folder=report.region.name)


def _paper(report: DistrictReport, district: District) -> dict:
    office, on = report.head.office, report.on
    word = village_word(village.kind for village in district.villages)
    period = words.long_range(report.since, on)
    return {
        "paper": office.paper,
        "letterhead": report.head.letterhead(),
        "title": f"LAPORAN KECAMATAN {district.name.upper()}",
        "lines": [
            "Potensi dan Sumber Kesejahteraan Sosial (PSKS)",
            f"Periode {period} · keadaan per {words.long_date(on)}",
        ],
        "footer": f"Laporan Kecamatan {district.name} · keadaan {words.long_date(on)}",
        "bookmark": district.name,
        "figures": _figures(district, word),
        "seats": [_seats(seats, word) for seats in district.seats],
        "seats_note": _seats_note(district),
        "place_label": sentence(word) if word != "desa/kelurahan" else "Desa/Kelurahan",
        "groups": list(_groups(district)),
        "villages": [
            {
                "name": village.name,
                "caption": f"{village.psm} PSM" if village.psm else "tanpa PSM",
                "served": village.psm > 0,
            }
            for village in district.villages
        ],
        "villages_note": _villages_note(district, word),
        "events": list(_events(district.turnout)),
        "events_note": _events_note(district),
        "terms_days": str(TERM_DAYS),
        "terms": [_term(person, (person.ends - on).days) for person in district.ending(on)],
        "followups": followups(district, on=on),
        "signers": [
            blank_signer("Mengetahui,", f"CAMAT {district.name.upper()},"),
            report.head.signer(place=office.town, on=on),
        ],
    }


def _figures(district: District, word: str) -> list[dict]:
    villages, unserved = len(district.villages), len(district.unserved)
    volunteers = len(district.volunteers)
    figures = (
        (words.number(villages), word),
        (words.number(volunteers), "PSKS aktif"),
        (words.number(villages - unserved), f"{word} ber-PSM"),
        (words.number(unserved), f"{word} tanpa PSM"),
        (words.percent(len(district.trained), volunteers), "dilatih 12 bulan terakhir"),
    )
    return [{"value": value, "label": label} for value, label in figures]


def _seats(seats: Seats, word: str) -> dict:
    role = seats.role
    remark = " (pejabat)" if role.is_civil_servant else ""
    if role.level == Region.Level.VILLAGE and role.quota and seats.quota == role.quota * seats.places:
        remark = f" ({small_number(role.quota)} per {word})"
    return {
        "role": role.short_name + remark,
        "quota": seats.quota,
        "filled": seats.filled,
        "vacant": seats.vacant,
        "excess": seats.excess,
    }


def _seats_note(district: District) -> str:
    """Why people and seats differ in number."""
    notes = []
    crowded = [village for village in district.villages if village.psm > 1]
    if 0 < len(crowded) <= FEW:
        several = [f"{village.name} ({small_number(village.psm)})" for village in crowded]
        notes.append(f"Lebih dari satu PSM: {words.listed(several)}.")
    for seats in district.seats:
        appointed = seats.people - seats.covered
        if seats.quota is not None and appointed != seats.filled:
            notes.append(
                f"{words.number(appointed)} orang {seats.role.short_name} mengisi "
                f"{words.number(seats.filled)} tempat."
            )
    if notes:
        notes.append("Kolom Terisi menghitung tempat, bukan orang.")
    notes += [
        f"Dari tempat {seats.role.short_name} yang kosong, {small_number(seats.covered)} dijabat sementara."
        for seats in district.seats
        if seats.quota is not None and seats.covered
    ]
    return " ".join(notes)


def _groups(district: District) -> Iterator[dict]:
    """The roster by role, PSKS first and officials after them, numbered through."""
    people = sorted(district.people, key=lambda person: not person.is_volunteer)
    numbers = count(1)
    for role, members in groupby(people, key=lambda person: person.role):
        group = list(members)
        yield {
            "title": _group_title(role, group),
            "people": [_person(next(numbers), person) for person in group],
        }


def _group_title(role: Role, people: list[Person]) -> str:
    """`PSM (10 orang: 5 laki-laki, 5 perempuan)`."""
    if role.is_civil_servant:
        return f"{role.short_name} ({len(people)} pejabat, tidak dihitung sebagai PSKS)"
    if not role.is_person:
        return f"{role.short_name} ({len(people)} lembaga)"
    men = sum(person.sex == "male" for person in people)
    women = sum(person.sex == "female" for person in people)
    told = f": {men} laki-laki, {women} perempuan" if len(people) > 1 and men + women == len(people) else ""
    return f"{role.short_name} ({len(people)} orang{told})"


def _person(number: int, person: Person) -> dict:
    place = person.village
    if not place:
        place = "belum tercatat" if person.role.level == Region.Level.VILLAGE else "se-Kecamatan"
    if person.is_acting:
        place += ", dijabat sementara"
    return {
        "number": str(number),
        "name": person.name,
        "nik": person.nik or words.DASH,
        "sex": SEX_LETTERS[person.sex],
        "age": words.DASH if person.age is None else str(person.age),
        "education": person.education or words.DASH,
        "place": place,
        "decree": person.decree or words.DASH,
        "until": f"s.d. {words.short_date(person.ends)}" if person.ends else "",
    }


def _villages_note(district: District, word: str) -> str:
    """`Lima dari 14 desa (35,7%): ...`."""
    unserved, villages = district.unserved, len(district.villages)
    if not villages:
        return ""
    if not unserved:
        return f"Semua {word} mempunyai PSM."
    share = words.percent(len(unserved), villages)
    note = f"{sentence(small_number(len(unserved)))} dari {villages} {word} ({share})"
    if len(unserved) > NAMED_VILLAGES:  # the tiles tell them all
        return f"{note} tanpa PSM."
    return f"{note}: {words.listed([village.name for village in unserved])}."


def _events(turnout: list[Turnout]) -> Iterator[dict]:
    """A row a session; the first one of an event has its number."""
    number, before = 0, None
    for row in turnout:
        first = row.session.event_id != before
        number, before = number + first, row.session.event_id
        title = f"{row.event}, {row.session_name}" if row.session_name else row.event
        if row.represented:
            title += f" ({words.number(row.represented)} diwakili)"
        yield {
            "number": str(number) if first else "",
            "title": title,
            "date": words.full_date(row.session.date),
            "invited": words.number(row.due),
            "present": words.number(row.present) if row.recorded else words.DASH,
            "percent": words.percent(row.present, row.due) if row.recorded else "belum dicatat",
            "share": row.present / row.due if row.recorded else None,
        }


def _events_note(district: District) -> str:
    untrained = district.untrained
    if not untrained:
        return ""
    note = f"Belum mengikuti pelatihan dalam 12 bulan terakhir: {words.number(len(untrained))} orang"
    if len(untrained) > FEW:
        return f"{note}."
    return f"{note}, {words.listed([called(person) for person in untrained])}."


def _term(person: Person, days: int) -> dict:
    return {
        "name": person.name,
        "role": person.role.short_name,
        "area": area_of(person),
        "ends": words.long_date(person.ends),
        "days": words.number(days) if days >= 0 else f"lewat {words.number(-days)}",
    }
