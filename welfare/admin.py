"""What every page of the Django admin shares: the site, the scope, the revision.

The admin is for administrators, in their scope: what lies outside it is in no list, no choice, no search and
no count of a deletion. Tables that an act of the site or the import engine writes are read-only here.
"""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget, ForeignKeyRawIdWidget
from django.contrib.auth import get_permission_codename, get_user_model
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import PermissionDenied
from django.db import router
from django.db.models import F, TextField
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext_lazy as _

from welfare import shown
from welfare.adminforms import RevisedAdminForm, RowSelect, RowSelectMultiple
from welfare.days import DAY, DaysField
from welfare.digits import is_key, is_number
from welfare.filters import without
from welfare.forms import ConflictError, update_at

OURS_INSTEAD = {"login", "logout", "password_change", "password_change_done"}
LEADS_ANYWHERE = {"view_on_site"}  # would tell which ids of any table exist


class Site(admin.AdminSite):
    """The admin: for staff who may change accounts. Logging in and out and passwords are the site's own."""

    site_title = site_header = _("Administration")
    index_title = _("All tables")

    def has_permission(self, request):
        accounts = get_user_model()._meta
        code = get_permission_codename("change", accounts)
        user = request.user
        return user.is_active and user.is_staff and user.has_perm(f"{accounts.app_label}.{code}")

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def checked(request, *args, **kwargs):
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return checked

    def get_urls(self):
        left_out = OURS_INSTEAD | LEADS_ANYWHERE
        urls = [url for url in super().get_urls() if getattr(url, "name", "") not in left_out]
        for url in urls:
            if callback := getattr(url, "callback", None):
                callback.login_url = settings.LOGIN_URL
        return urls

    def autocomplete_view(self, request):
        if is_number(request.GET.get("term", "")):
            return JsonResponse({"results": [], "pagination": {"more": False}})
        return super().autocomplete_view(request)


site = Site(name="admin")


class Scoped:
    """What pages and inline tables share: rows and choices of the user's scope only."""

    everywhere: tuple[str, ...] = ()  # foreign keys whose choices are no secret
    # Every other text is one line.
    multiline: tuple[str, ...] = ("address", "notes", "privacy_contact", "end_note")

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.visible_to(request.user) if hasattr(queryset, "visible_to") else queryset

    def choices_of(self, db_field, request):
        """The rows a foreign key may name: those the user sees."""
        rows = db_field.remote_field.model._default_manager.all()
        if db_field.name in self.everywhere or not hasattr(rows, "visible_to"):
            return rows
        return rows.visible_to(request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["queryset"] = self.choices_of(db_field, request)
        if db_field.name in self.raw_id_fields:
            kwargs["widget"] = ScopedRawId(db_field.remote_field, self.admin_site, rows=kwargs["queryset"])
        elif db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = self.choices_of(db_field, request)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RowSelectMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, DateRangeField):
            return DaysField(
                base_widget=AdminDateWidget,
                whole=not db_field.null,
                required=not db_field.blank,
                label=db_field.verbose_name,
                help_text=_("First and last day; leave empty what is open."),
            )
        if isinstance(db_field, TextField) and not db_field.choices and db_field.name not in self.multiline:
            kwargs["widget"] = AdminTextInputWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ScopedRawId(ForeignKeyRawIdWidget):
    """A row named by its number, with a window to look it up; says nothing of rows outside `rows`."""

    def __init__(self, rel, admin_site, *, rows, **kwargs):
        super().__init__(rel, admin_site, **kwargs)
        self.rows = rows

    def label_and_url_for_value(self, value):
        is_seen = is_key(str(value)) and self.rows.filter(pk=value).exists()
        return super().label_and_url_for_value(value) if is_seen else ("", "")


