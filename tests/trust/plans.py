"""What a made-up sheet looks like before anybody stands in it: its columns, headings and habits."""

import datetime
import random
from dataclasses import dataclass, field

from tests.trust import writing

HEADINGS = {
    "number": ("No", "NO.", "No. Urut", "Nomor", "No"),
    "name": ("Nama", "NAMA LENGKAP", "Nama Peserta", "Nama & Gelar", "N A M A", "Nama Lengkap (sesuai KTP)",
             "Nama Petugas", "Nama\nLengkap"),
    "nik": ("NIK", "No. KTP", "No. KTP / NIK", "NIK/No KTP", "Nomor Induk Kependudukan", "N I K"),
    "member_number": ("NIAT", "Nomor Induk Anggota", "NIA", "No. Anggota", "No. Induk Anggota"),
    "sex": ("L/P", "JK", "Jenis Kelamin", "Jns Kel", "Lk/Pr", "Kelamin", "Jenis Kelamin (L/P)"),
    "birth": ("TTL", "Tempat/Tgl Lahir", "Tempat, Tanggal Lahir", "Tempat Tanggal Lahir",
              "Tempat, Tgl. Lahir"),
    "birth_place": ("Tempat Lahir", "Tmp Lahir", "TEMPAT LAHIR"),
    "birth_date": ("Tgl Lahir", "Tanggal Lahir", "Tgl. Lahir", "TANGGAL LAHIR"),
    "phone": ("No HP", "No. HP/WA", "Telp", "No Telepon", "Handphone", "WhatsApp", "Nomor HP"),
    "role": ("Unsur", "Jabatan", "Peran", "JABATAN", "Unsur/Jabatan"),
    "village": ("Desa", "Desa/Kelurahan", "Desa/Kel", "Kel/Desa", "Kelurahan", "Asal Desa",
                "DESA / KELURAHAN"),
    "district": ("Kecamatan", "Kec", "Kec.", "Kecamatan Lokasi Tugas", "KECAMATAN"),
    "place": ("Wilayah Tugas", "Asal", "Desa/Kecamatan", "Wilayah"),
    "post": ("Jabatan", "Unsur", "Jabatan/Unsur"),
    "codes": ("Kode Wilayah", "Kode Desa"),
    "institution": ("Instansi", "Asal Instansi", "Unit Kerja"),
    "education": ("Pendidikan", "Pend. Terakhir", "Ijazah"),
    "note": ("Ket", "Keterangan", "KET."),
    "religion": ("Agama",),
    "account": ("No. Rekening", "Rekening Bank Jatim"),
    "age": ("Umur", "Usia"),
    "mother": ("Nama Ibu Kandung",),
    "address": ("Alamat", "Alamat Rumah", "Alamat Lengkap"),
    "home_village": ("Desa Domisili", "Desa/Kel Tempat Tinggal"),
    "home_district": ("Kecamatan Domisili", "Kec. Tempat Tinggal"),
    "decree_number": ("No SK", "Nomor SK", "No. SK Pengangkatan"),
    "decree_date": ("Tgl SK", "Tanggal SK"),
    "blank": ("",),
}  # fmt: skip
UNREAD = ("religion", "account", "age", "mother")
SIGNATURES = ("Tanda Tangan", "TTD", "Paraf", "TANDA TANGAN")
PRESENCES = ("Kehadiran", "Absensi", "Hadir", "Presensi")
# what some offices do: rows left for others, people written twice, a sheet of everybody, numbers in the
# names, NIPs below them, rows whose name was forgotten, substitutes in the notes
HABITS = ("empty rows", "repeats", "combined", "numbers in names", "nips", "nameless", "substitutes")
CARRIERS = (
    "columns",
    "columns",
    "merged",
    "ditto",
    "section",
    "section",
    "sheets",
    "title",
    "place",
    "post",
    "codes",
    "district only",
    "village only",
)
OFTEN_MISSPELT = ("name", "village", "district", "phone", "birth")
MARK_STYLES = ("ttd", "tick", "letters", "words", "legend", "zigzag", "ones", "status")


@dataclass(slots=True)
class Column:
    """One logical column: what it carries, its headings from the widest, how many sheet columns it takes."""

    field: str
    labels: tuple[str, ...]
    width: int = 1
    style: object = None


