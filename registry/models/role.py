"""Roles (*unsur*, *pilar*) as data: which exist differs by office and by decree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.region import Region
from welfare.fields import KeyTextField
from welfare.history import tracked


@tracked()
class Role(models.Model):
    """What somebody serves as: TKSK, PSM, Kasi Kesra, Karang Taruna ... with its usual quota."""

    code = KeyTextField(_("code"), unique=True)
    name = models.TextField(_("name"))
    short_name = models.TextField(_("short name"))
    synonyms = models.TextField(
        _("spellings on sheets"), blank=True, help_text=_("Separated by commas; capitals do not matter.")
    )
    level = models.TextField(
        _("serves at"),
        choices=[choice for choice in Region.Level.choices if choice[0] != Region.Level.NATION],
        help_text=_("The level of region one seat belongs to."),
    )
    quota = models.PositiveSmallIntegerField(
        _("quota"), null=True, blank=True, help_text=_("Usual number of seats in one region of that level.")
    )
    is_civil_servant = models.BooleanField(_("civil servant's post"), default=False)
    is_person = models.BooleanField(
        _("people"), default=True, help_text=_("Off for bodies such as Karang Taruna invited as such.")
    )
    position = models.PositiveSmallIntegerField(_("order on papers"), default=100)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="registry_role_code_form",
                condition=models.Q(code__regex=r"^[A-Z][A-Z0-9_]*$"),
                violation_error_message=_("A role's code is capitals, digits and underscores: KASI_KESRA."),
            )
        ]

    def __str__(self):
        return self.short_name


class RoleQuotaQuerySet(models.QuerySet):
    """Quota exceptions by place."""

    def visible_to(self, user) -> "RoleQuotaQuerySet":
        """Exceptions of the regions inside the user's scope."""
        return self.filter(**user.scope.scope_lookup("region__"))


@tracked()
class RoleQuota(models.Model):
    """Another quota than the role's usual one, for one region, with the reason (Kota Jambi: 14 TKSK)."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="exceptions", verbose_name=_("role"))
    region = models.ForeignKey(Region, models.CASCADE, related_name="quotas", verbose_name=_("region"))
    quota = models.PositiveSmallIntegerField(_("quota"))
    reason = models.TextField(_("reason"))

    objects = RoleQuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota exception")
        verbose_name_plural = _("quota exceptions")
        ordering = ["role", "region__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "region"],
                name="registry_rolequota_once_a_region",
                violation_error_message=_("This region already has its own quota for that role."),
            ),
            models.CheckConstraint(
                name="registry_rolequota_has_a_reason",
                condition=~models.Q(reason=""),
                violation_error_message=_("Say why this region has another quota."),
            ),
        ]

    def __str__(self):
        return f"{self.role} {self.region}: {self.quota}"
