"""The office whose letterhead stands on the papers, and those who sign for it."""

import zoneinfo
from datetime import date, timedelta

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.region import Region
from registry.numbering import DEFAULT_PATTERN, PATTERN
from welfare.fields import KeyTextField
from welfare.history import tracked
from welfare.revision import Revised
from welfare.uploads import PictureField


class OfficeQuerySet(models.QuerySet):
    """Offices by place."""

    def visible_to(self, user) -> "OfficeQuerySet":
        """Offices whose region lies inside the user's scope."""
        return self.filter(**user.scope.scope_lookup("region__"))


@tracked()
class Office(Revised):
    """A dinas: regency, province or ministry. Its lines stand at the head of every paper."""

    class Paper(models.TextChoices):
        F4 = "f4", _("F4 (215 x 330 mm)")
        A4 = "a4", _("A4 (210 x 297 mm)")

    class Zone(models.TextChoices):
        WEST = "Asia/Jakarta", "WIB"
        CENTRAL = "Asia/Makassar", "WITA"
        EAST = "Asia/Jayapura", "WIT"

    region = models.ForeignKey(Region, models.PROTECT, related_name="offices", verbose_name=_("region"))
    name = models.TextField(_("name"), help_text=_("As in the middle of the letterhead: DINAS SOSIAL."))
    government = models.TextField(
        _("government"), blank=True, help_text=_("The letterhead's first line: PEMERINTAH KABUPATEN ...")
    )
    address = models.TextField(_("address lines"), blank=True, help_text=_("Address, telephone, e-mail."))
    town = models.TextField(_("place of signing"), blank=True)
    postcode = models.TextField(_("postcode"), blank=True)
    logo = PictureField(
        _("logo"),
        url_name="office_logo",
        upload_to="logos",
        blank=True,
        validators=[FileExtensionValidator(["png", "jpg", "jpeg"])],
    )
    time_zone = models.TextField(_("time zone"), choices=Zone, default=Zone.WEST)
    paper = models.TextField(_("paper"), choices=Paper, default=Paper.F4)
    archive_code = KeyTextField(
        _("archive code"), blank=True, help_text=_("The office's part of a letter number.")
    )
    certificate_pattern = KeyTextField(
        _("number of certificates"),
        default=DEFAULT_PATTERN,
        validators=[
            RegexValidator(
                PATTERN, _("Use {seq} or {seq:04}, and {year}; besides them {office} and {month}.")
            )
        ],
        help_text=_("{seq:04} is the running number, {office} the archive code, {month} in Roman numerals."),
    )
    privacy_contact = models.TextField(
        _("privacy contact"), blank=True, help_text=_("Whom people ask about their data (UU 27/2022, Ps 53).")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["region__code", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                name="registry_office_once_a_region",
                violation_error_message=_("This region already has an office of that name."),
            ),
            models.CheckConstraint(
                name="registry_office_named",
                condition=~models.Q(name=""),
                violation_error_message=_("An office needs a name."),
            ),
            models.CheckConstraint(
                name="registry_office_certificate_pattern",
                condition=models.Q(certificate_pattern__regex=PATTERN),
                violation_error_message=_("A certificate's number needs {seq} and {year}."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The office's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)


class OfficialQuerySet(models.QuerySet):
    """Signers by place and by day."""

    def visible_to(self, user) -> "OfficialQuerySet":
        """Officials of the offices inside the user's scope."""
        return self.filter(**user.scope.scope_lookup("office__region__"))

    def serving(self, on) -> "OfficialQuerySet":
        """Those in office on the day `on`."""
        return self.filter(service__contains=on)


@tracked()
class Official(Revised):
    """Who signs the office's papers, in which capacity, from when to when."""

    class Capacity(models.TextChoices):
        HEAD = "head", _("Head of the office")
        DIVISION_HEAD = "division_head", _("Head of a division")
        TREASURER = "treasurer", _("Treasurer")
        PPTK = "pptk", _("Technical officer (PPTK)")
        BUDGET_HOLDER = "budget_holder", _("Budget holder (KPA)")

    class Standing(models.TextChoices):
        HOLDER = "", _("Holder of the post")
        ON_BEHALF = "a.n.", _("On behalf (a.n.)")
        ACTING = "Plt.", _("Acting (Plt.)")
        DAILY = "Plh.", _("Daily acting (Plh.)")
        INTERIM = "Pj.", _("Interim (Pj.)")

    office = models.ForeignKey(Office, models.CASCADE, related_name="officials", verbose_name=_("office"))
    name = models.TextField(_("name"), help_text=_("With titles, as printed under the signature."))
    title = models.TextField(_("position"), help_text=_("As printed above the signature."))
    rank = models.TextField(_("rank"), blank=True)
    nip = KeyTextField(_("NIP"), blank=True)
    capacity = models.TextField(_("capacity"), choices=Capacity)
    standing = models.TextField(_("standing"), choices=Standing, blank=True, default=Standing.HOLDER)
    service = DateRangeField(_("in office"))

    objects = OfficialQuerySet.as_manager()

    class Meta(Revised.Meta):
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["capacity", "name"]
        constraints = [
            models.CheckConstraint(
                name="registry_official_nip_form",
                condition=models.Q(nip="") | models.Q(nip__regex=r"^\d{18}$"),
                violation_error_message=_("A NIP has 18 digits."),
            ),
            models.CheckConstraint(
                name="registry_official_service_not_empty",
                condition=models.Q(service__isempty=False),
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def first_day(self) -> date | None:
        """The first day in office, None when it is unknown."""
        return self.service.lower

    @property
    def last_day(self) -> date | None:
        """The last day in office, None while it is open."""
        return self.service.upper and self.service.upper - timedelta(days=1)
