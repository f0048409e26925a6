"""What the letters of an event share: the pieces they are put together from."""

from collections.abc import Sequence
from datetime import date, timedelta

from trainings.models import Event, Session
from trainings.reports.heads import Head
from trainings.reports.listing import told
from trainings.reports.phrases import session_names
from welfare import words
from welfare.sheets import NUMBERS, Column

TO_WRITE = "." * 30
NOTICE = 7  # days between a letter and its event, unless another day is typed
FEW_VENUES = 3


def letter(head: Head, *, title: str, footer: str, blocks: list[dict], signers: list[dict], **parts) -> dict:
    """The data of `templates/papers/letter.typ`; what is left out of `parts` is empty."""
    empty = {"heading": "", "number": "", "pairs": [], "place_date": "", "to": [], "copies": []}
    return {
        "paper": head.office.paper,
        "letterhead": head.letterhead(),
        "title": title,
        "bookmark": title,
        "footer": footer,
        "blocks": blocks,
        "signers": signers,
        "attachment": None,
    } | (empty | parts)


def text(words_: str) -> dict:
    """A paragraph whose first line is indented."""
    return {"kind": "text", "text": words_}


def plain(words_: str) -> dict:
    """A paragraph."""
    return {"kind": "plain", "text": words_}


def pairs(rows: Sequence[tuple[str, str]]) -> dict:
    """`Hari, tanggal : Senin ...`, one below the other."""
    return {"kind": "pairs", "pairs": [list(row) for row in rows]}


def listed(items: Sequence[str]) -> dict:
    """A numbered list."""
    return {"kind": "list", "items": list(items)}


def table(columns: Sequence[Column], rows: Sequence[dict], total: dict | None = None) -> dict:
    """A table with numbered rows."""

    def cells(row: dict) -> list[str]:
        return [told(column, row.get(column.key)) for column in columns]

    return {
        "kind": "table",
        "columns": [
            {"label": column.title, "width": column.width, "right": column.kind in NUMBERS}
            for column in columns
        ],
        "rows": [cells(row) for row in rows],
        "total": cells(total) if total else [],
    }


def letter_day(typed: date | None, event: Event) -> date:
    """The day a letter bears: as typed, else a week before the event."""
    return typed or event.first_day - timedelta(days=NOTICE)


def when_and_where(event: Event, sessions: Sequence[Session], time_zone: str) -> list[tuple[str, str]]:
    """Days, hours and venues as label and value."""
    hours = list(
        dict.fromkeys(
            words.hours(session.starts_at, session.ends_at, time_zone) if session.starts_at else TO_WRITE
            for session in sessions
        )
    )
    return [
        ("Hari, tanggal", words.full_range(event.first_day, event.last_day)),
        ("Pukul", hours[0] if len(hours) == 1 else "lihat jadwal"),
        ("Tempat", venues(sessions)),
    ]


def venues(sessions: Sequence[Session]) -> str:
    """`hari I, Senin: Lila Catering; hari II, Selasa: Gedung Joyolelono`, or the one venue."""
    names = session_names(sessions)
    known = [session for session in sessions if session.venue]
    if len({session.venue for session in known}) < 2:
        return known[0].venue if known else TO_WRITE
    if len(known) > FEW_VENUES:
        return "lihat jadwal"
    return "; ".join(
        f"{names[session.pk]}, {words.WEEKDAYS[session.date.weekday()]}: {session.venue}" for session in known
    )
