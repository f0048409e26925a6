import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.meaning.cells import FIELDS, clean_rows
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.roles import RoleIndex
from registry.imports.meaning.texts import name_of, text_of
from registry.imports.rows import LONGEST_TEXT, RawRow

ON = datetime.date(2024, 6, 12)
REGIONS = RegionIndex(
    [
        (1, "35.13", "regency", "Kabupaten Probolinggo", (), None),
        (2, "35.13.19", "district", "Dringu", (), "35.13"),
        (3, "35.13.19.2009", "village", "Kalirejo", (), "35.13.19"),
        (4, "35.13.13", "district", "Besuk", (), "35.13"),
    ],
    ["Kota Probolinggo", "Kademangan"],
)
ROLES = RoleIndex([("TKSK", "district", ()), ("PSM", "village", ()), ("KASI_KESRA", "district", ())])


def clean_all(*rows, legends=None, regions=REGIONS):
    return clean_rows(rows, regions=regions, roles=ROLES, on=ON, legends=legends)


def clean(context=None, marks=None, legends=None, **cells):
    cells.setdefault("name", "Siti Aminah")
    (row,) = clean_all(RawRow("", 2, cells, context or {}, marks or {}), legends=legends)
    return row


def codes(row):
    return [(found.field, found.code, found.level) for found in row.issues]


def test_a_clean_row_has_every_field_and_says_nothing_of_the_rest():
    row = clean()

    assert tuple(row.values) == FIELDS
    assert {field: value for field, value in row.values.items() if value} == {"name": "Siti Aminah"}
    assert (row.attendance, row.issues) == ({}, [])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("  Hj. SITI   Aminah, S.Sos ", "Hj. SITI Aminah, S.Sos"),
        ("1. Budi", "Budi"),
        ("Drs. Budi\nNIP. 19750510 200901 1 016", "Drs. Budi"),
        ("Budi / NIP -", "Budi"),
        ("BUDI SANTOSO\nNIK. 3513191203790002", "BUDI SANTOSO"),
        ("Budi Santoso / 3513191203790002", "Budi Santoso"),
        ("Siti (diwakili Ani)", "Siti"),
        ("Ani mewakili Siti", "Siti"),
        ("a.n. Siti", "Siti"),
        ("A.N. Hidayat", "A.N. Hidayat"),
        ("Suwakil", "Suwakil"),
        ("Nur’aini", "Nur’aini"),
        ("-", None),
        ("KOSONG", None),
        ("12", None),
        (12.0, None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_stays_as_displayed(written, name):
    assert name_of(written) == name


@pytest.mark.parametrize(
    ("cells", "nik", "nip"),
    [
        ({"name": "Budi\nNIK. 3513191203790002"}, "3513191203790002", None),
        ({"name": "Budi, 3513191203790002"}, "3513191203790002", None),
        ({"name": "Budi\nNIP. 19750510 200901 1 016"}, None, "197505102009011016"),
        ({"name": "Budi 197505102009011016"}, None, "197505102009011016"),
        ({"name": "Budi / 3513191203790002", "nik": "3513191203790003"}, "3513191203790003", None),
        ({"name": "Budi / NIP -"}, None, None),
    ],
)
def test_a_number_under_the_name_is_read(cells, nik, nip):
    values = clean(**cells).values

    assert (values["nik"], values["nip"]) == (nik, nip)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("Siti (diwakili oleh Ibu Ani)", "Ibu Ani"),
        ("a.n. Siti (diwakili Ani)", "Ani"),
        ("Ani a.n. Siti", "Ani"),
        ("Siti diwakilkan", None),
    ],
)
def test_who_came_instead_may_stand_in_the_cell_of_the_name(written, instead):
    values = clean(name=written, marks={1: "v"}).values

    assert (values["name"], values["represented_by"]) == ("Siti", instead)


