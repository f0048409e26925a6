"""load_regions: reading a list, refusing a bad one, and what loading it does to regions and people."""

import gzip
import lzma
import os
from datetime import date
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.access import ADMINISTRATOR
from registry.actions.merging import merge, unmerge
from registry.actions.region_proposals import accept_proposals
from registry.actions.regions import load_regions
from registry.actions.reverting import revert
from registry.history import changes_of
from registry.models import Appointment, Region, RegionChange, RegionName, Worker
from registry.regions import lists
from registry.regions.compare import compare
from tests.factories import appoint, make_office, make_user, make_worker
from welfare.errors import RuleError
from welfare.history import acting

SAMPLES = Path(os.environ.get("PILAR_SAMPLES", Path(__file__).parents[2] / "../shared/samples"))
LIST_OF_2022, LIST_OF_2025 = (SAMPLES.parent / "data" / f"regions-{year}.csv" for year in (2022, 2025))
DECREE, DAY = "Kepmendagri 300.2.2-2138/2025", date(2025, 4, 25)

BEFORE = """code,name
96,PAPUA BARAT DAYA
96.03,KABUPATEN RAJA AMPAT
96.03.05,Kepulauan Ayau
96.03.05.2001,Dorehkar
96.03.05.2002,Yenkawir
96.03.23,Ayau
96.03.23.1001,Abidon
96.03.23.2002,Rutum
"""


def changed(text, **names):
    """`text` with the names of some codes changed (96_03: "..."); None takes the line out."""
    lines = dict(line.split(",", 1) for line in text.splitlines())
    for key, name in names.items():
        code = key.strip("_").replace("_", ".")
        lines.pop(code, None)
        if name is not None:
            lines[code] = name
    return "".join(f"{code},{name}\n" for code, name in lines.items())


