"""The invitation to an event, with the list of what each district sends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.models import Region, Role
from trainings.reports.letters import parts
from trainings.reports.paper import Paper
from trainings.reports.parameters import Parameters
from trainings.reports.recap.query import Recap
from trainings.reports.recap.query import query as recap_query
from trainings.reports.report import Option, Report
from welfare import words
from welfare.sheets import Column, Table


@dataclass(frozen=True)
class Invitation:
    """The letter as asked for, and who is invited."""

    recap: Recap
    parameters: Parameters

    @property
    def on(self) -> date:
        """The day the letter bears."""
        return parts.letter_day(self.parameters.day("date"), self.recap.event)

    @property
    def people(self) -> int:
        """How many are invited."""
        return self.sent()[-1]["all"]

    @property
    def roles(self) -> list[Role]:
        """The roles invited, in the order of papers."""
        return [role for role in self.recap.roles if role]

    def sent(self) -> list[dict]:
        """What each district sends, by role: its quota, else the people on its list; the sum last."""
        rows = []
        for row in self.recap.rows:
            counts = {
                role.code: row.quota.get(role, row.by_role[role].invited if role in row.by_role else 0)
                for role in self.roles
            }
            if any(counts.values()):
                rows.append({"name": row.name, "all": sum(counts.values())} | counts)
        keys = [*(role.code for role in self.roles), "all"]
        return [*rows, {"name": "JUMLAH"} | {key: sum(row[key] for row in rows) for key in keys}]

    @property
    def number(self) -> str:
        """The letter's number: typed, the event's own, or dots to write on."""
        return self.parameters.option("number") or self.recap.event.letter_number or parts.TO_WRITE


def options(parameters: Parameters) -> list[Option]:
    """Number, date and address of the letter."""
    event = parameters.event
    if event is None:
        return []
    return [
        Option("number", _("Letter number"), "line", event.letter_number),
        Option("date", _("Date of the letter"), "day", parts.letter_day(None, event).isoformat()),
        Option("to", _("Addressed to"), "text", addressees(event.region)),
        Option("until", _("Names are wanted until"), "day"),
        Option("copies", _("Copies to, one a line"), "text"),
    ]


def addressees(region: Region) -> str:
    """`Camat se-Kabupaten Probolinggo` and that a list is attached."""
    whom = "Kepala Dinas Sosial Kabupaten/Kota" if region.level == Region.Level.PROVINCE else "Camat"
    return f"{whom} se-{region.name}\n(daftar terlampir)\ndi Tempat"


def query(parameters: Parameters) -> Invitation:
    """The letter; at most 13 statements."""
    return Invitation(recap_query(parameters), parameters)


def papers(answer: Invitation) -> Iterator[Paper]:
    """The letter with its attachment."""
    head, event = answer.recap.head, answer.recap.event
    place = head.office.town or parts.TO_WRITE
    day = words.long_date(answer.on)
    signer = head.signer(place=head.office.town, on=answer.on) | {"place_date": ""}
    rows = answer.sent()
    data = parts.letter(
        head,
        title="Undangan",
        footer=f"Undangan {event.title}",
        pairs=[
            ["Nomor", answer.number],
            ["Sifat", "Penting"],
            ["Lampiran", "1 (satu) lembar"],
            ["Hal", f"Undangan {event.title}"],
        ],
        place_date=f"{place}, {day}",
        to=(answer.parameters.option("to") or addressees(event.region)).splitlines(),
        blocks=_body(answer, rows),
        signers=[signer],
        copies=answer.parameters.option("copies").splitlines(),
        attachment=_attachment(answer, rows, day),
    )
    yield Paper("Undangan", "letter", data)


def _body(answer: Invitation, rows: list[dict]) -> list[dict]:
    recap, event = answer.recap, answer.recap.event
    theme = f" dengan tema “{event.theme}”" if event.theme else ""
    roles = words.listed([role.name for role in answer.roles]) or "peserta"
    facts = parts.when_and_where(event, recap.sessions, recap.head.office.time_zone)
    facts += [("Acara", event.title), ("Peserta", words.counted(rows[-1]["all"], "orang"))]
    return [
        parts.text(
            f"Dalam rangka meningkatkan kemampuan {roles}, kami bermaksud menyelenggarakan "
            f"{event.title}{theme} pada:"
        ),
        parts.pairs(facts),
        parts.text(_request(answer, rows)),
        parts.text("Demikian atas perhatian dan kerja sama Saudara, kami sampaikan terima kasih."),
    ]


def _request(answer: Invitation, rows: list[dict]) -> str:
    """How many to send: the same for all where it is so, else as in the list."""
    until = answer.parameters.day("until")
    wanted = f" Nama peserta mohon disampaikan paling lambat {words.full_date(until)}." if until else ""
    shares = {tuple(row[role.code] for role in answer.roles) for row in rows[:-1]}
    begin = "Sehubungan dengan hal tersebut, kami mohon Saudara mengirimkan"
    if len(shares) != 1:
        return f"{begin} peserta sebagaimana daftar terlampir.{wanted}"
    share = rows[0]
    told = [
        f"{words.counted(share[role.code], 'orang')} {role.short_name}"
        for role in answer.roles
        if share[role.code]
    ]
    return (
        f"{begin} {words.counted(share['all'], 'orang')} peserta dari wilayah kerja Saudara, yaitu "
        f"{words.listed(told)}.{wanted}"
    )


def columns(answer: Invitation) -> list[Column]:
    """The districts and a column a role."""
    return [
        Column("Kecamatan", "name", 26),
        *(Column(role.short_name, role.code, 11, "integer") for role in answer.roles),
        Column("Jumlah", "all", 11, "integer"),
        Column("Catatan", "note", 24),
    ]


def _attachment(answer: Invitation, rows: list[dict], day: str) -> dict:
    event, head = answer.recap.event, answer.recap.head
    total = rows[-1] | {"note": f"{words.in_words(rows[-1]['all'])} orang"}
    return parts.table(columns(answer), [row | {"note": " "} for row in rows[:-1]], total) | {
        "caption": f"Lampiran Surat {head.office.name.title()} {head.place_name.title()}",
        "head": [["Nomor", answer.number], ["Tanggal", day]],
        "title": "DAFTAR UNDANGAN PER KECAMATAN",
        "lines": [event.title, words.long_range(event.first_day, event.last_day)],
    }


def tables(answer: Invitation) -> list[Table]:
    """The list of the attachment."""
    event = answer.recap.event
    *rows, total = answer.sent()
    return [
        Table(
            name="Daftar undangan",
            columns=columns(answer),
            rows=rows,
            total=total,
            titles=("DAFTAR UNDANGAN PER KECAMATAN", event.title),
            footer=f"Undangan {event.title}",
            paper=answer.recap.head.office.paper,
        )
    ]


REPORT = Report(
    slug="invitation",
    title=_("Invitation letter"),
    summary=_("The letter with days, venues and the list of what each district sends."),
    icon="envelope-open-text",
    file_stem="undangan",
    screen="reports/letter.html",
    query=query,
    papers=papers,
    tables=tables,
    event_required=True,
    options=options,
)
