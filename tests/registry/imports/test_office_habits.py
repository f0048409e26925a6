"""Habits of offices that no list of mess had foreseen: each with a sheet that shows it."""

import datetime

import openpyxl
import pytest

from registry.imports.meaning.texts import has_several_names, is_vacant
from registry.imports.reading.reader import read
from tests.registry.imports.engine import run
from tests.registry.imports.grids import contexts, marks, only_sheet, people

DAYS = [datetime.date(2019, 12, 9), datetime.date(2019, 12, 10)]


def test_what_nobody_sees_in_a_cell_is_not_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["\u200bSiti\u200b Aminah", "De\u00adsa", "\ufeff", "35\u200e13", "Siti\u00a0A"])
    book.save(tmp_path / "a.xlsx")

    assert read(tmp_path / "a.xlsx").sheets[0].rows == [
        (1, ["Siti Aminah", "Desa", None, "3513", "Siti\u00a0A"])
    ]


@pytest.mark.parametrize(("male", "female"), [("L", "P"), ("LK", "PR"), ("Pria", "Wanita")])
def test_ticks_under_l_and_p_without_a_heading_over_both_tell_the_sex(male, female):
    rows = [
        ["No", "Nama", male, female, "Desa"],
        [1, "Budi", "√", None, "Bulang"],
        [2, "Siti", None, 1, "Bulang"],
    ]

    assert [one["sex"] for one in run(rows)] == ["male", "female"]


def test_numbers_under_l_and_p_that_stand_beside_each_other_tell_no_sex():
    rows = [["No", "Nama LKS", "Nama Ketua", "L", "P", "Desa"], [1, "LKSA Ikhlas", "Siti", 12, 5, "Bulang"]]

    assert [one["sex"] for one in run(rows, kind="roster")] == [None]


@pytest.mark.parametrize("month", ["DESEMBER 2019", "Desember", "Bulan Desember 2019", "Tanggal (Des 2019)"])
def test_days_in_numbers_below_their_month(month):
    rows = [["No", "Nama", month, None], [None, None, 9, 10], [1, "Budi", "v", None], [2, "Siti", None, "v"]]

    assert marks(rows, merges=((1, 2, 1, 3),), days=DAYS) == [{1: "v", 2: None}, {1: None, 2: "v"}]


def test_of_the_days_of_a_month_only_those_of_the_event_are_read():
    rows = [["No", "Nama", "DESEMBER 2019", None, None, None], [None, None, 8, 9, 10, 11]]
    rows += [[1, "Budi", "v", None, "v", "v"]]

    sheet = only_sheet(rows, merges=((1, 2, 1, 5),), days=DAYS)

    assert (sheet.rows[0].marks, sheet.ignored) == ({1: None, 2: "v"}, ["C", "F"])


def test_mornings_and_afternoons_are_the_days_of_an_event_that_has_no_more():
    rows = [["No", "Nama", "Senin, 9 Des 2019", None, "Selasa, 10 Des 2019", None]]
    rows += [[None, None, "Pagi", "Siang", "Pagi", "Siang"], [1, "Budi", None, "v", None, None]]

    assert marks(rows, merges=((1, 2, 1, 3), (1, 4, 1, 5)), days=DAYS) == [{1: "v", 2: None}]


def test_coming_and_going_are_one_day():
    rows = [["No", "Nama", "Jam Datang", "Jam Pulang"], [1, "Budi", "08.00", "15.00"]]

    assert marks(rows, days=DAYS[:1]) == [{1: "08.00"}]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "KOSONG",
            "(kosong)",
            "Kosong (meninggal dunia)",
            "masih kosong",
            "LOWONG",
            "vacant",
            "Nihil",
            "N/A",
        ),
        *("xxx", "Belum Terisi", "belum ada", "Tidak ada", "Dalam Proses", "proses rekrutmen", "tdk ada PSM"),
    ],
)
def test_post_that_is_vacant_is_nobody(name):
    rows = [["No", "Nama PSM", "Desa", "No HP"], [1, "Budi", "Bulang", "0812"], [2, name, "Pesisir", "-"]]

    assert (is_vacant(name), people(rows)) == (True, [(2, "Budi")])


@pytest.mark.parametrize("name", ["Kosasih", "Adam", "Tidar", "Nihaya", "Xaverius", "Ada", "Belum Priyono"])
def test_name_that_resembles_a_vacancy_is_a_name(name):
    assert not is_vacant(name)


def test_hints_for_filling_in_are_no_people():
    rows = [["PETUNJUK PENGISIAN"], ["1. Isi nama sesuai KTP"], ["2. NIK 16 digit"], ["3. Nama desa lengkap"]]

    assert people(rows) == []


@pytest.mark.parametrize(
    "title",
    [
        "DAFTAR PENERIMA TALI ASIH TKSK BULAN JANUARI 2024",
        "DAFTAR NOMINATIF TKSK TAHUN 2024",
        "TANDA TERIMA HONOR TKSK",
        "PENGURUS TKSK",
    ],
)
def test_title_of_those_who_are_paid_names_their_role(title):
    assert contexts([[title], ["No", "Nama"], [1, "Budi"]], titles_name_roles=True) == [{"role": "TKSK"}]


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("1. Siti Aminah\n2. Budi", True),
        ("1) Siti 2) Budi", True),
        ("1. Siti Aminah", False),
        ("Siti Aminah 2", False),
        ("12. Siti Aminah", False),
        ("1. Drs. Budi, M.Si", False),
    ],
)
def test_cell_that_lists_several_people(name, several):
    assert has_several_names(name) == several


def test_several_people_in_one_cell_are_not_taken_for_one():
    (found,) = run([["No", "Desa", "Nama PSM"], [1, "Kalirejo", "1. Siti Aminah\n2. Budi"]], kind="roster")

    assert (found["name"], found.decision.action, found.codes) == (None, "error", ["names_several"])
