"""What the registry remembers about its own use."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.office import Office
from registry.models.worker import Worker
from welfare.fields import KeyTextField
from welfare.scope import BelongingQuerySet


class SavedFilterQuerySet(models.QuerySet):
    """Filters by who made them and whom they are for."""

    def visible_to(self, user) -> "SavedFilterQuerySet":
        """The user's own, and those shared with his office."""
        return self.filter(Q(user=user) | Q(is_shared=True, office__isnull=False, office=user.office_id))


class NotDuplicateQuerySet(models.QuerySet):
    """Pairs by who sees both people."""

    def visible_to(self, user) -> "NotDuplicateQuerySet":
        """Pairs of two people the user sees."""
        people = Worker.objects.visible_to(user)
        return self.filter(first__in=people, second__in=people)


class SavedFilter(models.Model):
    """A list's filters under a name, for one user or for the whole office."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("user")
    )
    office = models.ForeignKey(
        Office, models.CASCADE, null=True, blank=True, related_name="saved_filters", verbose_name=_("office")
    )
    page = KeyTextField(_("page"))
    name = models.TextField(_("name"))
    query = models.TextField(_("query"))
    is_shared = models.BooleanField(_("for the whole office"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="registry_savedfilter_once",
                violation_error_message=_("You already have a filter of that name."),
            )
        ]

    def __str__(self):
        return self.name


class NotDuplicate(models.Model):
    """A pair of people somebody looked at and found to be two."""

    first = models.ForeignKey(Worker, models.CASCADE, related_name="+", verbose_name=_("first person"))
    second = models.ForeignKey(Worker, models.CASCADE, related_name="+", verbose_name=_("second person"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = NotDuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of different people")
        verbose_name_plural = _("pairs of different people")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="registry_notduplicate_once",
                violation_error_message=_("These two are already known to be different people."),
            ),
            models.CheckConstraint(
                name="registry_notduplicate_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("A pair is kept once, the smaller id first."),
            ),
        ]

    def __str__(self):
        return f"{self.first_id} / {self.second_id}"


class Merge(models.Model):
    """The journal of a merge: enough to take it apart again."""

    kept = models.ForeignKey(Worker, models.CASCADE, related_name="merges", verbose_name=_("kept record"))
    dropped_id = models.BigIntegerField(_("dropped record"))
    journal = models.JSONField(_("journal"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    seen_with = "kept"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.dropped_id} > {self.kept_id}"

    @property
    def dropped_name(self) -> str:
        """The name on the record that became part of the other."""
        people = (entry for entry in self.journal if entry["model"] == Worker._meta.label)
        return next((entry["old"]["name"] for entry in people if entry["new"] is None), "")

    @property
    def first_kept_id(self) -> int:
        """The record that was kept then; `kept` is another when it was merged into one since."""
        people = (entry for entry in self.journal if entry["model"] == Worker._meta.label)
        return next((entry["pk"] for entry in people if entry["new"] is not None), self.kept_id)


class AccessLog(models.Model):
    """Who looked at, exported or printed personal values, and when (UU 27/2022, Ps 46)."""

    class Act(models.TextChoices):
        REVEAL = "reveal", _("Shown")
        EXPORT = "export", _("Exported")
        PRINT = "print", _("Printed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="accesses", verbose_name=_("user")
    )
    act = models.TextField(_("act"), choices=Act)
    worker = models.ForeignKey(
        Worker, models.SET_NULL, null=True, blank=True, related_name="accesses", verbose_name=_("person")
    )
    fields = ArrayField(models.TextField(), verbose_name=_("fields"), default=list)
    what = models.TextField(_("what"), blank=True)
    people = models.PositiveIntegerField(_("number of people"), default=1)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    seen_with = "user"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to personal values")
        verbose_name_plural = _("accesses to personal values")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"
