"""A district as reports see it, and ways to read what was printed."""

import io
from datetime import date

import openpyxl

from registry.models import AppointmentDecree, Decree, Office, Region
from tests.factories import appoint, make_worker

DAY = date(2019, 12, 16)


def serve(office: Office, role: str, region: Region, name: str, *, until: date | None = None, **fields):
    """Somebody who serves under a decree whose last day is `until` (none: no decree); the appointment."""
    start = fields.pop("start", date(2018, 1, 1))
    appointment = appoint(make_worker(office, name, **fields), role, region, start=start)
    if until:
        decree(office, appointment, until)
    return appointment


def decree(office, appointment, until, *, number="188.45/214/2018", on=date(2018, 1, 2)):
    """A decree for the appointment with the last day `until`."""
    row, _created = Decree.objects.get_or_create(
        office=office,
        number=f"{number}-{until:%j%y}",
        date=on,
        defaults={"term": (on, date.fromordinal(until.toordinal() + 1))},
    )
    AppointmentDecree.objects.create(appointment=appointment, decree=row)
    return row


def sheet_rows(content: bytes, name: str, *, head: str) -> list[tuple]:
    """The rows of a sheet below its head, which is the row that begins with `head`."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book[name].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == head)
    return [row for row in rows[start + 1 :] if any(value is not None for value in row)]