@dataclass(slots=True)
class Plan:
    """One sheet as its office made it.

    `carrier` says where the kecamatan stands, `role_by` where the role does; `marks` how presence is
    written; `merged` whether wide headings are merged cells.
    """

    kind: str
    format: str
    carrier: str
    role_by: str
    columns: list[Column] = field(default_factory=list)
    days: list[datetime.date] = field(default_factory=list)
    marks: str = "ttd"
    merged: bool = True
    left: int = 0
    habits: set[str] = field(default_factory=set)
    name_style: str = "plain"
    district_style: str = "plain"
    village_style: str = "plain"

    def style(self, name: str) -> object:
        """How the column of a field is written."""
        return next(column.style for column in self.columns if column.field == name)

    def use_letters(self) -> None:
        """Write the sexes L and P."""
        for column in self.columns:
            if column.field == "sex":
                column.style = writing.SEX_STYLES[0]

    @property
    def needs_titles(self) -> bool:
        """Whether the lines above the table say what no column says."""
        return self.carrier == "title" or self.marks == "legend"

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns}


def make_plan(chance: random.Random) -> Plan:
    """A sheet of some kind, in some format, with some of the columns that sheets have."""
    kind = chance.choice(("attendance", "attendance", "roster"))
    carriers = [c for c in CARRIERS if not (kind == "roster" and c in ("village only", "district only"))]
    plan = Plan(
        kind=kind,
        format=chance.choice(("xlsx", "xlsx", "xlsx", "csv", "xls", "ods")),
        carrier=chance.choice(carriers),
        role_by="column",
        merged=chance.random() < 0.7,
        left=chance.choice((0, 0, 0, 1)),
        name_style=chance.choice(("plain", "plain", "upper")),
        district_style=chance.choice(writing.DISTRICT_STYLES),
        village_style=chance.choice(writing.VILLAGE_STYLES),
    )
    if plan.format == "csv" and plan.carrier in ("merged", "sheets"):
        plan.carrier = "columns"
    if plan.format == "csv":
        plan.merged = False
    plan.role_by = choose_role_by(chance, plan)
    plan.habits = {habit for habit in HABITS if chance.random() < 0.12}
    days = chance.randint(1, 3)
    first = datetime.date(2024, chance.randint(1, 12), chance.randint(1, 25))
    plan.days = [first + datetime.timedelta(days=step) for step in range(days if kind == "attendance" else 0)]
    plan.columns = person_columns(chance, plan)
    if kind == "attendance":
        plan.columns += attendance_columns(chance, plan)
    add_further_columns(chance, plan)
    if chance.random() < 0.15:
        widen(chance, plan)
    if chance.random() < 0.1:
        misspell(chance, plan)
    return plan


def add_further_columns(chance: random.Random, plan: Plan) -> None:
    """Columns that few sheets have, some of which nobody reads."""
    plan.columns += [one(chance, name) for name in ("education", "note") if chance.random() < 0.2]
    if plan.kind == "roster" and chance.random() < 0.3:
        plan.columns += [one(chance, "decree_number"), one(chance, "decree_date")]
    if chance.random() < 0.12:
        plan.columns.insert(2, one(chance, "address"))
    if chance.random() < 0.1:
        plan.columns += [one(chance, "home_village"), one(chance, "home_district")]
    if chance.random() < 0.1:
        plan.columns.insert(2, one(chance, "blank"))
    plan.columns[2:2] = [one(chance, name) for name in UNREAD if chance.random() < 0.05]


def choose_role_by(chance: random.Random, plan: Plan) -> str:
    if plan.carrier == "post":
        return "post"
    choices = ["column"] * 3
    if plan.carrier in ("columns", "place", "codes", "title", "merged"):
        choices.append("section")
    if plan.kind == "attendance":
        choices.append("none")
    return chance.choice(choices)


def one(chance: random.Random, name: str) -> Column:
    styles = {
        "nik": writing.NIK_STYLES,
        "phone": writing.PHONE_STYLES,
        "birth": writing.DATE_STYLES,
        "birth_date": writing.DATE_STYLES,
        "sex": writing.SEX_STYLES,
        "role": tuple(range(12)),
        "post": tuple(range(12)),
        "decree_date": writing.DATE_STYLES,
    }
    style = chance.choice(styles[name]) if name in styles else None
    return Column(name, (chance.choice(HEADINGS[name]),), style=style)


