"""The spellings regions go by, and how the local one reaches the region itself.

Every page shows what a region is called, and none looks it up: triggers keep it on the region, on every path
and in the same transaction. Nobody else writes it. A name that is used no longer, or not yet, is left to
`RegionQuerySet.named_on`.
"""

from datetime import date, timedelta

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.region import Region
from welfare.fields import KeyTextField
from welfare.history import tracked
from welfare.triggers import after_statement

# A name holds from the hour in which its first day begins in the east of the country, whatever the server's.
CALL = """
    UPDATE registry_region r SET local_name = n.name
    FROM (
        SELECT region_id, coalesce((
            SELECT name FROM registry_regionname
            WHERE region_id = changed.region_id AND kind = 'local'
              AND upper_inf(validity) AND validity @> (now() AT TIME ZONE 'Asia/Jayapura')::date
        ), '') AS name
        FROM ({changed}) changed WHERE kind = 'local' GROUP BY region_id
    ) n
    WHERE r.id = n.region_id AND r.local_name <> n.name;
"""


class RegionNameQuerySet(models.QuerySet):
    """Spellings by place."""

    def earlier(self, on, *, local: bool = True) -> dict[int, str]:
        """The names by which regions went on the day `on`, by the region's id; one statement.

        The official ones that hold no more, and the local ones of that day unless `local` is False. None for
        today: what the region is called holds.
        """
        if on >= timezone.localdate():
            return {}
        kinds = [RegionName.Kind.OFFICIAL, *([RegionName.Kind.LOCAL] if local else [])]
        names = self.filter(kind__in=kinds, validity__contains=on).order_by("-kind")  # the local ones win
        return dict(names.values_list("region", "name"))

    def visible_to(self, user) -> "RegionNameQuerySet":
        """Spellings of the regions inside the user's scope."""
        return self.filter(**user.scope.scope_lookup("region__"))


@tracked()
class RegionName(models.Model):
    """Another spelling of a region: an earlier decree's, one found on sheets, or the one used locally.

    An earlier official name keeps its dates, so that a report as of a day uses the name of that day.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Name by an earlier decree")
        ALIAS = "alias", _("Spelling found on sheets")
        LOCAL = "local", _("Name used locally")

    region = models.ForeignKey(Region, models.CASCADE, related_name="other_names", verbose_name=_("region"))
    name = KeyTextField(_("name"))
    kind = models.TextField(_("kind"), choices=Kind)
    validity = DateRangeField(_("valid"))

    objects = RegionNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("region name")
        verbose_name_plural = _("region names")
        ordering = ["name"]
        constraints = [
            ExclusionConstraint(
                name="registry_regionname_once_a_day",
                expressions=[
                    ("region", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This region already has that spelling."),
            ),
            ExclusionConstraint(
                name="registry_regionname_one_local_name",
                expressions=[("region", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                condition=models.Q(kind="local"),
                violation_error_message=_("A region has one local name at a time."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def last_day(self) -> date | None:
        """The last day on which it was the name, None while it is used."""
        return self.validity.upper and self.validity.upper - timedelta(days=1)


def calling(name: str, *, operation: pgtrigger.Operation, rows: str) -> pgtrigger.Trigger:
    """A trigger that works out anew what the regions of `rows`, the names changed, are called."""
    tables = [f"SELECT region_id, kind FROM {row}_rows" for row in rows.split()]  # noqa: S608 - "old", "new"
    changed = " UNION ALL ".join(tables)
    return after_statement(name, CALL.format(changed=changed), operation=operation, rows=rows)


pgtrigger.register(
    calling("call_new", operation=pgtrigger.Insert, rows="new"),
    calling("call_changed", operation=pgtrigger.Update, rows="old new"),
    calling("call_dropped", operation=pgtrigger.Delete, rows="old"),
)(RegionName)