def test_a_row_without_a_name_says_so():
    assert codes(clean(name="-")) == [("name", "name_missing", "error")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Jl.  Raya 1 ", "Jl. Raya 1"),
        ("'=SUM(1)", "=SUM(1)"),
        ("'081", "081"),
        ("'Aisyah", "'Aisyah"),
        (12.0, "12"),
        (1.5, "1.5"),
        (datetime.datetime(2020, 1, 2), "2020-01-02"),
        ("-", None),
        (True, None),
        (None, None),
    ],
)
def test_text_is_copied_as_a_person_would(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("column", "sexes"),
    [
        (["L", "P"], ["male", "female"]),
        (["LK", "PR"], ["male", "female"]),
        (["Laki-laki", "Perempuan"], ["male", "female"]),
        (["laki2", "Wanita"], ["male", "female"]),
        (["P", "W"], ["male", "female"]),
        (["P", "L", "W"], ["female", "male", "female"]),
        (["Pr", "Wn"], ["male", "female"]),
        (["male", "FEMALE"], ["male", "female"]),
        ([1.0, 2.0], ["male", "female"]),
        (["1", "2"], ["male", "female"]),
        ([None, "-"], [None, None]),
    ],
)
def test_sex_is_read_with_its_column(column, sexes):
    rows = clean_all(*(RawRow("", place, {"name": "A", "sex": value}) for place, value in enumerate(column)))

    assert [row.values["sex"] for row in rows] == sexes
    assert [row.issues for row in rows] == [[] for _ in rows]


def test_sex_that_cannot_be_read_says_so():
    row = clean(sex="?!x9")

    assert (row.values["sex"], codes(row)) == (None, [("sex", "sex_unknown", "warning")])


def test_sex_against_the_nik_is_kept_with_a_warning():
    row = clean(sex="P", nik="3513192802880002")

    assert (row.values["sex"], codes(row)) == ("female", [("sex", "nik_sex_mismatch", "warning")])


@pytest.mark.parametrize(
    ("cells", "place", "born"),
    [
        ({"birth": "Probolinggo, 12 Mei 1980"}, "Probolinggo", "1980-05-12"),
        ({"birth": datetime.date(1980, 5, 12)}, None, "1980-05-12"),
        ({"birth": "Probolinggo"}, "Probolinggo", None),
        ({"birth_place": "Malang", "birth_date": 29353.0}, "Malang", "1980-05-12"),
        ({"birth_place": "Malang, 12 Mei 1980"}, "Malang", "1980-05-12"),
        ({"birth_date": "Malang, 12 Mei 1980"}, "Malang", "1980-05-12"),
        ({"birth_place": "Jember", "birth": "Malang, 12-05-1980"}, "Jember", "1980-05-12"),
        ({"birth_place": "-", "birth_date": "-"}, None, None),
        ({"birth_date": "**********"}, None, None),
    ],
)
def test_birth_is_found_in_whichever_cell_it_stands(cells, place, born):
    row = clean(**cells)

    assert (row.values["birth_place"], row.values["birth_date"], row.issues) == (place, born, [])


@pytest.mark.parametrize(
    ("cells", "born", "issues"),
    [
        ({"birth_date": "1980"}, None, [("birth_date", "birth_date_invalid", "warning")]),
        (
            {"birth_date": "08-12-2000", "nik": "7501181208000001"},
            "2000-08-12",
            [("birth_date", "birth_date_swapped", "warning")],
        ),
        (
            {"birth_date": "25-02-1968", "nik": "3513142202690009"},
            "1968-02-25",
            [("birth_date", "nik_birth_mismatch", "warning")],
        ),
    ],
)
def test_a_doubtful_birth_date_is_told(cells, born, issues):
    row = clean(**cells)

    assert (row.values["birth_date"], codes(row)) == (born, issues)