def person_columns(chance: random.Random, plan: Plan) -> list[Column]:
    """Number, name and the facts; the order is an office's, but the name comes early."""
    roster = plan.kind == "roster"
    facts = [
        [one(chance, "nik")] if chance.random() < (0.85 if roster else 0.45) else [],
        [one(chance, "member_number")] if chance.random() < 0.25 else [],
        [one(chance, "sex")] if chance.random() < 0.6 else [],
        birth_columns(chance) if chance.random() < (0.7 if roster else 0.4) else [],
        [one(chance, "role")] if plan.role_by == "column" else [],
        place_columns(chance, plan),
        [one(chance, "phone")] if chance.random() < 0.65 else [],
        [one(chance, "institution")] if chance.random() < 0.1 else [],
    ]
    if chance.random() < 0.5:
        chance.shuffle(facts)
    numbered = "numbers in names" not in plan.habits and (chance.random() < 0.93 or not any(facts))
    start = [one(chance, "number")] if numbered else []
    return [*start, one(chance, "name"), *(column for group in facts for column in group)]


def birth_columns(chance: random.Random) -> list[Column]:
    if chance.random() < 0.5:
        return [one(chance, "birth")]
    if chance.random() < 0.4:
        return [one(chance, "birth_date")]
    place, day = one(chance, "birth_place"), one(chance, "birth_date")
    if chance.random() < 0.4:
        above = chance.choice(("Tempat/Tgl Lahir", "Tempat dan Tanggal Lahir", "Kelahiran"))
        place.labels, day.labels = (above, "Tempat"), (above, chance.choice(("Tanggal", "Tgl")))
        if above == "Kelahiran":
            place.labels, day.labels = (above, "Tempat Lahir"), (above, "Tgl Lahir")
    return [place, day]


def place_columns(chance: random.Random, plan: Plan) -> list[Column]:
    match plan.carrier:
        case "columns" | "merged" | "ditto":
            pair = [one(chance, "village"), one(chance, "district")]
            if chance.random() < 0.5:
                pair.reverse()
            if chance.random() < 0.2:
                above = chance.choice(("Asal", "Alamat", "Wilayah Tugas"))
                for column in pair:
                    child = chance.choice(("Desa/Kel", "Desa")) if column.field == "village" else "Kecamatan"
                    column.labels = (above, child)
            return pair
        case "section" | "sheets" | "title" | "village only":
            return [one(chance, "village")]
        case "district only":
            return [one(chance, "district")]
        case _:
            return [one(chance, plan.carrier)]


def attendance_columns(chance: random.Random, plan: Plan) -> list[Column]:
    """A column a day; ticks under Hadir, Izin, Sakit on a single day; or none at all."""
    if chance.random() < 0.1:
        return []
    plan.marks = chance.choice(MARK_STYLES)
    if plan.marks == "status" and len(plan.days) > 1:
        plan.marks = "letters"
    if plan.marks == "status":
        words = chance.choice((("Hadir", "Izin", "Sakit", "Alpa"), ("H", "I", "S", "A")))
        return [Column(f"status:{word}", ("Kehadiran", word)) for word in words]
    above = chance.choice(SIGNATURES if plan.marks in ("ttd", "tick", "zigzag", "legend") else PRESENCES)
    if len(plan.days) == 1:
        return [Column("attendance:1", (above,))]
    kinds = [
        [(above, str(number)) for number in range(1, 4)],
        [(above, roman) for roman in ("I", "II", "III")],
        [(above, f"Hari {roman}") for roman in ("I", "II", "III")],
        [(f"{above} {number}",) for number in range(1, 4)],
        [(f"{above} Hari ke-{number}",) for number in range(1, 4)],
        [(above, f"{day:%d/%m/%Y}") for day in plan.days],
        [(above, f"{day.day} {writing.SHORT_MONTHS[day.month - 1]}") for day in plan.days],
    ]
    labels = chance.choice(kinds)
    return [Column(f"attendance:{number}", labels[number - 1]) for number in range(1, len(plan.days) + 1)]


def widen(chance: random.Random, plan: Plan) -> None:
    """Let each column take several sheet columns, as forms drawn in a spreadsheet do."""
    if plan.format != "csv":
        plan.merged = True
        for column in plan.columns:
            column.width = chance.randint(1, 4)


def misspell(chance: random.Random, plan: Plan) -> None:
    """A heading with a letter left out."""
    column = chance.choice([column for column in plan.columns if column.field in OFTEN_MISSPELT])
    label = column.labels[-1]
    if len(label) >= 8 and label.isalpha() | (" " in label):
        place = chance.randrange(3, len(label) - 2)
        if label[place].isalpha():
            column.labels = (*column.labels[:-1], label[:place] + label[place + 1 :])
