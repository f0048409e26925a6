"""What a district report asks somebody to do: sentences made from its own numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from registry.coverage import PSM, Seats
from trainings.reports.district.query import District
from trainings.reports.phrases import FEW, called, sentence, small_number, village_word
from trainings.reports.roster import Person
from welfare import words


def followups(district: District, *, on: date) -> list[str]:
    """What is to do, most pressing first; empty when nothing is."""
    return [sentence(text) for text in (*_vacancies(district), *_terms(district, on), *_others(district))]


def _vacancies(district: District) -> Iterator[str]:
    for seats in district.seats:
        if seats.role.code == PSM:
            if district.unserved:
                yield _villages_without_psm(district)
        elif seats.vacant:
            yield _vacant(seats)
        if seats.excess:
            yield _too_many(seats)


def _vacant(seats: Seats) -> str:
    covered = f" ({small_number(seats.covered)} dijabat sementara)" if seats.covered else ""
    return (
        f"{seats.role.short_name} kosong {small_number(seats.vacant)} tempat{covered}; "
        "Camat dan Dinas Sosial mengusulkan pengisiannya."
    )


def _villages_without_psm(district: District) -> str:
    many = len(district.unserved)
    word = village_word(village.kind for village in district.unserved)
    return (
        f"Camat dan IPSM mengusulkan calon PSM untuk {small_number(many)} {word} tanpa PSM; "
        "syarat usia dan bimbingan teknis dasar diperiksa saat pengusulan."
    )


def _too_many(seats: Seats) -> str:
    return (
        f"{seats.role.short_name} lebih {small_number(seats.excess)} orang dari kuota; "
        "penugasan atau kuotanya diperiksa."
    )


def _terms(district: District, on: date) -> Iterator[str]:
    """One sentence for each day on which terms end: the decrees to renew."""
    for ends, ending in groupby(district.ending(on), key=lambda person: person.ends):
        whose = words.listed(list(_by_role(ending, district)))
        day, left = words.long_date(ends), (ends - on).days
        if left < 0:
            yield f"SK {whose} sudah lewat sejak {day}; perpanjangan atau pemberhentian segera diterbitkan."
        else:
            yield f"SK {whose} diperpanjang sebelum {day} (sisa {words.number(left)} hari)."


def _by_role(people: Iterable[Person], district: District) -> Iterator[str]:
    """`TKSK` where it is the only one there, else `empat PSM`."""
    serving = Counter(person.role for person in district.people)
    for role, many in Counter(person.role for person in people).items():
        yield role.short_name if serving[role] == 1 else f"{small_number(many)} {role.short_name}"


def _others(district: District) -> Iterator[str]:
    untrained = district.untrained
    if len(untrained) > FEW:
        yield (
            f"{small_number(len(untrained))} orang yang belum dilatih dalam 12 bulan terakhir diundang "
            "pada bimbingan teknis berikutnya."
        )
    elif untrained:
        names = words.listed([called(person) for person in untrained])
        yield f"{names} diundang pada bimbingan teknis berikutnya."
    unplaced = sum(seats.unplaced for seats in district.seats)
    if unplaced:
        yield f"Desa/kelurahan tugas {small_number(unplaced)} orang belum tercatat dan dilengkapi."
