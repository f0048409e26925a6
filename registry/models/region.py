"""Regions of Indonesia, from the nation to the village, and what decrees did to them."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, OuterRef, Subquery
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext_lazy as _

from welfare.fields import KeyTextField

NATION_CODE = "ID"
KIND_PREFIXES = {"province": "Provinsi", "district": "Kec.", "desa": "Desa", "kelurahan": "Kel."}
CODE_PATTERN = r"^(ID|\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)$"


class RegionQuerySet(models.QuerySet):
    """Regions by place and by day."""

    def within(self, region: "Region") -> "RegionQuerySet":
        """`region` itself and every region below it."""
        return self.filter(**region.scope_lookup())

    def visible_to(self, user) -> "RegionQuerySet":
        """The regions inside the user's scope."""
        return self.within(user.scope)

    def valid(self, on) -> "RegionQuerySet":
        """Those that exist by decree on the day `on`."""
        return self.filter(validity__contains=on)

    def current(self) -> "RegionQuerySet":
        """Those whose decree has not been replaced."""
        return self.filter(validity__upper_inf=True)

    def with_path(self) -> "RegionQuerySet":
        """Fetches what `path` needs in the same query."""
        return self.select_related("regency", "district")

    def named_on(self, on, *, local: bool = True) -> "RegionQuerySet":
        """Adds `name_on_day`: the name a region went by on the day `on`.

        The official spelling of that day, or the office's own name of that day unless `local` is False.
        """
        from registry.models.region_name import RegionName

        names = RegionName.objects.filter(region=OuterRef("pk"), validity__contains=on).order_by("id")
        kinds = [RegionName.Kind.OFFICIAL]
        if local:
            kinds.insert(0, RegionName.Kind.LOCAL)
        spellings = [Subquery(names.filter(kind=kind).values("name")[:1]) for kind in kinds]
        return self.annotate(name_on_day=Coalesce(*spellings, "name"))


class Region(models.Model):
    """A place as a decree defines it: codes and names change, so everything refers to the row.

    Each row carries its own province, regency and district (a district carries itself), so that grouping by
    any level is one join. The nation is a row too: a scope is never empty.
    Source of codes and names: Kepmendagri on the codes of government areas.
    """

    class Level(models.TextChoices):
        NATION = "nation", _("Nation")
        PROVINCE = "province", _("Province")
        REGENCY = "regency", _("Regency or city")
        DISTRICT = "district", _("District")
        VILLAGE = "village", _("Village")

    class Kind(models.TextChoices):
        NATION = "nation", _("Nation")
        PROVINCE = "province", _("Province")
        REGENCY = "regency", _("Regency")
        CITY = "city", _("City")
        DISTRICT = "district", _("District")
        DESA = "desa", _("Rural village")
        KELURAHAN = "kelurahan", _("Urban village")

    code = KeyTextField(_("code"))
    level = models.TextField(_("level"), choices=Level)
    kind = models.TextField(_("kind"), choices=Kind)
    name = KeyTextField(_("name"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("region above")
    )
    province = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    regency = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("regency or city")
    )
    district = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    validity = DateRangeField(_("valid"))
    # Kept by a trigger (region_name.py) from the region's other names, so that no page has to look it up.
    local_name = KeyTextField(_("local name"), blank=True, editable=False, default="", db_default="")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            ExclusionConstraint(
                name="registry_region_code_once_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("validity", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.IMMEDIATE,  # a decree may exchange codes
                violation_error_message=_("Two regions cannot have one code on the same day."),
            ),
            models.CheckConstraint(
                name="registry_region_code_form",
                condition=models.Q(code__regex=CODE_PATTERN),
                violation_error_message=_("A region's code reads like 35.13.19.2003."),
            ),
            models.CheckConstraint(
                name="registry_region_place_in_tree",
                condition=(
                    models.Q(level="nation", parent=None, province=None, regency=None, district=None)
                    | models.Q(level="province", regency=None, district=None, province__isnull=False)
                    | models.Q(level="regency", district=None, regency__isnull=False)
                    | models.Q(level="district", regency__isnull=False, district__isnull=False)
                    | models.Q(level="village", regency__isnull=False, district__isnull=False)
                ),
                violation_error_message=_("A region carries the regions above it, as its level demands."),
            ),
        ]
        indexes = [
            # A code on a sheet, thousands of times an import.
            models.Index(fields=["code"], name="registry_region_by_code"),
            # The tree, walked down page by page.
            models.Index(fields=["parent", "name"], name="registry_region_children"),
            # A name somebody types, in whatever letters (`iexact`, `istartswith`).
            models.Index(Upper("name"), name="registry_region_by_name"),
            # The same for a name used locally; few have one.
            models.Index(
                Upper("local_name"), condition=~models.Q(local_name=""), name="registry_region_by_local_name"
            ),
            # "All villages of this regency", the scope of most pages.
            models.Index(fields=["regency", "level"], name="registry_region_in_regency"),
            models.Index(fields=["province", "level"], name="registry_region_in_province"),
        ]

    def __str__(self):
        return self.called

    @property
    def called(self) -> str:
        """The name people here use: the local one where there is one."""
        return self.local_name or self.name

    @property
    def label(self) -> str:
        """What it is called with its kind before it, as an address has it: Kec. Dringu, Kab. Probolinggo."""
        return self._with_kind(self.called)

    @property
    def official_label(self) -> str:
        """The label by the decree's name, as a sheet has it that comes back."""
        return self._with_kind(self.name)

    def _with_kind(self, name: str) -> str:
        if self.kind == self.Kind.REGENCY:
            return name.replace("Kabupaten ", "Kab. ", 1)
        prefix = KIND_PREFIXES.get(self.kind)
        return f"{prefix} {name}" if prefix else name

    @property
    def path(self) -> str:
        """The label and those above it up to the regency: Desa Kalirejo, Kec. Dringu, Kab. Probolinggo.

        One query for each region above unless it was fetched `with_path()`.
        """
        above = {self.Level.VILLAGE: ("district", "regency"), self.Level.DISTRICT: ("regency",)}
        regions = [self, *(getattr(self, level) for level in above.get(self.level, ()))]
        return ", ".join(region.label for region in regions)

    @property
    def is_wide(self) -> bool:
        """Is it a province or the nation, whose people the regencies keep?"""
        return self.level in {self.Level.NATION, self.Level.PROVINCE}

    @property
    def last_day(self) -> date | None:
        """The last day on which it exists, None while no decree ended it."""
        return self.validity.upper and self.validity.upper - timedelta(days=1)

    def scope_lookup(self, prefix: str = "") -> dict[str, "Region"]:
        """Filter arguments for rows whose region (at `prefix`, such as "region__") lies within this one."""
        if self.level == self.Level.NATION:
            return {}
        if self.level == self.Level.VILLAGE:
            return {f"{prefix}id": self.pk}
        return {f"{prefix}{self.level}": self}

    def contains(self, other: "Region") -> bool:
        """Is `other` this region or inside it?"""
        if self.level == self.Level.NATION or other.pk == self.pk:
            return True
        return self.level != self.Level.VILLAGE and getattr(other, f"{self.level}_id") == self.pk