class ScopedAdmin(Scoped, admin.ModelAdmin):
    """One table of the admin, in the user's scope.

    `addable`, `editable` and `deletable` say what may be done at all; `changeable` which rows.
    """

    addable = editable = True
    deletable = False
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    actions = None

    # Who may do what

    def changeable(self, request):
        """The rows of the user's scope that he may also change."""
        return self.get_queryset(request)

    def has_add_permission(self, request):
        return self.addable and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        may = self.editable and super().has_change_permission(request, obj)
        return may and (obj is None or self.changeable(request).filter(pk=obj.pk).exists())

    def has_delete_permission(self, request, obj=None):
        may = self.deletable and super().has_delete_permission(request, obj)
        return may and (obj is None or self.changeable(request).filter(pk=obj.pk).exists())

    def get_deleted_objects(self, objs, request):
        """What a deletion would take along; nothing is told or deleted when it reaches outside the scope."""
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(objs)
        touched = [obj for found in collector.model_objs.values() for obj in found]
        if all(is_seen(obj, request.user) for obj in [*touched, *collector.protected]):
            return super().get_deleted_objects(objs, request)
        return [], {}, set(), [_("records outside your scope")]

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    # What is shown

    def get_list_display(self, request):
        """The columns; a span shows its first and its last day, not the day after as the database has it."""
        return [span_column(self.model, name) for name in super().get_list_display(request)]

    # What is asked for

    def get_urls(self):
        return [url for url in super().get_urls() if url.name]  # the rest are addresses of Django 1.8

    def lookup_allowed(self, lookup, value, request=None):
        """Only the declared filters: no probing for numbers in the address."""
        names = {name[0] if isinstance(name, tuple) else name for name in self.get_list_filter(request)}
        return lookup.partition("__")[0] in {name.partition("__")[0] for name in names}

    def changelist_view(self, request, extra_context=None):
        """A search is sent by POST, so that a number typed by mistake stands in no address."""
        if any("\0" in value for value in request.GET.values()):  # a sign that PostgreSQL keeps nowhere
            return HttpResponseRedirect(request.path)
        asked = request.GET if SEARCH_VAR in request.GET else request.POST
        if is_number(asked.get(SEARCH_VAR, "")):
            messages.warning(request, _("Search here by name. The search box of the site finds numbers."))
            return HttpResponseRedirect(f"{request.path}?{without(request.GET, SEARCH_VAR)}")
        if SEARCH_VAR in request.POST:
            query = request.GET.copy()
            query[SEARCH_VAR] = request.POST[SEARCH_VAR]
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
        return super().changelist_view(request, extra_context)


def is_seen(obj, user) -> bool:
    """Does the user see this row? A table without a scope is everybody's."""
    rows = type(obj)._default_manager.all()
    return not hasattr(rows, "visible_to") or rows.visible_to(user).filter(pk=obj.pk).exists()


def span_column(model, name):
    """A column of a list for a span of days, that sorts as before; any other column as it is."""
    field = next((field for field in model._meta.fields if field.name == name), None)
    if not isinstance(field, DateRangeField):
        return name

    @admin.display(description=field.verbose_name, ordering=name)
    def in_words(row):
        span = getattr(row, name)
        return shown.days(span.lower, span.upper and span.upper - DAY) if span else shown.NOTHING

    in_words.__name__ = name  # the admin makes the cell's class of it
    return in_words


class RevisedAdmin(ScopedAdmin):
    """A table whose rows carry a revision: what somebody else saved meanwhile is never overwritten."""

    form = RevisedAdminForm

    def get_fieldsets(self, request, obj=None):
        """The fields; on a form to change them also the hidden revision that was read."""
        fieldsets = [
            (name, options | {"fields": [field for field in options["fields"] if field != "revision_read"]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"].append("revision_read")
        return fieldsets

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ConflictError:
            messages.error(request, RevisedAdminForm.changed_meanwhile)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        elif not update_at(obj, form.cleaned_data["revision_read"]):
            raise ConflictError(form, obj)

    def save_related(self, request, form, formsets, change):
        """A change of the rows below is a change of the row: the next to save it must have seen them."""
        super().save_related(request, form, formsets, change)
        if change and any(formset.has_changed() for formset in formsets):
            self.model._base_manager.filter(pk=form.instance.pk).update(revision=F("revision") + 1)


class ReadOnlyAdmin(ScopedAdmin):
    """A table to look at: an act of the site, the import engine or a log writes it."""

    addable = editable = False


class ScopedInline(Scoped, admin.TabularInline):
    """Rows shown with what they belong to."""

    extra = 0
    max_num = 150  # rows below one another; each takes time to draw
    show_change_link = False

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **{"absolute_max": self.max_num} | kwargs)
