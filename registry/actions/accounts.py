"""Accounts: made and changed by administrators, never above their own group or outside their own region."""

import secrets

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from registry import access
from registry.models import Office, Region, User
from welfare.constraints import explained
from welfare.errors import RuleError

# No letters or digits that look alike on paper: 12 signs of 54 are 69 bits.
SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 12


def new_password() -> str:
    """A password to hand over once."""
    return "".join(secrets.choice(SIGNS) for _sign in range(PASSWORD_LENGTH))


@explained()
def create(
    *,
    username: str,
    first_name: str,
    last_name: str,
    group: str,
    scope: Region,
    office: Office | None,
    by: User,
) -> tuple[User, str]:
    """A new account and its password, which is kept nowhere; RuleError above one's own group or region."""
    check_grant(group=group, scope=scope, office=office, by=by)
    if User.objects.filter(username__iexact=username).exists():
        raise RuleError(_("Another account already has this user name."))
    password = new_password()
    user = User.objects.create_user(
        username,
        password=password,
        first_name=first_name,
        last_name=last_name,
        scope=scope,
        office=office,
        is_staff=group == access.ADMINISTRATOR,
    )
    user.groups.set([Group.objects.get(name=group)])
    return user, password


@explained()
def change(
    *,
    user: User,
    revision: int,
    group: str,
    scope: Region,
    office: Office | None,
    is_active: bool,
    by: User,
) -> None:
    """Give another group, scope or office, or take the account out of use.

    RuleError for one's own account, and when it was changed since `revision` was read.
    """
    user = User.objects.select_for_update(of=("self",)).select_related("scope").get(pk=user.pk)
    check_may_manage(user, by)
    if user.revision != revision:
        raise RuleError(_("Somebody else changed this account meanwhile. Look at it again before you save."))
    check_grant(group=group, scope=scope, office=office, by=by)
    user.scope, user.office, user.is_active = scope, office, is_active
    user.is_staff = group == access.ADMINISTRATOR
    user.save(update_fields=["scope", "office", "is_active", "is_staff"])
    user.groups.set([Group.objects.get(name=group)])


@explained()
def reset_password(*, user: User, by: User) -> str:
    """A new password for somebody who lost his; returned once."""
    check_may_manage(user, by)
    password = new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    return password


def check_grant(*, group: str, scope: Region, office: Office | None, by: User) -> None:
    """RuleError unless `by` may give this group in this region and office."""
    if not access.may_grant(by, groups=[group], scope=scope):
        raise RuleError(_("Nobody gives a group above his own, or a region outside his own."))
    if office is not None and not by.scope.contains(office.region):
        raise RuleError(_("This office lies outside your region."))


def check_may_manage(user: User, by: User) -> None:
    """RuleError for oneself (nobody locks himself out), for somebody above or elsewhere."""
    if user == by:
        raise RuleError(_("Ask another administrator to change your own account."))
    if not by.scope.contains(user.scope) or access.rank(user) > access.rank(by):
        raise RuleError(_("This account stands above yours."))
