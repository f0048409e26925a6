"""Loading a list of regions over the one that is there: one transaction, a fixed number of statements."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.actions.region_proposals import accept_proposals
from registry.models import NATION_CODE, Region, RegionChange, RegionName
from registry.regions import codes
from registry.regions.compare import Change, Difference, compare
from registry.regions.lists import RegionList
from welfare import shown
from welfare.errors import RuleError
from welfare.history import acting

NATION_NAME = "Indonesia"
# A list that retires more than this share of the regions is a part of one, not a decree.
MOST_RETIRED, WHERE_IT_COUNTS = 0.1, 1000

COLUMNS = "id, code, name, level, kind, parent_id, province_id, regency_id, district_id"
MAKE_LISTED = """
    CREATE TEMPORARY TABLE region_listed (
        id bigint PRIMARY KEY, code text, name text, level text, kind text,
        parent_id bigint, province_id bigint, regency_id bigint, district_id bigint
    ) ON COMMIT DROP
"""
RETIRE = """
    UPDATE registry_region SET validity = daterange(lower(validity), %s) WHERE id = ANY(%s)
"""
CHANGE = """
    UPDATE registry_region AS region
    SET code = listed.code, name = listed.name, kind = listed.kind, parent_id = listed.parent_id,
        province_id = listed.province_id, regency_id = listed.regency_id, district_id = listed.district_id
    FROM region_listed AS listed
    WHERE region.id = listed.id
      AND (region.code, region.name, region.kind, region.parent_id,
           region.province_id, region.regency_id, region.district_id)
          IS DISTINCT FROM
          (listed.code, listed.name, listed.kind, listed.parent_id,
           listed.province_id, listed.regency_id, listed.district_id)
"""
ADD = f"""
    INSERT INTO registry_region ({COLUMNS}, validity)
    SELECT {COLUMNS}, daterange(%s, NULL) FROM region_listed AS listed
    WHERE NOT EXISTS (SELECT FROM registry_region AS region WHERE region.id = listed.id)
"""  # noqa: S608 - the columns are the constant above


def difference_of(regions: RegionList) -> Difference:
    """What loading the list would change; reads only."""
    names = dict(Region.objects.current().exclude(code=NATION_CODE).values_list("code", "name"))
    return compare(names, regions.names)


def load_regions(
    *, regions: RegionList, accept: bool = False, by=None, say: Callable[[str], None] = lambda line: None
) -> Difference:
    """Make the list the current regions and return what that changed.

    Into an empty table it goes without dates: these regions always were. Over another list every change is
    written down as a RegionChange of the decree; what is only inferred stays a proposal unless `accept`.
    `say` gets a line of progress now and then. Raises RuleError for a list that cannot be the next one.
    """
    with transaction.atomic(), acting(by=by, reason=regions.decree):
        _wait_for_other_loads()
        say(_("Comparing with the regions that are there ..."))
        is_first = not Region.objects.exists()
        difference = difference_of(regions)
        if difference.changes:
            _refuse_nonsense(regions, difference, is_first)
            say(_("Writing ..."))
            _write(regions, difference, None if is_first else regions.on)
        if accept:
            say(_("%(count)d proposed changes accepted.") % {"count": accept_proposals(by=by)})
    return difference


def refuse_early(on: date) -> None:
    """RuleError for a list whose day is still to come: loading it changes names and codes at once."""
    if on > timezone.localdate():
        raise RuleError(_("This list holds from %(on)s. Load it on that day.") % {"on": shown.day(on)})


def _wait_for_other_loads() -> None:
    """Two loads at once take turns; the second finds nothing left to do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('registry.load_regions'))")


def _refuse_nonsense(regions: RegionList, difference: Difference, is_first: bool) -> None:
    if is_first:
        return
    refuse_early(regions.on)
    newest = newest_day()
    if newest and regions.on < newest:
        raise RuleError(
            _("The regions are as of %(newest)s already; this list is of %(on)s.")
            % {"newest": newest, "on": regions.on}
        )
    loaded = len(difference.kept) + len(difference.of("retired")) + len(difference.proposed)
    retired = len(difference.of("retired"))
    if loaded > WHERE_IT_COUNTS and retired > MOST_RETIRED * loaded:
        raise RuleError(
            _("This list would end %(retired)d of %(loaded)d regions. It seems to be a part of a list.")
            % {"retired": retired, "loaded": loaded}
        )


