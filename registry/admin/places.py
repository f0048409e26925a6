"""Regions, offices and roles."""

from django.contrib import admin

from registry import access
from registry.forms.settings import OfficeForm, OfficialForm
from registry.models import Office, Official, Region, RegionChange, RegionName, Role, RoleQuota
from welfare.admin import ReadOnlyAdmin, RevisedAdmin, ScopedAdmin, site
from welfare.adminforms import RevisedAdminForm


class OfficeAdminForm(RevisedAdminForm):
    """The logo is read and written anew, as on the site."""

    clean_logo = OfficeForm.clean_logo


class OfficialAdminForm(RevisedAdminForm):
    """A NIP may be pasted with blanks."""

    clean_nip = OfficialForm.clean_nip


@admin.register(Region, site=site)
class RegionAdmin(ReadOnlyAdmin):
    """Codes and names change by decree only: `load_regions` writes them."""

    list_display = ("name", "code", "level", "kind", "district", "regency")
    list_filter = ("level",)
    list_select_related = ("district", "regency")
    search_fields = ("name",)

    def get_search_results(self, request, queryset, search_term):
        """Regions of today; those that a decree replaced are found in the list only."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.current()
        return super().get_search_results(request, queryset, search_term)


@admin.register(RegionName, site=site)
class RegionNameAdmin(ScopedAdmin):
    """Spellings; the official ones of earlier decrees stay as they are."""

    list_display = ("name", "kind", "region", "validity")
    list_filter = ("kind",)
    list_select_related = ("region",)
    search_fields = ("name", "region__name")
    autocomplete_fields = ("region",)
    deletable = True

    def changeable(self, request):
        return super().changeable(request).exclude(kind=RegionName.Kind.OFFICIAL)


@admin.register(RegionChange, site=site)
class RegionChangeAdmin(ReadOnlyAdmin):
    """What each decree did; `load_regions` writes it."""

    list_display = ("on", "kind", "old_code", "old_name", "new_code", "new_name", "decree", "is_proposed")
    exclude = ("journal",)  # rows of other tables
    list_filter = ("kind", "is_proposed")
    search_fields = ("old_name", "new_name")


@admin.register(Office, site=site)
class OfficeAdmin(RevisedAdmin):
    """The lines of the letterhead, the logo, the paper."""

    list_display = ("name", "region", "town", "paper", "time_zone")
    list_select_related = ("region",)
    search_fields = ("name", "region__name")
    autocomplete_fields = ("region",)
    form = OfficeAdminForm


@admin.register(Official, site=site)
class OfficialAdmin(RevisedAdmin):
    """Who signs, from when to when."""

    list_display = ("name", "title", "office", "capacity", "standing", "service")
    list_filter = ("capacity", ("office", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("office",)
    search_fields = ("name", "title")
    deletable = True
    form = OfficialAdminForm


@admin.register(Role, site=site)
class RoleAdmin(ScopedAdmin):
    """Roles are everybody's: only who sees every office changes them."""

    list_display = ("short_name", "code", "name", "level", "quota", "is_civil_servant", "position")
    list_filter = ("level",)
    search_fields = ("name", "short_name")
    deletable = True

    def changeable(self, request):
        rows = super().changeable(request)
        return rows if access.sees_every_office(request.user) else rows.none()

    def has_add_permission(self, request):
        return super().has_add_permission(request) and access.sees_every_office(request.user)


@admin.register(RoleQuota, site=site)
class RoleQuotaAdmin(ScopedAdmin):
    """Other quotas than the usual ones."""

    list_display = ("role", "region", "quota", "reason")
    list_filter = ("role",)
    list_select_related = ("role", "region")
    search_fields = ("region__name",)
    autocomplete_fields = ("region",)
    deletable = True
