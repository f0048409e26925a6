import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.imports.meaning import places
from registry.imports.meaning.regions import RegionIndex
from registry.imports.meaning.resolving import PlaceText

NAMES = [
    ("35.13", "regency", "Kabupaten Probolinggo", ()),
    ("35.13.04", "district", "Bantaran", ()),
    ("35.13.04.2008", "village", "Besuk", ()),
    ("35.13.04.2010", "village", "Karanganyar", ()),
    ("35.13.12", "district", "Paiton", ()),
    ("35.13.12.2011", "village", "Karanganyar", ()),
    ("35.13.13", "district", "Besuk", ()),
    ("35.13.13.2001", "village", "Alaskandang", ()),
    ("35.13.15", "district", "Krejengan", ()),
    ("35.13.15.2017", "village", "Soka'an", ()),
    ("35.13.16", "district", "Pajarakan", ("Pejarakan",)),
    ("35.13.16.1001", "village", "Patokan", ()),
    ("35.13.16.2001", "village", "Patokan", ()),
    ("35.13.16.2011", "village", "Sukomulyo", ()),
    ("35.13.19", "district", "Dringu", ()),
    ("35.13.19.2003", "village", "Sumberagung", ()),
    ("35.13.19.2009", "village", "Kalirejo", ()),
    ("35.13.19.2010", "village", "Deme Satu", ()),
    ("35.13.19.2013", "village", "Dringu", ()),
    ("35.13.20", "district", "Kota Baru", ()),
    ("35.13.21", "district", "Kota", ()),
    ("35.13.22", "district", "Sanga Desa", ()),
    ("35.13.22.2001", "village", "Kemantren", ()),
    ("35.13.22.2002", "village", "Warse/Jetsy", ()),
    ("35.13.24", "district", "Lumbang", ()),
]
NEIGHBOUR = [
    ("35.14", "regency", "Kabupaten Pasuruan", ()),
    ("35.14.04", "district", "Lumbang", ()),
    ("35.14.04.2001", "village", "Panditan", ()),
    ("35.75", "regency", "Kota Pasuruan", ()),
]
ELSEWHERE = ["Kota Probolinggo", "Kademangan", "Kabupaten Jember"]


def index(*more):
    rows = [
        (place, code, level, name, others, code.rpartition(".")[0])
        for place, (code, level, name, others) in enumerate([*NAMES, *more])
    ]
    return RegionIndex(rows, lambda: ELSEWHERE)


REGENCY = index()
PROVINCE = index(*NEIGHBOUR)


def found(place):
    return (place.district, place.village, [fault.code for fault in place.faults])


@pytest.mark.parametrize(
    "written",
    ["Dringu", "DRINGU", "Kec. Dringu", "KEC.DRINGU", "Kecamatan Dringu", "kec dringu", "Kecamatan : Dringu"],
)
def test_a_district_is_found_however_it_is_prefixed(written):
    assert found(REGENCY.resolve(PlaceText(district=written))) == ("35.13.19", None, [])


@pytest.mark.parametrize(
    ("written", "village"),
    [
        ("Kalirejo", "35.13.19.2009"),
        ("Kali Rejo", "35.13.19.2009"),
        ("Desa Kalirejo", "35.13.19.2009"),
        ("Ds.Kalirejo", "35.13.19.2009"),
        ("KEL. KALI-REJO", "35.13.19.2009"),
        ("Kaliredjo", "35.13.19.2009"),
        ("Deme I", "35.13.19.2010"),
        ("Deme 1", "35.13.19.2010"),
        ("Kalirejo Kec. Dringu", "35.13.19.2009"),
        ("35.13.19.2009", "35.13.19.2009"),
        ("3513192009", "35.13.19.2009"),
    ],
)
def test_a_village_is_found_inside_its_district(written, village):
    assert found(REGENCY.resolve(PlaceText(district="Dringu", village=written))) == ("35.13.19", village, [])


