"""The recapitulation on paper: the data of `templates/papers/event_recap.typ`."""

from collections.abc import Iterator, Mapping, Sequence

from trainings.reports.paper import Paper
from trainings.reports.phrases import event_days, session_names
from trainings.reports.recap.columns import Group, groups, person_days
from trainings.reports.recap.query import Recap, Row
from trainings.reports.recap.remarks import remarks
from trainings.reports.recap.sentences import notes, pairs, summary
from welfare import words


def papers(recap: Recap) -> Iterator[Paper]:
    """The one paper."""
    event, head = recap.event, recap.head
    names = session_names(recap.sessions)
    columns = groups(recap)
    data = {
        "paper": head.office.paper,
        "letterhead": head.letterhead(),
        "title": "REKAPITULASI PESERTA PER KECAMATAN",
        "lines": [event.title, event_days(event, recap.sessions)],
        "footer": f"Rekapitulasi {event.title} · {words.long_range(event.first_day, event.last_day)}",
        "bookmark": "Rekapitulasi",
        "place_label": "Kecamatan",
        "groups": [_head(group) for group in columns],
        "rows": list(_rows(recap, columns, names)),
        "total": {"name": "JUMLAH", "note": "", **_numbers(recap, columns, recap.rows)},
        "summary": summary(recap),
        "pairs": pairs(recap, names),
        "notes": notes(recap),
        "signers": [head.signer(place=head.office.town, on=recap.on)],
    }
    yield Paper("Rekapitulasi", "event_recap", data)


def _head(group: Group) -> dict:
    columns = [{"label": number.label, "sum": number.is_sum} for number in group.numbers]
    return {"title": group.title, "columns": columns}


def _rows(recap: Recap, columns: Sequence[Group], names: Mapping[int, str]) -> Iterator[dict]:
    """A row a district; where several regencies take part, each with its name above and its sum below."""
    number = 0
    for regency, rows in recap.by_regency():
        if recap.is_wide:
            yield {"kind": "group", "name": regency.upper()}
        for row in rows:
            number += 1
            head = {"kind": "row", "number": str(number), "name": row.name}
            yield head | _numbers(recap, columns, [row]) | {"note": remarks(recap, row, names)}
        if recap.is_wide:
            sums = _numbers(recap, columns, rows)
            yield {"kind": "subtotal", "name": f"Jumlah {regency}", "note": "", **sums}


def _numbers(recap: Recap, columns: Sequence[Group], rows: Sequence[Row]) -> dict:
    """The cells of these rows together, a dash for nought."""
    present, due = person_days(recap, rows)
    percent = words.percent(present, due).removesuffix("%") if recap.is_recorded else words.DASH
    cells = [words.count(number.value(rows)) for group in columns for number in group.numbers]
    return {"cells": cells, "percent": percent}
