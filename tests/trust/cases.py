"""One made-up sheet with its truth: what stands in it, who is known, what a careful clerk would answer."""

import datetime
import random
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from registry.imports.rows import Known
from registry.names import name_key
from tests.trust import writing
from tests.trust.drawing import Drawing, Tab
from tests.trust.filling import Line
from tests.trust.people import Person, make_people
from tests.trust.places import Scope, regencies, scope_of
from tests.trust.plans import Plan, make_plan

ROSTER_DAY = datetime.date(2024, 6, 1)
ABSENT = 8  # people of the registry who are not in the sheet
ALIKE = 4  # letters that two names may differ by for a clerk to be shown both


@dataclass(slots=True)
class Case:
    """A sheet and its truth. `acceptable` has, for each line, the answers a careful clerk could give."""

    seed: int
    plan: Plan
    scope: Scope
    people: list[Person]
    tabs: list[Tab] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    acceptable: list[set[str]] = field(default_factory=list)
    foreign: dict[int, str] = field(default_factory=dict)

    @property
    def on(self) -> datetime.date:
        return self.plan.days[0] if self.plan.days else ROSTER_DAY

    @property
    def known(self) -> list[Known]:
        return [person.known for person in self.people if person.known]


def make_case(seed: int, regency: str = "") -> Case:
    """The sheet of this number, the same at every run, of a regency or of any."""
    chance = random.Random(seed)
    scope = scope_of(regency or chance.choice(regencies()))
    plan = make_plan(chance)
    people = make_people(chance, scope, chance.randint(4, 45) + ABSENT)
    absent = set(chance.sample(range(len(people)), ABSENT))
    case = Case(seed, plan, scope, people)
    here = [person for number, person in enumerate(people) if number not in absent]
    if plan.carrier == "title":
        here = [person for person in here if person.district == here[0].district]
    if len({person.sex for person in here}) == 1:  # then nobody could say whether P is Pria
        plan.use_letters()
    move_some(chance, case, here)
    if plan.role_by == "section":
        here.sort(key=lambda person: ("TKSK", "PSM", "KASI_KESRA").index(person.role))
    draw(chance, case, here)
    if chance.random() < 0.15:
        share_a_family_card(chance, case)
    if chance.random() < 0.15:
        mistake_somebody(chance, case, [people[number] for number in absent])
    case.acceptable = [acceptable(case, place) for place in range(len(case.lines))]
    return case


def move_some(chance: random.Random, case: Case, here: list[Person]) -> None:
    """Let the registry have a person or two at another village than the sheet tells."""
    movable = [person for person in here if person.known and person.village]
    for person in chance.sample(movable, min(len(movable), chance.choice((0, 0, 1, 2)))):
        villages = case.scope.villages[person.district]
        other = chance.choice(
            [village for village in villages if village != person.village] or [person.village]
        )
        person.known.posts[0].village = other


def draw(chance: random.Random, case: Case, here: list[Person]) -> None:
    """One tab, or one for each kecamatan with a recap and whatever else lies in such workbooks."""
    plan, scope = case.plan, case.scope
    if plan.carrier != "sheets":
        groups = [("" if plan.format == "csv" else chance.choice(("Sheet1", "DAFTAR HADIR", "Data")), here)]
    else:
        style = chance.choice(("plain", "upper", "kec.", "KECAMATAN"))
        codes = list(dict.fromkeys(person.district for person in here))
        groups = [
            (writing.district(scope, code, style)[:31], [p for p in here if p.district == code])
            for code in codes
        ]
    for name, people in groups:
        tab = Tab(name)
        case.tabs.append(tab)
        Drawing(chance, plan, scope, tab, case.lines).draw(people)
    if plan.carrier == "sheets" and chance.random() < 0.5:
        case.tabs.append(recap(case, groups))
    if plan.carrier == "sheets" and "combined" in plan.habits:
        case.tabs.append(combined(case))
    if plan.format in ("xlsx", "ods") and chance.random() < 0.2:
        case.tabs.append(Tab("Sheet3"))