@pytest.mark.parametrize("cell", ["", "-", "--", "0"])
def test_a_dash_is_no_village_and_no_fault(cell):
    assert found(REGENCY.resolve(PlaceText(district="Dringu", village=cell))) == ("35.13.19", None, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PlaceText(district="Pejarakan", village="Suko Mulyo"), ("35.13.16", "35.13.16.2011", [])),
        (PlaceText(village="Sokaan"), ("35.13.15", "35.13.15.2017", [])),
        (PlaceText(village="Besuk"), ("35.13.04", "35.13.04.2008", [])),
        (PlaceText(district="Besuk"), ("35.13.13", None, [])),
        (PlaceText(village="Karanganyar"), (None, None, ["region_ambiguous"])),
        (PlaceText(district="Paiton", village="Karanganyar"), ("35.13.12", "35.13.12.2011", [])),
        (PlaceText(district="Pajarakan", village="Patokan"), ("35.13.16", None, ["region_ambiguous"])),
        (PlaceText(district="Pajarakan", village="Kel. Patokan"), ("35.13.16", "35.13.16.1001", [])),
        (PlaceText(loose="Kel. Patokan Kec. Pajarakan"), ("35.13.16", "35.13.16.1001", [])),
        (PlaceText(loose="Kec. Pajarakan Ds. Patokan"), ("35.13.16", "35.13.16.2001", [])),
        (PlaceText(loose="Desa/Kel. Patokan Kec. Pajarakan"), ("35.13.16", None, ["region_ambiguous"])),
        (PlaceText(district="Kecamatan Kota Baru"), ("35.13.20", None, [])),
        (PlaceText(district="KOTA BARU"), ("35.13.20", None, [])),
        (PlaceText(district="KEC.KOTA"), ("35.13.21", None, [])),
        (PlaceText(district="Kec. Sanga Desa"), ("35.13.22", None, [])),
        (PlaceText(district="Sanga Desa", village="Kemantren"), ("35.13.22", "35.13.22.2001", [])),
        (PlaceText(loose="Desa Kemantren, Kec. Sanga Desa"), ("35.13.22", "35.13.22.2001", [])),
        (PlaceText(loose="Warse/Jetsy / Sanga Desa"), ("35.13.22", "35.13.22.2002", [])),
        (PlaceText(loose="Sanga Desa - Warse/Jetsy"), ("35.13.22", "35.13.22.2002", [])),
        (PlaceText(district="Dringgu"), (None, None, ["region_unknown"])),
        (PlaceText(district="Dringgu", village="Kalirejo"), (None, None, ["region_unknown"])),
        (PlaceText(district="Dringu", village="Besuk"), ("35.13.19", None, ["region_unknown"])),
        (PlaceText(district="Kademangan"), (None, None, ["region_outside_scope"])),
        (PlaceText(regency="Kota Probolinggo", district="Dringu"), (None, None, ["region_outside_scope"])),
        (PlaceText(regency="Probolinggo", district="Dringu"), ("35.13.19", None, [])),
        (PlaceText(regency="Kab. Probolinggo", district="Dringu"), ("35.13.19", None, [])),
        (PlaceText(district="Kab. Probolinggo"), (None, None, [])),
        (PlaceText(district="Kalirejo"), ("35.13.19", "35.13.19.2009", [])),
        (PlaceText(village="35.14.04.2001"), (None, None, ["region_outside_scope"])),
        (PlaceText(village="35.13.19.2999"), (None, None, ["region_unknown"])),
        (PlaceText(district="35.13.19"), ("35.13.19", None, [])),
        (PlaceText(district="Dringu", village="Kalirejo RT 01/RW 02"), ("35.13.19", "35.13.19.2009", [])),
        (
            PlaceText(district="Dringu", village="Dusun Krajan RT.03 Desa Kalirejo"),
            ("35.13.19", "35.13.19.2009", []),
        ),
        (PlaceText(district="Dringu, Probolinggo"), ("35.13.19", None, [])),
        (PlaceText(village="Kalirejo, Kec. Dringu, Kab. Probolinggo"), ("35.13.19", "35.13.19.2009", [])),
        (PlaceText(district="Bantaran", village="Bantaran"), ("35.13.04", None, [])),
    ],
)
def test_levels_are_resolved_from_the_largest_to_the_smallest(text, expected):
    assert found(REGENCY.resolve(text)) == expected