@pytest.mark.parametrize(
    ("cells", "context", "role", "district", "village"),
    [
        (
            {"role": "PSM", "district": "Dringu", "village": "Kalirejo"},
            {},
            "PSM",
            "35.13.19",
            "35.13.19.2009",
        ),
        ({"post": "PSM Desa Kalirejo Kec. Dringu"}, {}, "PSM", "35.13.19", "35.13.19.2009"),
        ({"role": "PSM Desa Kalirejo Kecamatan Dringu"}, {}, "PSM", "35.13.19", "35.13.19.2009"),
        ({"post": "TKSK Kec. Dringu"}, {}, "TKSK", "35.13.19", None),
        ({"post": "TKSK Dringu"}, {}, "TKSK", "35.13.19", None),
        ({"role": "PSM Desa"}, {"district": "Dringu"}, "PSM", "35.13.19", None),
        ({"role": "PSM (Ketua)"}, {"district": "Dringu"}, "PSM", "35.13.19", None),
        ({"place": "Kalirejo, Dringu"}, {}, None, "35.13.19", "35.13.19.2009"),
        ({"place": "35.13.19.2009"}, {}, None, "35.13.19", "35.13.19.2009"),
        ({"district": 351319.0}, {}, None, "35.13.19", None),
        ({"village": "Kalirejo"}, {"district": "KECAMATAN DRINGU"}, None, "35.13.19", "35.13.19.2009"),
        ({"village": "-"}, {"district": "DRINGU", "role": "I. TKSK"}, "TKSK", "35.13.19", None),
        ({"district": "Besuk"}, {"district": "DRINGU"}, None, "35.13.13", None),
        ({"post": "TKSK Kec. Besuk"}, {"district": "DRINGU"}, "TKSK", "35.13.13", None),
        ({}, {"district": "REKAP"}, None, None, None),
        ({"institution": "Kantor Kec. Dringu"}, {}, None, "35.13.19", None),
        ({"institution": "Kec. Dringgu"}, {}, None, None, None),
        ({"district": "Dringu"}, {"regency": "Kab. Jember"}, None, "35.13.19", None),
        ({"institution": "Kecamatan Dringu"}, {}, None, "35.13.19", None),
        ({"institution": "Dinas Sosial"}, {}, None, None, None),
    ],
)
def test_role_and_place_come_from_the_row_before_the_sheet(cells, context, role, district, village):
    row = clean(context=context, **cells)

    assert (row.values["role"], row.values["district"], row.values["village"]) == (role, district, village)
    assert row.issues == []


@pytest.mark.parametrize(
    ("cells", "context", "issue"),
    [
        ({"role": "Pendamping PKH"}, {}, ("role", "role_unknown", "error")),
        ({"district": "Dringgu"}, {}, ("district", "region_unknown", "error")),
        ({"district": "Kademangan"}, {}, ("district", "region_outside_scope", "error")),
        ({"village": "35.14.01.2001"}, {}, ("village", "region_outside_scope", "error")),
        ({}, {"district": "KECAMATAN DRINGGU"}, ("district", "region_unknown", "error")),
        ({"home_village": "Nirgendwo"}, {}, ("home_village", "region_unknown", "warning")),
    ],
)
def test_what_is_not_found_is_told_once(cells, context, issue):
    assert codes(clean(context=context, **cells)) == [issue]


def test_people_may_live_outside_the_scope():
    row = clean(home_district="Kademangan")

    assert (row.values["home_district"], row.issues) == (None, [])


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502"])
def test_a_failed_formula_empties_its_cell_and_says_so(error):
    row = clean(phone=error)

    assert (row.values["phone"], codes(row)) == (None, [("phone", "formula_error", "error")])


@pytest.mark.parametrize("field", ["phone", "address", "birth", "nik"])
def test_a_text_without_an_end_empties_its_cell_and_says_so(field):
    row = clean(**{field: "1" * (LONGEST_TEXT + 1)})

    assert codes(row) == [(field, "text_too_long", "error")]
    assert (row.values["phone"], row.values["address"], row.values["birth_date"], row.values["nik"]) == (
        None,
        None,
        None,
        None,
    )


def test_an_address_of_the_greatest_length_is_kept():
    address = "Jalan " + "a" * (LONGEST_TEXT - 6)

    assert clean(address=address).values["address"] == address


def test_masked_values_coming_back_are_as_good_as_empty():
    row = clean(nik="3513********0001", phone="+6281******890", address="***")

    assert (row.values["nik"], row.values["phone"], row.values["address"], row.issues) == (
        None,
        None,
        None,
        [],
    )


@pytest.mark.parametrize(
    ("value", "start"), [("01-02-2015", "2015-02-01"), (2015.0, "2015"), ("2015", "2015"), ("lama", None)]
)
def test_a_start_of_service_may_be_a_year_only(value, start):
    assert clean(service_start=value).values["service_start"] == start