@pytest.fixture
def load(db, tmp_path):
    """A function that loads a list given as text and returns what the command said."""

    def load_text(text, *options, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        told = StringIO()
        call_command(
            "load_regions", str(path), "--on", "2025-04-25", "--decree", DECREE, *options, stderr=told
        )
        return told.getvalue()

    return load_text


def names():
    return dict(Region.objects.current().exclude(code="ID").order_by("code").values_list("code", "name"))


def everything():
    """All that loading could touch."""
    return [list(model.objects.order_by("pk").values_list()) for model in (Region, RegionName, RegionChange)]


def counts(told):
    """The line of counts."""
    return next(line for line in told.splitlines() if line.startswith("renamed ") and "proposed" in line)


# The first list


def test_first_list_is_loaded_as_it_always_was(load):
    told = load(BEFORE)

    assert counts(told) == "renamed 0, recoded 0, moved 0, added 8, retired 0, proposed 0"
    assert names()["96.03"] == "Kabupaten Raja Ampat"
    assert set(Region.objects.values_list("validity", flat=True)) == {Region.objects.first().validity}
    assert Region.objects.first().validity.lower is None
    assert RegionChange.objects.count() == 0


def test_each_region_carries_those_above_it_and_itself(load):
    load(BEFORE)

    village = Region.objects.get(code="96.03.23.1001")
    district = Region.objects.get(code="96.03.23")
    nation = Region.objects.get(code="ID")
    assert (village.level, village.kind) == ("village", "kelurahan")
    assert [r.code for r in (village.parent, village.province, village.regency, village.district)] == [
        "96.03.23",
        "96",
        "96.03",
        "96.03.23",
    ]
    assert (district.district, district.regency.regency.code) == (district, "96.03")
    assert (nation.parent, nation.province) == (None, None)
    assert Region.objects.get(code="96").parent == nation


@pytest.mark.parametrize("pack", [lambda b: b, gzip.compress, lzma.compress, lambda b: b"\xef\xbb\xbf" + b])
def test_list_may_be_packed(load, pack):
    load(pack(BEFORE.encode()))

    assert len(names()) == 8


def test_second_loading_changes_nothing_and_writes_nothing(load, django_assert_max_num_queries):
    load(BEFORE)
    load(changed(BEFORE, _96_03_05="Ayau", _96_03_23="Kepulauan Ayau", _96_03_05_2002=None))
    before = everything()

    with django_assert_max_num_queries(6) as queries:
        told = load(changed(BEFORE, _96_03_05="Ayau", _96_03_23="Kepulauan Ayau", _96_03_05_2002=None))

    assert counts(told) == "renamed 0, recoded 0, moved 0, added 0, retired 0, proposed 0"
    assert everything() == before
    assert not [q for q in queries.captured_queries if q["sql"].startswith(("UPDATE", "INSERT"))]


# A newer list over it


def test_renamed_region_keeps_its_old_name_with_its_dates(load):
    load(BEFORE)
    village = Region.objects.get(code="96.03.05.2001")

    told = load(changed(BEFORE, _96_03_05_2001="Dorekar"))

    assert "renamed  96.03.05.2001 Dorehkar > 96.03.05.2001 Dorekar" in told.splitlines()
    village.refresh_from_db()
    assert (village.code, village.name) == ("96.03.05.2001", "Dorekar")
    old = village.other_names.get()
    assert (old.name, old.kind, old.validity.lower, old.validity.upper) == ("Dorehkar", "official", None, DAY)
    change = RegionChange.objects.get()
    assert (change.kind, change.before, change.after, change.decree, change.on) == (
        "renamed",
        village,
        village,
        DECREE,
        DAY,
    )


def test_name_of_the_day_before_the_decree_is_the_old_one(load):
    load(BEFORE)
    load(changed(BEFORE, _96_03_05_2001="Dorekar"))

    on = Region.objects.filter(code="96.03.05.2001")
    assert on.named_on(date(2025, 4, 24)).get().name_on_day == "Dorehkar"
    assert on.named_on(DAY).get().name_on_day == "Dorekar"


def test_second_renaming_begins_where_the_first_ended(load):
    load(BEFORE)
    load(changed(BEFORE, _96_03_05_2001="Dorekar"))
    load(changed(BEFORE, _96_03_05_2001="Dorehkar Raya"), "--on", "2025-09-01")

    spans = RegionName.objects.order_by("validity").values_list("name", "validity")
    assert [(name, span.lower, span.upper) for name, span in spans] == [
        ("Dorehkar", None, DAY),
        ("Dorekar", DAY, date(2025, 9, 1)),
    ]


def test_exchanged_names_exchange_codes_and_people_follow_the_name(load):
    load(BEFORE)
    regency = Region.objects.get(code="96.03")
    office = make_office(regency)
    ayau, islands = Region.objects.get(code="96.03.23"), Region.objects.get(code="96.03.05")
    post = appoint(make_worker(office), "TKSK", islands)

    told = load(changed(BEFORE, _96_03_05="Ayau", _96_03_23="Kepulauan Ayau"))

    assert counts(told) == "renamed 0, recoded 2, moved 4, added 0, retired 0, proposed 0"
    post.refresh_from_db()
    assert (post.region_id, post.region.code, post.region.name) == (islands.pk, "96.03.23", "Kepulauan Ayau")
    assert RegionName.objects.count() == 0
    assert Region.objects.get(code="96.03.05.2001").district == ayau
    assert Region.objects.get(code="96.03.05.2001").parent == ayau
    assert Region.objects.get(code="96.03.05").district == ayau


def test_retired_region_stays_with_its_people(load):
    load(BEFORE)
    village = Region.objects.get(code="96.03.05.2002")
    post = appoint(make_worker(make_office(Region.objects.get(code="96.03"))), "PSM", village)

    told = load(changed(BEFORE, _96_03_05_2002=None))

    assert "retired  96.03.05.2002 Yenkawir" in told.splitlines()
    post.refresh_from_db()
    village.refresh_from_db()
    assert post.region == village
    assert (village.validity.lower, village.validity.upper) == (None, DAY)
    assert "96.03.05.2002" not in names()


def test_added_region_begins_with_the_decree(load):
    load(BEFORE)

    told = load(changed(BEFORE, _96_03_24="Ayau Luar"))

    assert "added    96.03.24 Ayau Luar" in told.splitlines()
    added = Region.objects.get(code="96.03.24")
    assert (added.validity.lower, added.validity.upper, added.parent.code) == (DAY, None, "96.03")
    assert RegionChange.objects.get().after == added


def test_code_of_a_retired_region_may_be_given_again(load):
    load(BEFORE)
    load(changed(BEFORE, _96_03_05_2002=None))
    load(BEFORE, "--on", "2026-01-01")

    assert Region.objects.filter(code="96.03.05.2002").count() == 2
    assert names()["96.03.05.2002"] == "Yenkawir"


MOVED = changed(BEFORE, _96_03_05_2002=None, _96_03_23_2007="Yen Kawir")
MOVED_ENDS = ("05.2002", "23.2007", "23.1001")  # the lost village, the one found for it, another


def test_inferred_move_is_proposed_and_moves_nobody(load):
    load(BEFORE)
    village = Region.objects.get(code="96.03.05.2002")
    post = appoint(make_worker(make_office(Region.objects.get(code="96.03"))), "PSM", village)

    told = load(MOVED)

    assert "proposed 96.03.05.2002 Yenkawir > 96.03.23.2007 Yen Kawir" in told.splitlines()
    assert counts(told) == "renamed 0, recoded 0, moved 0, added 0, retired 0, proposed 1"
    post.refresh_from_db()
    assert (post.region, post.region.code) == (village, "96.03.05.2002")
    change = RegionChange.objects.get()
    assert (change.kind, change.is_proposed, change.before) == ("moved", True, village)
    assert change.after == Region.objects.current().get(code="96.03.23.2007")


@pytest.mark.parametrize("at_once", [True, False], ids=["with the list", "later"])
def test_accepted_move_keeps_the_region_and_all_that_hangs_on_it(load, at_once):
    load(BEFORE)
    village = Region.objects.get(code="96.03.05.2002")
    office = make_office(Region.objects.get(code="96.03"))
    post = appoint(make_worker(office), "PSM", village)

    if at_once:
        load(MOVED, "--accept-proposed")
    else:
        load(MOVED)
        found = Region.objects.current().get(code="96.03.23.2007")
        since = appoint(make_worker(office, home_region=found), "PSM", found)
        load(MOVED, "--accept-proposed")
        since = Appointment.objects.get(pk=since.pk)
        assert (since.region, since.worker.home_region) == (village, village)

    village.refresh_from_db()
    post.refresh_from_db()
    assert post.region == village
    assert (village.code, village.name, village.district.code) == ("96.03.23.2007", "Yen Kawir", "96.03.23")
    assert (village.validity.lower, village.validity.upper) == (None, None)
    assert Region.objects.filter(code="96.03.23.2007").get() == village
    old = village.other_names.get()
    assert (old.name, old.validity.lower, old.validity.upper) == ("Yenkawir", None, DAY)
    change = RegionChange.objects.get()
    assert (change.is_proposed, change.before, change.after) == (False, village, village)


def test_what_was_entered_for_the_new_region_is_told_and_taken_back_as_of_the_old(load):
    load(BEFORE)
    load(MOVED)
    village, found, other = (Region.objects.get(code=f"96.03.{end}") for end in MOVED_ENDS)
    office = make_office(Region.objects.get(code="96.03"))
    by = make_user(ADMINISTRATOR, office.region, office=office)
    worker, twin = make_worker(office, "Siti"), make_worker(office, "Siti", home_region=found)
    with acting(by=by, reason="pindah"):
        post = appoint(worker, "PSM", found)
    with acting(by=by, reason="keliru"):
        post.region = other
        post.save()
    revisions = {worker.pk: worker.revision, twin.pk: twin.revision}
    made = merge(kept=worker, dropped=twin, taken=["home_region"], revisions=revisions, by=by)

    accept_proposals()

    changes = changes_of(worker, user=by)
    assert [change.reason for change in changes][-3:-1] == ["keliru", "pindah"]  # and nothing was accepted
    told = [(line.old, line.new) for act in changes[-3].acts for line in act.lines]
    assert told == [("Desa Yen Kawir", "Kel. Abidon")]
    unmerge(merge=made, by=by)
    revert(worker=worker, change=changes[-3].key, by=by)
    post.refresh_from_db()
    worker.refresh_from_db()
    assert (post.region, worker.home_region) == (village, None)
    assert Worker.objects.get(pk=twin.pk).home_region == village


def test_proposals_of_two_lists_are_accepted_one_list_after_the_other(load):
    load(BEFORE)
    village = Region.objects.get(code="96.03.05.2002")
    load(MOVED)
    load(changed(MOVED, _96_03_23_2007=None, _96_03_05_2009="Yen Kawirr"), "--on", "2025-09-01")

    assert accept_proposals() == 2

    village.refresh_from_db()
    assert (village.code, village.name) == ("96.03.05.2009", "Yen Kawirr")
    assert set(RegionChange.objects.values_list("before", "after")) == {(village.pk, village.pk)}
    spellings = village.other_names.order_by("validity").values_list("name", "validity__endswith")
    assert list(spellings) == [("Yenkawir", DAY), ("Yen Kawir", date(2025, 9, 1))]


def test_accepted_district_brings_its_villages(load):
    load(BEFORE)
    district, village = (Region.objects.get(code=code) for code in ("96.03.05", "96.03.05.2001"))
    new = changed(BEFORE, _96_03_05=None, _96_03_05_2001=None, _96_03_05_2002=None)
    new = changed(new, _96_03_30="Kepulauan Ayau", _96_03_30_2001="Dorehkar", _96_03_30_2002="Yenkawir")

    load(new, "--accept-proposed")

    district.refresh_from_db()
    village.refresh_from_db()
    assert (district.code, district.district) == ("96.03.30", district)
    assert (village.code, village.parent, village.district) == ("96.03.30.2001", district, district)


def test_proposal_that_would_double_something_is_refused_whole(load):
    load(BEFORE)
    load(MOVED)
    for code in ("96.03.05.2002", "96.03.23.2007"):
        make_office(Region.objects.get(code=code))
    before = everything()

    with pytest.raises(RuleError, match="already has an office of that name"):
        accept_proposals()

    assert everything() == before


def test_accepting_nothing_changes_nothing(load):
    load(BEFORE)

    assert accept_proposals() == 0


def test_history_tells_the_decree(load):
    load(BEFORE)
    load(changed(BEFORE, _96_03_05_2001="Dorekar"))

    event = RegionName.objects.get().history.get()
    assert event.pgh_context.metadata["reason"] == DECREE


def test_dry_run_tells_the_same_and_changes_nothing(load):
    load(BEFORE)
    new = changed(MOVED, _96_03_05_2001="Dorekar", _96_03_24="Ayau Luar")
    before = everything()

    told = load(new, "--dry-run")

    assert everything() == before
    assert counts(told) == counts(load(new))


def test_number_of_statements_does_not_grow_with_the_list(load):
    long = BEFORE + "".join(f"96.03.23.2{n:03},Kampung {n}\n" for n in range(100, 900))
    numbers = []
    for first in (BEFORE, long):
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            load(first)
            load(changed(first, _96_03_05="Ayau", _96_03_23="Kepulauan Ayau", _96_03_05_2002="Yen Kawir"))
            numbers.append(len(queries))
            transaction.set_rollback(True)

    assert numbers[0] == numbers[1]


# Lists that are refused


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: the header"),
        ("kode,nama\n96,Papua\n", "line 1: the header"),
        ("code;name\n96;Papua\n", "line 1: the header"),
        ("code,name\n", "holds no regions"),
        ("code,name\n96,Papua\n96.3,Sorong\n", "line 3: “96.3” is no code"),
        ("code,name\n96,Papua\n96.01.05.4001,Sorong\n", "line 3: “96.01.05.4001” is no code"),
        ("code,name\nID,Indonesia\n", "line 2: “ID” is no code"),
        ("code,name\n96,Papua\n96.01.05,Aimas\n", "line 3: 96.01.05 lies in 96.01"),
        ("code,name\n96,Papua\n96,Papua Barat\n", "line 3: 96 stands in line 2 already"),
        ("code,name\n96,\n", "line 2: 96 has no name"),
        ("code,name\n96, . \n", "line 2: 96 has no name"),
        (f"code,name\n96,{'Papua ' * 20}\n", "line 2: the name of 96 is too long"),
        ("code,name\n96,Pap\x07ua\n", "line 2: the name of 96 holds a sign"),
        ('code,name\n96,"Pap""ua"\n', "line 2: the name of 96 holds a sign"),
        ('code,name\n96,"Papua\nBarat"\n', "line 3: the name of 96 holds a sign"),
        ('code,name\n96,"Papua\n', "line 2: the quotes do not close"),
        ("code,name\n96,Papua,x\n", "line 2: it must have two columns"),
        ("code,name\n96\n", "line 2: it must have two columns"),
        (b"code,name\n96,Papua\n96.01,Sor\xffong\n", "line 3: the text is not UTF-8"),
        (b"code,name\n96,Papua\n\x00\n", "line 3: it must have two columns"),
        (gzip.compress(BEFORE.encode(), mtime=0)[:-20], "damaged or cut short"),
        (lzma.compress(BEFORE.encode())[:-20], "damaged or cut short"),
        (gzip.compress(BEFORE.encode(), mtime=0)[:15] + b"rubbish" * 9, "damaged or cut short"),
        (gzip.compress(bytes(11_000_000), mtime=0), "larger than 10 MB"),
        (lzma.compress(bytes(11_000_000), preset=0), "larger than 10 MB"),
    ],
)
def test_malformed_list_changes_nothing(load, text, told):
    load(BEFORE)
    before = everything()

    with pytest.raises(CommandError) as refused:
        load(text)

    assert told in str(refused.value)
    assert refused.value.returncode == 2
    assert everything() == before


