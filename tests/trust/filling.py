"""Fills the line of one person, and says what is true of it."""

import datetime
import random
from dataclasses import dataclass, field

from registry.imports.rows import CellValue
from tests.trust import writing
from tests.trust.people import Person
from tests.trust.places import Scope, keys_of
from tests.trust.plans import Column, Plan
from tests.trust.writing import SLIP, Written

STATES = ("present", "present", "present", "present", "absent", "excused", "sick", "represented")
WORDS = {
    "present": ("Hadir", "hadir", "HADIR"),
    "absent": ("Tidak Hadir", "Alpa", "tanpa keterangan"),
    "excused": ("Izin", "Ijin"),
    "sick": ("Sakit",),
    "represented": ("Diwakili",),
}
LETTERS = {"present": "H", "absent": "A", "excused": "I", "sick": "S"}
STATUS = {"present": 0, "excused": 1, "sick": 2, "absent": 3}
CELLS_OF_SEVERAL = ("birth", "place", "post", "codes")  # their parts are told one by one
FILLERS = {
    "education": ("SMA", "S1", "SLTA", "D3"),
    "religion": ("Islam", "Kristen"),
    "age": (41.0, 38.0),
    "mother": ("Sumiati", "Painem"),
    "account": ("0011223344", "1234567890"),
    "note": (None, None, None, "baru"),
}


@dataclass(slots=True)
class Line:
    """One person's line: its cells column by column, and the truth."""

    person: Person
    cells: list[CellValue] = field(default_factory=list)
    values: dict[str, str | None] = field(default_factory=dict)
    attendance: dict[str, str] = field(default_factory=dict)
    issues: set[str] = field(default_factory=set)
    sheet: str = ""
    row: int = 0
    misspelt: bool = False
    repeats: bool = False  # the person stands in the sheet before
    vague: bool = False  # the village named stands in several districts


def fill(
    chance: random.Random, plan: Plan, scope: Scope, person: Person, number: int, above: Person | None
) -> Line:
    """The line of a person. `above` is the person of the line directly above, for ditto marks."""
    line = Line(person)
    written = {"name": writing.name(chance, person, plan.name_style)}
    fill_identity(chance, plan, person, written)
    fill_birth(chance, plan, person, written)
    fill_role(chance, plan, scope, person, written)
    fill_place(chance, plan, scope, person, line, written, above)
    fill_rest(chance, plan, scope, person, written)
    if "nameless" in plan.habits and number > 1 and chance.random() < 0.1 and len(written) > 4:
        written["name"] = Written(None, None, ("name_missing",))
    elif "numbers in names" in plan.habits:
        written["name"] = written["name"]._replace(cell=f"{number}. {written['name'].cell.strip()}")
    line.values = {name: found.truth for name, found in written.items() if name not in CELLS_OF_SEVERAL}
    line.issues = {code for found in written.values() for code in found.issues}
    marks = fill_marks(chance, plan, line, number)
    if "substitutes" in plan.habits and "note" in plan.fields and chance.random() < 0.15:
        written["note"] = Written(chance.choice(("diwakili", "a.n. Camat", "diwakili staf")), None)
        came = {day for day, state in line.attendance.items() if state == "present"}
        line.attendance |= dict.fromkeys(came, "represented")
    line.cells = [cell_of(chance, column, written, marks, number) for column in plan.columns]
    return line


def fill_identity(chance: random.Random, plan: Plan, person: Person, written: dict[str, Written]) -> None:
    """Numbers and sex."""
    if "nik" in plan.fields:
        written["nik"] = writing.nik(chance, person, slipped(chance, plan.style("nik"), writing.NIK_STYLES))
    if "phone" in plan.fields:
        style = slipped(chance, plan.style("phone"), writing.PHONE_STYLES)
        written["phone"] = writing.phone(chance, person, style)
        if plan.format == "xlsx" and chance.random() < 0.01:
            written["phone"] = Written("#N/A", None, ("formula_error",))
    if "sex" in plan.fields:
        written["sex"] = writing.sex(person, plan.style("sex"))
    if "member_number" in plan.fields:
        written["member_number"] = Written(person.member_number, person.member_number)
    if "institution" in plan.fields:
        text = chance.choice(("Dinas Sosial", "IPSM", "Karang Taruna Bina Karya"))
        written["institution"] = Written(text, text)


