"""Imports as they went. The engine writes these tables; its review page shows the rows in full."""

from django.contrib import admin

from registry.models import ColumnMapping, ImportBatch, ImportRow
from registry.privacy import PERSONAL
from welfare.admin import ReadOnlyAdmin, ScopedAdmin, site


@admin.register(ImportBatch, site=site)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Uploaded sheets; the file itself stays closed."""

    list_display = ("id", "kind", "file_name", "state", "scope", "created_by", "created_at", "applied_at")
    list_filter = ("kind", "state")
    list_select_related = ("scope", "created_by")
    search_fields = ("file_name",)
    exclude = (*PERSONAL["registry.ImportBatch"].split(), "basis", "sheets")


@admin.register(ImportRow, site=site)
class ImportRowAdmin(ReadOnlyAdmin):
    """Lines of sheets; what they say of people stays on the review page."""

    list_display = ("batch", "sheet", "row", "action", "reason", "worker", "applied_at")
    list_filter = ("action", ("batch", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("batch", "worker")
    search_fields = ("sheet",)
    exclude = (*PERSONAL["registry.ImportRow"].split(), "candidates", "decision")


@admin.register(ColumnMapping, site=site)
class ColumnMappingAdmin(ScopedAdmin):
    """Remembered columns: made by imports, forgotten here."""

    list_display = ("signature", "kind", "office", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("office",)
    search_fields = ("signature",)
    addable = editable = False
    deletable = True
