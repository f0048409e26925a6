"""Sign-in sheets as a workbook: one list of all sheets."""

from trainings.reports.phrases import SEX_LETTERS
from trainings.reports.sign_in.query import SignIn
from welfare import words
from welfare.sheets import Column, Table

COLUMNS = (
    Column("Sesi", "session", 12),
    Column("Tanggal", "date", 13, "date"),
    Column("Kecamatan", "district", 18),
    Column("No.", "number", 6, "integer"),
    Column("Nama", "name", 32),
    Column("L/P", "sex", 5),
    Column("Unsur", "role", 12),
    Column("Desa/Kelurahan", "place", 20),
    Column("Tanda tangan", "signature", 22),
)


def tables(answer: SignIn) -> list[Table]:
    """One sheet of all of them, numbered as on paper."""
    event = answer.event
    rows = [
        {
            "session": sheet.session_name,
            "date": sheet.session.date,
            "district": sheet.name,
            "number": number,
            "name": line.name,
            "sex": SEX_LETTERS[line.sex],
            "role": line.role,
            "place": line.place,
        }
        for sheet in answer.sheets
        for number, line in enumerate(sheet.lines, start=1)
    ]
    days = words.full_range(event.first_day, event.last_day)
    return [
        Table(
            name="Daftar hadir",
            columns=COLUMNS,
            rows=rows,
            titles=("DAFTAR HADIR PESERTA", event.title, days),
            footer=f"Daftar hadir {event.title}",
            paper=answer.head.office.paper,
            landscape=True,
            signed=True,
        )
    ]
