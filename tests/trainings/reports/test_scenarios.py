"""The published figures of four events on the printed recapitulation; the first has tests of its own."""

from datetime import date
from itertools import cycle, islice

import pytest

from registry.models import Region, Role, Worker
from registry.regions import codes
from registry.regions.lists import read_list
from tests import factories
from tests.papers.reading import pages
from tests.trainings.people import attend
from trainings.actions.printing import print_report
from trainings.models import HeadcountClaim, Participant
from trainings.reports.catalogue import report_of
from trainings.reports.parameters import Parameters


def make_places(prefix: str) -> dict[str, Region]:
    """The regions whose code begins with `prefix`, as the decree of 2025 has them, and those above."""
    lines = ["ID nation nation Indonesia"]
    for code, name in sorted(read_list().names.items()):
        if prefix.startswith(f"{code}.") or code == prefix or code.startswith(f"{prefix}."):
            lines.append(f"{code} {codes.level(code)} {codes.kind(code)} {name}")
    return factories.make_regions("\n".join(lines))


def make_held(prefix: str, day: date, counts: dict[str, int], *, present: bool = True, **fields):
    """An event of the region `prefix` with so many people of each role, spread over their places."""
    places = make_places(prefix)
    office = factories.make_office(places[prefix], **fields)
    event = factories.make_event(office, days=(day,), region=places[prefix])
    roles = {role.code: role for role in Role.objects.filter(code__in=counts)}
    for code, number in counts.items():
        at = cycle(place for place in places.values() if place.level == roles[code].level)
        workers = Worker.objects.bulk_create(
            Worker(name=f"{code} {one:04}", office=office, sex="female") for one in range(number)
        )
        Participant.objects.bulk_create(
            Participant(event=event, worker=worker, role=roles[code], region=region)
            for worker, region in zip(workers, islice(at, number), strict=True)
        )
    if present:
        attend(event, session=1)
    return event


def printed(event, slug="event-recap", file_format="pdf") -> bytes:
    asked = Parameters(event=event)
    return print_report(report=report_of(slug), parameters=asked, file_format=file_format, by=None).content


def flat(event) -> str:
    return " ".join(" ".join(pages(printed(event))).split())


@pytest.mark.django_db
def test_kota_jambi_had_68_psm_and_14_tksk():
    event = make_held("15.71", date(2023, 11, 21), {"PSM": 68, "TKSK": 14})
    HeadcountClaim.objects.create(event=event, whom="pendamping PMKS", wording="sejumlah")

    text = flat(event)

    assert "82 (delapan puluh dua) orang, terdiri atas 14 TKSK dan 68 PSM dari 11 kecamatan." in text
    assert "JUMLAH 14 68 82 14 68 82" in text
    assert "Desa/kelurahan terwakili : 68 dari 68; tanpa PSM hadir 0" in text
    assert "Diumumkan pendamping PMKS : sejumlah" in text


@pytest.mark.django_db
def test_kota_tangerang_had_995():
    event = make_held("36.71", date(2024, 5, 22), {"PSM": 982, "TKSK": 13})
    HeadcountClaim.objects.create(event=event, number=995, source="Siaran pers")

    text = flat(event)

    assert "995 (sembilan ratus sembilan puluh lima) orang" in text
    assert "terdiri atas 13 TKSK dan 982 PSM dari 13 kecamatan." in text
    assert "995 orang (Siaran pers); hadir 995, sesuai" in text
    sheets = pages(printed(event, "sign-in"))
    names = list(event.participants.values_list("name", flat=True))
    assert len(names) == 995
    text = " ".join(" ".join(sheets).split())
    assert [name for name in names if name not in text] == []


@pytest.mark.django_db
def test_gorontalo_had_77_tksk_of_six_regencies():
    event = make_held("75", date(2024, 6, 12), {"TKSK": 77}, time_zone="Asia/Makassar")
    HeadcountClaim.objects.create(event=event, number=77, wording="sekitar 77")

    text = flat(event)

    assert "77 (tujuh puluh tujuh) orang, terdiri atas 77 TKSK dari 77 kecamatan." in text
    subtotals = [
        ("Kabupaten Gorontalo", 19),
        ("Kabupaten Boalemo", 7),
        ("Kabupaten Bone Bolango", 18),
        ("Kabupaten Pohuwato", 13),
        ("Kabupaten Gorontalo Utara", 11),
        ("Kota Gorontalo", 9),
    ]
    assert [f"Jumlah {name} {many} {many} {many} {many}" in text for name, many in subtotals] == [True] * 6
    assert "sekitar 77; hadir 77, sesuai" in text
    assert "08.00 WITA s.d. selesai" in " ".join(" ".join(pages(printed(event, "minutes"))).split())


@pytest.mark.django_db
def test_kota_probolinggo_published_no_number():
    event = make_held("35.74", date(2021, 11, 18), {"TKSK": 5, "PSM": 29}, present=False)
    HeadcountClaim.objects.create(event=event, wording="TKSK dan PSM se-Kota Probolinggo")

    text = flat(event)

    assert "34 (tiga puluh empat) orang, terdiri atas 5 TKSK dan 29 PSM dari 5 kecamatan." in text
    assert "Diumumkan : TKSK dan PSM se-Kota Probolinggo" in text
    assert "Kehadiran : belum dicatat" in text
