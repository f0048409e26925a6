"""The recapitulation as a workbook: the same columns as on paper."""

from trainings.reports.phrases import event_days, session_names
from trainings.reports.recap.columns import groups, person_days
from trainings.reports.recap.query import Recap, Row
from trainings.reports.recap.remarks import remarks
from trainings.reports.recap.sentences import notes, pairs, summary
from welfare.sheets import Column, Table


def tables(recap: Recap) -> list[Table]:
    """One sheet: a row a district with its regency, the sum, and the sentences below."""
    numbers = [(group.title, number) for group in groups(recap) for number in group.numbers]
    names = session_names(recap.sessions)

    def cells(rows: list[Row]) -> dict:
        present, due = person_days(recap, rows)
        values = {f"n{place}": number.value(rows) for place, (_title, number) in enumerate(numbers)}
        return values | {"share": present / due if due and recap.is_recorded else None}

    said = summary(recap)
    return [
        Table(
            name="Rekapitulasi",
            columns=[
                Column("Kode", "code", 11, "digits"),
                Column("Kabupaten/kota", "regency", 24),
                Column("Kecamatan", "name", 20),
                *(
                    Column(number.label, f"n{place}", 8, "integer", group=title)
                    for place, (title, number) in enumerate(numbers)
                ),
                Column("%", "share", 9, "percent"),
                Column("Keterangan", "note", 40),
            ],
            rows=[
                {"code": row.region.code, "regency": row.regency, "name": row.name}
                | cells([row])
                | {"note": remarks(recap, row, names)}
                for row in recap.rows
            ],
            total={"name": "JUMLAH"} | cells(recap.rows),
            titles=(
                "REKAPITULASI PESERTA PER KECAMATAN",
                recap.event.title,
                event_days(recap.event, recap.sessions),
            ),
            notes=[
                said["before"] + said["strong"] + said["after"],
                *(f"{label}: {value}" for label, value in pairs(recap, names)),
                *notes(recap),
            ],
            footer=f"Rekapitulasi {recap.event.title}",
            paper=recap.head.office.paper,
            landscape=True,
        )
    ]