def test_refusal_names_ten_lines_and_counts_the_rest(load):
    with pytest.raises(CommandError) as refused:
        load("code,name\n" + "x,y\n" * 15)

    assert str(refused.value).count("is no code") == 10
    assert str(refused.value).endswith("and 5 more.")


def test_missing_file_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_regions", str(tmp_path / "none.csv"), stderr=StringIO())


def test_list_older_than_the_regions_is_refused(load):
    load(BEFORE)
    load(changed(BEFORE, _96_03_05_2001="Dorekar"))
    before = everything()

    with pytest.raises(CommandError, match="2025-04-25 already"):
        load(BEFORE, "--on", "2025-04-24")

    assert everything() == before


def test_list_of_a_day_to_come_is_refused(load):
    load(BEFORE)
    before = everything()

    with pytest.raises(CommandError, match=r"^This list holds from .* 2999\. Load it on that day\.$"):
        load(MOVED, "--on", "2999-01-01")

    assert everything() == before


def test_part_of_a_list_is_refused(load):
    villages = [f"96.03.23.2{n:03},Kampung {n}\n" for n in range(3, 999)]
    load(BEFORE + "".join(villages))

    with pytest.raises(CommandError, match="a part of a list"):
        load(BEFORE + "".join(villages[:800]))

    assert len(names()) == 8 + len(villages)


