"""People, their posts and the decrees that gave them."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry import nik, phones
from registry.actions.exports import export_people
from registry.forms.fields import RegionField
from registry.forms.people import PersonalFields
from registry.models import Appointment, AppointmentDecree, Appraisal, Decree, Merge, NotDuplicate, Worker
from registry.privacy import PERSONAL
from registry.resources import RosterResource
from welfare.admin import ReadOnlyAdmin, RevisedAdmin, ScopedInline, site
from welfare.adminexport import SheetExportMixin
from welfare.adminforms import RevisedAdminForm


class WorkerAdminForm(PersonalFields, RevisedAdminForm):
    """A NIK or phone number shown in part, and left so, is as it was."""

    home_region = RegionField(
        label=_("Home village"), required=False, everywhere=True, widget=forms.TextInput(attrs={"size": 60})
    )


@admin.register(Worker, site=site)
class WorkerAdmin(SheetExportMixin, RevisedAdmin):
    """People. Whom the user sees but may not edit is shown without personal values."""

    form = WorkerAdminForm
    list_display = ("name", "masked_nik", "masked_phone", "sex", "office", "created_at")
    list_filter = ("sex", ("office", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("office",)
    search_fields = ("name_key",)
    fields = (
        *("name", "nik", "sex", "birth_place", "birth_date", "phone", "email", "address", "home_region"),
        *("member_number", "nip", "education", "institution", "notes", "office"),
    )
    safe_fields = ("name", "masked_nik", "masked_phone", "sex", "education", "institution", "office")
    readonly_fields = ("masked_nik", "masked_phone", "created_at")

    resource_classes = (RosterResource,)

    def changeable(self, request):
        return Worker.objects.editable_by(request.user)

    def has_export_permission(self, request):
        return request.user.has_perm("registry.export_worker")

    def make_file(self, request, queryset, file_format):
        return export_people(people=queryset, file_format=file_format, by=request.user)

    def get_fields(self, request, obj=None):
        may_change = obj is None or self.has_change_permission(request, obj)
        return self.fields if may_change else self.safe_fields

    def get_search_results(self, request, queryset, search_term):
        return (queryset.named(search_term) if search_term else queryset), False

    @admin.display(description=_("NIK"))
    def masked_nik(self, worker):
        return nik.mask(worker.nik)

    @admin.display(description=_("phone"))
    def masked_phone(self, worker):
        return phones.mask(worker.phone)


class PaperInline(ScopedInline):
    """The decrees of a post."""

    model = AppointmentDecree
    raw_id_fields = ("decree",)


@admin.register(Appointment, site=site)
class AppointmentAdmin(RevisedAdmin):
    """Posts, to put right what was typed wrongly; who begins or ends one does it on the person's page."""

    list_display = ("worker", "role", "region", "service", "end_reason")
    list_filter = ("role", "end_reason", "is_acting")
    list_select_related = ("worker", "role", "region")
    search_fields = ("worker__name_key",)
    raw_id_fields = ("worker",)
    autocomplete_fields = ("region",)
    inlines = (PaperInline,)

    def changeable(self, request):
        return Appointment.objects.editable_by(request.user)


@admin.register(Decree, site=site)
class DecreeAdmin(RevisedAdmin):
    """Decrees, with the scan to upload."""

    list_display = ("number", "date", "signer", "term", "office")
    list_filter = (("office", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("office",)
    search_fields = ("number", "signer")


@admin.register(AppointmentDecree, site=site)
class AppointmentDecreeAdmin(ReadOnlyAdmin):
    """Which post stands on which decree: written with the post."""

    list_display = ("appointment", "decree")
    list_select_related = ("appointment__role", "appointment__region", "decree")
    search_fields = ("decree__number",)


@admin.register(Appraisal, site=site)
class AppraisalAdmin(RevisedAdmin):
    """Grades by year; who gives one does it on the person's page."""

    list_display = ("appointment", "year", "grade")
    list_filter = ("year", "grade")
    list_select_related = ("appointment__role", "appointment__region")
    raw_id_fields = ("appointment",)

    def changeable(self, request):
        return (
            super().changeable(request).filter(appointment__in=Appointment.objects.editable_by(request.user))
        )


@admin.register(NotDuplicate, site=site)
class NotDuplicateAdmin(ReadOnlyAdmin):
    """Pairs found to be two people."""

    list_display = ("first", "second", "by", "at")
    list_select_related = ("first", "second", "by")


@admin.register(Merge, site=site)
class MergeAdmin(ReadOnlyAdmin):
    """The journal of merges; what it holds of the records stays closed."""

    list_display = ("kept", "dropped_id", "by", "at", "undone_at")
    list_select_related = ("kept", "by")
    exclude = tuple(PERSONAL["registry.Merge"].split())
