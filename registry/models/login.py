"""Wrong passwords, remembered for as long as they count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare.throttling import Failure


class LoginFailure(Failure):
    """One wrong password. `key` stands for a user name and an address, or for an address alone.

    Neither can be read from it.
    """

    class Meta(Failure.Meta):
        verbose_name = _("wrong password")
        verbose_name_plural = _("wrong passwords")
        indexes = [models.Index(fields=["key", "-at"], name="registry_loginfailure_latest")]
