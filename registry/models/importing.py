"""Staged spreadsheets: a review can be left and taken up again, and an import be told and undone."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models.office import Office
from registry.models.region import Region
from registry.models.worker import Worker
from welfare.fields import KeyTextField
from welfare.scope import BelongingQuerySet

# Counts of rows that are, or could be, written.
TO_DO = ("match", "create", "update", "choose", "error", "bad_cells")


class ImportBatchQuerySet(models.QuerySet):
    """Imports by place."""

    def visible_to(self, user) -> "ImportBatchQuerySet":
        """Imports whose scope lies inside the user's."""
        return self.filter(**user.scope.scope_lookup("scope__"))

    def waiting(self) -> "ImportBatchQuerySet":
        """Imports under review with a row that asks, is wrong in part or whole, or is ready to be saved."""
        return self.filter(waits=True)


class ImportBatch(models.Model):
    """One uploaded file on its way into the registry."""

    class Mode(models.TextChoices):
        ADD = "add", _("Only add")
        UPDATE = "update", _("Only update")
        BOTH = "both", _("Add and update")

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        REVIEW = "review", _("Waiting for review")
        APPLYING = "applying", _("Being saved")
        APPLIED = "applied", _("Saved")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Refused")

    kind = KeyTextField(_("kind"))
    target = KeyTextField(_("target"), blank=True, help_text=_("What the rows belong to: the event's slug."))
    scope = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("scope"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="imports", verbose_name=_("office"))
    mode = models.TextField(_("mode"), choices=Mode, default=Mode.BOTH)
    registers = models.BooleanField(_("registers new people"), default=False)
    state = models.TextField(_("state"), choices=State, default=State.READING)
    file_name = models.TextField(_("file"))
    file_hash = KeyTextField(_("file hash"))
    file = models.FileField(_("file"), upload_to="imports", blank=True)
    sheets = models.JSONField(_("sheets"), default=list)
    basis = models.JSONField(
        _("basis"), default=dict, help_text=_("How much history there was when the rows were matched.")
    )
    counts = models.JSONField(_("counts"), default=dict)
    # Kept by the database, for every page tells how many wait.
    waits = models.GeneratedField(
        expression=Case(
            When(
                Q(*((f"counts__{action}__gt", 0) for action in TO_DO), _connector=Q.OR),
                state="review",
                then=Value(True),
            ),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("waits for somebody"),
    )
    problem = models.TextField(_("problem"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    applied_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        permissions = [("undo_importbatch", _("Can undo an import"))]

    def __str__(self):
        return f"#{self.pk} {self.file_name}"

    def get_absolute_url(self):
        return reverse("import", args=[self.pk])

    @property
    def asks_nothing(self) -> bool:
        """Is it under review, though all its rows are unchanged or left out?"""
        return self.state == self.State.REVIEW and not any(self.counts.get(action) for action in TO_DO)


class ImportRow(models.Model):
    """One line of the sheet: as read, as understood, as decided."""

    class Action(models.TextChoices):
        MATCH = "match", _("Known")
        CREATE = "create", _("New")
        UPDATE = "update", _("Changed")
        SAME = "same", _("Unchanged")
        CHOOSE = "choose", _("Needs you")
        ERROR = "error", _("In error")

    batch = models.ForeignKey(
        ImportBatch,
        models.CASCADE,
        db_index=False,  # the indexes below begin with it
        related_name="rows",
        verbose_name=_("import"),
    )
    position = models.PositiveIntegerField(_("order"))
    sheet = models.TextField(_("sheet"), blank=True)
    row = models.PositiveIntegerField(_("row"))
    is_hidden = models.BooleanField(_("hidden in the sheet"), default=False)
    raw = models.JSONField(_("as read"), default=dict)
    name_key = KeyTextField(_("name key"), blank=True)
    values = models.JSONField(_("values"), default=dict)
    attendance = models.JSONField(_("attendance"), default=dict)
    issues = models.JSONField(_("issues"), default=list)
    action = models.TextField(_("action"), choices=Action)
    reason = models.TextField(_("reason"), blank=True)
    worker = models.ForeignKey(
        Worker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    candidates = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("candidates"))
    changes = models.JSONField(
        _("changes"), default=dict, help_text=_("What applying writes: field to [old, new].")
    )
    corrections = models.JSONField(
        _("corrections"), default=dict, help_text=_("What a person typed instead, by field.")
    )
    decision = models.JSONField(
        _("decision"), default=dict, help_text=_("What a person decided: worker, create, post, skip.")
    )
    applied_at = models.DateTimeField(_("saved at"), null=True, blank=True)

    seen_with = "batch"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="registry_importrow_once",
                violation_error_message=_("An import has each of its rows once."),
            ),
        ]
        indexes = [models.Index(fields=["batch", "action", "position"], name="registry_importrow_by_action")]

    def __str__(self):
        return f"{self.sheet} {self.row}".strip()


class ColumnMapping(models.Model):
    """How somebody mapped the columns of a sheet with these headers: used again for the same headers."""

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="column_mappings", verbose_name=_("office")
    )
    kind = KeyTextField(_("kind"))
    signature = KeyTextField(_("header signature"))
    mapping = models.JSONField(_("mapping"), default=dict)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    seen_with = "office"
    objects = BelongingQuerySet.as_manager()

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "signature"],
                name="registry_columnmapping_once",
                violation_error_message=_("The columns of these headers are already mapped."),
            )
        ]

    def __str__(self):
        return self.signature