@pytest.mark.parametrize(
    ("endings", "nik", "issues"),
    [
        (["0000", "0010", "0020", "0040"], None, ["nik_precision"]),
        (["0010", "0020", "0030", "0041"], "3513192802880010", []),
        (["0010", "0020", "0030"], "3513192802880010", []),
    ],
)
def test_niks_that_all_end_in_zero_have_lost_their_last_digit(endings, nik, issues):
    rows = clean_all(*(RawRow("", 2, {"name": "A", "nik": f"351319280288{ending}"}) for ending in endings))

    assert (rows[0].values["nik"], [found.code for found in rows[0].issues]) == (nik, issues)


def shared_nik(*names):
    rows = (RawRow("", place, {"name": name, "nik": "3513152804150339"}) for place, name in enumerate(names))
    return clean_all(*rows)


def test_one_nik_for_several_people_identifies_nobody():
    rows = shared_nik("Mustofa Huda", "Wahyudi Teguh", "Ninik Lilik")

    assert [(row.values["nik"], codes(row)) for row in rows] == [(None, [("nik", "nik_shared", "error")])] * 3


def test_one_nik_for_one_person_written_twice_stays():
    rows = shared_nik("Moh. Toha, S.Sos", "MOHAMMAD TOHA")

    assert [row.values["nik"] for row in rows] == ["3513152804150339"] * 2


@pytest.mark.parametrize(
    ("cells", "marks", "attendance"),
    [
        ({}, {1: "v", 2: None}, {"1": "present"}),
        ({"represented_by": "Ibu Ani"}, {1: "ttd"}, {"1": "represented"}),
        ({"name": "Siti Aminah (diwakili Ani)"}, {1: "ttd"}, {"1": "represented"}),
        ({"name": "a.n. Siti Aminah"}, {1: "ttd", 2: None}, {"1": "represented"}),
        ({"note": "Diwakili"}, {1: "ttd"}, {"1": "represented"}),
        ({"note": "Sakit"}, {1: None}, {"1": "sick"}),
        ({"note": "Sakit"}, {1: None, 2: "v"}, {"2": "present"}),
        ({"note": "Ketua kelompok"}, {1: "v"}, {"1": "present"}),
    ],
)
def test_attendance_is_read_with_what_the_row_adds(cells, marks, attendance):
    assert clean(marks=marks, **cells).attendance == attendance


def test_a_legend_counts_for_its_own_sheet_only():
    rows = [RawRow(sheet, 2, {"name": "A"}, {}, {1: None}) for sheet in ("one", "two")]

    cleaned = clean_all(*rows, legends={"one": {"": "absent"}})

    assert [row.attendance for row in cleaned] == [{"1": "absent"}, {}]


CELLS = st.one_of(
    st.text(max_size=20),
    st.floats(),
    st.integers(),
    st.none(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
KEYS = st.sampled_from(
    "name nik sex birth birth_place birth_date phone email role post place regency district village "
    "home_district service_start decree_date note nip row_id education institution".split()
)


@given(st.dictionaries(KEYS, CELLS, max_size=12), st.dictionaries(st.integers(1, 3), CELLS, max_size=3))
def test_any_row_is_cleaned_without_failing(cells, marks):
    (row,) = clean_all(RawRow("x", 1, cells, {}, marks))

    assert tuple(row.values) == FIELDS
    assert all(value is None or isinstance(value, str) for value in row.values.values())
    assert all(nik not in found.message for found in row.issues if (nik := row.values["nik"]))


@pytest.mark.parametrize(
    ("post", "place", "district", "village"),
    [
        ("PSM Ds. Kalirejo", "Kec. Dringu", "35.13.19", "35.13.19.2009"),
        ("PSM Ds. Kalirejo", "Dringu", "35.13.19", "35.13.19.2009"),
        ("PSM Ds. Kalirejo", "Kec. Besuk", "35.13.13", None),
        ("PSM", "Kalirejo-Dringu", "35.13.19", "35.13.19.2009"),
    ],
)
def test_the_post_names_the_village_of_a_place_that_names_none(post, place, district, village):
    values = clean(post=post, place=place).values

    assert (values["district"], values["village"]) == (district, village)
