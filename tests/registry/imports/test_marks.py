import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.meaning.marks import Columns, read_legend
from registry.imports.rows import RawRow


def attendance(marks, legend=None, numbers=None):
    """The states of one column, row by row; None where nothing is said."""
    rows = [
        RawRow("", place, cells={"number": numbers[place - 1]} if numbers else {}, marks={1: mark})
        for place, mark in enumerate(marks, start=1)
    ]
    columns = Columns(rows, legend or {})
    return [columns.attendance(row).get("1") for row in rows]


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        ("✓", "present"),
        ("√", "present"),
        ("v", "present"),
        ("V", "present"),
        ("x", "present"),
        ("ttd", "present"),
        ("Hadir", "present"),
        ("Terlambat", "present"),
        ("08.15", "present"),
        (datetime.time(8, 15), "present"),
        (True, "present"),
        ("1. ttd", "present"),
        ("Siti", "present"),
        ("An Nisa", "present"),
        ("H", "present"),
        ("I", "excused"),
        ("Ijin", "excused"),
        ("Izin", "excused"),
        ("Dinas luar", "excused"),
        ("S", "sick"),
        ("Sakit", "sick"),
        ("Izin sakit", "sick"),
        ("tidak hadir (sakit)", "sick"),
        ("A", "absent"),
        ("Alpa", "absent"),
        ("Alpha", "absent"),
        ("TK", "absent"),
        ("Tanpa keterangan", "absent"),
        ("Tdk hadir", "absent"),
        ("✗", "absent"),
        ("W", "represented"),
        ("Diwakili", "represented"),
        ("Diwakili Bu Ani", "represented"),
        ("hadir (diwakili)", "represented"),
        ("a.n. Camat", "represented"),
        (None, None),
        ("", None),
        ("-", None),
        ("1. ", None),
        ("12......", None),
        ("#N/A", None),
        (False, None),
    ],
)
def test_a_mark_alone_says_what_a_clerk_would_read(mark, state):
    assert attendance([mark]) == [state]


@pytest.mark.parametrize(
    ("marks", "states"),
    [
        (["v", "x", "v"], ["present", "absent", "present"]),
        (["x", "x", None], ["present", "present", None]),
        ([1.0, 0.0, 1.0], ["present", "absent", "present"]),
        (["1", "1", ""], ["present", "present", None]),
        (["1", "2", "3"], [None, None, None]),
        ([1.0, 2.0, 3.0], [None, None, None]),
        (["H", "K", "A"], ["present", None, "absent"]),
    ],
)
def test_a_mark_is_read_beside_the_others_of_its_column(marks, states):
    assert attendance(marks) == states


def test_a_letter_among_initials_is_somebodys():
    assert attendance(["bd", "A", "ss"]) == ["present"] * 3


def test_a_letter_among_ticks_is_a_letter():
    assert attendance(["v", "A", "ttd"]) == ["present", "absent", "present"]


def test_whole_hours_among_times_typed_as_numbers_are_times():
    assert attendance([8.15, 8.0, 7.5]) == ["present"] * 3


def test_a_blank_says_something_only_when_the_legend_does():
    legend = read_legend(["Keterangan: kolom Hadir kosong = tidak hadir"])

    assert attendance(["✓", None, ""]) == ["present", None, None]
    assert attendance(["✓", None, "", "2. "], legend) == ["present", "absent", "absent", "absent"]


@pytest.mark.parametrize(
    ("line", "legend"),
    [
        (
            "H = hadir, I = izin, S = sakit, A = alpa",
            {"h": "present", "i": "excused", "s": "sick", "a": "absent"},
        ),
        ("Ket: H: Hadir; A: Alpa; kosong: alpa", {"h": "present", "a": "absent", "": "absent"}),
        ("(v) hadir (x) tidak hadir", {"v": "present", "x": "absent"}),
        ("V : Hadir    - : Tidak Hadir", {"v": "present", "-": "absent"}),
        ("Kosong berarti tidak hadir", {"": "absent"}),
        ("Yang tidak tanda tangan dianggap tidak hadir", {"": "absent"}),
        ("TK = tanpa keterangan", {"tk": "absent"}),
        ("Hari/Tanggal : Senin", {}),
        ("NIP. 19680512 199403 1 004", {}),
        ("Waktu : 08.00 WIB s.d. selesai", {}),
    ],
)
def test_read_legend_takes_what_explains_marks(line, legend):
    assert read_legend([line]) == legend


def test_a_legend_beats_the_usual_meaning():
    assert attendance(["-", "x"], {"-": "absent", "x": "present"}) == ["absent", "present"]


@given(
    st.lists(st.one_of(st.text(max_size=12), st.floats(), st.booleans(), st.none(), st.times()), max_size=6)
)
def test_any_mark_is_read_without_failing(marks):
    states = {None, "present", "absent", "excused", "sick", "represented"}

    assert set(attendance(marks)) <= states


@given(st.text(max_size=80))
def test_read_legend_takes_any_line(line):
    assert set(read_legend([line]).values()) <= {"present", "absent", "excused", "sick", "represented"}
