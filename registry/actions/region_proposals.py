"""Accepting what a list of regions only suggested: that a lost region is the same as a new one.

The lost region takes the new one's code, name and place in the tree; whatever was entered for the new one
since is the lost one's now. So people, history and what has been printed stay with one region.
"""

from collections.abc import Iterable

import pghistory.models
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from registry.models import Region, RegionChange, User
from welfare.constraints import explained
from welfare.errors import RuleError
from welfare.history import acting

MAKE_PAIRS = (
    "CREATE TEMPORARY TABLE region_pair (lost bigint PRIMARY KEY, found bigint UNIQUE) ON COMMIT DROP"
)
FILL_PAIRS = """
    INSERT INTO region_pair
    SELECT before_id, after_id FROM registry_regionchange
    WHERE is_proposed AND undone_at IS NULL AND id = ANY(%s)
"""
KEEP_NAMES = """
    INSERT INTO registry_regionname (region_id, name, kind, validity)
    SELECT lost.id, lost.name, 'official', daterange(
        coalesce(
            (SELECT max(upper(validity)) FROM registry_regionname
             WHERE region_id = lost.id AND kind = 'official'),
            lower(lost.validity)
        ),
        lower(found.validity)
    )
    FROM region_pair
    JOIN registry_region AS lost ON lost.id = region_pair.lost
    JOIN registry_region AS found ON found.id = region_pair.found
    WHERE lost.name <> found.name
"""
TAKE_PLACES = """
    UPDATE registry_region AS region
    SET code = found.code, name = found.name, kind = found.kind, parent_id = found.parent_id,
        province_id = found.province_id, regency_id = found.regency_id, district_id = found.district_id,
        validity = daterange(lower(region.validity), upper(found.validity))
    FROM region_pair JOIN registry_region AS found ON found.id = region_pair.found
    WHERE region.id = region_pair.lost
"""
DROP_FOUND = "DELETE FROM registry_region USING region_pair WHERE id = found"


@explained()
def accept_proposals(*, by=None, which: QuerySet[RegionChange] | None = None) -> int:
    """Make every proposed change of regions true, or those of `which`, and return how many there were.

    Raises RuleError, and changes nothing, where both regions of a pair hold what only one can have.
    """
    proposed = (RegionChange.objects.all() if which is None else which).proposed()
    accepted = 0
    with acting(by=by, reason=gettext_noop("accepted changes of regions")):
        # Decree by decree: what one list found anew, the next may have lost.
        for day in sorted(set(proposed.values_list("on", flat=True))):
            pairs = list(proposed.filter(on=day).select_for_update(of=("self",)))
            _join_pairs([change.pk for change in pairs])
            accepted += len(pairs)
    return accepted


@explained()
def reject_proposal(*, change: RegionChange, by: User) -> None:
    """Say that the two are two regions: the lost one has ended, the new one is another.

    RuleError when somebody answered meanwhile.
    """
    rejected = RegionChange.objects.proposed().filter(pk=change.pk)
    if not rejected.update(undone_by=by, undone_at=timezone.now()):
        raise RuleError(_("This proposal is answered already."))


def _join_pairs(keys: list[int]) -> None:
    """Make one region of the two of each of the changes `keys`, all of one list."""
    RegionChange.objects.filter(pk__in=keys).update(replaced_id=F("after"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS registry_region_code_once_a_day DEFERRED")
        cursor.execute(MAKE_PAIRS)
        cursor.execute(FILL_PAIRS, [keys])
        cursor.execute(KEEP_NAMES)
        for table, column in _references():
            cursor.execute(
                f'UPDATE "{table}" SET "{column}" = lost FROM region_pair WHERE "{column}" = found'  # noqa: S608
            )
        cursor.execute(TAKE_PLACES)
        cursor.execute(DROP_FOUND)
        cursor.execute("SET CONSTRAINTS registry_region_code_once_a_day IMMEDIATE")
        cursor.execute("DROP TABLE region_pair")
    RegionChange.objects.filter(pk__in=keys).update(is_proposed=False)


def _references() -> Iterable[tuple[str, str]]:
    """The table and column of every foreign key to a region; history is never rewritten."""
    for field in Region._meta.get_fields(include_hidden=True):
        if (field.one_to_many or field.one_to_one) and not issubclass(
            field.related_model, pghistory.models.Event
        ):
            yield field.related_model._meta.db_table, field.field.column
