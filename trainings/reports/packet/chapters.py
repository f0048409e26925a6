"""The chapters of the activity report (laporan kegiatan): what was typed, and what was counted.

Five chapters in the order offices hand in: introduction, execution, results, evaluation, closing.
"""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from django.utils.translation import gettext_lazy as _

from registry.models import Role
from trainings.reports.letters import parts
from trainings.reports.packet.defaults import background, basis, conclusion, purpose
from trainings.reports.packet.query import Packet
from trainings.reports.paper import Paper
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import session_names
from trainings.reports.recap import sentences
from trainings.reports.report import Option
from trainings.reports.transport.rates import roles_of
from welfare import words
from welfare.sheets import Column

Section = tuple[str, list[dict]]  # its title and its blocks; one without blocks is left out

SESSIONS = (
    Column("Sesi", "session", 16),
    Column("Hari, tanggal", "day", 26),
    Column("Pukul", "hours", 24),
    Column("Tempat", "venue", 34),
)
ROLES = (
    Column("Unsur", "role", 34),
    Column("Diundang", "invited", 14, "integer"),
    Column("Hadir", "came", 14, "integer"),
    Column("Hadir penuh", "always", 14, "integer"),
)
PEOPLE = (
    Column("Nama", "name", 32),
    Column("Jabatan", "position", 30),
    Column("Instansi", "institution", 30),
)
TOPICS = (
    Column("Materi", "topic", 44),
    Column("JP", "hours", 8, "integer"),
    Column("Narasumber", "speakers", 36),
)


def options(parameters: Parameters) -> list[Option]:
    """The texts of the chapters; those that follow from the event are proposed."""
    event = parameters.event
    roles = roles_of(event)
    return [
        Option("background", _("Background"), "text", background(event, roles)),
        Option("basis", _("Legal basis, one a line"), "text", "\n".join(basis(event, roles))),
        Option("purpose", _("Aim and purpose"), "text", purpose(event, roles)),
        Option("method", _("Methods"), "text"),
        Option("funds", _("Costs and who bears them"), "text"),
        Option("results", _("Results, one a line"), "text"),
        Option("obstacles", _("Obstacles, one a line"), "text"),
        Option("conclusion", _("Conclusion"), "text"),
        Option("suggestions", _("Suggestions, one a line"), "text"),
    ]


def papers(packet: Packet) -> Iterator[Paper]:
    """The one paper of all chapters."""
    event, head = packet.event, packet.head
    chapters = [
        ("PENDAHULUAN", introduction(packet)),
        ("PELAKSANAAN", execution(packet)),
        ("HASIL", results(packet)),
        ("EVALUASI", evaluation(packet)),
        ("PENUTUP", closing(packet)),
    ]
    data = {
        "paper": head.office.paper,
        "title": f"Laporan {event.title}",
        "bookmark": "Laporan kegiatan",
        "footer": f"Laporan kegiatan {event.title}",
        "heading": "LAPORAN KEGIATAN",
        "lines": [event.title, words.full_range(event.first_day, event.last_day)],
        "chapters": [
            {"number": words.roman(number), "title": title, "sections": lettered(sections)}
            for number, (title, sections) in enumerate(chapters, start=1)
        ],
        "closing": "Demikian laporan ini dibuat sebagai pertanggungjawaban pelaksanaan kegiatan.",
        "signers": [head.signer(place=head.office.town, on=packet.on)],
    }
    yield Paper("Laporan kegiatan", "chapters", data)


def lettered(sections: Sequence[Section]) -> list[dict]:
    """The sections that say something, as `A. Latar Belakang`; a single one needs no title."""
    told = [(title, blocks) for title, blocks in sections if blocks]
    if len(told) == 1:
        return [{"title": "", "blocks": told[0][1]}]
    return [
        {"title": f"{letter}. {title}", "blocks": blocks}
        for letter, (title, blocks) in zip(ascii_uppercase, told, strict=False)
    ]


def introduction(packet: Packet) -> list[Section]:
    """Why the event took place."""
    event, typed, roles = packet.event, packet.typed, roles_in(packet)
    return [
        ("Latar Belakang", paragraphs(typed.option("background") or background(event, roles))),
        ("Dasar Hukum", [parts.listed(typed.lines("basis") or basis(event, roles))]),
        ("Maksud dan Tujuan", paragraphs(typed.option("purpose") or purpose(event, roles))),
    ]


