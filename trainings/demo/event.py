"""The demo's bimtek: two days, two venues, an invitation of 1 Kasi Kesra + 1 TKSK + 9 PSM a district."""

from datetime import date, time

from django.db import transaction

from registry.models import Office, Region, Role
from trainings.demo.roster import PSM_A_DISTRICT
from trainings.models import AgendaItem, Event, HeadcountClaim, Quota, Session, Speaker

SLUG = "bimtek-psks-2019"
DAYS = (date(2019, 12, 9), date(2019, 12, 10))
VENUES = (("Lila Catering, Kecamatan Dringu", "35.13.19"), ("Gedung Joyolelono", "35.74.02"))
TOPICS = (
    ("Membangun Komitmen Belajar", 2),
    ("Tugas dan Fungsi TKSK dan PSM", 6),
    ("Pendataan PPKS", 3),
    ("Analisis Masalah dan Program Kerja", 3),
    ("Membangun Jejaring Kerja", 2),
)
TOPICS_OF_FIRST_DAY = 2


@transaction.atomic
def save_event(office: Office) -> Event:
    """Write the event with its days, agenda, quotas and the headcount that was published."""
    event = Event.objects.create(
        slug=SLUG,
        title="Bimbingan Teknis Potensi dan Sumber Kesejahteraan Sosial (PSKS)",
        theme="Menyamakan langkah Kasi Kesra, TKSK dan PSM",
        kinds=[Event.Kind.BIMTEK],
        grade=Event.Grade.BASIC,
        office=office,
        region=office.region,
        dates=(DAYS[0], date(2019, 12, 11)),
        letter_number=f"400.9.12.3/1187/{office.archive_code}/2019",
        opened_by="Kepala Dinas Sosial",
    )
    speaker = Speaker.objects.create(event=event, name="Wahyu Setyaningsih", institution="UPT PTKS Malang")
    sessions = [
        _save_session(event, label, day, venue, code)
        for label, day, (venue, code) in zip(("Hari I", "Hari II"), DAYS, VENUES, strict=True)
    ]
    for position, (topic, hours) in enumerate(TOPICS):
        session = sessions[position >= TOPICS_OF_FIRST_DAY]
        item = AgendaItem.objects.create(session=session, position=position, topic=topic, lesson_hours=hours)
        item.speakers.add(speaker)
    for code, number in (("KASI_KESRA", 1), ("TKSK", 1), ("PSM", PSM_A_DISTRICT)):
        Quota.objects.create(event=event, role=Role.objects.get(code=code), number=number)
    HeadcountClaim.objects.create(
        event=event, number=264, wording="264 orang", source="Siaran pers, 10 Desember 2019"
    )
    return event


def _save_session(event: Event, label: str, day: date, venue: str, region_code: str) -> Session:
    return Session.objects.create(
        event=event,
        label=label,
        date=day,
        starts_at=time(8),
        ends_at=time(15),
        venue=venue,
        venue_region=Region.objects.current().get(code=region_code),
    )
