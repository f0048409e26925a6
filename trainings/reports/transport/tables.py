"""The receipts as a workbook: one list of everybody who is paid."""

from trainings.reports.transport.query import Receipts, total
from welfare import words
from welfare.sheets import Column, Table

COLUMNS = (
    Column("Kecamatan", "district", 18),
    Column("No.", "number", 6, "integer"),
    Column("Nama", "name", 32),
    Column("Unsur", "role", 12),
    Column("Asal", "place", 24),
    Column("Hari", "days", 7, "integer"),
    Column("Jumlah", "amount", 15, "money"),
    Column("PPh", "tax", 13, "money"),
    Column("Diterima", "received", 15, "money"),
    Column("Tanda tangan", "signature", 22),
)


def tables(answer: Receipts) -> list[Table]:
    """One sheet with the sum below."""
    event = answer.event
    rows = [
        {
            "district": receipt.name,
            "number": number,
            "name": line.name,
            "role": line.role.short_name,
            "place": line.place,
            "days": line.days,
            "amount": line.amount,
            "tax": line.tax,
            "received": line.received,
        }
        for receipt in answer.receipts
        for number, line in enumerate(receipt.lines, start=1)
    ]
    days, amount, tax = total(line for receipt in answer.receipts for line in receipt.lines)
    return [
        Table(
            name="Tanda terima",
            columns=COLUMNS,
            rows=rows,
            total={"name": "JUMLAH", "days": days, "amount": amount, "tax": tax, "received": amount - tax},
            titles=(
                "TANDA TERIMA UANG TRANSPORT PESERTA",
                event.title,
                words.full_range(event.first_day, event.last_day),
            ),
            notes=[f"Terbilang: {words.money_in_words(amount - tax)}"],
            footer=f"Tanda terima {event.title}",
            paper=answer.head.office.paper,
            landscape=True,
            signed=True,
        )
    ]