def slipped(chance: random.Random, style, styles):
    return chance.choice(styles) if chance.random() < SLIP else style


def cell_of(chance: random.Random, column: Column, written: dict, marks: dict, number: int) -> CellValue:
    if column.field == "number":
        return float(number)
    if column.field in written:
        return written[column.field].cell
    if column.field in marks:
        return marks[column.field]
    return chance.choice(FILLERS[column.field]) if column.field in FILLERS else None


def fill_rest(
    chance: random.Random, plan: Plan, scope: Scope, person: Person, written: dict[str, Written]
) -> None:
    """Home, decree, and the NIP that a civil servant has below the name."""
    if "address" in plan.fields:
        street = f"Jl. Mawar No. {chance.randint(1, 90)} RT 0{chance.randint(1, 9)}"
        written["address"] = Written(street, street)
    if "home_village" in plan.fields:
        district = chance.choice(scope.districts)
        village = chance.choice(scope.villages[district])
        written["home_village"] = Written(scope.names[village], village)
        written["home_district"] = Written(f"Kec. {scope.names[district]}", district)
    if "decree_number" in plan.fields:
        day = datetime.date(2019, chance.randint(1, 12), chance.randint(13, 28))
        written["decree_number"] = Written(f"188.45/{chance.randint(1, 900)}/2019", None)
        written["decree_number"] = written["decree_number"]._replace(truth=written["decree_number"].cell)
        written["decree_date"] = Written(writing.day_text(day, plan.style("decree_date")), day.isoformat())
    if "nips" in plan.habits and person.role == "KASI_KESRA":
        written["name"] = written["name"]._replace(cell=f"{written['name'].cell}\nNIP. 19750510 200901 1 016")


def fill_birth(chance: random.Random, plan: Plan, person: Person, written: dict[str, Written]) -> None:
    """Place and date of birth, in one cell or two."""
    seen = "nik" in written and written["nik"].truth is not None
    if "birth" in plan.fields:
        place, day = writing.birth_in_one(chance, person, plan.style("birth"), seen)
        written["birth"] = place
        written["birth_place"], written["birth_date"] = Written(None, place.truth), day
    elif "birth_date" in plan.fields:
        style = slipped(chance, plan.style("birth_date"), writing.DATE_STYLES)
        written["birth_date"] = writing.birth(chance, person, style, seen)
        if "birth_place" in plan.fields:
            written["birth_place"] = Written(person.birth_place.upper(), person.birth_place)


def fill_role(
    chance: random.Random, plan: Plan, scope: Scope, person: Person, written: dict[str, Written]
) -> None:
    """The role, by itself or with the place behind it."""
    if plan.role_by == "column":
        written["role"] = writing.role(person, plan.style("role"))
    elif plan.role_by == "section":
        written["role"] = Written(None, person.role)
    elif plan.role_by == "post":
        short = {"PSM": "PSM", "TKSK": "TKSK", "KASI_KESRA": "Kasi Kesra"}[person.role]
        place = f"Kec. {scope.names[person.district]}"
        if person.village:
            place = f"{writing.with_kind(scope, person.village)} {place}"
        written["post"] = Written(f"{short} {place}", None)
        written["role"] = Written(None, person.role)


