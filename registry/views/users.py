"""Accounts of the user's region: the list, making, changing, and a new password."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from registry.actions import accounts
from registry.forms.settings import AccountChangeForm, AccountForm
from registry.models import User
from registry.views.office import SETTINGS
from welfare.errors import RuleError
from welfare.lists import Column, ListView
from welfare.views import ActView

USERS = (gettext_lazy("Users"), reverse_lazy("users"))


class UserList(ListView):
    """Everybody who may log in inside the user's region."""

    model = User
    permission_required = "registry.view_user"
    title = gettext_lazy("Users")
    template_name = "settings/users.html"
    row_template = "settings/_user.html"
    search_fields = ("username", "first_name", "last_name")
    columns = (
        Column("name", gettext_lazy("Name"), ("first_name", "last_name", "pk")),
        Column("group", gettext_lazy("Group")),
        Column("scope", gettext_lazy("Region"), ("scope__code", "pk")),
        Column("office", gettext_lazy("Office")),
        Column("seen", gettext_lazy("Last login"), ("last_login", "pk")),
        Column("state", gettext_lazy("State"), ("is_active", "pk")),
    )

    def decorate(self, queryset):
        return queryset.select_related("scope", "office").prefetch_related("groups")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"trail": [SETTINGS]}

    def counted(self, count):
        return ngettext("%(n)s user", "%(n)s users", count) % {"n": self.number(count)}


class AccountAct(ActView):
    """A form about an account."""

    def trail(self):
        return [SETTINGS, USERS]

    def get_success_url(self):
        return reverse("users")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}


class UserCreate(AccountAct):
    """A new account; its password is shown once, on the answer itself."""

    form_class = AccountForm
    permission_required = "registry.add_user"
    title = gettext_lazy("Add a user")
    save_label = gettext_lazy("Make the account")

    def get_initial(self):
        return {"scope": self.request.user.scope, "office": self.request.user.office_id}

    def form_valid(self, form):
        try:
            user, password = accounts.create(by=self.request.user, **form.cleaned_data)
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return shown_once(self.request, user, password)


class UserEdit(AccountAct):
    """Another group, region or office, or out of use."""

    form_class = AccountChangeForm
    permission_required = "registry.change_user"
    template_name = "settings/user_edit.html"

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    @property
    def title(self):
        return str(self.account)

    def get_initial(self):
        account = self.account
        group = account.groups.values_list("name", flat=True).first()
        values = {"scope": account.scope, "office": account.office_id, "group": group}
        return values | {"is_active": account.is_active, "revision": account.revision}

    def get_context_data(self, **kwargs):
        return {"account": self.account} | super().get_context_data(**kwargs)

    def save(self, form):
        accounts.change(user=self.account, by=self.request.user, **form.cleaned_data)


@require_POST
@never_cache
@permission_required("registry.change_user", raise_exception=True)
def user_password(request, pk):
    """A new password for somebody who lost his, shown once."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    try:
        password = accounts.reset_password(user=account, by=request.user)
    except RuleError as error:
        return shown_once(request, account, "", refusal=str(error), status=422)
    return shown_once(request, account, password)


@never_cache
def shown_once(request, account: User, password: str, *, refusal: str = "", status: int = 200):
    """The page that shows a password; it is in no address, no cookie and no log."""
    context = {"account": account, "password": password, "refusal": refusal, "trail": [SETTINGS, USERS]}
    context["title"] = _("New password") if password else _("No new password")
    return render(request, "settings/password.html", context, status=status)