def newest_day() -> date | None:
    """The day of the last decree that changed something; None when nothing ever changed."""
    changed = RegionChange.objects.in_force().aggregate(day=Max("on"))["day"]
    official = RegionName.objects.filter(kind=RegionName.Kind.OFFICIAL)
    named = official.aggregate(day=Max(Upper("validity")))["day"]
    return max(filter(None, (changed, named)), default=None)


def _write(regions: RegionList, difference: Difference, on: date | None) -> None:
    """Write the difference; `on` is None for the first list."""
    current = dict(Region.objects.current().values_list("code", "id"))
    ids = {new: current[old] for old, new in difference.kept.items() if old in current}
    fresh = [code for code in (NATION_CODE, *regions.names) if code not in ids]
    ids |= zip(fresh, _new_ids(len(fresh)), strict=True)
    kept = {current[old] for old in difference.kept if old in current}
    gone = [region for region in current.values() if region not in kept]

    _keep_old_names(_old_names(regions, difference, ids, fresh), regions.on)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_LISTED)
        _copy(cursor, _listed_rows(regions.names, ids))
        cursor.execute(RETIRE, [on, gone])
        cursor.execute(CHANGE)
        cursor.execute(ADD, [on])
        cursor.execute("DROP TABLE region_listed")
    if on:
        _record(difference.changes, regions, current, ids)


def _new_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('registry_region', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _listed_rows(names: dict[str, str], ids: dict[str, int]) -> Iterable[list]:
    """The rows of region_listed, ids in place of codes; None above the top."""
    yield [ids[NATION_CODE], NATION_CODE, NATION_NAME, Region.Level.NATION, Region.Kind.NATION, *[None] * 4]
    for code, name in names.items():
        above = [codes.above(code, level) for level in ("province", "regency", "district")]
        places = [ids.get(place) for place in (codes.parent(code), *above)]
        yield [ids[code], code, name, codes.level(code), codes.kind(code), *places]


def _copy(cursor, rows: Iterable[list]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    buffer.seek(0)
    cursor.copy_expert(f"COPY region_listed ({COLUMNS}) FROM STDIN WITH (FORMAT csv)", buffer)


def _old_names(
    regions: RegionList, difference: Difference, ids: dict[str, int], fresh: list[str]
) -> dict[int, str]:
    """The names that end with this decree, by region: of those renamed, and as told of new ones."""
    renamed = {
        ids[change.new_code]: change.old_name
        for change in difference.of(RegionChange.Kind.RENAMED)
        if change.keeps_old_name
    }
    told = {ids[code]: regions.earlier[code] for code in fresh if code in regions.earlier}
    return renamed | told


def _keep_old_names(old_names: dict[int, str], until: date) -> None:
    """Keep each region's old name as its official one from the end of the name before it to the decree."""
    ended = dict(
        RegionName.objects.filter(region__in=old_names, kind=RegionName.Kind.OFFICIAL)
        .values("region")
        .annotate(last=Max(Upper("validity")))
        .values_list("region", "last")
    )
    begun = dict(Region.objects.filter(pk__in=old_names).values_list("pk", "validity__startswith"))
    since = {region: ended.get(region) or begun.get(region) for region in old_names}
    RegionName.objects.bulk_create(
        RegionName(
            region_id=region,
            name=name,
            kind=RegionName.Kind.OFFICIAL,
            validity=(since[region], until),
        )
        for region, name in old_names.items()
        if since[region] != until  # a name of no day at all
    )


def _record(
    changes: list[Change], regions: RegionList, before: dict[str, int], after: dict[str, int]
) -> None:
    RegionChange.objects.bulk_create(
        [
            RegionChange(
                before_id=before.get(change.old_code),
                after_id=after.get(change.new_code),
                kind=change.kind,
                decree=regions.decree,
                on=regions.on,
                old_code=change.old_code,
                new_code=change.new_code,
                old_name=change.old_name,
                new_name=change.new_name,
                is_proposed=change.is_proposed,
            )
            for change in changes
        ],
        batch_size=5000,
    )
