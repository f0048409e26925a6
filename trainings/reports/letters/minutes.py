"""The minutes of an event (berita acara): that it took place, and how many came."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from trainings.models import Attendance
from trainings.reports.letters import parts
from trainings.reports.paper import Paper
from trainings.reports.parameters import Parameters
from trainings.reports.phrases import session_names
from trainings.reports.recap.query import Recap
from trainings.reports.recap.query import query as recap_query
from trainings.reports.recap.sentences import summary
from trainings.reports.report import Option, Report
from welfare import words
from welfare.sheets import Column, Table

STATUS = Attendance.Status
COLUMNS = (
    Column("Sesi", "session", 18),
    Column("Tanggal", "date", 16, "date"),
    Column("Diundang", "due", 11, "integer"),
    Column("Hadir", "present", 11, "integer"),
    Column("Izin/sakit", "excused", 11, "integer"),
    Column("Diwakili", "represented", 11, "integer"),
    Column("Tidak hadir", "absent", 12, "integer"),
    Column("Belum dicatat", "unknown", 12, "integer"),
)


@dataclass(frozen=True)
class Minutes:
    """The count of the event, and what was typed besides."""

    recap: Recap
    parameters: Parameters

    @property
    def on(self) -> date:
        """The day they are signed: the event's last."""
        return self.parameters.day("date") or self.recap.event.last_day

    @property
    def people(self) -> int:
        """Everybody on the list, each once."""
        return self.recap.people

    @property
    def rows(self) -> list[dict]:
        """One row a session."""
        recap, total = self.recap, self.recap.total
        names = session_names(recap.sessions)
        return [
            {
                "session": names[session.pk] or "satu hari",
                "date": session.date,
                "due": total.due[session.pk],
                "present": total.present(session),
                "excused": sum(
                    total.statuses[session.pk, status] for status in (STATUS.EXCUSED, STATUS.SICK)
                ),
                "represented": total.represented(session),
                "absent": total.statuses[session.pk, STATUS.ABSENT],
                "unknown": total.unrecorded(session),
            }
            for session in recap.sessions
        ]


def options(parameters: Parameters) -> list[Option]:
    """Number and date, and what came of it."""
    if parameters.event is None:
        return []
    return [
        Option("number", _("Number"), "line"),
        Option("date", _("Date of the minutes"), "day", parameters.event.last_day.isoformat()),
        Option("results", _("Results, one a line"), "text"),
    ]


def query(parameters: Parameters) -> Minutes:
    """The minutes; at most 13 statements."""
    return Minutes(recap_query(parameters), parameters)


def date_in_words(day: date) -> str:
    """`Selasa tanggal sepuluh bulan Desember tahun dua ribu sembilan belas`."""
    month, year = words.MONTHS[day.month - 1], words.in_words(day.year)
    return f"{words.WEEKDAYS[day.weekday()]} tanggal {words.in_words(day.day)} bulan {month} tahun {year}"


def papers(answer: Minutes) -> Iterator[Paper]:
    """The one paper."""
    recap, head, event = answer.recap, answer.recap.head, answer.recap.event
    number = answer.parameters.option("number") or parts.TO_WRITE
    said = summary(recap)
    results = answer.parameters.option("results").splitlines()
    opened = f" Kegiatan dibuka oleh {event.opened_by}." if event.opened_by else ""
    blocks = [
        parts.text(
            f"Pada hari ini {date_in_words(answer.on)}, kami yang bertanda tangan di bawah ini menyatakan "
            f"bahwa telah dilaksanakan {event.title}:"
        ),
        parts.pairs(parts.when_and_where(event, recap.sessions, head.office.time_zone)),
        parts.text(f"{said['before']}{said['strong']}{said['after']}{opened} Kehadiran tiap sesi:"),
        parts.table(COLUMNS, answer.rows),
        *([parts.plain("Hasil kegiatan:"), parts.listed(results)] if results else []),
        parts.text("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan seperlunya."),
    ]
    data = parts.letter(
        head,
        title="Berita acara",
        footer=f"Berita acara {event.title}",
        heading="BERITA ACARA PELAKSANAAN KEGIATAN",
        number=f"Nomor: {number}",
        blocks=blocks,
        signers=[
            head.official_signer("pptk", "Pejabat Pelaksana Teknis Kegiatan,", on=answer.on),
            head.signer(place=head.office.town, on=answer.on),
        ],
    )
    yield Paper("Berita acara", "letter", data)


def tables(answer: Minutes) -> list[Table]:
    """The attendance of each session."""
    event = answer.recap.event
    return [
        Table(
            name="Berita acara",
            columns=COLUMNS,
            rows=answer.rows,
            titles=("BERITA ACARA PELAKSANAAN KEGIATAN", event.title),
            footer=f"Berita acara {event.title}",
            paper=answer.recap.head.office.paper,
        )
    ]


REPORT = Report(
    slug="minutes",
    title=_("Minutes (berita acara)"),
    summary=_("That the event took place, with the attendance of each session in figures and words."),
    icon="scroll",
    file_stem="berita-acara",
    screen="reports/letter.html",
    query=query,
    papers=papers,
    tables=tables,
    event_required=True,
    options=options,
)
