"""The recapitulation as a workbook: the same columns as on paper."""

from collections.abc import Iterator, Sequence
from itertools import count

from trainings.reports.phrases import event_days, session_names
from trainings.reports.recap.columns import Number, groups, person_days
from trainings.reports.recap.query import Recap, Row
from trainings.reports.recap.remarks import remarks
from trainings.reports.recap.sentences import notes, pairs, summary
from welfare.sheets import Column, Table


def tables(recap: Recap) -> list[Table]:
    """One sheet: a row a district with its regency, the sum, and the sentences below."""
    names = session_names(recap.sessions)
    days = event_days(recap.event, recap.sessions)
    said = summary(recap)
    return [
        Table(
            name="Rekapitulasi",
            columns=_columns(recap),
            rows=[
                {"code": row.region.code, "regency": row.regency, "name": row.name}
                | _cells(recap, [row])
                | {"note": remarks(recap, row, names)}
                for row in recap.rows
            ],
            total={"name": "JUMLAH"} | _cells(recap, recap.rows),
            titles=("REKAPITULASI PESERTA PER KECAMATAN", recap.event.title, days),
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


def _columns(recap: Recap) -> list[Column]:
    return [
        Column("Kode", "code", 11, "digits"),
        Column("Kabupaten/kota", "regency", 24),
        Column("Kecamatan", "name", 20),
        *(Column(number.label, key, 8, "integer", group=title) for key, title, number in _numbers(recap)),
        Column("%", "share", 9, "percent"),
        Column("Keterangan", "note", 40),
    ]


def _cells(recap: Recap, rows: Sequence[Row]) -> dict:
    """The numbers of these rows together."""
    present, due = person_days(recap, rows)
    values = {key: number.value(rows) for key, _title, number in _numbers(recap)}
    return values | {"share": present / due if due and recap.is_recorded else None}


def _numbers(recap: Recap) -> Iterator[tuple[str, str, Number]]:
    """(key, head, column) of each number."""
    keys = count(1)
    for group in groups(recap):
        for number in group.numbers:
            yield f"n{next(keys)}", group.title, number
