"""The report of a district as a workbook: every district's rows under each other, told apart by a column."""

from collections.abc import Callable, Iterator

from trainings.reports.district.followups import followups
from trainings.reports.district.query import District, DistrictReport
from trainings.reports.phrases import SEX_LETTERS, area_of
from welfare import words
from welfare.sheets import Column, Table

Rows = Callable[[District], Iterator[dict]]

DISTRICT = Column("Kecamatan", "district", 18)


ROSTER = (
    Column("Unsur", "role", 12),
    Column("Nama", "name", 30),
    Column("NIK", "nik", 19, "digits"),
    Column("L/P", "sex", 5),
    Column("Umur", "age", 7, "integer"),
    Column("Pendidikan", "education", 12),
    Column("Desa/kelurahan", "village", 20),
    Column("Nomor SK", "decree", 24),
    Column("Berakhir", "ends", 13, "date"),
    Column("Dilatih 12 bulan terakhir", "trained", 14),
    Column("Dijabat sementara", "acting", 12),
)


def _roster(part: District) -> Iterator[dict]:
    for person in part.people:
        yield {
            "role": person.role.short_name,
            "name": person.name,
            "nik": person.nik,
            "sex": SEX_LETTERS[person.sex],
            "age": person.age,
            "education": person.education,
            "village": person.village,
            "decree": person.decree,
            "ends": person.ends,
            "trained": "ya" if person.is_trained else "belum",
            "acting": "ya" if person.is_acting else None,
        }


SEATS = (
    Column("Unsur", "role", 14),
    Column("Kuota", "quota", 9, "integer"),
    Column("Orang", "people", 9, "integer"),
    Column("Terisi", "filled", 9, "integer"),
    Column("Kosong", "vacant", 9, "integer"),
    Column("Dijabat sementara", "covered", 12, "integer"),
    Column("Lebih", "excess", 9, "integer"),
)


def _seats(part: District) -> Iterator[dict]:
    for seats in part.seats:
        yield {
            "role": seats.role.short_name,
            "quota": seats.quota,
            "people": seats.people,
            "filled": seats.filled,
            "vacant": seats.vacant,
            "covered": seats.covered,
            "excess": seats.excess,
        }


VILLAGES = (
    Column("Kode", "code", 15, "digits"),
    Column("Desa/kelurahan", "name", 24),
    Column("PSM", "psm", 8, "integer"),
)


def _villages(part: District) -> Iterator[dict]:
    for village in part.villages:
        yield {"code": village.code, "name": village.name, "psm": village.psm}


TURNOUT = (
    Column("Kegiatan", "event", 50),
    Column("Sesi", "session", 14),
    Column("Tanggal", "date", 13, "date"),
    Column("Diundang", "due", 10, "integer"),
    Column("Hadir", "present", 9, "integer"),
    Column("Diwakili", "represented", 9, "integer"),
    Column("Kehadiran", "share", 11, "percent"),
)


def _turnout(part: District) -> Iterator[dict]:
    for row in part.turnout:
        yield {
            "event": row.event,
            "session": row.session_name,
            "date": row.session.date,
            "due": row.due,
            "present": row.present if row.recorded else None,
            "represented": row.represented if row.recorded else None,
            "share": row.present / row.due if row.recorded else None,
        }


TERMS = (
    Column("Nama", "name", 30),
    Column("Unsur", "role", 12),
    Column("Wilayah tugas", "area", 26),
    Column("Berakhir", "ends", 13, "date"),
    Column("Sisa hari", "days", 10, "integer"),
)


def _terms(part: District, report: DistrictReport) -> Iterator[dict]:
    for person in part.ending(report.on):
        yield {
            "name": person.name,
            "role": person.role.short_name,
            "area": area_of(person),
            "ends": person.ends,
            "days": (person.ends - report.on).days,
        }


FOLLOWUPS = (Column("Hal yang perlu ditindaklanjuti", "text", 110),)


def _followups(part: District, report: DistrictReport) -> Iterator[dict]:
    for text in followups(part, on=report.on):
        yield {"text": text}


def tables(report: DistrictReport) -> list[Table]:
    """The roster first (it is what a CSV holds), then seats, villages, trainings, terms and what is to do."""
    on = words.long_date(report.on)

    def table(name: str, columns: tuple[Column, ...], rows: Rows) -> Table:
        return Table(
            name=name,
            columns=(DISTRICT, *columns),
            rows=[{"district": part.name} | row for part in report.districts for row in rows(part)],
            titles=(name.upper(), f"{report.region.name}, keadaan per {on}"),
            footer=f"{name} · keadaan {on}",
            paper=report.head.office.paper,
            landscape=True,
        )

    return [
        table("Daftar PSKS", ROSTER, _roster),
        table("Keterisian", SEATS, _seats),
        table("Desa dan kelurahan", VILLAGES, _villages),
        table("Pelatihan", TURNOUT, _turnout),
        table("Masa tugas berakhir", TERMS, lambda part: _terms(part, report)),
        table("Tindak lanjut", FOLLOWUPS, lambda part: _followups(part, report)),
    ]
