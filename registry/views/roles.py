"""Roles and quotas: the usual seats of each role, and the regions that have others."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, TemplateView, UpdateView

from registry import access
from registry.forms.settings import RoleForm, RoleQuotaForm
from registry.models import Role, RoleQuota
from registry.views.office import SETTINGS
from welfare.constraints import explained
from welfare.views import EditView, FormPageMixin, PageMixin

ROLES = (gettext_lazy("Roles and quotas"), reverse_lazy("roles"))


class RolePage(PageMixin, TemplateView):
    """All roles, and the exceptions inside the user's region."""

    template_name = "settings/roles.html"
    permission_required = "registry.view_role"
    title = gettext_lazy("Roles and quotas")

    def trail(self):
        return [SETTINGS]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        quotas = exceptions(user).select_related("role", "region__district", "region__regency")
        return context | {
            "roles": Role.objects.all(),
            "quotas": quotas.order_by("role__position", "region__code"),
            "may_change_roles": may_change_roles(user),
        }


class RoleEdit(EditView):
    """Change a role, which all offices share: only for who sees them all."""

    model = Role
    form_class = RoleForm
    permission_required = "registry.change_role"
    success_url = reverse_lazy("roles")

    @property
    def title(self):
        return self.object.name

    def get_queryset(self):
        if not may_change_roles(self.request.user):
            raise PermissionDenied
        return Role.objects.all()

    def trail(self):
        return [SETTINGS, ROLES]

    @explained()
    def save(self, form):
        form.refuse_if_overtaken()
        super().save(form)


class QuotaAct(FormPageMixin):
    """What the two quota forms share: the way back, and the user's region."""

    model = RoleQuota
    form_class = RoleQuotaForm
    success_url = reverse_lazy("roles")

    def get_queryset(self):
        return exceptions(self.request.user)

    def trail(self):
        return [SETTINGS, ROLES]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    @explained()
    def save(self, form):
        super().save(form)


class QuotaCreate(QuotaAct, CreateView):
    """Another quota for one region, with the reason."""

    permission_required = "registry.add_rolequota"
    title = gettext_lazy("Add a quota")


class QuotaEdit(QuotaAct, UpdateView):
    """Change an exception."""

    permission_required = "registry.change_rolequota"
    title = gettext_lazy("Edit a quota")

    @explained()
    def save(self, form):
        form.refuse_if_overtaken()
        super().save(form)


@require_POST
@permission_required("registry.delete_rolequota", raise_exception=True)
def quota_delete(request, pk):
    """Back to the usual quota."""
    get_object_or_404(exceptions(request.user), pk=pk).delete()
    messages.success(request, _("The usual quota holds again."))
    return redirect("roles")


def exceptions(user):
    """The quotas of regions inside the user's scope."""
    return RoleQuota.objects.visible_to(user)


def may_change_roles(user) -> bool:
    """Does no office lie outside the user's region?"""
    return user.has_perm("registry.change_role") and access.sees_every_office(user)
