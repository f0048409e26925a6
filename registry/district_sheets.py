"""Sheets that are sent out to the districts: the roster as it is, to be put right and completed by hand.

What comes back is an import like any other; the id in the first column finds each person again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from registry.models import Appointment, Region, Role, Status, Worker
from registry.resources import AT_ONCE, RosterLine, RosterResource, with_papers
from welfare.sheets import Column, Table, xlsx

EMPTY_LINES = 40  # for people to be added
FIXED = 2  # id and name stay in sight
COLUMNS = (
    *("row_id", "name", "nik", "sex", "birth_place", "birth_date", "phone", "role", "district", "village"),
    *("member_number", "education", "institution", "address", "service_start", "decree_number"),
    "decree_date",
)
SEXES = ("L", "P")
SERVED_INSIDE = (Region.Level.DISTRICT, Region.Level.VILLAGE)
HELP = (
    "Periksa setiap orang. Yang keliru atau belum lengkap diperbaiki langsung di selnya.",
    "Kolom ID Pilar jangan diubah: dari nomor itu setiap orang dikenali kembali.",
    "Orang yang belum ada ditulis di baris kosong di bawah, dengan ID Pilar tetap kosong.",
    "Baris orang yang sudah tidak bertugas boleh dihapus. Dinas yang mencatat akhir tugasnya.",
    "Unsur, desa atau kelurahan, dan L/P dipilih dari daftar di selnya.",
    "NIK dan No. HP ditulis sebagai angka saja, lengkap; semua angkanya tetap tersimpan.",
    "Nomor yang tampak dengan bintang (3513********0001) sudah tercatat. Biarkan bila tidak berubah.",
    "Sel yang dibiarkan kosong tidak menghapus apa pun. Untuk menghapus isian lama, tulis (kosongkan).",
    "Contoh orang baru: Siti Aminah, S.Sos. | 3513194405800001 | P | Probolinggo | 4 Mei 1980 | "
    "081234567890 | PSM",
)


@dataclass
class DistrictSheet:
    """One district with its villages and those who serve in it, each by the post he holds there."""

    district: Region
    villages: list[str] = field(default_factory=list)
    lines: list[RosterLine] = field(default_factory=list)


def district_sheets(within: Region, *, on: date) -> list[DistrictSheet]:
    """A sheet for each district of `within`, in the order of their codes; six statements.

    It holds who serves there on the day `on` or will later, in the order of papers.
    """
    regions = Region.objects.within(within).current().filter(level__in=SERVED_INSIDE).order_by("code")
    sheets: dict[int, DistrictSheet] = {}
    for region in regions:
        if region.level == Region.Level.DISTRICT:
            sheets[region.pk] = DistrictSheet(region)
        else:
            sheets[region.district_id].villages.append(region.official_label)
    for line in _lines(within, on):
        if sheet := sheets.get(line.post.region.district_id):
            sheet.lines.append(line)
    for sheet in sheets.values():
        sheet.lines.sort(key=_as_on_papers)
    return list(sheets.values())


def _lines(within: Region, on: date) -> Iterator[RosterLine]:
    """Each person once for each district he serves in, with the post that matters most there."""
    posts = Appointment.objects.within(within).not_ended(on=on)
    people = with_papers(Worker.objects.holding(posts), on=on)
    for worker in people.iterator(chunk_size=AT_ONCE):
        best: dict[int, Appointment] = {}
        for post in worker.posts:
            if post.status != Status.ENDED and within.contains(post.region):
                best.setdefault(post.region.district_id, post)
        yield from (RosterLine(worker, post) for post in best.values())


def _as_on_papers(line: RosterLine) -> tuple:
    return line.post.role.position, line.post.region.code, line.worker.name_key, line.worker.pk


def workbook_of(
    sheet: DistrictSheet, *, roles: Sequence[str], sender: str, may_see: Callable[[RosterLine], bool]
) -> bytes:
    """The sheet as a workbook, with drop-downs, empty lines to add people, and a page of help."""
    label = sheet.district.official_label
    resource = RosterResource()
    held = dict.fromkeys((*roles, *(line.post.role.short_name for line in sheet.lines)))
    choices = {
        "sex": SEXES,
        "role": tuple(held),
        "district": (label,),
        "village": tuple(sheet.villages),
    }
    table = Table(
        name=label,
        columns=_columns(resource, choices),
        rows=resource.rows(sheet.lines, may_see=may_see),
        titles=[f"DATA PSKS {label.upper()}", "Petunjuk pengisian ada di lembar sebelah."],
        landscape=True,
        empty=EMPTY_LINES,
        fixed=FIXED,
    )
    return xlsx([table, _help(sender)])


def _columns(resource: RosterResource, choices: Mapping[str, Sequence[str]]) -> list[Column]:
    declared = {column.key: column for column in resource.columns()}
    return [replace(declared[name], choices=choices.get(name, ())) for name in COLUMNS]


def _help(sender: str) -> Table:
    lines = [*HELP, f"Setelah selesai, kirim berkas ini kembali kepada {sender}."]
    return Table(
        name="Petunjuk",
        columns=[Column("Cara mengisi", "text", width=110)],
        rows=[{"text": line} for line in lines],
    )


def role_names() -> list[str]:
    """The roles that somebody can hold inside a district, as sheets write them."""
    return list(Role.objects.filter(level__in=SERVED_INSIDE).values_list("short_name", flat=True))
