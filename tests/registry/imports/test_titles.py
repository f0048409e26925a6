"""Titles in columns of their own: joined with the name, each on its side, none written twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.meaning.titles import joined
from registry.names import name_key
from tests.registry.imports.engine import KALIREJO, known, run
from tests.registry.imports.grids import only_sheet

PLACE = ["Dringu", "Kalirejo"]
TITLES = st.lists(
    st.sampled_from(
        ["Drs.", "Hj.", "K.H.", "Prof. Dr.", "S.Sos", "S. Sos", "M.Si.", "SE", "A.Md.Keb", "S1", "-"]
    ),
    max_size=3,
).map(" ".join)


@pytest.mark.parametrize(
    ("name", "titles", "whole"),
    [
        ("Budi Santoso", {"title_before": "Drs.", "title_after": "M.Si."}, "Drs. Budi Santoso, M.Si."),
        ("Budi Santoso", {"title_before": "-", "title_after": "0"}, "Budi Santoso"),
        ("Budi Santoso", {"titles": "tidak ada"}, "Budi Santoso"),
        ("Budi Santoso", {"titles": "Tanpa gelar"}, "Budi Santoso"),
        ("Budi Santoso", {"titles": "Drs., M.Si"}, "Drs. Budi Santoso, M.Si"),
        ("Budi Santoso", {"titles": "S. Sos M.Si"}, "Budi Santoso, S. Sos, M.Si"),
        ("Budi Santoso", {"titles": "S.H./M.H."}, "Budi Santoso, S.H., M.H."),
        ("Budi Santoso", {"title_after": "Drs"}, "Drs Budi Santoso"),
        ("Budi Santoso", {"title_before": "S.Sos"}, "Budi Santoso, S.Sos"),
        ("Budi Santoso", {"title_before": "Bpk"}, "Budi Santoso"),
        ("Ahmad", {"title_before": "K.H.", "title_after": "S.Pd.I"}, "K.H. Ahmad, S.Pd.I"),
        ("Ani", {"title_before": "Dr.H.", "title_after": "Sp.PD, M.Kes"}, "Dr.H. Ani, Sp.PD, M.Kes"),
        (
            "Drs. Budi Santoso, M.Si",
            {"title_before": "Drs", "title_after": "M.Si."},
            "Drs. Budi Santoso, M.Si",
        ),
        ("Budi Santoso S.Sos", {"title_after": "S.Sos., M.Si"}, "Budi Santoso S.Sos, M.Si"),
        ("Budi Santoso,", {"title_after": "SE"}, "Budi Santoso, SE"),
        ("Se Mulyono", {"titles": "SE"}, "Se Mulyono, SE"),
        ("A" * 148, {"titles": "S.Sos"}, "A" * 148),
    ],
)
def test_titles_are_written_on_their_side_of_the_name_and_once(name, titles, whole):
    assert joined(name, titles) == (whole, "")


@pytest.mark.parametrize("text", ["S1", "SMA", "Pdt.", "R.A."])
def test_what_is_no_known_title_stays_out_of_the_name_and_is_told(text):
    (found,) = run([["Nama", "Gelar", "Kecamatan", "Desa"], ["Budi Santoso", text, *PLACE]])

    assert found["name"] == "Budi Santoso"
    assert [(issue.field, issue.code, issue.level) for issue in found.row.issues] == [
        ("name", "title_unknown", "warning")
    ]


@given(TITLES, TITLES, TITLES)
def test_titles_never_change_the_key_by_which_a_name_is_matched(before, behind, either):
    cells = {"title_before": before, "title_after": behind, "titles": either}

    assert name_key(joined("Budi Santoso", cells)[0]) == "budi santoso"


@given(TITLES)
def test_joining_titles_again_adds_nothing(titles):
    once = joined("Budi Santoso", {"titles": titles})[0]

    assert joined(once, {"titles": titles})[0] == once


@pytest.mark.parametrize(
    ("header", "merges"),
    [
        ([["Gelar Depan", "Nama", "Gelar Belakang", "Desa"]], ()),
        ([["Gelar", "Nama", "Gelar", "Desa"]], ()),
        ([["Glr. Dpn", "Nama", "Gelar Blkg.", "Desa"]], ()),
        (
            [["Nama", None, None, "Desa"], ["Gelar Depan", "Nama Lengkap", "Gelar Belakang"]],
            ((1, 0, 1, 2), (1, 3, 2, 3)),
        ),
        ([["NAMA", None, None, "Desa"], ["Gelar", "Nama", "Gelar"]], ((1, 0, 1, 2), (1, 3, 2, 3))),
    ],
)
def test_columns_of_titles_are_found_under_one_heading_or_two(header, merges):
    people = [["Drs.", "Budi Santoso", "M.Si", "Kalirejo"], [None, "Siti Aminah", "-", "Ngepoh"]]

    found = run([*header, *people], merges=merges)

    assert [one["name"] for one in found] == ["Drs. Budi Santoso, M.Si", "Siti Aminah"]


def test_titles_under_a_heading_of_their_own_are_found():
    rows = [
        ["No", "Nama", "Gelar", None, "Kecamatan"],
        [None, None, "Depan", "Belakang", None],
        [1, "Budi Santoso", "H.", "S.Sos", "Dringu"],
    ]

    (found,) = run(rows, merges=((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)))

    assert found["name"] == "H. Budi Santoso, S.Sos"


@pytest.mark.parametrize("lines", [("Nama", "& Gelar"), ("Nama dan", "Gelar"), ("Nama /", "Gelar")])
def test_a_heading_in_two_lines_is_one_heading(lines):
    first, second = lines

    sheet = only_sheet([[first, "Desa"], [second, None], ["Drs. Budi", "Kalirejo"]], merges=((1, 1, 2, 1),))

    assert sheet.mapping == {"A": "name", "B": "village"}


def test_titles_are_shown_as_columns_of_their_own():
    sheet = only_sheet([["Gelar Depan", "Nama", "Gelar", "Desa"], ["Drs.", "Budi", "M.Si", "Kalirejo"]])

    assert sheet.mapping == {"A": "title_before", "B": "name", "C": "titles", "D": "village"}


def test_a_name_with_titles_from_columns_matches_the_person_without():
    header = ["Gelar Depan", "Nama", "Gelar Belakang", "Kecamatan", "Desa"]
    budi = known(1, "Budi Santoso", village=KALIREJO)

    (found,) = run([header, ["Drs.", "BUDI SANTOSO", "M.Si.", *PLACE]], budi)

    assert found["name"] == "Drs. BUDI SANTOSO, M.Si."
    assert (found.decision.action, found.decision.worker_id) == ("match", 1)


def test_a_name_over_three_columns_is_put_together_from_them():
    rows = [
        ["No", "Nama", None, None, "Kecamatan", "Desa"],
        [1, "Drs.", "Budi Santoso", "M.Si", *PLACE],
        [2, None, "Siti Aminah", None, *PLACE],
        [3, "Hj.", "Maimunah", "-", *PLACE],
    ]

    found = run(rows, merges=((1, 1, 1, 3),))

    assert [one["name"] for one in found] == ["Drs. Budi Santoso, M.Si", "Siti Aminah", "Hj. Maimunah"]