def fill_place(
    chance: random.Random,
    plan: Plan,
    scope: Scope,
    person: Person,
    line: Line,
    written: dict[str, Written],
    above: Person | None,
) -> None:
    """The duty area, wherever this sheet has it, with what it must come out as."""
    truth = {"district": person.district, "village": person.village}
    if plan.carrier == "village only":
        truth = village_alone(scope, person, line)
    elif plan.carrier == "district only":
        truth["village"] = None
    elif plan.carrier == "place":
        written["place"] = Written(place_in_one(chance, scope, person), None)
    elif plan.carrier == "codes":
        written["codes"] = Written(chance.choice((person.region, person.region.replace(".", ""))), None)
    cell = None
    if "village" in plan.fields:
        cell = village_cell(chance, plan, scope, person, line)
    issues = ("region_unknown",) if line.misspelt else ("region_ambiguous",) if line.vague else ()
    written["village"] = Written(cell, None if line.misspelt else truth["village"], issues)
    written["district"] = Written(district_cell(chance, plan, scope, person, above), truth["district"])


def place_in_one(chance: random.Random, scope: Scope, person: Person) -> str:
    """Village and kecamatan in one cell."""
    district = scope.names[person.district]
    if not person.village:
        return f"Kec. {district}"
    village, named = scope.names[person.village], writing.with_kind(scope, person.village)
    return chance.choice(
        (
            f"{named} Kec. {district}",
            f"{village} - {district}",
            f"{village}, {district}",
            f"{named}, Kecamatan {district}",
        )
    )


def village_cell(chance: random.Random, plan: Plan, scope: Scope, person: Person, line: Line) -> str | None:
    """The village, now and then with a wrong letter."""
    if not person.village:
        return chance.choice((None, "-"))
    wrong = writing.misspelt(chance, scope, person.village) if chance.random() < 0.02 else None
    if wrong and plan.carrier != "village only":
        line.misspelt = True
        return wrong
    return writing.village(chance, scope, person.village, plan.village_style)


def village_alone(scope: Scope, person: Person, line: Line) -> dict[str, str | None]:
    """Only a village is told: it is decided where one in the regency bears its name."""
    if not person.village:
        return {"district": None, "village": None}
    homes = max(scope.homes[key] for key in keys_of(scope.names[person.village]))
    if homes > 1:
        line.vague = True
        return {"district": None, "village": None}
    return {"district": person.district, "village": person.village}


def district_cell(
    chance: random.Random, plan: Plan, scope: Scope, person: Person, above: Person | None
) -> str | None:
    if "district" not in plan.fields:
        return None
    if plan.carrier == "ditto" and above and above.district == person.district and chance.random() < 0.7:
        return chance.choice(('"', "sda", "s.d.a", "idem", "''", "〃"))
    return writing.district(scope, person.district, plan.district_style)


def fill_marks(chance: random.Random, plan: Plan, line: Line, number: int) -> dict[str, CellValue]:
    """The marks of the days, by column; what they mean goes into the line."""
    marks: dict[str, CellValue] = {}
    columns = [column for column in plan.columns if column.field.startswith(("attendance:", "status:"))]
    if columns and columns[0].field.startswith("status:"):
        state = chance.choice(tuple(STATUS))
        marks[columns[STATUS[state]].field] = chance.choice(("v", "√", "x"))
        line.attendance["1"] = state
        return marks
    for column in columns:
        day = column.field.partition(":")[2]
        mark, state = one_mark(chance, plan.marks, number)
        marks[column.field] = mark
        if state:
            line.attendance[day] = state
    return marks


def one_mark(chance: random.Random, style: str, number: int) -> tuple[CellValue, str | None]:
    present = chance.random() < 0.85
    match style:
        case "letters":
            state = chance.choice(tuple(LETTERS))
            return chance.choice((LETTERS[state], LETTERS[state].lower())), state
        case "words":
            state = chance.choice(STATES)
            return chance.choice(WORDS[state]), state
        case "legend":
            return ("ttd", "present") if present else (None, "absent")
        case "zigzag":
            return (f"{number}. ttd", "present") if present else (f"{number}.", None)
        case "tick":
            return (chance.choice(("v", "√", "✓", "V")), "present") if present else (None, None)
        case "ones":
            return (1.0, "present") if present else (None, None)
        case _:
            return (chance.choice(("ttd", "Ttd.", "hadir")), "present") if present else (None, None)
