"""Regions: codes, names by day, addresses, and the comparing of two lists."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.models import Region, RegionName
from registry.regions import codes
from registry.regions.compare import compare, fold
from registry.regions.lists import natural_case

DECREE_DAY = date(2025, 4, 25)


@pytest.mark.parametrize(
    ("code", "level", "kind", "parent"),
    [
        ("ID", "nation", "nation", None),
        ("35", "province", "province", "ID"),
        ("35.13", "regency", "regency", "35"),
        ("35.69", "regency", "regency", "35"),
        ("35.71", "regency", "city", "35"),
        ("35.13.19", "district", "district", "35.13"),
        ("35.13.19.1001", "village", "kelurahan", "35.13.19"),
        ("35.13.19.2003", "village", "desa", "35.13.19"),
        ("91.03.01.3001", "village", "desa", "91.03.01"),
    ],
)
def test_code_tells_level_kind_and_parent(code, level, kind, parent):
    assert (codes.level(code), codes.kind(code), codes.parent(code)) == (level, kind, parent)


def test_code_tells_the_regions_above():
    assert codes.above("35.13.19.2003", "regency") == "35.13"
    assert codes.above("35.13", "regency") == "35.13"
    assert codes.above("35", "regency") is None
    assert codes.above("ID", "province") is None


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("KABUPATEN PANGKAJENE DAN KEPULAUAN", "Kabupaten Pangkajene dan Kepulauan"),
        ("DKI JAKARTA", "DKI Jakarta"),
        ("KABUPATEN TOLI-TOLI", "Kabupaten Toli-Toli"),
        ("KECAMATAN IV KOTO", "Kecamatan IV Koto"),
    ],
)
def test_capitals_become_the_usual_case(written, usual):
    assert natural_case(written) == usual


# Names by day


def spell(region, name, kind, start, end):
    return RegionName.objects.create(region=region, name=name, kind=kind, validity=(start, end))


def name_on(region, day, **options):
    return Region.objects.named_on(day, **options).get(pk=region.pk).name_on_day


def test_region_goes_by_the_official_name_of_the_day(regions):
    district = regions["35.13.19"]
    spell(district, "Dringoe", "official", None, date(2016, 1, 1))
    spell(district, "Dringu Lama", "official", date(2016, 1, 1), DECREE_DAY)

    assert name_on(district, date(2015, 12, 31)) == "Dringoe"
    assert name_on(district, date(2016, 1, 1)) == "Dringu Lama"
    assert name_on(district, date(2025, 4, 24)) == "Dringu Lama"
    assert name_on(district, DECREE_DAY) == "Dringu"


def test_local_name_wins_where_it_is_wanted(regions):
    district = regions["35.13.19"]
    spell(district, "Dringu Lama", "official", None, DECREE_DAY)
    spell(district, "Dringu Raya", "local", date(2020, 1, 1), None)

    assert name_on(district, date(2024, 1, 1)) == "Dringu Raya"
    assert name_on(district, date(2024, 1, 1), local=False) == "Dringu Lama"
    assert name_on(district, date(2019, 12, 31)) == "Dringu Lama"


def test_spelling_found_on_sheets_is_never_shown(regions):
    spell(regions["35.13.19"], "Deringu", "alias", None, None)

    assert name_on(regions["35.13.19"], date(2024, 1, 1)) == "Dringu"


def test_retired_region_is_not_current(regions):
    Region.objects.filter(code="35.13.19.2003").update(validity=(None, DECREE_DAY))
    Region.objects.filter(code="35.13.19.2004").update(validity=(DECREE_DAY, DECREE_DAY))

    current = set(
        Region.objects.current().filter(district=regions["35.13.19"]).values_list("code", flat=True)
    )

    assert current == {"35.13.19", "35.13.19.2005"}
    assert Region.objects.valid(date(2025, 4, 24)).filter(code="35.13.19.2003").exists()
    assert not Region.objects.valid(DECREE_DAY).filter(code="35.13.19.2003").exists()


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("ID", "Indonesia"),
        ("35", "Provinsi Jawa Timur"),
        ("35.13", "Kab. Probolinggo"),
        ("36.71", "Kota Tangerang"),
        ("35.13.19", "Kec. Dringu, Kab. Probolinggo"),
        ("35.13.19.2003", "Desa Kalirejo, Kec. Dringu, Kab. Probolinggo"),
        ("36.71.01.1001", "Kel. Sukarasa, Kec. Tangerang, Kota Tangerang"),
    ],
)
def test_path_reads_like_an_address(code, path, regions, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Region.objects.with_path().get(code=code).path == path


# Two lists compared

OLD = {
    "96": "Papua Barat Daya",
    "96.03": "Kabupaten Raja Ampat",
    "96.03.05": "Kepulauan Ayau",
    "96.03.05.2001": "Dorehkar",
    "96.03.05.2002": "Yenkawir",
    "96.03.23": "Ayau",
    "96.03.23.2001": "Abidon",
}


def told(difference):
    """The changes as (kind, old code, new code), proposals marked with a question mark."""
    return {
        (change.kind + "?" * change.is_proposed, change.old_code, change.new_code)
        for change in difference.changes
    }


def test_equal_lists_do_not_differ():
    assert compare(OLD, dict(OLD)).changes == []


def test_other_name_at_the_same_code_is_a_renaming():
    difference = compare(OLD, OLD | {"96.03.05.2001": "Dorekar"})

    assert told(difference) == {("renamed", "96.03.05.2001", "96.03.05.2001")}
    assert difference.changes[0].keeps_old_name


def test_other_spelling_of_the_same_name_is_a_renaming_that_keeps_the_old_one():
    old = OLD | {"96.03.05.2003": "Lubuk III", "96.03.05.2004": "Lubuk I II"}

    difference = compare(old, old | {"96.03.05.2004": "Lubuk I,II"})

    assert [change.keeps_old_name for change in difference.changes] == [True]


def test_two_districts_that_exchange_names_exchange_codes():
    new = OLD | {"96.03.05": "Ayau", "96.03.23": "Kepulauan Ayau"}

    difference = compare(OLD, new)

    assert difference.kept["96.03.05"] == "96.03.23"
    assert difference.kept["96.03.23"] == "96.03.05"
    assert difference.kept["96.03.05.2001"] == "96.03.05.2001"
    assert told(difference) == {
        ("recoded", "96.03.05", "96.03.23"),
        ("recoded", "96.03.23", "96.03.05"),
        ("moved", "96.03.05.2001", "96.03.05.2001"),
        ("moved", "96.03.05.2002", "96.03.05.2002"),
        ("moved", "96.03.23.2001", "96.03.23.2001"),
    }


def test_villages_follow_their_district_to_its_new_code():
    new = {
        "96": "Papua Barat Daya",
        "96.03": "Kabupaten Raja Ampat",
        "96.03.05": "Ayau",
        "96.03.05.2001": "Abidon",
        "96.03.23": "Kepulauan Ayau",
        "96.03.23.2001": "Dorehkar",
        "96.03.23.2002": "Yen Kawir",
    }

    difference = compare(OLD, new)

    assert told(difference) == {
        ("recoded", "96.03.05", "96.03.23"),
        ("recoded", "96.03.23", "96.03.05"),
        ("recoded", "96.03.05.2001", "96.03.23.2001"),
        ("recoded", "96.03.05.2002", "96.03.23.2002"),
        ("renamed", "96.03.05.2002", "96.03.23.2002"),
        ("recoded", "96.03.23.2001", "96.03.05.2001"),
    }


def test_names_that_shift_by_one_code_are_followed_and_the_lost_one_proposed():
    place = {"96": "Papua Barat Daya", "96.01": "Kabupaten Sorong", "96.01.05": "Aimas"}
    old = place | {
        "96.01.05.1006": "Warmon",
        "96.01.05.1007": "Klabinain",
        "96.01.05.1008": "Malasom",
        "96.01.05.1010": "Malagusa",
    }
    new = place | {
        "96.01.05.1007": "Warmon",
        "96.01.05.1008": "Klabinain",
        "96.01.05.1010": "Malasom",
        "96.01.05.1012": "Malagusa",
    }

    assert told(compare(old, new)) == {
        ("recoded", "96.01.05.1007", "96.01.05.1008"),
        ("recoded", "96.01.05.1008", "96.01.05.1010"),
        ("recoded", "96.01.05.1010", "96.01.05.1012"),
        ("recoded?", "96.01.05.1006", "96.01.05.1007"),
    }


def test_name_that_still_stands_at_a_sibling_is_not_kept_as_a_spelling():
    place = {"52": "Nusa Tenggara Barat", "52.71": "Kota Mataram", "52.71.04": "Sekarbela"}
    old = place | {"52.71.04.1002": "Tanjung Karang", "52.71.04.1004": "Tanjung Karang"}

    difference = compare(old, old | {"52.71.04.1004": "Tanjung Karang Permai"})

    assert told(difference) == {("renamed", "52.71.04.1004", "52.71.04.1004")}
    assert not difference.changes[0].keeps_old_name


def test_code_taken_over_by_a_lost_sibling_is_not_a_renaming():
    old = OLD | {"96.03.05.2003": "Runi"}
    new = {code: name for code, name in old.items() if code != "96.03.05.2003"} | {"96.03.05.2002": "Runi"}

    assert told(compare(old, new)) == {
        ("retired", "96.03.05.2002", ""),
        ("recoded?", "96.03.05.2003", "96.03.05.2002"),
    }


def test_lost_village_found_in_another_district_of_the_regency_is_proposed():
    new = {code: name for code, name in OLD.items() if code != "96.03.05.2001"} | {
        "96.03.23.2007": "Doreh Kar"
    }

    assert told(compare(OLD, new)) == {("moved?", "96.03.05.2001", "96.03.23.2007")}


def test_lost_village_found_in_another_regency_is_not_proposed():
    elsewhere = {"96.04": "Kabupaten Tambrauw", "96.04.01": "Fef"}
    new = {code: name for code, name in OLD.items() if code != "96.03.05.2001"}

    difference = compare(OLD | elsewhere, new | elsewhere | {"96.04.01.2001": "Dorehkar"})

    assert told(difference) == {("retired", "96.03.05.2001", ""), ("added", "", "96.04.01.2001")}


def test_lost_village_found_twice_is_not_proposed():
    new = {code: name for code, name in OLD.items() if code != "96.03.05.2001"}
    new |= {"96.03.23.2007": "Dorehkar", "96.03.24": "Ayau Luar", "96.03.24.2001": "Dorehkar"}

    assert told(compare(OLD, new)) == {
        ("retired", "96.03.05.2001", ""),
        ("added", "", "96.03.23.2007"),
        ("added", "", "96.03.24"),
        ("added", "", "96.03.24.2001"),
    }


def test_nearly_equal_names_are_paired_by_the_nearest():
    place = {"81": "Maluku", "81.05": "Kabupaten Seram Bagian Timur", "81.05.02": "Seram Timur"}
    old = place | {"81.05.02.2046": "Kwawor Kecil Mata Ata", "81.05.02.2047": "Kwawor Kecil Mata Wawa"}
    new = place | {
        "81.05.16": "Ukar Sengan",
        "81.05.16.2002": "Kwamor Kecil Mata Ata",
        "81.05.16.2003": "Kwamor Kecil Mata Wawa",
    }

    assert told(compare(old, new)) == {
        ("moved?", "81.05.02.2046", "81.05.16.2002"),
        ("moved?", "81.05.02.2047", "81.05.16.2003"),
        ("added", "", "81.05.16"),
    }


def test_near_name_that_fits_two_alike_is_not_proposed():
    place = {"81": "Maluku", "81.05": "Kabupaten Seram Bagian Timur", "81.05.02": "Seram Timur"}
    old = place | {"81.05.02.2046": "Kwawor Kecil"}
    new = place | {"81.05.02.2050": "Kwamor Kecil", "81.05.02.2051": "Kwavor Kecil"}

    assert {kind for kind, _old, _new in told(compare(old, new))} == {"retired", "added"}


def test_regency_that_changed_province_is_proposed_with_all_below_it():
    old = {
        "91": "Papua",
        "91.01": "Kabupaten Merauke",
        "91.01.01": "Merauke",
        "91.01.01.1001": "Mandala",
        "91.03": "Kabupaten Jayapura",
    }
    new = {
        "91": "Papua",
        "91.03": "Kabupaten Jayapura",
        "93": "Papua Selatan",
        "93.01": "Kabupaten Merauke",
        "93.01.01": "Merauke",
        "93.01.01.1001": "Mandala",
    }

    assert told(compare(old, new)) == {
        ("added", "", "93"),
        ("moved?", "91.01", "93.01"),
        ("moved?", "91.01.01", "93.01.01"),
        ("moved?", "91.01.01.1001", "93.01.01.1001"),
    }


NAMES = st.sampled_from(["Dringu", "Gending", "Besuk", "Besuk Kidul", "Krejengan", "Krejengen"])
VILLAGES = st.dictionaries(st.sampled_from([f"35.13.19.20{n:02}" for n in range(1, 8)]), NAMES, max_size=7)
PLACE = {"35": "Jawa Timur", "35.13": "Kabupaten Probolinggo", "35.13.19": "Dringu"}


@given(old=VILLAGES, new=VILLAGES)
def test_every_region_of_both_lists_is_accounted_for_once(old, new):
    old, new = PLACE | old, PLACE | new

    difference = compare(old, new)

    kept = {before: after for before, after in difference.kept.items() if before != "ID"}
    assert len(set(kept.values())) == len(kept)
    lost = [change.old_code for change in (*difference.of("retired"), *difference.proposed)]
    come = [change.new_code for change in (*difference.of("added"), *difference.proposed)]
    assert sorted([*kept, *lost]) == sorted(old)
    assert sorted([*kept.values(), *come]) == sorted(new)


@given(old=VILLAGES, new=VILLAGES)
def test_region_whose_name_goes_on_at_a_sibling_alone_never_becomes_another(old, new):
    old, new = PLACE | old, PLACE | new

    for change in compare(old, new).of("renamed"):
        bearers = [code for code, name in old.items() if fold(name) == fold(change.old_name)]
        places = [code for code, name in new.items() if fold(name) == fold(change.old_name)]
        if bearers == [change.old_code]:
            assert len(places) != 1
