"""Lists of attendance that name their day above the table or in the name of their sheet."""

import datetime

import pytest

from registry.imports.reading.day_lines import day_of_line, day_of_sheet
from registry.imports.reading.reader import Workbook
from registry.imports.reading.tables import parse
from tests.registry.imports.engine import known, run_sheets
from tests.registry.imports.grids import BUDI, HEADER, grid_of, marks

DAYS = [datetime.date(2019, 12, 9), datetime.date(2019, 12, 10)]
SIGNED = [*HEADER, "TTD"]
PRESENT = [*BUDI, "ttd"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hari/Tanggal : Selasa, 10 Desember 2019", 2),
        ("Selasa, 10 Desember 2019", 2),
        ("Tanggal : 10-12-2019", 2),
        ("Hari / Tgl 2019-12-10", 2),
        ("DAFTAR HADIR HARI KE-2", 2),
        ("HARI KEDUA", 2),
        ("Hari II (Selasa)", 2),
        ("Pertemuan ke 1", 1),
        ("Senin s.d. Selasa, 9 s.d. 10 Desember 2019", None),
        ("9 - 10 Desember 2019", None),
        ("9 s/d 10-12-2019", None),
        ("9 Desember 2019 - 10 Desember 2019", None),
        ("Senin, 9 Desember dan Selasa, 10 Desember 2019", None),
        ("Hari I dan II", None),
        ("HARI 1 & 2", None),
        ("Surat tanggal 3 Desember 2019", None),
        ("Hari ke-3", None),
        ("KECAMATAN DRINGU", None),
    ],
)
def test_line_names_one_day_of_the_event(line, day):
    assert day_of_line(line, DAYS) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [("Hari 2", 2), ("HARI II", 2), ("10 Des", 2), ("9-12-2019", 1), ("Sheet2", None), ("DRINGU", None)],
)
def test_name_of_a_sheet_is_a_day_of_the_event(name, day):
    assert day_of_sheet(name, DAYS) == day


def test_marks_belong_to_the_day_in_the_title():
    titles = [["DAFTAR HADIR"], ["Tanggal", ":", datetime.date(2019, 12, 10)]]

    assert marks([*titles, SIGNED, PRESENT], days=DAYS) == [{2: "ttd"}]


def test_heading_that_names_a_day_is_believed_before_the_title():
    rows = [["Hari ke-2"], [*HEADER, "TTD Hari 1"], PRESENT]

    assert marks(rows, days=DAYS) == [{1: "ttd"}]


def test_each_list_below_another_has_a_day_of_its_own_and_its_pages_too():
    signature = [None, None, "Kraksaan, 10 Desember 2019"]
    rows = [["HARI KE-1"], SIGNED, PRESENT, [], signature, ["HARI KE-2"], SIGNED, PRESENT, SIGNED, PRESENT]

    assert marks(rows, days=DAYS) == [{1: "ttd"}, {2: "ttd"}, {2: "ttd"}]


def test_of_an_event_of_one_day_there_is_one_session():
    assert marks([["HARI KE-2"], SIGNED, PRESENT], days=DAYS[:1]) == [{1: "ttd"}]


def test_person_on_the_sheet_of_each_day_is_no_duplicate():
    head = ["No", "Nama", "Desa", "Kecamatan", "TTD"]
    siti = [1, "Siti Aminah", "Kalirejo", "Dringu"]
    sheets = [grid_of([head, [*siti, "ttd"]], name="HARI I"), grid_of([head, [*siti, None]], name="HARI II")]

    found = run_sheets(sheets, known(1, "Siti Aminah"), days=DAYS)

    assert [(one.decision.action, one.row.attendance) for one in found] == [
        ("match", {"1": "present"}),
        ("match", {}),
    ]


def test_sheet_says_of_which_day_its_marks_are():
    sheets = parse(Workbook([grid_of([SIGNED, PRESENT], name="Hari 2")]), days=DAYS)

    assert (sheets[0].mapping["E"], sheets[0].session_labels) == ("attendance:2", {2: "TTD"})