@pytest.mark.parametrize(
    ("loose", "level", "expected"),
    [
        ("Desa Kalirejo Kecamatan Dringu", None, ("35.13.19", "35.13.19.2009", [])),
        ("Kec. Dringu Desa Kalirejo", None, ("35.13.19", "35.13.19.2009", [])),
        ("Kalirejo, Dringu", None, ("35.13.19", "35.13.19.2009", [])),
        ("Dringu - Kalirejo", None, ("35.13.19", "35.13.19.2009", [])),
        ("Kalirejo/Dringu", None, ("35.13.19", "35.13.19.2009", [])),
        ("Kalirejo (Kec. Dringu)", None, ("35.13.19", "35.13.19.2009", [])),
        ("Dringu", None, ("35.13.19", None, [])),
        ("Dringu", "district", ("35.13.19", None, [])),
        ("Dringu", "village", ("35.13.19", None, ["region_ambiguous"])),
        ("Besuk", None, (None, None, ["region_ambiguous"])),
        ("Besuk", "district", ("35.13.13", None, [])),
        ("Kalirejo", None, ("35.13.19", "35.13.19.2009", [])),
        ("Nirgendwo", None, (None, None, ["region_unknown"])),
    ],
)
def test_a_cell_of_no_certain_level_is_read_as_far_as_it_is_certain(loose, level, expected):
    assert found(REGENCY.resolve(PlaceText(loose=loose), level)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PlaceText(district="Lumbang"), (None, None, ["region_ambiguous"])),
        (PlaceText(district="Lumbang", village="Panditan"), ("35.14.04", "35.14.04.2001", [])),
        (PlaceText(regency="Kab. Pasuruan", district="Lumbang"), ("35.14.04", None, [])),
        (PlaceText(regency="Pasuruan", district="Lumbang"), ("35.14.04", None, [])),
        (PlaceText(regency="Kota Pasuruan", district="Lumbang"), (None, None, ["region_unknown"])),
    ],
)
def test_in_a_province_the_regency_tells_districts_of_one_name_apart(text, expected):
    assert found(PROVINCE.resolve(text)) == expected


def test_a_near_name_is_told_and_never_taken():
    (fault,) = REGENCY.resolve(PlaceText(district="Dringu", village="Kalirjo")).faults

    assert (fault.field, fault.code) == ("village", "region_unknown")
    assert "Kalirejo (Dringu)" in fault.message


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("KEC. DRINGU", "district"),
        ("Besuk", "district"),
        ("Kalirejo", "village"),
        ("KAB. PROBOLINGGO", "regency"),
        ("KOTA BARU", "district"),
        ("REKAP", None),
        ("Sheet1", None),
    ],
)
def test_level_of_says_what_a_heading_names(text, level):
    assert REGENCY.level_of(text) == level


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("35.13.19.2003", "35.13.19.2003"),
        ("3513192003", "35.13.19.2003"),
        ("35 13 19", "35.13.19"),
        ("35.13", "35.13"),
        ("Dringu", None),
        ("35.1", None),
        ("12-05-1980", None),
    ],
)
def test_as_code_reads_codes_with_and_without_dots(text, code):
    assert places.as_code(text) == code


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_resolved_without_failing_and_stays_inside(regency, district, village, loose):
    place = REGENCY.resolve(PlaceText(regency, district, village, loose))

    assert {place.regency, place.district, place.village} <= {*REGENCY.names, None}
    assert place.village is None or place.village.startswith(f"{place.district}.")


@given(
    st.sampled_from([name for _c, level, name, _o in NAMES if level == "district"]),
    st.booleans(),
    st.booleans(),
)
def test_a_district_is_found_under_capitals_and_split_words(name, capitals, split):
    written = f"Kec. {name[:4]} {name[4:]}" if split else f"Kec. {name}"

    place = REGENCY.resolve(PlaceText(district=written.upper() if capitals else written))

    assert REGENCY.names[place.district] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PlaceText(district="01. Dringu", village="9 Kalirejo"), ("35.13.19", "35.13.19.2009", [])),
        (PlaceText(district="19 DRINGU", village="Kalirejo (2009)"), ("35.13.19", "35.13.19.2009", [])),
        (PlaceText(district="Dringu", village="Deme 1"), ("35.13.19", "35.13.19.2010", [])),
    ],
)
def test_a_running_number_or_the_end_of_a_code_beside_a_name_is_passed_over(text, expected):
    assert found(REGENCY.resolve(text)) == expected


@pytest.mark.parametrize("district", ["35.13.19", "351319", "Dringu (35.13.19)", "35.13.19 - Kec. Dringu"])
def test_a_village_is_found_by_its_name_beside_the_code_of_its_district(district):
    place = REGENCY.resolve(PlaceText(district=district, village="Kalirejo"))

    assert found(place) == ("35.13.19", "35.13.19.2009", [])


def test_a_village_of_another_district_than_the_code_is_a_fault():
    place = REGENCY.resolve(PlaceText(district="35.13.19", village="Sukomulyo"))

    assert found(place) == ("35.13.19", None, ["region_unknown"])


def test_a_district_is_found_by_its_name_beside_the_code_of_its_regency():
    place = PROVINCE.resolve(PlaceText(regency="35.14", district="Lumbang", village="Panditan"))

    assert found(place) == ("35.14.04", "35.14.04.2001", [])
