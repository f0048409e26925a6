"""The packet as papers, and the cover with its table of contents in front of them."""

from collections.abc import Iterator, Sequence

from trainings.models import Attachment
from trainings.reports import listing
from trainings.reports.letters import invitation, minutes
from trainings.reports.listing import Listing, Section
from trainings.reports.packet import chapters
from trainings.reports.packet.query import Packet
from trainings.reports.paper import Entry, Paper
from trainings.reports.phrases import event_days, session_names
from trainings.reports.recap import paper as recap
from trainings.reports.sign_in import paper as sign_in
from welfare import words
from welfare.errors import RuleError
from welfare.images import shrunk
from welfare.printing import image_data, is_readable
from welfare.sheets import Column, Table

SIDE = 1400  # pixels: half a page of F4 at 150 dots an inch
AGENDA = (
    Column("Waktu", "time", 10),
    Column("Materi", "topic", 44),
    Column("JP", "hours", 6, "integer"),
    Column("Narasumber", "speakers", 34),
)


def papers(packet: Packet) -> Iterator[Paper]:
    """The activity report, then what proves it: invitation, agenda, sheets, recap, minutes, pictures."""
    yield from chapters.papers(packet)
    yield from invitation.papers(packet.invitation)
    if packet.agenda or packet.speakers:
        yield from listing.papers(agenda(packet))
    yield from sign_in.papers(packet.sheets)
    yield from recap.papers(packet.recap)
    yield from minutes.papers(packet.minutes)
    pictures = [picture for photo in packet.photos if (picture := _picture(photo))]
    if pictures:
        yield Paper("Dokumentasi", "photos", _photos(packet, pictures))
    for scan in packet.scans:
        if content := _content(scan):
            yield Paper(_title(scan), "", {}, pdf=content)


def agenda(packet: Packet) -> Listing:
    """Topics by session, and who spoke."""
    event, names = packet.event, session_names(packet.recap.sessions)
    by_session: dict[str, list[dict]] = {}
    for item, row in zip(packet.agenda, chapters.topic_rows(packet), strict=True):
        title = f"{names[item.session_id]} {words.full_date(item.session.date)}".strip()
        time = f"{item.starts_at:%H.%M}" if item.starts_at else ""
        by_session.setdefault(title[:1].upper() + title[1:], []).append(row | {"time": time})
    speakers = chapters.speaker_rows(packet)
    return Listing(
        head=packet.head,
        title="Jadwal dan narasumber",
        lines=[event.title, event_days(event, packet.recap.sessions)],
        sections=[
            Section("A. Jadwal", AGENDA, list(by_session.items()), Column("Sesi", "group", 24)),
            Section("B. Narasumber", chapters.PEOPLE, [("", speakers)] if speakers else []),
        ],
        people=0,
        on=packet.on,
        signers=[packet.head.signer(place=packet.head.office.town, on=packet.on)],
    )


def front(packet: Packet, contents: Sequence[Entry]) -> Paper:
    """The cover and the table of contents."""
    event, office = packet.event, packet.head.office
    data = {
        "paper": office.paper,
        "letterhead": packet.head.letterhead(),
        "title": f"Laporan pertanggungjawaban {event.title}",
        "heading": "LAPORAN PERTANGGUNGJAWABAN KEGIATAN",
        "event": event.title,
        "theme": event.theme,
        "lines": [
            words.full_range(event.first_day, event.last_day),
            *dict.fromkeys(session.venue for session in packet.recap.sessions if session.venue),
        ],
        "office": [*office.name.splitlines(), packet.head.place_name],
        "year": str(event.first_day.year),
        "footer": f"Laporan {event.title}",
        "contents": [
            {"title": entry.title, "page": str(entry.page), "chapter": entry.is_chapter} for entry in contents
        ],
    }
    return Paper("Sampul dan daftar isi", "cover", data)


def _photos(packet: Packet, pictures: list[dict]) -> dict:
    return {
        "paper": packet.head.office.paper,
        "title": f"Dokumentasi {packet.event.title}",
        "lines": [packet.event.title],
        "footer": f"Dokumentasi {packet.event.title}",
        "pictures": pictures,
    }


def _picture(photo: Attachment) -> dict | None:
    """A photograph as the template takes it; None where its file is gone or cannot be read."""
    try:
        with photo.file.open() as file:
            content = shrunk(file, side=SIDE, keep_jpeg=True).read()
    except (FileNotFoundError, RuleError):
        return None
    return {"picture": image_data(content), "caption": photo.caption}


def _content(scan: Attachment) -> bytes | None:
    """A scan's PDF; None where it is gone or cannot be read."""
    try:
        with scan.file.open() as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return content if is_readable(content) else None


KINDS = {
    Attachment.Kind.SIGNED_SHEET: "Daftar hadir yang ditandatangani",
    Attachment.Kind.MINUTES: "Berita acara yang ditandatangani",
    Attachment.Kind.LETTER: "Surat",
}


def _title(scan: Attachment) -> str:
    """`Lampiran: Daftar hadir yang ditandatangani, Dringu`."""
    kind = KINDS.get(scan.kind, "Lampiran")
    return f"{kind}: {scan.caption}" if scan.caption else kind


def tables(packet: Packet) -> list[Table]:
    """The parts that are tables."""
    return [
        *invitation.tables(packet.invitation),
        *listing.tables(agenda(packet)),
        *minutes.tables(packet.minutes),
    ]
