"""The receipts on paper: the data of `templates/papers/transport.typ`."""

from collections.abc import Iterator

from registry.models import Region
from trainings.reports.paper import Paper
from trainings.reports.phrases import session_names
from trainings.reports.transport.query import Line, Receipt, Receipts, total
from welfare import words

TITLE = "TANDA TERIMA UANG TRANSPORT PESERTA"


def papers(answer: Receipts) -> Iterator[Paper]:
    """One paper of all receipts; none when nobody was present."""
    if not answer.receipts:
        return
    data = {
        "paper": answer.head.office.paper,
        "letterhead": answer.head.letterhead(),
        "title": f"Tanda terima {answer.event.title}",
        "heading": TITLE,
        "event": answer.event.title.upper(),
        "sheets": [_sheet(answer, receipt) for receipt in answer.receipts],
    }
    yield Paper("Tanda terima", "transport", data)


def _sheet(answer: Receipts, receipt: Receipt) -> dict:
    event = answer.event
    days, amount, tax = total(receipt.lines)
    label = "Kecamatan" if receipt.region.level == Region.Level.DISTRICT else "Wilayah"
    span = words.long_range(event.first_day, event.last_day)
    return {
        "bookmark": receipt.name,
        "footer": f"Tanda terima · {label} {receipt.name} · {event.title}, {span}",
        "facts": [
            ["Hari, tanggal", words.full_range(event.first_day, event.last_day), ""],
            ["Tempat", venues(answer), ""],
            [label, "", receipt.name],
            ["Satuan per hari", told_rates(answer), ""],
        ],
        "rows": [_row(line) for line in receipt.lines],
        "total": {"days": str(days)} | _amounts(amount, tax),
        "sum": words.money(amount - tax),
        "words": words.money_in_words(amount - tax),
        "note": f"Dibayarkan hanya kepada yang hadir: {words.number(len(receipt.lines))} orang, "
        f"{words.number(days)} orang-hari.",
        "signers": _signers(answer),
    }


def _row(line: Line) -> dict:
    return {
        "name": line.name,
        "role": line.role.short_name,
        "place": line.place,
        "days": str(line.days),
    } | _amounts(line.amount, line.tax)


def _amounts(amount: int, tax: int) -> dict[str, str]:
    return {"amount": words.number(amount), "tax": words.count(tax), "received": words.number(amount - tax)}


def venues(answer: Receipts) -> str:
    """`Lila Catering, Kecamatan Dringu (hari I) dan Gedung Joyolelono (hari II)`."""
    names = session_names(answer.sessions)
    told = [
        f"{session.venue} ({names[session.pk]})" if names[session.pk] else session.venue
        for session in answer.sessions
        if session.venue
    ]
    return words.listed(told) or words.DASH


def told_rates(answer: Receipts) -> str:
    """`Kasi Kesra Rp100.000,00, PPh 5%; TKSK dan PSM Rp75.000,00, tanpa PPh`."""
    alike: dict = {}
    for role, rate in answer.rates.items():
        alike.setdefault(rate, []).append(role.short_name)
    return "; ".join(
        f"{words.listed(roles)} {words.money(rate.a_day)}, "
        f"{f'PPh {rate.percent}%' if rate.percent else 'tanpa PPh'}"
        for rate, roles in alike.items()
    )


def _signers(answer: Receipts) -> list[dict]:
    """PPTK at the left, the treasurer with place and date at the right, below them the budget holder."""
    head, on = answer.head, answer.on
    return [
        head.official_signer("pptk", "Pejabat Pelaksana Teknis Kegiatan,", on=on),
        head.official_signer("treasurer", "Bendahara Pengeluaran,", on=on, place=head.office.town),
        head.official_signer("budget_holder", "Mengetahui,", "Kuasa Pengguna Anggaran,", on=on),
    ]
