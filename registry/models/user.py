"""Those who log in: one office, one scope."""

import zoneinfo

from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from registry.models.office import Office
from registry.models.region import NATION_CODE, Region
from welfare.history import tracked
from welfare.revision import Revised, raise_revision


class AccountQuerySet(models.QuerySet):
    """Accounts by place."""

    def visible_to(self, user) -> "AccountQuerySet":
        """Accounts whose scope lies inside the user's own."""
        return self.filter(**user.scope.scope_lookup("scope__"))

    def as_pages_show(self) -> "AccountQuerySet":
        """Each with what every page tells of him: office, scope and group, without a statement for any."""
        groups = Group.objects.filter(user=OuterRef("pk")).order_by("pk").values("name")
        name = Coalesce(Subquery(groups[:1]), Value(""), output_field=models.TextField())
        return self.select_related("office", "scope").annotate(group_name=name)


class AccountManager(UserManager.from_queryset(AccountQuerySet)):
    """Makes accounts; a superuser's scope is the nation unless said otherwise."""

    def create_superuser(self, username, email=None, password=None, **extra_fields):
        extra_fields.setdefault("scope", Region.objects.get(code=NATION_CODE))
        return super().create_superuser(username, email, password, **extra_fields)


@tracked(exclude=("password", "last_login"))
class User(AbstractUser, Revised):
    """An account. The scope is required: an account without one would see nothing or everything."""

    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("office")
    )
    scope = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="+",
        verbose_name=_("scope"),
        help_text=_("The region this person works in; nothing outside it is seen."),
    )
    language = models.TextField(
        _("language"), choices=[("id", "Bahasa Indonesia"), ("en", "English")], default="id"
    )
    shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)

    objects = AccountManager()

    class Meta(AbstractUser.Meta, Revised.Meta):
        abstract = False
        triggers = [raise_revision(ignoring=("last_login",))]

    def __str__(self):
        return self.get_full_name() or self.username

    @cached_property
    def group_name(self) -> str:
        """What the group is called that says what this account does; empty without one."""
        group = self.groups.order_by("pk").first()
        return group.name if group else ""

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The time zone of the office; None without an office: that of the installation."""
        return self.office.zone if self.office else None


@tracked()
class Membership(User.groups.through):
    """An account's place in a group: the table is Django's own, its history says who gave which right."""

    class Meta:
        proxy = True
        default_permissions = ()  # membership is granted with the account
