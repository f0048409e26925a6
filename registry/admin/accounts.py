"""Accounts, and what is remembered of their use."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from registry import access
from registry.models import AccessLog, SavedFilter, User
from welfare.admin import ReadOnlyAdmin, RevisedAdmin, ScopedAdmin, site
from welfare.adminforms import RevisedAdminForm


class AccountForm(RevisedAdminForm, UserChangeForm):
    """An account, with the revision that was read."""

    class Meta(UserChangeForm.Meta):
        model = User


class NewAccountForm(AdminUserCreationForm):
    """A name, a password, and where the person works."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "scope", "office")


class PasswordForm(AdminPasswordChangeForm):
    """Another password. Django leaves the warning of its help untranslated."""

    usable_password_help_text = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If disabled, the password this account has now is lost."),
    )


@admin.register(User, site=site)
class AccountAdmin(RevisedAdmin, UserAdmin):
    """Accounts of the user's scope. Nobody gives a group or scope above his own, nor touches who has one."""

    form = AccountForm
    add_form = NewAccountForm
    change_password_form = PasswordForm
    list_display = ("username", "first_name", "last_name", "scope", "office", "is_staff", "is_active")
    list_filter = ("is_active", "is_staff", "groups")
    list_select_related = ("scope", "office")
    search_fields = ("username", "first_name", "last_name")
    autocomplete_fields = ("scope",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language", "shortcuts")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "scope", "office")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "scope", "office", "usable_password", "password1", "password2")},
        ),
    )

    def changeable(self, request):
        rows = super().changeable(request).exclude(pk=request.user.pk)  # nobody locks himself out
        if request.user.is_superuser:
            return rows
        return rows.exclude(is_superuser=True).exclude(groups__in=access.groups_above(request.user))

    def choices_of(self, db_field, request):
        rows = super().choices_of(db_field, request)
        return rows.exclude(pk__in=access.groups_above(request.user)) if db_field.name == "groups" else rows

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not request.user.is_superuser:
            for _name, options in fieldsets:
                options["fields"] = [field for field in options["fields"] if field != "is_superuser"]
        return fieldsets

    def lookup_allowed(self, lookup, value, request=None):
        return ScopedAdmin.lookup_allowed(self, lookup, value, request)


@admin.register(AccessLog, site=site)
class AccessLogAdmin(ReadOnlyAdmin):
    """Who looked at personal values: a log."""

    list_display = ("at", "user", "act", "worker", "fields", "people", "what")
    list_filter = ("act", ("user", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "worker")
    search_fields = ("user__username", "what")


@admin.register(SavedFilter, site=site)
class SavedFilterAdmin(ScopedAdmin):
    """Filters under a name: made on the lists, taken away here too."""

    list_display = ("name", "page", "user", "office", "is_shared")
    list_select_related = ("user", "office")
    search_fields = ("name",)
    addable = editable = False
    deletable = True