def recap(case: Case, groups: list) -> Tab:
    """The sums of a workbook: a table of kecamatan and numbers, and nobody."""
    tab = Tab("REKAP", [["REKAPITULASI PESERTA"], [], ["No", "Kecamatan", "PSM", "TKSK", "Jumlah"]])
    for number, (name, people) in enumerate(groups, start=1):
        roles = [person.role for person in people]
        tab.rows.append(
            [float(number), name, float(roles.count("PSM")), float(roles.count("TKSK")), float(len(roles))]
        )
    tab.rows.append([None, "JUMLAH", None, None, float(sum(len(people) for _, people in groups))])
    return tab


def combined(case: Case) -> Tab:
    """A sheet that repeats the people of all the others below one header."""
    rows = [["No", "Nama", "Keterangan"]]
    rows += [[float(number), line.values["name"], None] for number, line in enumerate(case.lines, start=1)]
    return Tab("GABUNGAN", rows)


def share_a_family_card(chance: random.Random, case: Case) -> None:
    """Paste one family card's number as the NIK of several people who follow each other."""
    found = [
        line for line in case.lines if line.values.get("nik") and "birth_date_swapped" not in line.issues
    ]
    if len(found) < 3:
        return
    first = chance.randrange(len(found) - 2)
    members = found[first : first + 3]
    keys = {name_key(line.values["name"] or "") for line in members}
    if len(keys) < 3:
        return
    for line in members:
        put(case, line, "nik", members[0].person.nik[:6] + "0101050007")
        line.values["nik"] = None
        line.issues.add("nik_shared")


def mistake_somebody(chance: random.Random, case: Case, absent: list[Person]) -> None:
    """Give one person the NIK of another, whom the registry knows."""
    others = [person for person in absent if person.known and person.known.nik]
    lines = [
        number
        for number, line in enumerate(case.lines)
        if line.values.get("nik") and not line.issues and line.person.known
    ]
    if not others or not lines:
        return
    number, other = chance.choice(lines), chance.choice(others)
    line = case.lines[number]
    if alike(line.person.name, other.name):
        return
    put(case, line, "nik", other.nik)
    line.values["nik"] = other.nik
    line.issues.add("name_mismatch")
    case.foreign[number] = other.nik


def put(case: Case, line: Line, name: str, cell: str) -> None:
    """Write a cell over what a line has under a column."""
    tab = next(tab for tab in case.tabs if tab.name == line.sheet)
    at = case.plan.left
    for column in case.plan.columns:
        if column.field == name:
            tab.rows[line.row - 1][at] = cell
        at += column.width


def alike(one: str, other: str) -> bool:
    """Would a clerk want to see these two names side by side?"""
    one, other = name_key(one).replace(" ", ""), name_key(other).replace(" ", "")
    return OSA.distance(one, other) <= ALIKE or one in other or other in one


def acceptable(case: Case, place: int) -> set[str]:
    """What may be answered for a line, judged by what it tells and what the registry has."""
    line = case.lines[place]
    person, values, known = line.person, line.values, line.person.known
    others = [p for p in case.people if p is not person and alike(p.name, person.name)]
    if place in case.foreign:
        return {"choose"}
    if values["name"] is None:
        return {"error", "choose"}
    if line.repeats or any(other.repeats and other.person is person for other in case.lines):
        return {"match", "choose", "create"} if known else {"create", "choose"}
    if known is None:
        unclear = case.plan.kind == "roster" and (line.misspelt or not values.get("district"))
        return {"create", "choose", "error"} if unclear else {"create", "choose"} if others else {"create"}
    strong = any(
        values.get(ours) and getattr(known, theirs)
        for ours, theirs in (
            ("nik", "nik"),
            ("member_number", "member_number"),
            ("phone", "phone"),
            ("birth_date", "birth_date"),
        )
    )
    post = known.posts[0]
    if values.get("village") and post.village and values["village"] != post.village:
        return {"choose"} if strong else {"choose", "create"}
    if strong:
        return {"match"}
    told = values.get("village") and post.village == values["village"]
    return {"match", "choose"} if others or not told else {"match"}