def execution(packet: Packet) -> list[Section]:
    """When and where, who took part, who spoke about what."""
    event, recap = packet.event, packet.recap
    opened = [parts.text(f"Kegiatan dibuka oleh {event.opened_by}.")] if event.opened_by else []
    return [
        ("Waktu dan Tempat", [parts.table(SESSIONS, list(session_rows(packet)))]),
        ("Panitia", [parts.table(PEOPLE, committee_rows(packet))] if packet.committee else []),
        (
            "Peserta",
            [parts.text(headline(packet)), parts.table(ROLES, list(role_rows(packet)))]
            if recap.people
            else [],
        ),
        ("Narasumber", [parts.table(PEOPLE, speaker_rows(packet))] if packet.speakers else []),
        ("Materi", [parts.table(TOPICS, topic_rows(packet))] if packet.agenda else []),
        ("Metode", paragraphs(packet.typed.option("method"))),
        ("Pembukaan", opened),
        ("Pembiayaan", paragraphs(packet.typed.option("funds"))),
    ]


def results(packet: Packet) -> list[Section]:
    """What is counted of those who came, and what was typed."""
    names = session_names(packet.recap.sessions)
    reached = packet.typed.lines("results")
    return [
        ("Kehadiran", [parts.pairs(sentences.pairs(packet.recap, names))]),
        ("Hasil Kegiatan", [parts.listed(reached)] if reached else []),
    ]


def evaluation(packet: Packet) -> list[Section]:
    """What stood in the way, as far as it was typed."""
    obstacles = packet.typed.lines("obstacles")
    told = parts.listed(obstacles) if obstacles else parts.text("Tidak ada kendala yang dicatat.")
    return [("Kendala", [told])]


def closing(packet: Packet) -> list[Section]:
    """What follows from it."""
    suggestions = packet.typed.lines("suggestions")
    return [
        ("Kesimpulan", paragraphs(packet.typed.option("conclusion") or conclusion(packet))),
        ("Saran", [parts.listed(suggestions)] if suggestions else []),
    ]


def paragraphs(text: str) -> list[dict]:
    """A paragraph a line of what was typed."""
    return [parts.text(line.strip()) for line in text.splitlines() if line.strip()]


def headline(packet: Packet) -> str:
    """How many took part, in figures and words."""
    said = sentences.summary(packet.recap)
    return f"{said['before']}{said['strong']}{said['after']}"


def roles_in(packet: Packet) -> list[Role]:
    """The roles that took part."""
    return [role for role in packet.recap.roles if role]


def session_rows(packet: Packet) -> Iterator[dict]:
    """A row a session."""
    recap = packet.recap
    names, zone = session_names(recap.sessions), packet.head.office.time_zone
    for session in recap.sessions:
        yield {
            "session": names[session.pk] or "satu hari",
            "day": words.full_date(session.date),
            "hours": words.hours(session.starts_at, session.ends_at, zone) if session.starts_at else "",
            "venue": session.venue,
        }


def role_rows(packet: Packet) -> Iterator[dict]:
    """A row a role, people counted once."""
    for role in packet.recap.roles:
        tally = packet.recap.of_role(role)
        if tally.listed:
            yield {
                "role": role.short_name if role else "Peserta lain",
                "invited": tally.invited,
                "came": tally.came,
                "always": tally.came_always,
            }


def committee_rows(packet: Packet) -> list[dict]:
    """The committee, each with the post held."""
    return [
        {
            "name": person.shown_name,
            "position": person.role.short_name if person.role else "",
            "institution": person.institution or person.region.label,
        }
        for person in packet.committee
    ]


def speaker_rows(packet: Packet) -> list[dict]:
    """The speakers on the agenda."""
    return [
        {"name": one.name, "position": one.position, "institution": one.institution}
        for one in packet.speakers
    ]


def topic_rows(packet: Packet) -> list[dict]:
    """A row a topic."""
    return [
        {
            "topic": item.topic,
            "hours": item.lesson_hours,
            "speakers": ", ".join(speaker.name for speaker in item.speakers.all()),
        }
        for item in packet.agenda
    ]