@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"])
def test_list_without_a_day_is_of_today_on_the_clock_people_see(zone, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(BEFORE)

    with timezone.override(zone):  # it is never the same day in both
        assert lists.read_list(path).on == timezone.localdate()


def test_two_loads_at_once_take_turns(transactional_db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(BEFORE)
    regions = lists.read_list(path)
    failures = []

    def run():
        try:
            load_regions(regions=regions)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert Region.objects.count() == 9


# The lists themselves

with_full_lists = pytest.mark.skipif(
    not LIST_OF_2022.exists(), reason="the full region lists are not beside this checkout"
)


def spellings():
    """Every earlier official name by code, with the day it ended."""
    rows = RegionName.objects.values_list("region__code", "name", "kind", "validity")
    return {code: (name, kind, span.lower, span.upper) for code, name, kind, span in rows}


def bundled_spellings():
    return {code: (name, "official", None, DAY) for code, name in lists.read_list().earlier.items()}


def test_bundled_list_is_whole():
    regions = lists.read_list()

    lengths = [len(code) for code in regions.names]
    assert [lengths.count(length) for length in (2, 5, 8, 13)] == [38, 514, 7285, 83762]
    assert (regions.decree, regions.on) == (DECREE, DAY)
    assert (regions.names["35.13.16"], regions.earlier["35.13.16"]) == ("Pajarakan", "Pejarakan")


@with_full_lists
def test_file_equal_to_the_bundled_list_is_known_by_its_decree():
    assert lists.read_list(LIST_OF_2025) == lists.read_list()


@with_full_lists
def test_bundled_spellings_are_the_names_that_2025_replaced():
    difference = compare(lists.read_list(LIST_OF_2022).names, lists.read_list().names)

    replaced = {c.new_code: c.old_name for c in difference.of("renamed") if c.keeps_old_name}
    assert replaced == lists.read_list().earlier
    assert replaced["31"] == "DKI Jakarta"
    assert "73.10" not in replaced  # KABUPATEN PANGKAJENE DAN KEPULAUAN is no other name


@with_full_lists
def test_fifteen_codes_of_2022_are_names_of_their_siblings_in_2025():
    difference = compare(lists.read_list(LIST_OF_2022).names, lists.read_list().names)

    followed = {change.old_code: change.new_code for change in difference.of("recoded")}
    assert len(followed) == 14
    assert (followed["96.03.05"], followed["96.03.23"]) == ("96.03.23", "96.03.05")
    unkept = [change.old_code for change in difference.of("renamed") if not change.keeps_old_name]
    assert unkept == ["52.71.04.1004"]  # its old name is its sibling's, then and now


def test_bundled_list_loads_into_an_empty_table(db):
    call_command("load_regions", stderr=StringIO())

    assert names() == lists.read_list().names
    assert spellings() == bundled_spellings()
    assert RegionChange.objects.count() == 0


@with_full_lists
def test_list_of_2025_over_that_of_2022_ends_as_the_bundled_list(db):
    call_command("load_regions", str(LIST_OF_2022), stderr=StringIO())
    told = StringIO()
    call_command("load_regions", str(LIST_OF_2025), stderr=told)

    assert names() == lists.read_list().names
    assert spellings() == bundled_spellings()
    assert counts(told.getvalue()) == ("renamed 346, recoded 14, moved 9, added 11, retired 4, proposed 113")
