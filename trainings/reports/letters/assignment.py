"""The letter that assigns the committee and the speakers of an event, or its participants from one region."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.models import Region
from trainings.models import Event, Participant, Session
from trainings.reports.heads import Head, head_of
from trainings.reports.letters import parts
from trainings.reports.paper import Paper
from trainings.reports.parameters import Parameters
from trainings.reports.report import Option, Report
from welfare import words
from welfare.sheets import Column, Table

CAPACITY = Participant.Capacity
STAFF = (CAPACITY.COMMITTEE, CAPACITY.MODERATOR, CAPACITY.SPEAKER)
WORDS = {
    CAPACITY.COMMITTEE: "Panitia",
    CAPACITY.MODERATOR: "Moderator",
    CAPACITY.SPEAKER: "Narasumber",
    CAPACITY.PARTICIPANT: "Peserta",
    CAPACITY.GUEST: "Undangan",
}
COLUMNS = (
    Column("Nama", "name", 32),
    Column("Unsur / jabatan", "role", 24),
    Column("Asal", "place", 26),
    Column("Sebagai", "task", 14),
)


@dataclass(frozen=True)
class Assignment:
    """Whom the letter sends."""

    head: Head
    event: Event
    sessions: list[Session]
    rows: list[dict]
    parameters: Parameters

    @property
    def on(self) -> date:
        """The day the letter bears."""
        return parts.letter_day(self.parameters.day("date"), self.event)

    @property
    def people(self) -> int:
        """How many are sent."""
        return len(self.rows)


def options(parameters: Parameters) -> list[Option]:
    """Number and date of the letter, and what it rests on."""
    if parameters.event is None:
        return []
    return [
        Option("number", _("Letter number"), "line"),
        Option("date", _("Date of the letter"), "day", parts.letter_day(None, parameters.event).isoformat()),
        Option("basis", _("Rests on, one a line"), "text", basis(parameters.event)),
    ]


def basis(event: Event) -> str:
    """The invitation, where it has a number; else the office's budget."""
    if event.letter_number:
        return f"Surat undangan nomor {event.letter_number} tentang {event.title}"
    return f"Dokumen Pelaksanaan Anggaran Tahun {event.first_day.year}"


def query(parameters: Parameters) -> Assignment:
    """With a region the participants from there, else committee, moderators and speakers. 4 statements."""
    event, reader = parameters.event, parameters.reader
    people = Participant.objects.visible_to(reader) if reader else Participant.objects.all()
    people = people.filter(event=event).as_shown()
    if parameters.region:
        people = people.filter(capacity=CAPACITY.PARTICIPANT, **parameters.region.scope_lookup("region__"))
    else:
        people = people.filter(capacity__in=STAFF)
    people = people.select_related("role", "region").order_by(
        "capacity", "role__position", "region__code", "shown_name", "pk"
    )
    rows = [_row(person) for person in people]
    if not parameters.region:
        rows += [_speaker(speaker) for speaker in event.speakers.all()]
    return Assignment(head_of(event.office), event, list(event.sessions.all()), rows, parameters)


def _row(person: Participant) -> dict:
    region = person.region
    return {
        "name": person.shown_name,
        "role": person.role.short_name if person.role else "",
        "place": person.institution or region.label,
        "task": WORDS[person.capacity],
    }


def _speaker(speaker) -> dict:
    return {
        "name": speaker.name,
        "role": speaker.position,
        "place": speaker.institution,
        "task": WORDS[CAPACITY.SPEAKER],
    }


def papers(answer: Assignment) -> Iterator[Paper]:
    """The one letter; none when nobody is sent."""
    if not answer.rows:
        return
    head, event = answer.head, answer.event
    number = answer.parameters.option("number") or parts.TO_WRITE
    rests_on = (answer.parameters.option("basis") or basis(event)).splitlines()
    blocks = [
        parts.plain("Dasar:"),
        parts.listed(rests_on),
        parts.plain("MENUGASKAN kepada:"),
        parts.table(COLUMNS, answer.rows),
        parts.plain(f"untuk melaksanakan tugas pada {event.title}:"),
        parts.pairs(parts.when_and_where(event, answer.sessions, head.office.time_zone)),
        parts.text("Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."),
    ]
    data = parts.letter(
        head,
        title="Surat tugas",
        footer=f"Surat tugas {event.title}",
        heading="SURAT TUGAS",
        number=f"Nomor: {number}",
        blocks=blocks,
        signers=[head.signer(place=head.office.town, on=answer.on)],
    )
    yield Paper("Surat tugas", "letter", data)


def tables(answer: Assignment) -> list[Table]:
    """Who is sent."""
    titles = (
        "SURAT TUGAS",
        answer.event.title,
        words.full_range(answer.event.first_day, answer.event.last_day),
    )
    return [
        Table(
            "Surat tugas",
            COLUMNS,
            answer.rows,
            titles=titles,
            footer="Surat tugas",
            paper=answer.head.office.paper,
        )
    ]


REPORT = Report(
    slug="assignment-letter",
    title=_("Assignment letter"),
    summary=_("Assigns committee, moderators and speakers; for one region, the participants from there."),
    icon="file-signature",
    file_stem="surat-tugas",
    screen="reports/letter.html",
    query=query,
    papers=papers,
    tables=tables,
    levels=(Region.Level.DISTRICT, Region.Level.REGENCY),
    event_required=True,
    options=options,
)
