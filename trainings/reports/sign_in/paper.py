"""Sign-in sheets on paper: the data of `templates/papers/sign_in.typ`. No NIK: they lie open on a table."""

from collections.abc import Iterator

from trainings.reports.paper import Paper
from trainings.reports.phrases import SEX_LETTERS
from trainings.reports.sign_in.query import PARTICIPANT, Line, Sheet, SignIn
from welfare import words

SPARE = 3  # rows for those who come without an invitation
TO_WRITE = "." * 30
NOTE = (
    "Diisi panitia setelah acara selesai. Baris bernomor tanpa nama untuk peserta yang hadir "
    "di luar daftar undangan."
)


def papers(answer: SignIn) -> Iterator[Paper]:
    """One paper of all sheets; none when nobody signs."""
    if not answer.sheets:
        return
    data = {
        "paper": answer.head.office.paper,
        "letterhead": answer.head.letterhead(),
        "title": f"Daftar hadir {answer.event.title}",
        "sheets": [_sheet(answer, sheet) for sheet in answer.sheets],
    }
    yield Paper("Daftar hadir", "sign_in", data)


def _sheet(answer: SignIn, sheet: Sheet) -> dict:
    session, office = sheet.session, answer.head.office
    day = words.full_date(session.date)
    hours = TO_WRITE
    if session.starts_at:
        hours = words.hours(session.starts_at, session.ends_at, office.time_zone)
    is_staff = sheet.kind != PARTICIPANT
    label = "Kecamatan" if sheet.is_of_a_district else "" if is_staff else "Wilayah"
    session_name = f" ({sheet.session_name})" if sheet.session_name else ""
    title = ", ".join(filter(None, [sheet.name, sheet.session_name]))
    return {
        "kind": sheet.kind,
        "event": answer.event.title.upper(),
        "bookmark": title,
        "footer": f"Daftar hadir {f'{label} {title}'.strip()} · {words.long_date(session.date)}",
        "facts": [
            ["Hari, tanggal", f"{day}{session_name}", ""],
            ["Pukul", hours, ""],
            ["Tempat", session.venue or TO_WRITE, ""],
            *([] if is_staff else [[label, f" (lembar {sheet.number} dari {sheet.of})", sheet.name]]),
        ],
        "role_label": "Jabatan" if is_staff else "Unsur",
        "place_label": "Instansi/asal" if is_staff else "Desa/Kelurahan",
        "rows": [_row(line) for line in sheet.lines],
        "spare": SPARE,
        "note": NOTE if sheet.kind == PARTICIPANT else "",
        "signers": [answer.head.signer(place=sheet.place or office.town, on=session.date)],
    }


def _row(line: Line) -> dict:
    return {
        "name": line.name,
        "sex": SEX_LETTERS[line.sex],
        "role": line.role or words.DASH,
        "place": line.place or words.DASH,
    }
