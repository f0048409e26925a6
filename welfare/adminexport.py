"""The admin's export: the same safe files as everywhere, and the button to import."""

from django.utils import timezone
from import_export.admin import ExportMixin
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm

from welfare.files import CONTENT_TYPES, File


class SheetFormat(Format):
    """A file format of our own writer, which lets no text become a formula."""

    ending = ""
    title = ""

    def get_title(self):
        return self.title

    def get_extension(self):
        return self.ending

    def get_content_type(self):
        return CONTENT_TYPES[self.ending]

    def can_export(self):
        return True


class Workbook(SheetFormat):
    ending, title = "xlsx", "Excel (XLSX)"


class CommaSeparated(SheetFormat):
    ending, title = "csv", "CSV"


class SheetExportMixin(ExportMixin):
    """A changelist with an export by `make_file`, and a button to the import engine's upload page."""

    export_form_class = ExportForm
    export_template_name = "admin/sheet_export.html"
    import_export_change_list_template = "admin/sheet_change_list.html"

    def make_file(self, request, queryset, file_format: str) -> File:
        """The file of these rows."""
        raise NotImplementedError

    def get_export_formats(self):
        return [Workbook, CommaSeparated]

    def get_export_data(self, file_format, request, queryset, **kwargs):
        return self.make_file(request, queryset, file_format.get_extension()).content

    def get_export_filename(self, request, queryset, file_format):
        return f"{self.opts.model_name}_{timezone.localdate().isoformat()}.{file_format.get_extension()}"