class RegionChangeQuerySet(models.QuerySet):
    """Changes by place."""

    def in_force(self) -> "RegionChangeQuerySet":
        """Those that nobody has taken back."""
        return self.filter(undone_at=None)

    def proposed(self) -> "RegionChangeQuerySet":
        """Those that a list only suggested, and about which nobody has said yes or no."""
        return self.in_force().filter(is_proposed=True, before__isnull=False, after__isnull=False)

    def visible_to(self, user) -> "RegionChangeQuerySet":
        """Changes from or to a region inside the user's scope."""
        lookups = (user.scope.scope_lookup(prefix) for prefix in ("before__", "after__"))
        return self.filter(models.Q(*(models.Q(**lookup) for lookup in lookups), _connector=models.Q.OR))


class RegionChange(models.Model):
    """What a decree did to a region: the thread by which people and reports follow it."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        RECODED = "recoded", _("Recoded")
        MOVED = "moved", _("Moved")
        SPLIT = "split", _("Split")
        MERGED = "merged", _("Merged")
        ADDED = "added", _("Added")
        RETIRED = "retired", _("Retired")

    before = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="changes_after", verbose_name=_("before")
    )
    after = models.ForeignKey(
        Region, models.CASCADE, null=True, blank=True, related_name="changes_before", verbose_name=_("after")
    )
    kind = models.TextField(_("kind"), choices=Kind)
    decree = models.TextField(_("decree"))
    on = models.DateField(_("date"))
    old_code = KeyTextField(_("old code"), blank=True)
    new_code = KeyTextField(_("new code"), blank=True)
    old_name = models.TextField(_("old name"), blank=True)
    new_name = models.TextField(_("new name"), blank=True)
    is_proposed = models.BooleanField(
        _("proposed"), default=False, help_text=_("Only inferred; nothing was changed yet.")
    )
    # Histories and journals still name the row that went when a proposal made one of two.
    replaced_id = models.BigIntegerField(_("replaced row"), null=True, editable=False)
    journal = models.JSONField(
        _("journal"), null=True, editable=False, help_text=_("What recording it by hand wrote.")
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)

    objects = RegionChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("region change")
        verbose_name_plural = _("region changes")
        ordering = ["-on", "new_code"]
        constraints = [
            models.CheckConstraint(
                name="registry_regionchange_has_a_region",
                condition=models.Q(before__isnull=False) | models.Q(after__isnull=False),
                violation_error_message=_("A change names the region before, after, or both."),
            )
        ]

    def __str__(self):
        return f"{self.old_code} {self.old_name} > {self.new_code} {self.new_name}".strip()

    @property
    def can_be_undone(self) -> bool:
        """Was it recorded by hand, with what it wrote, and not taken back yet?"""
        return self.journal is not None and self.undone_at is None
