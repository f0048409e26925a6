"""Lists without a header row: only what cannot be mistaken is proposed, the rest is asked about."""

import pytest

from registry.imports.reading.reader import Workbook
from registry.imports.reading.tables import parse
from tests.registry.imports.engine import REGIONS, ROLES, known, run
from tests.registry.imports.grids import grid_of, only_sheet, parse_rows

SITI, BUDI, ANI = "3513195203740004", "3513191205800001", "3513196811900002"
LIST = [
    [1, "SITI AMINAH", SITI, "PSM", "Kalirejo", "Dringu"],
    [2, "BUDI SANTOSO", BUDI, "PSM", "Ngepoh", "Dringu"],
    [3, "ANI WAHYUNI", ANI, "TKSK", None, "Dringu"],
]
HINTS = {"region_level": REGIONS.level_of, "is_role": ROLES.is_role}


def test_list_without_header_proposes_what_cannot_be_mistaken_and_asks_about_the_rest():
    sheet = only_sheet(LIST, **HINTS)

    assert sheet.header_row is None
    assert sheet.mapping == {"A": "number", "B": "name", "C": "nik"}
    assert set(sheet.unsure) == {"D", "E", "F"}
    assert sheet.headers == {letter: f"Column {letter}" for letter in "ABCDEF"}
    assert [(row.row, row.cells) for row in sheet.rows] == [
        (number, {"number": number, "name": name, "nik": nik})
        for number, (name, nik) in enumerate(
            [("SITI AMINAH", SITI), ("BUDI SANTOSO", BUDI), ("ANI WAHYUNI", ANI)], 1
        )
    ]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (["L", "P", "L"], "sex"),
        (["081234567890", "0812-3456-7891", 81234567892], "phone"),
        ([SITI, BUDI, ANI], "nik"),
    ],
)
def test_one_column_of_people_is_enough_to_know_them(told, field):
    rows = [
        [name, "Kalirejo", value]
        for name, value in zip(["Siti Aminah", "Budi Santoso", "Ani"], told, strict=True)
    ]

    assert only_sheet(rows, **HINTS).mapping == {"A": "name", "C": field}


def test_two_columns_that_may_be_names_are_in_dispute():
    rows = [
        [siti, nik, mother]
        for siti, nik, mother in zip(
            ["Siti Aminah", "Budi Santoso", "Ani Wahyuni"],
            [SITI, BUDI, ANI],
            ["Maimunah", "Sri Lestari", "Umi Kalsum"],
            strict=True,
        )
    ]

    sheet = only_sheet(rows, **HINTS)

    assert (sheet.conflicts, sheet.unsure) == ({"name": ["A", "C"]}, {})


def test_columns_that_were_said_are_read():
    signature = only_sheet(LIST, **HINTS).signature
    said = {"D": "role", "E": "village", "F": "district"}

    sheet = only_sheet(LIST, overrides={signature: said}, **HINTS)

    assert sheet.unsure == {}
    assert sheet.rows[0].cells == {
        "number": 1,
        "name": "SITI AMINAH",
        "nik": SITI,
        "role": "PSM",
        "village": "Kalirejo",
        "district": "Dringu",
    }


def test_what_was_said_of_one_list_is_not_believed_of_the_next():
    other = [[1, "UMI KALSUM", "3513194203740009", "PSM", "Ngepoh", "Dringu"], *LIST[1:]]

    assert only_sheet(LIST, **HINTS).signature != only_sheet(other, **HINTS).signature


def test_title_above_a_list_without_header_still_speaks_for_it():
    found = run([["DATA PSM KECAMATAN DRINGU"], [], *[row[:3] for row in LIST]], kind="roster")

    assert [(one["name"], one["role"], one["district"]) for one in found] == [
        (row[1], "PSM", "35.13.19") for row in LIST
    ]


def test_heading_nobody_understands_is_no_person():
    rows = [["URUTAN", "SAUDARA/I", "KARTU"], *[row[:3] for row in LIST]]

    assert [row.row for row in only_sheet(rows, **HINTS).rows] == [2, 3, 4]


def test_people_of_a_list_without_header_are_found_in_the_registry():
    found = run(LIST, known(1, "Siti Aminah", nik=SITI), kind="roster")

    assert [one.decision.action for one in found] == ["match", "create", "create"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Beras", "10 kg", 120000], ["Gula Pasir", "5 kg", 80000], ["Minyak Goreng", "2 l", 40000]],
        [[1, "Dringu", 11, "L"], [2, "Gending", 11, "P"], [3, "Besuk", 11, "L"]],
        [["P", "PSM", "Kalirejo"], ["P", "PSM", "Ngepoh"], ["P", "TKSK", "Besuk"]],
        LIST[:2],
    ],
    ids=["prices", "recap", "no names", "too few"],
)
def test_what_is_no_list_of_people_stays_unread(rows):
    assert parse_rows(rows, **HINTS) == []


def test_a_sheet_without_header_beside_one_with_a_header_stays_unread():
    listed = grid_of([["No", "Nama", "Desa"], [1, "Siti", "Kalirejo"]], name="PSM")

    assert [sheet.name for sheet in parse(Workbook([listed, grid_of(LIST, name="Lama")]), **HINTS)] == ["PSM"]
