"""New mess made from the ways people write: whatever the spelling, the truth comes out or the row asks."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.imports.meaning.cells import clean_rows
from registry.imports.meaning.matching import RosterIndex, decide
from registry.imports.rows import Known, Post, RawRow
from tests.registry.imports.test_cells import ON, ROLES
from tests.registry.imports.test_regions import REGENCY

VILLAGES = [
    "35.13.04.2010",
    "35.13.12.2011",
    "35.13.15.2017",
    "35.13.16.2011",
    "35.13.19.2003",
    "35.13.19.2009",
]
FIRST = ["Siti", "Muhammad", "Budi", "Soeharti", "Djoko", "Nur", "Abdul", "Yunita"]
LAST = ["Aminah", "Arifin", "Santoso", "Hasanah", "Rahman", "Effendi", "Wahyuni", ""]
MONTHS = ["Jan", "Pebruari", "Maret", "Apr", "Mei", "Juni", "Juli", "Agt", "Sept", "Okt", "Nopember", "Des"]

people = st.builds(
    lambda first, last, middle, village, born, female: {
        "name": " ".join(filter(None, (first, middle, last))),
        "village": village,
        "born": born,
        "female": female,
    },
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    st.sampled_from(["", "", "Zainal", "Umi"]),
    st.sampled_from(VILLAGES),
    st.dates(datetime.date(1955, 1, 1), datetime.date(2003, 1, 1)),
    st.booleans(),
)


# No two share a birth date: where name and birth date are all a sheet tells, nothing could part them.
PEOPLE = st.lists(people, max_size=6, unique_by=lambda person: person["born"])


def facts(number, person):
    """A person with numbers of his own."""
    born, village = person["born"], person["village"]
    region = village.replace(".", "")[:6]
    day = born.day + (40 if person["female"] else 0)
    return person | {
        "nik": f"{region}{day:02}{born:%m%y}{number + 1:04}",
        "phone": f"+62812{number:03}45678",
        "sex": "female" if person["female"] else "male",
        "district": village[:8],
    }


def known(number, person):
    post = Post("PSM", person["district"], person["village"], current=True)
    same = {field: person[field] for field in ("name", "nik", "phone", "sex")}
    return Known(id=number + 1, birth_date=person["born"].isoformat(), posts=[post], **same)


def write_name(draw, name):
    if name.startswith("Muhammad ") and " " in name:
        name = draw(st.sampled_from(["Moh. ", "Mochamad ", "Muh ", "MUHAMMAD "])) + name.removeprefix(
            "Muhammad "
        )
    title = draw(st.sampled_from(["", "", "H. ", "Hj. ", "Drs. "]))
    degree = draw(st.sampled_from(["", "", ", S.Sos", " S.Pd.I", ", S.E, M.Si"]))
    written = f"{title}{name}{degree}"
    return draw(st.sampled_from([written, written.upper(), f"  {written.replace(' ', '  ')} "]))


def write_nik(draw, nik):
    grouped = f"{nik[:6]}-{nik[6:12]}-{nik[12:]}"
    return draw(
        st.sampled_from([nik, f"'{nik}", f"\xa0{nik} ", grouped, grouped.replace("-", "."), f"NIK: {nik}"])
    )


def write_phone(draw, phone):
    national = "0" + phone[3:]
    forms = [phone, national, phone[1:], float(phone[3:]), f"WA {national}", f"{national} / 085700000001"]
    return draw(st.sampled_from([*forms, f"{national[:4]}-{national[4:8]}-{national[8:]}"]))


def write_birth(draw, born):
    serial = (born - datetime.date(1899, 12, 30)).days
    day = f"{born.day} {MONTHS[born.month - 1]} {born.year}"
    place = draw(st.sampled_from(["Probolinggo, ", "Kab. Malang ", "JEMBER/", "Jember,", ""]))
    return draw(st.sampled_from([born, float(serial), *(place + form for form in (day, f"{born:%d-%m-%Y}"))]))


def write_place(draw, person):
    village, district = REGENCY.names[person["village"]], REGENCY.names[person["district"]]
    split = f"{village[:4]} {village[4:]}"
    return draw(
        st.sampled_from(
            [
                {"village": village, "district": f"Kec. {district}"},
                {"village": f"Ds. {village.upper()}", "district": district.lower()},
                {"village": split, "district": f"KEC.{district}"},
                {"place": f"Desa {village} Kecamatan {district}"},
                {"role": f"PSM Desa {village} Kec. {district}"},
                {"place": person["village"]},
                {"village": person["village"].replace(".", "")},
            ]
        )
    )


@st.composite
def sheets(draw):
    """People of whom some are known, and a messy row for each."""
    everybody = [facts(number, person) for number, person in enumerate(draw(PEOPLE))]
    columns = draw(st.sets(st.sampled_from(["nik", "phone", "birth", "place", "sex"]), min_size=1))
    rows = []
    for number, person in enumerate(everybody, start=2):
        cells = {"name": write_name(draw, person["name"]), "number": float(number)}
        if "nik" in columns:
            cells["nik"] = write_nik(draw, person["nik"])
        if "phone" in columns:
            cells["phone"] = write_phone(draw, person["phone"])
        if "birth" in columns:
            cells["birth"] = write_birth(draw, person["born"])
        if "place" in columns:
            cells |= {"role": "PSM"} | write_place(draw, person)
        if "sex" in columns:
            cells["sex"] = draw(
                st.sampled_from(["P", "Pr", "Perempuan"] if person["female"] else ["L", "LK"])
            )
        rows.append(RawRow("", number, cells))
    return everybody, draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), rows, columns


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_the_values_come_out_however_they_are_written(sheet):
    everybody, _registered, rows, columns = sheet

    cleaned = clean_rows(rows, regions=REGENCY, roles=ROLES, on=ON)

    for person, row in zip(everybody, cleaned, strict=True):
        truth = {
            "nik": {"nik": person["nik"]},
            "phone": {"phone": person["phone"]},
            "birth": {"birth_date": person["born"].isoformat()},
            "place": {"role": "PSM", "district": person["district"], "village": person["village"]},
            "sex": {"sex": person["sex"]},
        }
        expected = {field: value for column in columns for field, value in truth[column].items()}
        assert {field: row.values[field] for field in expected} == expected
        assert row.issues == []


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_no_row_is_given_to_another_person_when_the_sheet_tells_enough(sheet):
    everybody, registered, rows, columns = sheet
    roster = [known(number, person) for number, person in enumerate(everybody) if registered[number]]

    cleaned = clean_rows(rows, regions=REGENCY, roles=ROLES, on=ON)
    decisions = decide(cleaned, RosterIndex(roster), kind="attendance")

    for number, decision in enumerate(decisions):
        if decision.action == "match":
            assert decision.worker_id == number + 1 or not columns & {"nik", "phone", "birth"}
        if registered[number] and columns & {"nik", "phone"}:
            assert decision.action == "match"
